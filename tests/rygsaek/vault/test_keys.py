"""Who may open a vault: slots, copies, changes of passphrase, sheet and key."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Protocol
from unittest.mock import patch

import msgspec
import pytest

from rygsaek.errors import DiskError, VaultError
from rygsaek.vault import keys as key_files
from rygsaek.vault import sealing
from rygsaek.vault.files import full
from rygsaek.vault.keys import COPIES, DATABASE, KeyFile, decode, encode, read_keys, write_keys
from rygsaek.vault.migrations import Migration
from rygsaek.vault.rekeying import change_passphrase, new_sheet, rekey
from rygsaek.vault.sealing import open_with_passphrase, open_with_sheet
from rygsaek.vault.secret import RecoverySecret
from rygsaek.vault.slots import CAP, FLOOR, KdfParameters, Place, RecoverySlot
from rygsaek.vault.vault import Vault
from tests.support.disk import Event, recording
from tests.support.sqlite_files import FULL, OK
from tests.support.vaults import OTHER, PASSPHRASE, STEPS, answer, journal_of, open_by_ring

THINGS = (*STEPS, Migration("test-things-1", ("CREATE TABLE thing (name TEXT PRIMARY KEY) STRICT",)))


class Made(Protocol):
    """What the fixture gives: an open vault and its recovery sheet."""

    vault: Vault
    sheet: RecoverySecret
    ring: bytes


def refused(folder: Path, passphrase: str) -> str:
    with pytest.raises(VaultError) as problem:
        Vault.open(folder, passphrase, migrations=THINGS)
    return problem.value.code


def name_in(vault: Vault) -> object:
    return journal_of(vault).state("case").register("aftale", "navn").value


def test_the_sheet_opens_the_vault_and_sets_a_new_passphrase(made: Made) -> None:
    made.vault.close()
    typed = RecoverySecret.read(str(made.sheet).lower().replace(" ", "-"))
    with Vault.open_with_recovery(made.vault.folder, typed, OTHER, migrations=THINGS, kdf=FLOOR) as vault:
        assert name_in(vault) == "Bo"
    assert refused(made.vault.folder, PASSPHRASE) == "vault.wrong_passphrase"
    Vault.open(made.vault.folder, OTHER, migrations=THINGS).close()


def test_another_vaults_sheet_opens_nothing(made: Made) -> None:
    made.vault.close()
    with pytest.raises(VaultError) as problem:
        Vault.open_with_recovery(made.vault.folder, RecoverySecret.generate(), OTHER, migrations=THINGS, kdf=FLOOR)
    assert problem.value.code == "vault.wrong_sheet"
    Vault.open(made.vault.folder, PASSPHRASE, migrations=THINGS).close()


def test_a_changed_passphrase_is_the_only_one(made: Made) -> None:
    with made.vault:
        change_passphrase(made.vault, PASSPHRASE, OTHER, kdf=FLOOR)
    assert refused(made.vault.folder, PASSPHRASE) == "vault.wrong_passphrase"
    Vault.open(made.vault.folder, OTHER, migrations=THINGS).close()


def test_a_passphrase_is_changed_by_whoever_knows_it_only(made: Made) -> None:
    with made.vault, pytest.raises(VaultError) as problem:
        change_passphrase(made.vault, OTHER, "noget helt andet, som er langt", kdf=FLOOR)
    assert problem.value.code == "vault.wrong_passphrase"


def test_a_new_sheet_is_the_only_one(made: Made) -> None:
    with made.vault:
        sheet = new_sheet(made.vault, PASSPHRASE)
    keys = read_keys(made.vault.folder)
    assert open_with_sheet(keys.recovery, made.sheet.data, keys.place) is None
    assert open_with_sheet(keys.recovery, sheet.data, keys.place) is not None


def test_a_new_database_key_leaves_the_old_one_worthless_and_the_sheet_as_it_was(made: Made) -> None:
    old = made.vault.connections.key
    with made.vault:
        rekey(made.vault, PASSPHRASE)
        assert made.vault.connections.key.key != old.key and made.vault.connections.key.salt != old.salt
        journal_of(made.vault).append("case", [answer("navn", "Bo Krag")], "fs")
    keys = read_keys(made.vault.folder)
    for ring in (
        open_with_passphrase(keys.passphrase, PASSPHRASE, keys.place),
        open_with_sheet(keys.recovery, made.sheet.data, keys.place),
    ):
        assert ring is not None and old.key not in ring
    with Vault.open(made.vault.folder, PASSPHRASE, migrations=THINGS) as vault:
        assert name_in(vault) == "Bo Krag"
        assert vault.incarnation == made.vault.incarnation


def test_a_new_key_is_sealed_to_the_vaults_own_sheet_and_not_to_one_put_beside_it(made: Made) -> None:
    folder, planted = made.vault.folder, RecoverySecret.generate()
    keys = read_keys(folder)
    slot = RecoverySlot(sealing.sheet_public(planted.data), keys.recovery.sealed)
    write_keys(folder, msgspec.structs.replace(keys, recovery=slot))
    with made.vault:
        rekey(made.vault, PASSPHRASE)
    after = read_keys(folder)
    assert open_with_sheet(after.recovery, planted.data, after.place) is None
    assert open_with_sheet(after.recovery, made.sheet.data, after.place) is not None


def test_a_log_that_cannot_be_folded_in_stops_the_change_of_key_before_the_swap(pattern: Made, tmp_path: Path) -> None:
    shutil.copytree(pattern.vault.folder, tmp_path / "vault")
    is_full = False

    def refuse(event: Event) -> int:
        return FULL if is_full and event.path.name == "vault.db" and event.what == "write" else OK

    with recording(tmp_path, refuse), open_by_ring(tmp_path / "vault", pattern.ring, THINGS) as vault:
        journal_of(vault).append("case", [answer("navn", "only in the log")], "fs")
        old, is_full = vault.connections.key, True
        with pytest.raises(DiskError):
            rekey(vault, PASSPHRASE)
        is_full = False
        assert vault.connections.key == old and name_in(vault) == "only in the log"
        assert not (tmp_path / "vault" / "vault.db.rekeyed").exists()
        rekey(vault, PASSPHRASE)
        assert vault.connections.key != old and name_in(vault) == "only in the log"
    with Vault.open(tmp_path / "vault", PASSPHRASE, migrations=THINGS) as again:
        assert name_in(again) == "only in the log"


@pytest.mark.parametrize("name", COPIES)
def test_one_copy_of_the_key_file_is_enough_and_the_other_is_made_again(made: Made, name: str) -> None:
    made.vault.close()
    whole = (made.vault.folder / name).read_bytes()
    (made.vault.folder / name).write_bytes(whole[:-40] + b"x" + whole[-39:])
    Vault.open(made.vault.folder, PASSPHRASE, migrations=THINGS).close()
    assert (made.vault.folder / name).read_bytes() == whole


def test_a_full_disk_keeps_nobody_from_opening_a_vault_whose_copies_differ(made: Made) -> None:
    made.vault.close()
    (made.vault.folder / COPIES[1]).unlink()
    with patch.object(key_files, "replace_file", side_effect=full()):
        Vault.open(made.vault.folder, PASSPHRASE, migrations=THINGS).close()
    Vault.open(made.vault.folder, PASSPHRASE, migrations=THINGS).close()
    assert (made.vault.folder / COPIES[1]).exists()


def test_a_vault_without_any_whole_copy_says_what_to_do(made: Made) -> None:
    made.vault.close()
    for name in COPIES:
        (made.vault.folder / name).write_bytes(b"nothing")
    assert refused(made.vault.folder, PASSPHRASE) == "vault.keys_damaged"


def test_a_database_that_lost_its_keys_is_damaged_and_not_a_place_for_a_new_vault(made: Made) -> None:
    made.vault.close()
    for name in COPIES:
        (made.vault.folder / name).unlink()
    assert refused(made.vault.folder, PASSPHRASE) == "vault.keys_damaged"


def test_keys_and_a_database_of_two_times_are_told_as_that_and_open_again_together(made: Made, tmp_path: Path) -> None:
    folder = made.vault.folder
    earlier = {name: (folder / name).read_bytes() for name in COPIES}
    rekey(made.vault, PASSPHRASE)
    made.vault.close()
    later = {name: (folder / name).read_bytes() for name in COPIES}
    for names, code in ((earlier, "vault.keys_apart"), (later, "")):
        for name, data in names.items():
            (folder / name).write_bytes(data)
        if code:
            assert refused(folder, PASSPHRASE) == code
    Vault.open(folder, PASSPHRASE, migrations=THINGS).close()
    with (folder / DATABASE).open("r+b") as file:
        file.seek(100)
        file.write(bytes(200))
    assert refused(folder, PASSPHRASE) == "vault.damaged", "its own keys lie beside it"


def test_a_database_that_is_gone_or_empty_is_told_and_never_made_anew(made: Made) -> None:
    made.vault.close()
    database = made.vault.folder / DATABASE
    database.write_bytes(b"")
    assert refused(made.vault.folder, PASSPHRASE) == "vault.damaged"
    assert database.stat().st_size == 0
    database.unlink()
    assert refused(made.vault.folder, PASSPHRASE) == "vault.damaged"
    assert not database.exists()


def test_the_later_of_two_copies_counts(made: Made) -> None:
    with made.vault:
        old = (made.vault.folder / COPIES[0]).read_bytes()
        change_passphrase(made.vault, PASSPHRASE, OTHER, kdf=FLOOR)
    (made.vault.folder / COPIES[0]).write_bytes(old)
    assert refused(made.vault.folder, PASSPHRASE) == "vault.wrong_passphrase"
    Vault.open(made.vault.folder, OTHER, migrations=THINGS).close()


def changed(keys: KeyFile, what: str) -> KeyFile:
    """The same key file with one thing about it said otherwise, its sum right."""
    place, slot = keys.place, keys.passphrase
    others: dict[str, KeyFile] = {
        "vault": msgspec.structs.replace(keys, place=Place(place.version, "another", place.device)),
        "device": msgspec.structs.replace(keys, place=Place(place.version, place.vault, "another")),
        "version": msgspec.structs.replace(keys, place=Place(0, place.vault, place.device)),
        "salt": msgspec.structs.replace(keys, passphrase=msgspec.structs.replace(slot, salt=bytes(16))),
        "nonce": msgspec.structs.replace(keys, passphrase=msgspec.structs.replace(slot, nonce=bytes(12))),
        "passes": msgspec.structs.replace(keys, passphrase=msgspec.structs.replace(slot, kdf=KdfParameters(64 * 1024, 4, 1))),
    }
    return others[what]


@pytest.mark.parametrize("what", ["vault", "device", "version", "salt", "nonce", "passes"])
def test_a_slot_that_is_said_to_be_another_does_not_open(made: Made, what: str) -> None:
    made.vault.close()
    write_keys(made.vault.folder, changed(read_keys(made.vault.folder), what))
    assert refused(made.vault.folder, PASSPHRASE) == "vault.wrong_passphrase"
    keys = read_keys(made.vault.folder)
    if what in ("vault", "device", "version"):
        assert open_with_sheet(keys.recovery, made.sheet.data, keys.place) is None


@pytest.mark.parametrize(
    "kdf",
    [
        KdfParameters(FLOOR.memory_kib - 1, 3, 1),
        KdfParameters(FLOOR.memory_kib, FLOOR.passes - 1, 1),
        KdfParameters(CAP.memory_kib + 1, 3, 1),
        KdfParameters(FLOOR.memory_kib, CAP.passes + 1, 1),
        KdfParameters(FLOOR.memory_kib, 3, 0),
        KdfParameters(FLOOR.memory_kib, 3, CAP.lanes + 1),
    ],
)
def test_a_key_file_that_asks_for_too_little_or_too_much_is_refused(made: Made, kdf: KdfParameters) -> None:
    made.vault.close()
    keys = read_keys(made.vault.folder)
    write_keys(made.vault.folder, msgspec.structs.replace(keys, passphrase=msgspec.structs.replace(keys.passphrase, kdf=kdf)))
    assert refused(made.vault.folder, PASSPHRASE) == "vault.kdf_refused"


def test_a_vault_is_made_with_the_strength_that_is_promised() -> None:
    assert KdfParameters() == KdfParameters(memory_kib=262_144, passes=3, lanes=4)


def test_a_later_key_file_is_refused_with_both_versions(made: Made) -> None:
    made.vault.close()
    keys = read_keys(made.vault.folder)
    later = encode(msgspec.structs.replace(keys, place=Place(9, keys.place.vault, keys.place.device)))
    with pytest.raises(VaultError) as problem:
        decode(later)
    assert problem.value.code == "vault.newer" and "9" in str(problem.value) and "1" in str(problem.value)
