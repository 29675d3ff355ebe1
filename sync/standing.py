"""What stands after packed saves, from their columns: no save's bytes are made, and no change that does not stand.

The rule is the one of `registers`, and so is the result. In a register where no change names what it supersedes, each
supersedes the one before it among these saves, and the last one stands. The changes of other registers are folded one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import compress, pairwise, repeat
from operator import attrgetter, itemgetter
from typing import Final, TypeVar

from msgspec import convert

from rygsaek.history.changes import Change
from rygsaek.history.clock import LAST_MS, Stamp
from rygsaek.history.entries import unpack as unpack_entry
from rygsaek.history.ids import ChangeId
from rygsaek.history.registers import CaseState, Id, Key, fold, in_order
from sync.columns import saves_of
from sync.laid import Laid, read
from sync.wire.codec import WireError

_by_time: Final = attrgetter("at")
T = TypeVar("T")
NONE: Final = -1


def standing(case: str, packs: Iterable[bytes]) -> CaseState | None:
    """What stands in a case after the saves of packs; None where one of them issues another again.

    Raises WireError as `columns.unpack`, ValueError where a save cannot be read.
    """
    laid = [read(data) for data in packs]
    if any(one.said.odd or one.said.later for one in laid) or _has_twice(laid):
        return _folded(case, laid)
    heads, known, latest, others = dict[Key, tuple[Change, ...]](), set[Id](), Stamp(0, 0), list[Change]()
    for one in sorted(laid, key=_incarnations):
        latest = max(latest, _latest(one))
        ids = list(zip(one.of_changes(one.incarnation), repeat(case), one.of_changes(one.txn), one.n))
        named = set(compress(one.key, one.far)) if any(one.far) else ()
        for key, head in _heads(one, ids, named):
            before = heads.get(key)
            if before is None:
                heads[key] = (head,)
            else:
                heads[key] = (*before, head) if before[-1].id < head.id else in_order((*before, head))
        if named:
            known.update(compress(ids, [key not in named for key in one.key]))
            others += _others(case, one, ids, named)
        else:
            known.update(ids)
    state = CaseState.standing(heads, known, latest)
    return state.plus(sorted(others, key=_by_time)) if others else state


def _folded(case: str, laid: Iterable[Laid]) -> CaseState | None:
    """The same, save by save."""
    opened = [unpack_entry(case, *save) for one in laid for save in saves_of(one)]
    if any(one.again is not None for one in opened):
        return None
    return fold(change for one in opened for change in one.changes)


def _has_twice(laid: Iterable[Laid]) -> bool:
    """Whether a save may be there twice."""
    runs = [(one.said.incarnations[own], first, first + count) for one in laid for own, first, count in one.said.runs]
    return any(one[0] == other[0] and other[1] < one[2] for one, other in pairwise(sorted(runs)))


def _incarnations(laid: Laid) -> tuple[str, ...]:
    return laid.said.incarnations


def _latest(laid: Laid) -> Stamp:
    latest = max(laid.ms, default=0)
    if latest > LAST_MS or min(laid.ms, default=0) < 0:
        raise WireError("columns.unreadable")
    return Stamp(latest, max(compress(laid.tick, map(latest.__eq__, laid.ms))) if any(laid.tick) else 0)


def _heads(laid: Laid, ids: Sequence[Id], named: Collection[int]) -> Iterator[tuple[Key, Change]]:
    """What stands in the registers whose changes name nothing: the last of each, superseding the last but one."""
    keys = laid.said.keys
    last, before = [NONE] * len(keys), [NONE] * len(keys)
    for place, key in enumerate(laid.key):
        before[key] = last[key]
        last[key] = place
    if named or NONE in last:
        there = [key not in named and place != NONE for key, place in enumerate(last)]
        keys, last, before = tuple(compress(keys, there)), list(compress(last, there)), list(compress(before, there))
    saves = last if laid.size is None else _at(laid.save, last)
    superseded = convert(_at(ids, before), list[ChangeId])
    documents, registers = zip(*keys, strict=True) if keys else ((), ())
    heads = map(
        Change,
        convert(_at(ids, last), list[ChangeId]),
        convert(list(zip(_at(laid.ms, saves), _at(laid.tick, saves), strict=True)), list[Stamp]),
        _at(laid.by, saves),
        documents,
        registers,
        _at(laid.kind, last),
        _at(laid.value, last),
        [() if place == NONE else (one,) for place, one in zip(before, superseded, strict=True)],
    )
    return zip(keys, heads, strict=True)


def _at(values: Sequence[T], places: Sequence[int]) -> Sequence[T]:
    return itemgetter(*places)(values) if len(places) > 1 else [values[place] for place in places]


def _others(case: str, laid: Laid, ids: Sequence[Id], named: Collection[int]) -> Iterator[Change]:
    """All changes of the other registers."""
    for place, gone in enumerate(laid.superseded()):
        key, save = laid.key[place], laid.save[place]
        if key in named:
            yield Change(
                ChangeId(*ids[place]),
                Stamp(laid.ms[save], laid.tick[save]),
                laid.by[save],
                *laid.said.keys[key],
                laid.kind[place],
                laid.value[place],
                tuple([ChangeId(name, case, txn, n) for name, txn, n in gone]),
            )
