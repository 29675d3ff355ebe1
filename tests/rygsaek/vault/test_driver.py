"""The driver's errors, turned into ours."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest
from sqlcipher3 import dbapi2

from rygsaek.errors import DiskError, InputError, OursError, RygsaekError, VaultError
from rygsaek.vault.driver import told, translate
from rygsaek.vault.vault import Vault
from tests.support.children import Child

OWN_DISK = ("unshare", "--map-root-user", "--mount", "sh", "-c", 'mount -t tmpfs -o size=2m tmpfs "$0" && exec "$@"')
"""A disk of a command's own, for whoever may have one: the folder, then the command."""


class Made(Protocol):
    vault: Vault


def error(name: str) -> Exception:
    problem = dbapi2.OperationalError("near «Kanarie Hansen»: syntax error")
    problem.sqlite_errorname = name
    return problem


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [
        ("SQLITE_FULL", DiskError, "disk.full"),
        ("SQLITE_IOERR_SHMSIZE", DiskError, "disk.full"),
        ("SQLITE_IOERR_FSYNC", DiskError, "disk.failed"),
        ("SQLITE_CANTOPEN", DiskError, "disk.failed"),
        ("SQLITE_READONLY_DBMOVED", DiskError, "disk.read_only"),
        ("SQLITE_CORRUPT_VTAB", VaultError, "vault.damaged"),
        ("SQLITE_NOTADB", VaultError, "vault.damaged"),
        ("SQLITE_CONSTRAINT_UNIQUE", OursError, "bug.database.sqlite_constraint_unique"),
    ],
)
def test_each_error_has_its_kind_and_none_its_own_words(name: str, kind: type[RygsaekError], code: str) -> None:
    ours = translate(error(name))
    assert type(ours) is kind and ours.code == code
    assert "Kanarie" not in str(ours) and ours.advice


def test_an_error_that_comes_between_two_rows_is_ours_too(made: Made) -> None:
    made.vault.connections.writer.create_function("stumble", 1, lambda number: 1 // (number - 2))
    with made.vault.write() as tx, pytest.raises(OursError) as raised:
        list(tx.execute("WITH RECURSIVE n (x) AS (VALUES (0) UNION ALL SELECT x + 1 FROM n) SELECT stumble(x) FROM n"))
    assert raised.value.__cause__ is None and raised.value.__context__ is None


@pytest.mark.parametrize("value", ["halvt \ud83d", 10**30])
def test_what_cannot_be_stored_is_told_without_being_repeated(made: Made, value: object) -> None:
    with made.vault.write() as tx, pytest.raises(InputError) as raised:
        tx.execute("SELECT ?", (value,))
    assert "halvt" not in repr(raised.value) and raised.value.__context__ is None


def test_nothing_is_chained_to_an_error_that_is_passed_on(made: Made) -> None:
    with pytest.raises(OursError) as raised:
        told(lambda: made.vault.connections.writer.execute("SELECT 'Kanarie Hansen' FROM nowhere"))
    assert raised.value.__cause__ is None and raised.value.__context__ is None


@pytest.mark.skipif(not hasattr(os, "fork"), reason="asked of a child, whose limits are its own")
def test_a_crash_leaves_no_image_of_the_process() -> None:
    from rygsaek.vault.system import forbid_core_dumps

    def forbid(tell: object) -> None:
        forbid_core_dumps()
        assert resource.getrlimit(resource.RLIMIT_CORE) == (1, 1)

    assert Child(forbid).wait()[1] == 0


@pytest.mark.skipif(shutil.which("unshare") is None, reason="a disk of its own needs a namespace")
def test_a_disk_too_full_to_open_the_vault_is_called_full_and_not_failing(tmp_path: Path) -> None:
    if subprocess.run((*OWN_DISK, tmp_path, "true"), capture_output=True, check=False).returncode:
        pytest.skip("nobody but root may have a disk of its own here")
    command = (*OWN_DISK, tmp_path, sys.executable, "-m", "tests.support.open_on_full_disk", tmp_path)
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[3])
    assert done.stdout.split() == ["open", "disk.full", "disk.full", "disk.full"], done.stderr
