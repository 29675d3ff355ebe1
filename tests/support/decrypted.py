"""A vault without its lock, and a store with a case's key: everything that stands there, for a raw look."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from rygsaek.casework import preview
from rygsaek.vault.driver import READER_CACHE_KIB, connect
from rygsaek.vault.vault import Vault
from sync import keyring
from sync.columns import unpack
from sync.proof.envelopes import check as check_envelope
from sync.proof.envelopes import read as read_envelope
from sync.proof.grants import CaseGrants
from sync.proof.roster import Roster
from sync.sealing.bodies import ChangesBody, CheckpointBody, SummaryBody, read_body
from sync.sealing.envelopes import open_envelope
from tests.support.canaries import Hit, hits
from tests.support.central import Central
from tests.support.synced import SyncedLaptop

PIECE = 48
"""Bytes by which something sealed is looked for: no two things have so many in common."""


def decrypted(vault: Vault, folder: Path) -> Path:
    """The whole database in clear, index and all, in a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "plain.db"
    target.unlink(missing_ok=True)
    connection = connect(vault.connections.path, vault.connections.key, cache_kib=READER_CACHE_KIB)
    try:
        connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(target),))
        connection.execute("SELECT sqlcipher_export('plain')").fetchall()
        connection.execute("DETACH DATABASE plain")
    finally:
        connection.close()
    return folder


def found_in(vault: Vault, folder: Path, words: tuple[str, ...]) -> list[Hit]:
    """Every one of these words that can be read in a vault which somebody has opened."""
    return hits([decrypted(vault, folder)], words)


def envelopes_with(central: Central, laptop: SyncedLaptop, case: str, word: str) -> int:
    """How many of a case's envelopes in a store of one file hold a word, opened with the key that a laptop has."""
    known = laptop.known()
    with laptop.vault.read() as reader:
        grants = keyring.grants(reader, known, case)
        keys = {epoch: keyring.case_key(reader, grants, epoch) or b"" for epoch in range(1, grants.epoch + 1)}
    with closing(sqlite3.connect(urlsplit(central.database).path)) as store:
        found = store.execute("SELECT data FROM item WHERE case_id = ? AND kind = 'envelope' AND data IS NOT NULL", (case,))
        datas = [bytes(data) for (data,) in found]
    return sum(word in said_in(data, known.roster, grants, keys[read_envelope(data).header.epoch]) for data in datas)


def sealed_of(central: Central, case: str) -> list[bytes]:
    """The sealed part of each envelope that a store of one file holds of a case."""
    with closing(sqlite3.connect(urlsplit(central.database).path)) as store:
        rows = [
            bytes(data)
            for (data,) in store.execute("SELECT data FROM item WHERE case_id = ? AND kind = 'envelope'", (case,))
            if data
        ]
    return [read_envelope(data).envelope.ciphertext for data in rows]


def is_on_disk(central: Central, sealed: bytes) -> bool:
    """Whether any of it stands in a store's files: the database and its log, whatever these say of themselves."""
    database = Path(urlsplit(central.database).path)
    files = b"".join(one.read_bytes() for one in database.parent.glob(f"{database.name}*"))
    return any(sealed[at : at + PIECE] in files for at in range(0, max(1, len(sealed) - PIECE), PIECE))


def left_in_store(central: Central, case: str) -> list[str]:
    """The kinds of what a store of one file still holds of a case."""
    with closing(sqlite3.connect(urlsplit(central.database).path)) as store:
        found = store.execute("SELECT kind FROM item WHERE case_id = ? AND data IS NOT NULL ORDER BY position", (case,))
        return [kind for (kind,) in found]


def said_in(data: bytes, roster: Roster, grants: CaseGrants, key: bytes) -> str:
    checked = check_envelope(data, roster, grants)
    body = open_envelope(checked, key)
    if checked.header.type == "summary":
        return repr(preview.decode(read_body(body, SummaryBody).data))
    kind = {"changes": ChangesBody, "checkpoint": CheckpointBody}.get(checked.header.type)
    if kind is None:
        return ""
    return repr([payload for *_, payload in unpack(read_body(body, kind).saves)])  # type: ignore[attr-defined]
