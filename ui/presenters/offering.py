"""What is known already, offered while someone types: found off the screen's thread, and only the newest counts."""

from __future__ import annotations

from collections.abc import Callable

from rygsaek.casework import offers
from ui.presenters.editing import Editing
from ui.presenters.runner import Latest, Runner

MOST = 5
"""Words offered at a time: more is a list to read, not a help."""


class Offering:
    """Suggestions for one document's fields."""

    def __init__(self, editing: Editing, runner: Runner) -> None:
        self._editing = editing
        self._latest = Latest(runner)

    def ask(self, path: str, text: str, show: Callable[[tuple[offers.Suggestion, ...]], None]) -> None:
        """Finds what fits what is typed; show is called with at most five, unless something newer was asked."""
        editing = self._editing
        self._latest.ask(lambda: offers.suggestions(editing.desk, editing.case, editing.document, path, text)[:MOST], show)
