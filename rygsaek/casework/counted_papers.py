"""The papers that a projection over all cases counts by: reading them, and knowing which changes may alter what it counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from forms.conditions import asks
from forms.course import Evidence
from forms.limits import PaperDay
from rygsaek.casework import definitions
from rygsaek.casework.course import Read
from rygsaek.casework.documents import begun
from rygsaek.casework.read_papers import ReadPapers
from rygsaek.casework.summary import watched
from rygsaek.history.changes import ANSWER_GIVEN, ROW_MOVED, Change
from rygsaek.history.registers import CaseState
from rygsaek.vault.transaction import Transaction

Fields = frozenset[str]


def asked_by(said: Iterable[Evidence | PaperDay], also: Mapping[str, Fields]) -> dict[str, Fields]:
    """The fields that decide whether papers say something, by form. also: what is counted beside."""
    found = dict(also)
    for one in said:
        names = {one.day, getattr(one, "rows", ""), *(name for asked in asks(one.when) for name in asked)} - {""}
        found[one.form] = found.get(one.form, frozenset()) | names
    return found


class CountedPapers:
    """asked: the fields that decide anything, by form."""

    def __init__(self, papers: ReadPapers, asked: Mapping[str, Fields]) -> None:
        self._papers, self._asked = papers, asked
        self._watched: dict[str, Fields] = {}

    def read(self, tx: Transaction, state: CaseState) -> Iterator[Read]:
        """The papers of these forms in the order that they were begun, with what counts whatever the day."""
        for one, definition, _, counted in self._papers.of(tx, state):
            if one.form in self._asked and definition is not None:
                yield Read(one.document, one.form, counted)

    def matters(self, tx: Transaction, change: Change, state: CaseState) -> bool:
        """Whether a change may alter what is counted; True when in doubt."""
        one = begun(state, change.document)
        if one is None or one.form not in self._asked or change.kind == ROW_MOVED:  # without a beginning it is no paper yet
            return False
        if change.kind != ANSWER_GIVEN or isinstance(change.value, dict):
            return True
        known = self._watched.get(one.definition)
        if known is None:
            definition = definitions.definition_of(self._papers.library, tx, one)
            if definition is None:
                return True
            known = self._watched[one.definition] = self._asked[one.form] | watched(definition)
        return change.register.rpartition("/")[2] in known
