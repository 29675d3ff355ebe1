"""The demo's windows as the command line is handed them; what only an act needs is loaded by the act."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


class Windows:
    """Plays the demo, or one act of it."""

    def play(self, out: Path, *, headless: bool, tell: Callable[[str], None]) -> int:
        """The whole demo; returns the exit code."""
        from ui.demo.play import play

        return play(out, headless=headless, tell=tell)

    def play_course(self, out: Path, *, headless: bool, tell: Callable[[str], None]) -> int:
        """The second demo, one case from the inquiry to the follow-up; returns the exit code."""
        from ui.demo.course_play import play_course

        return play_course(out, headless=headless, tell=tell)

    def perform(self, act: str, folder: Path) -> int:
        """One act of it, in this process."""
        from ui.demo.performing import perform

        return perform(act, folder)
