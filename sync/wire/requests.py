"""What a laptop asks and what the store answers. Every request is a POST of one message; `PROTOCOL.md` tells the order of checks.

Both sides sign: the request's `Auth` and the answer's `Seal` travel in the header `Rygsaek`, base64.
"""

from __future__ import annotations

from typing import Annotated, Literal

from sync.wire.codec import AT_MOST, MIB, Code, Count, Hash, Id, Message, Millis, Signature
from sync.wire.office import Cutoff, DeviceKeys

HEADER = "Rygsaek"
MEDIA_TYPE = "application/vnd.rygsaek"
REQUEST_CAP = 32 * MIB
ANSWER_CAP = 64 * MIB
CHUNK_BYTES = 1 * MIB
SKEW_MS = 10 * 60 * 1000
"""How far a request's time may lie from the store's. Beyond it the answer is `request.clock`, with the store's time signed."""

Kind = Literal[
    "orgdoc",
    "roster",
    "pairing",
    "grant",
    "officekey",
    "wipe",
    "lease",
    "envelope",
    "notice",
    "redaction",
    "tombstone",
    "receipt",
    "bequest",
]
"""What lies in the store. notice: sealed under the office key: directory entries, bundles of forms (see Notice); bequest: in
quarantine only."""


class Auth(Message, frozen=True):
    """Signed by the device over ("rygsaek request 1", method, path, SHA-256 of the body, device, server, nonce, time)."""

    device: Hash
    server: Hash
    nonce: Hash
    time: Millis
    signature: Signature


class Seal(Message, frozen=True):
    """Signed by the store over ("rygsaek answer 1", the request's nonce, status, SHA-256 of the body, server, time)."""

    server: Hash
    nonce: Hash
    time: Millis
    signature: Signature


class Refusal(Message, frozen=True):
    """The body of every answer whose status is not 200. code: stable, `request.…`, `roster.…`, `grant.…`, `envelope.…`."""

    code: Code
    retry_after_s: Count


class About(Message, frozen=True):
    """Answer of /v1/about (unsigned request, empty body): who this store is, and whether an office may be founded here."""

    server: Hash
    time: Millis
    formats: Annotated[tuple[Count, ...], AT_MOST]
    is_open: bool


class Notice(Message, frozen=True):
    """Something of the office's own, sealed under the office key of an epoch. slot: it replaces the notice of the same slot.

    slot: hash of what it is about, made with the office key, so that the store learns nothing. number: grows within a slot.
    signature: the device's over ("rygsaek notice 1", org, epoch, slot, number, device, hash of the ciphertext).
    """

    org: Hash
    epoch: Count
    slot: Hash
    number: Count
    device: Hash
    ciphertext: bytes
    signature: Signature


class Item(Message, frozen=True):
    """Something handed in. data: the bytes of a Signed, an Envelope or a Notice."""

    kind: Kind
    data: bytes


class Result(Message, frozen=True):
    """What became of an item, in the order handed in. code: "" for taken (also when it lay there already), or why not.

    position: where it lies; 0 where it was refused.
    """

    code: Code
    position: Count


class Delivered(Message, frozen=True):
    """Something that lies in the store at a position."""

    position: Count
    kind: Kind
    data: bytes


class Exchange(Message, frozen=True):
    """/v1/exchange: hand in, and get what is new, in one round trip.

    incarnation: the laptop's own, whose envelopes it is not sent; cursor: up to where it has everything that it may see;
    mark: came with the cursor, NO_HASH with 0: a store whose line of things is another there takes nothing and answers
    `store.other_line`; room: bytes of items that it takes in one answer.
    """

    format: Count
    client: str
    incarnation: Id
    cursor: Count
    mark: Hash
    room: Count
    push: tuple[Item, ...]


class Exchanged(Message, frozen=True):
    """The answer. cursor, mark: to ask from next; head: the store's last position; is_more: ask again at once.

    mark: H("rygsaek line 1" ‖ the mark of the position before ‖ the id of what lies there), NO_HASH before the first.

    own: how many envelopes of the asking incarnation lie in the store; begun: cases that this device was let into within
    these positions, when something lay there already: nothing of them comes here, all of it is fetched with /v1/fetch.
    """

    results: Annotated[tuple[Result, ...], AT_MOST]
    items: Annotated[tuple[Delivered, ...], AT_MOST]
    cursor: Count
    mark: Hash
    head: Count
    is_more: bool
    own: Count
    begun: Annotated[tuple[Id, ...], AT_MOST]


class CaseFrom(Message, frozen=True):
    """A case, and after which position its content is wanted."""

    case: Id
    after: Count


class Fetch(Message, frozen=True):
    """/v1/fetch: content of cases that this device may read. types: kinds (pairing, grant, redaction) and types of envelopes.

    pairing: all that are for this device, whatever the cases; grant, redaction, access: all; summary, checkpoint: the newest
    only; changes: all that the newest checkpoint does not cover, or all of them with `whole`.
    """

    format: Count
    cases: tuple[CaseFrom, ...]
    types: tuple[str, ...]
    whole: bool
    room: Count


