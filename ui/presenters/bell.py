"""Something that happened and who wants to know: a presenter's signals, without Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, ParamSpec

P = ParamSpec("P")


class Bell(Generic[P]):
    """Rings for every listener, in the order they came."""

    def __init__(self) -> None:
        self._listeners: list[Callable[P, None]] = []

    def listen(self, act: Callable[P, None]) -> None:
        """Wants to know from now on."""
        self._listeners.append(act)

    def silence(self) -> None:
        """Nobody is told any more."""
        self._listeners.clear()

    def ring(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """It happened."""
        for act in tuple(self._listeners):
            act(*args, **kwargs)
