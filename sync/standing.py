"""What stands after packed saves, from their columns: no save's bytes are made, and no change that does not stand.

The rule is the one of `registers`, and so is the result. In a register where no change names what it supersedes, each
supersedes the one before it among these saves, and the last one stands. The changes of other registers are folded one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import compress, pairwise
from operator import attrgetter, itemgetter, not_
from typing import Final, TypeVar

from rygsaek.history.changes import Change
from rygsaek.history.clock import LAST_MS, Stamp
from rygsaek.history.registers import CaseState, Id, Key, fold, in_order
from sync.laid import Laid, read
from sync.opening import change_ids, made, numbered, opened, stamps
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
        ids, named = numbered(case, one), set(compress(one.key, one.far)) if any(one.far) else ()
        for key, head in _heads(one, ids, named):
            before = heads.get(key)
            if before is None:
                heads[key] = (head,)
            else:
                heads[key] = (*before, head) if before[-1].id < head.id else in_order((*before, head))
        if named:
            is_named = [key in named for key in one.key]
            known.update(compress(ids, map(not_, is_named)))
            others += compress(made(case, one, stamps(one.ms, one.tick)), is_named)
        else:
            known.update(ids)
    state = CaseState.standing(heads, known, latest)
    return state.plus(sorted(others, key=_by_time)) if others else state


def _folded(case: str, laid: Iterable[Laid]) -> CaseState | None:
    """The same, save by save."""
    said = [save for one in laid for save in opened(case, one)]
    if any(one.again is not None for one in said):
        return None
    return fold(change for one in said for change in one.changes)


def _has_twice(laid: Iterable[Laid]) -> bool:
    """Whether a save may be there twice."""
    runs = [(one.said.incarnations[own], first, first + count) for one in laid for own, first, count in one.said.runs]
    return any(one[0] == other[0] and other[1] < one[2] for one, other in pairwise(sorted(runs)))


def _incarnations(laid: Laid) -> tuple[str, ...]:
    return laid.said.incarnations


def _latest(laid: Laid) -> Stamp:
    times = sorted(laid.ms) or [0]
    if times[0] < 0 or times[-1] > LAST_MS:
        raise WireError("columns.unreadable")
    return Stamp(times[-1], max(compress(laid.tick, map(times[-1].__eq__, laid.ms))) if any(laid.tick) else 0)


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
    gone = change_ids(_at(ids, before))
    documents, registers = zip(*keys, strict=True) if keys else ((), ())
    heads = map(
        Change,
        change_ids(_at(ids, last)),
        stamps(_at(laid.ms, saves), _at(laid.tick, saves)),
        _at(laid.by, saves),
        documents,
        registers,
        _at(laid.kind, last),
        _at(laid.value, last),
        [() if place == NONE else (one,) for place, one in zip(before, gone, strict=True)],
    )
    return zip(keys, heads, strict=True)


def _at(values: Sequence[T], places: Sequence[int]) -> Sequence[T]:
    return itemgetter(*places)(values) if len(places) > 1 else [values[place] for place in places]
