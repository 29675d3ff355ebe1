"""What is known already, offered while someone types: found off the screen's thread, and only the newest counts."""

from __future__ import annotations

from collections.abc import Callable

from rygsaek.casework import offers
from ui.presenters.editing import Editing
from ui.presenters.runner import Latest, Runner

MOST = 5
"""Words offered at a time: more is a list to read, not a help."""


class Offering:
    """Suggestions for one document's fields. citizen: whose case it is, by full name."""

    def __init__(self, editing: Editing, runner: Runner, citizen: str = "") -> None:
        self._editing = editing
        self._citizen = citizen
        self._latest = Latest(runner)

    def ask(self, path: str, text: str, show: Callable[[tuple[offers.Suggestion, ...]], None]) -> None:
        """Finds what fits what is typed; show is called with at most five, unless something newer was asked."""
        editing = self._editing
        top, _, rest = path.partition("/")
        taken: set[str] = set()
        if rest:  # who stands in a row of the list already is not offered for another one; nor is the citizen
            cell = rest.rpartition("/")[2]
            taken = {str(row.get(cell, "")).casefold() for row in editing.answers.get(top) or []}
            taken.add(self._citizen.casefold())

        def find() -> tuple[offers.Suggestion, ...]:
            found = offers.suggestions(editing.desk, editing.case, editing.document, path, text)
            return tuple(one for one in found if one.text.casefold() not in taken)[:MOST]

        self._latest.ask(find, show)
