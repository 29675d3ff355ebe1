"""Taking a consent back: at once, for good, with what the citizen should be told of it.

What was lawfully written into the case before stays there; new exchange stops from that day. A withdrawal has no undo, and an
answer that is cleared afterwards takes nothing of it back: it stands in the log as a change of its own.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from rygsaek.casework import consent, consents
from rygsaek.casework.consent_rows import CONSENT, WITHDRAWN_DAY
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import begun
from rygsaek.casework.editing import write
from rygsaek.errors import InputError
from rygsaek.vault.transaction import Transaction

Way = Literal["sagde", "ringede", "skrev"]


def withdraw(desk: Desk, case: str, document: str, way: Way, tx: Transaction | None = None) -> tuple[str, ...]:
    """Take a consent back from today; returns the parties that nothing more may be told to or asked of by it.

    tx: to stand or fall with what else is stopped. Raises InputError: `consent.not_standing` where nothing in it holds.
    """
    if tx is None:
        with desk.vault.write() as own:
            return withdraw(desk, case, document, way, own)
    state, today = desk.journal.state(case, tx), desk.today()
    one = begun(state, document)
    parties = standing_parties(desk, tx, case, document, today)
    if one is None or one.form != CONSENT or not parties:
        raise InputError(
            "Her er ikke noget ja at tage tilbage.", "Se på sagen, hvilke samtykker der gælder.", code="consent.not_standing"
        )
    write(desk, tx, case, document, {WITHDRAWN_DAY: today.isoformat(), "tilbagekaldt_maade": way})
    return parties


def standing_parties(desk: Desk, tx: Transaction, case: str, document: str, day: date) -> tuple[str, ...]:
    """The parties of a consent whose yes holds on a day, or will."""
    rows = consents.rows_of(desk, tx, desk.journal.state(case, tx))
    return tuple(
        dict.fromkeys(
            row.name
            for row in rows
            if row.document == document and consent.stands(rows, row, max(day.isoformat(), row.first)) == "covered"
        )
    )
