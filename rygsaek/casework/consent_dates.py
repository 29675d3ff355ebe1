"""Every yes that stands, over all cases, by the day on which it ends: a projection that needs no today when it is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from forms.library import Library
from rygsaek.casework import caselist, consent, definitions
from rygsaek.casework.consent_rows import CONSENT, ConsentRow, consent_rows
from rygsaek.casework.documents import begun
from rygsaek.casework.summary import initials
from rygsaek.history.changes import Change
from rygsaek.history.registers import CaseState
from rygsaek.vault.migrations import Migration
from rygsaek.vault.transaction import Reader, Transaction

FAR: Final = "9999-12-31"

MIGRATIONS = (
    Migration(
        "casework-consent-1",
        (
            """CREATE TABLE consent_yes (
                last TEXT NOT NULL, case_id TEXT NOT NULL, document TEXT NOT NULL, row TEXT NOT NULL, party TEXT NOT NULL,
                first TEXT NOT NULL, is_health INTEGER NOT NULL, PRIMARY KEY (last, case_id, document, row)
            ) STRICT, WITHOUT ROWID""",
            "CREATE INDEX consent_yes_by_case ON consent_yes (case_id)",
        ),
    ),
)


class ConsentDate(NamedTuple):
    """A yes and the days that it holds, both included, YYYY-MM-DD."""

    case: str
    short_name: str
    party: str
    first: str
    last: str
    is_health: bool
    document: str


class ConsentDates:
    """The projector. library: the forms at hand."""

    name = "consent_dates"
    version = 1
    tables = ("consent_yes",)

    def __init__(self, library: Library) -> None:
        self._library = library

    def apply(self, tx: Transaction, case: str, changes: Sequence[Change], state: CaseState) -> None:
        """Write the case's yeses anew where a consent is touched."""
        touched = {one.document for one in changes}
        if not any(known.form == CONSENT for document in touched if (known := begun(state, document)) is not None):
            return
        self.forget(tx, case)
        rows = consent_rows(state, lambda one: definitions.definition_of(self._library, tx, one))
        tx.executemany(
            "INSERT INTO consent_yes VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(one.last, case, one.document, one.row, one.name, one.first, one.is_health) for one in rows if _stands(rows, one)],
        )

    def forget(self, tx: Transaction, case: str) -> None:
        """Take the case out."""
        tx.execute("DELETE FROM consent_yes WHERE case_id = ?", (case,))


def running_out(reader: Reader, first: str, last: str) -> tuple[ConsentDate, ...]:
    """Every yes that ends from a day to a day, both included, in their order."""
    found = reader.query(
        "SELECT case_id, party, first, last, is_health, document FROM consent_yes WHERE last BETWEEN ? AND ?"
        " ORDER BY last, case_id, document, row",
        (first, last),
    )
    return tuple(
        ConsentDate(case, _short_name(reader, case), party, first, last, bool(is_health), document)
        for case, party, first, last, is_health, document in found
    )


def _stands(rows: Sequence[ConsentRow], row: ConsentRow) -> bool:
    """Whether a yes holds from its first day to its last, and nothing that was said later takes it away."""
    return bool(row.first and row.last) and consent.stands(rows, row, row.last if row.last < FAR else row.first) == "covered"


def _short_name(reader: Reader, case: str) -> str:
    told = caselist.summary_of(reader, case)
    return initials(told.name) if told is not None else ""
