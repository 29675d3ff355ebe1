"""Finds text that does not fit its widget, and widgets that stick out of what holds them.

What lies beyond the edge of a scroll area can be scrolled to, and is not clipped.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget

SLACK = 1


def clipped(root: QWidget) -> list[str]:
    """One line for each visible piece of text under root that is cut, with what it says."""
    return [f"{type(one).__name__} “{_text(one)[:40]}”: {why}" for one in _visible(root) for why in _faults(one)]


def sideways(root: QWidget) -> list[str]:
    """One line for each column under root that would have to be scrolled to the side, with what is too wide in it."""
    found = []
    for area in root.findChildren(QScrollArea):
        inner, bar = area.widget(), area.horizontalScrollBar()
        if area.isVisibleTo(root) and inner is not None and bar.maximum() > 0:
            wide = [one for one in _visible(inner) if one.minimumSizeHint().width() > area.viewport().width()]
            found.append(f"{type(area).__name__}: {bar.maximum()} px too wide: {', '.join(_named(one) for one in wide)}")
    return found


def cut_above(root: QWidget) -> list[str]:
    """One line for each text under root that a scroll area's upper edge runs through: scrolled a little too far."""
    found = []
    for area in (*([root] if isinstance(root, QScrollArea) else []), *root.findChildren(QScrollArea)):
        inner, edge = area.widget(), area.verticalScrollBar().value()
        if inner is None or not area.isVisibleTo(root):
            continue
        for one in (one for one in _visible(inner) if isinstance(one, QLabel | QAbstractButton | QComboBox) and _text(one)):
            top = one.mapTo(inner, QPoint(0, 0)).y()
            if top < edge < top + one.height():
                found.append(f"{_named(one)}: cut {edge - top} px from its top")
    return found


def too_small(root: QWidget, least_px: int) -> list[str]:
    """One line for each visible target under root that is smaller than a fingertip."""
    targets = (QAbstractButton, QLineEdit, QComboBox)
    return [
        f"{type(one).__name__} “{_text(one)[:40]}”: {one.width()}×{one.height()}"
        for one in _visible(root)
        if isinstance(one, targets) and (one.height() < least_px or one.width() < least_px)
    ]


def _visible(root: QWidget) -> Iterator[QWidget]:
    return (one for one in root.findChildren(QWidget) if one.isVisibleTo(root))


def _faults(one: QWidget) -> Iterator[str]:
    if not _text(one):
        return
    yield from _cut(one)
    yield from _sticks_out(one)


def _cut(one: QWidget) -> Iterator[str]:
    metrics = one.fontMetrics()
    if isinstance(one, QLabel) and one.wordWrap():
        wanted = one.heightForWidth(one.width())
        if wanted > one.height() + SLACK:
            yield f"needs {wanted} px of height at this width, has {one.height()}"
        longest = max((metrics.horizontalAdvance(word) for word in _text(one).split()), default=0)
        if longest > one.width() + SLACK:
            yield f"its longest word needs {longest} px, has {one.width()}"
    elif isinstance(one, QAbstractButton) and one.hasHeightForWidth():
        if one.heightForWidth(one.width()) > one.height() + SLACK:
            yield f"needs {one.heightForWidth(one.width())} px of height at this width, has {one.height()}"
        if one.minimumSizeHint().width() > one.width() + SLACK:
            yield f"its longest word needs {one.minimumSizeHint().width()} px, has {one.width()}"
    elif isinstance(one, QComboBox):  # a name that is too long ends in dots by itself, and is whole in the list
        if one.minimumSizeHint().width() > one.width() + SLACK or one.sizeHint().height() > one.height() + SLACK:
            yield f"needs {one.minimumSizeHint().width()}×{one.sizeHint().height()} px, has {one.width()}×{one.height()}"
    elif isinstance(one, QLabel | QPushButton):
        wanted_size = one.sizeHint()
        if wanted_size.width() > one.width() + SLACK:
            yield f"needs {wanted_size.width()} px of width, has {one.width()}"
        if wanted_size.height() > one.height() + SLACK:
            yield f"needs {wanted_size.height()} px of height, has {one.height()}"
    elif isinstance(one, QLineEdit):
        if one.height() < metrics.height() + 6:
            yield f"a line of {metrics.height()} px in {one.height()} px"
        placeholder = metrics.horizontalAdvance(one.placeholderText())
        if not one.text() and placeholder > one.width() - 2 * metrics.averageCharWidth():
            yield f"its placeholder needs {placeholder} px, has {one.width()}"


def _sticks_out(one: QWidget) -> Iterator[str]:
    rect = QRect(QPoint(0, 0), one.size())
    here, holder = one, one.parentWidget()
    while holder is not None:
        grand = holder.parentWidget()
        if isinstance(grand, QScrollArea) and grand.viewport() is holder:
            return
        rect.translate(here.pos())
        if not holder.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(rect):
            yield f"sticks out of its {type(holder).__name__}"
            return
        if holder.isWindow():
            return
        here, holder = holder, grand


def _named(one: QWidget) -> str:
    return f"{type(one).__name__} “{_text(one)[:40]}”"


def _text(one: QWidget) -> str:
    if isinstance(one, QLineEdit):
        return one.text() or one.placeholderText() or one.accessibleName()
    if isinstance(one, QComboBox):
        return one.currentText()
    if isinstance(one, QLabel | QAbstractButton):
        return one.text()
    return ""
