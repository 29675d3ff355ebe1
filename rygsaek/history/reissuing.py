"""Issuing again, under a new incarnation, what an old one wrote and never handed on.

A vault that was put back or copied begins a new incarnation, for the old one's next numbers may have been given out
elsewhere. What it wrote under the old one and nobody else has is issued again: the same payload byte for byte, chained
anew, with the name of the entry behind it. Its changes keep the ids that they were saved under, so that papers, versions
and drafts which name them stay valid; and where the old entry turns up after all, the two are one.

Where another entry stands under the old number (an image put back, then written in), the changes take new ids, and what
was written with them names these. That holds on every laptop alike, for it follows from the entries alone:
the entry that stands under the number keeps it, else the first that issues it again, by incarnation and save.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from rygsaek.history.changes import Change
from rygsaek.history.entries import Again, Opened
from rygsaek.history.ids import ChangeId

Save = tuple[str, int]
"""Incarnation and number."""


class Stored(NamedTuple):
    """An entry of the log, opened."""

    save: Save
    hash: bytes
    opened: Opened


def settled(stored: Iterable[Stored]) -> list[Change]:
    """Every change of a case, each once, under the id that it goes by here and everywhere."""
    entries = list(stored)
    standing = {one.save: one.hash for one in entries if one.opened.again is None}
    claims: dict[Save, list[tuple[Save, Again]]] = {}
    for one in entries:
        again = one.opened.again
        if again is not None:
            claims.setdefault((again.incarnation, again.txn), []).append((one.save, again))
    dropped: set[Save] = set()
    renamed: dict[str, dict[Save, Save]] = {}
    for name, claimants in claims.items():
        claimants.sort()
        kept = standing.get(name)
        if kept is None:
            kept, claimants = claimants[0][1].hash, claimants[1:]
        for save, again in claimants:
            if again.hash == kept:
                dropped.add(save)
            else:
                renamed.setdefault(save[0], {})[name] = save
    found: list[Change] = []
    for one in entries:
        if one.save in dropped:
            continue
        names = renamed.get(one.save[0]) if one.opened.again is not None else None
        found.extend(one.opened.changes if not names else (renaming(change, names) for change in one.opened.changes))
    return found


def renaming(change: Change, names: dict[Save, Save]) -> Change:
    """A change with other saves' names in its id and in everything that it names."""
    return Change(
        renamed_id(change.id, names),
        change.at,
        change.by,
        change.document,
        change.register,
        change.kind,
        renamed_value(change.value, names),
        tuple(renamed_id(one, names) for one in change.supersedes),
    )


def renamed_id(one: ChangeId, names: dict[Save, Save]) -> ChangeId:
    save = names.get((one.incarnation, one.txn))
    return one if save is None else ChangeId(save[0], one.case, save[1], one.n)


def renamed_value(value: Any, names: dict[Save, Save]) -> Any:
    """A value with the names in it changed: ids stand in it as [incarnation, save, n] (what a removal saw, a version's heads)."""
    match value:
        case [str(incarnation), int(txn), int(n)] if (incarnation, txn) in names:
            return [*names[incarnation, txn], n]
        case dict():
            return {key: renamed_value(part, names) for key, part in value.items()}
        case list() | tuple():
            return [renamed_value(part, names) for part in value]
    return value
