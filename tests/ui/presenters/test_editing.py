"""A document on the screen: when typing becomes a change, what stays typed, what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from rygsaek.casework import cases, drafts, views
from rygsaek.casework.desk import Desk
from rygsaek.errors import DiskError
from rygsaek.history.changes import ANSWER_GIVEN
from tests.support.desks import ANNA, BO, merge, new_desk
from tests.support.presenting import AtOnce, HandRunner, HandTimers
from ui.presenters.editing import Editing

SITUATION, NEXT, GOALS = "aktuel_situation", "naeste_dato", "maal_3_mdr"


@dataclass
class Room:
    """A document being edited, and what its presenter told."""

    desk: Desk
    case: str
    document: str
    timers: HandTimers
    editing: Editing
    changed: list[frozenset[str]] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def stands(self) -> dict[str, Any]:
        """What the log says of the document."""
        return dict(views.document_view(self.desk, self.case, self.document).answers)

    def saves(self, path: str) -> int:
        """How often a register was answered by a person."""
        changes = self.desk.journal.changes(self.case)
        return sum(1 for one in changes if one.document == self.document and one.register == path and one.kind == ANSWER_GIVEN)

    def again(self, runner: HandRunner | None = None) -> Room:
        """The same document after a new start."""
        return open_room(self.desk, self.case, self.document, runner or AtOnce())


def open_room(desk: Desk, case: str, document: str, runner: HandRunner) -> Room:
    timers = HandTimers()
    room = Room(desk, case, document, timers, Editing(desk, case, document, runner, timers))
    room.editing.changed.listen(room.changed.append)
    room.editing.trouble.listen(lambda error: room.troubles.append(error.title))
    room.editing.load()
    return room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with new_desk(tmp_path / "vault") as desk:
        case = cases.create_case(desk, ANNA)
        yield open_room(desk, case, cases.open_document(desk, case, "samarbejdsaftale"), AtOnce())


def typed(room: Room, path: str, text: str) -> None:
    """Key by key."""
    for length in range(1, len(text) + 1):
        room.editing.type(path, text[:length], length)


def test_a_whole_answer_is_one_change_made_when_the_field_is_left(room: Room) -> None:
    typed(room, SITUATION, "Sover dårligt.")
    assert room.saves(SITUATION) == 0
    room.editing.settle(SITUATION)
    assert room.stands()[SITUATION] == "Sover dårligt."
    assert room.saves(SITUATION) == 1
    assert drafts.all(room.desk) == ()


def test_a_minute_of_rest_makes_it_a_change_too(room: Room) -> None:
    typed(room, SITUATION, "Sover")
    room.timers.forward(61)
    assert room.stands()[SITUATION] == "Sover"


def test_typing_a_word_and_taking_it_back_leaves_no_trace(room: Room) -> None:
    typed(room, SITUATION, "Fejl")
    room.editing.type(SITUATION, "", 0)
    room.editing.settle(SITUATION)
    assert room.saves(SITUATION) == 0
    assert drafts.all(room.desk) == ()


def test_what_cannot_be_read_stays_as_it_was_typed_with_a_word_about_it(room: Room) -> None:
    typed(room, NEXT, "i overmorgenmorgen")
    room.editing.settle(NEXT)
    assert room.editing.text(NEXT) == "i overmorgenmorgen"
    assert room.editing.unread[NEXT].text
    assert NEXT not in room.stands()
    after = room.again()
    assert after.editing.text(NEXT) == "i overmorgenmorgen"
    assert NEXT in after.editing.unread


def test_a_time_typed_with_the_day_goes_into_the_field_beside_it_unless_something_stands_there(room: Room) -> None:
    room.editing.type(NEXT, "den 11. maj kl. 10", 18)
    room.editing.settle(NEXT)
    assert (room.stands()[NEXT], room.stands()["naeste_tid"]) == ("2026-05-11", "10:00")
    room.editing.type(NEXT, "den 12. maj kl. 12", 18)
    room.editing.settle(NEXT)
    assert (room.stands()[NEXT], room.stands()["naeste_tid"]) == ("2026-05-12", "10:00")


def test_a_key_more_takes_the_word_about_it_away(room: Room) -> None:
    typed(room, NEXT, "32/13")
    room.editing.settle(NEXT)
    room.changed.clear()
    room.editing.type(NEXT, "3/6", 3)
    assert NEXT not in room.editing.unread
    assert any(NEXT in paths for paths in room.changed)


def test_a_new_start_finds_the_text_and_the_caret(room: Room) -> None:
    room.editing.type(SITUATION, "Sover dårligt", 5)
    room.timers.forward(1)
    found = room.again().editing.typed(SITUATION)
    assert found is not None and (found.text, found.caret) == ("Sover dårligt", 5)


def test_a_choice_is_a_change_at_once(room: Room) -> None:
    room.editing.answer("naeste_sted", "hjem")
    assert room.stands()["naeste_sted"] == "hjem"
    room.editing.answer("naeste_sted", "hjem")
    assert room.saves("@naeste") == 1


def test_undo_takes_back_the_last_answer_on_the_screen_too(room: Room) -> None:
    room.editing.answer("naeste_sted", "hjem")
    room.editing.undo()
    assert room.editing.value("naeste_sted") is None


def test_a_waiting_row_becomes_one_with_its_first_answer_and_not_before(room: Room) -> None:
    row = room.editing.rows.waiting(GOALS)
    assert GOALS not in room.stands()
    typed(room, f"{row}/maal", "Sove bedre")
    assert room.editing.rows.waiting(GOALS) != row, "another one waits now"
    room.editing.settle(f"{row}/maal")
    assert [one["maal"] for one in room.stands()[GOALS]] == ["Sove bedre"]
    assert [one["maal"] for one in room.editing.answers["aftaler"]] == ["Sove bedre"], "the card of the goal is there at once"


def test_a_row_that_was_only_typed_in_is_there_again_after_a_new_start(room: Room) -> None:
    row = room.editing.rows.waiting(GOALS)
    typed(room, f"{row}/maal", "Sove")
    room.timers.forward(1)
    after = room.again()
    assert row in after.editing.rows.new
    assert after.editing.text(f"{row}/maal") == "Sove"


def test_a_row_taken_away_comes_back_as_it_was_and_where_it_was(room: Room) -> None:
    for goal in ("Sove bedre", "Betale husleje", "Få et job"):
        row = room.editing.rows.waiting(GOALS)
        room.editing.answer(f"{row}/maal", goal)
    middle = f"{GOALS}/{room.editing.answers[GOALS][1]['_id']}"
    room.editing.rows.remove(middle)
    assert [one["maal"] for one in room.stands()[GOALS]] == ["Sove bedre", "Få et job"]
    room.editing.rows.restore(middle)
    assert [one["maal"] for one in room.stands()[GOALS]] == ["Sove bedre", "Betale husleje", "Få et job"]
    assert [one["maal"] for one in room.editing.answers[GOALS]] == ["Sove bedre", "Betale husleje", "Få et job"]


def test_rows_move_one_place_and_not_beyond_the_ends(room: Room) -> None:
    for goal in ("a", "b", "c"):
        room.editing.answer(f"{room.editing.rows.waiting(GOALS)}/maal", goal)
    last = f"{GOALS}/{room.editing.answers[GOALS][2]['_id']}"
    for _ in range(5):
        room.editing.rows.move(last, -1)
    assert [one["maal"] for one in room.stands()[GOALS]] == ["c", "a", "b"]


def test_a_refused_write_gives_the_typed_text_back(room: Room) -> None:
    runner = HandRunner()
    held = room.again(runner)
    runner.all()
    typed(held, SITUATION, "Sover dårligt.")
    held.editing.settle(SITUATION)
    _, _, refused, _ = runner.waiting[-1]
    runner.waiting.clear()
    assert refused is not None
    refused(DiskError("Disken er fuld.", "Slet noget."))
    assert held.troubles == ["Disken er fuld."]
    assert held.editing.text(SITUATION) == "Sover dårligt."
    assert held.editing.typed(SITUATION) is not None
    assert not held.editing.is_saved


def test_what_is_on_its_way_counts_on_the_screen_and_an_older_reading_does_not_undo_it(room: Room) -> None:
    runner = HandRunner()
    held = room.again(runner)
    runner.all()
    held.editing.answer("naeste_sted", "hjem")
    runner.step()
    held.editing.answer("naeste_sted", "vaerested")
    runner.all()
    assert held.editing.value("naeste_sted") == "vaerested"
    assert room.stands()["naeste_sted"] == "vaerested"


def test_a_guess_is_shown_as_typed_and_becomes_an_answer_only_by_going_on(room: Room) -> None:
    assert room.editing.text(NEXT) == "18/5-2026"
    assert NEXT not in room.stands()
    room.editing.accept([NEXT])
    assert room.stands()[NEXT] == "2026-05-18"


def test_a_guess_for_an_action_comes_with_the_first_word_of_the_action(room: Room) -> None:
    room.editing.answer(f"{room.editing.rows.waiting(GOALS)}/maal", "Sove bedre")
    card = f"aftaler/{room.editing.answers['aftaler'][0]['_id']}"
    assert room.editing.text(f"{card}/dato_borger") == ""
    room.editing.type(f"{card}/handling_borger", "G", 1)
    assert room.editing.text(f"{card}/dato_borger") == "18/5-2026"
    room.editing.type(f"{card}/handling_borger", "", 0)
    assert room.editing.text(f"{card}/dato_borger") == ""


def test_finishing_tells_what_is_missing_and_never_stops_saving(room: Room) -> None:
    typed(room, SITUATION, "Sover dårligt.")
    told: list[tuple[str, ...]] = []
    room.editing.finish(lambda missing: told.append(tuple(one.field for one in missing)))
    assert GOALS in told[0]
    assert room.stands()[SITUATION] == "Sover dårligt."


def test_a_signature_names_who_signs_and_the_day(room: Room) -> None:
    room.editing.answer("borger_godkendt", {"how": "papir"})
    room.editing.answer("underskrift_fs", {"how": "skaerm"})
    stands = room.stands()
    assert stands["borger_godkendt"] == {"how": "papir", "name": "Anna Nørgaard", "date": "2026-05-04"}
    assert stands["underskrift_fs"] == {"how": "skaerm", "name": "Lise Holm", "date": "2026-05-04"}


def test_a_text_becomes_an_answer_and_its_draft_goes_with_it_or_neither(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """A death between the two would leave the draft »Sover « beside the answer »Sover«."""

    def dies(*_: object) -> None:
        raise DiskError("Disken svarer ikke.", "Vent lidt.", code="disk.fault")

    typed(room, SITUATION, "Sover ")
    room.timers.forward(1)
    assert [one.text for one in drafts.all(room.desk)] == ["Sover "]
    with monkeypatch.context() as broken:
        broken.setattr(drafts, "drop", dies)
        room.editing.settle(SITUATION)
        assert SITUATION not in room.stands()
        assert [one.text for one in drafts.all(room.desk)] == ["Sover "]
        assert room.editing.text(SITUATION) == "Sover ", "it is typed again"
    room.editing.settle(SITUATION)
    assert (room.stands()[SITUATION], drafts.all(room.desk)) == ("Sover", ())


def test_what_came_in_while_somebody_typed_is_not_overruled_by_leaving_the_field(room: Room, tmp_path: Path) -> None:
    with new_desk(tmp_path / "bo", worker=BO) as bo:
        merge(bo, room.case, room.desk)
        typed(room, SITUATION, "Sover dårligt.")
        room.timers.forward(1)
        cases.fill(bo, room.case, room.document, {SITUATION: "Bor i sin bil."})
        merge(room.desk, room.case, bo)
        room.editing.settle(SITUATION)
    standing = views.document_view(room.desk, room.case, room.document).conflicts[SITUATION]
    assert {one.value for one in standing} == {"Sover dårligt.", "Bor i sin bil."}


def test_a_row_typed_in_and_emptied_again_never_was(room: Room) -> None:
    path = f"{room.editing.rows.waiting(GOALS)}/maal"
    typed(room, path, "So")
    room.timers.forward(1)
    room.editing.type(path, "", 0)
    room.editing.settle(path)
    assert GOALS not in room.stands()
    assert drafts.all(room.desk) == ()
