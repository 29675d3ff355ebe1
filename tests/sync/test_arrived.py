"""A new laptop has every case for good before it reads the first, and one that somebody opens is read then, network or none."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from unittest.mock import patch

import pytest
from msgspec.structs import replace

from rygsaek.casework import cases, preview, twins, views
from rygsaek.history.changes import NOTE_WRITTEN, NewChange
from rygsaek.history.checking import check
from rygsaek.history.journal import Journal
from sync import arrived, aside, checkpoints, contents, keyring, outbox, summaries, taking
from sync.chains import Chain
from sync.errors import UnreachableError
from sync.inbox import Intake
from sync.laptop import Laptop
from sync.membership import Membership
from sync.office import deleting, redacting
from sync.proof.envelopes import Checked
from sync.proof.envelopes import read as read_envelope
from sync.runner import Connection, Runner
from sync.sealing.bodies import ChangesBody
from sync.status import standing
from sync.wire.codec import encode
from sync.wire.requests import Delivered
from tests.support.chains import id_of
from tests.support.desks import ANNA
from tests.support.lying_server import LyingServer, of_items
from tests.support.offices import CASE, new_office
from tests.support.small_laptops import pattern
from tests.support.synced import SyncedLaptop, SyncedOffice


@pytest.fixture
def pair(office: SyncedOffice) -> tuple[SyncedLaptop, SyncedLaptop]:
    """Lise, whose cases these are, and a new laptop."""
    return office.laptop(), office.laptop()


@contextmanager
def nothing_is_read() -> Iterator[None]:
    """As when the program ends before it has read what came."""
    with patch.object(Laptop, "read_arrived", lambda _: None):
        yield


def given(lise: SyncedLaptop, new: SyncedLaptop, count: int = 1) -> list[str]:
    """Cases of Lise's that the new laptop may see, in several envelopes each."""
    made = [cases.create_case(lise.desk, {**ANNA, "navn": f"Borger {number}"}) for number in range(count)]
    for text in ("Første besøg", "Andet besøg"):
        lise.sync()
        for case in made:
            write(lise, case, text)
    lise.sync()
    for case in made:
        lise.share(case, new)
    lise.sync()
    return made


def write(laptop: SyncedLaptop, case: str, text: str) -> None:
    laptop.desk.journal.append(case, [NewChange("", f"^note/{text[:12]}", NOTE_WRITTEN, {"text": text})], "fs")


def lying(laptop: SyncedLaptop) -> set[str]:
    with laptop.vault.read() as reader:
        return set(arrived.all_of(reader))


def previews(laptop: SyncedLaptop) -> set[str]:
    return {row.case for row in views.case_list(laptop.desk) if row.is_preview}


def reasons(laptop: SyncedLaptop) -> list[str]:
    with laptop.vault.read() as reader:
        return [one.reason for one in aside.all_of(reader)]


def is_same(one: SyncedLaptop, other: SyncedLaptop, case: str) -> bool:
    return one.desk.journal.entries(case) == other.desk.journal.entries(case) != ()


def test_every_case_is_here_before_the_first_is_read_and_is_read_when_it_is_opened(
    pair: tuple[SyncedLaptop, SyncedLaptop],
) -> None:
    lise, new = pair
    every = given(lise, new, 3)
    with nothing_is_read():
        new.sync()
    assert lying(new) == previews(new) == set(every) and new.desk.journal.cases() == ()
    assert (standing(new.desk).fetching, standing(new.desk).missing, reasons(new)) == (0, (), [])
    assert (standing(new.desk).unchecked, standing(new.desk).arrived) == (0, 3), "what lies was checked before it was laid down"
    assert views.preview_view(new.desk, every[1]) is None, "no network is needed for that"
    assert is_same(new, lise, every[1])
    assert views.case_view(new.desk, every[1]).citizen_name == "Borger 1"
    assert lying(new) == previews(new) == {every[0], every[2]}
    new.sync()
    assert lying(new) == previews(new) == set()
    assert all(is_same(new, lise, case) for case in every) and reasons(new) == []
    assert check(new.vault, new.desk.journal.projectors) == ()


