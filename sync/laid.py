"""What a pack of saves says: its columns, read and found to fit together. `columns` makes the saves' own bytes of them, and
`standing` what stands after them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, chain, islice, repeat
from operator import itemgetter
from typing import Any, Final, NamedTuple, TypeVar

from sync.planes import numbers, places
from sync.wire.codec import MIB, Count, Message, WireError, decode

T = TypeVar("T")

FORMAT: Final = 1
PACKED_CAP: Final = 64 * MIB
UNPACKED_CAP: Final = 256 * MIB
"""Bytes of all payloads. Names are written once and used often: a small pack could otherwise fill the memory."""
END: Final = "\0"
OWN: Final = 0
LARGEST: Final = 2**62


class Columns(Message, frozen=True):
    """A pack. runs: (incarnation, first save, count); by, keys, kinds: tables that columns hold places in.

    of_saves: ms (differences), tick, by, how far behind lies the save that it undoes (0: none), changes beyond the first.
    of_changes: key, kind, is it text, and how many ids it names, plus one (0: it supersedes what stands).
    of_ids: OWN or the place of another incarnation plus one, how far behind (in another: which save), place in the save.
    texts: values that are text, in UTF-8, END behind each; others: all other values; later: what stands behind the fields
    known here, by save; odd: whole payloads, by save: these stand in no column.
    """

    format: Count
    incarnations: tuple[str, ...]
    runs: tuple[tuple[Count, Count, Count], ...]
    by: tuple[str, ...]
    keys: tuple[tuple[str, str], ...]
    kinds: tuple[str, ...]
    of_saves: tuple[bytes, bytes, bytes, bytes, bytes]
    of_changes: tuple[bytes, bytes, bytes, bytes]
    of_ids: tuple[bytes, bytes, bytes]
    texts: bytes
    others: tuple[Any, ...]
    later: tuple[tuple[Count, list[Any]], ...]
    odd: tuple[tuple[Count, bytes], ...]


class Laid(NamedTuple):
    """Columns that fit together.

    By save, the odd ones left out: incarnation, txn, ms, tick, by, back; size (how many changes), or None where each is of
    one. By change: save (its place among these), n, key (a place in the table), kind, value, far. ids: what is named, in turn.
    """

    said: Columns
    incarnation: Sequence[str]
    txn: Sequence[int]
    ms: Sequence[int]
    tick: Sequence[int]
    by: Sequence[str]
    back: Sequence[int]
    size: Sequence[int] | None
    save: Sequence[int]
    n: Sequence[int]
    key: Sequence[int]
    kind: Sequence[str]
    value: Sequence[Any]
    far: Sequence[int]
    ids: Sequence[tuple[int, int, int]]

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
        heads: list[tuple[T, ...]] = [()] * len(self.said.keys)
        found, told, names = list[tuple[T, ...]](), iter(self.ids), self.said.incarnations
        for key, far, save, one in zip(self.key, self.far, self.save, ids, strict=True):
            gone = standing = heads[key]
            if far:
                own, txn = self.incarnation[save], self.txn[save]
                some = [(own, txn - back, n) if by == OWN else (names[by - 1], back, n) for by, back, n in islice(told, far - 1)]
                gone = tuple([named(*one) for one in some])
            heads[key] = (one,) if gone is standing else after(standing, gone, one)
            found.append(gone)
        return found


def read(data: bytes) -> Laid:
    """The columns of a pack. Raises WireError: as `decode`, `columns.unreadable`, `columns.too_large`."""
    said = decode(data, Columns, PACKED_CAP)
    if said.format != FORMAT:
        raise WireError("columns.unreadable")
    try:
        texts = said.texts.decode().split(END)
    except UnicodeError as error:
        raise WireError("columns.unreadable") from error
    _check(not texts.pop())
    incarnation, txn = _saves(said, len(texts) + len(said.others))
    count, total = len(txn), len(texts) + len(said.others)
    ms, tick, who, back, more = said.of_saves
    key, kind, is_text, far = said.of_changes
    size = [1 + one for one in places(more, count, total)] if more else None
    _check(total == (count if size is None else sum(size)))
    named = places(far, total, LARGEST)
    laid = Laid(
        said,
        incarnation,
        txn,
        list(accumulate(numbers(ms, count))),
        places(tick, count, LARGEST),
        _named(who, count, said.by),
        _whole(back, count),
        size,
        range(total) if size is None else list(chain.from_iterable(map(repeat, range(count), size))),
        (0,) * total if size is None else list(chain.from_iterable(map(range, size))),
        places(key, total, len(said.keys)),
        _named(kind, total, said.kinds),
        _values(texts, said.others, numbers(is_text, total)),
        named,
        _ids(said, named),
    )
    _check_size(laid, len(data))
    return laid


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


def _whole(data: bytes, count: int) -> Sequence[int]:
    """Numbers that may be below zero, as far off as they are ever laid."""
    found = numbers(data, count)
    _check(not data or (min(found, default=0) >= -LARGEST and max(found, default=0) <= LARGEST))
    return found


def _named(data: bytes, count: int, table: tuple[str, ...]) -> Sequence[str]:
    """What stands in a table at the places that a column holds."""
    found = places(data, count, len(table))
    return at(table, found) if data else table[:1] * count


def _values(texts: list[str], others: tuple[Any, ...], is_text: Sequence[int]) -> Sequence[Any]:
    _check((is_text.count(1), is_text.count(0)) == (len(texts), len(others)))
    if not others:
        return texts
    text, other = iter(texts), iter(others)
    return [next(text) if one else next(other) for one in is_text]


def _ids(said: Columns, far: Sequence[int]) -> Sequence[tuple[int, int, int]]:
    """The ids that changes name, in turn."""
    if not any(far):
        _check(not any(said.of_ids))
        return ()
    count = sum(far) - sum(map(bool, far))
    _check(count <= max(len(far), sum(map(len, said.of_ids))))  # ids that are nothing but zeros are no bytes at all
    whose, txn, n = said.of_ids
    found = (places(whose, count, 1 + len(said.incarnations)), _whole(txn, count), places(n, count, LARGEST))
    return list(zip(*found, strict=True))


def _check_size(laid: Laid, size: int) -> None:
    """Raises WireError where names used over and over would make the saves larger than they may be. size: bytes of the pack."""
    if (len(laid.by) + len(laid.key) + len(laid.ids)) * size <= UNPACKED_CAP:
        return
    keys = [len(document) + len(register) for document, register in laid.said.keys]
    names = [0, *map(len, laid.said.incarnations)]
    used = sum(map(len, laid.by)) + sum(map(len, laid.kind)) + sum(map(keys.__getitem__, laid.key))
    if used + sum(names[whose] for whose, _, _ in laid.ids) > UNPACKED_CAP:
        raise WireError("columns.too_large")


def _check(is_so: bool) -> None:
    if not is_so:
        raise WireError("columns.unreadable")
