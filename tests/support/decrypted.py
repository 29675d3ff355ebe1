"""A vault without its lock: everything that stands in it, as a plain file, for a raw look."""

from __future__ import annotations

from pathlib import Path

from rygsaek.vault.driver import READER_CACHE_KIB, connect
from rygsaek.vault.vault import Vault
from tests.support.canaries import Hit, hits


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
