"""What pages do to an open vault: the recovery sheet, the municipality's folder, backup, new words, files outside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from forms.profile import Person
from rygsaek.casework import cases, settings, views
from rygsaek.errors import InputError, PrinterError, VaultError
from rygsaek.history.checking import check
from rygsaek.vault.secret import RecoverySecret
from rygsaek.vault.slots import FLOOR
from tests.support.desks import LISE, PASSPHRASE
from tests.ui.stage import no_printers
from ui import wiring
from ui.open_vault import OpenVault
from ui.wiring import Places

KOMMUNE = Path("forms/kommune.toml").resolve()
NEW_WORDS = "seks helt andre danske ord her"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[OpenVault, RecoverySecret]]:
    places = Places(tmp_path / "profile")
    desk, secret = wiring.create(places, PASSPHRASE, LISE, kdf=FLOOR)
    with desk.vault:
        yield OpenVault(desk, places, no_printers, None), secret


@pytest.fixture
def vault(opened: tuple[OpenVault, RecoverySecret]) -> OpenVault:
    return opened[0]


def owed(vault: OpenVault) -> bool | None:
    return settings.get(vault.desk.vault, settings.SHEET_OWED, bool)


def test_a_saved_sheet_is_owed_no_more_and_is_listed(vault: OpenVault, tmp_path: Path) -> None:
    assert owed(vault)
    vault.save_to(tmp_path / "nøgleark.pdf", PASSPHRASE)
    assert (tmp_path / "nøgleark.pdf").read_bytes().startswith(b"%PDF")
    assert not owed(vault)
    saved = vault.exits.saved_files()
    assert [Path(one.path).name for one in saved] == ["nøgleark.pdf"]
    vault.exits.remove_saved(saved[0].id)
    assert not (tmp_path / "nøgleark.pdf").exists()


def test_a_sheet_that_no_printer_takes_stays_owed_and_never_comes_out_later(vault: OpenVault) -> None:
    with pytest.raises(PrinterError):
        vault.print_to("ipp://localhost:9/ipp/print", PASSPHRASE)
    assert owed(vault)
    assert [one.stands for one in vault.queue.jobs()] == ["cancelled"]


def test_a_new_sheet_opens_and_the_one_before_does_not(opened: tuple[OpenVault, RecoverySecret], tmp_path: Path) -> None:
    vault, before = opened
    vault.save_to(tmp_path / "ark.pdf", PASSPHRASE)
    assert vault._secret is not None
    after, folder = vault._secret, vault.places
    vault.desk.vault.close()
    with pytest.raises(VaultError):
        wiring.recover(folder, before, NEW_WORDS)
    desk = wiring.recover(folder, after, NEW_WORDS)
    desk.vault.close()


def test_a_new_sheet_needs_the_right_words(vault: OpenVault, tmp_path: Path) -> None:
    with pytest.raises(VaultError):
        vault.save_to(tmp_path / "ark.pdf", "helt forkerte ord her i dag")
    assert not (tmp_path / "ark.pdf").exists()
    assert owed(vault)


def test_the_sheet_of_a_vault_made_just_now_asks_for_nothing(opened: tuple[OpenVault, RecoverySecret], tmp_path: Path) -> None:
    vault, secret = opened
    fresh = OpenVault(vault.desk, vault.places, no_printers, secret)
    assert fresh.has_secret
    fresh.save_to(tmp_path / "ark.pdf", "")
    assert not owed(vault)


def test_the_municipalitys_folder_is_taken_over_whole(vault: OpenVault, tmp_path: Path) -> None:
    folder = tmp_path / "fra kommunen"
    folder.mkdir()
    (folder / "kommune.toml").write_bytes(KOMMUNE.read_bytes())
    (folder / "virus.exe").write_bytes(b"MZ")
    assert vault.set_kommune(folder) == "Nordby Kommune er taget i brug."
    assert vault.desk.profile.kommune == "Nordby Kommune"
    assert [one.name for one in vault.places.municipality.iterdir()] == ["kommune.toml"]
    assert vault.view().kommune == "Nordby Kommune"


def test_what_is_written_meanwhile_is_seen_after_other_forms_were_taken_over(vault: OpenVault, tmp_path: Path) -> None:
    (tmp_path / "kommune.toml").write_bytes(KOMMUNE.read_bytes())
    before = vault.desk
    case, _ = vault.new_case("Ture Møller")
    vault.set_kommune(tmp_path)
    assert views.case_view(vault.desk, case).citizen_name == "Ture Møller"
    for desk, name in ((before, "Ture M."), (vault.desk, "T. Møller")):  # sending and getting may be in the middle of it
        cases.fill(desk, case, views.case_view(desk, case).facts_document, {"navn": name})
        assert views.case_view(vault.desk, case).citizen_name == name
    assert check(vault.desk.vault, vault.desk.journal.projectors) == ()


def test_a_folder_with_faults_is_refused_and_what_stood_stays(vault: OpenVault, tmp_path: Path) -> None:
    good, bad, empty = (tmp_path / name for name in ("god", "dårlig", "tom"))
    for one in (good, bad, empty):
        one.mkdir()
    (good / "kommune.toml").write_bytes(KOMMUNE.read_bytes())
    (bad / "kommune.toml").write_text("kommune = 12\n", encoding="utf-8")
    vault.set_kommune(good)
    for refused in (bad, empty):
        with pytest.raises(InputError):
            vault.set_kommune(refused)
        assert vault.desk.profile.kommune == "Nordby Kommune"
        assert vault.places.municipality.is_dir()
    assert not vault.places.municipality.with_name("kommune.new").exists()


def test_who_works_here_signs_from_now_on(vault: OpenVault) -> None:
    vault.set_worker(Person("Bo Krag", "11 22 33 44"))
    case, document = vault.new_case("Anna")
    assert views.history(vault.desk, case)[0].who == "Bo Krag"
    assert vault.exits.desk is vault.desk
    assert views.document_view(vault.desk, case, document).answers["navn"] == "Anna"


def test_new_words_open_and_the_old_ones_do_not(vault: OpenVault) -> None:
    vault.change_passphrase(PASSPHRASE, NEW_WORDS)
    vault.desk.vault.close()
    with pytest.raises(VaultError):
        wiring.unlock(vault.places, PASSPHRASE)


def test_a_backup_is_a_whole_vault_and_says_when(vault: OpenVault, tmp_path: Path) -> None:
    case, _ = vault.new_case("Anna Nordvang")
    vault.backup(tmp_path / "kopi.rygsaek")
    assert vault.view().last_backup.startswith("Den nyeste kopi er fra i dag kl. ")
    assert b"Nordvang" not in (tmp_path / "kopi.rygsaek").read_bytes()
    elsewhere = Places(tmp_path / "ny computer")
    wiring.restore(elsewhere, tmp_path / "kopi.rygsaek", PASSPHRASE)
    desk = wiring.unlock(elsewhere, PASSPHRASE)
    with desk.vault:
        assert views.case_view(desk, case).citizen_name == "Anna Nordvang"


def test_what_is_read_ahead_leads_back(vault: OpenVault) -> None:
    from rygsaek.casework import drafts
    from ui.places import CaseAt, Home, encode_place

    vault.look_ahead()
    assert vault.arrival(only_next=False) == (Home(), "")
    case = cases.create_case(vault.desk, {"navn": "Anna"})
    drafts.set_last_place(vault.desk, encode_place(CaseAt(case)))
    vault.set_idle_min(2)
    vault.look_ahead()
    assert vault.arrival(only_next=False)[0] == CaseAt(case)
    assert vault.ahead.idle_min == 2


def test_without_a_printer_the_settings_still_show(vault: OpenVault) -> None:
    vault.set_printer("Canon TR150")
    view = vault.view()
    assert (view.printers, view.printer) == ((), "Canon TR150")
    assert not view.has_pin
    vault.set_pin("142857")
    assert vault.view().has_pin
