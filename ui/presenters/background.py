"""Work that nobody waits for, and whether it may be done: not while a visit goes on what little is left in the battery."""

from __future__ import annotations

from ui.presenters.bell import Bell


class Background:
    """One for each running program; asked from any thread, told on the screen's. freed: rings when work may be done again."""

    def __init__(self) -> None:
        self._is_saving = False
        self.freed: Bell[[]] = Bell()

    def may_work(self) -> bool:
        """Whether there is power enough for what nobody waits for. Printing and keeping what is typed never ask."""
        return not self._is_saving

    def save_power(self, is_saving: bool) -> None:
        """A visit goes on little power, or does so no more."""
        was, self._is_saving = self._is_saving, is_saving
        if was and not is_saving:
            self.freed.ring()