def test_without_a_network_what_has_come_is_read_and_what_was_opened_first(pair: tuple[SyncedLaptop, SyncedLaptop]) -> None:
    lise, new = pair
    every = given(lise, new, 3)
    with nothing_is_read():
        new.sync()
    read: list[str] = []

    def noting(journal: Journal, known: Membership, case: str, now_ms: int) -> bool:
        read.append(case)
        return taking.read_arrived(journal, known, case, now_ms)

    with new.vault.write() as tx:
        preview.ask_for(tx, max(every))
    with patch("sync.laptop.read_arrived", noting), pytest.raises(UnreachableError):
        Runner(lambda: new.desk, Connection(lambda *_: _Nowhere())).run()
    assert read[0] == max(every)
    assert lying(new) == set() and all(is_same(new, lise, case) for case in every)


def test_whether_the_citizen_has_a_case_already_is_told_by_all_that_lies_and_not_by_the_name(
    pair: tuple[SyncedLaptop, SyncedLaptop],
) -> None:
    lise, new = pair
    every = given(lise, new, 2)
    with nothing_is_read():
        new.sync()
    mine = cases.create_case(new.desk, {**ANNA, "navn": "Borger 1"})
    (twin,) = twins.twins(new.desk, mine)
    assert (twin.case, twin.by) == (every[1], "cpr") and lying(new) == {every[0]}
    found = twins.everybody(new.desk).like([{**ANNA, "navn": "En anden"}])
    assert {(one.case, one.by) for one in found} == {(one, "cpr") for one in (mine, *every)}, (
        "a list brought in asks all that lies"
    )


class _Nowhere:
    def post(self, *_: object) -> tuple[int, dict[str, str], bytes]:
        raise UnreachableError()

    def close(self) -> None:
        """Nothing is open."""


def test_what_comes_later_of_a_case_that_lies_is_taken_in_behind_it(pair: tuple[SyncedLaptop, SyncedLaptop]) -> None:
    lise, new = pair
    case, other = given(lise, new, 2)
    with nothing_is_read():
        new.sync()
        write(lise, case, "Tredje besøg")
        lise.sync()
        new.sync()
    assert is_same(new, lise, case) and reasons(new) == []
    assert lying(new) == {other}


def test_what_is_taken_out_of_a_case_that_lies_is_taken_out(pair: tuple[SyncedLaptop, SyncedLaptop]) -> None:
    lise, new = pair
    (case,) = given(lise, new)
    with nothing_is_read():
        new.sync()
        facts = views.case_view(lise.desk, case).facts_document
        change = next(line.change for line in views.history(lise.desk, case, "navn", facts))
        redacting.redact(lise.desk, case, [change], lise.now_ms(), lambda size: bytes(size), reason="Forkert borger")
        lise.sync()
        new.sync()
    assert lying(new) == set() and is_same(new, lise, case)
    assert "Borger 0" not in str(new.desk.journal.changes(case))


def test_a_case_taken_in_at_once_is_as_one_that_is_taken_in_envelope_by_envelope(office: SyncedOffice) -> None:
    lise, bo, once, singly = (office.laptop() for _ in range(4))
    (case,) = given(lise, bo)
    bo.sync()
    for laptop, name in ((lise, "Anna Dam"), (bo, "Anna Krogh")):  # neither knows of the other's
        cases.fill(laptop.desk, case, views.case_view(laptop.desk, case).facts_document, {"navn": name})
        write(laptop, case, f"Besøg hos {name}")
        laptop.sync()
    lise.sync()
    lise.share(case, once, singly)
    lise.sync()
    with patch("sync.taking.whole.take", lambda intake, case, items: items):
        singly.sync()
    with patch.object(Intake, "_content", refusing_changes):
        once.sync()
    assert is_same(once, singly, case) and once.desk.journal.state(case) == singly.desk.journal.state(case)
    assert views.case_view(once.desk, case).conflicts == 1
    for table in ("sync_chain", "sync_link", "sync_missing", "sync_unsealed", "case_summary", "citizen_key", "case_list"):
        rows = [sorted(reader_of(laptop, f"SELECT * FROM {table} WHERE case_id = ?", case)) for laptop in (once, singly)]
        assert rows[0] == rows[1], table
    assert check(once.vault, once.desk.journal.projectors) == ()


