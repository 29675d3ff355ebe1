"""Every endpoint: who may ask, what comes in, what is done within the transaction, and what is read after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import Connection

from sync.server import ahead, asks, blobs, exchanging, founding, invites, leaving, quarantine
from sync.server.errors import Fault
from sync.server.offices import Directory, Office
from sync.server.turn import Turn
from sync.wire.codec import KIB, MIB, Message
from sync.wire.handover import Awaiting, AwaitingAnswer, HandedOver, HandOver, Quarantine, QuarantineAnswer
from sync.wire.requests import (
    REQUEST_CAP,
    Ask,
    AskAnswer,
    ChunkAnswer,
    Exchange,
    Exchanged,
    Fetch,
    Fetched,
    Found,
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
    Traces,
    TracesAnswer,
)

Who = Literal["member", "lead", "revoked", "stranger"]
"""member: an active device; lead: one that leads; revoked: also one that has been revoked; stranger: one that the roster need
not know yet, whose keys the message brings."""


class Settings(NamedTuple):
    """server: the store's public key; is_open: offices may be founded though there is one."""

    server: bytes
    is_open: bool


class Door(NamedTuple):
    """One endpoint. cap: bytes of its body.

    work(turn, office, device, message): within the transaction; answer is its result, or what read(connection, office number,
    device, message, result) makes of it afterwards. A stranger's: work(turn, settings, message), read(connection, result).
    locks: whether what it may add needs the office's row lock; ahead(directory, device, message): what is found out before the
    transaction, which work then gets in the message's place; packs: whether its answer goes packed to who takes that: only
    where nothing stands in it but what is sealed and names that everyone who may ask knows.
    """

    path: str
    title: str
    who: Who
    message: type[Message]
    reply: type[Message]
    cap: int
    work: Callable[..., Any]
    read: Callable[..., Message] | None
    locks: Callable[[Any], bool]
    packs: bool = False
    ahead: Callable[[Directory, bytes, Any], Any] | None = None


def _never(_: object) -> bool:
    return False


def _always(_: object) -> bool:
    return True


def _has_items(message: Exchange) -> bool:
    return bool(message.push)


def may_be_revoked(door: Door, message: Message) -> bool:
    """Whether a revoked device may ask this."""
    return door.who == "revoked" and not (isinstance(message, Exchange) and message.push)


def _found(turn: Turn, settings: Settings, asked: Found) -> Founded:
    return founding.found(turn, asked, settings.server, settings.is_open)


def _recover(turn: Turn, settings: Settings, asked: Recover) -> Any:
    return founding.recover(turn, asked, settings.server)


def _join(turn: Turn, settings: Settings, asked: Join) -> Any:
    return invites.join(turn, asked)


def _see(turn: Turn, office: Office, device: bytes, asked: Message) -> None:
    """Nothing to do before reading."""


DOORS: Final = (
    Door("/v1/found", "Found an office", "stranger", Found, Founded, 4 * MIB, _found, None, _always),
    Door(
        "/v1/recover",
        "Come back with the office's kit",
        "stranger",
        Recover,
        Recovered,
        4 * MIB,
        _recover,
        founding.recovered,
        _always,
    ),
    Door("/v1/join", "Use an invite, and see how it stands", "stranger", Join, Joined, 16 * KIB, _join, invites.joined, _always),
    Door("/v1/invite", "Leave an invite's hash", "lead", Invite, Founded, 4 * KIB, invites.invite, None, _always),
    Door("/v1/pending", "See who asks to join", "lead", Pending, PendingAnswer, 64 * KIB, invites.pending, None, _always),
    Door("/v1/ask", "What leads ask of each other", "lead", Ask, AskAnswer, REQUEST_CAP, asks.ask, None, _always),
    Door("/v1/traces", "Where a device's chains end", "lead", Traces, TracesAnswer, 4 * KIB, _see, exchanging.traces, _never),
    Door("/v1/grants", "The latest grant of every case", "lead", Grants, GrantsAnswer, 4 * KIB, _see, exchanging.grants, _never),
    Door(
        "/v1/exchange",
        "Hand in, and get what is new",
        "revoked",
        Exchange,
        Exchanged,
        REQUEST_CAP,
        exchanging.hand_in,
        exchanging.exchanged,
        _has_items,
        packs=True,
        ahead=ahead.handing_in,
    ),
    Door("/v1/fetch", "Content of cases", "member", Fetch, Fetched, 4 * MIB, _see, exchanging.fetched, _never, packs=True),
    Door("/v1/heads", "Where an incarnation's chains end", "member", Heads, HeadsAnswer, 1 * MIB, _see, exchanging.heads, _never),
    Door(
        "/v1/put",
        "Hand in a piece of an attachment",
        "member",
        PutChunk,
        ChunkAnswer,
        1 * MIB + 4 * KIB,
        blobs.put,
        None,
        _always,
    ),
    Door("/v1/get", "Get a piece of an attachment", "member", GetChunk, ChunkAnswer, 4 * KIB, _see, blobs.get, _never),
    Door(
        "/v1/handover", "Hand over unsent work", "revoked", HandOver, HandedOver, REQUEST_CAP, quarantine.hand_over, None, _always
    ),
    Door(
        "/v1/leave",
        "Leave a piece of an unsent attachment",
        "revoked",
        PutChunk,
        ChunkAnswer,
        1 * MIB + 4 * KIB,
        leaving.leave,
        None,
        _always,
    ),
    Door(
        "/v1/quarantine",
        "What revoked devices handed over",
        "member",
        Quarantine,
        QuarantineAnswer,
        1 * MIB,
        quarantine.deal,
        quarantine.lying,
        _always,
    ),
    Door(
        "/v1/awaiting",
        "Where revoked devices handed something over",
        "member",
        Awaiting,
        AwaitingAnswer,
        4 * KIB,
        quarantine.leads,
        quarantine.awaiting,
        _never,
    ),
)


def read_now(door: Door, connection: Connection, office: int, device: bytes, message: Message, done: Any) -> Message:
    """What a door reads after its work is committed."""
    read: Callable[..., Message] = door.read or _nothing_to_read
    if door.who == "stranger":
        return read(connection, done)
    return read(connection, office, device, message, done)


def _nothing_to_read(*_: object) -> Message:
    raise Fault("a door without anything to read was asked to read")
