"""Rows that are added, removed and moved by people who do not know of each other."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rygsaek.history.changes import ANSWER_GIVEN, ROW_ADDED, ROW_MOVED, NewChange, row_removed
from rygsaek.history.journal import Journal
from rygsaek.history.places import between, spread
from rygsaek.history.rows import RowState, all_rows, rows
from tests.rygsaek.history.conftest import NewJournal


def add(row: str, place: str = "i", **cells: Any) -> list[NewChange]:
    return [
        NewChange("aftale", f"maal/{row}", ROW_ADDED, True),
        NewChange("aftale", f"maal/{row}/^", ROW_MOVED, place),
        *(NewChange("aftale", f"maal/{row}/{cell}", ANSWER_GIVEN, value) for cell, value in cells.items()),
    ]


def cell(row: str, name: str, value: Any) -> NewChange:
    return NewChange("aftale", f"maal/{row}/{name}", ANSWER_GIVEN, value)


def standing(journal: Journal) -> tuple[RowState, ...]:
    return rows(journal.state("case"), "aftale", "maal")


def ids(journal: Journal) -> list[str]:
    return [row.id for row in standing(journal)]


def meet(one: Journal, other: Journal) -> None:
    one.merge("case", other.entries("case"))
    other.merge("case", one.entries("case"))
    assert one.state("case") == other.state("case")


def test_rows_stand_in_the_order_of_their_places(journal: Journal) -> None:
    journal.append("case", [*add("r1", "m"), *add("r2", "c")], "fs")
    assert ids(journal) == ["r2", "r1"]
    journal.append("case", [NewChange("aftale", "maal/r1/^", ROW_MOVED, "a")], "fs")
    assert ids(journal) == ["r1", "r2"]


def test_a_removed_row_is_gone_and_comes_back_with_its_cells(journal: Journal) -> None:
    journal.append("case", add("r1", handling="ringe"), "fs")
    journal.append("case", [row_removed("aftale", "maal/r1")], "fs")
    assert ids(journal) == []
    journal.append("case", [NewChange("aftale", "maal/r1", ROW_ADDED, True)], "fs")
    assert ids(journal) == ["r1"]
    assert journal.state("case").register("aftale", "maal/r1/handling").value == "ringe"


def test_an_edit_that_the_remover_had_not_seen_keeps_the_row_whole_and_says_so(new_journal: NewJournal) -> None:
    home, office = new_journal(), new_journal()
    home.append("case", add("r1", handling="ringe", hvem="borger"), "fs")
    meet(home, office)
    home.append("case", [row_removed("aftale", "maal/r1")], "Lise")
    office.append("case", [cell("r1", "handling", "ringe til lægen")], "Bo")
    meet(home, office)
    (row,) = standing(home)
    assert [removal.by for removal in row.overruled] == ["Lise"]
    state = home.state("case")
    assert [state.register("aftale", f"maal/r1/{name}").value for name in ("handling", "hvem")] == ["ringe til lægen", "borger"]
    home.append("case", [row_removed("aftale", "maal/r1")], "Lise")
    assert ids(home) == []


def test_a_cell_that_the_remover_had_not_seen_keeps_the_row(new_journal: NewJournal) -> None:
    home, office = new_journal(), new_journal()
    home.append("case", add("r1", handling="ringe"), "fs")
    meet(home, office)
    home.append("case", [row_removed("aftale", "maal/r1")], "Lise")
    office.append("case", [cell("r1", "dato", "2026-05-04")], "Bo")
    meet(home, office)
    assert ids(home) == ["r1"]


def test_a_removal_that_wins_removes_what_it_had_not_seen(new_journal: NewJournal) -> None:
    home, office = new_journal(), new_journal()
    home.append("case", add("r1", part="læge"), "fs")
    meet(home, office)
    home.append("case", [row_removed("aftale", "maal/r1", wins=True)], "Lise")
    office.append("case", [cell("r1", "part", "egen læge")], "Bo")
    meet(home, office)
    assert ids(home) == [] == ids(office)


def test_a_row_that_was_only_moved_meanwhile_stays_removed(new_journal: NewJournal) -> None:
    home, office = new_journal(), new_journal()
    home.append("case", add("r1", handling="ringe"), "fs")
    meet(home, office)
    home.append("case", [row_removed("aftale", "maal/r1")], "Lise")
    office.append("case", [NewChange("aftale", "maal/r1/^", ROW_MOVED, "b")], "Bo")
    meet(home, office)
    assert ids(home) == []


def test_two_who_move_one_row_have_no_conflict_and_the_same_order(new_journal: NewJournal) -> None:
    home, office = new_journal(), new_journal()
    home.append("case", [*add("r1", "c"), *add("r2", "m")], "fs")
    meet(home, office)
    home.append("case", [NewChange("aftale", "maal/r1/^", ROW_MOVED, "x")], "Lise")
    office.append("case", [NewChange("aftale", "maal/r1/^", ROW_MOVED, "b")], "Bo")
    meet(home, office)
    assert home.state("case").conflicts() == ()
    assert ids(home) == ids(office) == ["r2", "r1"]


def test_rows_added_at_one_place_stand_in_one_order_everywhere(new_journal: NewJournal) -> None:
    home, office = new_journal(), new_journal()
    home.append("case", add("r2", "i"), "Lise")
    office.append("case", add("r1", "i"), "Bo")
    meet(home, office)
    assert ids(home) == ids(office) == ["r1", "r2"]


def test_an_added_row_that_is_taken_back_is_gone(journal: Journal) -> None:
    journal.append("case", add("r1", handling="ringe"), "fs")
    journal.undo("case", "fs")
    assert ids(journal) == []
    assert [row.is_standing for row in all_rows(journal.state("case"), "aftale", "maal")] == [False]


def test_an_edit_keeps_a_row_whose_adding_is_taken_back_elsewhere(new_journal: NewJournal) -> None:
    home, office = new_journal(), new_journal()
    home.append("case", add("r1", handling="ringe"), "Lise")
    meet(home, office)
    home.undo("case", "Lise")
    office.append("case", [cell("r1", "handling", "ringe til lægen")], "Bo")
    meet(home, office)
    assert ids(home) == ids(office) == ["r1"]


@given(st.lists(st.integers(0, 30), min_size=1, max_size=60))
def test_there_is_always_a_place_between_two(moves: list[int]) -> None:
    places = [between()]
    for move in moves:
        at = move % (len(places) + 1)
        before = places[at - 1] if at else ""
        after = places[at] if at < len(places) else ""
        places.insert(at, between(before, after))
    assert places == sorted(set(places))
    assert all(place and place[-1] != "0" for place in places)


@given(st.integers(0, 200))
def test_many_places_at_once_are_in_order_with_room_between(count: int) -> None:
    places = spread(count)
    assert len(places) == count and list(places) == sorted(set(places))
    for one, other in zip(("", *places), (*places, ""), strict=True):
        assert one < between(one, other) and (not other or between(one, other) < other)
