"""Saving, reading and taking back; one save and all that follows from it are one transaction."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from rygsaek.history import log
from rygsaek.history.changes import ANSWER_GIVEN, NOTE_WRITTEN, VERSION_MADE, Change, NewChange, version_register
from rygsaek.history.clock import FOLLOWED_MS, HybridClock, Stamp
from rygsaek.history.entries import Packed, pack, unpack
from rygsaek.history.ids import ChangeId
from rygsaek.history.journal import KEPT_CASES, Held, Journal
from rygsaek.history.registers import CaseState
from rygsaek.vault.transaction import Reader, Transaction
from tests.rygsaek.history.conftest import NewJournal
from tests.support.vaults import NOW_MS, answer, open_by_ring, ring_of


def value(journal: Journal, register: str = "navn", case: str = "case") -> object:
    return journal.state(case).register("aftale", register).value


def rows_of(journal: Journal, table: str) -> list[tuple[object, ...]]:
    with journal.vault.read() as reader:
        return reader.query(f"SELECT * FROM {table}")


def test_a_change_has_an_id_that_tells_where_it_was_made(journal: Journal) -> None:
    (first,) = journal.append("case", [answer("navn", "Bo")], "fs")
    second, third = journal.append("case", [answer("navn", "Bo Krag"), answer("by", "Nordby")], "fs")
    mine = journal.vault.incarnation
    assert [one.id for one in (first, second, third)] == [(mine, "case", 1, 0), (mine, "case", 2, 0), (mine, "case", 2, 1)]
    assert second.supersedes == (first.id,) and third.supersedes == ()
    assert str(third.id) == f"{mine}.case.2.1"


def test_each_case_is_numbered_by_itself(journal: Journal) -> None:
    for case in ("one", "other", "one"):
        journal.append(case, [answer("navn", "Bo")], "fs")
    assert [entry.txn for entry in journal.entries("one")] == [1, 2]
    assert [entry.txn for entry in journal.entries("other")] == [1]
    assert journal.cases() == ("one", "other")


def test_what_was_saved_is_read_by_the_next_opening(journal: Journal) -> None:
    made = journal.append("case", [answer("navn", "Bo")], "fs")
    journal.append("case", [answer("navn", "Bo Krag")], "fs")
    again = Journal(journal.vault, (), HybridClock(lambda: NOW_MS))
    assert again.changes("case")[0] == made[0]
    assert again.state("case") == journal.state("case")


def test_two_changes_of_one_register_in_one_save_follow_each_other(journal: Journal) -> None:
    first, second = journal.append("case", [answer("navn", "Bo"), answer("navn", "Bo Krag")], "fs")
    assert second.supersedes == (first.id,)
    assert value(journal) == "Bo Krag"


def test_nothing_to_save_is_no_save(journal: Journal) -> None:
    assert journal.append("case", [], "fs") == ()
    assert journal.cases() == ()


def test_an_edit_supersedes_only_what_its_author_had_seen(new_journal: NewJournal) -> None:
    home, office = new_journal(), new_journal()
    (seen,) = home.append("case", [answer("navn", "Bo")], "Lise")
    office.merge("case", home.entries("case"))
    office.append("case", [answer("navn", "Bo Krag")], "Bo")
    home.merge("case", office.entries("case"))
    home.append("case", [answer("navn", "Bo Lund")], "Lise", supersedes={("aftale", "navn"): (seen.id,)})
    assert home.state("case").register("aftale", "navn").is_conflict


def test_many_saves_in_one_transaction_stand_or_fall_together(journal: Journal) -> None:
    def save_and_fail() -> None:
        with journal.vault.write() as tx:
            journal.append("one", [answer("navn", "Bo")], "fs", tx=tx)
            journal.append("one", [answer("navn", "Bo Krag")], "fs", tx=tx)
            journal.append("other", [answer("navn", "Ib")], "fs", tx=tx)
            assert journal.state("one", tx).register("aftale", "navn").value == "Bo Krag"
            assert value(journal, case="one") is None, "seen from outside before it stands"
            raise KeyError

    with pytest.raises(KeyError):
        save_and_fail()
    assert journal.cases() == () and value(journal, case="one") is None
    assert rows_of(journal, "test_name") == []
    (made,) = journal.append("one", [answer("navn", "Bo")], "fs")
    assert made.id.txn == 1


class Refusing:
    """A projector that has had enough."""

    name, version, tables = "refusing", 1, ()

    def apply(self, tx: Transaction, case: str, changes: Sequence[Change], state: CaseState) -> None:
        if any(change.value == "too much" for change in changes):
            raise KeyError

    def forget(self, tx: Transaction, case: str) -> None:
        raise AssertionError("nothing is forgotten here")


def test_a_save_whose_projection_fails_is_not_saved(journal: Journal) -> None:
    refusing = Journal(journal.vault, (*journal.projectors, Refusing()), HybridClock(lambda: NOW_MS))
    refusing.append("case", [answer("navn", "Bo")], "fs")
    with pytest.raises(KeyError):
        refusing.append("case", [answer("navn", "too much")], "fs")
    assert value(refusing) == "Bo" and len(refusing.changes("case")) == 1
    assert rows_of(refusing, "test_name") == [("case", "aftale", "navn", "Bo", 1)]


def test_undo_takes_back_ones_own_latest_save_and_says_again_what_stood(journal: Journal) -> None:
    journal.append("case", [answer("navn", "Bo")], "fs")
    journal.append("case", [answer("navn", "Bo Krag"), answer("by", "Nordby")], "fs")
    taken_back = journal.undo("case", "fs")
    assert taken_back is not None and len(taken_back) == 2
    assert value(journal) == "Bo" and value(journal, "by") is None
    assert [entry.txn for entry in journal.entries("case")] == [1, 2, 3]


def test_undo_goes_back_save_by_save_and_ends(journal: Journal) -> None:
    for register in ("navn", "by", "vej"):
        journal.append("case", [answer(register, register)], "fs")
    assert [journal.undo("case", "fs") is not None for _ in range(4)] == [True, True, True, False]
    assert [value(journal, register) for register in ("navn", "by", "vej")] == [None, None, None]


def test_nobody_takes_back_what_another_wrote(journal: Journal) -> None:
    journal.append("case", [answer("navn", "Bo")], "Lise")
    assert journal.undoable("case", "Bo") is None
    assert journal.undo("case", "Bo") is None


def test_what_no_longer_stands_is_not_taken_back(new_journal: NewJournal) -> None:
    home, office = new_journal(), new_journal()
    home.append("case", [answer("navn", "Bo")], "Lise")
    office.merge("case", home.entries("case"))
    office.append("case", [answer("navn", "Bo Krag")], "Bo")
    home.merge("case", office.entries("case"))
    assert home.undo("case", "Lise") is None
    assert value(home) == "Bo Krag"


def test_taking_back_a_choice_brings_the_conflict_back(new_journal: NewJournal) -> None:
    home, office = new_journal(), new_journal()
    home.append("case", [answer("navn", "Bo")], "Lise")
    office.append("case", [answer("navn", "Ib")], "Bo")
    home.merge("case", office.entries("case"))
    before = {standing.value for standing in home.state("case").register("aftale", "navn").standings}
    home.append("case", [answer("navn", "Bo Ib")], "Lise")
    assert home.undo("case", "Lise") is not None
    register = home.state("case").register("aftale", "navn")
    assert register.is_conflict and {standing.value for standing in register.standings} == before == {"Bo", "Ib"}


def test_what_was_printed_or_made_a_version_of_is_not_taken_back(journal: Journal) -> None:
    journal.append("case", [answer("navn", "Bo")], "fs")
    journal.append("case", [NewChange("aftale", version_register("v1"), VERSION_MADE, {"number": 1})], "fs")
    assert journal.undoable("case", "fs") is None


def test_a_note_is_corrected_and_stays_readable(journal: Journal) -> None:
    note = "^note/n1"
    journal.append("case", [NewChange("", note, NOTE_WRITTEN, "Han var glad.")], "fs")
    journal.append("case", [NewChange("", note, NOTE_WRITTEN, "Hun var glad.")], "fs")
    assert [change.value for change in journal.changes("case")] == ["Han var glad.", "Hun var glad."]
    assert [head.value for head in journal.state("case").register("", note).heads] == ["Hun var glad."]


def test_a_version_freezes_the_changes_that_it_shows(journal: Journal) -> None:
    journal.append("case", [answer("navn", "Bo"), answer("by", "Nordby")], "fs")
    frozen = journal.state("case").heads("aftale")
    journal.append("case", [answer("navn", "Bo Krag")], "fs")
    shown = {change.register: change.value for change in journal.changes("case") if change.id in frozen}
    assert shown == {"navn": "Bo", "by": "Nordby"}


def test_a_kind_of_the_future_is_kept_and_shown_as_it_is(journal: Journal) -> None:
    made = journal.append("case", [NewChange("aftale", "ny/slags", "SomethingNew", {"deep": [1, {"x": None}]})], "fs")
    again = Journal(journal.vault, journal.projectors, HybridClock(lambda: NOW_MS))
    assert again.changes("case") == made
    assert again.state("case").register("aftale", "ny/slags").value == {"deep": [1, {"x": None}]}


def test_what_a_later_version_wrote_into_an_entry_survives_byte_for_byte(new_journal: NewJournal) -> None:
    home, office = new_journal(), new_journal()
    (change,) = home.append("draft", [answer("navn", "Bo")], "fs")
    fields = msgspec.msgpack.decode(pack([change], None))
    fields[5][0].append({"later": "in the change"})
    payload = msgspec.msgpack.encode([*fields, "later", ["in the entry"]])
    entry = log.following("case", "thefuture1", log.START, payload)
    assert office.merge("case", [entry]).changes[0].value == "Bo"
    assert office.entries("case") == (entry,)
    assert home.merge("case", office.entries("case")).refused == 0
    assert home.entries("case") == (entry,)


def test_an_entry_is_read_as_it_was_packed() -> None:
    ids = [ChangeId("a", "case", 3, 0), ChangeId("b", "case", 9, 2)]
    made = [
        Change(ChangeId("a", "case", 4, n), Stamp(5, 6), "fs", "aftale", f"felt{n}", ANSWER_GIVEN, text, tuple(ids[:n]))
        for n, text in enumerate(["æ", "ø", {"å": [1.5, None, True]}])
    ]
    assert unpack("case", "a", 4, pack(made, 2)) == (Stamp(5, 6), "fs", 2, tuple(made), None)


@pytest.mark.parametrize(
    "payload",
    [b"", b"\xc1", msgspec.msgpack.encode([1, 2]), msgspec.msgpack.encode({"a": 1}), msgspec.msgpack.encode([1, 2, 3, 4, 5, 6])],
)
def test_what_is_no_entry_is_told_as_such(payload: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        unpack("case", "a", 1, payload)


@pytest.mark.parametrize("ms", [-1, 10**15])
def test_a_time_that_is_no_day_is_no_entry(ms: int) -> None:
    with pytest.raises(ValueError, match="time"):
        unpack("case", "a", 1, msgspec.msgpack.encode([1, ms, 0, "fs", None, []]))


@pytest.mark.parametrize("now", [-(10**15), 10**18])
def test_a_clock_beyond_all_days_still_writes_what_can_be_read(journal: Journal, now: int) -> None:
    wild = Journal(journal.vault, journal.projectors, HybridClock(lambda: now))
    wild.append("case", [answer("navn", "Bo")], "fs")
    assert wild.changes("case")[0].value == "Bo"


def test_an_id_that_is_none_is_told_as_such() -> None:
    row = ["aftale", "navn", "AnswerGiven", 1, [["a"], ["b", "c", "d"]]]
    with pytest.raises(ValueError, match=r".*"):
        unpack("case", "a", 1, msgspec.msgpack.encode([1, 2, 3, "fs", None, [row]]))
    assert Packed.__struct_fields__ == ("format", "ms", "tick", "by", "undoes", "changes", "again")


def test_a_clock_that_stands_still_or_runs_back_keeps_the_order() -> None:
    times = iter([100, 100, 90, 200])
    clock, seen = HybridClock(lambda: next(times)), Stamp(0, 0)
    given = []
    for _ in range(4):
        seen = clock.after(seen)
        given.append(seen)
    assert given == [(100, 0), (100, 1), (100, 2), (200, 0)] == sorted(given)


def test_a_stamp_far_ahead_is_not_followed() -> None:
    clock = HybridClock(lambda: 1000)
    assert clock.after(Stamp(1000 + FOLLOWED_MS, 0)) == (1000 + FOLLOWED_MS, 1)
    assert clock.after(Stamp(1001 + FOLLOWED_MS, 0)) == (1000, 0)


def test_more_cases_than_are_kept_in_memory_are_read_again(journal: Journal) -> None:
    for number in range(KEPT_CASES * 2):
        journal.append(f"case{number}", [answer("navn", str(number))], "fs")
    for number in range(KEPT_CASES * 2):
        journal.append(f"case{number}", [answer("by", "Nordby")], "fs")
        assert value(journal, case=f"case{number}") == str(number)
    assert [entry.txn for entry in journal.entries("case0")] == [1, 2]


def test_a_state_read_before_a_save_is_not_kept_after_it(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    journal.append("case", [answer("navn", "Bo")], "fs")
    again = Journal(journal.vault, journal.projectors, HybridClock(lambda: NOW_MS))
    real = again._read

    def read_and_be_overtaken(reader: Reader, case: str) -> Held:
        found = real(reader, case)
        monkeypatch.setattr(again, "_read", real)
        overtaking = threading.Thread(target=again.append, args=(case, [answer("navn", "Bo Krag")], "fs"))
        overtaking.start()
        overtaking.join()
        return found

    monkeypatch.setattr(again, "_read", read_and_be_overtaken)
    assert value(again) == "Bo", "the view from before"
    assert value(again) == "Bo Krag"


def test_ids_go_on_where_they_ended_after_closing(journal: Journal, tmp_path: Path) -> None:
    journal.append("case", [answer("navn", "Bo")], "fs")
    folder, ring = journal.vault.folder, ring_of(journal.vault)
    journal.vault.close()
    with open_by_ring(folder, ring) as vault:
        (made,) = Journal(vault, (), HybridClock(lambda: NOW_MS)).append("case", [answer("navn", "Bo Krag")], "fs")
        assert made.id == (vault.incarnation, "case", 2, 0)
