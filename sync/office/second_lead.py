"""Asking another lead for their yes through the store: sealed to the laptops of that person, so that nobody else can read it.

It says what the file says that travels by hand, and no more. Nothing comes of it before the second lead signs; whoever asks is
told by the signatures inside, never by the store.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from rygsaek.vault.transaction import Reader
from sync.errors import SyncError
from sync.membership import Membership
from sync.office.line import Line
from sync.office.recovering import REQUEST_CAP, Latest, Request, askers, grants_in, latest, leads_needed
from sync.proof.errors import ProofError
from sync.proof.names import digest
from sync.proof.signed import id_of
from sync.sealing.asks import open_ask, seal_ask
from sync.wire.codec import WireError, decode, encode
from sync.wire.office import FORMAT
from sync.wire.requests import Ask, AskAnswer, SealedAsk


class Waits(NamedTuple):
    """What waits for a yes or no, as it is kept here. device: the laptop that asks; cases: how many it would open."""

    device: bytes
    cases: int


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
    that. What cannot be opened or read, or was not asked by a lead, is nothing. cases: by their latest grants.

    What waits is kept, for the day's page to tell (`waiting`).
    """
    return _judged(line, known, _lying(line, known), cases)


def look(line: Line, known: Membership) -> None:
    """Ask whether another lead asks something, and keep the answer; nobody is asked where one lead signs alone.

    The cases' grants are fetched only where something else lies there than the last time. Raises SyncError.
    """
    is_asked = known.roster.is_lead(known.device) and leads_needed(known) > 1
    asks = _lying(line, known) if is_asked else ()
    with line.vault.read() as reader:
        before = {bytes(seal) for (seal,) in reader.query("SELECT seal FROM sync_asked")}
    if before != {digest(one.device, one.data) for one in asks}:
        _judged(line, known, asks, tuple(latest(line, known)) if asks else ())


def waiting(reader: Reader) -> tuple[Waits, ...]:
    """What waits for this person's yes or no, as the store told the last time."""
    rows = reader.query("SELECT device, cases FROM sync_asked WHERE cases > 0 ORDER BY device")
    return tuple(Waits(bytes(device), cases) for device, cases in rows)


def _lying(line: Line, known: Membership) -> tuple[SealedAsk, ...]:
    return line.ask_own(known, "/v1/ask", Ask(FORMAT, (), ()), AskAnswer).asks


def _judged(line: Line, known: Membership, asks: Collection[SealedAsk], cases: Collection[Latest]) -> tuple[Asking, ...]:
    """Those that are still to be answered; all are kept, so that none is judged again before something changes."""
    heads = {one.said.case: id_of(one.signed) for one in cases}
    found, kept = [], {}
    for one in asks:
        request = _read(known, one, heads)
        kept[digest(one.device, one.data)] = (one.device, 0 if request is None else len(grants_in(request)))
        if request is not None:
            found.append(Asking(one.device, request))
    with line.vault.write() as tx:
        tx.execute("DELETE FROM sync_asked")
        tx.executemany("INSERT INTO sync_asked VALUES (?, ?, ?)", [(seal, *told) for seal, told in kept.items()])
    return tuple(found)


def _read(known: Membership, one: SealedAsk, heads: Mapping[str, bytes]) -> Request | None:
    """What is asked; None for what cannot be read, no lead has signed, or is over."""
    try:
        data = open_ask(known.secret, one.data, known.org, one.device)
        request = decode(data, Request, REQUEST_CAP)
        askers(request, known)
        is_open = all(heads.get(grant.case) == grant.previous for grant in grants_in(request))
    except (ProofError, WireError, SyncError):
        return None
    return request if is_open else None


def done(line: Line, known: Membership, device: bytes) -> None:
    """It was answered, with yes or no. device: the laptop that asked."""
    line.ask_own(known, "/v1/ask", Ask(FORMAT, (), (device,)), AskAnswer)
    with line.vault.write() as tx:
        tx.execute("DELETE FROM sync_asked WHERE device = ?", (device,))
