"""Invites and those who come with them, on a lead's laptop."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from rygsaek.errors import InputError
from sync import membership, tables
from sync.errors import SyncError
from sync.membership import Membership
from sync.office import admitting, people
from sync.office.admitting import Applicant, Invites
from sync.office.codes import InviteCode
from sync.office.line import Line, item
from sync.office.links import on_top
from sync.proof.names import invite_hash
from sync.wire.codec import KIB, decode, encode
from sync.wire.office import FORMAT, Role
from sync.wire.requests import Founded, Pending, PendingAnswer

INVITES: Final = "office.invites"
INVITES_CAP: Final = 64 * KIB
KEPT_MS: Final = 30 * admitting.INVITE_MS
"""How long an invite is remembered: its applicant may wait for the lead to come back."""


def invite(line: Line) -> InviteCode:
    """A new invite; it works once, for a day. Raises SyncError (`request.not_allowed`: no lead)."""
    known = line.membership()
    code, invited = admitting.make_invite(known, line.now_ms(), line.entropy)
    kept = [one for one in invites(line).invited if one.until + KEPT_MS > line.now_ms()]
    with line.vault.write() as tx:
        tables.note(tx, INVITES, encode(Invites((*kept, invited))))
    line.ask_own(known, "/v1/invite", admitting.question(invited), Founded)
    return code


def invites(line: Line) -> Invites:
    """Those that this laptop has made."""
    with line.vault.read() as reader:
        data = tables.fact(reader, INVITES)
    return Invites(()) if data is None else decode(data, Invites, INVITES_CAP)


def pending(line: Line, refuse: Collection[bytes] = ()) -> tuple[tuple[Applicant, ...], int]:
    """Who waits with an invite from this laptop, and how many with another lead's. refuse: invites of those to turn away."""
    known = line.membership()
    answer = line.ask_own(known, "/v1/pending", Pending(FORMAT, tuple(refuse)), PendingAnswer)
    _forget(line, refuse)
    found = admitting.applicants(known, invites(line), answer.joins)
    return found, len(answer.joins) - len(found)


def admit(line: Line, applicant: Applicant, role: Role = "caseworker", person: str | None = None) -> Membership:
    """Let one in whose six words were compared. person: whose laptop it is, None for somebody new to the office.

    Where another lead has changed the roster meanwhile, it is made anew. Raises SyncError.
    """

    def add(known: Membership) -> Membership:
        with line.vault.read() as reader:
            key = membership.office_key(reader, known)
        if key is None:
            raise SyncError("key.missing")
        pairs = line.pairs(known)
        signed = admitting.admit(known, pairs, key, applicant, role, line.now_ms(), person=person, entropy=line.entropy)
        line.hand_in(known, [item(one) for one in signed])
        line.keep(pairs)
        _forget(line, (applicant.invite,))
        return line.take(known, [one for one in signed if one.what != "pairing"])

    return on_top(line, add)


def _forget(line: Line, used: Collection[bytes]) -> None:
    """Invites that somebody has come with (their hashes) are good for nobody else, also where the store says that one waits."""
    if used:
        left = tuple(one for one in invites(line).invited if invite_hash(one.secret) not in used)
        with line.vault.write() as tx:
            tables.note(tx, INVITES, encode(Invites(left)))


def applicant_named(found: Collection[Applicant], device: str) -> Applicant:
    """The one whose fingerprint begins so. Raises InputError (`office.device`)."""
    people.refuse_short(device)
    fitting = [one for one in found if one.device.hex().startswith(device.lower())]
    if len(fitting) != 1:
        raise InputError("Sådan en computer venter ikke.", "Se, hvem der venter, med »office pending«.", code="office.device")
    return fitting[0]
