"""A case that two people have deleted for good: it goes from this laptop, which says so, and nothing brings it back."""

from __future__ import annotations

from typing import Final

from rygsaek.casework import purging
from rygsaek.history.journal import Journal
from rygsaek.paper import attached, print_jobs
from rygsaek.vault.transaction import Reader, Transaction
from sync.membership import Membership
from sync.office import directory
from sync.proof.orders import check_receipt, check_tombstone
from sync.proof.signed import body_of, id_of, read_signed
from sync.redactions import iso_of
from sync.sealing.grants import sign
from sync.sending import send
from sync.wire.codec import encode
from sync.wire.office import FORMAT, Receipt, Signed, Tombstone

KEPT: Final = ("sync_deleted", "sync_receipt", "sync_sending")


def take(tx: Transaction, journal: Journal, known: Membership, signed: Signed, now_ms: int) -> bool:
    """Take a tombstone in; False for one that is here already. now_ms: this laptop's clock. Raises ProofError, WireError."""
    said = check_tombstone(signed, known.roster)
    if is_deleted(tx, said.case):
        return False
    check_tombstone(signed, known.roster, is_new=True)
    print_jobs.forget_case(tx, said.case, iso_of(now_ms))
    attached.forget_case(tx, said.case)
    directory.take_back(tx, known, said.case, now_ms)
    tx.execute("DELETE FROM sync_sending WHERE case_id = ? AND kind NOT IN ('tombstone', 'receipt')", (said.case,))
    purging.forget_case(journal, said.case, keep=KEPT, tx=tx)
    tx.execute("INSERT INTO sync_deleted VALUES (?, ?)", (said.case, encode(signed)))
    if known.device in said.devices:
        receipt = Receipt(FORMAT, known.org, said.case, id_of(signed), known.device, now_ms)
        data = encode(sign("receipt", encode(receipt), known.secret))
        tx.execute("INSERT INTO sync_receipt VALUES (?, ?, ?)", (said.case, known.device, data))
        send(tx, "receipt", said.case, data, now_ms)
    return True


def take_receipt(tx: Transaction, known: Membership, signed: Signed) -> None:
    """Keep a colleague's receipt. Raises ProofError, WireError; one for a tombstone that is not here is nothing to us."""
    stone = stone_of(tx, body_of(signed, "receipt", Receipt).case)
    if stone is not None:
        said = check_receipt(signed, known.roster, stone)
        tx.execute("INSERT OR IGNORE INTO sync_receipt VALUES (?, ?, ?)", (said.case, said.device, encode(signed)))


def is_deleted(reader: Reader, case: str) -> bool:
    """The case has been deleted for good."""
    return reader.one("SELECT 1 FROM sync_deleted WHERE case_id = ?", (case,)) is not None


def every(reader: Reader) -> frozenset[str]:
    """The cases that have been deleted for good."""
    return frozenset(case for (case,) in reader.query("SELECT case_id FROM sync_deleted"))


def stone_of(reader: Reader, case: str) -> Signed | None:
    """The tombstone of a case, None where it has none here."""
    row = reader.one("SELECT data FROM sync_deleted WHERE case_id = ?", (case,))
    return None if row is None else read_signed(bytes(row[0]))


def all_of(reader: Reader) -> list[tuple[Signed, Tombstone, frozenset[bytes]]]:
    """Every tombstone, what it says, and whose receipts are here; the latest first."""
    found = []
    for case, data in reader.query("SELECT case_id, data FROM sync_deleted"):
        signed = read_signed(bytes(data))
        receipts = reader.query("SELECT device FROM sync_receipt WHERE case_id = ?", (case,))
        found.append((signed, body_of(signed, "tombstone", Tombstone), frozenset(bytes(one) for (one,) in receipts)))
    return sorted(found, key=lambda one: (-one[1].at, one[1].case))
