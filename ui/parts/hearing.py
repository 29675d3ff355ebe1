"""A widget that listens to a presenter, for as long as the widget is there: presenters outlive pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

from PySide6.QtCore import QObject

from ui.presenters.bell import Bell

P = ParamSpec("P")


def hear(owner: QObject, bell: Bell[P], act: Callable[P, None]) -> None:
    """Calls act when the bell rings, until the owner is destroyed."""
    end = bell.listen(act)
    owner.destroyed.connect(lambda *_gone: end())
