"""One save as bytes. An entry is packed once and never packed again: it is stored, chained and passed on byte for byte,
so that what a later version wrote into it survives a program that does not know it.

    payload = msgpack [1, ms, tick, by, undoes, [[document, register, kind, value, [superseded …], later …] …], again, later …]
    superseded = [txn, n] in the same incarnation, or [incarnation, txn, n]
    again = [incarnation, txn, hash] of the entry that this one issues again, or nothing; what stands before it is as it was
            there, in that incarnation's words (see reissuing.py); a fourth part, [[incarnation, txn] …], tells what else it
            went by in between
    hash = SHA-256("rygsaek log 1" ‖ incarnation ‖ case ‖ txn ‖ hash of the entry before ‖ payload), lengths fixed or given

The chain runs per incarnation and case, so a copy of one case can be verified by itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from rygsaek.errors import InputError
from rygsaek.history.changes import Change
from rygsaek.history.clock import LAST_MS, Stamp
from rygsaek.history.ids import ChangeId
from rygsaek.history.nesting import DeepError, is_deep
from rygsaek.vault.driver import told

FORMAT = 1
NO_HASH = bytes(32)


class Entry(NamedTuple):
    """One save of one incarnation in one case. hash: of this entry and, through it, of all before it."""

    case: str
    incarnation: str
    txn: int
    payload: bytes
    hash: bytes


class Again(NamedTuple):
    """The entry that another one issues again: its incarnation, save and hash.

    between: what it went by since, by incarnation and save, where it was issued again more than once in a row.
    """

    incarnation: str
    txn: int
    hash: bytes
    between: tuple[tuple[str, int], ...] = ()


class Opened(NamedTuple):
    """An entry's content. undoes: the save that this one takes back, or None; again: the entry that it issues again, or None.

    What a content that was issued again names, it names in the words of the incarnation that wrote it.
    """

    at: Stamp
    by: str
    undoes: int | None
    changes: tuple[Change, ...]
    again: Again | None = None


class PackedChange(msgspec.Struct, array_like=True, gc=False):
    """A change as it stands in a payload."""

    document: str
    register: str
    kind: str
    value: Any
    supersedes: list[list[int | str]]


class Packed(msgspec.Struct, array_like=True, gc=False):
    """A payload. What stands behind the fields known here is left alone."""

    format: int
    ms: int
    tick: int
    by: str
    undoes: int | None
    changes: list[PackedChange]
    again: Any = None


ENCODER = msgspec.msgpack.Encoder()
DECODER = msgspec.msgpack.Decoder(Packed)
MANY = msgspec.msgpack.Decoder(list[Packed])
ARRAY_32 = b"\xdd"
RAW = msgspec.msgpack.Decoder(list[msgspec.Raw])
AGAIN_AT = 6
PLAIN = (str, int, float, type(None))
"""What nothing lies in: a save of many such changes is not gone through for lists in lists."""


def chain_hash(case: str, incarnation: str, txn: int, before: bytes, payload: bytes) -> bytes:
    """The hash of an entry."""
    return _hash(_chain(case, incarnation), txn, before, payload)


def chain_hashes(case: str, incarnation: str, first: int, before: bytes, payloads: Iterable[bytes]) -> list[bytes]:
    """The hashes of entries that follow each other. first: the number of the first; before: the hash of the one before it."""
    chain, found, sha256 = _chain(case, incarnation), [], hashlib.sha256
    for txn, payload in enumerate(payloads, first):
        before = sha256(b"%b%b%b%b" % (chain, txn.to_bytes(8, "big"), before, payload)).digest()
        found.append(before)
    return found


def _chain(case: str, incarnation: str) -> bytes:
    one, other = incarnation.encode(), case.encode()
    return b"rygsaek log 1%b%b%b%b" % (len(one).to_bytes(2, "big"), one, len(other).to_bytes(2, "big"), other)


def _hash(chain: bytes, txn: int, before: bytes, payload: bytes) -> bytes:
    return hashlib.sha256(b"%b%b%b%b" % (chain, txn.to_bytes(8, "big"), before, payload)).digest()


def pack(changes: Sequence[Change], undoes: int | None) -> bytes:
    """The payload of one save. changes: at least one, all of the same save. Raises InputError for what cannot be stored."""
    first = changes[0]
    rows = [
        (
            change.document,
            change.register,
            change.kind,
            change.value,
            [one[2:] if one[0] == change.id[0] else (one[0], *one[2:]) for one in change.supersedes],
        )
        for change in changes
    ]
    try:
        payload = told(lambda: ENCODER.encode((FORMAT, first.at.ms, first.at.tick, first.by, undoes, rows)))
    except RecursionError:
        payload = None
    may_be_deep = any(not isinstance(change.value, PLAIN) for change in changes)
    if payload is None or (may_be_deep and is_deep(payload)):
        raise InputError(
            "Svaret har for mange lister inden i hinanden til at kunne gemmes.", "Del det op i flere svar.", code="input.too_deep"
        )
    return payload


def unpack(case: str, incarnation: str, txn: int, payload: bytes) -> Opened:
    """What an entry says. Raises ValueError where it is not an entry at all, DeepError (one, too) where it is nested too deep."""
    if is_deep(payload):
        raise DeepError
    said = DECODER.decode(payload)
    if not (0 <= said.ms <= LAST_MS and said.tick >= 0):
        raise ValueError("not a time")
    again = None if said.again is None else read_again(said.again)
    at, by, writer = Stamp(said.ms, said.tick), said.by, incarnation if again is None else again.incarnation
    changes = [
        Change(
            ChangeId(incarnation, case, txn, n),
            at,
            by,
            one.document,
            one.register,
            one.kind,
            one.value,
            superseded(case, writer, one.supersedes) if one.supersedes else (),
        )
        for n, one in enumerate(said.changes)
    ]
    return Opened(at, by, said.undoes, tuple(changes), again)


def change_of(here: ChangeId, save: Packed, one: PackedChange) -> Change:
    """A change of a save that was written in the words of its own incarnation. Raises ValueError where it names no id."""
    gone = superseded(here.case, here.incarnation, one.supersedes) if one.supersedes else ()
    return Change(here, Stamp(save.ms, save.tick), save.by, one.document, one.register, one.kind, one.value, gone)


def decode_all(payloads: Sequence[bytes]) -> list[Packed]:
    """Payloads taken apart, all at once: for what was found to be an entry when it was stored. Raises ValueError."""
    return MANY.decode(ARRAY_32 + len(payloads).to_bytes(4, "big") + b"".join(payloads))


def read_again(field: Any) -> Again | None:
    """The entry that a payload's seventh field names; None for what a later version may have put there."""
    match field:
        case [str(incarnation), int(txn), bytes(total), *more] if txn > 0 and len(total) == len(NO_HASH):
            names = more[0] if len(more) == 1 and isinstance(more[0], list) else more
            between = tuple((one[0], one[1]) for one in names if is_save(one))
            return Again(incarnation, txn, total, between) if len(between) == len(names) else None
    return None


