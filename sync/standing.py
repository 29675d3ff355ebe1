"""What stands after packed saves, from their columns: no save's bytes are made, and no change before somebody asks for it.

The rule is the one of `registers`, and so is the result. In a register where no change names what it supersedes, each
supersedes the one before it among these saves, and the last one stands. The changes of other registers are folded one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property, partial
from itertools import compress, pairwise
from operator import attrgetter, not_
from typing import Any, Final

from rygsaek.history.changes import EMPTYING, Change
from rygsaek.history.clock import LAST_MS, Stamp
from rygsaek.history.registers import CaseState, Id, Key, Register, fold, in_order
from sync.laid import Laid, at, read
from sync.opening import change_ids, made, numbered, opened, stamps
from sync.wire.codec import WireError

_by_time: Final = attrgetter("at")
NONE: Final = -1


def standing(case: str, packs: Iterable[bytes]) -> CaseState | None:
    """What stands in a case after the saves of packs; None where one of them issues another again.

    Raises WireError as `columns.unpack`, ValueError where a save cannot be read.
    """
    return standing_in(case, [read(data) for data in packs])


def standing_in(case: str, laid: Sequence[Laid]) -> CaseState | None:
    """The same of packs that were read already."""
    if any(one.said.odd or one.said.later for one in laid) or _has_twice(laid):
        return _folded(case, laid)
    latest = max(map(_latest, laid), default=Stamp(0, 0))
    plain = _Plain(case, [_Pack(case, one) for one in laid])
    state = CaseState.standing(plain.registers(), plain.known, latest)
    others = [change for one in plain.packs if one.named for change in one.others()]
    return state.plus(sorted(others, key=_by_time)) if others else state


class _Plain:
    """The registers in which nothing names what it supersedes, in all packs."""

    def __init__(self, case: str, packs: Sequence[_Pack]) -> None:
        self.case, self.packs = case, packs

    def registers(self) -> dict[Key, Register]:
        """Each register, with its changes still to be made."""
        found: dict[Key, tuple[Any, ...]] = {}
        for pack in self.packs:
            for key, value in zip(pack.keys, pack.shown(), strict=True):
                before = found.get(key)
                found[key] = (value,) if before is None else (*before, value)
        return {key: Register((), shown, partial(self.of, key)) for key, shown in found.items()}

    def of(self, key: Key) -> tuple[Change, ...]:
        """The changes that stand in a register."""
        return self.heads[key]

    @cached_property
    def heads(self) -> dict[Key, tuple[Change, ...]]:
        """The changes that stand, all made at once."""
        found: dict[Key, tuple[Change, ...]] = {}
        for pack in self.packs:
            for key, head in zip(pack.keys, pack.heads(), strict=True):
                before = found.get(key)
                found[key] = (head,) if before is None else in_order((*before, head))
        return found

    def known(self) -> set[Id]:
        """The ids of all changes of these registers."""
        return {one for pack in self.packs for one in pack.known()}


class _Pack:
    """One pack. named: places of the keys under which a change names what it supersedes.

    Of the other keys, and in their order: where the last change stands, and where the last but one.
    """

    def __init__(self, case: str, laid: Laid) -> None:
        self.case, self.laid = case, laid
        self.named: Collection[int] = set(compress(laid.key, laid.far)) if any(laid.far) else ()
        self.keys: Sequence[Key] = laid.said.keys
        self.last, self.before = [NONE] * len(self.keys), [NONE] * len(self.keys)
        for place, key in enumerate(laid.key):
            self.before[key] = self.last[key]
            self.last[key] = place
        if self.named or NONE in self.last:
            there = [place != NONE and key not in self.named for key, place in enumerate(self.last)]
            self.keys = list(compress(self.keys, there))
            self.last, self.before = list(compress(self.last, there)), list(compress(self.before, there))

    def shown(self) -> Sequence[Any]:
        """What stands in each of them, or None."""
        values = at(self.laid.value, self.last)
        if EMPTYING.isdisjoint(self.laid.said.kinds):
            return values
        kinds = at(self.laid.kind, self.last)
        return [None if kind in EMPTYING else value for kind, value in zip(kinds, values, strict=True)]

    def heads(self) -> Iterable[Change]:
        """The last change of each, superseding the last but one."""
        laid, ids = self.laid, numbered(self.case, self.laid)
        saves = at(laid.save, self.last)
        gone = change_ids(at(ids, self.before))
        documents, registers = zip(*self.keys, strict=True) if self.keys else ((), ())
        return map(
            Change,
            change_ids(at(ids, self.last)),
            stamps(at(laid.ms, saves), at(laid.tick, saves)),
            at(laid.by, saves),
            documents,
            registers,
            at(laid.kind, self.last),
            at(laid.value, self.last),
            [() if place == NONE else (one,) for place, one in zip(self.before, gone, strict=True)],
        )

    def known(self) -> Iterable[Id]:
        """The ids of all changes under them."""
        ids = numbered(self.case, self.laid)
        return compress(ids, map(not_, self._is_named())) if self.named else ids

    def others(self) -> Iterable[Change]:
        """The changes under the named keys."""
        return compress(made(self.case, self.laid, stamps(self.laid.ms, self.laid.tick)), self._is_named())

    def _is_named(self) -> list[bool]:
        return [key in self.named for key in self.laid.key]


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


def _latest(laid: Laid) -> Stamp:
    times = sorted(laid.ms) or [0]
    if times[0] < 0 or times[-1] > LAST_MS:
        raise WireError("columns.unreadable")
    return Stamp(times[-1], max(compress(laid.tick, map(times[-1].__eq__, laid.ms))) if any(laid.tick) else 0)
