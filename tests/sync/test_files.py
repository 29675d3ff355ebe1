"""Files of cases between two laptops and a real store: after the cases, in pieces, going on where they were stopped."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from msgspec.structs import replace

from rygsaek.casework import cases, views
from rygsaek.paper import attachments
from rygsaek.vault.pieces import PIECE_BYTES
from sync.errors import UnreachableError
from sync.status import standing
from sync.transport import HttpTransport
from sync.wire.codec import Message
from sync.wire.requests import ChunkAnswer, GetChunk
from tests.support.canaries import hits
from tests.support.children import Child, die
from tests.support.foreign_files import large_jpeg, pdf
from tests.support.lied_to import FIELD, Pair
from tests.support.lying_server import Lie, Said, honest
from tests.support.synced import SyncedLaptop, SyncedOffice

SEEN = "kanariefuglsang"


class Asked(HttpTransport):
    """A way to the store that keeps what was asked on it. at: done before each question about a piece."""

    def __init__(self, url: str, asked: list[str], at: Callable[[int], None] = lambda _: None) -> None:
        super().__init__(url)
        self.asked, self.at = asked, at

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        self.asked.append(path)
        if path in ("/v1/put", "/v1/get"):
            self.at(sum(one in ("/v1/put", "/v1/get") for one in self.asked))
        return super().post(path, body, headers)


def through(laptop: SyncedLaptop, office: SyncedOffice, at: Callable[[int], None] = lambda _: None) -> list[str]:
    """What a laptop asks in one sync, in order."""
    asked: list[str] = []
    before, laptop.carry = laptop.carry, lambda: Asked(office.central.url, asked, at)
    laptop.sync()
    laptop.carry = before
    return asked


def files_of(laptop: SyncedLaptop) -> tuple[int, int, int]:
    """Only here, not here, not to be used."""
    found = standing(laptop.desk)
    return found.local.files, found.files_away, found.files_wrong


def test_a_file_comes_over_after_its_case_and_the_store_cannot_read_it(office: SyncedOffice) -> None:
    pair = Pair(office)
    made = [attachments.attach(pair.lise.desk, pair.case, data) for data in (large_jpeg(), pdf(SEEN), pdf(SEEN + "2"))]
    pair.bo.sync()
    assert files_of(pair.lise) == (3, 0, 0) and files_of(pair.bo) == (0, 0, 0)
    asked = through(pair.lise, office)
    pieces = made[0].key.pieces
    assert pieces > 2 and asked[-pieces - 2 :] == ["/v1/put"] * (pieces + 2)
    assert set(asked[: -pieces - 2]) == {"/v1/exchange"}
    assert files_of(pair.lise) == (0, 0, 0)
    assert set(through(pair.lise, office)) == {"/v1/exchange"}, "what is there is not handed in again"
    asked = through(pair.bo, office)
    assert asked.index("/v1/get") > asked.index("/v1/exchange") and asked.count("/v1/get") == pieces + 2
    for one in made:
        assert attachments.opened(pair.bo.desk, pair.case, one.id) == attachments.opened(pair.lise.desk, pair.case, one.id)
    assert files_of(pair.bo) == (0, 0, 0)
    assert hits([office.central.folder], [SEEN, "bilag", made[1].id, made[1].key.file, made[1].key.key]) == []


@pytest.mark.parametrize("is_sending", [True, False])
def test_who_dies_in_the_middle_goes_on_where_they_were(office: SyncedOffice, is_sending: bool) -> None:
    pair = Pair(office)
    one = attachments.attach(pair.lise.desk, pair.case, large_jpeg())
    if not is_sending:
        pair.lise.sync()
    dying = pair.lise if is_sending else pair.bo
    dying.carry = lambda: HttpTransport(office.central.url)
    dying.vault.close()

    def at_the_fourth(count: int) -> None:
        if count == 4:
            die()

    def run() -> None:
        through(office.reopened(dying), office, at_the_fourth)

    assert Child(lambda tell: run()).wait()[1] == -9
    back = office.reopened(dying)
    asked = through(back, office)
    again = asked.count("/v1/put") + asked.count("/v1/get")
    assert 0 < again < one.key.pieces, "what was through is not carried again"
    other = pair.bo if is_sending else pair.lise
    other.sync()
    for laptop in (back, other):
        assert attachments.opened(laptop.desk, pair.case, one.id)[0] == one
        assert files_of(laptop) == (0, 0, 0)


def test_what_the_store_let_go_of_in_the_middle_goes_again(office: SyncedOffice) -> None:
    pair = Pair(office)
    one = attachments.attach(pair.lise.desk, pair.case, large_jpeg())

    def stop_at_the_third(count: int) -> None:
        if count == 3:
            raise UnreachableError

    with pytest.raises(UnreachableError):
        through(pair.lise, office, stop_at_the_third)
    with closing(sqlite3.connect(urlsplit(office.central.database).path)) as store, store:
        assert store.execute("DELETE FROM coming_chunk").rowcount > 0
    pair.lise.carry = lambda: HttpTransport(office.central.url)
    for laptop in (pair.lise, pair.bo):
        laptop.sync()
    assert attachments.opened(pair.bo.desk, pair.case, one.id)[0] == one
    assert files_of(pair.lise) == files_of(pair.bo) == (0, 0, 0)


def test_what_is_saved_while_a_large_file_goes_does_not_wait_for_it(office: SyncedOffice) -> None:
    pair = Pair(office)
    attachments.attach(pair.lise.desk, pair.case, large_jpeg())

    def write(count: int) -> None:
        if count == 1:
            pair.writes(pair.lise, "Skrevet imens.")

    asked = through(pair.lise, office, write)
    assert "/v1/exchange" in asked[asked.index("/v1/put") : len(asked) - asked[::-1].index("/v1/put")]
    pair.bo.sync()
    assert views.document_view(pair.bo.desk, pair.case, pair.agreement).answers[FIELD] == "Skrevet imens."


def swapped(said: Said) -> Message:
    """The last piece in the place of the first."""
    if isinstance(said.question, GetChunk) and said.question.index == 0 and isinstance(said.answer, ChunkAnswer):
        return replace(said.answer, data=said.answer.data[::-1])
    return said.answer


@pytest.mark.parametrize(("lie", "wrong"), [(swapped, 1), (honest, 0)])
def test_a_piece_that_is_another_is_refused_told_and_fetched_again(office: SyncedOffice, lie: Lie, wrong: int) -> None:
    pair = Pair(office)
    one = attachments.attach(pair.lise.desk, pair.case, pdf(SEEN))
    pair.lise.sync()
    pair.lie = lie
    pair.bo.sync()
    assert files_of(pair.bo) == (0, 0, wrong)
    assert [is_here for _, _, is_here in attachments.of_case(pair.bo.desk, pair.case)] == [not wrong]
    pair.lie = honest
    pair.bo.sync()
    assert attachments.opened(pair.bo.desk, pair.case, one.id)[0] == one
    assert files_of(pair.bo) == (0, 0, 0)


def test_a_file_that_its_owner_has_not_handed_in_is_waited_for(office: SyncedOffice) -> None:
    pair = Pair(office)
    attachments.attach(pair.lise.desk, pair.case, large_jpeg())
    side = pair.lise
    asked: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        through(side, office, _stop)
    assert files_of(pair.lise) == (1, 0, 0)
    asked = through(pair.bo, office)
    assert asked.count("/v1/get") == 2 and files_of(pair.bo) == (0, 1, 0)
    pair.lise.carry = lambda: HttpTransport(office.central.url)
    pair.lise.sync()
    pair.bo.sync()
    assert files_of(pair.bo) == (0, 0, 0)


def test_a_line_that_costs_by_the_byte_carries_small_files_alone(office: SyncedOffice) -> None:
    from sync import files

    lise = office.laptop()
    case = cases.create_case(lise.desk, {"navn": "Anna"})
    lise.sync()
    small, large = (attachments.attach(lise.desk, case, data) for data in (pdf(), large_jpeg()))
    assert small.key.pieces == 1 and large.key.size > PIECE_BYTES
    with lise.vault.read() as reader:
        sparing, free = (files.due(reader, lise.known(), (), is_sparing=one) for one in (True, False))
        assert [one.attachment for one in sparing] == [small]
        assert [one.attachment for one in free] == [small, large]
        assert files.due(reader, lise.known(), [small.key.blob, large.key.blob], is_sparing=False) == ()


def test_a_store_that_was_put_back_gets_its_files_again(office: SyncedOffice) -> None:
    pair = Pair(office)
    image = office.central_image()
    one = attachments.attach(pair.lise.desk, pair.case, pdf(SEEN))
    pair.lise.sync()
    office.put_central_back(image)
    for laptop in (pair.lise, pair.lise, pair.bo):
        laptop.sync()
    assert attachments.opened(pair.bo.desk, pair.case, one.id)[0] == one


def test_a_store_that_was_put_back_gets_the_files_of_who_has_left_from_a_colleague(office: SyncedOffice) -> None:
    pair, eva = Pair(office), office.laptop()
    image = office.central_image()
    one = attachments.attach(pair.bo.desk, pair.case, pdf(SEEN))
    for laptop in (pair.bo, pair.lise):
        laptop.sync()
    office.leaves(pair.bo)
    pair.lise.sync()
    office.put_central_back(image)
    pair.lise.sync()
    pair.lise.share(pair.case, eva)
    for laptop in (pair.lise, eva):
        laptop.sync()
    assert attachments.opened(eva.desk, pair.case, one.id)[0] == one
    assert files_of(eva) == (0, 0, 0)


def test_who_may_only_read_a_case_hands_in_no_file_of_it(office: SyncedOffice) -> None:
    lise, bo = office.laptop(), office.laptop()
    case = cases.create_case(lise.desk, {"navn": "Anna"})
    lise.sync()
    lise.share(case, bo, may_write=False)
    lise.sync()
    bo.sync()
    attachments.attach(bo.desk, case, pdf())
    assert "/v1/put" not in through(bo, office)
    assert files_of(bo) == (1, 0, 0) and standing(bo.desk).refused == {case: "grant.not_writer"}


def _stop(count: int) -> None:
    raise KeyboardInterrupt
