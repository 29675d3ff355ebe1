"""Handing out from an open vault, through the one door. Every call reads or writes the vault, off the screen's thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rygsaek.casework import views
from rygsaek.casework.desk import Desk
from rygsaek.paper.export import Plan
from rygsaek.paper.wishes import Copy
from ui.presenters.handing_out import Given, Whom, stay_words

if TYPE_CHECKING:
    from rygsaek.paper.exits import Exits


class DeskCaseOut:
    """A whole case, as a new folder in the one that is chosen."""

    def __init__(self, desk: Desk, exits: Callable[[], Exits], case: str) -> None:
        self._desk, self._exits, self._case = desk, exits, case

    def first_name(self) -> str:
        """The citizen's."""
        return views.case_view(self._desk, self._case).first_name

    def ask(self, copy: Copy, recipient: str, override: str) -> Plan:
        """What would go, and what would stay."""
        return self._exits().ask_export(self._case, copy, recipient, override)

    def give(self, whom: Whom, target: Path) -> Given:
        """Writes the folder. Raises InputError (consent), DiskError."""
        folder = free_folder(target, f"rygsaek-sag-{self._desk.today().isoformat()}")
        done = self._exits().export_case(self._case, folder, whom.copy, whom.recipient, whom.override)
        return Given(done.folder.path, done.titles, stay_words(done.missing))


class DeskFileOut:
    """One file of a case."""

    def __init__(self, desk: Desk, exits: Callable[[], Exits], case: str, attachment: str) -> None:
        self._desk, self._exits, self._case, self._attachment = desk, exits, case, attachment

    def first_name(self) -> str:
        """The citizen's."""
        return views.case_view(self._desk, self._case).first_name

    def ask(self, copy: Copy, recipient: str, override: str) -> Plan:
        """Whether it would go."""
        return self._exits().ask_attachment(self._case, self._attachment, copy, recipient, override)

    def give(self, whom: Whom, target: Path) -> Given:
        """Saves it. Raises InputError (consent), DiskError."""
        done = self._exits().save_attachment(self._case, self._attachment, target, whom.copy, whom.recipient, whom.override)
        return Given(done.path, (done.what,))


def free_folder(parent: Path, name: str) -> Path:
    """A folder of that name that is not there yet, numbered where it is. The name tells nothing of the citizen."""
    count, folder = 1, parent / name
    while folder.exists():
        count += 1
        folder = parent / f"{name}-{count}"
    return folder
