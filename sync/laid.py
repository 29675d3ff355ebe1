"""What a pack of saves says: its columns, read and found to fit together. `columns` makes the saves' own bytes of them, and
`standing` what stands after them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import accumulate, chain, islice, repeat
from operator import itemgetter
from typing import Any, Final, TypeVar

import msgspec

from rygsaek.history.changes import Change
from rygsaek.history.clock import LAST_MS, Stamp
from rygsaek.history.nesting import DEEPEST, holds_more, is_deep
from sync.planes import is_signed, numbers, places, use_all
from sync.values import Values, length, read_out
from sync.wire.codec import MIB, Count, Message, Millis, WireError, decode

T = TypeVar("T")

FORMAT: Final = 2
PACKED_CAP: Final = 64 * MIB
UNPACKED_CAP: Final = 256 * MIB
"""Bytes of all payloads. Names are written once and used often: a small pack could otherwise fill the memory."""
MOST: Final = 2**18
"""Saves, changes, and ids that they name, each: what is told of a change may be no bytes at all once packed, and takes a kilobyte
when it is read. A history has this many after 26 years of 40 changes each working day."""
MOST_THINGS: Final = 2**20
"""Values, with all that lies in them."""
OWN: Final = 0
LARGEST: Final = 2**62
NONE: Final = -1
_encode: Final = msgspec.msgpack.Encoder().encode


class Columns(Message, frozen=True):
    """A pack. runs: (incarnation, first save, count); by, keys, kinds: tables that columns hold places in.

    keys: each document once, with its registers; places are counted through all of them. since: ms of the first save.
    of_saves: ms (since the one before), tick, by, how far behind lies the save that it undoes (0: none), changes beyond the
    first. of_changes: key, kind, and how many ids it names, plus one (0: it supersedes what stands).
    of_ids: OWN or the place of another incarnation plus one, how far behind (in another: which save), place in the save.
    latest: the value of the last change of each key, by key; earlier: those of all other changes.
    later: what stands behind the fields known here, by save; odd: whole payloads, by save: these stand in no column.
    """

    format: Count
    incarnations: tuple[str, ...]
    runs: tuple[tuple[Count, Count, Count], ...]
    by: tuple[str, ...]
    keys: tuple[tuple[str, tuple[str, ...]], ...]
    kinds: tuple[str, ...]
    since: Millis
    of_saves: tuple[bytes, bytes, bytes, bytes, bytes]
    of_changes: tuple[bytes, bytes, bytes]
    of_ids: tuple[bytes, bytes, bytes]
    latest: Values
    earlier: Values
    later: tuple[tuple[Count, list[Any]], ...]
    odd: tuple[tuple[Count, bytes], ...]


class Laid(msgspec.Struct, eq=False, dict=True):
    """Columns that fit together. What not everybody asks for is made when somebody does.

    By save, the odd ones left out: incarnation, txn, steps (ms since the one before), tick, by, back; size (how many changes),
    or None where each is of one. By change: key (a place in the table), kind, far. ids: what is named, in turn.
    changes: every change, by the case that they were made in (`opening`).
    """

    said: Columns
    incarnation: Sequence[str]
    txn: Sequence[int]
    steps: Sequence[int]
    tick: Sequence[int]
    by: Sequence[str]
    back: Sequence[int]
    size: Sequence[int] | None
    key: Sequence[int]
    kind: Sequence[str]
    far: Sequence[int]
    ids: Sequence[tuple[int, int, int]]
    changes: dict[str, list[Change]] = {}

    @cached_property
    def ms(self) -> Sequence[int]:
        """By save when it was made, in ms."""
        return list(accumulate(self.steps, initial=self.said.since))[1:]

    @cached_property
    def at(self) -> Sequence[Stamp]:
        """The same as stamps."""
        return stamps(self.ms, self.tick)

    @property
    def first_ms(self) -> int:
        """When the earliest save was made."""
        return min(self.ms, default=0) if is_signed(self.said.of_saves[0]) else self.said.since

    @property
    def last_ms(self) -> int:
        """When the latest was."""
        return max(self.ms, default=0) if is_signed(self.said.of_saves[0]) else self.said.since + sum(self.steps)

    @property
    def last_at(self) -> Stamp:
        """The same with its tick."""
        return Stamp(*max(zip(self.ms, self.tick, strict=True))) if any(self.tick) else Stamp(self.last_ms, 0)

    @cached_property
    def save(self) -> Sequence[int]:
        """By change the place of its save."""
        if self.size is None:
            return range(len(self.key))
        return list(chain.from_iterable(map(repeat, range(len(self.size)), self.size)))

    @cached_property
    def n(self) -> Sequence[int]:
        """By change its place in its save."""
        return bytes(len(self.key)) if self.size is None else list(chain.from_iterable(map(range, self.size)))

    @cached_property
    def documents(self) -> Sequence[str]:
        """By key."""
        return list(chain.from_iterable(repeat(document, len(names)) for document, names in self.said.keys))

    @cached_property
    def registers(self) -> Sequence[str]:
        """By key."""
        return list(chain.from_iterable(map(itemgetter(1), self.said.keys)))

    @cached_property
    def latest(self) -> Sequence[Any]:
        """By key the value of its last change."""
        return read_out(self.said.latest)

    @cached_property
    def value(self) -> Sequence[Any]:
        """By change."""
        latest, earlier = dict(zip(self.last, self.latest, strict=True)), iter(read_out(self.said.earlier))
        return [latest[place] if place in latest else next(earlier) for place in range(len(self.key))]

    @property
    def last(self) -> Sequence[int]:
        """By key the place of its last change."""
        return self._places[0]

    @property
    def before(self) -> Sequence[int]:
        """By change the place of the one before it under its key, or NONE."""
        return self._places[1]

    @cached_property
    def _places(self) -> tuple[list[int], list[int]]:
        last, before = [NONE] * len(self.registers), list[int]()
        for place, key in enumerate(self.key):
            before.append(last[key])
            last[key] = place
        return last, before

    def of_changes(self, of_saves: Sequence[T]) -> Sequence[T]:
        """By change what is given by save."""
        return of_saves if self.size is None else at(of_saves, self.save)

    def undone(self) -> Iterable[int | None]:
        """By save the one that it undoes."""
        if not any(self.back):
            return repeat(None, len(self.back))
        return [txn - back if back else None for txn, back in zip(self.txn, self.back, strict=True)]

    def superseded(self, ids: Sequence[T], named: Callable[[str, int, int], T]) -> list[tuple[T, ...]]:
        """By change what it supersedes: what it names, or else what stands in its register among these saves.

        ids: of these changes; named: the id of an incarnation's change, by save and place in it.
        """
        if not self.said.of_changes[2]:
            return list(at([*zip(ids), ()], self.before))  # where there is NONE, the last of these
        heads: list[dict[T, None]] = [{} for _ in self.registers]
        found, told, names = list[tuple[T, ...]](), iter(self.ids), self.said.incarnations
        for key, far, save, one in zip(self.key, self.far, self.save, ids, strict=True):
            standing = heads[key]
            if far:
                own, txn = self.incarnation[save], self.txn[save]
                some = [(own, txn - back, n) if by == OWN else (names[by - 1], back, n) for by, back, n in islice(told, far - 1)]
                gone = tuple([named(*one) for one in some])
                for each in gone:
                    standing.pop(each, None)
            else:
                gone = tuple(standing)
                standing.clear()
            standing[one] = None
            found.append(gone)
        return found


def read(data: bytes) -> Laid:
    """The columns of a pack. Raises WireError: as `decode`, `columns.unreadable`, `columns.too_deep`, `columns.too_large`."""
    _check_room(not holds_more(data, MOST_THINGS))
    said = decode(data, Columns, PACKED_CAP)
    _check(said.format == FORMAT)
    _check_depth(said)
    keys = _count_keys(said)
    _check(keys == length(said.latest))
    total = keys + length(said.earlier)
    _check_room(max(total, sum(map(itemgetter(2), said.runs))) <= MOST)
    _check_room(not holds_more(b"".join([payload for _, payload in said.odd]), MOST_THINGS))
    incarnation, txn = _saves(said, total)
    count = len(txn)
    ms, tick, who, back, more = said.of_saves
    key, kind, far = said.of_changes
    size = [1 + one for one in places(more, count, total)] if more else None
    _check(total == (count if size is None else sum(size)))
    named = places(far, total, LARGEST)
    laid = Laid(
        said,
        incarnation,
        txn,
        numbers(ms, count),
        places(tick, count, LARGEST),
        _named(who, count, said.by),
        _whole(back, count),
        size,
        places(key, total, keys),
        _named(kind, total, said.kinds),
        named,
        _ids(said, named),
    )
    _check(use_all(laid.key, keys) and laid.first_ms >= 0 and laid.last_ms <= LAST_MS)
    _check_size(laid, len(data))
    return laid


def stamps(ms: Sequence[int], tick: Sequence[int]) -> list[Stamp]:
    """As `Stamp(*one)` for each, in a fraction of the time."""
    return msgspec.convert(list(zip(ms, tick, strict=True)), list[Stamp])


def at(values: Sequence[T], some: Sequence[int]) -> Sequence[T]:
    """What stands at some places."""
    return itemgetter(*some)(values) if len(some) > 1 else [values[place] for place in some]


def after(standing: tuple[T, ...], named: tuple[T, ...], one: T) -> tuple[T, ...]:
    """What stands in a register after a change that supersedes what it names."""
    if standing == named:
        return (one,)
    return (*(head for head in standing if head not in named), one)


def _saves(said: Columns, most: int) -> tuple[Sequence[str], Sequence[int]]:
    """Incarnation and number of the saves that are not odd. most: how many there can be."""
    length, odd = sum(map(itemgetter(2), said.runs)), dict(said.odd)
    alone = {*odd, *map(itemgetter(0), said.later)}
    _check(len(alone) == len(said.odd) + len(said.later) and max(alone, default=-1) < length <= most + len(odd))
    _check(max(map(itemgetter(0), said.runs), default=-1) < len(said.incarnations))
    if len(said.runs) == 1 and not odd:
        ((own, first, _),) = said.runs
        return (said.incarnations[own],) * length, list(range(first, first + length))
    saves = [(said.incarnations[own], txn) for own, first, count in said.runs for txn in range(first, first + count)]
    plain = [save for place, save in enumerate(saves) if place not in odd]
    return [name for name, _ in plain], [txn for _, txn in plain]


def _count_keys(said: Columns) -> int:
    """How many registers there are, each there once."""
    names = list(map(itemgetter(1), said.keys))
    count = sum(map(len, names))
    _check(len(set(map(itemgetter(0), said.keys))) == len(names) and sum(map(len, map(set, names))) == count)
    return count


def _whole(data: bytes, count: int) -> Sequence[int]:
    """Numbers that may be below zero, as far off as they are ever laid."""
    found = numbers(data, count)
    _check(not data or (min(found, default=0) >= -LARGEST and max(found, default=0) <= LARGEST))
    return found


def _named(data: bytes, count: int, table: tuple[str, ...]) -> Sequence[str]:
    """What stands in a table at the places that a column holds."""
    found = places(data, count, len(table))
    return at(table, found) if data else table[:1] * count


def _ids(said: Columns, far: Sequence[int]) -> Sequence[tuple[int, int, int]]:
    """The ids that changes name, in turn."""
    count = sum(far) - sum(map(bool, far)) if said.of_changes[2] else 0
    if not count:
        _check(not any(said.of_ids))
        return ()
    _check(count <= max(len(far), sum(map(len, said.of_ids))))  # ids that are nothing but zeros are no bytes at all
    _check_room(count <= MOST)
    whose, txn, n = said.of_ids
    found = (places(whose, count, 1 + len(said.incarnations)), _whole(txn, count), places(n, count, LARGEST))
    return list(zip(*found, strict=True))


def _check_size(laid: Laid, size: int) -> None:
    """Raises WireError where names used over and over would make the saves larger than they may be. size: bytes of the pack."""
    if (len(laid.by) + len(laid.key) + len(laid.ids)) * size <= UNPACKED_CAP:
        return
    keys = [len(document) + len(register) for document, register in zip(laid.documents, laid.registers, strict=True)]
    names = [0, *map(len, laid.said.incarnations)]
    used = sum(map(len, laid.by)) + sum(map(len, laid.kind)) + sum(map(keys.__getitem__, laid.key))
    _check_room(used + sum(names[whose] for whose, _, _ in laid.ids) <= UNPACKED_CAP)


def _check_depth(said: Columns) -> None:
    """Raises WireError where a save would be nested deeper than it may be."""
    others = [one for one in (said.latest.others, said.earlier.others) if one]  # in a save two levels deeper, later ones less
    if any(is_deep(_encode(one), DEEPEST - 2) for one in others) or (said.later and is_deep(_encode(said.later), DEEPEST + 2)):
        raise WireError("columns.too_deep")


def _check(is_so: bool) -> None:
    if not is_so:
        raise WireError("columns.unreadable")


def _check_room(is_so: bool) -> None:
    if not is_so:
        raise WireError("columns.too_large")
