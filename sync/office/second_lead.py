"""Asking another lead for their yes through the store: sealed to the laptops of that person, so that nobody else can read it.

It says what the file says that travels by hand, and no more. Nothing comes of it before the second lead signs; whoever asks is
told by the signatures inside, never by the store.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sync.errors import SyncError
from sync.membership import Membership
from sync.office.line import Line
from sync.office.recovering import REQUEST_CAP, Latest, Request, askers, grants_in
from sync.proof.errors import ProofError
from sync.proof.signed import id_of
from sync.sealing.asks import open_ask, seal_ask
from sync.wire.codec import WireError, decode, encode
from sync.wire.office import FORMAT
from sync.wire.requests import Ask, AskAnswer, SealedAsk


class Asking(NamedTuple):
    """What another lead asks. device: the laptop that left it."""

    device: bytes
    request: Request


def ask(line: Line, known: Membership, person: str, request: Request) -> None:
    """Leave it for a person who leads, at each of their laptops.

    Raises SyncError (`grant.not_leads`: they lead no more), RefusedError (`ask.too_large`: it must go as a file).
    """
    data = encode(request)
    to = [one for one in known.roster.leads() if one.person == person]
    if not to:
        raise SyncError("grant.not_leads")
    left = tuple(SealedAsk(one.device, seal_ask(data, one.keys.receive, known.org, known.device, one.device)) for one in to)
    line.ask_own(known, "/v1/ask", Ask(FORMAT, left, ()), AskAnswer)


def asked(line: Line, known: Membership, cases: Collection[Latest]) -> tuple[Asking, ...]:
    """What other leads ask of this person and that is still to be answered: a case that has got another grant since goes on from
    that. What cannot be opened or read, or was not asked by a lead, is nothing. cases: by their latest grants."""
    heads = {one.said.case: id_of(one.signed) for one in cases}
    found = []
    for one in line.ask_own(known, "/v1/ask", Ask(FORMAT, (), ()), AskAnswer).asks:
        try:
            data = open_ask(known.secret, one.data, known.org, one.device)
            request = decode(data, Request, REQUEST_CAP)
            askers(request, known)
            is_open = all(heads.get(grant.case) == grant.previous for grant in grants_in(request))
        except (ProofError, WireError, SyncError):
            continue
        if is_open:
            found.append(Asking(one.device, request))
    return tuple(found)


def done(line: Line, known: Membership, device: bytes) -> None:
    """It was answered, with yes or no. device: the laptop that asked."""
    line.ask_own(known, "/v1/ask", Ask(FORMAT, (), (device,)), AskAnswer)
