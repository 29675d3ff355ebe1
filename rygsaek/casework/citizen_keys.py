"""Who the citizen of a case is, as it can be looked up: a projection, so that nobody reads every case to find one.

It holds the CPR number, and the name with the birth date, of each case: what two cases of one citizen have one of in common.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any, Final

from forms import cpr
from forms.paths import Answers
from rygsaek.casework.citizen import born
from rygsaek.casework.documents import BORGER, answers_of, begun, conflicts_of, documents
from rygsaek.casework.folding import fold
from rygsaek.history.changes import Change
from rygsaek.history.registers import CaseState
from rygsaek.vault.migrations import Migration
from rygsaek.vault.transaction import Reader, Transaction

TELLING: Final = ("navn", "cpr", "foedselsdato")
NUMBER: Final = "cpr "
"""How the key of a number begins."""

MIGRATIONS = (
    Migration(
        "casework-citizen-1",
        (
            """CREATE TABLE citizen_key (
                key TEXT NOT NULL, case_id TEXT NOT NULL, PRIMARY KEY (key, case_id)
            ) STRICT, WITHOUT ROWID""",
            "CREATE INDEX citizen_key_by_case ON citizen_key (case_id)",
        ),
    ),
)


class CitizenKeys:
    """The projector."""

    name = "citizen_keys"
    version = 1
    tables = ("citizen_key",)

    def apply(self, tx: Transaction, case: str, changes: Sequence[Change], state: CaseState) -> None:
        """Write the case's keys anew where the citizen's own facts are touched."""
        touched = {one.document for one in changes}
        if not any(known.form == BORGER for document in touched if (known := begun(state, document)) is not None):
            return
        self.forget(tx, case)
        keys = {key for facts in readings(state) for key in keys_of(facts)}
        tx.executemany("INSERT INTO citizen_key VALUES (?, ?)", [(key, case) for key in sorted(keys)])

    def forget(self, tx: Transaction, case: str) -> None:
        """Take the case out."""
        tx.execute("DELETE FROM citizen_key WHERE case_id = ?", (case,))


def cases_like(reader: Reader, own: Sequence[Answers]) -> tuple[str, ...]:
    """The cases that have a key in common with these readings."""
    found: dict[str, None] = {}
    for key in dict.fromkeys(key for facts in own for key in keys_of(facts)):
        found.update((case, None) for (case,) in reader.query("SELECT case_id FROM citizen_key WHERE key = ?", (key,)))
    return tuple(found)


def number_of(reader: Reader, case: str) -> str | None:
    """The number of a case's citizen, ten digits; of two in conflict the lesser."""
    keys = reader.query("SELECT key FROM citizen_key WHERE case_id = ? ORDER BY key", (case,))
    return next((key.removeprefix(NUMBER) for (key,) in keys if key.startswith(NUMBER)), None)


def readings(state: CaseState) -> tuple[Answers, ...]:
    """Who the citizen of a case is: every reading of it where something stands twice, since nobody has chosen yet."""
    last = documents(state, BORGER)[-1:]
    if not last:
        return ()
    twice = conflicts_of(state, last[0].document)
    first = answers_of(state, last[0].document)
    every = ([one.value for one in twice[field]] if field in twice else [first.get(field)] for field in TELLING)
    return tuple(dict(zip(TELLING, values, strict=True)) for values in product(*every))


def keys_of(facts: Answers) -> Iterator[str]:
    """What two readings of one citizen have at least one of in common: the number, or the name with the birth date."""
    number = cpr.compact(line_of(facts, "cpr"))
    if number:
        yield f"{NUMBER}{number}"
    name, birth = plain_name(facts), born(facts)
    if name and birth:
        yield f"navn {name} {birth}"


def plain_name(facts: Answers) -> str:
    """The name as it is compared."""
    return " ".join(fold(line_of(facts, "navn")).split())


def line_of(facts: Answers, field: str) -> str:
    """A fact that is a text; "" for none."""
    value: Any = facts.get(field)
    return value if isinstance(value, str) else ""
