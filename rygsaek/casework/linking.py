"""The same citizen in two cases: a person says so, or that they are two; both cases keep it. Nothing is merged."""

from __future__ import annotations

from typing import NamedTuple

from rygsaek.casework import caselist, held, preview, problems, twins, views
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import BORGER
from rygsaek.history.changes import CASE, CITIZEN_COMPARED, NewChange, compared_register


class Linked(NamedTuple):
    """Another case of the same citizen, that is here. name: as that case has it."""

    case: str
    name: str


def link(desk: Desk, case: str, other: str) -> None:
    """Say that two cases are of the same citizen: in both, or in neither.

    Raises InputError: `link.same_case`, no such case, one not checked yet, or a role that does not write who the citizen is.
    """
    _say(desk, case, other, is_same=True)


def unlink(desk: Desk, case: str, other: str) -> None:
    """Say that they are of two citizens, so that nobody proposes it again. Raises as `link`."""
    _say(desk, case, other, is_same=False)


def linked(desk: Desk, case: str) -> tuple[Linked, ...]:
    """The other cases of a case's citizen, as far as they are here; that they were told of is written down in each.

    Raises InputError for a case that is not here, or not seen.
    """
    told = twins.compared(views.require(desk, case))
    with desk.vault.read() as reader:
        known = {one: caselist.summary_of(reader, one) for one, is_same in told.items() if is_same}
    found = tuple(Linked(one, summary.name) for one, summary in known.items() if summary is not None)
    twins.shown(desk, (one.case for one in found))
    return found


def likely(desk: Desk, case: str) -> tuple[twins.Twin, ...]:
    """Cases here, or on their way, that may be the same citizen's and of which nobody has said; none for a role that may not
    say it.

    That they were told of is written down in each. Raises InputError for a case that is not here, or not seen.
    """
    state = views.require(desk, case)
    told = twins.compared(state)
    found = twins.proposed(desk, case, state) if desk.role.may_write(BORGER) else ()
    asked = tuple(one for one in found if one.case not in told)
    twins.shown(desk, (one.case for one in asked))
    return asked


def _say(desk: Desk, case: str, other: str, *, is_same: bool) -> None:
    if not desk.role.sees_cases or not desk.role.may_write(BORGER):
        raise problems.not_this_role(desk.role)
    if case == other:
        raise problems.linked_to_itself()
    with desk.vault.write() as tx:
        for one in (case, other):
            held.refuse_held(tx, one)
            if not desk.journal.state(one, tx).documents():
                raise preview.absent(tx, one)
        for one, beside in ((case, other), (other, case)):
            said = {"case": beside, "same": is_same}
            desk.journal.append(one, (NewChange(CASE, compared_register(beside), CITIZEN_COMPARED, said),), desk.by, tx=tx)
