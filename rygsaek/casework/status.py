"""How far each case's log goes, without reading the logs, and whether the clock looks wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

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


class Tails:
    """The projector: how far each case's log goes, without reading the logs."""

    name = "local_tail"
    version = 1
    tables = ("local_tail",)

    def apply(self, tx: Transaction, case: str, changes: Sequence[Change], state: CaseState) -> None:
        """Move the case's tail on."""
        told = [(change.id.incarnation, change.id.txn, change.at.ms) for change in changes]
        for incarnation in dict.fromkeys(name for name, _, _ in told):
            _, saves, times = zip(*[one for one in told if one[0] == incarnation], strict=True)
            tx.execute(
                "INSERT INTO local_tail VALUES (?, ?, ?, ?, ?) ON CONFLICT (case_id, incarnation) DO UPDATE SET"
                " last = max(last, excluded.last), first_ms = min(first_ms, excluded.first_ms),"
                " latest_ms = max(latest_ms, excluded.latest_ms)",
                (case, incarnation, max(saves), min(times), max(times)),
            )

    def forget(self, tx: Transaction, case: str) -> None:
        """Take the case out."""
        tx.execute("DELETE FROM local_tail WHERE case_id = ?", (case,))


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
