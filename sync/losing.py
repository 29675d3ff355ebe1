"""A grant that came second: a colleague's was taken first. One's own goes, with its key and what was sealed under it, and what
it was to bring about is made again on top of the colleague's; or it is told, where this laptop may not do that any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rygsaek.vault.transaction import Reader, Transaction
from sync import keyring, out, outbox, tables
from sync.membership import Membership
from sync.office.sharing import grant
from sync.proof.signed import body_of, read_signed
from sync.wire.office import Grant


def with_unsent(reader: Reader) -> frozenset[str]:
    """The cases with grants that were made here and that no store has taken."""
    return frozenset(case for (case,) in reader.query("SELECT DISTINCT case_id FROM sync_sending WHERE kind = 'grant'"))


def first_unsent(reader: Reader, case: str) -> int | None:
    """The number of the first grant of a case that was made here and that no store has taken, or None."""
    rows = reader.query("SELECT data FROM sync_sending WHERE kind = 'grant' AND case_id = ? ORDER BY n LIMIT 1", (case,))
    return next((said_in(data).n for (data,) in rows), None)


def taken_to(tx: Transaction, case: str, epoch: int) -> None:
    """The store has an envelope of this epoch, and so one's own grants of the case up to that which began it."""
    for n, data in tx.query("SELECT n, data FROM sync_sending WHERE kind = 'grant' AND case_id = ? ORDER BY n", (case,)):
        said = said_in(data)
        if said.epoch < epoch or (said.epoch == epoch and said.n == _first_of(tx, case, epoch)):
            tx.execute("DELETE FROM sync_sending WHERE n = ?", (n,))


def _first_of(reader: Reader, case: str, epoch: int) -> int | None:
    """The number of the grant that began an epoch."""
    rows = reader.query("SELECT data FROM sync_grant WHERE case_id = ? ORDER BY n", (case,))
    return next((said.n for (data,) in rows if (said := said_in(data)).epoch == epoch), None)


def take_out(tx: Transaction, incarnation: str, case: str, first: int) -> None:
    """Take one's own grants of a case, from a number on, out again. incarnation: under which sealing goes on here."""
    rows = tx.query("SELECT data FROM sync_grant WHERE case_id = ? AND n >= ? ORDER BY n", (case, max(1, first - 1)))
    grants = [said_in(data) for (data,) in rows]
    before = grants.pop(0) if grants and grants[0].n < first else None
    lost_epoch = next((one.epoch for one in grants if before is None or one.epoch > before.epoch), None)
    for one in grants:
        for device, access in changed(before, one):
            tx.execute("INSERT OR REPLACE INTO sync_wish VALUES (?, ?, ?)", (case, device, access))
        before = one
    tx.execute("DELETE FROM sync_grant WHERE case_id = ? AND n >= ?", (case, first))
    tx.execute("DELETE FROM sync_sending WHERE kind = 'grant' AND case_id = ?", (case,))
    if lost_epoch is not None:
        tx.execute("DELETE FROM sync_case_key WHERE case_id = ? AND epoch >= ?", (case, lost_epoch))
        outbox.unseal(tx, incarnation, case, lost_epoch)
    tables.note(tx, tables.RENEWED, None)


def give_up(tx: Transaction, incarnation: str, case: str) -> None:
    """Take one's own first grant of a case out again, and want nothing of it any more: somebody else has begun the case."""
    take_out(tx, incarnation, case, 1)
    tx.execute("DELETE FROM sync_wish WHERE case_id = ?", (case,))


