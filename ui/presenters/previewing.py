"""The paper as it would look, beside the form: made off the screen's thread, only the newest shown."""

from __future__ import annotations

from forms.pdf.document import Paper
from rygsaek.casework.desk import Desk
from rygsaek.errors import RygsaekError
from rygsaek.paper import papers
from rygsaek.paper.papers import Wish
from ui.presenters.bell import Bell
from ui.presenters.runner import Latest, Runner
from ui.presenters.timers import Alarm, Timers

AFTER_S = 0.6


class Previewing:
    """One document's paper. shown: rings with a fresh paper. failed: rings with what a person can do about it."""

    def __init__(self, desk: Desk, case: str, document: str, runner: Runner, timers: Timers) -> None:
        self._desk, self._case = desk, case
        self._latest = Latest(runner)
        self._alarm = Alarm(timers, self._ask)
        self.wish = Wish(document=document, length="whole")
        self.is_wanted = False
        self.shown: Bell[Paper] = Bell()
        self.failed: Bell[RygsaekError] = Bell()

    def want(self, is_wanted: bool) -> None:
        """The preview is unfolded, or folded: folded costs nothing."""
        self.is_wanted = is_wanted
        if is_wanted:
            self._ask()
        else:
            self._alarm.stop()
            self._latest.drop()

    def touch(self) -> None:
        """Something changed."""
        if self.is_wanted:
            self._alarm.set(AFTER_S)

    def _ask(self) -> None:
        self._alarm.stop()
        desk, case, wish = self._desk, self._case, self.wish
        self._latest.ask(
            lambda: papers.preview(
                desk,
                case,
                wish.document,
                copy=wish.copy,
                length=wish.length,
                lang=wish.lang,
                left_out=wish.left_out,
                paper=wish.paper,
                row=wish.row,
            ),
            self.shown.ring,
            self.failed.ring,
        )