def refusing_changes(intake: Intake, checked: Checked, chain: Chain, body: bytes) -> int:
    assert checked.header.type != "changes", "each by itself"
    if checked.header.type == "access":
        return contents.take_access(intake.tx, checked.header, chain, body)
    summaries.take(intake.tx, checked, body)
    return 0


def reader_of(laptop: SyncedLaptop, sql: str, *parameters: object) -> list[tuple[object, ...]]:
    with laptop.vault.read() as reader:
        return reader.query(sql, parameters)


def test_what_is_wrong_within_an_envelope_is_found_when_it_is_read_and_stops_nothing_before_it(
    pair: tuple[SyncedLaptop, SyncedLaptop],
) -> None:
    lise, new = pair
    honest, made = outbox.ChangesBody, list[object]()

    def lying_about_the_log(*parts: object) -> ChangesBody:
        made.append(None)
        log = bytes(32) if len(made) == 3 else parts[5]
        return honest(*parts[:5], log, *parts[6:])  # type: ignore[arg-type]

    with patch.object(outbox, "ChangesBody", lying_about_the_log):
        (case,) = given(lise, new)
    assert len(made) == 3
    with nothing_is_read():
        new.sync()
    assert lying(new) == {case}, "who wrote it is right"
    new.sync()
    assert reasons(new) == ["body.log"] and lying(new) == set()
    here = new.desk.journal.entries(case)
    assert here == lise.desk.journal.entries(case)[: len(here)] != ()


def test_who_gets_a_case_makes_no_checkpoint_of_it_before_it_has_grown(pair: tuple[SyncedLaptop, SyncedLaptop]) -> None:
    lise, new = pair
    (case,) = given(lise, new)
    made = "SELECT count(*) FROM sync_own WHERE type = 'checkpoint'"
    with patch.object(checkpoints, "EVERY", 2):
        new.sync()
        for text, count in (("Mit første besøg", 0), ("Mit andet besøg", 1)):
            write(new, case, text)
            new.sync()
            with new.vault.read() as reader:
                assert reader.query(made) == [(count,)]


def test_a_case_that_is_not_as_it_should_be_does_not_lie(pair: tuple[SyncedLaptop, SyncedLaptop]) -> None:
    """It comes as others do that are not whole, and says what is wrong with it."""
    lise, new = pair
    (case,) = given(lise, new)
    whole = new.carry

    def spoilt(items: tuple[Delivered, ...]) -> tuple[Delivered, ...]:
        mine = [one for one in items if one.kind == "envelope" and read_envelope(one.data).header.type == "changes"]
        unsigned = {one.data: encode(replace(read_envelope(one.data).envelope, signature=bytes(64))) for one in mine[:1]}
        return tuple(replace(one, data=unsigned.get(one.data, one.data)) for one in items)

    new.carry = lambda: LyingServer(whole(), of_items(spoilt))
    with nothing_is_read():
        new.sync()
    assert lying(new) == set() and "signature.wrong" in reasons(new)
    assert not is_same(new, lise, case)
    new.carry = whole
    new.sync()
    assert is_same(new, lise, case) and lying(new) == set()


class _UndoneError(Exception):
    """What was done is not to stay."""


