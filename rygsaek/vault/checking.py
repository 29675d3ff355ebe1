"""Is everything there, and whole: pages, structure, blobs, keys. What is wrong comes back as problems."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from forms.problems import Problem
from rygsaek.vault.keys import COPIES, DATABASE, read_copies
from rygsaek.vault.transaction import Reader
from rygsaek.vault.vault import Vault

FROM_BACKUP = "Tag en sikkerhedskopi nu, og lad it se på maskinen."


def check_vault(vault: Vault) -> tuple[Problem, ...]:
    """Everything that can be told without knowing what the tables mean. Reads the whole file.

    Where pages are bad, what stands on them is not asked for.
    """
    with vault.connections.alone():
        vault.connections.fold()  # a page that a power cut tore lies whole in the log: that is no damage
    with vault.write() as tx:  # and nobody folds more in while the file's pages are looked at one by one
        bad_pages = tuple(pages(tx))
        return (*bad_pages, *keys(vault)) if bad_pages else (*structure(tx), *blobs(tx), *keys(vault))


def pages(reader: Reader) -> Iterator[Problem]:
    """Pages that are not what was written."""
    for _ in reader.query("PRAGMA cipher_integrity_check"):
        yield Problem("check.page", DATABASE, "En side i databasen er ikke, som den blev skrevet.", FROM_BACKUP)


def structure(reader: Reader) -> Iterator[Problem]:
    """Tables, their indexes and full-text indexes that do not hang together."""
    if reader.query("PRAGMA integrity_check") != [("ok",)]:
        yield Problem("check.structure", DATABASE, "Databasens opbygning hænger ikke sammen.", FROM_BACKUP)
    for row in reader.query("PRAGMA foreign_key_check"):
        yield Problem("check.reference", str(row[0]), "En henvisning peger på noget, der ikke er der.", FROM_BACKUP)


def blobs(reader: Reader) -> Iterator[Problem]:
    """Blobs that are not what their name says."""
    for name in reader.blobs.names():
        row = reader.one("SELECT data FROM blob WHERE hash = ?", (bytes.fromhex(name),))
        if row is None or hashlib.sha256(row[0]).hexdigest() != name:
            yield Problem("check.blob", name, "En gemt fil er ikke, som den blev skrevet.", FROM_BACKUP)


def keys(vault: Vault) -> Iterator[Problem]:
    """Copies of the key file that are missing, not whole, or not the same."""
    copies = read_copies(vault.folder)
    for name, copy in zip(COPIES, copies, strict=True):
        if copy is None:
            yield Problem(
                "check.keys", name, "Et eksemplar af nøglefilen er beskadiget.", "Luk og åbn Rygsæk; så laves det igen."
            )
    if None not in copies and copies[0] != copies[1]:
        yield Problem("check.keys", COPIES[1], "De to nøglefiler er ikke ens.", "Luk og åbn Rygsæk; så laves den ene igen.")
