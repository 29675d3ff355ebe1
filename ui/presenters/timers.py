"""How a presenter waits: it says what to do and in how many seconds. The window's timers are Qt's; a test's are wound by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Timers(Protocol):
    """Delivers on the screen's thread."""

    def after(self, seconds: float, act: Callable[[], None]) -> Callable[[], None]:
        """Does something once, later. Returns what calls it off; calling off twice, or too late, does nothing."""
        ...


class Alarm:
    """One thing to do later, which can be put off or called off."""

    def __init__(self, timers: Timers, act: Callable[[], None]) -> None:
        self._timers = timers
        self._act = act
        self._call_off: Callable[[], None] | None = None

    @property
    def is_set(self) -> bool:
        return self._call_off is not None

    def set(self, seconds: float) -> None:
        """Rings that many seconds from now, whatever was set before."""
        self.stop()
        self._call_off = self._timers.after(seconds, self._ring)

    def set_unless_set(self, seconds: float) -> None:
        """Rings that many seconds from now, or earlier where it was set already."""
        if not self.is_set:
            self.set(seconds)

    def stop(self) -> None:
        """Does not ring."""
        if self._call_off is not None:
            self._call_off()
            self._call_off = None

    def _ring(self) -> None:
        self._call_off = None
        self._act()
