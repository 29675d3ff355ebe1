"""The laptop's side of a conversation: what is there to say, and keeping what is answered.

What comes is taken in by portions, and the cursor moves with the last of them: a kill at any point costs nothing but asking
again, for what is here already changes nothing when it comes again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from rygsaek.casework import preview
from rygsaek.history.journal import Journal
from rygsaek.vault.transaction import Reader, Transaction
from sync import (
    access,
    arrived,
    aside,
    checkpoints,
    files,
    healing,
    incarnations,
    keyring,
    losing,
    matter,
    membership,
    missing,
    outbox,
    results,
    sending,
    summaries,
    tables,
    unsealed,
)
from sync.errors import SyncError
from sync.fetching import CASES_AT_ONCE, EVERYTHING, Fetching, tick_off, want
from sync.identity import Entropy
from sync.membership import Membership
from sync.office import directory, leasing, renewing
from sync.office.mine import mine
from sync.outbox import Out, Sealing
from sync.proof.grants import CaseGrants
from sync.results import Follows
from sync.session import Ask, Content, Kept, Prepared
from sync.taking import UnusableError, in_one, in_portions, read_arrived, take_all
from sync.wire.codec import NO_HASH
from sync.wire.requests import Delivered, Exchanged, Fetched, GetChunk, HeadsAnswer, PutChunk

MOST_LIVES: Final = 1
"""New ones in a conversation: a store that says once more that somebody goes on in this laptop's name contradicts itself.

