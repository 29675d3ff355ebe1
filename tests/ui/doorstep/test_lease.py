"""A laptop that the office has not heard from: told in good time, shut after, and open again with the office's key."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from forms.pdf.office_sheets import kit_sheets
from rygsaek.casework import cases
from rygsaek.casework.desk import local
from sync import tables
from sync.office import leasing
from sync.office.kit import Kit
from tests.support.accessibles import unnamed
from tests.support.central import Central
from tests.support.clipping import clipped
from tests.support.desks import ANNA, PASSPHRASE
from tests.support.staff import Staffroom
from tests.ui.stage import arrive, shell_on
from tests.ui.test_keyboard import Keyboard, opened
from ui import places
from ui.doorstep.unlock import UnlockPage
from ui.presenters.home_source import DeskHome
from ui.presenters.lease_words import OVER, lease_words

ENTER = Qt.Key.Key_Return
NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)


def ends_in(by: timedelta) -> int:
    return int((NOW + by).timestamp() * 1000)


def test_it_is_said_in_good_time_and_not_before() -> None:
    assert lease_words(None, NOW) == "" and lease_words(ends_in(timedelta(days=6)), NOW) == ""
    assert lease_words(ends_in(timedelta(days=2)), NOW).startswith("Gå på nettet senest onsdag 6. maj kl. 12.")
    assert lease_words(ends_in(timedelta(days=1)), NOW).startswith("Gå på nettet senest i morgen kl. 12.")
    assert lease_words(ends_in(-timedelta(minutes=1)), NOW) == OVER


def test_the_first_page_says_it_while_the_vault_is_open(central: Central, hire: Staffroom) -> None:
    lise = hire("Lise Holm")
    lise.found(central.url)
    lise.sync()
    home = DeskHome(lise.desk, lambda: False, lambda: None)  # type: ignore[arg-type,return-value]
    assert home.today().lease == ""
    with lise.desk.vault.write() as tx:
        for clock in (tables.CONTACT, tables.SERVER_TIME):
            tables.note_number(tx, clock, lise.line.now_ms() - 11 * leasing.DAY_MS)
    assert home.today().lease.startswith("Gå på nettet senest ")


@pytest.fixture
def away(central: Central, hire: Staffroom) -> tuple[Path, Kit, str]:
    """A vault of an office that cannot be reached, fifteen days after it was last met; its key, and a case."""
    lise = hire("Lise Holm")
    kit = lise.found(central.url)
    case = cases.create_case(lise.desk, ANNA)
    lise.sync()
    with lise.desk.vault.write() as tx:
        tables.note(tx, tables.SERVER_URL, b"http://127.0.0.1:9")
        for clock in (tables.CONTACT, tables.SERVER_TIME):
            tables.note_number(tx, clock, lise.line.now_ms() - 15 * leasing.DAY_MS)
    folder = lise.desk.vault.folder
    lise.desk.vault.close()
    return folder.parent, kit, case


def test_without_a_network_the_key_from_the_safe_opens_it(
    qapp: QApplication, away: tuple[Path, Kit, str], central: Central, tmp_path: Path
) -> None:
    profile, kit, case = away
    with shell_on(qapp, profile) as shell:
        shell.start()
        keys: Keyboard = opened(qapp, shell)
        arrive(qapp, shell)
        page = shell.window.page
        assert isinstance(page, UnlockPage) and page.kit.isHidden()
        keys.type(PASSPHRASE)
        keys.press(ENTER)
        since = local(datetime.now(UTC) - timedelta(days=15))
        assert f"{since.day}." in page.problem.text() and "siden" in page.problem.text()
        assert page.advice.text().startswith("Gå på nettet, og lås op igen.")
        assert clipped(shell.window) == [] and unnamed(shell.window) == []
        keys.tab_to("Kontornøglens grupper")
        keys.type(str(Kit.generate().code(central.url)))
        keys.press(ENTER)
        assert page.problem.text() == "Kontornøglen hører til et andet kontor." and not page.kit.isHidden()
        code = kit.code(central.url)
        paper = tmp_path / "kontornøgle.pdf"
        paper.write_bytes(kit_sheets(code.groups, str(code), central.url, date(2026, 5, 4)))
        page.kit._ask_picture = lambda _: tmp_path / "findes ikke.pdf"
        keys.tab_to("Vælg filen eller et billede")
        keys.press(ENTER)
        assert not page.kit.isHidden() and page.advice.text()
        page.kit._ask_picture = lambda _: paper
        keys.tab_to("Vælg filen eller et billede")
        keys.press(ENTER)
        assert keys.at(places.Home)
        assert shell.opened is not None and list(shell.opened.desk.journal.cases()) == [case]
        with shell.opened.desk.vault.read() as reader:
            assert not leasing.has_ended(reader, int(datetime.now(UTC).timestamp() * 1000))
        shell.opened.desk.vault.close()