def is_save(value: Any) -> bool:
    """An incarnation and a number."""
    return isinstance(value, list) and len(value) == 2 and type(value[0]) is str and type(value[1]) is int


def issued_again(entry: Entry) -> bytes:
    """The payload that issues an entry again: byte for byte the same, and the entry's name behind it."""
    fields = RAW.decode(entry.payload)
    again = read_again(msgspec.msgpack.decode(fields[AGAIN_AT])) if len(fields) > AGAIN_AT else None
    if again is None:
        name: list[Any] = [entry.incarnation, entry.txn, entry.hash]
    else:
        name = [again.incarnation, again.txn, again.hash, [*again.between, (entry.incarnation, entry.txn)]]
    return ENCODER.encode([*fields[:AGAIN_AT], msgspec.Raw(ENCODER.encode(name)), *fields[AGAIN_AT + 1 :]])


def superseded(case: str, incarnation: str, packed: list[list[Any]]) -> tuple[ChangeId, ...]:
    """The ids that a payload names. Raises ValueError where one is none."""
    found = []
    for one in packed:
        by, txn, n = (incarnation, *one) if len(one) == 2 else one
        if not (type(by) is str and type(txn) is int and type(n) is int):
            raise ValueError("not an id")
        found.append(ChangeId(by, case, txn, n))
    return tuple(found)
