"""Everything is lost but the office's key: from an empty computer to the cases, by the keyboard, against a real store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from forms.pdf.office_sheets import kit_sheets
from rygsaek.casework import cases
from sync import tables
from sync.office.kit import Kit
from tests.support.central import Central
from tests.support.clipping import clipped
from tests.support.desks import ANNA, PASSPHRASE
from tests.support.staff import Staff, Staffroom
from tests.ui.stage import arrive, no_printers, shell_on
from tests.ui.test_keyboard import Keyboard, opened
from ui import places, wiring
from ui.doorstep.kit_back import KitBackPage
from ui.open_vault import RETURNING, OpenVault
from ui.shell import Shell

ENTER = Qt.Key.Key_Return


@pytest.fixture
def lost(central: Central, hire: Staffroom) -> tuple[Staff, Kit, str]:
    """Lise's laptop with a case that was sent, and one more that was not."""
    lise = hire("Lise Holm")
    kit = lise.found(central.url)
    case = cases.create_case(lise.desk, ANNA)
    lise.sync()
    cases.create_case(lise.desk, {"navn": "Aage Bro"})
    return lise, kit, case


@pytest.fixture
def keys(qapp: QApplication, tmp_path: Path) -> Iterator[Keyboard]:
    with shell_on(qapp, tmp_path / "ny") as shell:
        shell.start()
        keyboard = opened(qapp, shell)
        arrive(qapp, shell)
        yield keyboard
        if shell.opened is not None:
            shell.opened.desk.vault.close()


def page_of(shell: Shell) -> KitBackPage:
    assert isinstance(shell.window.page, KitBackPage)
    return shell.window.page


def fill_in(keys: Keyboard, field: str, text: str) -> None:
    keys.tab_to(field)
    keys.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    keys.type(text)


def test_from_the_printed_key_to_the_cases(
    lost: tuple[Staff, Kit, str], keys: Keyboard, central: Central, tmp_path: Path
) -> None:
    lise, kit, case = lost
    code = kit.code(central.url)
    paper = tmp_path / "kontornøgle.pdf"
    paper.write_bytes(kit_sheets(code.groups, str(code), central.url, date(2026, 5, 4)))
    keys.tab_to("Brug kontornøglen")
    keys.press(ENTER)
    page = page_of(keys.shell)
    page.kit._ask_picture = lambda _: paper
    keys.press(ENTER)
    assert page.kit.read.text() == "Kontornøglen er læst fra »kontornøgle.pdf«."
    assert "#" not in page.kit.code.text(), "the key is not put on the screen"
    keys.type("Lise Holm")
    fill_in(keys, "Hvad skal kollegerne", "Ny bærbar")
    keys.press(ENTER)
    keys.press(ENTER)
    keys.type(page._presenter.words.words)
    keys.press(ENTER)
    said = page.came.said.text()
    assert "1 computer er lukket ude: Lise Holm, Bærbar." in said and "1 sag er åbnet med kontornøglen." in said
    assert "ikke nåede at sende, er ikke med" in said, "what was only on the lost laptop is not promised"
    assert clipped(keys.shell.window) == []
    keys.press(ENTER)
    assert keys.at(places.Sheet), "the sheet of the new vault is owed"
    assert keys.shell.opened is not None
    assert list(keys.shell.opened.desk.journal.cases()) == [case]
    assert not lise.line.caught_up().is_active
    assert keys.shell.syncing is not None


def test_without_the_store_nothing_is_lost_and_the_address_can_be_mended(
    lost: tuple[Staff, Kit, str], keys: Keyboard, central: Central, tmp_path: Path
) -> None:
    _, kit, case = lost
    keys.tab_to("Brug kontornøglen")
    keys.press(ENTER)
    page = page_of(keys.shell)
    fill_in(keys, "Eller skriv de fjorten", " ".join(kit.code("").groups).lower())
    keys.press(ENTER)
    assert page.kit.server.problem.text().startswith("Her mangler serverens adresse.")
    keys.type("http://127.0.0.1:9")
    keys.press(ENTER)
    assert page.kit.name.problem.text().startswith("Dit navn mangler.")
    keys.type("Lise Holm")
    keys.press(ENTER)
    keys.press(ENTER)
    keys.type(page._presenter.words.words)
    keys.press(ENTER)
    assert page.asking.problem.text().startswith("Serveren svarer ikke.")
    assert keys.shell.opened is not None, "a vault stands, and there is something to lock"
    with keys.shell.opened.desk.vault.read() as reader:
        assert tables.fact(reader, tables.RETURNING) is not None, "after a kill now, the first page says what is missing"
    keys.tab_to("Ret kontornøglen")
    keys.press(ENTER)
    assert page.kit.name.isHidden() and page.kit.go_back.isHidden()
    fill_in(keys, "Serverens adresse", central.url)
    keys.press(ENTER)
    assert "1 sag er åbnet" in page.came.said.text()
    assert list(keys.shell.opened.desk.journal.cases()) == [case]


def test_another_offices_key_is_said_to_be_that(keys: Keyboard, central: Central) -> None:
    keys.tab_to("Brug kontornøglen")
    keys.press(ENTER)
    page = page_of(keys.shell)
    fill_in(keys, "Eller skriv de fjorten", str(Kit.generate().code(central.url)))
    fill_in(keys, "Dit navn", "Lise Holm")
    keys.press(ENTER)
    keys.press(ENTER)
    keys.type(page._presenter.words.words)
    keys.press(ENTER)
    assert page.asking.problem.text().startswith("Serveren kender ikke den kontornøgle.")
    keys.tab_to("Gå videre uden")
    keys.press(ENTER)
    assert keys.at(places.Sheet)


def test_after_a_kill_in_the_middle_the_first_page_says_that_it_is_not_done(tmp_path: Path) -> None:
    here = wiring.Places(tmp_path / "profil")
    desk, _ = wiring.create(here, PASSPHRASE, wiring.UNNAMED_WORKER)
    with desk.vault:
        with desk.vault.write() as tx:
            tables.note(tx, tables.RETURNING, b"begun")
        vault = OpenVault(desk, here, no_printers, None)
        vault.look_ahead()
        assert vault.arrival(only_next=False) == (places.Home(), RETURNING)
        assert vault.arrival(only_next=True) == (places.Home(only_next=True), ""), "a citizen may look at it"
