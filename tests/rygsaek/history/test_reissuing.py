"""What an old incarnation wrote and nobody else has is issued again, under the ids that it was saved under."""

from __future__ import annotations

import msgspec
import pytest

from rygsaek.errors import OursError
from rygsaek.history import log
from rygsaek.history.changes import VERSION_MADE, NewChange, row_removed, version_register
from rygsaek.history.checking import check
from rygsaek.history.entries import Again, Entry, issued_again, unpack
from rygsaek.history.journal import Journal
from rygsaek.history.reissuing import Save
from tests.rygsaek.history.conftest import NewJournal
from tests.support.vaults import PROJECTORS, answer


def go_on_as_another(journal: Journal, first: dict[str, int]) -> dict[Save, Save]:
    with journal.vault.write() as tx:
        journal.vault.begin_incarnation(tx)
        return journal.reissue("case", first, tx=tx)


def shown(journal: Journal, register: str = "navn") -> list[object]:
    return [one.value for one in journal.state("case").register("aftale", register).standings]


def test_what_is_issued_again_stands_under_new_ids_and_names_its_own(new_journal: NewJournal) -> None:
    home = new_journal()
    for name in ("Bo", "Bo K.", "Bo Krag"):
        home.append("case", [answer("navn", name)], "fs")
    old, before = home.vault.incarnation, home.changes("case")
    assert go_on_as_another(home, {old: 2}) == {(old, 2): (home.vault.incarnation, 1), (old, 3): (home.vault.incarnation, 2)}
    first, second, third = home.changes("case")
    assert first == before[0]
    assert [one.id[:3] for one in (second, third)] == [(home.vault.incarnation, "case", txn) for txn in (1, 2)]
    assert (second.supersedes, third.supersedes) == ((first.id,), (second.id,))
    assert [one.value for one in (first, second, third)] == ["Bo", "Bo K.", "Bo Krag"]
    assert [(entry.incarnation, entry.txn) for entry in home.entries("case")] == sorted(
        [(old, 1), (home.vault.incarnation, 1), (home.vault.incarnation, 2)]
    )
    assert shown(home) == ["Bo Krag"]
    assert check(home.vault, PROJECTORS) == ()


def test_others_take_it_in_and_go_on_from_it(new_journal: NewJournal) -> None:
    home, office = new_journal(), new_journal()
    home.append("case", [answer("navn", "Bo")], "fs")
    office.merge("case", home.entries("case"))
    home.append("case", [answer("navn", "Bo Krag")], "fs")
    go_on_as_another(home, {home.vault.incarnation: 2})
    home.append("case", [answer("by", "Nordby")], "fs")
    office.merge("case", home.entries("case"))
    assert shown(office) == ["Bo Krag"]
    office.append("case", [answer("navn", "Bo K. Krag")], "tovholder")
    home.merge("case", office.entries("case"))
    assert shown(home) == ["Bo K. Krag"]
    assert home.state("case") == office.state("case")


def test_where_the_old_saves_turn_up_after_all_the_two_are_one(new_journal: NewJournal) -> None:
    home, office = new_journal(), new_journal()
    home.append("case", [answer("navn", "Bo")], "fs")
    home.append("case", [answer("by", "Nordby")], "fs")
    as_it_was = home.entries("case")
    go_on_as_another(home, {home.vault.incarnation: 1})
    for order in ((home.entries("case"), as_it_was), (as_it_was, home.entries("case"))):
        far = new_journal()
        for entries in order:
            far.merge("case", entries)
        assert [change.value for change in far.changes("case")] == ["Bo", "Nordby"]
        assert shown(far) == ["Bo"]
        home.merge("case", as_it_was)
        assert far.state("case") == home.state("case")
        assert check(far.vault, PROJECTORS) == ()
    office.merge("case", as_it_was)
    office.append("case", [answer("navn", "Bo Krag")], "tovholder")
    home.merge("case", office.entries("case"))
    assert shown(home) == ["Bo Krag"]


def test_where_another_entry_stands_under_the_number_both_are_there(new_journal: NewJournal) -> None:
    home, store = new_journal(), new_journal()
    home.append("case", [answer("navn", "Bo")], "fs")
    old = home.vault.incarnation
    home.append("case", [answer("navn", "Bo Hansen")], "fs")
    store.merge("case", home.entries("case"))
    with home.vault.write() as tx:  # an image from before is put back, and written in
        log.drop(tx, "case", old, 2)
    image = Journal(home.vault, home.projectors, home._clock)
    image.append("case", [answer("navn", "Bo Krag")], "fs")
    (written,) = image.state("case").register("aftale", "navn").heads
    made = {"number": 1, "heads": [[written.id.incarnation, written.id.txn, written.id.n]], "beside": [], "reason": "print"}
    image.append("case", [NewChange("aftale", version_register("v1"), VERSION_MADE, made)], "fs")
    assert len(go_on_as_another(image, {old: 2})) == 2
    image.merge("case", store.entries("case"))
    assert sorted(map(str, shown(image))) == ["Bo Hansen", "Bo Krag"]
    store.merge("case", image.entries("case"))
    assert store.state("case") == image.state("case")
    (krag,) = [head for head in image.state("case").register("aftale", "navn").heads if head.value == "Bo Krag"]
    assert krag.id == (image.vault.incarnation, "case", 1, 0)
    (version,) = image.state("case").register("aftale", version_register("v1")).heads
    assert version.value["heads"] == [[krag.id.incarnation, 1, 0]]
    image.append("case", [answer("navn", "Bo Krag Hansen")], "fs")
    store.merge("case", image.entries("case"))
    assert shown(store) == ["Bo Krag Hansen"]
    assert {entry.txn for entry in image.entries("case") if entry.incarnation == old} == {1, 2}
    assert check(image.vault, PROJECTORS) == ()


