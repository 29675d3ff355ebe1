"""Cases that the store does not let this laptop into any more: a colleague took it out while it was away.

It is not shown that grant, but its own next one is refused for it (`request.not_allowed`). It counts itself out then, and goes on
where it was once somebody lets it in again.
"""

from __future__ import annotations

from typing import Final

from rygsaek.vault.transaction import Reader, Transaction

REFUSED: Final = "request.not_allowed"
WHY: Final = "grant.out"
"""Why nothing of such a case is sealed."""


def is_out(reader: Reader, case: str) -> bool:
    """This laptop was taken out of the case."""
    return reader.one("SELECT 1 FROM sync_out WHERE case_id = ?", (case,)) is not None


def every(reader: Reader) -> frozenset[str]:
    """The cases that this laptop was taken out of."""
    return frozenset(case for (case,) in reader.query("SELECT case_id FROM sync_out"))


def note(tx: Transaction, case: str) -> None:
    """It is out."""
    tx.execute("INSERT OR IGNORE INTO sync_out VALUES (?)", (case,))


def back(tx: Transaction, case: str) -> None:
    """It is in again: the store has shown it a grant of the case."""
    tx.execute("DELETE FROM sync_out WHERE case_id = ?", (case,))
