"""What is only on this computer, how much and since when: the one line that never lies.

Before an office nothing is sent, so everything saved here is only here. Sending, when it comes, moves `sent` on.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

import msgspec

from forms.problems import Problem
from rygsaek.casework.desk import Desk
from rygsaek.history.changes import Change
from rygsaek.history.registers import CaseState
from rygsaek.vault.migrations import Migration
from rygsaek.vault.transaction import Transaction

MIGRATIONS = (
    Migration(
        "casework-status-1",
        (
            """CREATE TABLE local_tail (
                case_id TEXT NOT NULL, incarnation TEXT NOT NULL, last INTEGER NOT NULL,
                first_ms INTEGER NOT NULL, latest_ms INTEGER NOT NULL,
                PRIMARY KEY (case_id, incarnation)
            ) STRICT, WITHOUT ROWID""",
        ),
    ),
)


EARLIEST_MS: Final = 1_767_225_600_000
"""1 January 2026: no clock that goes right shows an earlier day."""
TOLERATED_MS: Final = 60 * 60 * 1000


class LocalOnly(msgspec.Struct, frozen=True):
    """What only this computer has. changes: how many saves; drafts: typed text that is no answer yet; since: UTC, or None."""

    changes: int
    cases: int
    drafts: int
    since: datetime | None


class Tails:
    """The projector: how far each case's log goes, without reading the logs."""

    name = "local_tail"
    version = 1
    tables = ("local_tail",)

    def apply(self, tx: Transaction, case: str, changes: Sequence[Change], state: CaseState) -> None:
        """Move the case's tail on."""
        by_incarnation: dict[str, list[Change]] = {}
        for change in changes:
            by_incarnation.setdefault(change.id.incarnation, []).append(change)
        for incarnation, own in by_incarnation.items():
            stamps = [change.at.ms for change in own]
            tx.execute(
                "INSERT INTO local_tail VALUES (?, ?, ?, ?, ?) ON CONFLICT (case_id, incarnation) DO UPDATE SET"
                " last = max(last, excluded.last), first_ms = min(first_ms, excluded.first_ms),"
                " latest_ms = max(latest_ms, excluded.latest_ms)",
                (case, incarnation, max(change.id.txn for change in own), min(stamps), max(stamps)),
            )

    def forget(self, tx: Transaction, case: str) -> None:
        """Take the case out."""
        tx.execute("DELETE FROM local_tail WHERE case_id = ?", (case,))


def local_only(desk: Desk) -> LocalOnly:
    """What only this computer has: saves that were never sent, and text that is no answer yet."""
    with desk.vault.read() as reader:
        saved = reader.one("SELECT coalesce(sum(last), 0), count(DISTINCT case_id), min(first_ms) FROM local_tail")
        typed = reader.one("SELECT count(*), min(begun) FROM draft")
    changes, cases, first_ms = saved or (0, 0, None)
    drafts, begun = typed or (0, None)
    moments = [datetime.fromtimestamp(first_ms / 1000, UTC)] if first_ms is not None else []
    moments += [datetime.fromisoformat(begun)] if begun else []
    return LocalOnly(changes, cases, drafts, min(moments, default=None))


def clock_problem(desk: Desk) -> Problem | None:
    """Whether this computer's clock looks wrong: then dates are to be taken with care, and nothing else changes."""
    with desk.vault.read() as reader:
        found = reader.one("SELECT max(latest_ms) FROM local_tail")
    now_ms = desk.now().timestamp() * 1000
    latest_ms = found[0] if found and found[0] is not None else now_ms
    if now_ms >= EARLIEST_MS and latest_ms <= now_ms + TOLERATED_MS:
        return None
    return Problem(
        "clock.wrong",
        "",
        "Uret på computeren ser ud til at gå forkert.",
        "Ret dato og tid i computerens indstillinger. Alt er gemt, men datoer kan stå forkert.",
        "note",
    )