class Lain:
    """A vault without a disk, of a device in whose case Bo writes, and Eva."""

    def __init__(self) -> None:
        self.office = new_office("lain", devices=3)
        self.me, self.bo, self.eva = self.office.devices
        self.case = self.office.case(self.bo, self.eva, readers=[self.me])
        self.known = Membership(self.me, self.office.roster, self.office.keys, "")
        self.vault = pattern()
        with self.vault.write() as tx:
            keyring.put(tx, CASE, 1, self.case.key)

    def lies(self, *envelopes: bytes, before: str = "") -> bool:
        """Whether these are laid down as they came, where this was done before; nothing of it stays."""
        came = [arrived.Came(Delivered("envelope", n, one), read_envelope(one)) for n, one in enumerate(envelopes, 1)]
        done: list[bool] = []
        with suppress(_UndoneError), self.vault.write() as tx:
            if before:
                tx.execute(before, (CASE,))
            done.append(arrived.lay(tx, self.known, self.case.grants, "mine", CASE, came))
            raise _UndoneError
        return done == [True]


def test_each_envelope_of_what_lies_was_checked_by_itself_and_against_the_one_before_it() -> None:
    lain = Lain()
    case, bo, eva = lain.case, lain.bo, lain.eva
    first = case.envelope(bo)
    second, of_eva, behind_another = (
        case.envelope(by, seq=2, previous=previous)
        for by, previous in ((bo, id_of(first)), (eva, id_of(first)), (bo, bytes(31) + b"x"))
    )
    looks = case.envelope(eva, type_="access", incarnation="hendes")
    assert lain.lies(first, second, looks)
    unsigned = encode(replace(read_envelope(second).envelope, signature=bytes(64)))
    under_another_key = dataclasses.replace(case, key=bytes(32)).envelope(bo)
    wrong = {
        "none of it": (),
        "its first is not here": (second,),
        "the same twice": (first, first),
        "another goes on in its chain": (first, of_eva),
        "it goes on from something else": (first, behind_another),
        "nobody has signed it": (first, unsigned),
        "it cannot be opened": (under_another_key,),
        "it is of a kind for the list": (case.envelope(bo, type_="summary"),),
        "it is of this laptop itself": (case.envelope(bo, incarnation="mine"),),
    }
    assert [why for why, envelopes in wrong.items() if lain.lies(*envelopes)] == []


def test_nothing_is_laid_down_of_a_case_of_which_something_is_or_was_here() -> None:
    lain = Lain()
    envelope = lain.case.envelope(lain.bo)
    x = "zeroblob(32)"
    done = {
        "log_entry": f"(?, 'hans', 1, {x}, {x})",
        "sync_chain": f"(?, 'hans', 'changes', {x}, 1, {x}, 1, 0)",
        "sync_arrived": f"(?, {x})",
        "sync_vouched": f"(?, 'hans', {x}, 1, {x}, 1, {x})",
        "sync_aside": f"({x}, 'envelope', ?, 1, 'key.missing', '', 1, {x})",
        "sync_deleted": f"(?, {x})",
    }
    assert [table for table, row in done.items() if lain.lies(envelope, before=f"INSERT INTO {table} VALUES {row}")] == []
    looks = f"INSERT INTO sync_chain VALUES (?, 'hans', 'access', {x}, 1, {x}, 1, 0)"
    assert lain.lies(envelope, before=looks), "who has only seen that it was looked at has nothing of it"


def test_a_case_that_is_deleted_while_it_lies_is_gone(office: SyncedOffice) -> None:
    lise, new, bo = (office.laptop() for _ in range(3))
    (case,) = given(bo, new)
    bo.share(case, lise)
    bo.sync()
    lise.sync()
    with nothing_is_read():
        new.sync()
        assert lying(new) == {case}
        begun = deleting.begin(bo.desk, case, "5 år efter afslutning", bo.now_ms())
        assert begun.request is not None
        deleting.agree(lise.desk, begun.request, lise.now_ms())
        lise.sync()
        new.sync()
    assert lying(new) == previews(new) == set() and reasons(new) == []
