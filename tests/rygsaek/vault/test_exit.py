"""The way out: another program, made by others, opens the same file."""

from __future__ import annotations

from typing import Protocol

import apsw

from rygsaek.vault.vault import Vault


class Made(Protocol):
    vault: Vault


def test_another_librarys_sqlcipher_opens_the_vault(made: Made) -> None:
    key = made.vault.connections.key
    made.vault.close()
    other = apsw.Connection(str(made.vault.folder / "vault.db"))
    for setting in ("cipher = 'sqlcipher'", "legacy = 4", f'key = "{key.as_text()}"'):
        other.execute(f"PRAGMA {setting}")
    assert other.execute("SELECT name FROM thing").fetchall() == [("first",)]
    assert other.execute("SELECT count(*) FROM log_entry").fetchall() == [(1,)]
    other.close()
