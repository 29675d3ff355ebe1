"""What stands beside the log when a text is taken out for good: drafts, papers that wait to be printed, the words of the search.

The pages that the database has let go of are written over at the next unlocking, when the vault gets a new key (`is_owed`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from rygsaek.casework import problems, search
from rygsaek.history import log
from rygsaek.history.changes import FILE_ATTACHED, REDACTED, Change
from rygsaek.history.entries import unpack
from rygsaek.history.journal import Journal
from rygsaek.history.redacting import TAKEN_OUT, TEXTS, Mark
from rygsaek.history.registers import same
from rygsaek.history.reissuing import Save
from rygsaek.vault.transaction import Reader, Transaction

OWED: Final = "purge.owed"
NAMING_CASES: Final = (
    "SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c ON c.name = 'case_id'"
    " WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY m.name"
)
TELLING: Final = 8
"""Letters from which on a text is looked for wherever it stands; a shorter one only in its own field."""


def places_of(reader: Reader, case: str, wanted: Collection[str], *, is_whole_field: bool = False) -> dict[Save, tuple[int, ...]]:
    """Where the texts of these changes stand in a case's log: in the changes themselves, and wherever they were said again.
    Where one attached a file: wherever that file was attached.

    wanted: ids of changes, as the history tells them; is_whole_field: everything that ever stood in their fields goes.
    Raises InputError (`redact.unknown`, `redact.no_text`).
    """
    every = [change for one in log.entries(reader, case) for change in unpack(*one[:4]).changes]
    named = [change for change in every if str(change.id) in wanted]
    if len(named) < len(set(wanted)):
        raise problems.no_change()
    if any(change.kind not in TAKEN_OUT for change in named):
        raise problems.no_text()
    files = {_file(one) for one in named if one.kind == FILE_ATTACHED}
    fields = {(one.document, one.register) for one in named}
    texts = {text for one in named if one.kind in TEXTS for text in _strings(one.value) if len(text) >= TELLING}
    found: dict[Save, list[int]] = {}
    for one in every:
        is_in_field = (one.document, one.register) in fields
        says_it = any(text in said for said in _strings(one.value) for text in texts) or (
            is_in_field and any(same(one.value, other.value) for other in named)
        )
        is_text = one.kind in TEXTS and (one in named or says_it or (is_in_field and is_whole_field))
        if is_text or (one.kind == FILE_ATTACHED and _file(one) in files):
            found.setdefault((one.id.incarnation, one.id.txn), []).append(one.id.n)
    return {save: tuple(places) for save, places in found.items()}


def refuse_repeating(reader: Reader, case: str, places: Mapping[Save, Iterable[int]], reason: str) -> None:
    """Raises InputError `reason.repeats` where a reason says again what is to be taken out: it would stand in the access log."""
    said = reason.casefold()
    for one in log.entries(reader, case):
        for n in places.get((one.incarnation, one.txn), ()):
            taken = next(change for change in unpack(*one[:4]).changes if change.id.n == n)
            if any(len(text) >= TELLING and text.casefold() in said for text in _strings(taken.value)):
                raise problems.repeats_it()


def redact(journal: Journal, case: str, marks: Iterable[Mark], *, tx: Transaction) -> None:
    """Take texts out of a case, and everything that repeats them here. Raises RedactionError; nothing is written then."""
    wanted = tuple(marks)
    journal.redact(case, wanted, tx=tx)
    _beside(tx, case, {one.save: one.changes for one in wanted})


def rewrite(journal: Journal, case: str, places: Mapping[Save, Iterable[int]], *, tx: Transaction) -> None:
    """The same in a vault whose log nobody else has. Raises RedactionError; nothing is written then."""
    journal.rewrite(case, places, tx=tx)
    _beside(tx, case, places)


def forget_case(journal: Journal, case: str, *, keep: Collection[str] = (), tx: Transaction) -> None:
    """Let go of a case for good: it goes from every table that names cases. keep: tables in which it stays."""
    journal.forget(case, tx=tx)
    search.purge(tx, case)
    tx.execute("DELETE FROM access_untold WHERE about = ?", (case,))
    for (table,) in tx.query(NAMING_CASES):
        if table not in keep:
            tx.execute(f'DELETE FROM "{table}" WHERE case_id = ?', (case,))  # noqa: S608 - names out of the schema
    owe(tx)


def is_owed(reader: Reader) -> bool:
    """Something was purged since the vault got its key: old pages still open with it."""
    return reader.one("SELECT 1 FROM setting WHERE name = ?", (OWED,)) is not None


def owe(tx: Transaction) -> None:
    """Note that the vault is to get a new key."""
    tx.execute("INSERT OR REPLACE INTO setting VALUES (?, '1')", (OWED,))


def is_settled(tx: Transaction) -> None:
    """The vault has got a new key."""
    tx.execute("DELETE FROM setting WHERE name = ?", (OWED,))


def _file(change: Change) -> str:
    """The hash of the file that a change attached; its id where it tells of none."""
    match change.value:
        case {"key": {"file": str(file)}}:
            return file
    return str(change.id)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value.strip()
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)


def _beside(tx: Transaction, case: str, places: Mapping[Save, Iterable[int]]) -> None:
    for change in _changes(tx, case, places):
        before, _, name = change.register.rpartition("/")
        tx.execute(
            "DELETE FROM draft WHERE case_id = ? AND document = ? AND (path = ? OR (? AND path LIKE ?))",
            (case, change.document, change.register, name.startswith("@"), f"{before}/%" if before else "%"),
        )
    search.purge(tx, case)
    owe(tx)


def _changes(tx: Transaction, case: str, places: Mapping[Save, Iterable[int]]) -> Iterable[Change]:
    for one in log.entries(tx, case):
        if (one.incarnation, one.txn) in places:
            yield from (change for change in unpack(*one[:4]).changes if change.kind == REDACTED)
