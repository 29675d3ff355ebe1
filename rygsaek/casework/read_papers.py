"""The papers of a case as its projections read them: once for all of them, since they follow the same state one after another."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from forms.library import Library
from forms.model import Definition
from forms.paths import Answers
from forms.settling import settle
from rygsaek.casework import definitions
from rygsaek.casework.documents import Begun, answers_of, documents
from rygsaek.history.registers import CaseState
from rygsaek.vault.transaction import Reader

ONE_DAY: Final = date(3000, 1, 1)
"""What is asked once a day has come counts as soon as it is answered: a projection knows no today, nor is it written anew."""


class Paper(NamedTuple):
    """One paper. definition: None while its form is not here; counted: its answers that count, whatever the day."""

    begun: Begun
    definition: Definition | None
    answers: Answers
    counted: Answers


class ReadPapers:
    """library: the forms at hand. For the one writer; it remembers the state that it read last, and no other."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._state: CaseState | None = None
        self._papers: tuple[Paper, ...] = ()

    def of(self, reader: Reader, state: CaseState) -> tuple[Paper, ...]:
        """A case's papers in the order that they were begun. What it gives is not to be changed."""
        if state is not self._state:
            self._papers = tuple(paper_of(self.library, reader, state, one) for one in documents(state))
            self._state = state
        return self._papers


def paper_of(library: Library, reader: Reader, state: CaseState, begun: Begun) -> Paper:
    """One paper of a case."""
    definition, answers = definitions.definition_of(library, reader, begun), answers_of(state, begun.document)
    return Paper(begun, definition, answers, settle(definition, answers, ONE_DAY) if definition is not None else answers)
