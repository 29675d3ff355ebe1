"""Two copies of a case that meet again."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from rygsaek.errors import InputError
from rygsaek.history import log
from rygsaek.history.checking import check
from rygsaek.history.entries import Entry
from rygsaek.history.journal import Journal
from tests.rygsaek.history.conftest import NewJournal
from tests.support.vaults import PROJECTORS, answer, journal_of, open_by_ring, ring_of


def write(journal: Journal, *values: str, case: str = "case") -> None:
    for number, text in enumerate(values):
        journal.append(case, [answer(f"felt{number % 3}", text)], journal.vault.incarnation)


def test_entries_in_any_order_any_number_of_times_give_the_same(new_journal: NewJournal) -> None:
    home, office = new_journal(), new_journal()
    write(home, *map(str, range(9)))
    entries = [*home.entries("case")] * 2
    random.Random(3).shuffle(entries)
    for entry in entries:
        office.merge("case", [entry])
    assert office.entries("case") == home.entries("case")
    assert office.state("case") == home.state("case")
    assert check(office.vault, PROJECTORS) == ()


def test_an_entry_that_comes_before_its_turn_waits_and_is_counted(new_journal: NewJournal) -> None:
    home, office = new_journal(), new_journal()
    write(home, "a", "b", "c")
    first, second, third = home.entries("case")
    assert office.merge("case", [third, second])[1:3] == (2, 0)
    assert office.state("case").documents() == ()
    merged = office.merge("case", [first])
    assert [change.value for change in merged.changes] == ["a", "b", "c"] and merged[1:3] == (0, 0)


def test_a_merge_that_brings_nothing_new_changes_nothing(new_journal: NewJournal) -> None:
    home, office = new_journal(), new_journal()
    write(home, "a")
    office.merge("case", home.entries("case"))
    assert office.merge("case", home.entries("case")).changes == ()
    assert len(office.entries("case")) == 1


@pytest.mark.parametrize("what", ["payload", "hash", "incarnation", "number"])
def test_an_entry_that_was_changed_on_the_way_is_set_aside_and_never_applied(new_journal: NewJournal, what: str) -> None:
    home, office = new_journal(), new_journal()
    write(home, "a", "b")
    first, second = home.entries("case")
    forged = {
        "payload": second._replace(payload=second.payload.replace(b"b", b"x")),
        "hash": second._replace(hash=bytes(32)),
        "incarnation": second._replace(incarnation="another", txn=1),
        "number": first._replace(txn=2),
    }[what]
    merged = office.merge("case", [first, forged])
    assert merged.refused == 1 and [change.value for change in merged.changes] == ["a"]
    assert office.merge("case", [second]).changes[0].value == "b"


def test_another_entry_under_a_number_that_is_taken_is_set_aside(new_journal: NewJournal) -> None:
    home, office = new_journal(), new_journal()
    write(home, "a")
    office.merge("case", home.entries("case"))
    payload = home.entries("case")[0].payload.replace(b"a", b"o")
    twin = log.following("case", home.vault.incarnation, log.START, payload)
    assert office.merge("case", [twin]).refused == 1
    assert office.entries("case") == home.entries("case")


@pytest.mark.parametrize(
    "payload", [b"\xc1", b"\x96\x01\x05\x00\xa2fs\xc0\x91\x95\xa1a\xa1b\xa1c" + b"\x91" * 5000 + b"\xc0\x90"]
)
def test_what_cannot_be_read_is_set_aside_and_does_not_stop_the_rest(new_journal: NewJournal, payload: bytes) -> None:
    home, office = new_journal(), new_journal()
    write(home, "a")
    nonsense = log.following("case", "broken0001", log.START, payload)
    merged = office.merge("case", [nonsense, *home.entries("case")])
    assert merged.refused == 1 and len(merged.changes) == 1


def test_another_cases_entry_is_refused_whole(new_journal: NewJournal) -> None:
    home, office = new_journal(), new_journal()
    write(home, "a")
    with pytest.raises(InputError):
        office.merge("other", home.entries("case"))
    assert office.cases() == ()


def test_a_copy_that_went_on_under_the_same_name_is_found_out_and_begins_anew(journal: Journal, tmp_path: Path) -> None:
    write(journal, "a")
    mine, ring = journal.vault.incarnation, ring_of(journal.vault)
    journal.vault.connections.fold()
    shutil.copytree(journal.vault.folder, tmp_path / "image")
    write(journal, "a", "b")
    with open_by_ring(tmp_path / "image", ring) as image:
        image.incarnation = mine
        restored = journal_of(image)
        restored.merge("case", journal.entries("case"))
        assert image.incarnation != mine, "an image that meets its own later entries goes on as another"
        (made,) = restored.append("case", [answer("felt0", "c")], "fs")
        assert made.id == (image.incarnation, "case", 1, 0)
        assert check(image, PROJECTORS) == ()
        journal.merge("case", restored.entries("case"))
    assert journal.state("case").register("aftale", "felt0").value == "c"


def test_an_image_that_has_written_too_keeps_both_and_says_so(journal: Journal, tmp_path: Path) -> None:
    write(journal, "a")
    mine, ring = journal.vault.incarnation, ring_of(journal.vault)
    journal.vault.connections.fold()
    shutil.copytree(journal.vault.folder, tmp_path / "image")
    write(journal, "original")
    with open_by_ring(tmp_path / "image", ring) as image:
        image.incarnation = mine
        restored = journal_of(image)
        write(restored, "image")
        merged = restored.merge("case", journal.entries("case"))
        assert merged.refused == 1 and image.incarnation != mine
        assert restored.state("case").register("aftale", "felt0").value == "image"


def test_a_merge_that_fails_leaves_nothing(new_journal: NewJournal) -> None:
    home, office = new_journal(), new_journal()
    write(home, "a")

    def merge_and_fail() -> None:
        with office.vault.write() as tx:
            office.merge("case", home.entries("case"), tx=tx)
            raise KeyError

    with pytest.raises(KeyError):
        merge_and_fail()
    assert office.cases() == () and office.state("case").documents() == ()


def test_entries_tell_apart_what_only_looks_alike() -> None:
    one = log.following("bc", "a", log.START, b"x")
    other = log.following("c", "ab", log.START, b"x")
    assert one.hash != other.hash
    assert Entry("bc", "a", 1, b"x", one.hash) == one
