"""Where the names of a network picture stand: beside their dots, clear of each other. Pure geometry."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF


def place_labels(
    dots: Sequence[QPointF], sizes: Sequence[QSizeF], room: QRectF, taken: Sequence[QRectF], gap: float
) -> list[QRectF]:
    """A box for each label: over its dot in the upper half, under it in the lower, else wherever it meets the fewest others.

    dots, sizes: in the same order. room: what all must stay within. taken: boxes that stand already. gap: pixels from a dot.
    """
    standing = [*taken, *(QRectF(dot.x() - gap, dot.y() - gap, 2 * gap, 2 * gap) for dot in dots)]
    placed: list[QRectF] = []
    for dot, size in zip(dots, sizes, strict=True):
        choices = [_within(one, room) for one in _around(dot, size, gap)]
        best = min(choices, key=lambda box: sum(_shared(box, other) for other in standing))
        standing.append(best)
        placed.append(best)
    return placed


def _around(dot: QPointF, size: QSizeF, gap: float) -> list[QRectF]:
    wide, high = size.width(), size.height()
    above = QRectF(dot.x() - wide / 2, dot.y() - gap - high, wide, high)
    below = QRectF(dot.x() - wide / 2, dot.y() + gap, wide, high)
    right = QRectF(dot.x() + gap + 2, dot.y() - high / 2, wide, high)
    left = QRectF(dot.x() - gap - 2 - wide, dot.y() - high / 2, wide, high)
    return [above, below, right, left] if dot.y() < 0 else [below, above, right, left]


def _within(box: QRectF, room: QRectF) -> QRectF:
    moved = QRectF(box)
    moved.moveLeft(min(max(box.left(), room.left()), max(room.left(), room.right() - box.width())))
    moved.moveTop(min(max(box.top(), room.top()), max(room.top(), room.bottom() - box.height())))
    return moved


def _shared(one: QRectF, other: QRectF) -> float:
    both = one.intersected(other)
    return both.width() * both.height() if both.isValid() else 0.0
