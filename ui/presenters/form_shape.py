"""The shape of a form on the screen: which fields stand under which heading now, and which rows as cards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from forms.model import Field, Section
from forms.profile import fill
from forms.texts import text_in
from forms.values import show_value
from ui.presenters.editing import Editing
from ui.presenters.field_view import StandingView
from ui.presenters.field_words import Wording, names_at, problem_words, row_standings

Audience = Literal["citizen", "internal"]


@dataclass(frozen=True)
class CardShape:
    """One row. place: which of how many, from 1. is_new: on the screen alone; is_waiting: and nothing is typed in it yet.

    standings: what two did with it, where one took it away.
    """

    path: str
    title: str
    fields: tuple[str, ...]
    place: int
    count: int
    is_new: bool = False
    is_waiting: bool = False
    standings: tuple[StandingView, ...] = ()


@dataclass(frozen=True)
class FieldShape:
    """One field."""

    path: str


@dataclass(frozen=True)
class RowsShape:
    """A repeated group: its cards, and those taken away that can still come back (path and what they were called).

    is_fixed: the paper is finished for good, rows stay as they are.
    out: rows that do not stand, and that somebody wants all the same: path and what two did.
    problem: what is wrong with the rows as a whole, and what to do, "" for nothing.
    """

    path: str
    title: str
    help: str
    cards: tuple[CardShape, ...]
    removed: tuple[tuple[str, str], ...]
    may_add: bool
    is_fixed: bool = False
    out: tuple[tuple[str, tuple[StandingView, ...]], ...] = ()
    problem: str = ""


Item = FieldShape | RowsShape


def section_items(editing: Editing, section: Section, wording: Wording) -> tuple[Item, ...]:
    """What stands under a section's heading now, in the form's order."""
    return tuple(
        rows_shape(editing, field, wording) if field.kind == "rows" else FieldShape(field.id)
        for field in shown_fields(editing, section)
    )


def shown_fields(editing: Editing, section: Section) -> tuple[Field, ...]:
    """The section's fields that are asked now, in the form's order."""
    visible = set(editing.visible())
    return tuple(field for field in section.fields if field.id in visible)


def item_paths(items: tuple[Item, ...]) -> Iterator[str]:
    """The paths of every field in these items, in order."""
    for item in items:
        if isinstance(item, FieldShape):
            yield item.path
        else:
            yield from (path for card in item.cards for path in card.fields)


def rows_shape(
    editing: Editing, field: Field, wording: Wording, *, audience: Audience = "internal", waits: bool = False
) -> RowsShape:
    """The rows of a field as cards. waits: an empty one always stands last, unless there may be no more."""
    has_room = field.at_most is None or len(editing.answers.get(field.id) or ()) < field.at_most
    may_add = has_room and not editing.is_frozen
    waiting = editing.rows.waiting(field.id) if waits and may_add else ""
    cells = {cell.id: cell for cell in field.fields}
    visible = [
        path
        for path in editing.visible(editing.rows.new)
        if path.startswith(field.id + "/") and (audience == "internal" or cells[path.rpartition("/")[2]].visible == "citizen")
    ]
    row_paths = list(dict.fromkeys(path.rpartition("/")[0] for path in visible))
    cards = tuple(
        CardShape(
            path=row_path,
            title=row_title(editing, field, row_path, place, wording),
            fields=tuple(path for path in visible if path.rpartition("/")[0] == row_path),
            place=place,
            count=len(row_paths),
            is_new=row_path in editing.rows.new,
            is_waiting=row_path == waiting,
            standings=row_standings(editing, row_path, wording.names),
        )
        for place, row_path in enumerate(row_paths, start=1)
    )
    label = fill(text_in(field.label), wording.names)
    naming = cells.get(field.row_name or "")
    gone = tuple(
        (row_path, (show_value(naming, row.get(naming.id)) if naming is not None else "") or label)
        for row_path, (row, _) in editing.rows.removed.items()
        if row_path.partition("/")[0] == field.id
    )
    out = tuple(
        (row_path, row_standings(editing, row_path, wording.names))
        for row_path, one in editing.disputed.items()
        if row_path.partition("/")[0] == field.id and not one.is_standing
    )
    told, wrong = fill(text_in(field.help), wording.names), problem_words(editing, field.id)
    return RowsShape(field.id, label, told, cards, gone, may_add, editing.is_frozen, out, wrong)


def row_title(editing: Editing, field: Field, row_path: str, place: int, wording: Wording) -> str:
    """What a row is called: by the field that names it, else by its number."""
    said = names_at(editing, f"{row_path}/x", {}).get(field.row_name or "", "")
    return said or f"{fill(text_in(field.label), wording.names)} {place}"
