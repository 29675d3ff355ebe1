"""Something that happened and who wants to know: a presenter's signals, without Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, ParamSpec

P = ParamSpec("P")


class Bell(Generic[P]):
    """Rings for every listener, in the order they came."""

    def __init__(self) -> None:
        self._listeners: list[Callable[P, None]] = []

    def listen(self, act: Callable[P, None]) -> Callable[[], None]:
        """Wants to know from now on. Returns what ends that; ending twice does nothing."""
        self._listeners.append(act)

        def end() -> None:
            if act in self._listeners:
                self._listeners.remove(act)

        return end

    def ring(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """It happened."""
        for act in tuple(self._listeners):
            if act in self._listeners:
                act(*args, **kwargs)