A copy that meets its twin needs one: the new name is drawn at random, and nobody else has ever had it.
"""


def _nothing(_: Transaction) -> None:
    """Nothing else is to be done."""


@dataclass
class Laptop:
    """journal: of the open vault; known: its office; now_ms: milliseconds, this laptop's clock; entropy: random bytes.

    is_sparing: the line costs by the byte, and nobody has asked for all of it; asked: which pieces of files are on their way.
    grants: of cases, as they were read; fetching: what is wanted of them still.
    is_healing: the store is asked for everything anew, and has not told all of it yet.
    came: told when something has come, while the rest is on its way; is_cancelled: a person has given it up.
    server_time: the highest that the store told in this conversation, in ms; given, taken: how many things so far.
    """

    journal: Journal
    known: Membership
    now_ms: int
    entropy: Entropy
    server_time: int = 0
    given: int = 0
    taken: int = 0
    out: list[Out] = field(default_factory=list)
    has_pulled: bool = False
    is_sealed: bool = False
    is_healing: bool = False
    lives: int = 0
    is_sparing: bool = False
    asked: tuple[files.Piece, ...] = ()
    given_up: set[str] = field(default_factory=set)
    grants: dict[str, CaseGrants] = field(default_factory=dict)
    came: Callable[[], None] = lambda: None
    is_cancelled: Callable[[], bool] = lambda: False

    def __post_init__(self) -> None:
        self.fetching = Fetching(self.journal.vault)

    @property
    def incarnation(self) -> str:
        return self.journal.vault.incarnation

    def try_again(self) -> None:
        """What other versions of this program could not use: once, and each by itself, since it may be so still."""
        with self.journal.vault.read() as reader:
            left = aside.of_other_versions(reader)
        for name in left:
            self._take([], once_more=(name,))

    def heal_on(self) -> None:
        """A healing that was broken off is begun anew: what the store took of it, it may have lost once more since."""
        with self.journal.vault.read() as reader:
            is_broken_off = tables.fact(reader, tables.HEALING) is not None
        if is_broken_off:
            self.begin_again()

    def prepare(self, room: int) -> Prepared:
        """What is unsent is sealed when a conversation begins, but what an old life left: that waits until all has come."""
        with self.journal.vault.write() as tx:
            if not self.is_sealed and (self.has_pulled or not incarnations.has_old(tx, self.incarnation)):
                self._seal(tx)
            found = outbox.waiting(tx, self.incarnation, room) if self.is_sealed else []
            self.out = outbox.unspoilt(tx, found, self.incarnation, self.known.secret.keys.sign)
            cursor, mark = tables.number(tx, tables.CURSOR), tables.fact(tx, tables.MARK) or NO_HASH
        return Prepared(self.incarnation, cursor, mark, [one.item for one in self.out])

    def keep(self, answer: Exchanged) -> Kept:
        incarnation = self.incarnation
        with self.journal.vault.write() as tx:
            given, follows = results.keep(tx, self.known, incarnation, self.out, answer.results)
            self.out, self.given = [], self.given + given
            if Follows.SEAL_ANEW in follows:
                self.is_sealed = False
            if Follows.READ_GRANTS_ANEW in follows:
                self.grants.clear()
            here = outbox.taken_of(tx, incarnation)
            if Follows.BE_ANOTHER in follows or answer.own > here:
                self._go_on_as_another(tx)
                return Kept(is_another=True)
        for portion in in_portions(answer.items):
            is_last = not portion or portion[-1] is answer.items[-1]
            self._take(portion, partial(self._move_on, answer) if is_last else _nothing)
        if self.is_healing and self.has_pulled:  # now it is known what the store has
            self.is_healing = self.is_sealed = False
            with self.journal.vault.write() as tx:
                tables.note(tx, tables.HEALING, None)
        with self.journal.vault.read() as reader:
            is_more = not self.is_sealed or outbox.is_waiting(reader, self.incarnation)
        return Kept(is_more, answer.own < here, self.incarnation != incarnation)

    def keep_heads(self, answer: HeadsAnswer) -> None:
        """What the store has lost goes again, the same bytes; and, of a store not yet known to have lost some, all the rest."""
        heads = {(one.case, one.type): one.seq for one in answer.heads}
        has_lost = False
        with self.journal.vault.write() as tx:
            for case, type_, seq in outbox.ends_of(tx, self.incarnation):
                if heads.get((case, type_), 0) < seq:
                    outbox.lost(tx, case, self.incarnation, type_, heads.get((case, type_), 0))
                    has_lost = True
        if has_lost and not self.is_healing:
            self.begin_again()

    def to_compare(self) -> tuple[str, ...]:
        with self.journal.vault.read() as reader:
            return healing.to_compare(reader)

    def compare(self, incarnation: str, answer: HeadsAnswer) -> None:
        with self.journal.vault.write() as tx:
            healing.compare(tx, incarnation, answer)

    def wanted(self) -> Iterator[Content]:
        return self.fetching.wanted()

    def keep_content(self, wanted: Content, answer: Fetched) -> None:
        self.fetching.answered(wanted)
        rest = {one.case: one.after for one in answer.rest}
        lying, left = set[str](), answer.items
        if wanted.stage == EVERYTHING:
            lying, left = self._lay(wanted, answer.items, rest)
        *portions, last = in_portions(sorted(left, key=_is_no_grant))  # what lies before its key would wait for it
        for portion in portions:
            self._take(portion)
        self._take(last, lambda tx: tick_off(tx, wanted, rest, lying, self.now_ms))
        if answer.items:
            self.came()

    def _lay(self, wanted: Content, items: Sequence[Delivered], rest: Container[str]) -> tuple[set[str], tuple[Delivered, ...]]:
        """Lay down the cases that came whole; returns which are seen to, and what is to be taken in now."""
        came, others = arrived.by_case(items, (one.case for one in wanted.cases))
        redacted = {arrived.case_of(one.kind, one.data) for one in others if one.kind == "redaction"}
        lying = set[str]()
        for some in arrived.together(wanted.cases, came):
            with self.journal.vault.write() as tx:
                seen_to, left = self.fetching.lay(tx, self.known, self._grants_of, some, came, rest, redacted)
            lying |= seen_to
            others += left
        return lying, tuple(others)

    def read_arrived(self) -> None:
        """Read the cases that lie as they came into the log, one after the other: first those that somebody has opened."""
        with self.journal.vault.read() as reader:
            left = dict.fromkeys(arrived.all_of(reader))
        while left and not self.is_cancelled():
            with self.journal.vault.read() as reader:
                case = next((one for one in preview.asked_for(reader) if one in left), next(iter(left)))
            del left[case]
            self.taken += read_arrived(self.journal, self.known, case, self.now_ms)
            if not len(left) % CASES_AT_ONCE:
                self.came()

    def is_let_in(self) -> bool:
        with self.journal.vault.read() as reader:
            is_to_grant = losing.is_wishing(reader) or tables.fact(reader, tables.RENEWED) != self._held_against(reader)
            is_to_send = unsealed.is_held_up(reader) or outbox.is_waiting(reader, self.incarnation)
        return not self.is_sealed and (is_to_grant or is_to_send)

    def pieces(self) -> tuple[Ask, ...]:
        if not self.known.is_active:
            return ()
        with self.journal.vault.read() as reader:
            self.asked = files.due(reader, self.known, self.given_up, is_sparing=self.is_sparing)
        paths = {PutChunk: "/v1/put", GetChunk: "/v1/get"}
        return tuple(Ask(paths[type(one.message)], one.message, may_be_refused=True) for one in self.asked)

    def keep_pieces(self, bodies: Sequence[bytes]) -> None:
        for piece, body in zip(self.asked, bodies, strict=True):
            with self.journal.vault.write() as tx:
                came = files.keep(tx, piece, body)
            if came.why:
                self.given_up.add(piece.attachment.key.blob)
            self.given += came.is_whole and isinstance(piece.message, PutChunk)
            self.taken += came.is_whole and isinstance(piece.message, GetChunk)

    def has_more_to_say(self) -> bool:
        with self.journal.vault.read() as reader:
            is_saved = bool(unsealed.marked(reader))
        self.is_sealed = self.is_sealed and not is_saved
        return is_saved

    def begin_again(self) -> None:
        """The store is not the one that it was, or has lost its end: ask for everything, and hand in all that it may lack."""
        with self.journal.vault.write() as tx:
            tables.ask_anew(tx)
            aside.forget_waiting(tx)
            sending.again(tx, self.now_ms)
            healing.begin(tx, self.incarnation)
            checkpoints.owe_again(tx)
            files.may_be_gone(tx)
            tables.note(tx, tables.HEALING, b"1")
        self.has_pulled = self.is_sealed = False
        self.is_healing = True

    def count_sync(self) -> None:
        """All has been said and heard."""
        with self.journal.vault.write() as tx:
            missing.count_sync(tx)

    def asks_anew(self) -> bool:
        """Whether something lies before the cursor that is to be asked for once more: by now the store has shown that it is the
        one that it was, which it could not be asked from the beginning."""
        with self.journal.vault.write() as tx:
            is_lacking = membership.lacks_links(tx) or tables.fact(tx, tables.LET_GO) is not None
            if is_lacking:
                tables.ask_anew(tx)
                tables.note(tx, tables.LET_GO, None)
        return is_lacking

    def _go_on_as_another(self, tx: Transaction) -> None:
        if self.lives == MOST_LIVES:
            raise SyncError("store.contradicts")
        incarnations.begin(tx, self.journal)
        self.lives += 1
        self.is_sealed = self.has_pulled = False

    def _grants_of(self, tx: Transaction, case: str) -> CaseGrants:
        if case not in self.grants:
            self.grants[case] = keyring.grants(tx, self.known, case)
        return self.grants[case]

    def _seal(self, tx: Transaction) -> None:
        self.grants.clear()
        incarnations.give_up_old(tx, self.incarnation)
        incarnations.issue_again(tx, self.journal)
        if not self.known.is_active:  # what is sealed is handed over when the store says so
            outbox.seal_unsent(tx, self._sealing(), may_begin=False)
            self.is_sealed = True
            return
        may_grant = not membership.is_in_doubt(tx)
        if may_grant:
            losing.make_again(tx, self.known, self.now_ms)
            held_against = self._held_against(tx)
            if tables.fact(tx, tables.RENEWED) != held_against:
                renewing.renew(tx, self.known, self.now_ms)
                tables.note(tx, tables.RENEWED, None if keyring.awaited(tx) else held_against)
        changed = unsealed.marked(tx)
        outbox.seal_unsent(tx, self._sealing(), may_begin=may_grant)
        covered = checkpoints.make_due(tx, self._sealing(), changed, is_healing=self.is_healing)
        summaries.make_due(tx, self._sealing(), (*covered, *summaries.shared(tx, self._sealing())))
        directory.tell(tx, self.known, changed, self.now_ms)
        access.seal_looks(tx, self._sealing())
        matter.publish(tx, self.known, self.now_ms, self.entropy)
        self.is_sealed = True

    def _held_against(self, reader: Reader) -> bytes:
        """What every case's grants are to fit."""
        return self.known.roster.head + b"".join(mine(reader, self.known))

    def _sealing(self) -> Sealing:
        return Sealing(self.known, self.incarnation, self.now_ms, self.entropy)

    def _take(
        self, items: list[Delivered], then: Callable[[Transaction], None] = _nothing, once_more: Collection[bytes] = ()
    ) -> None:
        """Take in things in one transaction. then: what else is done in it; once_more: as `take_all` has it."""

        def work(tx: Transaction, unusable: Collection[bytes]) -> None:
            before = self.incarnation
            try:
                intake = take_all(
                    tx, self.journal, self.known, items, self.now_ms, self.grants, unusable=unusable, once_more=once_more
                )
            except UnusableError:
                self.grants.clear()  # what was read of them may not have come to stand
                raise
            self.taken += len(intake.touched)
            if intake.known is not self.known or intake.granted or intake.deleted or self.incarnation != before:
                self.known, self.is_sealed = intake.known, False
            outbox.offer_again(tx, intake.granted | intake.shown)
            then(tx)

        in_one(self.journal.vault, work)

    def _move_on(self, answer: Exchanged, tx: Transaction) -> None:
        want(tx, answer.begun)
        tables.note_number(tx, tables.CURSOR, answer.cursor)
        tables.note(tx, tables.MARK, answer.mark)
        if self.known.is_active:  # who is shut out meets the store, and not the office
            leasing.begin_anew(tx, self.now_ms, self.server_time)
        self.has_pulled = not answer.is_more


def _is_no_grant(one: Delivered) -> bool:
    return one.kind != "grant"
