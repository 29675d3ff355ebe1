"""Vaults for tests: real SQLCipher files under the least key stretching that is allowed."""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

from rygsaek.history import log
from rygsaek.history.changes import ANSWER_GIVEN, Change, NewChange
from rygsaek.history.clock import HybridClock
from rygsaek.history.journal import Journal
from rygsaek.history.registers import CaseState
from rygsaek.vault import identity, sealing, stretching
from rygsaek.vault.keys import encode_ring
from rygsaek.vault.migrations import Migration
from rygsaek.vault.opening import hold
from rygsaek.vault.slots import FLOOR
from rygsaek.vault.transaction import Transaction
from rygsaek.vault.vault import Vault

PASSPHRASE = "hest gulerod måne trappe kaffe sne"
OTHER = "lampe skov havre tog klokke smør"
NOW_MS = 1_795_000_000_000


class Names:
    """A projector like the real ones: a row per register, and a full-text index over the values."""

    name, version, tables = "test-names", 1, ("test_name", "test_search")
    migrations = (
        Migration(
            "test-names-1",
            (
                "CREATE TABLE test_name (case_id TEXT, document TEXT, register TEXT, value TEXT, heads INTEGER,"
                " PRIMARY KEY (case_id, document, register)) STRICT, WITHOUT ROWID",
                "CREATE VIRTUAL TABLE test_search USING fts5 (case_id UNINDEXED, place UNINDEXED, body)",
                "INSERT INTO test_search (test_search, rank) VALUES ('secure-delete', 1)",
            ),
        ),
    )

    def apply(self, tx: Transaction, case: str, changes: Sequence[Change], state: CaseState) -> None:
        for document, register in dict.fromkeys((change.document, change.register) for change in changes):
            standing = state.register(document, register)
            text = " / ".join(sorted(str(one.value) for one in standing.standings))
            tx.execute("DELETE FROM test_search WHERE case_id = ? AND place = ?", (case, document + register))
            tx.execute("INSERT INTO test_search VALUES (?, ?, ?)", (case, document + register, text))
            tx.execute(
                "INSERT OR REPLACE INTO test_name VALUES (?, ?, ?, ?, ?)",
                (case, document, register, text, len(standing.heads)),
            )

    def forget(self, tx: Transaction, case: str) -> None:
        tx.execute("DELETE FROM test_name WHERE case_id = ?", (case,))
        tx.execute("DELETE FROM test_search WHERE case_id = ?", (case,))


STEPS = (*log.MIGRATIONS, *Names.migrations)
PROJECTORS = (Names(),)


def create(folder: Path, passphrase: str = PASSPHRASE, steps: Sequence[Migration] = STEPS) -> Vault:
    vault, _ = Vault.create(folder, passphrase, migrations=steps, kdf=FLOOR)
    return vault


def new_vault(folder: Path, passphrase: str, steps: Sequence[Migration]) -> Vault:
    """A vault with nothing in it, as `Vault.create` leaves it, without the fifth of a second that its passphrase and sheet cost.

    One is made for each passphrase and its steps in a process, and copied; a copy numbers its changes as a new vault does.
    """
    pattern, ring = _pattern(passphrase, tuple(steps))
    shutil.copytree(pattern, folder)
    return open_by_ring(folder, ring, steps)


@functools.cache
def _pattern(passphrase: str, steps: tuple[Migration, ...]) -> tuple[Path, bytes]:
    place = Path(tempfile.mkdtemp(prefix="rygsaek-pattern-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    with create(place / "vault", passphrase, steps) as vault:
        with vault.write() as tx:
            tx.execute("DELETE FROM vault_fact WHERE name IN (?, ?)", (identity.INCARNATION, identity.HOME))
        return vault.folder, ring_of(vault)


def ring_of(vault: Vault) -> bytes:
    """What opens the vault without stretching the passphrase again."""
    return encode_ring((vault.connections.key,))


def open_by_ring(folder: Path, ring: bytes, steps: Sequence[Migration] = STEPS) -> Vault:
    """Open without the seconds that the passphrase costs. All else is as in `Vault.open`."""
    return Vault.of(hold(folder, lambda keys: (ring, None)), migrations=steps)


def journal_of(vault: Vault) -> Journal:
    ticks = iter(range(NOW_MS, NOW_MS * 2))
    return Journal(vault, PROJECTORS, HybridClock(lambda: next(ticks)))


def answer(register: str, value: str, document: str = "aftale") -> NewChange:
    return NewChange(document, register, ANSWER_GIVEN, value)


@contextmanager
def remembered_stretching(*, one_salt: bool = False) -> Iterator[None]:
    """Stretch each passphrase with each salt once: the same result, asked for again and again by forked children.

    one_salt: every slot has the same salt, so that a slot that a child made costs nothing to open either.
    """
    salts = SimpleNamespace(urandom=lambda size: bytes(16) if size == 16 else os.urandom(size))
    with (
        patch.object(stretching, "stretch", functools.cache(stretching.stretch)),
        patch.object(sealing, "os", salts if one_salt else os),
    ):
        yield
