"""In which cases the store holds what laptops that were shut out handed over, for whoever may write there to see to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rygsaek.vault.transaction import Reader, Transaction
from sync.membership import Membership
from sync.wire.handover import Awaiting, AwaitingAnswer
from sync.wire.office import FORMAT

if TYPE_CHECKING:
    from sync.office.line import Line


def ask(line: Line, known: Membership) -> tuple[str, ...]:
    """Ask for all cases at once, and keep the answer; nobody is asked where no laptop was ever shut out. Raises SyncError."""
    is_anybody_out = any(not known.roster.is_active(one) for one in known.roster.members)
    told = line.ask_own(known, "/v1/awaiting", Awaiting(FORMAT), AwaitingAnswer).cases if is_anybody_out else ()
    with line.vault.read() as reader:
        before = cases(reader)
    if told != before:
        with line.vault.write() as tx:
            tx.execute("DELETE FROM sync_awaiting")
            for case in told:
                note(tx, case, is_waiting=True)
    return told


def cases(reader: Reader) -> tuple[str, ...]:
    """Where something waits, as the store told the last time."""
    return tuple(case for (case,) in reader.query("SELECT case_id FROM sync_awaiting ORDER BY case_id"))


def note(tx: Transaction, case: str, *, is_waiting: bool) -> None:
    """How it stands with a case."""
    if is_waiting:
        tx.execute("INSERT OR IGNORE INTO sync_awaiting VALUES (?)", (case,))
    else:
        tx.execute("DELETE FROM sync_awaiting WHERE case_id = ?", (case,))
