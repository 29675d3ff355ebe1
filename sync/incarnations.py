"""A vault that was put back, copied or moved: it goes on as another life, and what nobody else has of the old is issued again."""

from __future__ import annotations

from rygsaek.casework import drafts
from rygsaek.history.journal import Journal
from rygsaek.vault.transaction import Reader, Transaction
from sync import outbox, unsealed


def begin(tx: Transaction, journal: Journal) -> None:
    """Go on as another. What was sealed and never taken is unsealed: were it taken after all, it comes back from the store."""
    outbox.unseal(tx, journal.vault.incarnation)
    journal.vault.begin_incarnation(tx)


def has_old(reader: Reader, incarnation: str) -> bool:
    """Something of an old life lies here that no envelope carries. incarnation: this life."""
    unsent = reader.one("SELECT 1 FROM sync_own WHERE position = 0 AND incarnation <> ? LIMIT 1", (incarnation,))
    return unsent is not None or any(
        one.incarnation != incarnation for case in unsealed.marked(reader) for one in unsealed.uncovered(reader, case)
    )


def give_up_old(tx: Transaction, incarnation: str) -> None:
    """Unseal what old lives sealed and no store has taken, as far as is known here. incarnation: this life."""
    for (old,) in tx.query("SELECT DISTINCT incarnation FROM sync_own WHERE position = 0 AND incarnation <> ?", (incarnation,)):
        outbox.unseal(tx, old)


def issue_again(tx: Transaction, journal: Journal, *, only: str | None = None) -> int:
    """Issue again what old lives wrote and no envelope carries; returns how many saves.

    For when everything has come that the store has. only: one case. Drafts follow the names. Where this life has written in
    such a case, another one is begun first: what mentions an old save must be issued together with it.
    """
    cases = unsealed.marked(tx) if only is None else (only,)
    old = [case for case in cases if any(one.incarnation != journal.vault.incarnation for one in unsealed.uncovered(tx, case))]
    if any(written(tx, case, journal.vault.incarnation) for case in old):
        begin(tx, journal)  # by which what was sealed in other cases is unsealed
        old = [case for case in (unsealed.marked(tx) if only is None else cases) if unsealed.uncovered(tx, case)]
    count = 0
    for case in old:
        first = {one.incarnation: one.first for one in unsealed.uncovered(tx, case)}
        names = journal.reissue(case, first, tx=tx)
        drafts.rename_seen(tx, case, names)
        count += len(names)
    return count


def written(reader: Reader, case: str, incarnation: str) -> bool:
    """An incarnation has saved something in a case."""
    found = reader.one("SELECT 1 FROM log_entry WHERE case_id = ? AND incarnation = ? LIMIT 1", (case, incarnation))
    return found is not None
