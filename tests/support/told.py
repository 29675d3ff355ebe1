"""Every word that this process's windows say, seen, hidden or only told to a screen reader."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication

SAYINGS = ("text", "toPlainText", "windowTitle", "toolTip", "placeholderText", "accessibleName", "accessibleDescription")


def everything_told(app: QApplication) -> str:
    """Every text anywhere in this process's windows: widgets shown or hidden, the accessible tree, titles, tool tips."""
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # as the event loop does once a page is left
    told: list[str] = []

    def walk(interface: QAccessibleInterface | None) -> None:
        if interface is None:
            return
        kinds = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help)
        told.extend(interface.text(kind) for kind in kinds)
        for place in range(interface.childCount()):
            walk(interface.child(place))

    for window in app.topLevelWidgets():
        walk(QAccessible.queryAccessibleInterface(window))
        for one in (window, *window.findChildren(QObject)):
            for saying in SAYINGS:
                say = getattr(one, saying, None)
                if callable(say):
                    told.append(str(say()))
    return "\n".join(told)
