"""A grant that came second: a colleague's was taken first. One's own goes, with its key and what was sealed under it, and what
it was to bring about is made again on top of the colleague's."""

from __future__ import annotations

from collections.abc import Iterator

from rygsaek.vault.transaction import Reader, Transaction
from sync import keyring, outbox, tables
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


def make_again(tx: Transaction, known: Membership, now_ms: int) -> None:
    """Bring about what lost grants were to bring about, as far as this laptop still may. now_ms: milliseconds."""
    for (case,) in tx.query("SELECT DISTINCT case_id FROM sync_wish ORDER BY case_id"):
        before = keyring.grants(tx, known, case)
        if before.n and known.device in before.writers and keyring.case_key(tx, before, before.epoch) is not None:
            standing = dict.fromkeys(before.readers, "reader") | dict.fromkeys(before.writers, "writer")
            wanted = dict(standing)
            for device, access in tx.query("SELECT device, access FROM sync_wish WHERE case_id = ?", (case,)):
                wanted[bytes(device)] = access
            wanted = {device: access for device, access in wanted.items() if access != "none" and known.roster.is_active(device)}
            if wanted != standing and "writer" in wanted.values():
                writers = sorted(device for device, access in wanted.items() if access == "writer")
                readers = sorted(device for device, access in wanted.items() if access == "reader")
                is_new_key = not (standing.keys() <= wanted.keys() and set(before.writers) <= set(writers))
                grant(tx, known, before, writers, readers, now_ms, is_new_key=is_new_key)
        tx.execute("DELETE FROM sync_wish WHERE case_id = ?", (case,))


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
