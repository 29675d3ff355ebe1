"""What a withdrawal leaves in the log beside the answer: that it was said, which nothing takes back."""

from __future__ import annotations

from collections.abc import Iterable

from rygsaek.casework.consent_rows import CONSENT, WITHDRAWN_DAY
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import begun
from rygsaek.history.changes import CONSENT_WITHDRAWN, Change, NewChange, withdrawn_register
from rygsaek.history.ids import new_id
from rygsaek.vault.transaction import Transaction


def record(desk: Desk, tx: Transaction, case: str, document: str, made: Iterable[Change]) -> tuple[Change, ...]:
    """Write down the withdrawal of a consent, where there is one among the changes just made."""
    days = [change.value for change in made if change.register == WITHDRAWN_DAY and isinstance(change.shown, str)]
    one = begun(desk.journal.state(case, tx), document) if days else None
    if one is None or one.form != CONSENT:
        return ()
    notes = [NewChange(document, withdrawn_register(new_id()), CONSENT_WITHDRAWN, {"day": day}) for day in days]
    return desk.journal.append(case, notes, desk.by, tx=tx)
