"""Power cuts: everything written since the last sync may be there, be missing or be torn, in any order."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from rygsaek.errors import RygsaekError
from rygsaek.history.checking import check
from rygsaek.vault.backup import backup, verify
from rygsaek.vault.keys import read_keys
from rygsaek.vault.migrations import Migration
from rygsaek.vault.rekeying import change_passphrase, new_sheet, rekey
from rygsaek.vault.sealing import open_with_passphrase
from rygsaek.vault.slots import FLOOR
from rygsaek.vault.vault import Vault
from tests.support.disk import Disk, Recorder, recording
from tests.support.vaults import OTHER, PASSPHRASE, PROJECTORS, STEPS, answer, create, journal_of, remembered_stretching

TITLE = "power cuts at random moments, unsynced writes dropped, torn and reordered"
FULL = range(500)
CUTS_A_COURSE = 25
LATER = Migration("test-later-1", ("CREATE TABLE test_later (name TEXT) STRICT", "INSERT INTO test_later VALUES ('one')"))

Break = Callable[[Vault], None]


def nothing(vault: Vault) -> None:
    """No sabotage."""


def run(first_seed: int, last_seed: int, *, broken: Break = nothing) -> str:
    """Cut once a seed. broken: the sabotage, done to each vault that is opened in the recorded course."""
    cuts = events = 0
    with remembered_stretching():
        for start in range(first_seed - first_seed % CUTS_A_COURSE, last_seed + 1, CUTS_A_COURSE):
            with tempfile.TemporaryDirectory() as place:
                recorder = course(Path(place) / "before", random.Random(start), broken)
                events += len(recorder.events)
                for seed in range(max(start, first_seed), min(start + CUTS_A_COURSE, last_seed + 1)):
                    cut_once(recorder, Path(place) / "after", seed)
                    cuts += 1
    return f"{cuts} cuts in courses of {events} recorded calls, 0 acknowledged saves lost, 0 corrupt"


def course(place: Path, chance: random.Random, broken: Break) -> Recorder:
    """Create, save, migrate, change keys, back up, with what is acknowledged noted; returns the recording."""
    place.mkdir()
    folder, count = place / "vault", 0
    with recording(place) as recorder:
        vault, passphrase, other = create(folder), PASSPHRASE, OTHER
        recorder.ack(("opens", (passphrase,)))
        for step in chance.sample(
            ("save", "save", "save", "save", "open", "migrate", "passphrase", "rekey", "sheet", "backup"), 10
        ):
            broken(vault)
            vault.connections.writer.execute(f"PRAGMA wal_autocheckpoint = {chance.choice((1, 5, 1000))}")
            if step in ("open", "migrate"):
                vault.close()
                vault = Vault.open(folder, passphrase, migrations=(*STEPS, LATER))
            elif step == "passphrase":
                recorder.ack(("opens", (passphrase, other)))
                change_passphrase(vault, passphrase, other, kdf=FLOOR)
                passphrase, other = other, passphrase
                recorder.ack(("opens", (passphrase,)))
            elif step == "rekey":
                rekey(vault, passphrase)
            elif step == "sheet":
                new_sheet(vault, passphrase)
            elif step == "backup":
                backup(vault, place / "copy.rygsaek", now=0)
                recorder.ack(("backup", True))
            journal = journal_of(vault)
            for _ in range(chance.randint(1, 12)):
                journal.append(f"case{count % 3}", [answer(f"felt{count % 5}", str(count))], "fs")
                recorder.ack(("saved", str(count)))
                count += 1
        vault.close()
    return recorder


def cut_once(recorder: Recorder, place: Path, seed: int) -> None:
    """Cut the recorded course at some moment, and look at what is found."""
    chance = random.Random(seed)
    moment = chance.randint(0, len(recorder.events))
    acknowledged = [what for at, what in recorder.acknowledged if at <= moment]
    shutil.rmtree(place, ignore_errors=True)
    Disk(recorder, moment).lose_power(place, chance)
    told = f"seed {seed}, cut at call {moment} of {len(recorder.events)}"
    allowed = [value for what, value in acknowledged if what == "opens"][-1:]
    if not allowed:
        return
    try:
        keys = read_keys(place / "vault")
        opening = [one for one in (PASSPHRASE, OTHER) if open_with_passphrase(keys.passphrase, one, keys.place)]
        assert len(opening) == 1 and opening[0] in allowed[0], f"{told}: opens with {len(opening)} passphrases"
        with Vault.open(place / "vault", opening[0], migrations=(*STEPS, LATER)) as vault:
            journal = journal_of(vault)
            found = {change.value for case in journal.cases() for change in journal.changes(case)}
            lost = {value for what, value in acknowledged if what == "saved"} - found
            assert not lost, f"{told}: {len(lost)} acknowledged saves lost"
            assert check(vault, PROJECTORS) == (), f"{told}: {check(vault, PROJECTORS)}"
            journal.append("after", [answer("felt", "goes on")], "fs")
        if ("backup", True) in acknowledged:
            verify(place / "copy.rygsaek")
    except RygsaekError as problem:
        raise AssertionError(f"{told}: {problem.code}") from problem
