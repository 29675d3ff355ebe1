"""Saves in columns, so that what is alike lies together and packs well; back again they are the same bytes.

A save's payload is taken apart by what the log writes (`rygsaek/history/entries.py`); one that does not come together again
byte for byte (a later version's, a stranger's) travels whole. Times are differences, names are places in a table, and ids
are relative: a change that supersedes just what stands in its register among these saves, as nearly all do, says nothing of
it. The columns are meant to be compressed (`sealing/bodies.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from typing import Any, Final

import msgspec

from sync.planes import column, numbers
from sync.wire.codec import MIB, Count, Message, WireError, decode, encode

Save = tuple[str, int, bytes]
"""Incarnation, number of the save, payload."""
Id = tuple[int, int, int]
"""Of a change: place of its incarnation in the table, save, place in the save."""

FORMAT: Final = 1
PACKED_CAP: Final = 64 * MIB
UNPACKED_CAP: Final = 256 * MIB
"""Bytes of all payloads. Names are written once and used often: a small pack could otherwise fill the memory."""
END: Final = "\0"
FIELDS: Final = 6
OWN: Final = 0
LARGEST: Final = 2**62
_encode: Final = msgspec.msgpack.Encoder().encode
_decode: Final = msgspec.msgpack.Decoder().decode


class Columns(Message, frozen=True):
    """A pack. runs: (incarnation, first save, count); by, keys, kinds: tables that columns hold places in.

    of_saves: ms (differences), tick, by, how far behind lies the save that it undoes (0: none), changes beyond the first.
    of_changes: key, kind, is it text, and how many ids it names, plus one (0: it supersedes what stands).
    of_ids: OWN or the place of another incarnation plus one, how far behind (in another: which save), place in the save.
    texts: values that are text, END behind each; others: all other values; later: what stands behind the fields known here,
    by save; odd: whole payloads, by save: these stand in no column.
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
    texts: str
    others: tuple[Any, ...]
    later: tuple[tuple[Count, list[Any]], ...]
    odd: tuple[tuple[Count, bytes], ...]


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
    laid = _Laying()
    for place, (incarnation, txn, payload) in enumerate(saves):
        laid.lay(place, incarnation, txn, payload, is_whole=is_whole)
    return encode(laid.columns())


def unpack(data: bytes) -> list[Save]:
    """The saves that were packed. Raises WireError: as `decode`, `columns.unreadable`, `columns.too_large`."""
    said = decode(data, Columns, PACKED_CAP)
    if said.format != FORMAT:
        raise WireError("columns.unreadable")
    try:
        return list(_saves(said))
    except (IndexError, StopIteration, RuntimeError, msgspec.MsgspecError, UnicodeError, OverflowError) as error:
        raise WireError("columns.unreadable") from error


class _Table(dict[Any, int]):
    """Places of things, given out as they come."""

    def __missing__(self, key: Any) -> int:
        self[key] = place = len(self)
        return place


class _Laying:
    """Columns in the making."""

    def __init__(self) -> None:
        self.incarnations, self.by, self.keys, self.kinds = _Table(), _Table(), _Table(), _Table()
        self.runs: list[tuple[int, int, int]] = []
        self.saves: list[tuple[int, ...]] = []
        self.changes: list[tuple[int, ...]] = []
        self.ids: list[Id] = []
        self.texts: list[str] = []
        self.others: list[Any] = []
        self.later: list[tuple[int, list[Any]]] = []
        self.odd: list[tuple[int, bytes]] = []
        self.heads: dict[int, tuple[Id, ...]] = {}

    def lay(self, place: int, incarnation: str, txn: int, payload: bytes, *, is_whole: bool) -> None:
        if not 1 <= txn <= LARGEST:
            raise ValueError("saves are numbered from 1")
        own = self.incarnations[incarnation]
        run = self.runs[-1] if self.runs else (-1, 0, 0)
        if run[0] == own and run[1] + run[2] == txn:
            self.runs[-1] = (own, run[1], run[2] + 1)
        else:
            self.runs.append((own, txn, 1))
        said = None if is_whole else _taken_apart(payload, incarnation, txn)
        if said is None:
            self.odd.append((place, payload))
            return
        _, ms, tick, who, undoes, changes, *later = said
        back = 0 if undoes is None else txn - undoes
        self.saves.append((ms, tick, self.by[who], back, len(changes) - 1))
        if later:
            self.later.append((place, later))
        for n, change in enumerate(changes):
            self._lay_change(own, txn, n, change)

    def _lay_change(self, own: int, txn: int, n: int, change: list[Any]) -> None:
        document, register, kind, value, supersedes = change
        key = self.keys[(document, register)]
        named: tuple[Id, ...] = tuple(
            (own, *one) if len(one) == 2 else (self.incarnations[one[0]], one[1], one[2]) for one in supersedes
        )
        standing = self.heads.get(key, ())
        far = 0
        if named != standing:
            far = len(named) + 1
            self.ids.extend((OWN, txn - at, m) if by == own else (by + 1, at, m) for by, at, m in named)
        self.heads[key] = _after(standing, named, (own, txn, n))
        is_text = type(value) is str and END not in value
        (self.texts if is_text else self.others).append(value)
        self.changes.append((key, self.kinds[kind], is_text, far))

    def columns(self) -> Columns:
        ms, tick, by, back, more = zip(*self.saves, strict=True) if self.saves else ((),) * 5
        key, kind, is_text, far = zip(*self.changes, strict=True) if self.changes else ((),) * 4
        whose, txn, n = zip(*self.ids, strict=True) if self.ids else ((),) * 3
        differences = [now - before for before, now in zip((0, *ms), ms, strict=False)]
        return Columns(
            FORMAT,
            tuple(self.incarnations),
            tuple(self.runs),
            tuple(self.by),
            tuple(self.keys),
            tuple(self.kinds),
            (column(differences), column(tick), column(by), column(back), column(more)),
            (column(key), column(kind), column(is_text), column(far)),
            (column(whose), column(txn), column(n)),
            "".join(text + END for text in self.texts),
            tuple(self.others),
            tuple(self.later),
            tuple(self.odd),
        )


