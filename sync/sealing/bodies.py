"""What is said inside an envelope: MessagePack, then zstd. Read strictly, and never larger than its cap once unpacked."""

from __future__ import annotations

from typing import Final, TypeVar

import msgspec

from rygsaek.history.nesting import holds_more
from sync.wire.codec import MIB, Count, Hash, Id, Message, Millis, WireError, decode, encode
from sync.wire.office import FORMAT
from sync.wire.packing import packed, unpacked

UNPACKED_CAP: Final = 64 * MIB
MOST_THINGS: Final = 2**20
"""That one body may tell of: a few bytes of sealed ones could otherwise be unpacked to gigabytes of them."""
LEVEL: Final = 9
LASTING_LEVEL: Final = 19
SMALL: Final = 4096
"""A case's whole history packs in 0.3 ms, or in 4 ms to 8 % less: for what is fetched often, and what is small (bytes) anyway."""
B = TypeVar("B", bound=Message)


class SaveHead(Message, frozen=True):
    """Where the log of an incarnation in the case ended, as the author had it. hash: of the log's chain."""

    incarnation: Id
    txn: Count
    hash: Hash


class ChangesBody(Message, frozen=True):
    """Saves of one incarnation in one case, first to last. log: the log's hash after the last, and so of all before it.

    clock_ms: the author's clock; roster_n, roster_head: the newest that the author knew; heads: of the other incarnations;
    saves: `columns.pack`.
    """

    format: Count
    case: Id
    incarnation: Id
    first: Count
    last: Count
    log: Hash
    clock_ms: Millis
    roster_n: Count
    roster_head: Hash
    heads: tuple[SaveHead, ...]
    saves: bytes


class Covered(Message, frozen=True):
    """A chain that a checkpoint holds whole: where its log ends, and the last envelope of changes that it covers."""

    incarnation: Id
    last: Count
    log: Hash
    device: Hash
    seq: Count
    id: Hash


class CheckpointBody(Message, frozen=True):
    """The whole of a case: its chains and every save, as redactions have left it."""

    format: Count
    case: Id
    clock_ms: Millis
    roster_n: Count
    roster_head: Hash
    chains: tuple[Covered, ...]
    saves: bytes


class SummaryBody(Message, frozen=True):
    """What a list shows of a case, and of which heads. data: the list's own matter."""

    format: Count
    case: Id
    clock_ms: Millis
    heads: tuple[SaveHead, ...]
    data: bytes


class AccessBody(Message, frozen=True):
    """Who looked at the case: entries from first to last of one device's, by rising numbers."""

    format: Count
    case: Id
    first: Count
    last: Count
    entries: bytes


def pack_body(body: Message) -> bytes:
    """A body as it is sealed."""
    plain = encode(body)
    is_lasting = isinstance(body, CheckpointBody) or len(plain) <= SMALL
    return packed(plain, LASTING_LEVEL if is_lasting else LEVEL)


def read_body(data: bytes, kind: type[B]) -> B:
    """A body that was opened. Raises WireError: `body.unreadable`, `body.too_large`, `body.format` (of a later program)."""
    try:
        plain = unpacked(data, UNPACKED_CAP)
    except WireError as error:
        raise WireError(error.code.replace("packing", "body")) from error
    if holds_more(plain, MOST_THINGS):
        raise WireError("body.too_large")
    try:
        found = decode(plain, kind, UNPACKED_CAP)
    except WireError as error:
        raise WireError("body.format" if _is_later(plain) else "body.unreadable") from error
    if getattr(found, "format", FORMAT) > FORMAT:  # of the same shape, and who knows of which meaning
        raise WireError("body.format")
    return found


def _is_later(plain: bytes) -> bool:
    try:
        said = msgspec.msgpack.decode(plain)
    except (msgspec.MsgspecError, UnicodeError, RecursionError, OverflowError):
        return False
    return isinstance(said, list) and bool(said) and type(said[0]) is int and said[0] > FORMAT