def test_a_colleague_who_wrote_on_it_meant_it_whatever_turns_up_under_the_old_number(new_journal: NewJournal) -> None:
    home, far = new_journal(), new_journal()
    home.append("case", [answer("navn", "Bo")], "fs")
    old, image = home.vault.incarnation, home.entries("case")
    home.append("case", [answer("navn", "Bo Hansen")], "fs")
    store = [entry for entry in home.entries("case") if entry not in image]
    with home.vault.write() as tx:  # an image from before is put back, and written in
        log.drop(tx, "case", old, 2)
    home = Journal(home.vault, home.projectors, home._clock)
    home.append("case", [answer("navn", "Bo Krag")], "fs")
    go_on_as_another(home, {old: 2})
    far.merge("case", home.entries("case"))
    far.append("case", [answer("navn", "B. Krag")], "tovholder")
    for journal in (home, far):
        journal.merge("case", [*far.entries("case"), *store])
        assert sorted(map(str, shown(journal))) == ["B. Krag", "Bo Hansen"]
        assert check(journal.vault, PROJECTORS) == ()
    assert home.state("case") == far.state("case")


def test_an_image_that_is_put_back_twice_gives_its_saves_once(new_journal: NewJournal) -> None:
    home, store = new_journal(), new_journal()
    home.append("case", [answer("navn", "Bo")], "fs")
    home.append("case", [answer("by", "Nordby")], "fs")
    old, image = home.vault.incarnation, home.entries("case")
    for _ in range(2):
        with home.vault.write() as tx:
            for incarnation in {entry.incarnation for entry in home.entries("case")}:
                log.drop(tx, "case", incarnation, 1)
            for entry in image:
                log.store(tx, entry)
        home = Journal(home.vault, home.projectors, home._clock)
        go_on_as_another(home, {old: 1})
        store.merge("case", home.entries("case"))
    assert sorted(str(change.value) for change in store.changes("case")) == ["Bo", "Nordby"]
    assert shown(store) == ["Bo"]
    store.append("case", [answer("navn", "Bo Krag")], "tovholder")
    home.merge("case", store.entries("case"))
    assert shown(home) == ["Bo Krag"]
    store.merge("case", home.entries("case"))
    home.merge("case", store.entries("case"))
    assert home.state("case") == store.state("case")
    assert check(home.vault, PROJECTORS) == () == check(store.vault, PROJECTORS)


def test_what_is_issued_again_and_again_still_names_its_own(new_journal: NewJournal) -> None:
    home, far = new_journal(), new_journal()
    home.append("case", [answer("navn", "Bo")], "fs")
    old = home.vault.incarnation
    go_on_as_another(home, {old: 1})
    home.append("case", [answer("navn", "Bo Krag")], "fs")
    middle = home.vault.incarnation
    go_on_as_another(home, {middle: 1})
    assert shown(home) == ["Bo Krag"]
    far.merge("case", home.entries("case"))
    assert far.state("case") == home.state("case")
    with far.vault.read() as reader:
        opened = [unpack("case", entry.incarnation, entry.txn, entry.payload) for entry in log.entries(reader, "case")]
    assert [one.again and (one.again[:2], one.again.between) for one in opened] == [
        ((old, 1), ((middle, 1),)),
        ((middle, 2), ()),
    ]


def test_only_a_fresh_incarnation_issues_again(new_journal: NewJournal) -> None:
    home = new_journal()
    home.append("case", [answer("navn", "Bo")], "fs")
    with pytest.raises(OursError):
        home.reissue("case", {home.vault.incarnation: 1})


def test_a_payload_is_issued_again_byte_for_byte(new_journal: NewJournal) -> None:
    home = new_journal()
    home.append("case", [NewChange("aftale", "rows/r", "RowAdded", True)], "fs")
    home.append("case", [row_removed("aftale", "rows/r")], "fs")
    for entry in home.entries("case"):
        again = issued_again(entry)
        assert again[1 : len(entry.payload)] == entry.payload[1:]
        opened, before = unpack("case", "another", 7, again), unpack("case", entry.incarnation, entry.txn, entry.payload)
        assert [change.supersedes for change in opened.changes] == [change.supersedes for change in before.changes]
        assert opened.again == Again(entry.incarnation, entry.txn, entry.hash)
        once_more = unpack("case", "third", 2, issued_again(Entry("case", "another", 7, again, entry.hash)))
        assert once_more.again == Again(entry.incarnation, entry.txn, entry.hash, (("another", 7),))


def test_what_a_later_version_put_there_is_no_name_of_an_entry() -> None:
    for field in ("later", ["a", 0, bytes(32)], ["a", 1, b"short"], [1, "a", bytes(32)], ["a", 1, bytes(32), "later"]):
        payload = msgspec.msgpack.encode([1, 2, 3, "fs", None, [], field])
        assert unpack("case", "a", 1, payload).again is None


def test_nothing_behind_what_was_issued_again_is_taken_back(new_journal: NewJournal) -> None:
    home = new_journal()
    home.append("case", [answer("navn", "Bo")], "fs")
    go_on_as_another(home, {home.vault.incarnation: 1})
    assert home.undoable("case", "fs") is None
    home.append("case", [answer("navn", "Bo Krag")], "fs")
    assert home.undo("case", "fs") is not None
    assert shown(home) == ["Bo"]
    assert home.undo("case", "fs") is None
