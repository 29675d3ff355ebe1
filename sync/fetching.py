"""Which earlier content of cases is wanted next, and how far each case has come: what stands in `sync_fetching`.

First comes what opens a case and what the list shows of it; then all of it, which is laid down as it came (`arrived`). Of a case
that somebody has opened, or of which not all is as it should be or to be had, the newest checkpoint comes in between.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Final

from rygsaek.casework import preview
from rygsaek.vault.transaction import Reader, Transaction
from rygsaek.vault.vault import Vault
from sync import arrived, checkpoints, deletions, pairings, summaries
from sync.arrived import Came
from sync.membership import Membership
from sync.proof.grants import CaseGrants
from sync.session import STREAMS, Content
from sync.wire.codec import KIB
from sync.wire.requests import CaseFrom, Delivered

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
"""What is fetched of a case, an earlier stage before a later one. Of one with a gap: all there is."""
BEGUN: Final = (summaries.TYPE, EVERYTHING)
CASES_AT_ONCE: Final = 20
"""In one question: the first are shown while others are on their way."""
LINES_AT_ONCE: Final = 60
"""The same of what the list shows: one page of a screen, and some 50 kB."""
QUICKLY: Final = 4
"""So many times as much where answers come at once."""
SLOWLY: Final = 4
"""So many times fewer cases where the line is slow: one that somebody opens waits for all that is on its way already."""
QUICK_MS: Final = 150
"""Within which an answer comes at once: less than there and back on a poor line."""
SLOW: Final = 100
"""Bytes a millisecond on one stream, below which a line is slow; told by answers of TELLING_BYTES and more."""
TELLING_BYTES: Final = 10 * KIB


@dataclass
class Fetching:
    """Of one conversation. on_way: of which cases content is; by_checkpoint: which are shown by theirs before all is checked.

    is_quick: the last answer came at once; is_slow: the last of some size came slowly.
    """

    vault: Vault
    is_quick: bool = False
    is_slow: bool = False
    on_way: set[str] = field(default_factory=set)
    by_checkpoint: set[str] = field(default_factory=set)
    has_looked_for_gaps: bool = False
    has_asked_for_pairings: bool = False

    def wanted(self) -> Iterator[Content]:
        """What is wanted and not on its way, one after the other, the most urgent at that moment."""
        if not self.has_looked_for_gaps:
            self._want_gaps()
        shares: dict[str, int] = {}
        while (one := self._next(shares)) is not None:
            self.on_way.update(case.case for case in one.cases)
            yield one
        if not self.on_way and not self.has_asked_for_pairings:
            self.has_asked_for_pairings = True
            with self.vault.read() as reader:
                is_lacking = pairings.is_lacking(reader)
            if is_lacking:
                yield Content(PAIRINGS, (PAIRINGS,), True, ())

    def heard(self, size_bytes: int, took_ms: int) -> None:
        """How an answer came: with there and back."""
        self.is_quick = took_ms < QUICK_MS
        if size_bytes >= TELLING_BYTES:
            self.is_slow = size_bytes < SLOW * took_ms

    def answered(self, wanted: Content) -> None:
        """It is on its way no more."""
        self.on_way.difference_update(one.case for one in wanted.cases)

    def lay(
        self,
        tx: Transaction,
        known: Membership,
        grants_of: Callable[[Transaction, str], CaseGrants],
        cases: Iterable[CaseFrom],
        came: Mapping[str, Sequence[Came]],
        rest: Container[str],
        redacted: Container[str] = (),
    ) -> tuple[set[str], list[Delivered]]:
        """Lay down the cases that came whole. Returns those of which nothing is to be taken in now, and what is of the others.

        came: the envelopes of each; rest: cases of which more is to come; redacted: those of which texts were taken out, and
        envelopes with them. One that may not lie comes again behind its checkpoint.
        """
        lying, left = set[str](), list[Delivered]()
        for case, after in ((one.case, one.after) for one in cases):
            if case in self.by_checkpoint or (case not in redacted and (case in rest or after)):
                left += (one.item for one in came[case])
                continue
            lying.add(case)
            if case not in redacted and arrived.lay(tx, known, grants_of(tx, case), self.vault.incarnation, case, came[case]):
                tx.execute("DELETE FROM sync_fetching WHERE case_id = ?", (case,))
            else:
                self.by_checkpoint.add(case)
                tx.execute("INSERT OR IGNORE INTO sync_fetching VALUES (?, ?, 0)", (case, checkpoints.TYPE))
        return lying, left

    def _next(self, shares: dict[str, int]) -> Content | None:
        """A case that somebody has opened goes before the others. No case is on its way twice.

        shares: how many cases go into one question of a stage.
        """
        with self.vault.read() as reader:
            return self._next_opened(reader) or self._next_of_all(reader, shares)

    def _next_opened(self, reader: Reader) -> Content | None:
        for case in preview.asked_for(reader):
            rows: dict[str, int] = dict(reader.query("SELECT stage, after FROM sync_fetching WHERE case_id = ?", (case,)))
            stage = next((one for one in STAGES if one in rows), None)
            if stage is None or case in self.on_way:
                continue
            if stage == EVERYTHING and case not in self.by_checkpoint:
                self.by_checkpoint.add(case)
                return Content(checkpoints.TYPE, STAGES[checkpoints.TYPE], True, (CaseFrom(case, 0),))
            return Content(stage, STAGES[stage], True, (CaseFrom(case, rows[stage]),))
        return None

    def _next_of_all(self, reader: Reader, shares: dict[str, int]) -> Content | None:
        for stage, types in STAGES.items():
            found = reader.query("SELECT case_id, after FROM sync_fetching WHERE stage = ? ORDER BY case_id", (stage,))
            cases = [CaseFrom(*row) for row in found if row[0] not in self.on_way]
            if cases:  # a few, too, go over a lossy line on all streams
                share = shares.setdefault(stage, min(self._most(stage), -(-len(cases) // STREAMS)))
                return Content(stage, types, True, tuple(cases[:share]))
        return None

    def _most(self, stage: str) -> int:
        """Cases in one question."""
        most = LINES_AT_ONCE if stage == summaries.TYPE else CASES_AT_ONCE
        if self.is_slow and stage != summaries.TYPE:
            most = max(1, most // SLOWLY)
        return most * QUICKLY if self.is_quick else most

    def _want_gaps(self) -> None:
        """Once a conversation: what something waits for, or a colleague has seen, may have been left out by mistake."""
        with self.vault.write() as tx:
            tx.execute(
                "INSERT OR IGNORE INTO sync_fetching SELECT DISTINCT case_id, ?, 0 FROM"
                " (SELECT case_id FROM sync_aside WHERE waits LIKE 'chain %' OR waits LIKE 'grant %'"
                " UNION SELECT case_id FROM sync_missing) WHERE case_id NOT IN (SELECT case_id FROM sync_fetching)",
                (GAPS,),
            )
            tx.execute(
                "INSERT OR IGNORE INTO sync_fetching SELECT DISTINCT case_id, ?, 0 FROM sync_missing JOIN sync_vouched"
                " USING (case_id, incarnation)",
                (checkpoints.TYPE,),
            )
        self.has_looked_for_gaps = True


def want(tx: Transaction, begun: Iterable[str]) -> None:
    """Cases that this laptop was let into late are to be fetched."""
    cases = set(begun) - deletions.every(tx)
    tx.executemany("INSERT OR IGNORE INTO sync_fetching VALUES (?, ?, 0)", product(sorted(cases), BEGUN))


def tick_off(tx: Transaction, wanted: Content, rest: Mapping[str, int], lying: Container[str], now_ms: int) -> None:
    """Note how far these cases have come. rest: from where the rest of some is to come; lying: what has been seen to already."""
    for case in (one.case for one in wanted.cases if one.case not in lying):
        if case in rest:
            tx.execute("UPDATE sync_fetching SET after = ? WHERE case_id = ? AND stage = ?", (rest[case], case, wanted.stage))
            continue
        tx.execute("DELETE FROM sync_fetching WHERE case_id = ? AND stage = ?", (case, wanted.stage))
        if wanted.stage != summaries.TYPE:
            summaries.settle(tx, case, now_ms)
