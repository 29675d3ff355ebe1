"""What is being typed, kept: within a second, never later for being typed on, and never lost to a disk that refuses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rygsaek.casework import cases, drafts
from rygsaek.casework.desk import Desk
from rygsaek.errors import DiskError
from tests.support.desks import ANNA, new_desk
from tests.support.presenting import AtOnce, HandRunner, HandTimers
from ui.presenters.drafting import Drafting, Typed

FIELD = "aktuel_situation"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with new_desk(tmp_path / "vault") as found:
        yield found


@pytest.fixture
def place(desk: Desk) -> tuple[str, str]:
    case = cases.create_case(desk, ANNA)
    return case, cases.open_document(desk, case, "samarbejdsaftale")


def drafting(desk: Desk, place: tuple[str, str], runner: HandRunner, timers: HandTimers, rested: list[str]) -> Drafting:
    return Drafting(desk, *place, runner, timers, rested.append)


def kept(desk: Desk) -> dict[str, tuple[str, int]]:
    return {one.path: (one.text, one.caret) for one in drafts.all(desk)}


def test_a_key_is_durable_within_a_second_however_fast_more_keys_come(desk: Desk, place: tuple[str, str]) -> None:
    timers = HandTimers()
    typing = drafting(desk, place, AtOnce(), timers, [])
    text = ""
    for number in range(40):
        text += "ab "[number % 3]
        typing.take(FIELD, text, len(text))
        timers.forward(0.1)
        if timers.now >= 1:
            due = text[: int((timers.now - 1) / 0.1)]
            assert kept(desk)[FIELD][0].startswith(due)


def test_the_caret_is_kept_with_the_text(desk: Desk, place: tuple[str, str]) -> None:
    timers = HandTimers()
    drafting(desk, place, AtOnce(), timers, []).take(FIELD, "Sove bedre", 4)
    timers.forward(1)
    assert kept(desk) == {FIELD: ("Sove bedre", 4)}


def test_nothing_is_written_while_nothing_is_typed(desk: Desk, place: tuple[str, str]) -> None:
    timers, runner = HandTimers(), HandRunner()
    typing = drafting(desk, place, runner, timers, [])
    typing.take(FIELD, "S", 1)
    timers.forward(120)
    assert len(runner.waiting) == 1


def test_after_a_minute_of_rest_the_owner_is_told_once(desk: Desk, place: tuple[str, str]) -> None:
    timers, rested = HandTimers(), list[str]()
    typing = drafting(desk, place, AtOnce(), timers, rested)
    for second in range(0, 100, 20):
        typing.take(FIELD, "S" * second, second)
        timers.forward(20)
    assert rested == []
    timers.forward(40)
    assert rested == [FIELD]
    timers.forward(600)
    assert rested == [FIELD]


def test_a_disk_that_refuses_is_told_and_tried_again_and_the_text_stays(desk: Desk, place: tuple[str, str]) -> None:
    timers, runner = HandTimers(), HandRunner()
    typing = drafting(desk, place, runner, timers, [])
    troubles: list[str] = []
    typing.trouble.listen(lambda error: troubles.append(error.title))
    typing.take(FIELD, "Sove", 4)
    timers.forward(1)
    _, _, refused, _ = runner.waiting.pop()
    assert refused is not None
    refused(DiskError("Disken er fuld.", "Slet noget."))
    assert troubles == ["Disken er fuld."]
    assert typing.is_dirty
    assert typing.get(FIELD) == Typed("Sove", 4)
    timers.forward(5)
    runner.all()
    assert kept(desk) == {FIELD: ("Sove", 4)}
    assert not typing.is_dirty


def test_what_an_earlier_run_kept_is_taken_over_but_never_over_newer_keys(desk: Desk, place: tuple[str, str]) -> None:
    typing = drafting(desk, place, AtOnce(), HandTimers(), [])
    typing.take(FIELD, "nyt", 3)
    typing.adopt({FIELD: Typed("gammelt", 7), "haab_laengere_sigt": Typed("Et job", 6)})
    assert typing.get(FIELD) == Typed("nyt", 3)
    assert typing.get("haab_laengere_sigt") == Typed("Et job", 6)
