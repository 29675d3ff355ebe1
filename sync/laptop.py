"""The laptop's side of a conversation: what is there to say, and keeping what is answered.

What comes is taken in by portions, and the cursor moves with the last of them: a kill at any point costs nothing but asking
again, for what is here already changes nothing when it comes again.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Final

from rygsaek.casework import preview
from rygsaek.history.journal import Journal
from rygsaek.vault.transaction import Transaction
from sync import (
    access,
    arrived,
    checkpoints,
    deletions,
    files,
    incarnations,
    keyring,
    losing,
    matter,
    membership,
    missing,
    outbox,
    pairings,
    sending,
    summaries,
    tables,
    unsealed,
)
from sync.errors import SyncError
from sync.identity import Entropy
from sync.membership import Membership
from sync.office import directory, renewing
from sync.office.mine import mine
from sync.outbox import Out, Sealing
from sync.proof.grants import CaseGrants
from sync.session import STREAMS, Ask, Content, Kept, Prepared
from sync.taking import in_portions, read_arrived, take_all
from sync.wire.codec import NO_HASH
from sync.wire.requests import CaseFrom, Delivered, Exchanged, Fetched, GetChunk, HeadsAnswer, PutChunk

CLONED: Final = ("envelope.forked", "envelope.incarnation")
"""Refusals which say that somebody else goes on under this life's name."""
GAP: Final = "envelope.gap"
EVERYTHING: Final = "everything"
GAPS: Final = "gaps"
PAIRINGS: Final = "pairing"
WHO: Final = ("grant", "redaction")
STAGES: Final = {
    summaries.TYPE: ("grant", summaries.TYPE),
    checkpoints.TYPE: ("redaction", checkpoints.TYPE),
    EVERYTHING: ("redaction", *arrived.TYPES),
    checkpoints.ANEW: arrived.TYPES,
    GAPS: (*WHO, *arrived.TYPES),
}
"""What is fetched of a case that one has just got: first what opens it and what the list shows, then all of it. Where somebody
has opened it, or not all of it is to be had any more, the newest checkpoint comes in between. Of one with a gap: all there is."""
BEGUN: Final = (summaries.TYPE, EVERYTHING)
CASES_AT_ONCE: Final = 20
"""In one question: the first are shown while others are on their way."""
LINES_AT_ONCE: Final = 60
"""The same of what the list shows: one page of a screen, and some 50 kB."""
QUICKLY: Final = 4
"""So many times as much where answers come at once."""
MOST_LIVES: Final = 1
"""New ones in a conversation: a store that says once more that somebody goes on in this laptop's name contradicts itself."""


