"""A row that one took out while the other wrote in it, or put it back: both are told, and a person's choice settles it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from rygsaek.casework import cases, rows, views
from rygsaek.casework.desk import Desk
from rygsaek.casework.disputed_rows import DisputedRow, disputed_rows
from tests.support.desks import ANNA, BO, SetClock, merge, new_desk

NETWORK, GROUP = "netvaerkskort", "privat_netvaerk"


class Pair(NamedTuple):
    """Lise's desk and Bo's on one case, with a row in one of its papers."""

    lise: Desk
    bo: Desk
    case: str
    document: str
    rows_id: str
    row: str

    @property
    def path(self) -> str:
        return f"{self.rows_id}/{self.row}"

    def meet(self) -> None:
        merge(self.bo, self.case, self.lise)
        merge(self.lise, self.case, self.bo)

    def disputed(self, desk: Desk) -> dict[str, DisputedRow]:
        return disputed_rows(desk.journal.state(self.case), self.document)

    def standing(self, desk: Desk) -> list[str]:
        answers = views.document_view(desk, self.case, self.document).answers
        return [one["_id"] for one in answers.get(self.rows_id) or []]


@contextmanager
def apart(folder: Path, form: str, rows_id: str, name: str) -> Iterator[Pair]:
    with new_desk(folder / "lise", SetClock()) as lise, new_desk(folder / "bo", SetClock(), BO) as bo:
        case = cases.create_case(lise, ANNA)
        document = cases.open_document(lise, case, form)
        row = rows.add_row(lise, case, document, rows_id, values={name: "Mor"})
        merge(bo, case, lise)
        yield Pair(lise, bo, case, document, rows_id, row)


@pytest.fixture(params=[(NETWORK, GROUP, "navn"), ("samtykke", "part", "part_navn")], ids=["network", "consent"])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Pair]:
    with apart(tmp_path, *request.param) as found:
        yield found


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Pair]:
    """In a consent taking out wins over writing."""
    with apart(tmp_path, NETWORK, GROUP, "navn") as found:
        yield found


def test_a_row_taken_out_while_the_other_wrote_in_it_stands_and_both_are_told(network: Pair) -> None:
    pair = network
    rows.remove_row(pair.lise, pair.case, pair.document, pair.rows_id, pair.row)
    cases.fill(pair.bo, pair.case, pair.document, {f"{pair.path}/telefon_mobil": "12345678"})
    assert pair.disputed(pair.lise) == {}, "nobody knows of the other yet"
    pair.meet()
    for desk in (pair.lise, pair.bo):
        one = pair.disputed(desk)[pair.path]
        assert one.is_standing
        assert (one.removed.who, one.kept.who) == (("Lise Holm",), ("Bo Krag",))
        assert one.cells["navn"] == "Mor"
        assert [line.conflicts for line in views.case_view(desk, pair.case).documents if line.document == pair.document] == [1]


@pytest.mark.parametrize("keeps", [True, False])
def test_the_choice_settles_it_on_both_laptops(network: Pair, keeps: bool) -> None:
    pair = network
    rows.remove_row(pair.lise, pair.case, pair.document, pair.rows_id, pair.row)
    cases.fill(pair.bo, pair.case, pair.document, {f"{pair.path}/telefon_mobil": "12345678"})
    pair.meet()
    heads = pair.disputed(pair.bo)[pair.path].heads
    cases.choose(pair.bo, pair.case, pair.document, pair.path, True if keeps else None, seen=heads)
    pair.meet()
    for desk in (pair.lise, pair.bo):
        assert pair.disputed(desk) == {}
        assert pair.standing(desk) == ([pair.row] if keeps else [])


@pytest.mark.parametrize("keeps", [True, False])
def test_a_row_taken_out_by_one_and_put_back_by_the_other_is_chosen_too(pair: Pair, keeps: bool) -> None:
    rows.remove_row(pair.lise, pair.case, pair.document, pair.rows_id, pair.row)
    rows.remove_row(pair.bo, pair.case, pair.document, pair.rows_id, pair.row)
    rows.restore_row(pair.bo, pair.case, pair.document, pair.rows_id, pair.row)
    pair.meet()
    one = pair.disputed(pair.lise)[pair.path]
    assert one.is_standing is (pair.rows_id == GROUP), "in a consent it is out until somebody chooses"
    assert (one.removed.who, one.kept.who) == (("Lise Holm",), ("Bo Krag",))
    cases.choose(pair.lise, pair.case, pair.document, pair.path, True if keeps else None, seen=one.heads)
    pair.meet()
    for desk in (pair.lise, pair.bo):
        assert pair.disputed(desk) == {}
        assert pair.standing(desk) == ([pair.row] if keeps else [])


def test_a_row_that_both_saw_being_taken_out_is_no_dispute(pair: Pair) -> None:
    rows.remove_row(pair.lise, pair.case, pair.document, pair.rows_id, pair.row)
    pair.meet()
    assert pair.disputed(pair.bo) == {}
    assert pair.standing(pair.bo) == []
