"""What stands after packed saves, from their columns: no save's bytes are made, and no change before somebody asks for it.

The rule is the one of `registers`, and so is the result. In a register where no change names what it supersedes, each
supersedes the one before it among these saves, and the last one stands. The changes of other registers are folded one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from itertools import chain, compress, count, groupby, pairwise, repeat
from operator import attrgetter, itemgetter, not_
from typing import Any, Final, TypeVar

from rygsaek.history.changes import EMPTYING, Change
from rygsaek.history.clock import Stamp
from rygsaek.history.registers import CaseState, Id, Register, fold, in_order
from sync.laid import NONE, Laid, at, read, stamps
from sync.opening import ids_at, made, numbered, opened

T = TypeVar("T")

_by_time: Final = attrgetter("at")


def standing(case: str, packs: Iterable[bytes]) -> CaseState | None:
    """What stands in a case after the saves of packs; None where one of them issues another again.

    Raises WireError as `columns.unpack`, ValueError where a save cannot be read.
    """
    return standing_in(case, [read(data) for data in packs])


def standing_in(case: str, laid: Sequence[Laid]) -> CaseState | None:
    """The same of packs that were read already."""
    if any(one.said.odd or one.said.later for one in laid) or _has_twice(laid):
        return _folded(case, laid)
    packs = [_Pack(one) for one in sorted(laid, key=_runs)]
    if any(one.named for one in packs) and all(case in one.changes for one in laid):
        return fold(chain.from_iterable(made(case, one) for one in laid))  # they are made: nothing is spared
    plain = _Plain(case, packs)
    state = CaseState.standing(plain.registers(), plain.known, max([one.last_at for one in laid], default=Stamp(0, 0)))
    others = [change for one in packs if one.named for change in one.others(case)]
    return state.plus(sorted(others, key=_by_time)) if others else state


class _Plain:
    """The registers in which nothing names what it supersedes, in all packs: by document, then by name."""

    def __init__(self, case: str, packs: Sequence[_Pack]) -> None:
        self.case, self.packs = case, packs

    def registers(self) -> dict[str, dict[str, Register]]:
        """Each register, with its changes still to be made."""
        shown = self._joined(pack.shown() for pack in self.packs)
        makings = zip(repeat(self.of), count(), strict=False)
        return {
            document: dict(zip(some, map(Register, repeat(()), some.values(), makings), strict=False))
            for document, some in shown.items()
        }

    def of(self, place: int) -> tuple[Change, ...]:
        """The changes that stand in the register that is there in turn. Those of all others are made with them."""
        return self.heads[place]

    @cached_property
    def heads(self) -> list[tuple[Change, ...]]:
        """The changes that stand in each."""
        made = self._joined(pack.heads(self.case) for pack in self.packs).values()
        found = list(chain.from_iterable(map(dict.values, made)))
        if any(len(pack.laid.said.runs) > 1 for pack in self.packs):
            return list(map(in_order, found))
        return found  # the packs are in order of their ids, and so are the changes

    def known(self) -> set[Id]:
        """The ids of all changes of these registers."""
        return {one for pack in self.packs for one in pack.known(self.case)}

    def _joined(self, given: Iterable[Iterable[T]]) -> dict[str, dict[str, tuple[T, ...]]]:
        """By document and name what is given by pack and key."""
        found = dict[str, dict[str, tuple[T, ...]]]()
        for pack, values in zip(self.packs, given, strict=True):
            alone = zip(values)
            for document, names in pack.keys:
                known = found.get(document)
                if known is None:
                    found[document] = dict(zip(names, alone, strict=False))
                else:
                    for name, one in zip(names, alone, strict=False):
                        known[name] = known.get(name, ()) + one
        return found


class _Pack:
    """One pack. named: places of the keys under which a change names what it supersedes; keys: the others, by document."""

    def __init__(self, laid: Laid) -> None:
        self.laid, self.keys = laid, laid.said.keys
        self.named: Collection[int] = set(compress(laid.key, laid.far)) if any(laid.far) else ()
        if self.named:
            left = [key not in self.named for key in range(len(laid.registers))]
            pairs = compress(zip(laid.documents, laid.registers, strict=True), left)
            self.keys = tuple([(document, tuple([name for _, name in some])) for document, some in groupby(pairs, itemgetter(0))])

    def plain(self, by_key: Sequence[T]) -> Sequence[T]:
        """Of what is given by key what those have that nobody names."""
        return [one for key, one in enumerate(by_key) if key not in self.named] if self.named else by_key

    def shown(self) -> Sequence[Any]:
        """What stands in each of them, or None."""
        laid = self.laid
        if EMPTYING.isdisjoint(laid.said.kinds):
            return self.plain(laid.latest)
        kinds = at(laid.kind, laid.last)
        return self.plain([None if kind in EMPTYING else value for kind, value in zip(kinds, laid.latest, strict=True)])

    def heads(self, case: str) -> Iterable[Change]:
        """The last change of each, superseding the last but one."""
        laid = self.laid
        last = self.plain(laid.last)
        if case in laid.changes:
            return at(laid.changes[case], last)
        before = at(laid.before, last)
        saves = last if laid.size is None else at(laid.save, last)
        ids = ids_at(case, laid, [*last, *filter(NONE.__ne__, before)])
        gone = zip(ids[len(last) :])
        return map(
            Change,
            ids,
            stamps(at(laid.ms, saves), at(laid.tick, saves)),
            at(laid.by, saves),
            self.plain(laid.documents),
            self.plain(laid.registers),
            at(laid.kind, last),
            self.plain(laid.latest),
            [() if place == NONE else next(gone) for place in before],
        )

    def known(self, case: str) -> Iterable[Id]:
        """The ids of all changes under them."""
        ids = numbered(case, self.laid)
        return compress(ids, map(not_, self._is_named())) if self.named else ids

    def others(self, case: str) -> Iterable[Change]:
        """The changes under the named keys."""
        return compress(made(case, self.laid), self._is_named())

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
    runs = sorted(chain.from_iterable(map(_runs, laid)))
    return any(one[0] == other[0] and other[1] < one[2] for one, other in pairwise(runs))


def _runs(laid: Laid) -> list[tuple[str, int, int]]:
    """Incarnation, first save, and the one behind the last."""
    return [(laid.said.incarnations[own], first, first + count) for own, first, count in laid.said.runs]
