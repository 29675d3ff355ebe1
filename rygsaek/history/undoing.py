"""Taking back one's own latest save, while all of it still stands: by new changes that supersede it and say again what
stood before. What was printed, signed, begun or made a version of is not taken back."""

from __future__ import annotations

from typing import NamedTuple

from rygsaek.history import log
from rygsaek.history.changes import LASTING, ROW_REMOVED, UNDONE, Change
from rygsaek.history.clock import Stamp
from rygsaek.history.entries import Opened, unpack
from rygsaek.history.ids import ChangeId
from rygsaek.history.registers import CaseState
from rygsaek.history.rows import seen_in
from rygsaek.vault.transaction import Reader

OWN_ENTRIES = "SELECT txn, payload FROM log_entry WHERE case_id = ? AND incarnation = ? ORDER BY txn DESC"


class Undoable(NamedTuple):
    """A save that can be taken back: its number and its changes."""

    txn: int
    changes: tuple[Change, ...]


def undoable(reader: Reader, state: CaseState, case: str, incarnation: str, by: str) -> Undoable | None:
    """The latest save that this person made here and has not taken back, if it still stands and may be taken back.

    Nothing behind what was issued again: its numbers are another incarnation's.
    """
    undone: set[int] = set()
    for txn, payload in reader.execute(OWN_ENTRIES, (case, incarnation)):
        opened: Opened = unpack(case, incarnation, txn, payload)
        if opened.again is not None:
            return None
        if opened.undoes is not None:
            undone.add(opened.undoes)
        elif opened.by == by and txn not in undone:
            return Undoable(txn, opened.changes) if may_be_taken_back(state, opened.changes) else None
    return None


def may_be_taken_back(state: CaseState, changes: tuple[Change, ...]) -> bool:
    """Nothing of the save is for good, and all that it left standing still stands."""
    heads = {head.id for change in changes for head in state.register(change.document, change.register).heads}
    return all(change.kind not in LASTING for change in changes) and all(change.id in heads for change in standing_of(changes))


def standing_of(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Those of a save that the same save did not supersede."""
    gone = {one for change in changes for one in change.supersedes}
    return tuple(change for change in changes if change.id not in gone)


def taking_back(reader: Reader, state: CaseState, one: Undoable, first: ChangeId, at: Stamp, by: str) -> tuple[Change, ...]:
    """The changes that take a save back. first: the id of the first of them."""
    known = {change.id: change for change in log.changes(reader, first.case)}
    of_save = {change.id: known[change.id] for change in one.changes}
    made: list[Change] = []
    for gone in standing_of(tuple(of_save.values())):
        befores = [known[before] for before in before_save(gone, of_save)]
        for document, register, kind, value in [
            (before.document, before.register, before.kind, before.value) for before in befores
        ] or [(gone.document, gone.register, UNDONE, None)]:
            if kind == ROW_REMOVED:
                value = {**(value or {}), "seen": seen_in(state, document, register)}
            here = ChangeId(first.incarnation, first.case, first.txn, len(made))
            made.append(Change(here, at, by, document, register, kind, value, (gone.id,)))
    return tuple(made)


def before_save(change: Change, of_save: dict[ChangeId, Change]) -> tuple[ChangeId, ...]:
    """What stood in the change's register before its whole save."""
    found: list[ChangeId] = []
    for one in change.supersedes:
        found.extend(before_save(of_save[one], of_save) if one in of_save else [one])
    return tuple(dict.fromkeys(found))