def refused(tx: Transaction, known: Membership, incarnation: str, n: int, said: Grant) -> bool:
    """The store does not let this laptop into a case in which it has made a grant; whether that is seen to here.

    n: of the grant in the outbox. One handed in again, for a store that had lost some, is a colleague's to bring. One's own goes,
    with all behind it, and what they were to bring about is told. A case's first has nothing before it to go back to.
    """
    row = tx.one("SELECT is_again FROM sync_sending WHERE n = ?", (n,))
    if row is None:  # it went with the one before it
        return True
    if row[0]:
        tx.execute("DELETE FROM sync_sending WHERE n = ?", (n,))
        return True
    if said.n == 1:
        return False
    take_out(tx, incarnation, said.case, said.n)
    out.note(tx, said.case)
    _tell_unmet(tx, known, said.case, _wished(tx, said.case))
    tx.execute("DELETE FROM sync_wish WHERE case_id = ?", (said.case,))
    return True


def unmet(reader: Reader, case: str) -> dict[bytes, str]:
    """Who was given what access in a case here, in vain: writer, reader or none, by device; until a person has seen it."""
    return dict(reader.query("SELECT device, access FROM sync_unmet WHERE case_id = ? ORDER BY device", (case,)))


def seen(tx: Transaction, case: str) -> None:
    """A person has seen it."""
    tx.execute("DELETE FROM sync_unmet WHERE case_id = ?", (case,))


def _wished(reader: Reader, case: str) -> list[tuple[bytes, str]]:
    rows = reader.query("SELECT device, access FROM sync_wish WHERE case_id = ?", (case,))
    return [(bytes(one), access) for one, access in rows]


def _tell_unmet(tx: Transaction, known: Membership, case: str, wishes: Iterable[tuple[bytes, str]]) -> None:
    """What concerns who has left the office since, or this laptop, is nobody's wish any more."""
    left = [(case, one, access) for one, access in wishes if known.roster.is_active(one) and one != known.device]
    tx.executemany("INSERT OR REPLACE INTO sync_unmet VALUES (?, ?, ?)", left)


def make_again(tx: Transaction, known: Membership, now_ms: int) -> None:
    """Bring about what lost grants were to bring about, as far as this laptop still may; else it is told. now_ms: ms.

    A case whose grants are on their way waits for them.
    """
    awaited = keyring.awaited(tx)
    for case in (one for (one,) in tx.query("SELECT DISTINCT case_id FROM sync_wish ORDER BY case_id") if one not in awaited):
        before = keyring.grants(tx, known, case)
        if before.n and known.device in before.writers and keyring.case_key(tx, before, before.epoch) is not None:
            standing = dict.fromkeys(before.readers, "reader") | dict.fromkeys(before.writers, "writer")
            wanted = standing | dict(_wished(tx, case))
            wanted = {device: access for device, access in wanted.items() if access != "none" and known.roster.is_active(device)}
            if wanted != standing and "writer" in wanted.values():
                writers = sorted(device for device, access in wanted.items() if access == "writer")
                readers = sorted(device for device, access in wanted.items() if access == "reader")
                is_new_key = not (standing.keys() <= wanted.keys() and set(before.writers) <= set(writers))
                grant(tx, known, before, writers, readers, now_ms, is_new_key=is_new_key)
        elif before.n:
            now = access_in(before.latest)
            _tell_unmet(tx, known, case, ((one, access) for one, access in _wished(tx, case) if now.get(one, "none") != access))
        tx.execute("DELETE FROM sync_wish WHERE case_id = ?", (case,))


def is_wishing(reader: Reader) -> bool:
    """Something is to be brought about again."""
    return reader.one("SELECT 1 FROM sync_wish LIMIT 1") is not None


def changed(before: Grant | None, after: Grant) -> Iterator[tuple[bytes, str]]:
    """Whose access a grant changed, and to what."""
    was, is_now = access_in(before), access_in(after)
    for device in sorted({*was, *is_now}):
        if was.get(device, "none") != is_now.get(device, "none"):
            yield device, is_now.get(device, "none")


def access_in(said: Grant | None) -> dict[bytes, str]:
    if said is None:
        return {}
    return dict.fromkeys(said.readers, "reader") | dict.fromkeys(said.writers, "writer")


def said_in(data: bytes) -> Grant:
    return body_of(read_signed(data), "grant", Grant)
