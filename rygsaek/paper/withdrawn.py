"""A consent taken back, as far as paper goes: what waits for those parties is stopped, and what they have had is told.

The receipt is a paper of the consent itself; it prints like any other of the citizen's.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from forms.calendar_words import date_in_words
from rygsaek.casework import documents, withdrawing
from rygsaek.casework.consent_rows import plain_name
from rygsaek.casework.desk import local
from rygsaek.casework.editing import write
from rygsaek.casework.withdrawing import Way
from rygsaek.history.changes import PAPER_MADE
from rygsaek.history.clock import at_of
from rygsaek.history.registers import CaseState
from rygsaek.paper import copies
from rygsaek.paper.consent_gate import leaving_again
from rygsaek.paper.exits import Exits

HAS_HAD: Final = "har_faaet"
RECEIPT: Final = "kvittering"
NOTHING: Final = "Intet papir er givet til dem fra denne sag."
GONE: Final = "Det kan vi ikke tage tilbage."
ON_THE_WAY: Final = frozenset({"waiting", "held", "failed", "sending", "sent"})


class Withdrawn(NamedTuple):
    """parties: whom nothing more may be said to or asked of; had: what they have had before, one a line; stopped: print jobs."""

    parties: tuple[str, ...]
    had: tuple[str, ...]
    stopped: tuple[str, ...]


def withdraw(exits: Exits, case: str, document: str, way: Way) -> Withdrawn:
    """Take a consent back from today, at once and for good. Waits for printers, briefly, where a paper was on its way.

    Raises InputError `consent.not_standing`, DiskError.
    """
    desk = exits.desk
    with desk.vault.write() as tx:
        parties = withdrawing.standing_parties(desk, tx, case, document, desk.today())
        had = papers_had(desk.journal.state(case, tx), parties)
        if parties:
            write(desk, tx, case, document, {HAS_HAD: "\n".join((*had, GONE)) if had else NOTHING})
        withdrawing.withdraw(desk, case, document, way, tx)  # last, so that no undo finds an answer behind it
    return Withdrawn(parties, had, _stop(exits, case))


def papers_had(state: CaseState, parties: tuple[str, ...]) -> tuple[str, ...]:
    """The papers that were made out to these parties, with their days; of one that never came out nothing is said."""
    names = {plain_name(one) for one in parties}
    found = []
    for one in documents.documents(state):
        for name, register in state.registers(one.document):
            told = register.value if name.startswith("^paper/") and register.heads[0].kind == PAPER_MADE else None
            if isinstance(told, dict) and plain_name(str(told.get("recipient") or "")) in names and told.get("out") != "none":
                day = date_in_words(local(at_of(register.heads[0].at.ms)).date())
                found.append(f"{told['recipient']} fik et papir den {day}.")
    return tuple(dict.fromkeys(found))


def _stop(exits: Exits, case: str) -> tuple[str, ...]:
    """Drop what waits for somebody whom nothing covers any more."""
    desk, stopped = exits.desk, []
    for job in exits.queue.jobs(case):
        with desk.vault.read() as reader:
            copy = copies.find(reader, job.paper_id) if job.stands in ON_THE_WAY else None
            leaving = None if copy is None else leaving_again(copy)
            is_let_go = leaving is None or exits.gate.may_leave(desk, reader, leaving).may
        if not is_let_go or (copy is None and job.copy == "third" and job.stands in ON_THE_WAY):
            exits.queue.cancel(job.id)
            stopped.append(job.id)
    return tuple(stopped)
