"""Who may do what: every endpoint, asked by every kind of device, about a case of somebody else's."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import NamedTuple

from sync.errors import RefusedError
from sync.identity import DeviceSecret
from sync.proof.names import invite_hash
from sync.sealing.joining import join_proof
from sync.wire.codec import NO_HASH, Message
from sync.wire.handover import Awaiting, AwaitingAnswer, HandedOver, HandOver, Quarantine, QuarantineAnswer
from sync.wire.office import FORMAT
from sync.wire.requests import (
    Ask,
    AskAnswer,
    CaseFrom,
    ChunkAnswer,
    Exchange,
    Exchanged,
    Fetch,
    Fetched,
    Founded,
    GetChunk,
    Grants,
    GrantsAnswer,
    Heads,
    HeadsAnswer,
    Invite,
    Join,
    Joined,
    Pending,
    PendingAnswer,
    PutChunk,
    Recover,
    Recovered,
    SealedAsk,
    Traces,
    TracesAnswer,
)
from tests.support.central import MANY, Client, found, hand_in, signed
from tests.support.chains import chain
from tests.support.offices import Case, Office, new_office

ROLES = ("writer", "reader", "outsider", "lead", "revoked", "elsewhere", "stranger")


class Cast(NamedTuple):
    """An office with one case, which its writers (one is revoked later) and its reader see, and nobody else."""

    office: Office
    case: Case
    blob: bytes
    invite: bytes
    clients: dict[str, Client]


def cast(office: Office, client: Callable[[DeviceSecret], Client]) -> Cast:
    """Everybody, and what they are about to ask for, in the store."""
    lead = client(office.devices[0])
    found(lead, office)
    writer, reader, outsider, revoked = (office.add() for _ in range(4))
    case = office.case(writer, revoked, readers=[reader])
    hand_in(lead, *(signed(one) for one in office.links[1:]))
    clients = {"lead": lead, "stranger": client(DeviceSecret.generate())}
    clients |= {"writer": client(writer), "reader": client(reader), "outsider": client(outsider), "revoked": client(revoked)}
    lead.ask("/v1/ask", Ask(FORMAT, (SealedAsk(lead.secret.name, b"sealed"),), ()), AskAnswer)
    hand_in(clients["writer"], signed(case.signed[0]), *chain(case, writer, 1, "skribents"))
    blob = put(clients["writer"], case)
    office.revoke(revoked)
    hand_in(lead, signed(office.links[-1]))
    put(clients["revoked"], case, "/v1/leave")
    elsewhere = new_office(os.urandom(8))
    clients["elsewhere"] = client(elsewhere.devices[0])
    found(clients["elsewhere"], elsewhere)
    return Cast(office, case, blob, _newcomer(office, lead, client(DeviceSecret.generate())), clients)


def _newcomer(office: Office, lead: Client, newcomer: Client) -> bytes:
    """Somebody waits to be let in; returns the invite's hash."""
    secret = os.urandom(16)
    lead.ask("/v1/invite", Invite(FORMAT, invite_hash(secret), lead.now_ms() + 60_000), Founded)
    proof = join_proof(secret, office.org, newcomer.secret.keys, b"label")
    newcomer.ask("/v1/join", Join(FORMAT, invite_hash(secret), newcomer.secret.keys, proof, b"label"), Joined)
    return invite_hash(secret)


def put(client: Client, case: Case, path: str = "/v1/put") -> bytes:
    """A small attachment; returns its name. path: `/v1/leave` for one that a device leaves behind."""
    data = os.urandom(100)
    blob = sha256(sha256(data).digest()).digest()
    client.ask(path, PutChunk(FORMAT, case.grants.case, blob, 0, 1, data), ChunkAnswer)
    return blob


class Try(NamedTuple):
    """One question. allowed: the roles that it is answered for; shows: whether an answer gives something away."""

    path: str
    message: Callable[[Cast, Client], Message]
    kind: type[Message]
    allowed: tuple[str, ...]
    shows: Callable[[Message], bool]


def _always(_: object) -> bool:
    return True


def _any(*fields: str) -> Callable[[Message], bool]:
    """Whether something stands in one of these."""
    return lambda answer: any(getattr(answer, field) for field in fields)


def _pushed(cast: Cast, client: Client) -> Exchange:
    """An envelope of one's own in somebody's case."""
    made = chain(cast.case, client.secret, 1, f"x{client.secret.name.hex()[:8]}")
    return Exchange(FORMAT, "test", "mine", 0, NO_HASH, 0, tuple(made))