@dataclass
class Laptop:
    """journal: of the open vault; known: its office; now_ms: milliseconds, this laptop's clock; entropy: random bytes.

    is_sparing: the line costs by the byte, and nobody has asked for all of it; is_quick: the last answer came at once.
    asked: which pieces of files are on their way; grants: of cases, as they were read; on_way: of which cases content is.
    by_checkpoint: which are shown by theirs, before all of them is checked.
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
    has_looked_for_gaps: bool = False
    has_asked_for_pairings: bool = False
    lives: int = 0
    is_sparing: bool = False
    is_quick: bool = False
    asked: tuple[files.Piece, ...] = ()
    given_up: set[str] = field(default_factory=set)
    on_way: set[str] = field(default_factory=set)
    by_checkpoint: set[str] = field(default_factory=set)
    grants: dict[str, CaseGrants] = field(default_factory=dict)
    came: Callable[[], None] = lambda: None
    is_cancelled: Callable[[], bool] = lambda: False

    @property
    def incarnation(self) -> str:
        return self.journal.vault.incarnation

    def prepare(self, room: int) -> Prepared:
        """What is unsent is sealed when a conversation begins, but what an old life left: that waits until all has come."""
        with self.journal.vault.write() as tx:
            if not self.is_sealed and (self.has_pulled or not incarnations.has_old(tx, self.incarnation)):
                self._seal(tx)
            found = outbox.waiting(tx, self.incarnation, room) if self.is_sealed else []
            self.out = outbox.unspoilt(tx, found, self.known.secret.keys.sign)
            cursor, mark = tables.number(tx, tables.CURSOR), tables.fact(tx, tables.MARK) or NO_HASH
        return Prepared(self.incarnation, cursor, mark, [one.item for one in self.out])

    def keep(self, answer: Exchanged) -> Kept:
        incarnation = self.incarnation
        with self.journal.vault.write() as tx:
            is_another = self._keep_results(tx, answer)
            here = outbox.taken_of(tx, incarnation)
            if is_another or answer.own > here:
                self._go_on_as_another(tx)
                return Kept(is_another=True)
        for portion in in_portions(answer.items):
            with self.journal.vault.write() as tx:
                self._take(tx, portion)
                if not portion or portion[-1] is answer.items[-1]:
                    self._move_on(tx, answer)
        with self.journal.vault.read() as reader:
            is_more = not self.is_sealed or outbox.is_waiting(reader, self.incarnation)
        return Kept(is_more, answer.own < here, self.incarnation != incarnation)

    def keep_heads(self, answer: HeadsAnswer) -> None:
        """What the store has lost goes again, the same bytes."""
        heads = {(one.case, one.type): one.seq for one in answer.heads}
        with self.journal.vault.write() as tx:
            for case, type_, seq in outbox.ends_of(tx, self.incarnation):
                if heads.get((case, type_), 0) < seq:
                    outbox.lost(tx, case, self.incarnation, type_, heads.get((case, type_), 0))
                    files.may_be_gone(tx)

    def wanted(self) -> Iterator[Content]:
        if not self.has_looked_for_gaps:
            self._want_gaps()
        shares: dict[str, int] = {}
        while (one := self._next_wanted(shares)) is not None:
            self.on_way.update(case.case for case in one.cases)
            yield one
        if not self.on_way and not self.has_asked_for_pairings:
            self.has_asked_for_pairings = True
            with self.journal.vault.read() as reader:
                is_lacking = pairings.is_lacking(reader)
            if is_lacking:
                yield Content(PAIRINGS, (PAIRINGS,), True, ())

    def _next_wanted(self, shares: dict[str, int]) -> Content | None:
        """A case that somebody has opened goes before the others, and an earlier stage before a later one. No case is on its way
        twice. shares: how many cases go into one question of a stage."""
        with self.journal.vault.read() as reader:
            for case in preview.asked_for(reader):
                rows: dict[str, int] = dict(reader.query("SELECT stage, after FROM sync_fetching WHERE case_id = ?", (case,)))
                stage = next((one for one in STAGES if one in rows), None)
                if stage is None or case in self.on_way:
                    continue
                if stage == EVERYTHING and case not in self.by_checkpoint:
                    self.by_checkpoint.add(case)
                    return Content(checkpoints.TYPE, STAGES[checkpoints.TYPE], True, (CaseFrom(case, 0),))
                return Content(stage, STAGES[stage], True, (CaseFrom(case, rows[stage]),))
            for stage, types in STAGES.items():
                found = reader.query("SELECT case_id, after FROM sync_fetching WHERE stage = ? ORDER BY case_id", (stage,))
                cases = [CaseFrom(*row) for row in found if row[0] not in self.on_way]
                if cases:  # a few, too, go over a lossy line on all streams
                    most = LINES_AT_ONCE if stage == summaries.TYPE else CASES_AT_ONCE
                    most *= QUICKLY if self.is_quick else 1
                    share = shares.setdefault(stage, min(most, -(-len(cases) // STREAMS)))
                    return Content(stage, types, True, tuple(cases[:share]))
        return None

    def keep_content(self, wanted: Content, answer: Fetched) -> None:
        self.on_way.difference_update(one.case for one in wanted.cases)
        rest = {one.case: one.after for one in answer.rest}
        with self.journal.vault.write() as tx:
            lying, left = self._lay(tx, wanted, answer.items, rest) if wanted.stage == EVERYTHING else (set[str](), answer.items)
            first, *others = in_portions(sorted(left, key=_is_no_grant))  # what lies before its key would wait for it
            self._take(tx, first)
            if not others:
                self._tick_off(tx, wanted, rest, lying)
        for portion in others:
            with self.journal.vault.write() as tx:
                self._take(tx, portion)
                if portion is others[-1]:
                    self._tick_off(tx, wanted, rest, lying)
        if answer.items:
            self.came()

    def _lay(
        self, tx: Transaction, wanted: Content, items: Iterable[Delivered], rest: Container[str]
    ) -> tuple[set[str], list[Delivered]]:
        """Lay down the cases that came whole. Returns those of which nothing is to be taken in now, and what is of the others.

        One that is not as it should be, or not to be had whole, comes again behind its checkpoint.
        """
        envelopes, left = arrived.by_case(items, (one.case for one in wanted.cases))
        lying = set[str]()
        for one in wanted.cases:
            case, came = one.case, envelopes[one.case]
            if case in self.by_checkpoint or case in rest or one.after:
                left += (one.item for one in came)
                continue
            lying.add(case)
            if arrived.lay(tx, self.known, self._grants_of(tx, case), self.incarnation, case, came):
                tx.execute("DELETE FROM sync_fetching WHERE case_id = ?", (case,))
            else:
                self.by_checkpoint.add(case)
                tx.execute("INSERT OR IGNORE INTO sync_fetching VALUES (?, ?, 0)", (case, checkpoints.TYPE))
        return lying, left

    def _tick_off(self, tx: Transaction, wanted: Content, rest: Mapping[str, int], lying: Container[str]) -> None:
        """How far these cases have come."""
        for case in (one.case for one in wanted.cases if one.case not in lying):
            if case in rest:
                tx.execute("UPDATE sync_fetching SET after = ? WHERE case_id = ? AND stage = ?", (rest[case], case, wanted.stage))
                continue
            tx.execute("DELETE FROM sync_fetching WHERE case_id = ? AND stage = ?", (case, wanted.stage))
            if wanted.stage != summaries.TYPE:
                summaries.settle(tx, case, self.now_ms)

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
            tables.note(tx, tables.CURSOR, None)
            tables.note(tx, tables.MARK, None)
            sending.again(tx, self.now_ms)
            files.may_be_gone(tx)
        self.has_pulled = self.is_sealed = False

    def seal_all(self) -> None:
        """Seal what can be sealed without asking anybody: for a hand-over."""
        with self.journal.vault.write() as tx:
            outbox.seal_unsent(tx, self._sealing(), may_begin=False)

    def count_sync(self) -> None:
        """All has been said and heard."""
        with self.journal.vault.write() as tx:
            missing.count_sync(tx)

    def _want_gaps(self) -> None:
        """Once a conversation: what something waits for, or a colleague has seen, may have been left out by mistake."""
        with self.journal.vault.write() as tx:
            tx.execute(
                "INSERT OR IGNORE INTO sync_fetching SELECT DISTINCT case_id, ?, 0 FROM"
                " (SELECT case_id FROM sync_aside WHERE waits LIKE 'chain %' OR waits LIKE 'grant %'"
                " UNION SELECT case_id FROM sync_missing) WHERE case_id NOT IN (SELECT case_id FROM sync_fetching)",
                (GAPS,),
            )
        self.has_looked_for_gaps = True

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
            held_against = self.known.roster.head + b"".join(mine(tx, self.known))
            if tables.fact(tx, tables.RENEWED) != held_against:
                renewing.renew(tx, self.known, self.now_ms)
                tables.note(tx, tables.RENEWED, held_against)
        changed = unsealed.marked(tx)
        outbox.seal_unsent(tx, self._sealing(), may_begin=may_grant)
        covered = checkpoints.make_due(tx, self._sealing(), changed)
        summaries.make_due(tx, self._sealing(), (*covered, *summaries.shared(tx, self._sealing())))
        directory.tell(tx, self.known, changed, self.now_ms)
        access.seal_looks(tx, self._sealing())
        matter.publish(tx, self.known, self.now_ms, self.entropy)
        self.is_sealed = True

    def _sealing(self) -> Sealing:
        return Sealing(self.known, self.incarnation, self.now_ms, self.entropy)

    def _keep_results(self, tx: Transaction, answer: Exchanged) -> bool:
        """Returns whether somebody else goes on under this life's name."""
        if len(answer.results) != len(self.out):
            raise SyncError("wire.results")
        is_another = False
        for one, result in zip(self.out, answer.results, strict=True):
            if not result.code:
                outbox.taken(tx, one, result.position)
                self.given += 1
                if one.item.kind == "redaction":  # now a checkpoint without the text
                    self.is_sealed = False
            elif one.item.kind == "envelope" and result.code in CLONED:
                is_another = True
            elif one.item.kind == "grant" and result.code == "grant.forked":
                lost = losing.said_in(one.item.data)
                if losing.first_unsent(tx, lost.case) is not None:
                    losing.take_out(tx, self.incarnation, lost.case, lost.n)
                    self.grants.clear()
                    self.is_sealed = False
            elif result.code == "notice.epoch" and matter.lost(tx, self.known, one.item.data):
                outbox.taken(tx, one, 0)
                self.is_sealed = False
            elif result.code != GAP:
                outbox.refused(tx, one, result.code)
        self.out = []
        return is_another

    def _take(self, tx: Transaction, items: list[Delivered]) -> None:
        before = self.incarnation
        intake = take_all(tx, self.journal, self.known, items, self.now_ms, self.grants)
        self.taken += len(intake.touched)
        if intake.known is not self.known or intake.granted or intake.deleted or self.incarnation != before:
            self.known, self.is_sealed = intake.known, False
            outbox.offer_again(tx, intake.granted)

    def _move_on(self, tx: Transaction, answer: Exchanged) -> None:
        begun = set(answer.begun) - deletions.every(tx)
        tx.executemany("INSERT OR IGNORE INTO sync_fetching VALUES (?, ?, 0)", product(sorted(begun), BEGUN))
        tables.note_number(tx, tables.CURSOR, answer.cursor)
        tables.note(tx, tables.MARK, answer.mark)
        tables.note_number(tx, tables.SERVER_TIME, max(self.server_time, tables.number(tx, tables.SERVER_TIME)))
        tables.note_number(tx, tables.CONTACT, max(0, self.now_ms))
        self.has_pulled = not answer.is_more


def _is_no_grant(one: Delivered) -> bool:
    return one.kind != "grant"
