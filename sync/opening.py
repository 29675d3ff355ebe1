"""The changes of packed saves, from their columns: what `entries.unpack` reads in each save, in a quarter of the time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice, repeat

from msgspec import convert

from rygsaek.history.changes import Change
from rygsaek.history.entries import Opened
from rygsaek.history.entries import unpack as unpack_entry
from rygsaek.history.ids import ChangeId
from rygsaek.history.registers import Id
from sync.columns import saves_of
from sync.laid import Laid, at


def opened(case: str, laid: Laid) -> list[Opened]:
    """What each save of a case says. Raises WireError as `columns.unpack`, ValueError where a save cannot be read."""
    if laid.said.odd or laid.said.later:
        return [unpack_entry(case, *save) for save in saves_of(laid)]
    changes = iter(made(case, laid))
    of_saves: Iterable[tuple[Change, ...]] = zip(changes)
    if laid.size is not None:
        of_saves = (tuple(islice(changes, size)) for size in laid.size)
    rows = zip(laid.at, laid.by, laid.undone(), of_saves, repeat(None), strict=False)
    return list(map(tuple.__new__, repeat(Opened), rows))


def made(case: str, laid: Laid) -> list[Change]:
    """Every change that stands in columns, each of them made once."""
    known = laid.changes.get(case)
    if known is None:
        ids = change_ids(numbered(case, laid))
        known = laid.changes[case] = list(
            map(
                Change,
                ids,
                laid.of_changes(laid.at),
                laid.of_changes(laid.by),
                at(laid.documents, laid.key),
                at(laid.registers, laid.key),
                laid.kind,
                laid.value,
                laid.superseded(ids, lambda name, txn, n: ChangeId(name, case, txn, n)),
            )
        )
    return known


def numbered(case: str, laid: Laid) -> list[Id]:
    """The ids of the changes."""
    return list(zip(laid.of_changes(laid.incarnation), repeat(case), laid.of_changes(laid.txn), laid.n, strict=False))


def ids_at(case: str, laid: Laid, places: Sequence[int]) -> list[ChangeId]:
    """The ids of the changes at some places."""
    saves = places if laid.size is None else at(laid.save, places)
    ids = zip(at(laid.incarnation, saves), repeat(case), at(laid.txn, saves), at(laid.n, places), strict=False)
    return change_ids(list(ids))


def change_ids(ids: Sequence[Id]) -> list[ChangeId]:
    """As `ChangeId(*one)` for each, in a fraction of the time."""
    return convert(ids, list[ChangeId])
