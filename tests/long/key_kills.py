"""Kills at every call of a change of passphrase, recovery sheet or database key, a migration, a creation, a restore:
afterwards exactly one known passphrase and one known sheet open the vault, and everything is in it."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from rygsaek.errors import RygsaekError
from rygsaek.history.checking import check
from rygsaek.vault import rekeying
from rygsaek.vault.backup import backup, restore
from rygsaek.vault.keys import read_keys
from rygsaek.vault.migrations import Migration
from rygsaek.vault.rekeying import change_passphrase, new_sheet, rekey
from rygsaek.vault.sealing import open_with_passphrase, open_with_sheet
from rygsaek.vault.secret import RecoverySecret
from rygsaek.vault.slots import FLOOR
from rygsaek.vault.vault import Vault
from tests.support.children import Child, die, void
from tests.support.disk import Event, recording
from tests.support.sqlite_files import OK
from tests.support.vaults import OTHER, PASSPHRASE, PROJECTORS, STEPS, answer, journal_of, remembered_stretching

TITLE = "kills during changes of passphrase, sheet and key, migration, creation, restore"
FULL = range(500)
LATER = tuple(Migration(f"test-later-{n}", (f"CREATE TABLE test_later_{n} (name TEXT) STRICT",)) for n in range(3))


class Before(NamedTuple):
    """The vault that every child gets a copy of."""

    place: Path
    sheet: RecoverySecret


def passphrase(folder: Path, before: Before) -> None:
    with Vault.open(folder, PASSPHRASE, migrations=STEPS) as vault:
        change_passphrase(vault, PASSPHRASE, OTHER, kdf=FLOOR)


def sheet(folder: Path, before: Before) -> None:
    with (
        Vault.open(folder, PASSPHRASE, migrations=STEPS) as vault,
        patch.object(RecoverySecret, "generate", lambda: NEXT_SHEET),
    ):
        new_sheet(vault, PASSPHRASE)


def key(folder: Path, before: Before) -> None:
    with Vault.open(folder, PASSPHRASE, migrations=STEPS) as vault:
        rekey(vault, PASSPHRASE)


def recovery(folder: Path, before: Before) -> None:
    Vault.open_with_recovery(folder, before.sheet, OTHER, migrations=STEPS, kdf=FLOOR).close()


def migration(folder: Path, before: Before) -> None:
    Vault.open(folder, PASSPHRASE, migrations=(*STEPS, *LATER)).close()


def restoring(folder: Path, before: Before) -> None:
    shutil.rmtree(folder)
    restore(before.place / "copy.rygsaek", folder, PASSPHRASE, migrations=STEPS, kdf=FLOOR).close()


NEXT_SHEET = RecoverySecret(bytes(range(20)))
WORKS: tuple[Callable[[Path, Before], None], ...] = (passphrase, sheet, key, recovery, migration, restoring)


def run(first_seed: int, last_seed: int, *, is_careless: bool = False) -> str:
    """Kill once a seed. is_careless: the sabotage, a change of key that writes the new key file only after the swap."""
    kills = 0
    with remembered_stretching(one_salt=True), tempfile.TemporaryDirectory() as place:
        before = prepare(Path(place))
        calls = {work: calls_of(work, before, is_careless) for work in WORKS}
        for seed in range(first_seed, last_seed + 1):
            work = WORKS[seed % len(WORKS)] if not is_careless else key
            moment = random.Random(seed).randrange(calls[work])
            kills += kill_once(work, before, moment, f"seed {seed}: {work.__name__}, call {moment} of {calls[work]}", is_careless)
    return (
        f"{kills} kills at {sum(calls.values())} calls of {len(WORKS)} works, each opened with exactly one passphrase and sheet"
    )


def prepare(place: Path) -> Before:
    vault, made = Vault.create(place / "vault", PASSPHRASE, migrations=STEPS, kdf=FLOOR)
    with vault:
        journal = journal_of(vault)
        for number in range(8):
            journal.append("case", [answer(f"felt{number}", str(number))], "fs")
        backup(vault, place / "copy.rygsaek", now=1)
    return Before(place, made)


def do(work: Callable[[Path, Before], None], folder: Path, before: Before, moment: int, is_careless: bool) -> int:
    """Do the work, and die before that call; returns how many calls there were where it did not come to it."""
    count = 0

    def answer_each(event: Event) -> int:
        nonlocal count
        if count == moment:
            die()
        count += 1
        return OK

    real = rekeying.write_ring

    def careless(place: Path, ring: tuple[object, ...], *rest: object) -> None:
        if len(ring) == 1:
            real(place, ring, *rest)  # type: ignore[arg-type]

    with recording(folder.parent, answer_each), patch.object(rekeying, "write_ring", careless if is_careless else real):
        work(folder, before)
    return count


def calls_of(work: Callable[[Path, Before], None], before: Before, is_careless: bool) -> int:
    folder = fresh(before)
    return do(work, folder, before, -1, is_careless)


def fresh(before: Before) -> Path:
    folder = before.place / "child" / "vault"
    shutil.rmtree(folder.parent, ignore_errors=True)
    shutil.copytree(before.place / "vault", folder)
    return folder


def kill_once(work: Callable[[Path, Before], None], before: Before, moment: int, told: str, is_careless: bool) -> int:
    folder = fresh(before)
    _, ended = Child(lambda tell: void(do(work, folder, before, moment, is_careless))).wait()
    assert ended in (-9, 0), f"{told}: the child failed"
    if work is restoring and not folder.exists():
        return 1
    try:
        look(folder, before, told)
    except RygsaekError as problem:
        raise AssertionError(f"{told}: {problem.code}") from problem
    return 1


def look(folder: Path, before: Before, told: str) -> None:
    keys = read_keys(folder)
    opening = [one for one in (PASSPHRASE, OTHER) if open_with_passphrase(keys.passphrase, one, keys.place)]
    assert len(opening) == 1, f"{told}: {len(opening)} passphrases open it"
    sheets = [one for one in (before.sheet, NEXT_SHEET) if open_with_sheet(keys.recovery, one.data, keys.place)]
    assert len(sheets) == 1, f"{told}: {len(sheets)} sheets open it"
    with Vault.open(folder, opening[0], migrations=(*STEPS, *LATER)) as vault:
        found = [change.value for change in journal_of(vault).changes("case")]
        assert found == [str(number) for number in range(8)], f"{told}: {found}"
        assert check(vault, PROJECTORS) == (), f"{told}: {check(vault, PROJECTORS)}"
