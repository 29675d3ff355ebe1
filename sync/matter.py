"""Forms and profiles that cases refer to, and the office's leaflets: each goes to the office once, so that whoever is given such
a case can read it.

They are known by their hash, which stands in the case, or in the bundle that a lead signed; so it does not matter which
colleague's laptop handed one in. That they are no secret within the office keeps a case's own envelopes small.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

from rygsaek.history.changes import DOCUMENT_BEGUN, Change
from rygsaek.history.entries import Entry, unpack
from rygsaek.history.journal import Journal
from rygsaek.vault.transaction import Transaction
from sync.identity import Entropy
from sync.membership import Membership, office_key
from sync.notices import NOTICE_CAP
from sync.proof.errors import ProofError
from sync.sealing.notices import BlobNotice, make_notice, open_notice
from sync.sending import send
from sync.wire.codec import WireError, decode, encode
from sync.wire.office import FORMAT
from sync.wire.requests import Notice

BEGUN: Final = DOCUMENT_BEGUN.encode()
"""Stands in every save that begins a paper."""


def note_owed(tx: Transaction, entries: Iterable[Entry]) -> None:
    """Keep what these saves refer to and the office may not have been given."""
    beginning = (one for one in entries if BEGUN in one.payload)
    for name in names_in(change for one in beginning for change in unpack(*one[:4]).changes):
        tx.execute("INSERT OR IGNORE INTO sync_published VALUES (?, 0)", (bytes.fromhex(name),))


def owe(tx: Transaction, data: bytes) -> bytes:
    """Keep something of the municipality's, and hand it in unless the office has it; returns its hash."""
    name = bytes.fromhex(tx.blobs.put(data))
    tx.execute("INSERT OR IGNORE INTO sync_published VALUES (?, 0)", (name,))
    return name


def publish(tx: Transaction, known: Membership, now_ms: int, entropy: Entropy) -> None:
    """Send what is owed; without the office's key it goes on being owed. now_ms: milliseconds."""
    owed = [bytes(row[0]) for row in tx.query("SELECT hash FROM sync_published WHERE is_sent = 0 ORDER BY hash")]
    key = office_key(tx, known) if owed else None
    for name in owed:
        data = tx.blobs.get(name.hex())
        if key is not None and data is not None:
            body = BlobNotice(FORMAT, "blob", data)
            notice = make_notice(known.secret, key, known.org, known.office.epoch, 1, body, entropy)
            send(tx, "notice", "", encode(notice), now_ms)
            note_published(tx, name)


def lost(tx: Transaction, known: Membership, data: bytes) -> bool:
    """The store did not take a notice, for the office's key had been renewed; returns whether it was one of these, owed again."""
    try:
        notice = decode(data, Notice, NOTICE_CAP)
        key = office_key(tx, known, notice.epoch)
        if key is None:
            return False
        blob = open_notice(key, notice, BlobNotice, known.roster).data
    except (ProofError, WireError):
        return False
    tx.execute("UPDATE sync_published SET is_sent = 0 WHERE hash = ?", (hashlib.sha256(blob).digest(),))
    return True


def take(tx: Transaction, journal: Journal, data: bytes) -> None:
    """Keep a form or a profile that somebody has handed in; cases that lacked it are shown anew."""
    name = hashlib.sha256(data).digest()
    note_published(tx, name)
    if not tx.blobs.has(name.hex()):
        tx.blobs.put(data)
        for (case,) in tx.query("SELECT case_id FROM sync_lacking WHERE hash = ?", (name,)):
            journal.refresh(case, tx=tx)
        tx.execute("DELETE FROM sync_lacking WHERE hash = ?", (name,))


def note_lacking(tx: Transaction, case: str, changes: Iterable[Change]) -> None:
    """Keep which cases refer to what is not here."""
    for name in names_in(changes):
        if not tx.blobs.has(name):
            tx.execute("INSERT OR IGNORE INTO sync_lacking VALUES (?, ?)", (bytes.fromhex(name), case))


def names_in(changes: Iterable[Change]) -> Iterator[str]:
    """The hashes that changes refer to, in hex, each once."""
    found: dict[str, None] = {}
    for change in changes:
        if change.kind == DOCUMENT_BEGUN and isinstance(change.value, dict):
            for key in ("definition", "profile"):
                name = change.value.get(key)
                if isinstance(name, str) and is_hash(name):
                    found[name] = None
    yield from found


def is_hash(name: str) -> bool:
    return len(name) == 64 and set(name) <= set("0123456789abcdef")


def note_published(tx: Transaction, name: bytes) -> None:
    tx.execute("INSERT INTO sync_published VALUES (?, 1) ON CONFLICT (hash) DO UPDATE SET is_sent = 1", (name,))
