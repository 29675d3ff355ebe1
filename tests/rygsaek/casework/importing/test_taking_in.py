"""The chosen citizens come in all at once or not at all, each with an entry in its history and its access log."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest

from rygsaek.casework import accesslog, cases, views
from rygsaek.casework.desk import Desk
from rygsaek.casework.importing import imports
from rygsaek.casework.importing.imports import Listed
from rygsaek.casework.importing.rows import Citizen
from rygsaek.casework.importing.taking_in import take_in
from rygsaek.errors import DiskError
from rygsaek.history import checking
from tests.support.children import Child, Tell, die
from tests.support.desks import new_desk, reopened
from tests.support.disk import Event, recording
from tests.support.sqlite_files import FULL, OK

THREE = tuple(
    Citizen(number, {"navn": name, "foedselsdato": f"199{number}-02-01"}, ())
    for number, name in enumerate(("Bent Holm", "Ida Lund", "Carl Dam"), start=2)
)


def names(desk: Desk) -> list[str]:
    return sorted(row.name for row in views.case_list(desk))


def is_sound(desk: Desk) -> bool:
    return checking.check(desk.vault, desk.journal.projectors) == ()


def test_each_has_its_facts_a_history_and_an_access_entry_and_is_known_by_its_import(desk: Desk, anna: str) -> None:
    made = take_in(desk, THREE)
    other = take_in(desk, THREE[:1])
    assert names(desk) == ["Anna Nørgaard", "Bent Holm", "Bent Holm", "Carl Dam", "Ida Lund"]
    ida = made.cases[1]
    assert [line.what for line in views.history(desk, ida) if not line.field_label] == [
        "oprettede sagen",
        "begyndte på papiret",
        "hentede sagen ind fra en liste",
    ]
    assert accesslog.entries(desk, ida)[0].what == "import"
    assert accesslog.extract(desk, ida)[0].what == "Sagen blev hentet ind fra en liste"
    assert cases.undo(desk, ida) is None, "an import is undone as one"
    with desk.vault.read() as reader:
        assert [(one.id, one.cases) for one in imports.listed(reader)] == [(other.id, 1), (made.id, 3)]
        assert set(imports.cases_of(reader, made.id)) == set(made.cases)
    assert is_sound(desk)


def test_a_kill_in_the_middle_leaves_nobody_and_the_next_try_brings_all(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    with new_desk(folder):
        pass
    is_last = iter((False, True))

    def work(tell: Tell) -> None:
        with reopened(folder) as desk, patch.object(accesslog, "note", lambda *_, **__: die() if next(is_last) else None):
            take_in(desk, THREE)
            tell("all")

    told, ended = Child(work).wait()
    assert (told, ended < 0) == ([], True)
    with reopened(folder) as desk:
        assert names(desk) == [] and desk.journal.cases() == () and is_sound(desk)
        take_in(desk, THREE)
        assert names(desk) == ["Bent Holm", "Carl Dam", "Ida Lund"] and is_sound(desk)


def test_a_full_disk_leaves_nobody_and_says_so(tmp_path: Path) -> None:
    is_full = False

    def refuse(event: Event) -> int:
        return FULL if is_full and event.what == "write" else OK

    with recording(tmp_path, refuse), new_desk(tmp_path / "vault") as desk:
        is_full = True
        with pytest.raises(DiskError):
            take_in(desk, THREE)
        is_full = False
        assert names(desk) == [] and desk.journal.cases() == ()
        with desk.vault.read() as reader:
            assert imports.listed(reader) == tuple[Listed, ...]()
        take_in(desk, THREE)
        assert names(desk) == ["Bent Holm", "Carl Dam", "Ida Lund"] and is_sound(desk)
