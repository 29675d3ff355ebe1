"""Walks what a screen reader meets: every accessible thing under a widget, with role, name and state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

Role = QAccessible.Role
INTERACTIVE = frozenset(
    {
        Role.PushButton, Role.CheckBox, Role.RadioButton, Role.EditableText, Role.ComboBox, Role.List, Role.Table, Role.Link,
        Role.ButtonMenu, Role.Slider, Role.SpinBox, Role.MenuItem, Role.ListItem, Role.PageTab, Role.Graphic,
    }
)  # fmt: skip


@dataclass(frozen=True)
class Met:
    """One thing as a screen reader tells it."""

    role: Role
    name: str
    description: str
    value: str
    is_focusable: bool
    is_focused: bool
    kind: str


def met(root: QWidget) -> list[Met]:
    """Everything visible under a widget, in the order of the accessible tree."""
    interface = QAccessible.queryAccessibleInterface(root)
    return list(_walk(interface)) if interface is not None else []


def unnamed(root: QWidget) -> list[str]:
    """Interactive or focusable things that a screen reader could not tell by name."""
    return [
        f"{one.kind} ({one.role.name})"
        for one in met(root)
        if not one.name.strip() and (one.role in INTERACTIVE or one.is_focusable)
    ]


def _walk(interface: QAccessibleInterface) -> Iterator[Met]:
    state = interface.state()
    if state.invisible:
        return
    made_by = interface.object()
    text = QAccessible.Text
    yield Met(
        interface.role(),
        interface.text(text.Name),
        interface.text(text.Description),
        interface.text(text.Value),
        bool(state.focusable),
        bool(state.focused),
        type(made_by).__name__ if made_by is not None else "item",
    )
    for place in range(min(interface.childCount(), 200)):
        child = interface.child(place)
        if child is not None:
            yield from _walk(child)
