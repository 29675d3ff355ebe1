"""Folding changes into what stands.

A register holds every change that no other change in it supersedes: a set union, so any two laptops that have the same
changes have the same state, in whatever order they came. More than one value in a register is a conflict for a person.
A change is applied once everything that it supersedes has been; until then it is pending. A superseded id in another
register is no such link, and is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

import msgspec

from rygsaek.history.changes import CASE, Change
from rygsaek.history.clock import Stamp
from rygsaek.history.ids import ChangeId

T = TypeVar("T")
CROWD = 32
"""So many that stand in one register are put in order once, and not again at each change: whoever may write may write as many
as they like that none of the others saw."""
Key = tuple[str, str]
Id = tuple[str, str, int, int]
"""A ChangeId's parts: equal to it, and made in a fraction of the time."""


class Standing(NamedTuple):
    """One value that stands in a register, and the changes that say it (more than one where people wrote the same)."""

    value: Any
    changes: tuple[Change, ...]


class Register(msgspec.Struct, eq=False, gc=False):
    """What stands under one name.

    Where a whole case was read at once, its changes are made when somebody first asks for more than what they say: `_making`
    is what makes them, and of what.
    """

    _heads: tuple[Change, ...] = ()
    _shown: tuple[Any, ...] | None = None
    _making: tuple[Callable[[Any], tuple[Change, ...]], Any] | None = None

    @property
    def heads(self) -> tuple[Change, ...]:
        """The changes that say it, in order of their ids."""
        making = self._making
        if making is not None:
            make, matter = making
            self._heads, self._making = make(matter), None
        return self._heads

    @property
    def shown(self) -> tuple[Any, ...]:
        """What each of them says: its value, or None. In no order."""
        shown = self._shown
        return tuple([head.shown for head in self._heads]) if shown is None else shown

    @property
    def standings(self) -> tuple[Standing, ...]:
        """The different values, equal ones as one; "nothing" (None) is a value too."""
        found: list[tuple[Any, list[Change]]] = []
        for head in self.heads:
            value = head.shown
            for known, changes in found:
                if same(known, value):
                    changes.append(head)
                    break
            else:
                found.append((value, [head]))
        return tuple(Standing(value, tuple(changes)) for value, changes in found)

    @property
    def is_conflict(self) -> bool:
        """More than one value stands: a person chooses."""
        shown = self._shown
        if shown is None:
            shown = self.shown
        if len(shown) < 2:
            return False
        if len(shown) == 2:  # nearly every conflict, in half the time
            return shown[0] != shown[1] or not same(*shown)
        return any(not same(shown[0], one) for one in shown[1:])

    @property
    def value(self) -> Any:
        """The value, or None. In a conflict the first that is not None: show `standings` then."""
        if self._shown is not None and len(self._shown) == 1:
            return self._shown[0]
        for head in self.heads:
            if not head.is_empty:
                return head.value
        return None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Register) and self.heads == other.heads

    __hash__ = None  # type: ignore[assignment]


EMPTY = Register()
_by_id = attrgetter("id")


def same(one: Any, other: Any) -> bool:
    """Equal as data: True is not 1, and 1 is not 1.0."""
    return (
        type(one) is type(other)
        and one == other
        and msgspec.json.encode(one, order="sorted") == msgspec.json.encode(other, order="sorted")
    )