class Fetched(Message, frozen=True):
    """rest: what did not find room: cases to ask for again, from where."""

    items: Annotated[tuple[Delivered, ...], AT_MOST]
    rest: Annotated[tuple[CaseFrom, ...], AT_MOST]


class Heads(Message, frozen=True):
    """/v1/heads: where chains end in the store. cases: () for every case of the incarnation."""

    format: Count
    incarnation: Id
    cases: tuple[Id, ...]


class ChainHead(Message, frozen=True):
    """The last envelope of a chain."""

    case: Id
    type: str
    seq: Count
    id: Hash


class HeadsAnswer(Message, frozen=True):
    heads: Annotated[tuple[ChainHead, ...], AT_MOST]


class Traces(Message, frozen=True):
    """/v1/traces, by a lead who is about to revoke a device: where all of its chains end."""

    format: Count
    device: Hash


class TracesAnswer(Message, frozen=True):
    """chains: as a revocation names them; cases: those whose latest grant names the device."""

    chains: Annotated[tuple[Cutoff, ...], AT_MOST]
    cases: Annotated[tuple[Id, ...], AT_MOST]


class Grants(Message, frozen=True):
    """/v1/grants, by a lead: the latest grant of every case of the office, for a recovery. after: a case, "" for the first."""

    format: Count
    after: str
    room: Count


class GrantsAnswer(Message, frozen=True):
    """items: grants, by case; is_more: ask again after the last one's case."""

    items: Annotated[tuple[Delivered, ...], AT_MOST]
    is_more: bool


class Found(Message, frozen=True):
    """/v1/found: a new office. items: OrgDoc, the roster's first link, the founder's pairings, the first OfficeKey. Signed by the
    founding device.
    """

    format: Count
    keys: DeviceKeys
    items: tuple[Item, ...]


class Founded(Message, frozen=True):
    org: Hash
    position: Count


class Recover(Message, frozen=True):
    """/v1/recover: a device that the store does not know, with the office's kit at hand. The request is signed by the device.

    signature: the root's, over ("rygsaek recover 1", org, the device's fingerprint, the store's key). items: handed in as in an
    exchange (an OrgDoc that names the device a lead, then its roster link), or none, to see how things stand.
    """

    format: Count
    org: Hash
    keys: DeviceKeys
    signature: Signature
    items: tuple[Item, ...]


class Recovered(Message, frozen=True):
    """items: every OrgDoc, roster link, office key and pairing with the kit, what was just handed in included."""

    results: Annotated[tuple[Result, ...], AT_MOST]
    items: Annotated[tuple[Delivered, ...], AT_MOST]


class Invite(Message, frozen=True):
    """/v1/invite, by a lead: hash: SHA-256("rygsaek invite 1" ‖ secret); it dies when used, or `until`, at most 24 hours on."""

    format: Count
    hash: Hash
    until: Millis


class Join(Message, frozen=True):
    """/v1/join, by whoever holds an invite; signed by the new device's own key. Asked again it tells how things stand.

    proof: HMAC-SHA-256(HKDF(secret, "rygsaek join 1"), org ‖ keys ‖ label): the lead's laptop checks it, the store cannot.
    label: the new device's name and person, sealed with a key from the secret.
    """

    format: Count
    hash: Hash
    keys: DeviceKeys
    proof: Hash
    label: bytes


class Joined(Message, frozen=True):
    """state: what a lead has done; items: OrgDocs, and once admitted roster, office keys and the device's pairings."""

    state: Literal["waiting", "admitted", "refused"]
    items: Annotated[tuple[Delivered, ...], AT_MOST]


class Pending(Message, frozen=True):
    """/v1/pending, by a lead: who has asked to join. refuse: invites to refuse (their hashes)."""

    format: Count
    refuse: tuple[Hash, ...]


class PendingAnswer(Message, frozen=True):
    joins: Annotated[tuple[Join, ...], AT_MOST]


class SealedAsk(Message, frozen=True):
    """What one lead asks of another, sealed to that laptop. device: whose it is to be, and in an answer whose it is."""

    device: Hash
    data: bytes


class Ask(Message, frozen=True):
    """/v1/ask, by a lead: see what other leads ask of this one. leave: for others, each in the place of one's own earlier one;
    drop: devices whose asking was dealt with."""

    format: Count
    leave: tuple[SealedAsk, ...]
    drop: tuple[Hash, ...]


class AskAnswer(Message, frozen=True):
    asks: Annotated[tuple[SealedAsk, ...], AT_MOST]


class PutChunk(Message, frozen=True):
    """/v1/put, and /v1/leave by a revoked device: a piece of a sealed attachment. blob: SHA-256 of all pieces' hashes."""

    format: Count
    case: Id
    blob: Hash
    index: Count
    count: Count
    data: bytes


class GetChunk(Message, frozen=True):
    format: Count
    case: Id
    blob: Hash
    index: Count


class ChunkAnswer(Message, frozen=True):
    """data: empty for a put. have: indexes that lie in the store, so that a broken hand-in goes on."""

    data: bytes
    have: Annotated[tuple[Count, ...], AT_MOST]
