"""What is chosen: yes or no as two equally large buttons, one word of several, several words. By touch, arrows, or a letter."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from ui import theme
from ui.fields.base import FieldEditor
from ui.parts.choices import BigChoice, Tick
from ui.parts.flow_layout import FlowLayout
from ui.parts.widgets import px
from ui.presenters.field_view import FieldView

ARROWS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class _Buttons(FieldEditor):
    """Shared: a group of large buttons of which the keyboard stands on one."""

    is_exclusive = True

    def make_control(self) -> QWidget:
        holder = QWidget()
        holder.setProperty("look", "plain")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        self.group = QButtonGroup(holder)
        self.group.setExclusive(self.is_exclusive)
        self.buttons: list[QAbstractButton] = []
        self.values: list[Any] = []
        self._holder = holder
        self.fill(holder)
        return holder

    def fill(self, holder: QWidget) -> None:
        """Makes the buttons."""
        raise NotImplementedError

    def add(self, button: QAbstractButton, value: Any) -> None:
        """One more answer."""
        button.setParent(self._holder)
        self.group.addButton(button)
        self.buttons.append(button)
        self.values.append(value)
        button.clicked.connect(lambda _=False, value=value: self.on_clicked(value))
        self.watch(button)

    def on_clicked(self, value: Any) -> None:
        """A button was touched."""
        self.answer(value)

    def focus_target(self) -> QWidget:
        checked = next((button for button in self.buttons if button.isChecked()), None)
        return checked or (self.buttons[0] if self.buttons else self.control)

    def show_view(self, view: FieldView) -> None:
        super().show_view(view)
        self._holder.setAccessibleName(view.label)
        for button in self.buttons:
            button.setAccessibleDescription(f"{view.label} {view.description}".strip())
            button.setAccessibleName(button.text().replace("&&", "&"))
            button.setEnabled(not view.is_read_only)

    def on_focus_lost(self) -> None:
        if not self.holds_focus():
            super().on_focus_lost()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.on_key(watched, event):
            return True
        return super().eventFilter(watched, event)

    def on_key(self, watched: QObject, event: QKeyEvent) -> bool:
        """A key on one of the buttons; True where it was for us. Arrows move without choosing: nothing is answered in passing."""
        step = ARROWS.get(Qt.Key(event.key()))
        if step is None or watched not in self.buttons:
            return False
        index = self.buttons.index(watched) + step
        if 0 <= index < len(self.buttons):
            self.buttons[index].setFocus(Qt.FocusReason.OtherFocusReason)
        return True


class YesNoEditor(_Buttons):
    """Yes or no. J and N answer and go on; a touch answers and stays, since a finger may slip."""

    def fill(self, holder: QWidget) -> None:
        row = FlowLayout(holder, gap=px(12))
        size = theme.LARGE if self.size_kind == "desk" else 24
        words = {option.id: option.label for option in self.view.options}
        for text, value in ((words.get("ja", "Ja"), True), (words.get("nej", "Nej"), False)):
            button = BigChoice(text, size=size)
            self.add(button, value)
            row.addWidget(button)
        width, height = (120, theme.TARGET) if self.size_kind == "desk" else (200, 72)
        widest = max(px(width), *(one.sizeHint().width() for one in self.buttons))
        for one in self.buttons:  # no is as large as yes
            one.setMinimumSize(widest, px(height))

    def show_value(self, view: FieldView) -> None:
        _check(self, [value is view.value for value in self.values])

    def on_key(self, watched: QObject, event: QKeyEvent) -> bool:
        letter = event.text().casefold()
        if letter in ("j", "n") and not self.view.is_read_only:
            self.answer(letter == "j")
            self.went_on.emit(self.view.path)
            return True
        return super().on_key(watched, event)


class ChoiceEditor(_Buttons):
    """One word of several, each as large to touch as the others. A number picks, too."""

    def fill(self, holder: QWidget) -> None:
        flow = FlowLayout(holder, gap=px(8 if self.size_kind == "desk" else 12))
        for option in self.view.options:
            button = self.word(f"{option.label} · {option.second}" if option.second else option.label)
            self.add(button, option.id)
            flow.addWidget(button)

    def word(self, text: str) -> QAbstractButton:
        """One answer as a button."""
        return BigChoice(text, size=theme.BASE if self.size_kind == "desk" else 24)

    def show_value(self, view: FieldView) -> None:
        _check(self, [value == view.value for value in self.values])

    def on_key(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.text().isdigit() and 1 <= int(event.text()) <= len(self.buttons) and not self.view.is_read_only:
            self.buttons[int(event.text()) - 1].setFocus(Qt.FocusReason.OtherFocusReason)
            self.buttons[int(event.text()) - 1].click()
            return True
        return super().on_key(watched, event)


class ChoicesEditor(ChoiceEditor):
    """Several words; each is ticked and unticked by itself, with Space, a touch or its number."""

    is_exclusive = False

    def word(self, text: str) -> QAbstractButton:
        return Tick(text, framed=True, size=theme.BASE if self.size_kind == "desk" else 24)

    def show_value(self, view: FieldView) -> None:
        chosen = view.value if isinstance(view.value, list) else []
        _check(self, [value in chosen for value in self.values])

    def on_clicked(self, value: Any) -> None:
        self.answer([one for one, button in zip(self.values, self.buttons, strict=True) if button.isChecked()])

    def focus_target(self) -> QWidget:
        return self.buttons[0] if self.buttons else self.control


def _check(editor: _Buttons, states: list[bool]) -> None:
    """Shows which are chosen without telling anyone. An exclusive group cannot be emptied while it is exclusive."""
    editor.group.setExclusive(False)
    for button, state in zip(editor.buttons, states, strict=True):
        if button.isChecked() != state:
            button.setChecked(state)
    editor.group.setExclusive(editor.is_exclusive)
