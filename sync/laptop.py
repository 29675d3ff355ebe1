"""The laptop's side of a conversation: what is there to say, and keeping what is answered. Each answer is one transaction, with
the cursor, so that a kill at any point costs nothing but asking again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from rygsaek.history.journal import Journal
from rygsaek.vault.transaction import Transaction
from sync import aside, incarnations, missing, outbox, sending, tables, unsealed
from sync.aside import Aside, AsideError
from sync.errors import SyncError
from sync.identity import Entropy
from sync.inbox import OWN_AHEAD, OWN_FORKED, Intake
from sync.membership import Membership
from sync.office import renewing
from sync.outbox import Out, Sealing
from sync.session import Content, Kept, Prepared
from sync.wire.codec import NO_HASH
from sync.wire.requests import CaseFrom, Delivered, Exchanged, Fetched, HeadsAnswer

CLONED: Final = ("envelope.forked", "envelope.incarnation")
"""Refusals which say that somebody else goes on under this life's name."""
EVERYTHING: Final = "everything"
CASES_AT_ONCE: Final = 50


@dataclass
class Laptop:
    """journal: of the open vault; known: its office; now_ms: milliseconds, this laptop's clock; entropy: random bytes."""

    journal: Journal
    known: Membership
    now_ms: int
    entropy: Entropy
    out: list[Out] = field(default_factory=list)
    server_time: int = 0
    has_pulled: bool = False
    is_sealed: bool = False

    def prepare(self, room: int) -> Prepared:
        with self.journal.vault.write() as tx:
            incarnation = self.journal.vault.incarnation
            if not self.is_sealed and (self.has_pulled or not incarnations.has_old(tx, incarnation)):
                self._seal(tx)
            self.out = outbox.waiting(tx, self.journal.vault.incarnation, room) if self.is_sealed else []
            cursor, mark = tables.number(tx, tables.CURSOR), tables.fact(tx, tables.MARK) or NO_HASH
        return Prepared(self.journal.vault.incarnation, cursor, mark, [one.item for one in self.out])

    def keep(self, answer: Exchanged) -> Kept:
        with self.journal.vault.write() as tx:
            incarnation = self.journal.vault.incarnation
            is_another = self._keep_results(tx, answer)
            known = tx.one("SELECT count(*) FROM sync_own WHERE incarnation = ? AND position > 0", (incarnation,))
            here = known[0] if known else 0
            if is_another or answer.own > here:
                incarnations.begin(tx, self.journal)
                self.is_sealed = self.has_pulled = False
                return Kept(is_another=True)
            self._keep_items(tx, answer.items)
            for case in answer.begun:
                tx.execute("INSERT OR IGNORE INTO sync_fetching VALUES (?, ?, 0)", (case, EVERYTHING))
            tables.note_number(tx, tables.CURSOR, answer.cursor)
            tables.note(tx, tables.MARK, answer.mark)
            self._note_contact(tx)
            if not answer.is_more:
                self.has_pulled = True
            is_more = not self.is_sealed or outbox.is_waiting(tx, self.journal.vault.incarnation)
        return Kept(is_more, answer.own < here, self.journal.vault.incarnation != incarnation)

    def keep_heads(self, answer: HeadsAnswer) -> None:
        with self.journal.vault.write() as tx:
            heads = {(one.case, one.type): one for one in answer.heads}
            own = tx.query(
                "SELECT case_id, type, max(seq) FROM sync_own WHERE incarnation = ? AND position > 0 GROUP BY case_id, type",
                (self.journal.vault.incarnation,),
            )
            for case, type_, seq in own:
                head = heads.get((case, type_))
                if head is None or head.seq < seq:
                    outbox.lost(tx, case, self.journal.vault.incarnation, type_, head.seq if head else 0)

    def wanted(self) -> tuple[Content, ...]:
        with self.journal.vault.read() as reader:
            cases = [CaseFrom(*row) for row in reader.query("SELECT case_id, after FROM sync_fetching ORDER BY case_id")]
        if not cases:
            return ()
        return (Content(EVERYTHING, ("changes", "access"), True, tuple(cases[:CASES_AT_ONCE])),)

    def keep_content(self, wanted: Content, answer: Fetched) -> None:
        with self.journal.vault.write() as tx:
            self._keep_items(tx, answer.items)
            rest = {one.case: one.after for one in answer.rest}
            for case in (one.case for one in wanted.cases):
                if case in rest:
                    tx.execute(
                        "UPDATE sync_fetching SET after = ? WHERE case_id = ? AND stage = ?", (rest[case], case, wanted.stage)
                    )
                else:
                    tx.execute("DELETE FROM sync_fetching WHERE case_id = ? AND stage = ?", (case, wanted.stage))

    def begin_again(self) -> None:
        """The store is not the one that it was, or has lost its end: ask for everything, and hand in all that it may lack."""
        with self.journal.vault.write() as tx:
            tables.note(tx, tables.CURSOR, None)
            tables.note(tx, tables.MARK, None)
            sending.again(tx, self.now_ms)
        self.has_pulled = self.is_sealed = False

    def _note_contact(self, tx: Transaction) -> None:
        highest = max(self.server_time, tables.number(tx, tables.SERVER_TIME))
        tables.note_number(tx, tables.SERVER_TIME, highest)
        tables.note_number(tx, tables.CONTACT, max(0, self.now_ms))

    def _seal(self, tx: Transaction) -> None:
        incarnations.give_up_old(tx, self.journal.vault.incarnation)
        incarnations.issue_again(tx, self.journal)
        renewing.renew(tx, self.known, self.now_ms)
        outbox.seal_unsent(tx, Sealing(self.known, self.journal.vault.incarnation, self.now_ms, self.entropy))
        self.is_sealed = True

    def _keep_results(self, tx: Transaction, answer: Exchanged) -> bool:
        """Returns whether somebody else goes on under this life's name."""
        if len(answer.results) != len(self.out):
            raise SyncError("wire.results")
        is_another = False
        for one, result in zip(self.out, answer.results, strict=True):
            if not result.code:
                outbox.taken(tx, one, result.position)
            elif not one.n and result.code in CLONED:
                is_another = True
            elif result.code != "envelope.gap":
                outbox.refused(tx, one, result.code)
        return is_another

    def _keep_items(self, tx: Transaction, items: tuple[Delivered, ...]) -> None:
        """Take in what is as it should be, and set the rest aside; what waited for something that came is tried again."""
        intake = Intake(self.journal, tx, self.known, self.now_ms)
        again = [Aside(one.kind, "", one.position, "", "", self.now_ms, one.data) for one in items]
        while again:
            for one in again:
                try:
                    intake.take(one.kind, one.data)
                except AsideError as error:
                    aside.keep(tx, one._replace(case=error.case, reason=error.reason, waits=error.waits))
                    self._go_on_as_another(tx, intake, error)
            freed, intake.freed = intake.freed, set()
            again = aside.waiting_for(tx, sorted(freed))
        for case in intake.touched:
            missing.settle(tx, case)
            unsealed.unmark(tx, case)
        if intake.known is not self.known or intake.has_granted:
            self.known, self.is_sealed = intake.known, False

    def _go_on_as_another(self, tx: Transaction, intake: Intake, error: AsideError) -> None:
        """The store shows what this laptop wrote in a life that it has forgotten."""
        if error.waits == OWN_AHEAD:
            incarnations.begin(tx, self.journal)
            if error.reason == OWN_FORKED:
                incarnations.issue_again(tx, self.journal, only=error.case)
            intake.freed.add(OWN_AHEAD)
            self.is_sealed = False
