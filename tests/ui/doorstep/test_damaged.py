"""A vault whose latest changes are damaged: what a person can do is on the unlock page, within reach of the keyboard."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from rygsaek.casework import cases
from rygsaek.vault.backup import backup
from tests.support import wired
from tests.support.clipping import clipped
from tests.support.desks import PASSPHRASE
from tests.ui.conftest import Made
from tests.ui.stage import arrive, go, shell_on
from tests.ui.test_keyboard import Keyboard, opened
from ui import file_dialogs, places, wiring
from ui.doorstep.recover import RestorePage
from ui.doorstep.unlock import WITHOUT, UnlockPage
from ui.places import Restore, Unlock
from ui.shell import Shell

ENTER = Qt.Key.Key_Return


@pytest.fixture
def copy_file(tmp_path: Path) -> Path:
    return tmp_path / "kopi.rygsaek"


@pytest.fixture
def damaged(made: Made, profile_dir: Path, copy_file: Path, tmp_path: Path) -> Path:
    """A profile as a kill leaves it, with the last of its log torn off; and a backup made before that."""
    with wired.reopened_by_ring(profile_dir, made.ring) as desk:
        backup(desk.vault, copy_file, now=0)
        cases.create_case(desk, {"navn": "Aage Bro"})
        shutil.copytree(profile_dir, tmp_path / "crashed", ignore=shutil.ignore_patterns("*-shm"))
    log = tmp_path / "crashed" / "vault" / "vault.db-wal"
    log.write_bytes(log.read_bytes()[:-4096])
    return tmp_path / "crashed"


@pytest.fixture
def keys(qapp: QApplication, damaged: Path) -> Iterator[Keyboard]:
    with shell_on(qapp, damaged) as shell:
        shell.start()
        keyboard = opened(qapp, shell)
        arrive(qapp, shell)
        keyboard.type(PASSPHRASE)
        keyboard.press(ENTER)
        yield keyboard
        if shell.opened is not None:
            shell.opened.desk.vault.close()


def test_it_opens_without_what_is_lost_once_a_person_says_so(keys: Keyboard) -> None:
    page = keys.shell.window.page
    assert isinstance(page, UnlockPage)
    assert page.problem.text() == "De seneste ændringer i rygsækken er beskadiget."
    assert "rygsaek vault" not in page.advice.text(), "nobody needs a terminal"
    assert clipped(keys.shell.window) == []
    keys.tab_to("Åbn uden de seneste ændringer")
    keys.press(ENTER)
    assert keys.at(places.Home)
    assert keys.shell.window.notice.title.text() == WITHOUT


def test_a_backup_takes_its_place_and_the_damaged_one_is_kept(
    keys: Keyboard, damaged: Path, copy_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_dialogs, "ask_backup", lambda _parent: copy_file)
    before = (damaged / "vault" / "vault.db").read_bytes()
    keys.tab_to("Hent fra en sikkerhedskopi")
    keys.press(ENTER)
    assert keys.shell.window.page is not None
    assert keys.shell.window.page.place == Restore(instead=True)
    keys.tab_to("Vælg fil")
    keys.press(ENTER)
    keys.type("helt forkerte ord")
    keys.press(ENTER)
    page = keys.shell.window.page
    assert isinstance(page, RestorePage)
    assert "ikke" in page.problem.text()
    assert (damaged / "vault" / "vault.db").read_bytes() == before, "it stands as it stood"
    page.words.line.clear()
    page.words.line.setFocus()
    keys.type(PASSPHRASE)
    keys.press(ENTER)
    assert isinstance(keys.shell.window.page, UnlockPage)
    place = keys.shell.window.page.place
    assert isinstance(place, Unlock)
    assert "»vault.damaged-1«" in place.say
    assert (damaged / "vault.damaged-1" / "vault.db").read_bytes() == before
    desk = wiring.unlock(wiring.Places(damaged), PASSPHRASE)
    with desk.vault:
        assert wiring.check(desk) == ()
        assert len(desk.journal.cases()) == 1


def test_tilbage_from_there_leads_to_the_words_again(keys: Keyboard) -> None:
    keys.tab_to("Hent fra en sikkerhedskopi")
    keys.press(ENTER)
    keys.tab_to("Tilbage")
    keys.press(ENTER)
    assert keys.at(Unlock)


def test_the_settings_say_whether_everything_is_whole(qapp: QApplication, shell: Shell) -> None:
    go(qapp, shell, places.SettingsAt())
    keyboard = opened(qapp, shell)
    keyboard.tab_to("Tjek rygsækken")
    keyboard.press(ENTER)
    page = shell.window.page
    assert page.backup._kept.text() == "Alt er i orden."  # type: ignore[union-attr]
