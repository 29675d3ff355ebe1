"""Saves laid in columns, one by one."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from sync.laid import END, FORMAT, LARGEST, OWN, Columns, after
from sync.planes import column

Id = tuple[int, int, int]
"""Of a change: place of its incarnation in the table, save, place in the save."""

FIELDS: Final = 6
_encode: Final = msgspec.msgpack.Encoder().encode
_decode: Final = msgspec.msgpack.Decoder().decode


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
        self.heads[key] = after(standing, named, (own, txn, n))
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
            "".join([text + END for text in self.texts]).encode(),
            tuple(self.others),
            tuple(self.later),
            tuple(self.odd),
        )


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
