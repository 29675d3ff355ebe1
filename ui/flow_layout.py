"""A row that wraps: what does not fit beside the others goes to the next line, so that large text never clips."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class FlowLayout(QLayout):
    """Left to right, then down. gap: pixels between items. trailing: items from this index on stand to the right."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8, trailing: int | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._trailing = trailing
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        shown = [self._size(item, 1 << 20) for item in self._items if not item.isEmpty()]
        margins = self.contentsMargins()
        width = sum(one.width() for one in shown) + self._gap * max(0, len(shown) - 1)
        height = max((one.height() for one in shown), default=0)
        return QSize(width + margins.left() + margins.right(), height + margins.top() + margins.bottom())

    def minimumSize(self) -> QSize:
        shown = [item.minimumSize() for item in self._items if not item.isEmpty()]
        margins = self.contentsMargins()
        width = max((one.width() for one in shown), default=0)
        height = max((one.height() for one in shown), default=0)
        return QSize(width + margins.left() + margins.right(), height + margins.top() + margins.bottom())

    def _size(self, item: QLayoutItem, width: int) -> QSize:
        hint = item.sizeHint()
        wanted = min(hint.width(), width)
        if item.hasHeightForWidth():
            return QSize(wanted, item.heightForWidth(wanted))
        return QSize(wanted, hint.height())

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        inner = rect.marginsRemoved(self.contentsMargins())
        lines: list[list[tuple[int, QLayoutItem, QSize]]] = []
        used = inner.width() + 1
        for index, item in enumerate(self._items):
            if item.isEmpty():
                continue
            size = self._size(item, inner.width())
            if used + size.width() > inner.width():
                lines.append([])
                used = 0
            lines[-1].append((index, item, size))
            used += size.width() + self._gap
        y = inner.y()
        for line in lines:
            height = max(size.height() for _, _, size in line)
            if move:
                self._place(line, inner, y, height)
            y += height + self._gap
        bottom = y - self._gap if lines else y
        margins = self.contentsMargins()
        return bottom - rect.y() + margins.bottom() if lines else margins.top() + margins.bottom()

    def _place(self, line: list[tuple[int, QLayoutItem, QSize]], inner: QRect, y: int, height: int) -> None:
        used = sum(size.width() for _, _, size in line) + self._gap * (len(line) - 1)
        spare = inner.width() - used
        x = inner.x()
        pushed = False
        stretch = next(
            (
                index
                for index, item, _ in line
                if (inside := item.widget()) is not None
                and inside.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Expanding
            ),
            None,
        )
        for index, item, size in line:
            if self._trailing is not None and index >= self._trailing and not pushed:
                x += spare if stretch is None else 0
                pushed = True
            width = size.width() + (spare if index == stretch else 0)
            item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), QSize(width, size.height())))
            x += width + self._gap
