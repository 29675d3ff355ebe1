"""The papers that a projection over all cases counts by: reading them, and knowing which changes may alter what it counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from forms.conditions import asks
from forms.course import Evidence
from forms.library import Library
from forms.limits import PaperDay
from forms.settling import settle
from rygsaek.casework import definitions
from rygsaek.casework.course import Read
from rygsaek.casework.documents import answers_of, begun, documents
from rygsaek.casework.summary import ONE_DAY, watched
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
    """library: the forms at hand; asked: the fields that decide anything, by form."""

    def __init__(self, library: Library, asked: Mapping[str, Fields]) -> None:
        self._library, self._asked = library, asked
        self._watched: dict[str, Fields] = {}

    def read(self, tx: Transaction, state: CaseState) -> Iterator[Read]:
        """The papers of these forms in the order that they were begun, with what counts whatever the day."""
        for one in documents(state):
            definition = definitions.definition_of(self._library, tx, one) if one.form in self._asked else None
            if definition is not None:
                yield Read(one.document, one.form, settle(definition, answers_of(state, one.document), ONE_DAY))

    def matters(self, tx: Transaction, change: Change, state: CaseState) -> bool:
        """Whether a change may alter what is counted; True when in doubt."""
        one = begun(state, change.document)
        if one is None:
            return True
        if one.form not in self._asked or change.kind == ROW_MOVED:
            return False
        if change.kind != ANSWER_GIVEN or isinstance(change.value, dict):
            return True
        known = self._watched.get(one.definition)
        if known is None:
            definition = definitions.definition_of(self._library, tx, one)
            if definition is None:
                return True
            known = self._watched[one.definition] = self._asked[one.form] | watched(definition)
        return change.register.rpartition("/")[2] in known
