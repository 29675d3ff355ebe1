"""The course as a picture: milestones in a line, parallel ones hanging under the step that they go beside.

Each step is a button with a shape and words, so that keyboard and screen reader meet the same as the eye. Tab comes to the step
that is now; arrows go along the line and down what hangs from it. Where there is no room the line goes on below.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.parts.flow_layout import FlowLayout
from ui.parts.marks import Mark
from ui.parts.widgets import Text, px
from ui.presenters.course import Course, Step, columns

HANGS = 12
"""Pixels at 100 % that a parallel step stands to the right of the one that it hangs under."""


class StepButton(QPushButton):
    """One milestone: shape, title, and under it its state in words."""

    arrowed = Signal(int, int)
    """Steps along the line, and down it."""

    def __init__(self, step: Step) -> None:
        super().__init__()
        self.step = step
        self.setProperty("look", "section")
        self.setProperty("now", step.is_next)
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(step.spoken)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(8), px(8), px(8), px(8))
        row.setSpacing(px(8))
        self.mark = Mark(step.state)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(step.title, "strong" if step.is_next else "", wrap=False))
        if step.told:
            words.addWidget(Text(_in_lines(step.told), "small", wrap=False))
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        for one in self.findChildren(QWidget):
            one.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        inner = layout.sizeHint() if layout is not None else super().sizeHint()
        return QSize(inner.width(), max(inner.height(), px(theme.TARGET)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        move = moves.get(Qt.Key(event.key()))
        if move is None:
            super().keyPressEvent(event)
        else:
            self.arrowed.emit(*move)


class CoursePicture(QWidget):
    """pressed: a step was chosen."""

    pressed = Signal(object)

    def __init__(self, course: Course, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Forløb")
        self.setAccessibleDescription(course.spoken)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        flow = FlowLayout(self, gap=px(8), centred=False)
        self.columns: list[list[StepButton]] = []
        for steps in columns(course.steps):
            flow.addWidget(self._column(steps))
        buttons = [one for column in self.columns for one in column]
        current = next((one for one in buttons if one.step.is_next), buttons[0] if buttons else None)
        for one in buttons:
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one is current else Qt.FocusPolicy.ClickFocus)

    def _column(self, steps: Sequence[Step]) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(4))
        column: list[StepButton] = []
        for step in steps:
            button = StepButton(step)
            button.clicked.connect(lambda _=False, one=step: self.pressed.emit(one))
            button.arrowed.connect(lambda along, down, one=button: self._move(one, along, down))
            row = QHBoxLayout()
            row.setContentsMargins(px(HANGS) if column else 0, 0, 0, 0)
            row.addWidget(button)
            row.addStretch(1)
            box.addLayout(row)
            column.append(button)
        self.columns.append(column)
        return holder

    def _move(self, button: StepButton, along: int, down: int) -> None:
        place = next((column, row) for column, one in enumerate(self.columns) for row, other in enumerate(one) if other is button)
        column = min(max(place[0] + along, 0), len(self.columns) - 1)
        row = place[1] + down if not along else 0
        wanted = self.columns[column][min(max(row, 0), len(self.columns[column]) - 1)]
        for one in (one for column_ in self.columns for one in column_):
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one is wanted else Qt.FocusPolicy.ClickFocus)
        wanted.setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The lines between the steps, behind them."""
        painter = QPainter(self)
        painter.setPen(QPen(theme.current().color("line"), max(1.0, px(1.5))))
        for left, right in zip(self.columns, self.columns[1:], strict=False):
            start, end = self._edge(left[0], is_right=True), self._edge(right[0], is_right=False)
            if start.y() == end.y() and end.x() > start.x():
                painter.drawLine(start, end)
        for column in self.columns:
            top = self._under(column[0])
            for hanging in column[1:]:
                beside = self._edge(hanging, is_right=False)
                painter.drawLine(top, QPoint(top.x(), beside.y()))
                painter.drawLine(QPoint(top.x(), beside.y()), beside)
        painter.end()

    def _edge(self, button: StepButton, *, is_right: bool) -> QPoint:
        """Where a line meets a step: beside its shape's middle."""
        mark = button.mark
        y = mark.mapTo(self, QPoint(0, mark.height() // 2)).y()
        return QPoint(button.mapTo(self, QPoint(button.width() if is_right else 0, 0)).x(), y)

    def _under(self, button: StepButton) -> QPoint:
        return QPoint(button.mark.mapTo(self, QPoint(0, 0)).x() + px(2), button.mapTo(self, QPoint(0, button.height())).y())


def _in_lines(told: str) -> str:
    """Each part, and the day that something is due, on a line of its own: the steps stay narrow."""
    return told.replace(", ", ",\n").replace(" senest ", "\nsenest ")
