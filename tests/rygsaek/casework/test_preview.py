"""What is shown of a case before it is here: small, strictly read, and gone without a trace when the case comes."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rygsaek.casework import agenda, caselist, cases, held, preview, purging, search, views
from rygsaek.casework.caselist import Day
from rygsaek.casework.desk import Desk
from rygsaek.casework.preview import MOST_DAYS, MOST_LETTERS, Preview
from rygsaek.casework.summary import Ahead, Head, Summary
from rygsaek.errors import InputError
from tests.support.desks import ANNA

SHOWN = Preview("Bo Ærø", Head("Bo", "Elmegade 3, 8000 Aarhus C"), 1, 2, 3, (Day("2026-05-20", "13:00", "Besøg: Dato"),))
TABLES = ("case_preview", "preview_list")


def put(desk: Desk, case: str, shown: Preview) -> None:
    with desk.vault.write() as tx:
        preview.put(tx, case, shown)


def test_one_case_is_shown_once_and_a_newer_preview_takes_its_place(desk: Desk, anna: str) -> None:
    put(desk, "sagb", SHOWN)
    put(desk, "sagb", replace(SHOWN, name="Bo Dam", days=()))
    rows = views.case_list(desk)
    assert [(row.name, row.is_preview) for row in rows] == [("Anna Nørgaard", False), ("Bo Dam", True)]
    assert (rows[1].conflicts, rows[1].unprinted, rows[1].unsigned) == (1, 2, 3)
    assert search.find(desk, "ærø") == () and [hit.case for hit in search.find(desk, "dam")] == ["sagb"]
    with desk.vault.write() as tx:
        preview.drop(tx, "sagb")
        assert [tx.query(f"SELECT * FROM {table}") for table in TABLES] == [[], []]
    with pytest.raises(InputError) as caught:
        views.case_view(desk, "sagb")
    assert caught.value.code == "case.unknown"


def test_a_case_that_is_deleted_takes_its_preview_with_it(desk: Desk) -> None:
    put(desk, "sagb", SHOWN)
    with desk.vault.write() as tx:
        held.hold(tx, "sagb", is_held=True)
        purging.forget_case(desk.journal, "sagb", tx=tx)
        assert [tx.query(f"SELECT * FROM {table}") for table in (*TABLES, "case_held")] == [[], [], []]
    assert views.case_list(desk) == ()


def test_the_list_goes_on_over_its_pages_with_both_kinds_in_it(desk: Desk) -> None:
    for number in range(4):
        cases.create_case(desk, {"navn": f"Her {number}"})
        put(desk, f"sag{number}", replace(SHOWN, name=f"Her {number}½", days=()))
    whole = [row.name for row in views.case_list(desk)]
    assert whole == sorted(whole, key=lambda name: name.replace("½", "5"))
    assert [row.name for at in range(0, 8, 3) for row in views.case_list(desk, limit=3, offset=at)] == whole


def test_it_holds_what_the_list_and_the_first_lines_show(desk: Desk, anna: str) -> None:
    with desk.vault.read() as reader:
        summary = caselist.summary_of(reader, anna)
    assert summary is not None
    shown, view = preview.of(summary, "2026-05-04"), views.case_view(desk, anna)
    assert shown.head == views.first_lines(view)
    assert (shown.name, view.citizen_name) == (ANNA["navn"], ANNA["navn"])
    assert len(preview.encode(shown)) < 250


def test_long_texts_and_many_days_are_cut_and_what_is_past_is_left_out() -> None:
    days = [f"2026-05-{day:02}" for day in range(1, 29)]
    ahead = (Ahead("uden dag", "d", "p", "date", "", "", ""), *(Ahead(day, "d", "p", "visit", "", "Æ" * 500, "") for day in days))
    told = preview.of(Summary("Å" * 500, 3, (), (), (), ahead, Head("Bo", whereabouts="x" * 500)), "2026-05-10")
    assert [one.day for one in told.days] == days[9 : 9 + MOST_DAYS]
    assert {len(told.name), len(told.head.whereabouts), *(len(one.what) for one in told.days)} == {MOST_LETTERS}
    assert preview.decode(preview.encode(told)) == told


WRONG: dict[str, Any] = {
    "no name": replace(SHOWN, name=""),
    "a long name": replace(SHOWN, name="x" * (MOST_LETTERS + 1)),
    "a long first line": replace(SHOWN, head=replace(SHOWN.head, contact="x" * (MOST_LETTERS + 1))),
    "a count below nothing": replace(SHOWN, conflicts=-1),
    "a count that is none": replace(SHOWN, unsigned=1 << 20),
    "a day that is none": replace(SHOWN, days=(Day("i morgen", "", ""),)),
    "more days than may come": replace(SHOWN, days=SHOWN.days * (MOST_DAYS + 1)),
    "something more": [*msgspec.to_builtins(SHOWN), 1],
    "something more in the first lines": [SHOWN.name, [*msgspec.structs.astuple(SHOWN.head), 1], 0, 0, 0, []],
    "something less": list(msgspec.structs.astuple(SHOWN))[:-1],
    "more than may come": bytes(preview.CAP_BYTES + 1),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_not_as_it_should_be_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="preview"):
        preview.decode(msgspec.msgpack.encode(WRONG[wrong]))


@settings(max_examples=200)
@given(st.data())
def test_what_is_cut_up_is_refused_or_is_the_one_encoding_of_something(data: st.DataObject) -> None:
    honest = preview.encode(SHOWN)
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(honest)), st.integers(0, len(honest)))))
    changed = honest[:start] + data.draw(st.binary(max_size=20)) + honest[end:]
    try:
        found = preview.decode(changed)
    except ValueError:
        return
    assert preview.encode(found) == changed


def test_the_day_tells_what_cases_on_their_way_have_first_on_each_day(desk: Desk, anna: str) -> None:
    days = (
        Day("2026-05-04", "13:00", "Besøg: Dato"),
        Day("2026-05-06", "", "Samtale: Hvornår ringer {Navn}?"),
        Day("2026-05-12", "", "x"),
    )
    put(desk, "sagb", replace(SHOWN, days=days))
    put(desk, "sagc", replace(SHOWN, name="Eva", days=(Day("2026-05-04", "09:30", "Besøg: Dato"),)))
    found = agenda.coming(desk, date(2026, 5, 4), date(2026, 5, 10))
    assert [(one.case, one.short_name, one.day, one.time) for one in found] == [
        ("sagc", "E.", "2026-05-04", "09:30"),
        ("sagb", "B. Æ.", "2026-05-04", "13:00"),
        ("sagb", "B. Æ.", "2026-05-06", ""),
    ]
    assert desk.worker.name.split()[0] in found[2].what
