"""One page of questions as the citizen sees it, and where Enter goes from each of its fields."""

from __future__ import annotations

from dataclasses import dataclass

from forms.answers import row_scope
from forms.conditions import holds
from forms.flow import FlowPage
from forms.model import Field
from forms.profile import fill
from forms.texts import text_in
from ui.presenters.editing import Editing
from ui.presenters.field_words import Wording, names_at
from ui.presenters.form_shape import FieldShape, Item, RowsShape, item_paths, row_title, rows_shape


@dataclass(frozen=True)
class Question:
    """One page. over: the quiet line above the heading. heading: "" where the one question is its own heading."""

    id: str
    over: str
    heading: str
    second: str
    intro: str
    items: tuple[Item, ...]

    @property
    def is_alone(self) -> bool:
        """Whether one field fills the page."""
        return len(self.items) == 1 and isinstance(self.items[0], FieldShape)

    @property
    def paths(self) -> tuple[str, ...]:
        """Every field on the page, waiting rows among them."""
        return tuple(item_paths(self.items))

    @property
    def waiting(self) -> frozenset[str]:
        """Fields of rows that wait to be filled in."""
        cards = (card for item in self.items if isinstance(item, RowsShape) for card in item.cards if card.is_waiting)
        return frozenset(path for card in cards for path in card.fields)


def question(editing: Editing, page: FlowPage, wording: Wording, *, begins_section: bool) -> Question:
    """What a page of the flow asks now."""
    names = wording.names
    heading, second, over = "", "", ""
    items = tuple(_item(editing, path, wording) for path in page.paths)
    if page.rows_id and page.row_id:
        rows = editing.field(page.rows_id)
        over = fill(text_in(rows.label), names)
        if page.is_empty_card:
            heading = "Er der en mere?" if editing.answers.get(page.rows_id) else over
        else:
            heading = _card_title(editing, rows, page, wording)
        over = "" if heading == over else over
    elif len(items) > 1 or isinstance(items[0], RowsShape):
        heading = items[0].title if len(items) == 1 and isinstance(items[0], RowsShape) else fill(text_in(page.title), names)
        second = page.title.get(wording.second, "") if wording.second != "da" else ""
    intro = fill(text_in(page.section.intro), names) if begins_section else ""
    return Question(page.id, over, heading, second, intro, items)


def first_stop(editing: Editing, asked: Question) -> str | None:
    """Where the keyboard begins: the first question that should be answered and is not, else the first that can be typed in."""
    paths = [path for path in asked.paths if _is_asked(editing, path)]
    rows = [path for path in paths if path not in asked.waiting]
    empty = (path for path in rows if editing.is_empty(path) and is_wanted(editing, path))
    return next(empty, next(iter(rows), next(iter(paths), None)))


def next_stop(editing: Editing, asked: Question, path: str) -> str | None:
    """Where Enter goes: the next empty question of the page that should be answered; None for the next page."""
    paths = [one for one in asked.paths if _is_asked(editing, one)]
    if path not in paths or _is_untouched(editing, path):
        return None
    behind = paths[paths.index(path) + 1 :]
    return next((one for one in behind if one not in asked.waiting and editing.is_empty(one) and is_wanted(editing, one)), None)


def _is_untouched(editing: Editing, path: str) -> bool:
    """Whether a cell belongs to a waiting row in which nothing is said: Enter leaves it waiting."""
    row_path = path.rpartition("/")[0]
    return editing.rows.is_new(path) and not any(one.startswith(row_path + "/") for one in editing.typed_paths())


def is_wanted(editing: Editing, path: str) -> bool:
    """Whether an answer is expected here (hard or soft), as things stand."""
    field = editing.field(path)
    if field.required == "no":
        return False
    row = None
    if path.count("/") == 2:
        row_path = path.rpartition("/")[0]
        row = row_scope(editing.field(row_path), editing.value(row_path) or {"_id": row_path.rpartition("/")[2]})
    return field.required_if is None or holds(field.required_if, editing.answers, row, editing.today)


def _is_asked(editing: Editing, path: str) -> bool:
    field = editing.field(path)
    return field.kind != "fixed" and field.computed is None


def _item(editing: Editing, path: str, wording: Wording) -> Item:
    field = editing.field(path)
    if field.kind == "rows":
        return rows_shape(editing, field, wording, audience="citizen", waits=True)
    return FieldShape(path)


def _card_title(editing: Editing, rows: Field, page: FlowPage, wording: Wording) -> str:
    path = f"{page.rows_id}/{page.row_id}"
    ids = [row["_id"] for row in editing.answers.get(rows.each or rows.id) or []]
    place = ids.index(page.row_id) + 1 if page.row_id in ids else len(ids) + 1
    if rows.each and not names_at(editing, f"{path}/x", {}).get(rows.row_name or ""):
        led = editing.field(rows.each)
        return row_title(editing, led, f"{rows.each}/{page.row_id}", place, wording)
    return row_title(editing, rows, path, place, wording)
