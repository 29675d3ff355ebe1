"""One conversation, without a store: what is asked next, given what was answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pytest

from sync.session import MOST_IN_VAIN, Ask, Content, Kept, Prepared, conversation
from sync.wire.codec import NO_HASH, Message, WireError, encode
from sync.wire.requests import (
    CaseFrom,
    Delivered,
    Exchange,
    Exchanged,
    Fetch,
    Fetched,
    GetChunk,
    Heads,
    HeadsAnswer,
    Item,
    Result,
)


@dataclass
class Scripted:
    """A side that says what a test wrote down for it."""

    prepared: list[Prepared]
    kept: list[Kept]
    contents: list[tuple[Content, ...]] = field(default_factory=list)
    heard: list[Message] = field(default_factory=list)
    files: list[tuple[Ask, ...]] = field(default_factory=list)
    saved: list[bool] = field(default_factory=list)
    kept_pieces: list[tuple[bytes, ...]] = field(default_factory=list)
    heard_when_read: list[int] = field(default_factory=list)
    let_in: bool = False
    others: tuple[str, ...] = ()

    def prepare(self, room: int) -> Prepared:
        return self.prepared.pop(0) if len(self.prepared) > 1 else self.prepared[0]

    def keep(self, answer: Exchanged) -> Kept:
        self.heard.append(answer)
        return self.kept.pop(0) if len(self.kept) > 1 else self.kept[0]

    def keep_heads(self, answer: HeadsAnswer) -> None:
        self.heard.append(answer)

    def to_compare(self) -> tuple[str, ...]:
        return self.others

    def compare(self, incarnation: str, answer: HeadsAnswer) -> None:
        self.heard.append(answer)

    def wanted(self) -> Iterator[Content]:
        return iter(self.contents.pop(0) if self.contents else ())

    def keep_content(self, wanted: Content, answer: Fetched) -> None:
        self.heard.append(answer)

    def read_arrived(self) -> None:
        self.heard_when_read.append(len(self.heard))

    def is_let_in(self) -> bool:
        return self.let_in

    def pieces(self) -> tuple[Ask, ...]:
        return self.files.pop(0) if self.files else ()

    def keep_pieces(self, bodies: Sequence[bytes]) -> None:
        self.kept_pieces.append(tuple(bodies))

    def has_more_to_say(self) -> bool:
        return self.saved.pop(0) if self.saved else False


def exchanged(cursor: int = 1, is_more: bool = False) -> bytes:
    return encode(Exchanged((), (), cursor, NO_HASH, cursor, is_more, 0, ()))


def at(cursor: int, *push: bytes, life: str = "life") -> Prepared:
    return Prepared(life, cursor, NO_HASH, tuple(Item("envelope", data) for data in push))


def asked(side: Scripted, *answers: bytes) -> list[tuple[str, ...]]:
    """Which questions are asked, with these answers and the last of them for ever."""
    talk, left, found = conversation(side), list(answers), []
    try:
        asks = tuple(next(talk))
        while True:
            found.append(tuple(one.path for one in asks))
            assert len(found) < 50
            asks = tuple(talk.send(tuple(left.pop(0) if len(left) > 1 else left[0] for _ in asks)))
    except StopIteration:
        return found


def test_with_nothing_to_say_and_nothing_new_one_question_is_enough() -> None:
    assert asked(Scripted([at(5)], [Kept()]), exchanged()) == [("/v1/exchange",)]


def test_it_goes_on_while_there_is_more_either_way() -> None:
    side = Scripted([at(0, b"a"), at(1, b"b"), at(2), at(3)], [Kept(is_more=True), Kept(), Kept()])
    assert asked(side, exchanged(1), exchanged(2, is_more=True), exchanged(3)) == [("/v1/exchange",)] * 3


def test_what_is_never_taken_is_not_offered_for_ever() -> None:
    stuck = Scripted([at(5, b"a")], [Kept(is_more=True)])
    assert asked(stuck, exchanged(5)) == [("/v1/exchange",)] * 2


def test_a_store_that_has_lost_something_is_asked_once_where_the_chains_end() -> None:
    side = Scripted([at(5), at(5, b"a"), at(6)], [Kept(is_behind=True), Kept(is_behind=True), Kept()])
    answers = (exchanged(5), encode(HeadsAnswer(())), exchanged(6))
    assert asked(side, *answers)[:3] == [("/v1/exchange",), ("/v1/heads",), ("/v1/exchange",)]


def test_a_laptop_that_goes_on_as_another_asks_again_under_its_new_name() -> None:
    side = Scripted([at(5, life="old"), at(5, life="new")], [Kept(is_behind=True, is_another=True), Kept()])
    assert asked(side, exchanged(5)) == [("/v1/exchange",)] * 2


def test_earlier_content_is_asked_for_several_at_once() -> None:
    content = Content("everything", ("changes",), True, (CaseFrom("sag1234567", 0),))
    side = Scripted([at(5)], [Kept()], [(content, content), (content,)])
    paths = asked(side, exchanged(5), encode(Fetched((), ())))
    assert paths == [("/v1/exchange",), ("/v1/fetch", "/v1/fetch"), ("/v1/fetch",)]
    assert len(side.heard) == 4


def test_an_answer_is_kept_while_the_next_is_on_its_way() -> None:
    content = Content("everything", ("changes",), True, (CaseFrom("sag1234567", 0),))
    side = Scripted([at(5)], [Kept()], [(content, content, content)])
    talk, kept = conversation(side), []

    def arriving() -> Iterator[bytes]:
        for _ in range(3):
            kept.append(len(side.heard) - 1)
            yield encode(Fetched((), ()))

    next(talk)
    assert len(tuple(talk.send((exchanged(5),)))) == 3
    with pytest.raises(StopIteration):
        talk.send(arriving())
    assert kept == [0, 1, 2]


def test_a_store_that_has_lost_something_is_asked_about_each_of_the_others_and_gets_what_it_lacks() -> None:
    side = Scripted([at(5), at(5, b"a")], [Kept()], others=("bo1", "eva1"))
    paths = asked(side, exchanged(5), encode(HeadsAnswer(())), encode(HeadsAnswer(())), exchanged(6))
    assert paths == [("/v1/exchange",), ("/v1/heads", "/v1/heads"), ("/v1/exchange",)]


def test_who_is_answered_nothing_but_no_leaves_it_until_the_next_time() -> None:
    side = Scripted([at(5, bytes([n])) for n in range(100)], [Kept(is_more=True)])
    refused = encode(Exchanged((Result("grant.forked", 0),), (), 5, NO_HASH, 5, False, 0, ()))
    assert asked(side, *[refused] * MOST_IN_VAIN) == [("/v1/exchange",)] * MOST_IN_VAIN


@pytest.mark.parametrize("is_taken", [False, True])
def test_as_long_as_something_comes_or_is_taken_it_goes_on(is_taken: bool) -> None:
    rounds = 3 * MOST_IN_VAIN
    side = Scripted([at(5, bytes([n])) for n in range(rounds)], [Kept(is_more=True)] * (rounds - 1) + [Kept()])
    results = (Result("grant.forked", 0), *((Result("", 6),) if is_taken else ()))
    items = () if is_taken else (Delivered(6, "roster", b"a link"),)
    answer = encode(Exchanged(results, items, 5, NO_HASH, 5, False, 0, ()))
    assert asked(side, answer) == [("/v1/exchange",)] * rounds


def test_what_could_not_be_handed_in_before_a_case_came_is_handed_in_then() -> None:
    content = Content("everything", ("changes",), True, (CaseFrom("sag1234567", 0),))
    side = Scripted([at(5), at(5, b"a")], [Kept()], [(content,)], let_in=True)
    paths = asked(side, exchanged(5), encode(Fetched((), ())), exchanged(6))
    assert paths == [("/v1/exchange",), ("/v1/fetch",), ("/v1/exchange",)]


def test_files_come_after_the_cases_and_what_is_saved_meanwhile_goes_in_between() -> None:
    content = Content("everything", ("changes",), True, (CaseFrom("sag1234567", 0),))
    piece = Ask("/v1/get", GetChunk(1, "sag1234567", NO_HASH, 0), may_be_refused=True)
    side = Scripted([at(5)], [Kept()], [(content,)], files=[(piece, piece), (piece,)], saved=[True, False])
    answers = (exchanged(5), encode(Fetched((), ())), b"one", b"two", exchanged(6), b"three")
    assert asked(side, *answers) == [("/v1/exchange",), ("/v1/fetch",), ("/v1/get", "/v1/get"), ("/v1/exchange",), ("/v1/get",)]
    assert side.kept_pieces == [(b"one", b"two"), (b"three",)]


def test_an_answer_that_is_none_ends_it() -> None:
    with pytest.raises(WireError):
        asked(Scripted([at(5)], [Kept()]), b"\xc1")


def test_a_question_says_where_the_laptop_stands() -> None:
    talk = conversation(Scripted([at(7, b"a")], [Kept(is_behind=True)]))
    (first,) = next(talk)
    assert isinstance(first.message, Exchange)
    assert (first.message.cursor, first.message.incarnation, [one.data for one in first.message.push]) == (7, "life", [b"a"])
    (second,) = talk.send((exchanged(7),))
    assert second == Ask("/v1/heads", Heads(1, "life", ()))
    assert not isinstance(second.message, Fetch)