class CaseState:
    """What stands in a case after a set of changes. It never changes: `plus` gives another."""

    __slots__ = ("_by_document", "_crowds", "_find", "_ids", "_once", "_waiting", "latest")

    def __init__(self) -> None:
        self._by_document: dict[str, dict[str, Register]] = {}
        self._crowds: dict[Key, dict[Id, Change]] = {}
        self._ids: set[Id] | None = set()
        self._find: Callable[[], set[Id]] = set
        self._waiting: dict[ChangeId, Change] = {}
        self._once: dict[Callable[[CaseState], Any], Any] = {}
        self.latest = Stamp(0, 0)

    @classmethod
    def standing(cls, registers: dict[str, dict[str, Register]], known: Callable[[], set[Id]], latest: Stamp) -> CaseState:
        """The state in which these stand, by document and name. known: finds every change that it knows, if somebody asks."""
        state = cls()
        state._by_document, state._ids, state._find, state.latest = registers, None, known, latest
        return state

    @property
    def _known(self) -> set[Id]:
        if self._ids is None:
            self._ids = self._find()
        return self._ids

    def plus(self, changes: Iterable[Change]) -> CaseState:
        """The state with these changes too. Those already in it change nothing."""
        grown = CaseState()
        grown._by_document = {document: dict(registers) for document, registers in self._by_document.items()}
        grown._ids, grown._waiting, grown.latest = set(self._known), dict(self._waiting), self.latest
        grown._take(changes)
        return grown

    def _take(self, changes: Iterable[Change]) -> None:
        known, waiting = self._known, self._waiting
        for change in changes:
            if change.id in known or change.id in waiting:
                continue
            if change.at > self.latest:
                self.latest = change.at
            for one in change.supersedes:
                if one not in known:
                    waiting[change.id] = change
                    break
            else:
                known.add(change.id)
                self._apply(change)
        self._wake()
        for (document, name), crowd in self._crowds.items():
            self._by_document[document][name] = Register(in_order(tuple(crowd.values())))
        self._crowds = {}

    def _wake(self) -> None:
        """Apply what waited and need not any more."""
        known, blocked = self._known, dict[Id, list[Change]]()
        looked_at = list(self._waiting.values())
        while looked_at:
            change = looked_at.pop()
            lacking = next((one for one in change.supersedes if one not in known), None)
            if lacking is not None:
                blocked.setdefault(lacking, []).append(change)
                continue
            del self._waiting[change.id]
            known.add(change.id)
            self._apply(change)
            looked_at += blocked.pop(change.id, ())

    def _apply(self, change: Change) -> None:
        registers = self._by_document.setdefault(change.document, {})
        before = registers.get(change.register)
        if before is None:
            registers[change.register] = Register((change,))
            return
        gone = change.supersedes
        if len(before.heads) >= CROWD:
            self._crowd(before, change)
            return
        heads = [head for head in before.heads if head.id not in gone]
        registers[change.register] = Register(in_order((*heads, change)) if heads else (change,))

    def _crowd(self, before: Register, change: Change) -> None:
        """The same where many stand: they are put in order when all have been taken."""
        key = (change.document, change.register)
        if key not in self._crowds:
            self._crowds[key] = {head.id: head for head in before.heads}
        for one in change.supersedes:
            self._crowds[key].pop(one, None)
        self._crowds[key][change.id] = change

    def register(self, document: str, key: str) -> Register:
        """What stands under that name; empty where nothing ever did."""
        return self._by_document.get(document, {}).get(key, EMPTY)

    def registers(self, document: str) -> Iterator[tuple[str, Register]]:
        """Every register of a document by name, in order of the names."""
        yield from sorted(self._by_document.get(document, {}).items())

    def documents(self) -> tuple[str, ...]:
        """The documents that anything is known of, in order of their ids; not the case itself."""
        return tuple(sorted(document for document in self._by_document if document != CASE))

    def heads(self, document: str) -> tuple[ChangeId, ...]:
        """Every change that stands in a document: what a version freezes."""
        return tuple(sorted(head.id for register in self._by_document.get(document, {}).values() for head in register.heads))

    def conflicts(self) -> tuple[Key, ...]:
        """The registers in which a person must choose, as (document, register). The order of rows is not among them."""
        return self.once(CaseState._conflicts)

    def _conflicts(self) -> tuple[Key, ...]:
        return tuple(
            [
                (document, name)
                for document, registers in sorted(self._by_document.items())
                for name in sorted([name for name, register in registers.items() if register.is_conflict])
                if not name.endswith("/^")
            ]
        )

    def once(self, work: Callable[[CaseState], T]) -> T:
        """What follows from the state, worked out when it is first asked for. work: a function that is always the same one; what
        it gives must not hold on to the state."""
        if work not in self._once:
            self._once[work] = work(self)
        found: T = self._once[work]
        return found

    @property
    def pending(self) -> tuple[Change, ...]:
        """Changes that supersede something not known here yet, in order of their ids."""
        return tuple(sorted(self._waiting.values(), key=_by_id))

    @property
    def missing(self) -> tuple[ChangeId, ...]:
        """What the pending changes wait for."""
        wanted = {one for change in self._waiting.values() for one in change.supersedes}
        return tuple(sorted(wanted - self._known - self._waiting.keys()))

    @property
    def is_empty(self) -> bool:
        """Nothing was ever written."""
        return not (self._by_document or self._waiting)

    def has(self, change: ChangeId) -> bool:
        """The change is applied here, standing or superseded."""
        return change in self._known

    def has_all(self, changes: Iterable[ChangeId]) -> bool:
        """Each of them is."""
        return self._known.issuperset(changes)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, CaseState)
            and self._by_document == other._by_document
            and self._known == other._known
            and self._waiting == other._waiting
        )

    __hash__ = None  # type: ignore[assignment]


def in_order(heads: tuple[Change, ...]) -> tuple[Change, ...]:
    """Changes by their ids."""
    return heads if len(heads) < 2 else tuple(sorted(heads, key=_by_id))


def fold(changes: Iterable[Change]) -> CaseState:
    """What stands after these changes, in whatever order they come."""
    state = CaseState()
    state._take(changes)
    return state