def _regranted(cast: Cast, client: Client) -> Exchange:
    """A grant that lets oneself in."""
    if not cast.office.roster.is_active(client.secret.name):
        return Exchange(FORMAT, "test", "mine", 0, NO_HASH, 0, (signed(cast.case.signed[0]),))
    made = cast.office.case(client.secret, case=_case(cast)).signed[0]
    return Exchange(FORMAT, "test", "mine", 0, NO_HASH, 0, (signed(made),))


def _case(cast: Cast) -> str:
    return cast.case.grants.case


def _has_envelope(answer: Message) -> bool:
    items = getattr(answer, "items", ())
    return any(one.kind in ("envelope", "grant") for one in items)


def _taken(answer: Message) -> bool:
    return isinstance(answer, Exchanged) and any(one.code == "" for one in answer.results)


def tries() -> Iterator[Try]:
    """Every endpoint of the protocol that knows its asker."""
    yield Try(
        "/v1/exchange",
        lambda c, one: Exchange(FORMAT, "t", "mine", 0, NO_HASH, MANY, ()),
        Exchanged,
        ("writer", "reader"),
        _has_envelope,
    )
    yield Try("/v1/exchange", _pushed, Exchanged, ("writer",), _taken)
    yield Try("/v1/exchange", _regranted, Exchanged, (), _taken)
    types = ("summary", "checkpoint", "changes", "access")
    yield Try(
        "/v1/fetch",
        lambda c, one: Fetch(FORMAT, (CaseFrom(_case(c), 0),), types, True, MANY),
        Fetched,
        ("writer", "reader"),
        _has_envelope,
    )
    yield Try(
        "/v1/heads",
        lambda c, one: Heads(FORMAT, "skribents", ()),
        HeadsAnswer,
        ("writer", "reader"),
        _any("heads"),
    )
    yield Try("/v1/get", lambda c, one: GetChunk(FORMAT, _case(c), c.blob, 0), ChunkAnswer, ("writer", "reader"), _always)
    yield Try("/v1/put", lambda c, one: PutChunk(FORMAT, _case(c), os.urandom(32), 0, 2, b"x"), ChunkAnswer, ("writer",), _always)
    yield Try("/v1/quarantine", lambda c, one: Quarantine(FORMAT, _case(c), (), ()), QuarantineAnswer, ("writer",), _always)
    yield Try(
        "/v1/handover",
        lambda c, one: HandOver(FORMAT, tuple(chain(c.case, one.secret, 1, "efterladt"))),
        HandedOver,
        ("writer", "revoked"),
        _any("taken"),
    )
    yield Try(
        "/v1/leave",
        lambda c, one: PutChunk(FORMAT, _case(c), os.urandom(32), 0, 2, b"x"),
        ChunkAnswer,
        ("writer", "revoked"),
        _always,
    )
    yield Try("/v1/awaiting", lambda c, one: Awaiting(FORMAT), AwaitingAnswer, ("writer",), _any("cases"))
    yield Try("/v1/ask", lambda c, one: Ask(FORMAT, (), ()), AskAnswer, ("lead",), _any("asks"))
    traces = _any("chains", "cases")
    yield Try("/v1/traces", lambda c, one: Traces(FORMAT, c.clients["writer"].secret.name), TracesAnswer, ("lead",), traces)
    yield Try("/v1/grants", lambda c, one: Grants(FORMAT, "", MANY), GrantsAnswer, ("lead",), _has_envelope)
    yield Try("/v1/pending", lambda c, one: Pending(FORMAT, ()), PendingAnswer, ("lead",), _any("joins"))
    yield Try("/v1/invite", _invite, Founded, ("lead",), _always)
    yield Try("/v1/recover", _recover, Recovered, (), _always)


def _invite(cast: Cast, client: Client) -> Invite:
    """A new one; the lead of another office has other doors of the same name, so it is asked for what is this office's."""
    return Invite(FORMAT, cast.invite if client is cast.clients["elsewhere"] else os.urandom(32), client.now_ms() + 60_000)


def _recover(cast: Cast, client: Client) -> Recover:
    """With somebody else's root."""
    return Recover(FORMAT, cast.office.org, client.secret.keys, bytes(64), ())


def let_through(cast: Cast) -> list[str]:
    """What came about that should not, and what did not that should; nothing where all is well."""
    wrong: list[str] = []
    for one in tries():
        for role in ROLES:
            client = cast.clients[role]
            try:
                happened = one.shows(client.ask(one.path, one.message(cast, client), one.kind))
            except RefusedError:
                happened = False
            if happened != (role in one.allowed):
                wrong.append(f"{one.path}: {role} {'may' if happened else 'may not'}")
    return wrong
