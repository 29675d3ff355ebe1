"""What stands in a case, read from its log: of all that was ever written, only what stands is made into changes.

The rule is the one of `registers`, and so is the result. Saves are taken in the order of their time, in which almost every
change comes after what it supersedes; what does not (a clock was wrong, something is missing) is left to `registers`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from rygsaek.history import log
from rygsaek.history.changes import Change
from rygsaek.history.clock import Stamp
from rygsaek.history.entries import Packed, PackedChange, change_of, decode_all
from rygsaek.history.ids import ChangeId
from rygsaek.history.log import Tail
from rygsaek.history.registers import CaseState, Id, Key, Register, fold
from rygsaek.vault.transaction import Reader


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
    made, gone, late = dict[Id, tuple[Packed, PackedChange]](), set[Id](), list[Change]()
    for save, (incarnation, txn, _) in in_time:
        for n, one in enumerate(save.changes):
            here = (incarnation, case, txn, n)
            superseded: list[Id] = []
            for it in one.supersedes:
                name: Any = (incarnation, case, *it) if len(it) == 2 else (*it[:-2], case, *it[-2:])
                before = made.get(name)
                if before is None:
                    late.append(change_of(ChangeId(*here), save, one))
                    break
                if before[1].register == one.register and before[1].document == one.document:
                    superseded.append(name)
            else:
                made[here] = (save, one)
                gone.update(superseded)
    latest = next(((save.ms, save.tick) for save, _ in reversed(in_time) if save.changes), (0, 0))
    heads = dict[Key, list[Change]]()
    for id_ in sorted(made.keys() - gone):
        head = change_of(ChangeId(*id_), *made[id_])
        heads.setdefault((head.document, head.register), []).append(head)
    registers, known = {key: Register(tuple(changes)) for key, changes in heads.items()}, set(made)
    state = CaseState.standing(registers, lambda: known, Stamp(*latest))
    return state.plus(late) if late else state


def _time(told: tuple[Packed, object]) -> tuple[int, int]:
    return told[0].ms, told[0].tick
