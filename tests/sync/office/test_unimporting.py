"""An import is taken out as one; what somebody has written in, or got something of, stays and is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rygsaek.casework import accesslog, cases, drafts, views
from rygsaek.casework.desk import Desk
from rygsaek.casework.importing.rows import Citizen
from rygsaek.casework.importing.taking_in import Import, take_in
from rygsaek.errors import InputError
from rygsaek.history.checking import check
from rygsaek.paper.papers import Wish
from sync.office.unimporting import Kept, TakenOut, take_out, undoable
from tests.support.desks import ANNA, as_role
from tests.support.synced import SyncedOffice
from tests.support.wired import exits_of, new_desk

NAMES = ("Bent Holm", "Carl Dam", "Ida Lund")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with new_desk(tmp_path / "lise") as found:
        yield found


def brought_in(desk: Desk) -> Import:
    return take_in(desk, [Citizen(n, {"navn": name}, ()) for n, name in enumerate(NAMES, start=2)])


def facts(desk: Desk, case: str) -> str:
    return views.case_view(desk, case).facts_document


def test_what_is_as_it_came_goes_with_everything_of_it(desk: Desk) -> None:
    anna = cases.create_case(desk, ANNA)
    other = take_in(desk, [Citizen(2, {"navn": "Eva"}, ())])
    made = brought_in(desk)
    views.case_view(desk, made.cases[0])
    assert take_out(desk, made.id) == TakenOut(3, ())
    assert set(desk.journal.cases()) == {anna, *other.cases}
    assert check(desk.vault, desk.journal.projectors) == ()
    (told,) = [one for one in accesslog.entries(desk, accesslog.NO_CASE) if one.what == "unimport"]
    assert (told.user, told.detail) == (desk.by, f"{made.id}: 3 væk, 0 blev")
    with pytest.raises(InputError) as raised:
        take_out(desk, made.id)
    assert raised.value.code == "import.unknown"


TOUCHES: dict[str, Callable[[Desk, str, Path], object]] = {
    "written": lambda desk, case, folder: cases.fill(desk, case, facts(desk, case), {"mobil": "12345678"}),
    "typed": lambda desk, case, folder: drafts.put(desk, case, facts(desk, case), "mobil", "12", 2),
    "begun": lambda desk, case, folder: cases.begin_document(desk, case, "samarbejdsaftale"),
    "saved": lambda desk, case, folder: exits_of(desk).save_document(
        case, Wish(document=facts(desk, case), copy="internal"), folder / "ud.pdf"
    ),
    "exported": lambda desk, case, folder: exits_of(desk).export_case(case, folder / "ud"),
}


@pytest.mark.parametrize("touch", TOUCHES)
def test_a_case_that_was_touched_stays_and_is_named(desk: Desk, tmp_path: Path, touch: str) -> None:
    made = brought_in(desk)
    carl = made.cases[1]
    TOUCHES[touch](desk, carl, tmp_path)
    assert [(one.id, one.cases) for one in undoable(desk)] == [(made.id, 2)]
    why = "handed_on" if touch in ("saved", "exported") else "written"
    assert take_out(desk, made.id) == TakenOut(2, (Kept(carl, "Carl Dam", why),))
    assert desk.journal.cases() == (carl,) and undoable(desk) == ()
    assert "Fortrudt import" in [one.detail for one in accesslog.entries(desk, carl)]
    assert check(desk.vault, desk.journal.projectors) == ()


def test_what_a_store_may_have_stays_and_is_deleted_by_two(office: SyncedOffice) -> None:
    lise = office.laptop()
    made = brought_in(lise.desk)
    later = take_in(lise.desk, [Citizen(2, {"navn": "Eva"}, ())])
    assert take_out(lise.desk, later.id).gone == 1
    lise.sync()
    found = take_out(lise.desk, made.id)
    assert (found.gone, {one.why for one in found.kept}) == (0, {"handed_on"})
    assert set(lise.desk.journal.cases()) == set(made.cases)


def test_a_role_that_makes_no_cases_takes_none_out(desk: Desk) -> None:
    made = brought_in(desk)
    with pytest.raises(InputError) as raised:
        take_out(as_role(desk, "administrator"), made.id)
    assert raised.value.code == "role.not_yours" and len(desk.journal.cases()) == 3
