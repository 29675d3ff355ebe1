"""Saves in columns, so that what is alike lies together and packs well; back again they are the same bytes.

A save's payload is taken apart by what the log writes (`rygsaek/history/entries.py`); one that does not come together again
byte for byte (a later version's, a stranger's) travels whole. Times are differences, names are places in a table, and ids
are relative: a change that supersedes just what stands in its register among these saves, as nearly all do, says nothing of
it. The columns are meant to be compressed (`sealing/bodies.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice, repeat
from typing import Any, Final

import msgspec

from sync.laid import Columns, Laid, at, read
from sync.laying import Laying
from sync.wire.codec import WireError, encode

Save = tuple[str, int, bytes]
"""Incarnation, number of the save, payload."""

_encode: Final = msgspec.msgpack.Encoder().encode


def pack(saves: Sequence[Save]) -> bytes:
    """Saves as columns, in the order given. The payloads may be any bytes. Raises ValueError for a number below 1.

    What is sealed must come out again, or it is lost to everybody else: should columns not, the saves travel whole.
    """
    data = _packed(saves, is_whole=False)
    try:
        is_same = unpack(data) == list(saves)
    except WireError:
        is_same = False
    return data if is_same else _packed(saves, is_whole=True)


def _packed(saves: Sequence[Save], *, is_whole: bool) -> bytes:
    laid = Laying()
    for place, (incarnation, txn, payload) in enumerate(saves):
        laid.lay(place, incarnation, txn, payload, is_whole=is_whole)
    return encode(laid.columns())


def unpack(data: bytes) -> list[Save]:
    """The saves that were packed. Raises WireError as `laid.read`."""
    return saves_of(read(data))


def saves_of(laid: Laid) -> list[Save]:
    """The saves that the columns were made of. Raises WireError (`columns.unreadable`)."""
    said = laid.said
    bodies = zip(repeat(1), laid.ms, laid.tick, laid.by, laid.undone(), _changes(laid), strict=False)
    payloads = _with_the_rest(said, bodies) if said.odd or said.later else map(_encode, bodies)
    names = chain.from_iterable(repeat(said.incarnations[own], count) for own, _, count in said.runs)
    numbers = chain.from_iterable(range(first, first + count) for _, first, count in said.runs)
    try:
        return list(zip(names, numbers, payloads, strict=True))
    except (msgspec.MsgspecError, UnicodeError, OverflowError) as error:
        raise WireError("columns.unreadable") from error


def _with_the_rest(said: Columns, bodies: Iterator[tuple[Any, ...]]) -> Iterator[bytes]:
    """Payloads, among them what stands in no column."""
    odd, later = dict(said.odd), dict(said.later)
    for place in range(sum(count for _, _, count in said.runs)):
        yield odd[place] if place in odd else _encode((*next(bodies), *later.get(place, ())))


def _changes(laid: Laid) -> Iterator[Sequence[Any]]:
    """The changes of each save."""
    changes = zip(at(laid.documents, laid.key), at(laid.registers, laid.key), laid.kind, laid.value, _told(laid), strict=True)
    return zip(changes) if laid.size is None else (tuple(islice(changes, size)) for size in laid.size)


def _told(laid: Laid) -> Sequence[Sequence[tuple[int | str, ...]]]:
    """By change what it supersedes, as a payload names it."""
    names, own = laid.of_changes(laid.incarnation), set(laid.incarnation)
    if len(own) == 1:
        here: list[tuple[int | str, ...]] = list(zip(laid.of_changes(laid.txn), laid.n, strict=True))
        return laid.superseded(here, lambda name, txn, n: (txn, n) if name in own else (name, txn, n))
    ids = list(zip(names, laid.of_changes(laid.txn), laid.n, strict=True))
    return [
        [(txn, n) if name == mine else (name, txn, n) for name, txn, n in gone]
        for mine, gone in zip(names, laid.superseded(ids, lambda name, txn, n: (name, txn, n)), strict=True)
    ]
