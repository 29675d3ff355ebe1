"""The way of the Tab key: as the eye reads, layout by layout. Set anew whenever something was put in between.

Layouts are asked `indexOf` and never `itemAt`: PySide 6.12 keeps what `itemAt` returns for as long as the layout lives, also when
Qt has deleted the item, and then takes a new widget at the same address for the old item (seen: a segmentation fault in an event
filter that was handed a QWidgetItem).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


def follow_the_eye(root: QWidget) -> None:
    """Makes Tab go through everything in a widget in the order of its layouts."""
    for before, after in pairwise(list(_stops(root))):
        QWidget.setTabOrder(before, after)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    layout = widget.layout()
    if layout is not None:
        yield from _in_layout(layout, widget.findChildren(QWidget, options=DIRECT))
    elif isinstance(widget, QScrollArea) and (inner := widget.widget()) is not None:
        yield from _stops(inner)


def _in_layout(layout: QLayout, widgets: list[QWidget]) -> Iterator[QWidget]:
    """widgets: the children of the widget that the layout belongs to, whichever of its layouts they stand in."""
    placed: list[tuple[int, QWidget | QLayout]] = [(layout.indexOf(one), one) for one in widgets]
    placed += [(layout.indexOf(one), one) for one in layout.findChildren(QLayout, options=DIRECT)]
    for _, one in sorted((found for found in placed if found[0] >= 0), key=lambda found: found[0]):
        if isinstance(one, QLayout):
            yield from _in_layout(one, widgets)
        else:
            yield from _stops(one)
