"""One conversation with the store: what to say next, given what was answered. Pure: whoever drives it carries the questions,
and the laptop's own side keeps the answers.

    hand in, and get what is new, until there is no more of either way
      a store that has lost something: ask where one's chains end, and hand in again what it lacks
      a store that knows more of this laptop than this laptop does: go on as another life, and ask again
    of a store that has lost something: ask where others' chains end too, and hand in again what it lacks
    then the earlier content of cases that one has just got, several at once, each question chosen when there is room for it;
    then pairings that grants wait for; then what has come is read; then what could not be handed in before it came
    then the pieces of files, a few at once; what is saved meanwhile goes in between
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from itertools import chain
from typing import Final, NamedTuple, Protocol

from rygsaek.program import VERSION
from sync.wire.codec import MIB, Message, decode
from sync.wire.office import FORMAT
from sync.wire.requests import ANSWER_CAP, CaseFrom, Exchange, Exchanged, Fetch, Fetched, Heads, HeadsAnswer, Item

PUSH_BYTES: Final = 4 * MIB
ROOM: Final = 8 * MIB
STREAMS: Final = 4
"""Questions on the way at once: one stream wastes a lossy line, four do not."""
MOST_ROUNDS: Final = 10_000
"""Of one conversation. A store that always has more to tell is left after so many."""


MOST_IN_VAIN: Final = 8
"""Rounds one after the other in which nothing came and nothing was taken: what is left is tried at the next sync."""


class Prepared(NamedTuple):
    """Where this laptop stands (incarnation, cursor, mark), and what it hands in."""

    incarnation: str
    cursor: int
    mark: bytes
    push: Sequence[Item]


class Kept(NamedTuple):
    """is_more: there is more to hand in; is_behind: the store lacks what it had; is_another: a new life has begun here."""

    is_more: bool = False
    is_behind: bool = False
    is_another: bool = False


class Content(NamedTuple):
    """Earlier content that is wanted. stage: which kind; types, is_whole: as Fetch has them."""

    stage: str
    types: tuple[str, ...]
    is_whole: bool
    cases: tuple[CaseFrom, ...]


class Ask(NamedTuple):
    """A question to carry to the store. may_be_refused: a no of the store is an answer, and goes on with its own body."""

    path: str
    message: Message
    may_be_refused: bool = False


class Side(Protocol):
    """The laptop's own side. Each keeps what it is told in one transaction."""

    def prepare(self, room: int) -> Prepared:
        """What is there to hand in, up to so many bytes?"""

    def keep(self, answer: Exchanged) -> Kept:
        """Keep what became of what was handed in, and what is new."""

    def keep_heads(self, answer: HeadsAnswer) -> None:
        """Keep where one's own chains end in the store."""

    def to_compare(self) -> tuple[str, ...]:
        """Of which other incarnations may the store have lost something?"""

    def compare(self, incarnation: str, answer: HeadsAnswer) -> None:
        """Keep where its chains end in the store."""

    def wanted(self) -> Iterator[Content]:
        """Which earlier content is wanted still, and is not on its way: one after the other, the most urgent at that moment."""

    def keep_content(self, wanted: Content, answer: Fetched) -> None:
        """Keep earlier content."""

    def read_arrived(self) -> None:
        """Read what has come and was only laid down."""

    def is_let_in(self) -> bool:
        """May something be handed in now that could not be before what came?"""

    def pieces(self) -> tuple[Ask, ...]:
        """Which pieces of files to hand in or fetch next; those that can go together."""

    def keep_pieces(self, bodies: Sequence[bytes]) -> None:
        """Keep what was answered about them, in the same order."""

    def has_more_to_say(self) -> bool:
        """Was anything saved since it was last asked what there is to hand in?"""


Conversation = Generator[Iterable[Ask], Iterable[bytes], None]
"""Questions that may be carried at once, each taken when there is room for it; the bodies of their answers, in the same order,
each as it comes."""


def conversation(side: Side) -> Conversation:
    """Everything there is to say now. Raises WireError for an answer that cannot be read."""
    yield from exchanging(side)
    others = side.to_compare()
    if others:
        bodies = yield tuple(Ask("/v1/heads", Heads(FORMAT, one, ())) for one in others)
        for one, body in zip(others, bodies, strict=True):
            side.compare(one, decode(body, HeadsAnswer, ANSWER_CAP))
        yield from exchanging(side)
    for _ in range(MOST_ROUNDS):
        wanted = side.wanted()
        first = next(wanted, None)
        if first is None:
            break
        asked: deque[Content] = deque()
        for body in (yield fetching(chain((first,), wanted), asked)):
            side.keep_content(asked.popleft(), decode(body, Fetched, ANSWER_CAP))
    side.read_arrived()
    if side.is_let_in():
        yield from exchanging(side)
    for _ in range(MOST_ROUNDS):
        asks = side.pieces()
        if not asks:
            return
        side.keep_pieces(tuple((yield asks)))
        if side.has_more_to_say():
            yield from exchanging(side)


def fetching(wanted: Iterable[Content], asked: deque[Content]) -> Iterator[Ask]:
    """Content as questions. asked: gets each as it is taken, in the order of the answers."""
    for one in wanted:
        asked.append(one)
        yield Ask("/v1/fetch", Fetch(FORMAT, one.cases, one.types, one.is_whole, ROOM))


def exchanging(side: Side) -> Conversation:
    """Hand in and get, until there is no more either way."""
    has_asked_heads, before, in_vain = False, None, 0
    for _ in range(MOST_ROUNDS):
        mine = side.prepare(PUSH_BYTES)
        asked = Exchange(FORMAT, VERSION, mine.incarnation, mine.cursor, mine.mark, ROOM, tuple(mine.push))
        (body,) = yield (Ask("/v1/exchange", asked),)
        answer = decode(body, Exchanged, ANSWER_CAP)
        kept = side.keep(answer)
        in_vain = 0 if answer.items or not all(one.code for one in answer.results) else in_vain + 1
        if kept.is_behind and not kept.is_another and not has_asked_heads:
            has_asked_heads = True
            (body,) = yield (Ask("/v1/heads", Heads(FORMAT, mine.incarnation, ())),)
            side.keep_heads(decode(body, HeadsAnswer, ANSWER_CAP))
        elif not (kept.is_more or kept.is_another or answer.is_more) or mine == before or in_vain == MOST_IN_VAIN:
            return
        before = mine
