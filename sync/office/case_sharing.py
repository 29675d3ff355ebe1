"""Sharing one case as people do it: who has it, giving it, taking it back; each step in the case's access log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rygsaek.casework import accesslog
from rygsaek.casework.desk import Desk
from rygsaek.errors import InputError
from sync import losing, membership, out
from sync.office import people, sharing
from sync.office.line import Line
from sync.office.people import Colleague


class Sharing(NamedTuple):
    """writers, readers: who has the case, this laptop first; others: who could get it.

    is_out: a colleague took this laptop out, so that who has it now is not known here. unmet: who was given what here, in vain:
    writer, reader or none.
    """

    writers: tuple[Colleague, ...] = ()
    readers: tuple[Colleague, ...] = ()
    others: tuple[Colleague, ...] = ()
    is_out: bool = False
    unmet: tuple[tuple[Colleague, str], ...] = ()


def sharing_of(line: Line, case: str) -> Sharing | None:
    """Who has a case; None where this vault belongs to no office, or the case has not been sent yet by whoever has it."""
    with line.vault.read() as reader:
        known = membership.load(reader)
        if known is None:
            return None
        grants = sharing.grants_if_any(reader, known, case)
        is_out, unmet = out.is_out(reader, case), losing.unmet(reader, case)
    found = [one for one in people.members(line) if not one.is_revoked]
    told = tuple((one, unmet[one.device]) for one in found if one.device in unmet)
    if is_out:
        return Sharing(is_out=True, unmet=told)
    return Sharing(
        tuple(one for one in found if one.device in grants.writers or (one.is_me and not grants.n)),
        tuple(one for one in found if one.device in grants.readers),
        tuple(one for one in found if not grants.may_see(one.device) and not one.is_me),
        unmet=told,
    )


def have_seen(line: Line, case: str) -> None:
    """A person has seen what was decided here and does not hold."""
    with line.vault.write() as tx:
        losing.seen(tx, case)


def give(line: Line, desk: Desk, case: str, devices: Sequence[bytes], *, may_write: bool = True) -> str:
    """Give laptops a case; returns their names. It holds from the next time that is sent.

    Raises InputError (`share.already` where they have it), SyncError.
    """
    known = line.membership()
    with desk.vault.write() as tx:
        before = sharing.begin_case(tx, known, case, line.now_ms())
        after = sharing.share(tx, known, case, devices, line.now_ms(), may_write=may_write)
        if after.n == before.n:
            raise InputError("Sagen er allerede delt sådan.", "Se på sagen, hvem der kan se den.", code="share.already")
        told = people.names_of(tx, known, [known.roster.members[one] for one in devices])
        accesslog.note(desk, case, "share", detail=told, tx=tx)
    return told


def take_back(line: Line, desk: Desk, case: str, devices: Sequence[bytes]) -> str:
    """Take a case from laptops again; returns their names. What they have seen, they have seen. Raises InputError, SyncError."""
    known = line.membership()
    with desk.vault.write() as tx:
        sharing.unshare(tx, known, case, devices, line.now_ms())
        told = people.names_of(tx, known, [known.roster.members[one] for one in devices])
        accesslog.note(desk, case, "unshare", detail=told, tx=tx)
    return told
