"""What stands in a case, read from its log: of all that was ever written, only what stands is made into changes.

The rule is the one of `registers`, and so is the result. Saves are taken in the order of their time. In almost every register
each change then supersedes just the one before it, and the last one stands; the other registers (two wrote at once, a clock was
wrong, something is missing) are left to `registers`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from rygsaek.history import log
from rygsaek.history.changes import EMPTYING, Change
from rygsaek.history.clock import Stamp
from rygsaek.history.entries import Packed, PackedChange, change_of, decode_all
from rygsaek.history.ids import ChangeId
from rygsaek.history.log import Tail
from rygsaek.history.registers import CaseState, Id, Key, Register, fold
from rygsaek.vault.transaction import Reader

Made = tuple[str, int, int, Packed, PackedChange]
"""A change that is not one yet: incarnation, save, place in the save, and what was read."""


class CaseRead(NamedTuple):
    """What stands, where an incarnation's chain ends, and whether anything was issued again."""

    state: CaseState
    tail: Tail
    has_again: bool


def read(reader: Reader, case: str, incarnation: str) -> CaseRead:
    """A case as its log leaves it. Raises ValueError where a save cannot be read."""
    rows = reader.query(log.ENTRIES, (case,))
    tail = next((Tail(txn, total) for name, txn, _, total in reversed(rows) if name == incarnation), log.START)
    state = state_of(case, [(name, txn, payload) for name, txn, payload, _ in rows])
    if state is not None:
        return CaseRead(state, tail, False)
    changes, has_again = log.known(reader, case)
    return CaseRead(fold(changes), tail, has_again)


def state_of(case: str, saves: Sequence[tuple[str, int, bytes]]) -> CaseState | None:
    """What stands after saves (incarnation, number, payload), each there once; None where one may issue another again.

    Raises ValueError where one cannot be read.
    """
    said = decode_all([payload for _, _, payload in saves])
    if any(one.again is not None for one in said):
        return None
    in_time = sorted(zip(said, saves, strict=True), key=_time)
    by_register = defaultdict[Key, list[Made]](list)
    for save, (incarnation, txn, _) in in_time:
        for n, one in enumerate(save.changes):
            by_register[one.document, one.register].append((incarnation, txn, n, save, one))
    registers, others, heads = defaultdict[str, dict[str, Register]](dict), list[Made](), partial(_heads, case)
    for (document, name), made in by_register.items():
        if is_line(made):
            last = made[-1][-1]
            registers[document][name] = Register((), (None if last.kind in EMPTYING else last.value,), (heads, made[-1]))
        else:
            others += made
    places = [(incarnation, txn, len(save.changes)) for save, (incarnation, txn, _) in in_time]
    but = {(incarnation, case, txn, n) for incarnation, txn, n, _, _ in others}
    latest = next(((save.ms, save.tick) for save, _ in reversed(in_time) if save.changes), (0, 0))
    state = CaseState.standing(dict(registers), partial(_known, case, places, but), Stamp(*latest))
    return state.plus(_change(case, one) for one in others) if others else state


def is_line(made: Sequence[Made]) -> bool:
    """Whether each change of a register supersedes just the one before it: then the last one stands."""
    if made[0][-1].supersedes:
        return False
    for (writer, before, m, _, _), (incarnation, _, _, _, one) in pairwise(made):
        match one.supersedes:
            case [[at, n]]:
                if (at, n) != (before, m) or writer != incarnation:
                    return False
            case [[name, at, n]]:
                if (name, at, n) != (writer, before, m):
                    return False
            case _:
                return False
    return True


def _heads(case: str, made: Made) -> tuple[Change, ...]:
    return (_change(case, made),)


def _change(case: str, made: Made) -> Change:
    incarnation, txn, n, save, one = made
    return change_of(ChangeId(incarnation, case, txn, n), save, one)


def _known(case: str, places: Sequence[tuple[str, int, int]], but: Set[Id]) -> set[Id]:
    """The ids of all changes of saves (incarnation, number, how many), but for some."""
    return {(incarnation, case, txn, n) for incarnation, txn, count in places for n in range(count)} - but


def _time(told: tuple[Packed, object]) -> tuple[int, int]:
    return told[0].ms, told[0].tick
