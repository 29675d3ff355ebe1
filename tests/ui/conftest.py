"""What tests of windows share: a vault with a whole case, made once and copied, and the window on it."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtWidgets import QApplication

from rygsaek.casework import cases
from rygsaek.casework.desk import Desk
from tests.support import wired
from tests.ui.stage import shell_on
from ui import theme
from ui.shell import Shell


class Made(NamedTuple):
    """A profile folder with a whole case in its vault."""

    folder: Path
    case: str
    documents: dict[str, str]
    ring: bytes


@pytest.fixture(scope="module", autouse=True)
def what_stands_is_not_looked_at_again() -> None:
    """Modules, and the tests of the whole run, outlive every test: to go over them after each took a quarter of a second."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def collecting_on_this_thread() -> Iterator[None]:
    """As in the program (ui/collecting.py): rings of widgets are never taken down by the thread of a reader or writer."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Made once; tests work on copies."""
    folder = tmp_path_factory.mktemp("made") / "profile"
    with wired.new_desk(folder) as desk:
        case, documents = wired.whole_case(desk)
        cases.fill_form(desk, case, "kontaktforsoeg", {"kanal": "telefon", "dato": "2026-04-29", "resultat": "ingen_svar"})
        ring = wired.ring_of(desk)
    return Made(folder, case, documents, ring)


@pytest.fixture
def profile_dir(made: Made, tmp_path: Path) -> Path:
    """A copy of the profile folder."""
    return Path(shutil.copytree(made.folder, tmp_path / "profile"))


@pytest.fixture
def desk(made: Made, profile_dir: Path) -> Iterator[Desk]:
    """The desk on the copy."""
    with wired.reopened_by_ring(profile_dir, made.ring) as found:
        yield found


@pytest.fixture
def shell(qapp: QApplication, profile_dir: Path, desk: Desk) -> Iterator[Shell]:
    """The window with the vault open, at no page yet."""
    theme.apply(qapp)
    with shell_on(qapp, profile_dir, desk) as found:
        found.window.resize(1280, 800)
        found.window.show()
        yield found
