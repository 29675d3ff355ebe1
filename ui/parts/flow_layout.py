"""A row that wraps: what does not fit beside the others goes to the next line, so that large text never clips."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from ui import theme

UNLIMITED = 1 << 20


class FlowLayout(QLayout):
    """Left to right, then down. gap: pixels between items, and at most 12 at 100 % between lines.

    trailing: items from this index on stand to the right.

    centred: items stand in the middle of their line's height, else at its top. Sizes are remembered until Qt says that
    they changed, since rows within rows would otherwise be measured again and again.
    """

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8, trailing: int | None = None, centred: bool = True) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap, self._trailing, self._centred = gap, trailing, centred
        self._down = min(gap, theme.current().px(12))
        self._heights: dict[int, int] = {}
        self._sizes: dict[tuple[int, int], QSize] = {}
        self._hint: QSize | None = None
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self._forget()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        self._forget()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def invalidate(self) -> None:
        self._forget()
        super().invalidate()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        if self._hint is None:
            shown = [self._size(index, UNLIMITED) for index, item in enumerate(self._items) if not item.isEmpty()]
            width = sum(one.width() for one in shown) + self._gap * max(0, len(shown) - 1)
            self._hint = QSize(width, max((one.height() for one in shown), default=0))
        return self._hint

    def minimumSize(self) -> QSize:
        shown = [item.minimumSize() for item in self._items if not item.isEmpty()]
        width = max((one.width() for one in shown), default=0)
        return QSize(width, max((one.height() for one in shown), default=0))

    def _forget(self) -> None:
        self._heights.clear()
        self._sizes.clear()
        self._hint = None

    def _size(self, index: int, width: int) -> QSize:
        known = self._sizes.get((index, width))
        if known is None:
            item = self._items[index]
            hint = item.sizeHint()
            wanted = max(0, min(hint.width(), width))
            height = item.heightForWidth(wanted) if item.hasHeightForWidth() else hint.height()
            known = self._sizes[index, width] = QSize(wanted, height)
        return known

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        room = max(0, rect.width())
        lines: list[list[tuple[int, QSize]]] = []
        used = 0
        for index, item in enumerate(self._items):
            if item.isEmpty():
                continue
            size = self._size(index, room)
            if not lines or used + size.width() > room:
                lines.append([])
                used = 0
            lines[-1].append((index, size))
            used += size.width() + self._gap
        y = rect.y()
        for line in lines:
            height = max(size.height() for _, size in line)
            if move:
                self._place(line, rect.x(), room, y, height)
            y += height + self._down
        return max(0, y - self._down - rect.y())

    def _place(self, line: list[tuple[int, QSize]], left: int, room: int, y: int, height: int) -> None:
        spare = max(0, room - sum(size.width() for _, size in line) - self._gap * (len(line) - 1))
        stretch = next((index for index, _ in line if self._expands(index)), None)
        x, is_pushed = left, False
        for index, size in line:
            if self._trailing is not None and index >= self._trailing and not is_pushed:
                x += spare if stretch is None else 0
                is_pushed = True
            width = size.width() + (spare if index == stretch else 0)
            down = (height - size.height()) // 2 if self._centred else 0
            self._items[index].setGeometry(QRect(QPoint(x, y + down), QSize(width, size.height())))
            x += width + self._gap

    def _expands(self, index: int) -> bool:
        inside = self._items[index].widget()
        return inside is not None and inside.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Expanding
