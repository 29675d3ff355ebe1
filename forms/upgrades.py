"""From one version of a form to the next: declared in the newer form, tried in tests, and never touching the older document.

A field with the same id goes along by itself; `[upgrade]` says what got another id, and what was dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from forms.authoring.findings import meant
from forms.conditions import is_filled
from forms.json_answers import wrong_in
from forms.model import Definition, Field
from forms.paths import Answers, top_fields
from forms.problems import Problem
from forms.values import edit_text, read_value, show_value

_TEXTS = ("line", "text", "person")
_SAME = (frozenset({"line", "text", "person"}), frozenset({"choice", "choices"}))
_ANY_DAY = date(2000, 1, 1)  # what an editor shows of a value never hangs on today


def upgrade(answers: Answers, old: Definition, new: Definition) -> Answers:
    """The answers of a document of `old` as a new document of `new` begins with them. `answers` stay as they are.

    An answer that does not fit its new field is left in the older document alone. Raises ValueError unless `new` is a later
    version of the same form.
    """
    if old.id != new.id or new.version <= old.version:
        raise ValueError(f"{new.id} {new.version} does not follow {old.id} {old.version}")
    before = {field.id: field for field in top_fields(old)}
    after = {field.id: field for field in top_fields(new)}
    taken: Answers = {}
    for old_id, value in answers.items():
        was, becomes = before.get(old_id), after.get(_target(new, old_id) or "")
        if was is None or becomes is None or not is_filled(value):
            continue
        if was.kind == "rows" and becomes.kind == "rows":
            taken[becomes.id] = [_row(row, was, becomes, new) for row in value]
        elif was.kind != "rows" and becomes.kind != "rows":
            carried = _carried(value, was, becomes)
            if is_filled(carried):
                taken[becomes.id] = carried
    return taken


def upgrade_through(answers: Answers, versions: Sequence[Definition]) -> Answers:
    """The answers taken through several versions, oldest first."""
    for old, new in pairwise(versions):
        answers = upgrade(answers, old, new)
    return answers


def check_upgrade(old: Definition, new: Definition) -> list[Problem]:
    """What `new`'s declared upgrade says wrongly, or not at all, of `old`."""
    return list(_check_upgrade(old, new))


def _check_upgrade(old: Definition, new: Definition) -> Iterator[Problem]:
    was, becomes = _places(old), _places(new)
    for old_id in new.upgrade:
        if old_id not in was:
            remedy = meant(old_id, was, "Slet linjen.")
            text = f"Feltet »{old_id}« var ikke i version {old.version}."
            yield Problem("form.upgrade_unknown_old", f"{new.id}: [upgrade] {old_id}", text, remedy)
    for old_id, field in was.items():
        target = _target_place(new, old_id)
        if target is None or field.kind == "fixed" or field.computed is not None:
            continue
        place = f"{new.id}: [upgrade] {old_id}"
        if target not in becomes:
            text = f"Feltet »{old_id}« fra version {old.version} er her ikke mere."
            yield Problem("form.upgrade_undeclared", place, text, f'Skriv "{old_id}" = "" eller det nye felts id.')
        elif not _may_become(field, becomes[target]):
            text = f"Svar på »{old_id}« ({field.kind}) kan ikke blive til »{target}« ({becomes[target].kind})."
            yield Problem("form.upgrade_kind", place, text, 'Giv det nye felt et andet id, eller lad det gamle gå ud med "".')


def _places(definition: Definition) -> dict[str, Field]:
    places = {field.id: field for field in top_fields(definition)}
    return places | {f"{top.id}/{cell.id}": cell for top in places.values() for cell in top.fields}


def _target(new: Definition, old_id: str) -> str | None:
    return new.upgrade.get(old_id, old_id)


def _target_place(new: Definition, old_place: str) -> str | None:
    """Where a field or a cell goes; None when it is declared dropped, alone or with its rows."""
    rows, _, cell = old_place.partition("/")
    if not cell or old_place in new.upgrade:
        return _target(new, old_place)
    target = _target(new, rows)
    return None if target is None else f"{target}/{cell}"


def _may_become(was: Field, becomes: Field) -> bool:
    if (was.kind == "rows") != (becomes.kind == "rows") or becomes.kind == "fixed":
        return False
    return was.kind == becomes.kind or becomes.kind in _TEXTS or any({was.kind, becomes.kind} <= group for group in _SAME)


def _row(row: Answers, was: Field, becomes: Field, new: Definition) -> Answers:
    cells = {cell.id: cell for cell in becomes.fields}
    taken: Answers = {"_id": row["_id"]}
    for cell in was.fields:
        target = _target_place(new, f"{was.id}/{cell.id}")
        to = cells.get(target.partition("/")[2]) if target and target.partition("/")[0] == becomes.id else None
        if to is not None and is_filled(row.get(cell.id)):
            carried = _carried(row[cell.id], cell, to)
            if is_filled(carried):
                taken[to.id] = carried
    return taken


def _carried(value: Any, was: Field, becomes: Field) -> Any:
    if becomes.computed is not None or becomes.kind == "fixed":
        return None
    if was.kind == becomes.kind:
        return None if wrong_in(becomes, value) else value
    if becomes.kind in _TEXTS:
        text = value if isinstance(value, str) and was.kind in _TEXTS else show_value(was, value, show_cpr=True)
        return read_value(becomes, text, _ANY_DAY)
    read = read_value(becomes, edit_text(was, value), _ANY_DAY)
    return None if isinstance(read, Problem) else read