def _saves(said: Columns) -> Iterator[Save]:
    """Put the saves together. Whatever does not fit together raises one of the errors that `unpack` tells of."""
    odd, later = dict(said.odd), dict(said.later)
    texts = said.texts.split(END)[:-1]
    total = len(texts) + len(said.others)
    count = sum(run[2] for run in said.runs) - len(odd)
    if not 0 <= count <= total:
        raise WireError("columns.unreadable")
    ms, tick, who, back, more = (numbers(one, count) for one in said.of_saves)
    key, kind, is_text, far = (numbers(one, total) for one in said.of_changes)
    if sum(more) + count != total or sum(is_text) != len(texts) or max(is_text, default=0) > 1:
        raise WireError("columns.unreadable")
    _check_size(said, who, key, kind)
    named = sum(far) - sum(map(bool, far))
    if named > max(total, sum(map(len, said.of_ids))):  # ids that are nothing but zeros are no bytes at all
        raise WireError("columns.unreadable")
    ids = zip(*(numbers(one, named) for one in said.of_ids), strict=True)
    text, other = iter(texts), iter(said.others)
    values = [next(text) if one else next(other) for one in is_text] if said.others else texts
    names = [(*said.keys[one], said.kinds[what]) for one, what in zip(key, kind, strict=True)]
    next_change = zip(key, names, values, far, strict=True).__next__
    next_save = zip(accumulate(ms), tick, who, back, more, strict=True).__next__
    heads: dict[int, tuple[Id, ...]] = {}
    place = -1
    for own, first, length in said.runs:
        incarnation = said.incarnations[own]
        for txn in range(first, first + length):
            place += 1
            if place in odd:
                yield incarnation, txn, odd[place]
                continue
            at, ticked, by, behind, beyond = next_save()
            made = []
            for n in range(beyond + 1):
                register, (document, name, what), value, named = next_change()
                gone = standing = heads.get(register, ())
                if named:
                    gone = tuple((own, txn - b, m) if a == OWN else (a - 1, b, m) for a, b, m in islice(ids, named - 1))
                here = (own, txn, n)
                heads[register] = (here,) if gone is standing else _after(standing, gone, here)
                told = [(b, m) if a == own else (said.incarnations[a], b, m) for a, b, m in gone]
                made.append((document, name, what, value, told))
            body = (1, at, ticked, said.by[by], txn - behind if behind else None, made)
            yield incarnation, txn, _encode((*body, *later[place]) if place in later else body)


def _after(standing: tuple[Id, ...], named: tuple[Id, ...], one: Id) -> tuple[Id, ...]:
    """What stands in a register after a change that supersedes what it names."""
    if standing == named:
        return (one,)
    return (*(head for head in standing if head not in named), one)


def _check_size(said: Columns, who: Sequence[int], key: Sequence[int], kind: Sequence[int]) -> None:
    """Raises WireError where names used over and over would make the saves larger than they may be."""
    size = sum(len(said.by[place]) for place in who)
    size += sum(len(said.keys[place][0]) + len(said.keys[place][1]) for place in key)
    size += sum(len(said.kinds[place]) for place in kind)
    if size > UNPACKED_CAP:
        raise WireError("columns.too_large")


def _taken_apart(payload: bytes, incarnation: str, txn: int) -> list[Any] | None:
    """A payload's fields, or None where it would not come together again."""
    try:
        said = _decode(payload)
        if _fits(said, incarnation, txn) and _encode(said) == payload:
            fields: list[Any] = said
            return fields
    except (msgspec.MsgspecError, UnicodeError, RecursionError, OverflowError, TypeError):
        return None
    return None


def _fits(said: Any, incarnation: str, txn: int) -> bool:
    """Whether a payload is one that the log writes, with or without fields behind."""
    if type(said) is not list or len(said) < FIELDS:
        return False
    form, ms, tick, who, undoes, changes = said[:FIELDS]
    if type(form) is not int or form != 1 or not _counts(ms, tick) or type(who) is not str:
        return False
    if undoes is not None and not (_counts(undoes) and undoes != txn):
        return False
    return type(changes) is list and bool(changes) and all(_fits_change(change, incarnation) for change in changes)


def _fits_change(change: Any, incarnation: str) -> bool:
    if type(change) is not list or len(change) != 5:
        return False
    document, register, kind, _, supersedes = change
    if not (type(document) is str and type(register) is str and type(kind) is str and type(supersedes) is list):
        return False
    return all(
        type(one) is list
        and (len(one) == 2 or (len(one) == 3 and type(one[0]) is str and one[0] != incarnation))
        and _counts(*one[-2:])
        for one in supersedes
    )


def _counts(*numbers: Any) -> bool:
    return all(type(one) is int and 0 <= one <= LARGEST for one in numbers)
