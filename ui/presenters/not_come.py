"""A case of which the summary came and the rest did not: said with whom to ask, and let go of. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rygsaek.casework import preview
from rygsaek.casework.desk import Desk
from sync import missing, summaries
from sync.office.labels import label_of

if TYPE_CHECKING:
    from sync.office.line import Line

LET_GO = "Linjen er fjernet. Bliver sagen delt med dig igen, kommer den."


def not_come(desk: Desk, line: Callable[[], Line], case: str) -> str:
    """That the rest did not come, and whom to ask; "" for a case that is on its way still."""
    with desk.vault.read() as reader:
        if case not in preview.stopped(reader):
            return ""
        told = next((one.device for one in missing.all_of(reader, 0) if one.case == case), None)
        label = None if told is None else label_of(reader, line().membership(), told)
    who = label.person if label is not None else "din kollega"
    return f"Resten af sagen er ikke kommet. Måske er sagen ikke delt med dig mere. Spørg {who}."


def let_go(desk: Desk, case: str) -> str:
    """Take its line away."""
    with desk.vault.write() as tx:
        summaries.let_go(tx, case)
    return LET_GO
