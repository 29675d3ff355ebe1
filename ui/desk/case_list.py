"""The list of cases: only what is in sight is painted, and more is fetched when the end comes near.

Arrows move, Enter opens; each line is one sentence to a screen reader.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import theme
from ui.parts.marks import paint_mark
from ui.presenters.lines import Line

Index = QModelIndex | QPersistentModelIndex


class LineModel(QAbstractListModel):
    """Lines that can grow. more: called with how many there are, when the end is in sight."""

    def __init__(self, more: Callable[[int], None] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []
        self._more = more
        self._is_whole, self._is_asked = True, False

    def replace(self, lines: Sequence[Line], *, is_whole: bool) -> None:
        """Shows these instead."""
        self.beginResetModel()
        self._lines = list(lines)
        self._is_whole, self._is_asked = is_whole, False
        self.endResetModel()

    def append(self, lines: Sequence[Line], *, is_whole: bool) -> None:
        """Shows these after those that stand."""
        self._is_whole, self._is_asked = is_whole, False
        if lines:
            self.beginInsertRows(QModelIndex(), len(self._lines), len(self._lines) + len(lines) - 1)
            self._lines.extend(lines)
            self.endInsertRows()

    def line(self, row: int) -> Line | None:
        """The line at a row."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 – Qt's own default
        return 0 if parent.isValid() else len(self._lines)

    def canFetchMore(self, parent: Index) -> bool:
        return not self._is_whole and not self._is_asked and self._more is not None

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent) and self._more is not None:
            self._is_asked = True
            self._more(len(self._lines))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index.row())
        if line is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.spoken
        return line if role == Qt.ItemDataRole.UserRole else None


class LineDelegate(QStyledItemDelegate):
    """Paints one line: title and when above, detail and what is owed below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.current().px(200), self.height())

    def height(self) -> int:
        """Pixels of a line: two lines of text with air round them."""
        now = theme.current()
        return QFontMetrics(now.font()).height() + QFontMetrics(now.font(theme.SMALL)).height() + now.px(24)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(line, Line):
            return
        now = theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, now)
        room = option.rect.adjusted(now.px(16), now.px(10), -now.px(16), -now.px(10))
        strong, small = now.font(bold=True), now.font(theme.SMALL)
        big, fine = QFontMetrics(strong), QFontMetrics(small)
        painter.setFont(now.font())
        when_width = min(QFontMetrics(now.font()).horizontalAdvance(line.when) + 1, room.width() * 2 // 3)
        top = room.adjusted(0, 0, 0, -(room.height() - big.height()))
        painter.setPen(now.color("muted"))
        painter.drawText(top, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), line.when)
        painter.setFont(strong)
        painter.setPen(now.color("ink"))
        title = big.elidedText(line.title, Qt.TextElideMode.ElideRight, room.width() - when_width - now.px(8))
        painter.drawText(top, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), title)
        bottom = room.adjusted(0, room.height() - fine.height(), 0, 0)
        painter.setFont(small)
        owed = self._paint_owed(painter, line, bottom, fine, now)
        painter.setPen(now.color("muted"))
        detail = fine.elidedText(line.detail, Qt.TextElideMode.ElideRight, bottom.width() - owed)
        painter.drawText(bottom, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), detail)
        painter.restore()

    def _paint_owed(self, painter: QPainter, line: Line, room: Any, fine: QFontMetrics, now: theme.Theme) -> int:
        if not line.owed:
            return 0
        words = fine.elidedText(line.owed, Qt.TextElideMode.ElideRight, room.width() * 2 // 3)
        side, gap = now.px(12), now.px(6)
        width = fine.horizontalAdvance(words) + 1
        painter.setPen(now.color("due"))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)
        box = QRectF(room.right() - width - gap - side, room.center().y() - side / 2, side, side)
        paint_mark(painter, box, "due", now.color("due"))
        return width + gap * 2 + side + now.px(8)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, now: theme.Theme) -> None:
        state, rect = option.state, option.rect
        box = QRectF(rect).adjusted(2.5, 2.5, -2.5, -2.5)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            over, share = (now.tokens.primary, 0.12) if chosen else (now.tokens.ink, 0.05)
            painter.setBrush(QColor(theme.mix(now.tokens.surface, over, share)))
            painter.drawRoundedRect(box, now.px(6), now.px(6))
        else:
            painter.setPen(QPen(QColor(now.hairline), 1))
            painter.drawLine(rect.left() + now.px(16), rect.bottom(), rect.right() - now.px(16), rect.bottom())
        if focused:
            painter.setPen(QPen(now.color("focus"), theme.RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, now.px(6), now.px(6))


class CaseList(QListView):
    """opened: the line that was chosen by Enter or a press. upwards: the arrow was pressed at the first line."""

    opened = Signal(object)
    upwards = Signal()

    def __init__(self, model: LineModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = model
        self.setModel(model)
        self.setItemDelegate(LineDelegate(self))
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._watch(model)

    def show_lines(self, model: LineModel, name: str) -> None:
        """Shows the lines of another model, with a name that says what they are."""
        if model is not self.lines:
            self.lines = model
            self.setModel(model)
            self._watch(model)
        self.setAccessibleName(name)
        self.scrollToTop()

    def line_height(self) -> int:
        """Pixels of one line."""
        return self.sizeHintForRow(0) if self.lines.rowCount() else LineDelegate().height()

    @property
    def current(self) -> Line | None:
        """The chosen line, or the first where none is; None in an empty list."""
        return self.lines.line(max(0, self.currentIndex().row()))

    def open_current(self) -> None:
        """Opens the chosen line, or the first where none is."""
        line = self.current
        if line is not None:
            self.opened.emit(line)

    def step_in(self) -> None:
        """Takes the focus, with the first line chosen where none was."""
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.lines.index(0, 0))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.open_current()
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.upwards.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.indexAt(event.position().toPoint()).isValid():
            self.open_current()

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.lines.rowCount():
            self.setCurrentIndex(self.lines.index(0, 0))

    def _watch(self, model: LineModel) -> None:
        model.modelReset.connect(self._on_reset)
        self._on_reset()

    def _on_reset(self) -> None:
        """The ring stands round the chosen line: an empty list, which could show none, takes no focus."""
        has_lines = self.lines.rowCount() > 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if has_lines else Qt.FocusPolicy.NoFocus)
        if has_lines and self.hasFocus():
            self.setCurrentIndex(self.lines.index(0, 0))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()
