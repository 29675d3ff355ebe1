"""The sections of a form on the left of the wizard, each with its state as a shape and a word: tom, i gang, klar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.parts.marks import Mark, MarkKind
from ui.parts.widgets import Text, px
from ui.presenters.wizard import SectionLine, State

SHAPES: dict[State, MarkKind] = {"tom": "open", "i gang": "due", "klar": "done"}


class SectionButton(QPushButton):
    """One section: its state, its title, and whether it stands open."""

    def __init__(self) -> None:
        super().__init__()
        self._line: SectionLine | None = None
        self.setProperty("look", "section")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(8), px(8), px(8))
        row.setSpacing(px(8))
        self._mark = Mark("open")
        self._title = Text("")
        self._state = Text("", "small", wrap=False)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._state)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        for label in (self._title, self._state, self._mark):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_line(self, line: SectionLine) -> None:
        """Shows one section; nothing is laid out anew where it looks the same, since every save comes by here."""
        if line == self._line:
            return
        self._line = line
        self._title.setText(line.title)
        self._state.setText(line.state)
        self._mark.kind = SHAPES[line.state]
        self._mark.update()
        self.setChecked(line.is_current)
        self.setAccessibleName(f"{line.title}, {line.state}")
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(max(px(theme.TARGET), layout.heightForWidth(max(self.width(), px(200)))))

    def resizeEvent(self, event: object) -> None:
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(max(px(theme.TARGET), layout.heightForWidth(self.width())))


class SectionList(QScrollArea):
    """All sections, one under the other; arrows move between them."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "column")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(px(272))
        self.setAccessibleName("Afsnit")
        inner = QWidget()
        inner.setProperty("look", "plain")
        self._box = QVBoxLayout(inner)
        self._box.setContentsMargins(px(16), px(16), px(8), px(16))
        self._box.setSpacing(px(4))
        self._box.addStretch(1)
        self.setWidget(inner)
        self._buttons: list[SectionButton] = []
        self._ids: list[str] = []

    def show_lines(self, lines: Sequence[SectionLine]) -> None:
        """Shows the sections as they stand now."""
        while len(self._buttons) < len(lines):
            button, place = SectionButton(), len(self._buttons)
            button.clicked.connect(lambda _=False, number=place: self.picked.emit(self._ids[number]))
            self._box.insertWidget(place, button)
            self._buttons.append(button)
        self._ids = [line.id for line in lines]
        for number, button in enumerate(self._buttons):
            button.setVisible(number < len(lines))
            if number < len(lines):
                button.show_line(lines[number])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        focused = next((number for number, one in enumerate(self._buttons) if one.hasFocus()), None)
        if step is None or focused is None:
            super().keyPressEvent(event)
        elif 0 <= focused + step < len(self._ids):
            self._buttons[focused + step].setFocus(Qt.FocusReason.OtherFocusReason)


class SectionPicker(QComboBox):
    """The same in one line, where the window is too narrow for a list beside the form."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Afsnit")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.activated.connect(lambda index: self.picked.emit(self.itemData(index)))

    def show_lines(self, lines: Sequence[SectionLine]) -> None:
        """Shows the sections as they stand now."""
        self.blockSignals(True)
        self.clear()
        for line in lines:
            self.addItem(f"{line.title} · {line.state}", line.id)
        self.setCurrentIndex(next((number for number, line in enumerate(lines) if line.is_current), 0))
        self.blockSignals(False)
