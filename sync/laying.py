"""Saves laid in columns, one by one."""

from __future__ import annotations

from itertools import count, groupby
from operator import itemgetter
from typing import Annotated, Any, Final, Literal

import msgspec

from rygsaek.history.clock import LAST_MS
from rygsaek.history.nesting import is_deep
from sync.laid import FORMAT, LARGEST, OWN, Columns, after
from sync.planes import column
from sync.values import laid_out

Id = tuple[int, int, int]
"""Of a change: place of its incarnation in the table, save, place in the save."""

FIELDS: Final = 6
_encode: Final = msgspec.msgpack.Encoder().encode
_decode: Final = msgspec.msgpack.Decoder().decode

Number = Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]
_Change = tuple[str, str, str, Any, list[list[Number | str]]]
"""Document, register, kind, value, and the ids that it supersedes."""


class _Save(msgspec.Struct, array_like=True, gc=False):
    """A payload as the log writes it (`rygsaek/history/entries.py`)."""

    format: Literal[1]
    ms: Annotated[int, msgspec.Meta(ge=0, le=LAST_MS)]
    tick: Number
    by: str
    undoes: Number | None
    changes: Annotated[list[_Change], msgspec.Meta(min_length=1)]


_read: Final = msgspec.msgpack.Decoder(_Save).decode


class _Table(dict[Any, int]):
    """Places of things, given out as they come."""

    def __missing__(self, key: Any) -> int:
        self[key] = place = len(self)
        return place


class Laying:
    """Columns in the making."""

    def __init__(self) -> None:
        self.incarnations, self.by, self.keys, self.kinds = _Table(), _Table(), _Table(), _Table()
        self.runs: list[tuple[int, int, int]] = []
        self.saves: list[tuple[int, ...]] = []
        self.changes: list[tuple[int, ...]] = []
        self.ids: list[Id] = []
        self.values: list[Any] = []
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
        save, later = said
        back = 0 if save.undoes is None else txn - save.undoes
        self.saves.append((save.ms, save.tick, self.by[save.by], back, len(save.changes) - 1))
        if later:
            self.later.append((place, later))
        for n, change in enumerate(save.changes):
            self._lay_change((own, txn, n), change)

    def _lay_change(self, here: Id, change: tuple[str, str, str, Any, list[Any]]) -> None:
        document, register, kind, value, supersedes = change
        key = self.keys[(document, register)]
        own, txn, _ = here
        named = tuple([(own, *one) if len(one) == 2 else (self.incarnations[one[0]], *one[1:]) for one in supersedes])
        standing, far = self.heads.get(key, ()), 0
        if named == standing:
            self.heads[key] = (here,)
        else:
            far = len(named) + 1
            self.ids.extend((OWN, txn - at, m) if by == own else (by + 1, at, m) for by, at, m in named)
            self.heads[key] = after(standing, named, here)
        self.values.append(value)
        self.changes.append((key, self.kinds[kind], far))

    def columns(self) -> Columns:
        ms, tick, by, back, more = zip(*self.saves, strict=True) if self.saves else ((),) * 5
        key, kind, far = zip(*self.changes, strict=True) if self.changes else ((),) * 3
        whose, txn, n = zip(*self.ids, strict=True) if self.ids else ((),) * 3
        since = ms[0] if ms else 0
        steps = [now - before for before, now in zip((since, *ms), ms, strict=False)]
        in_order = sorted(self.keys)
        place_of = {self.keys[one]: place for place, one in enumerate(in_order)}
        keys = [(document, tuple([name for _, name in some])) for document, some in groupby(in_order, itemgetter(0))]
        placed = [place_of[one] for one in key]
        last = dict(zip(placed, count(), strict=False))
        is_last = set(last.values())
        latest = [self.values[last[place]] for place in range(len(last))]
        earlier = [value for place, value in enumerate(self.values) if place not in is_last]
        return Columns(
            FORMAT,
            tuple(self.incarnations),
            tuple(self.runs),
            tuple(self.by),
            tuple(keys),
            tuple(self.kinds),
            since,
            (column(steps), column(tick), column(by), column(back), column(more)),
            (column(placed), column(kind), column(far)),
            (column(whose), column(txn), column(n)),
            laid_out(latest),
            laid_out(earlier),
            tuple(self.later),
            tuple(self.odd),
        )


def _taken_apart(payload: bytes, incarnation: str, txn: int) -> tuple[_Save, list[Any]] | None:
    """What a payload says, and what stands behind the fields known here; None where it would not come together again."""
    later: list[Any] = []
    if is_deep(payload):
        return None
    try:
        said = _read(payload)
        if _encode(said) != payload:
            later = _decode(payload)[FIELDS:]
            if _encode((*msgspec.structs.astuple(said), *later)) != payload:
                return None
    except (msgspec.MsgspecError, UnicodeError, OverflowError, TypeError):
        return None
    are_ids = all(_is_id(one, incarnation) for change in said.changes for one in change[4])
    return (said, later) if are_ids and said.undoes != txn else None


def _is_id(one: list[int | str], incarnation: str) -> bool:
    """Whether that is how the log names a change: [save, place], or [another incarnation, save, place]."""
    if len(one) == 2:
        return type(one[0]) is int and type(one[1]) is int
    return len(one) == 3 and type(one[0]) is str and one[0] != incarnation and type(one[1]) is int and type(one[2]) is int
