"""Secrets that this laptop shares with those whom it grants keys, and with those who grant to it; and what waits for one."""

from __future__ import annotations

import os

from rygsaek.vault.transaction import Reader, Transaction
from sync.identity import DeviceSecret, Entropy
from sync.proof.errors import ProofError
from sync.proof.names import recovery_name
from sync.proof.pairings import check_pairing
from sync.proof.roster import Roster
from sync.proof.signed import id_of, read_signed
from sync.sealing.pairings import Pair, Pairs, Secrets, open_pairing
from sync.wire.codec import encode
from sync.wire.office import Signed


def own(reader: Reader, secret: DeviceSecret, org: bytes, entropy: Entropy = os.urandom) -> Pairs:
    """This laptop's pairs with those whom it has granted something before."""
    rows = reader.query(
        "SELECT receiver, id, secret FROM sync_pairing WHERE giver = ? AND secret IS NOT NULL ORDER BY id", (secret.name,)
    )
    return Pairs(secret, org, {bytes(receiver): Pair(bytes(name), bytes(shared)) for receiver, name, shared in rows}, entropy)


def keep(tx: Transaction, pairs: Pairs) -> None:
    """Keep those that were made, so as to make them once only."""
    for receiver, (pair, signed) in pairs.made.items():
        row = (pair.id, pairs.giver.name, receiver, pair.secret, encode(signed))
        tx.execute("INSERT OR IGNORE INTO sync_pairing VALUES (?, ?, ?, ?, ?)", row)


def take(tx: Transaction, secret: DeviceSecret, roster: Roster, signed: Signed) -> None:
    """Take in one that is for this device, or the kit's; one that is here already changes nothing.

    Raises ProofError (`pairing.…`, `key.not_opened`, `signature.wrong`), WireError; nothing is written then.
    """
    name = id_of(signed)
    if tx.one("SELECT 1 FROM sync_pairing WHERE id = ?", (name,)) is not None:
        return
    said = check_pairing(signed, roster)
    if said.receiver not in (secret.name, recovery_name(roster.doc.recovery)):
        raise ProofError("pairing.other_device")
    shared = open_pairing(secret, said) if said.receiver == secret.name else None
    tx.execute("INSERT INTO sync_pairing VALUES (?, ?, ?, ?, ?)", (name, said.giver, said.receiver, shared, encode(signed)))


def secrets(reader: Reader, device: bytes) -> Secrets:
    """Of pairings that are for this device, as they are kept. device: its fingerprint."""

    def secret(name: bytes, giver: bytes) -> bytes:
        row = reader.one("SELECT secret FROM sync_pairing WHERE id = ? AND giver = ? AND receiver = ?", (name, giver, device))
        if row is None or row[0] is None:
            raise ProofError("pairing.missing")
        return bytes(row[0])

    return secret


def of_kit(reader: Reader, kit: bytes) -> dict[bytes, Signed]:
    """Everybody's with the kit, by their ids. kit: its name."""
    rows = reader.query("SELECT id, data FROM sync_pairing WHERE receiver = ?", (kit,))
    return {bytes(name): read_signed(bytes(data)) for name, data in rows}


def wait(tx: Transaction, pairing: bytes, case: str, n: int) -> None:
    """A grant's key waits for a pairing. case: "" for the office's key; n: of the grant."""
    tx.execute("INSERT OR IGNORE INTO sync_unopened VALUES (?, ?, ?)", (pairing, case, n))


def waiting(tx: Transaction, pairing: bytes) -> list[tuple[str, int]]:
    """Take out the grants whose keys wait for a pairing: case and n."""
    found = [(case, n) for case, n in tx.query("SELECT case_id, n FROM sync_unopened WHERE pairing = ?", (pairing,))]
    tx.execute("DELETE FROM sync_unopened WHERE pairing = ?", (pairing,))
    return found


def is_lacking(reader: Reader) -> bool:
    """Some grant waits for a pairing."""
    return reader.one("SELECT 1 FROM sync_unopened LIMIT 1") is not None
