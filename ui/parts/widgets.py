"""The pieces every page is made of. Text given here is shown as it stands: `&` is no shortcut, `<b>` no markup."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.parts.flow_layout import FlowLayout
from ui.parts.marks import Mark, MarkKind

ButtonLook = Literal["primary", "quiet", "plain"]
TextLook = Literal["visit", "h1", "h2", "h3", "strong", "large", "table", "small", "muted", "due", "over", "done", "words", ""]


def px(size: float) -> int:
    """Pixels at the present text size for a size at 100 %."""
    return theme.current().px(size)


class Button(QPushButton):
    """Something to do. look: `primary` for the one thing to do next, `quiet` for the rest, `plain` for a word in a text.

    shortcut: also shown after the text, as a person would say it ("Ctrl+P"). takes_key: False where somebody else listens for it.
    """

    def __init__(
        self,
        text: str,
        on_press: Callable[[], object] | None = None,
        *,
        look: ButtonLook = "quiet",
        shortcut: str = "",
        takes_key: bool = True,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", look)
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._short, self._hint = text, f"  {shortcut.replace('Return', 'Enter')}" if shortcut else ""
        self.say(text + self._hint)
        self.setAccessibleName(name or text)
        if shortcut and takes_key:
            self._key = QAction(text, self)
            self._key.setShortcut(QKeySequence(shortcut))
            self._key.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            self._key.triggered.connect(self.click)
            self.addAction(self._key)
        if shortcut:
            self.setAccessibleDescription(shortcut)
        if on_press is not None:
            self.clicked.connect(lambda: on_press())

    def say(self, text: str) -> None:
        """Changes the text on the button."""
        self.setText(text.replace("&", "&&"))

    def be_look(self, look: ButtonLook) -> None:
        """Another weight: the one thing to do next, or one of the rest."""
        if self.property("look") != look:
            self.setProperty("look", look)
            self.style().unpolish(self)
            self.style().polish(self)
            self.updateGeometry()

    def be_brief(self, is_brief: bool) -> None:
        """Leaves the key out of the text where the room is needed, or shows it again. Not for one that said something else."""
        if self._hint:
            self.say(self._short if is_brief else self._short + self._hint)


class Text(QLabel):
    """A line or paragraph that wraps, at most 68 characters wide."""

    def __init__(self, text: str = "", look: TextLook = "", *, wrap: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if look:
            self.setProperty("look", look)
        sizes = {"visit": theme.VISIT, "h1": theme.H1, "h2": theme.H2, "words": theme.H2, "h3": theme.LARGE, "large": theme.LARGE,
                 "table": 24, "small": theme.SMALL}  # fmt: skip
        if wrap:
            self.setMaximumWidth(theme.current().line_width(sizes.get(look, theme.BASE)))
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.setText(text)

    def heightForWidth(self, width: int) -> int:
        """Of the width that it will get: a box layout asks for the whole width, whatever the most may be."""
        return super().heightForWidth(min(width, self.maximumWidth()))

    def sizeHint(self) -> QSize:
        """As wide as the text on one line, at most a line of 68 characters."""
        if not self.wordWrap():
            return super().sizeHint()
        metrics = self.fontMetrics()
        natural = max(metrics.horizontalAdvance(line) for line in self.text().split("\n")) + 2
        width = min(natural, self.maximumWidth())
        return QSize(width, max(self.heightForWidth(width), metrics.height()))


class Heading(Text):
    """A heading. level 0 is a question at the table, 1 a page's name, 2 and 3 its parts."""

    def __init__(self, text: str = "", level: int = 1, *, parent: QWidget | None = None) -> None:
        looks: tuple[TextLook, ...] = ("visit", "h1", "h2", "h3")
        super().__init__(text, looks[level], parent=parent)
        self.level = level


class Body(Text):
    """Running text."""


class Note(QWidget):
    """A line with a shape before it: what is due, over, done, wrong, or only told. Never by colour alone."""

    def __init__(self, text: str = "", kind: MarkKind = "told", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        self.mark = Mark(kind)
        self.label = Text(text, look_of(kind))
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1_000)
        row.addStretch(1)
        if not text:  # showing what has no parent yet would make a window of it
            self.hide()

    def say(self, text: str) -> None:
        """Shows the text, or hides the line where there is none."""
        self.label.setText(text)
        self.setVisible(bool(text))

    def text(self) -> str:
        """What the line says."""
        return self.label.text()


class Marked(QWidget):
    """Lines under each other with a shape before the first: all that is said of it stands in line with its words."""

    def __init__(self, kind: MarkKind, *lines: QWidget, gap: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, px(4), 0, px(4))
        row.setSpacing(px(8))
        row.addWidget(Mark(kind), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(px(gap))
        for one in lines:
            column.addWidget(one)
        row.addLayout(column, 1_000)
        row.addStretch(1)


def look_of(kind: MarkKind) -> TextLook:
    """How words look beside a shape."""
    looks: dict[MarkKind, TextLook] = {"over": "over", "wrong": "over", "due": "due", "done": "done"}
    return looks.get(kind, "")


class Card(QFrame):
    """A piece of paper on the table: what belongs together. `box` is its layout."""

    def __init__(self, *, gap: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(px(24), px(16), px(24), px(16))
        self.box.setSpacing(px(gap))


class Line(QFrame):
    """A quiet line across."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "line")
        self.setFixedHeight(1)


class Row(QWidget):
    """Widgets beside each other, wrapping where they do not fit. trailing: those from this number on stand to the right.

    is_whole: all its lines have their height, whatever else wants it.
    """

    def __init__(
        self,
        *widgets: QWidget,
        gap: int = 8,
        trailing: int | None = None,
        centred: bool = True,
        is_whole: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._is_whole = is_whole
        self.flow = FlowLayout(self, gap=px(gap), trailing=trailing, centred=centred)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for one in widgets:
            self.flow.addWidget(one)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if self._is_whole and event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.setMinimumHeight(self.flow.heightForWidth(self.width()))
        return done


class Together(QWidget):
    """A field and what is said of it: they come into sight as one."""


class Entry(Together):
    """A label over a field, help under it, and what is wrong with it under that. The label names the field."""

    def __init__(self, label: str, field: QWidget | None = None, *, help_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(4))
        self.label = Text(label, "strong")
        self.field: QWidget = field if field is not None else QLineEdit()
        self.label.setBuddy(self.field)
        self.field.setAccessibleName(label)
        self.help = Text(help_text, "muted")
        if not help_text:
            self.help.hide()
        self.problem = Note("", "wrong")
        for one in (self.label, self.field, self.help, self.problem):
            box.addWidget(one)
        if help_text:
            self.field.setAccessibleDescription(help_text)

    @property
    def line(self) -> QLineEdit:
        """The field, where it is a line to type in."""
        if not isinstance(self.field, QLineEdit):
            raise TypeError("not a line")
        return self.field

    def text(self) -> str:
        """What is typed, without blanks round it."""
        return self.line.text().strip()

    def say_problem(self, text: str) -> None:
        """Says beside the field what is wrong, or that nothing is ("")."""
        self.problem.say(text)
        self.field.setAccessibleDescription(text or self.help.text())


def empty(box: QBoxLayout) -> None:
    """Takes everything out of a layout. It is hidden at once, and let go of when nothing asks for it any more."""
    while (item := box.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
