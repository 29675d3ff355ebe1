"""Signing: on paper, on the screen, with words, or not at all. Four equal answers; each freezes what was signed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from forms.problems import ProblemsError
from rygsaek.casework import promoting, versions
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import begun
from rygsaek.casework.editing import editable, is_frozen, write
from rygsaek.casework.from_paper import today_in
from rygsaek.casework.versions import SIGNED_REGISTER
from rygsaek.history.changes import SIGNED, Change, NewChange
from rygsaek.history.ids import new_id
from rygsaek.vault.transaction import Transaction

How = Literal["papir", "skaerm", "ord", "vil_ikke"]


def sign(desk: Desk, case: str, document: str, path: str, how: How, name: str, on: date | None = None) -> tuple[Change, ...]:
    """Sign a field, or say that the person will not. What is typed in the paper becomes answers first.

    path: a field of kind signature; name: who signs; on: the day, None for the document's today. The version of what stands is
    made if it is not there: a paper printed before is the one that is signed. Raises ProblemsError for a field that is none
    to sign, and for typed text that cannot be read: what the person sees is what is signed, or nothing is.
    """
    left = promoting.promote(desk, case, document)
    if left:
        raise ProblemsError(one.problem for one in left)
    with desk.vault.write() as tx:
        day = on or today_in(desk, begun(desk.journal.state(case, tx), document))
        return write(desk, tx, case, document, {path: {"how": how, "name": name, "date": day.isoformat()}})


def sign_paper(
    desk: Desk, tx: Transaction, case: str, document: str, version_id: str, signed: Mapping[str, str], on: date | None = None
) -> tuple[Change, ...]:
    """Write down that a printed paper came back signed: the version that it shows is the one that was signed.

    signed: who, by signature field; on: the day, None for today. While that version still stands, the fields are answered too;
    else they stay as they are, for what stands now is not what was signed. Raises as `editing.editable`.
    """
    definition, state = editable(desk, tx, case, document)
    found = versions.versions(state, document)
    now = versions.current(found, versions.standing(state, document, definition)[0])
    shown = versions.by_id(found, version_id, state, document)
    answers = {path: {"how": "papir", "name": name, "date": (on or desk.today()).isoformat()} for path, name in signed.items()}
    if now is not None and shown == now and not is_frozen(definition, state, document):
        return write(desk, tx, case, document, answers)
    notes = [
        NewChange(document, SIGNED_REGISTER + new_id(), SIGNED, {**value, "path": path, "version_id": version_id})
        for path, value in answers.items()
    ]
    return desk.journal.append(case, notes, desk.by, tx=tx)
