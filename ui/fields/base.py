"""What every field editor shares: words round a control, signals for what a person did, and how to show what stands now."""

from __future__ import annotations

from typing import Any, Literal

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.fields.offers import Offers
from ui.form.two_versions import TwoVersions
from ui.parts.widgets import Button, Note, Text, px
from ui.presenters.field_view import FieldView

Size = Literal["desk", "table"]
"""`desk`: the caseworker's wizard. `table`: a visit, large enough for two to read."""

ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FieldEditor(QWidget):
    """One field. The presenter is told of every key; nothing is judged while it is typed.

    typed: path, text, caret. answered: path and the value chosen. entered, left: the keyboard came and went.
    went_on: the person is done here (Enter, or J/N). chose: path and the standing value that a person chose of two.
    asked_offers: path and text, for the presenter to find offers; took_offer: one of them was touched.
    is_alone: the only question on the page, told as its heading.
    """

    typed = Signal(str, str, int)
    answered = Signal(str, object)
    entered = Signal(str)
    left = Signal(str)
    went_on = Signal(str)
    chose = Signal(str, object)
    asked_offers = Signal(str, str)
    took_offer = Signal(str, str)

    def __init__(self, view: FieldView, size: Size = "desk", *, is_alone: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self.size_kind: Size = size
        self.shows_label = True
        self.setProperty("look", "plain")
        self.setProperty("at", size)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(px(4 if size == "desk" else 8))
        self.label = Text("", "strong" if size == "desk" else "visit" if is_alone else "h2")
        self.second = Text("", "muted" if size == "desk" else "table")
        self.mark = Text("", "small" if size == "desk" else "muted")
        self.said = Text("", "strong" if size == "desk" else "large")
        self.help = Text("", "muted" if size == "desk" else "large")
        self.two = TwoVersions()
        self.problem = Note("", "wrong")
        self.offers = Offers()
        self.copy = Button("Kopiér teksten", self._on_copy)
        self.copied = Note("", "done")
        self.control = self.make_control()
        self.label.setBuddy(self.focus_target())
        for one in (self.label, self.second, self.mark, self.two, self.control, self.said, self.help, self.problem):
            self.box.addWidget(one)
        for one in (self.copy, self.copied):
            self.box.addWidget(one)
        self.copy.hide()
        if self.offers.parentWidget() is None:
            self.box.insertWidget(self.box.indexOf(self.said) + 1, self.offers)
        self.two.chosen.connect(lambda value: self.chose.emit(self.view.path, value))
        self.offers.picked.connect(lambda text: self.took_offer.emit(self.view.path, text))
        self.watch(self.focus_target())
        self.show_view(view)

    # what a kind of editor says of itself

    def make_control(self) -> QWidget:
        """The control in the middle."""
        raise NotImplementedError

    def focus_target(self) -> QWidget:
        """The widget that the keyboard goes to."""
        return self.control

    def show_value(self, view: FieldView) -> None:
        """Puts what stands into the control, without telling the presenter."""
        raise NotImplementedError

    # what all do

    def show_view(self, view: FieldView) -> None:
        """Shows what stands now. A field that is being typed in keeps its text and caret."""
        self.view = view
        labels = (self.label, self.second, self.mark, self.said, self.help)
        for label, text in zip(labels, (view.label, view.second, view.mark, view.said, view.help), strict=True):
            label.setText(text)
            label.setVisible(bool(text) and (label is not self.label or self.shows_label))
        self.two.show_standings(view.standings, both=view.both)
        self.problem.say(view.problem)
        self.copy.setVisible(view.to_paste and bool(view.text.strip()))
        self.copy.setAccessibleName(f"Kopiér teksten: {view.label}")
        target = self.focus_target()
        target.setAccessibleName(view.label)
        target.setAccessibleDescription(view.description)
        self.show_value(view)

    def _on_copy(self) -> None:
        """The text to the clipboard, which lets go of it again (ui/clipboard.py)."""
        QGuiApplication.clipboard().setText(self.view.text)
        self.copied.say("Kopieret. Sæt det ind i det andet system nu.")

    def take_focus(self, caret: int = -1, blanks: str = "") -> None:
        """Moves the keyboard here. caret: so many characters into the text, -1 where it does not matter.

        blanks: white space before the caret; it is put back where it was the end of a text whose answer does not keep it.
        """
        self.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def holds_focus(self) -> bool:
        """Whether the keyboard is in this field."""
        focus = self.window().focusWidget() if self.window() else None
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    def watch(self, widget: QWidget) -> None:
        """Notices when a widget of this field gets or loses the keyboard, and Enter in it."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusIn:
            self.entered.emit(self.view.path)
        elif kind == QEvent.Type.FocusOut:
            self.on_focus_lost()
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.is_going_on(event):
            self.went_on.emit(self.view.path)
            return True
        return False

    def on_focus_lost(self) -> None:
        """The keyboard went elsewhere."""
        self.left.emit(self.view.path)

    def is_going_on(self, event: QKeyEvent) -> bool:
        """Whether this key says that the person is done with the field."""
        return event.key() in ENTER_KEYS and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )

    def answer(self, value: Any) -> None:
        """The person chose."""
        self.answered.emit(self.view.path, value)
