"""Issuing again, under a new incarnation, what an old one wrote and never handed on.

A vault that was put back or copied begins a new incarnation, for the old one's next numbers may have been given out
elsewhere. What it wrote under the old one and nobody else has is issued again: the same payload byte for byte, chained
anew, with the name of the entry behind it. Its changes have the new entry's ids from then on: under the old number another
entry may stand, or turn up at any time, and an id that came to mean another change would lose a write without a word.

- What a payload says was written in the words of its first incarnation. Where it is issued again together with what it
  names (the rest of that incarnation's unsent saves always is), these names mean the new entries.
- Where one entry was issued again more than once, or stands under its old number after all, they are one: it goes by the
  old name if it stands there, else by the first of the new ones, and every reference to the others means it.

All of this follows from the entries alone, so it is the same on every laptop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from rygsaek.history.changes import Change
from rygsaek.history.entries import Opened
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
    same = same_saves(entries)
    words = Words(entries)
    found: list[Change] = []
    for one in entries:
        if one.save in same:
            continue
        again = one.opened.again
        names = words.names(one.save[0], again.incarnation) if again is not None else {}
        if not names and not same:
            found.extend(one.opened.changes)
            continue

        def meant(save: Save, names: dict[Save, Save] = names) -> Save:
            save = names.get(save, save)
            return same.get(save, save)

        found.extend(translated(change, meant) for change in one.opened.changes)
    return found


def same_saves(entries: Iterable[Stored]) -> dict[Save, Save]:
    """By entry that is another one once more: that other one, under which it is known."""
    standing: dict[Save, bytes] = {}
    claims: dict[tuple[str, int, bytes], list[Save]] = {}
    for one in entries:
        again = one.opened.again
        if again is None:
            standing[one.save] = one.hash
        else:
            claims.setdefault((again.incarnation, again.txn, again.hash), []).append(one.save)
    same: dict[Save, Save] = {}
    for (incarnation, txn, total), saves in claims.items():
        first = (incarnation, txn) if standing.get((incarnation, txn)) == total else min(saves)
        same.update((save, first) for save in saves if save != first)
    return same


class Words:
    """What the names in payloads that were issued again mean, by who issued them again and in whose words they are."""

    def __init__(self, entries: Iterable[Stored]) -> None:
        self._claims: dict[str, list[tuple[tuple[Save, ...], Save]]] = {}
        self._names: dict[tuple[str, str], dict[Save, Save]] = {}
        for one in entries:
            again = one.opened.again
            if again is not None:
                names = ((again.incarnation, again.txn), *again.between)
                self._claims.setdefault(one.save[0], []).append((names, one.save))

    def names(self, issuer: str, language: str) -> dict[Save, Save]:
        """By name in the words of an incarnation: the entry of `issuer` that it means.

        An entry that had a name in that incarnation's own numbers went by that name there, and by no earlier one.
        """
        found = self._names.get((issuer, language))
        if found is None:
            found = self._names[issuer, language] = {}
            for names, save in self._claims.get(issuer, ()):
                own = [name for name in names if name[0] == language]
                found.update((name, save) for name in own or names)
        return found


def translated(change: Change, meant: Callable[[Save], Save]) -> Change:
    """A change that says what it names in the words of here and now."""
    return Change(
        change.id,
        change.at,
        change.by,
        change.document,
        change.register,
        change.kind,
        translated_value(change.value, meant),
        tuple(translated_id(one, meant) for one in change.supersedes),
    )


def translated_id(one: ChangeId, meant: Callable[[Save], Save]) -> ChangeId:
    incarnation, txn = meant((one.incarnation, one.txn))
    return ChangeId(incarnation, one.case, txn, one.n)


def translated_value(value: Any, meant: Callable[[Save], Save]) -> Any:
    """A value whose names are translated: ids stand in it as [incarnation, save, n] (what a removal saw, a version's heads)."""
    match value:
        case [str(incarnation), int(txn), int(n)]:
            return [*meant((incarnation, txn)), n]
        case dict():
            return {key: translated_value(part, meant) for key, part in value.items()}
        case list() | tuple():
            return [translated_value(part, meant) for part in value]
    return value
