"""From answers by path to changes in the log. Pure: what stands and what is written go in, new changes come out.

Nothing is written that stands already; a part of a compound is written with the rest of it; a row comes into being with its first
answer, and rows that follow others (`each`) with theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from forms.following import followers
from forms.json_answers import shape_answers
from forms.model import Definition, Field
from forms.paths import Answers, field_at, get, new_row_id, put, register_of, top_fields
from forms.problems import ProblemsError
from rygsaek.casework import problems
from rygsaek.casework.documents import field_of, row_order
from rygsaek.history.changes import ANSWER_CLEARED, ANSWER_GIVEN, ROW_ADDED, ROW_MOVED, NewChange, row_removed
from rygsaek.history.places import between, spread
from rygsaek.history.registers import CaseState, Register, same

Writes = dict[str, Any]
"""Path to value, None for cleared; `rows/ROWID` to None takes the row out, to {} puts it in."""


def shaped(definition: Definition, answers: Answers, data: Mapping[str, Any]) -> Writes:
    """What is written, by path, with every value in its field's own shape; a row that shall stand comes as {} before its cells.

    data: by path; or as JSON answers are, with lists of rows: those are matched to the rows that stand (`matched`).
    Raises ProblemsError with everything that is wrong with it.
    """
    whole = {key: value for key, value in data.items() if "/" not in key}
    known: Writes = {}
    for key, value in whole.items():
        field = field_of(definition, key)
        if field is not None and field.kind == "rows" and isinstance(value, list):
            whole[key] = matched(field, answers, value, known)
            known[key] = whole[key]
    nested = dict(whole)
    for path, value in data.items():
        if "/" in path and value is not None:
            nested = put(nested, path, value)
    read = shape_answers(definition, nested)
    unknown = [path for path, value in data.items() if value is None and field_of(definition, path) is None]
    if unknown:
        raise ProblemsError(problems.unknown_field(path) for path in unknown)
    writes: Writes = {}
    for path, value in data.items():
        shape = None if value is None else get(read, path)
        if path in known:
            for row in shape or ():
                writes.update(_row(path, row))
        elif isinstance(value, dict) and path.count("/") == 1:
            writes.update(_row(path.partition("/")[0], shape or {"_id": path.partition("/")[2]}))
        elif value is None or not _is_computed(definition, path):
            writes[path] = shape
    return writes


def matched(field: Field, answers: Answers, rows: Sequence[Any], known: Mapping[str, Any]) -> list[Any]:
    """Rows as JSON gives them, each with the id of the row that it means, or a fresh one.

    A row without `_id` means the standing row of the same name, else one with the same answers; so the same answers given twice
    add nothing. A row that follows another takes that one's id.
    """
    standing = list(answers.get(field.id) or ())
    taken = {row["_id"] for row in rows if isinstance(row, dict) and "_id" in row}
    found: list[Any] = []
    for row in rows:
        if not isinstance(row, dict) or "_id" in row:
            found.append(row)
            continue
        leaders = [*(known.get(field.each) or ()), *(answers.get(field.each) or ())] if field.each else []
        row_id = next((one["_id"] for one in (*standing, *leaders) if one["_id"] not in taken and _means(field, row, one)), None)
        found.append({**row, "_id": row_id or new_row_id()})
        taken.add(found[-1]["_id"])
    return found


def _means(field: Field, given: Answers, standing: Answers) -> bool:
    name = given.get(field.row_name or "")
    if field.row_name and name is not None:
        return _plain(name) in {_plain(value) for key, value in standing.items() if key != "_id" and key == field.row_name}
    return all(_plain(standing.get(key)) == _plain(value) for key, value in given.items())


def _plain(value: Any) -> Any:
    return " ".join(value.split()).casefold() if isinstance(value, str) else value


def _row(rows_id: str, row: Answers) -> Writes:
    place = f"{rows_id}/{row['_id']}"
    return {place: {}} | {f"{place}/{cell}": part for cell, part in row.items() if cell != "_id"}


def _is_computed(definition: Definition, path: str) -> bool:
    field = field_of(definition, path)
    return field is not None and field.computed is not None


def with_followers(definition: Definition, answers: Answers, writes: Writes) -> Writes:
    """What is written, and what follows it in other rows."""
    every: Writes = {}
    for path, value in writes.items():
        for follower, written in followers(definition, answers, path, value).items():
            if follower not in writes:
                every[follower] = written
                answers = put(answers, follower, written)
        every[path] = value
        if value != {} or get(answers, path) is None:
            answers = put(answers, path, value)
    return every


def changes(definition: Definition, state: CaseState, document: str, writes: Writes) -> tuple[NewChange, ...]:
    """The changes that bring the document from what stands to what is written. Raises ProblemsError for half of a conflict."""
    made = Made(definition, state, document)
    for path, value in writes.items():
        if path.count("/") == 1 and field_at(definition, path).kind == "rows":
            made.row(path, value)
        else:
            made.answer(path, value)
    return made.all()


class Made:
    """Changes being made: cells of a compound are gathered, and rows that are new come before what is in them."""

    def __init__(self, definition: Definition, state: CaseState, document: str) -> None:
        self._definition, self._state, self._document = definition, state, document
        self._rows: list[NewChange] = []
        self._cells: list[NewChange] = []
        self._gone: list[NewChange] = []
        self._parts: dict[str, dict[str, Any]] = {}
        self._order: dict[str, list[tuple[str, str]]] = {}

    def answer(self, path: str, value: Any) -> None:
        """A value at a path, None for cleared."""
        rows_id, _, rest = path.partition("/")
        if rest and value is not None:
            self.put_in(rows_id, rest.partition("/")[0])
        register = register_of(self._definition, path)
        if register != path:
            self._parts.setdefault(register, {})[path.rpartition("/")[2]] = value
            return
        self._write(register, value)

    def row(self, path: str, value: Any) -> None:
        """A row put in, with cells where there are any, or None: taken out."""
        rows_id, _, row_id = path.partition("/")
        if value is None:
            if any(one == row_id for one, _ in self._standing(rows_id)):
                self._gone.append(row_removed(self._document, path, wins=self._definition.removal_wins))
            return
        self.put_in(rows_id, row_id)
        for cell, part in value.items():
            if cell != "_id":
                self.answer(f"{path}/{cell}", part)

    def put_in(self, rows_id: str, row_id: str, after: str | None = None) -> None:
        """A row that shall stand: at the end, or after another; one that stands already stays where it is."""
        order = self._standing(rows_id)
        if any(one == row_id for one, _ in order):
            return
        at = next((n + 1 for n, (one, _) in enumerate(order) if one == after), len(order)) if after is not None else len(order)
        place = self._place(rows_id, at)
        self._rows.append(NewChange(self._document, f"{rows_id}/{row_id}", ROW_ADDED, True))
        self._rows.append(NewChange(self._document, f"{rows_id}/{row_id}/^", ROW_MOVED, place))
        order.insert(at, (row_id, place))

    def put_back(self, rows_id: str, row_id: str) -> None:
        """A row that was taken out: in its old place, with the cells that still stand."""
        if not any(one == row_id for one, _ in self._standing(rows_id)):
            self._rows.append(NewChange(self._document, f"{rows_id}/{row_id}", ROW_ADDED, True))

    def move(self, rows_id: str, row_id: str, by: int) -> None:
        """A row moved up (negative) or down by so many places, as far as it goes."""
        order = self._standing(rows_id)
        here = next((n for n, (one, _) in enumerate(order) if one == row_id), None)
        if here is None or not by:
            return
        order.pop(here)
        at = min(max(here + by, 0), len(order))
        if at == here:
            return
        place = self._place(rows_id, at)
        order.insert(at, (row_id, place))
        self._rows.append(NewChange(self._document, f"{rows_id}/{row_id}/^", ROW_MOVED, place))

    def all(self) -> tuple[NewChange, ...]:
        """Everything, in an order that reads well: rows in, answers, rows out."""
        for register, parts in self._parts.items():
            self._compound(register, parts)
        self._parts.clear()
        return (*self._rows, *self._cells, *self._gone)

    def _standing(self, rows_id: str) -> list[tuple[str, str]]:
        if rows_id not in self._order:
            self._order[rows_id] = [(one.id, one.place) for one in row_order(self._state, self._document, rows_id)]
        return self._order[rows_id]

    def _place(self, rows_id: str, at: int) -> str:
        """A place text for that position; where there is no room, every row gets a new one."""
        order = self._order[rows_id]
        before, after = (order[at - 1][1] if at else ""), (order[at][1] if at < len(order) else "")
        if (not after and at < len(order)) or (after and before >= after):
            fresh = spread(len(order))
            for n, (row_id, _) in enumerate(order):
                order[n] = (row_id, fresh[n])
                self._rows.append(NewChange(self._document, f"{rows_id}/{row_id}/^", ROW_MOVED, fresh[n]))
            return self._place(rows_id, at)
        return between(before, after)

    def _compound(self, register: str, parts: Mapping[str, Any]) -> None:
        standing = self._state.register(self._document, register)
        values = [one.value for one in standing.standings if isinstance(one.value, dict)]
        if standing.is_conflict and any(set(value) - set(parts) for value in values):
            place = register.rpartition("@")[0]
            raise ProblemsError(problems.in_conflict(place + cell) for cell in parts)
        before = values[0] if values and not standing.is_conflict else {}
        after = {cell: part for cell, part in {**before, **parts}.items() if part is not None}
        self._write(register, after or None)

    def _write(self, register: str, value: Any) -> None:
        standing: Register = self._state.register(self._document, register)
        if not standing.is_conflict and same(standing.value, value):
            return
        kind = ANSWER_CLEARED if value is None else ANSWER_GIVEN
        self._cells.append(NewChange(self._document, register, kind, value))


def settled(definition: Definition, register: str, value: Any) -> Any:
    """A value that a person chose for a register, in its fields' shapes. Raises ProblemsError for what they cannot hold."""
    place = register.rpartition("/")[0]
    if not register.rpartition("/")[2].startswith("@"):
        return shaped(definition, {}, {register: value})[register]
    cells = value if isinstance(value, dict) else {}
    paths = {(f"{place}/{cell}" if place else cell): part for cell, part in cells.items() if part is not None}
    return {path.rpartition("/")[2]: part for path, part in shaped(definition, {}, paths).items()}


def prefilled(definition: Definition, document: str, answers: Answers) -> tuple[NewChange, ...]:
    """The first changes of a document that begins with these answers."""
    made = Made(definition, CaseState(), document)
    for field in top_fields(definition):
        value = answers.get(field.id)
        if field.kind == "rows":
            for row in value or ():
                made.row(f"{field.id}/{row['_id']}", row)
        elif value is not None:
            made.answer(field.id, value)
    return made.all()


def refuse_frozen(definition: Definition, writes: Iterable[str]) -> None:
    """In a finished, frozen document only signatures and what comes after finishing may be answered. Raises ProblemsError."""
    refused = [path for path in writes if not is_free(definition, path)]
    if refused:
        raise ProblemsError(problems.frozen(path) for path in refused)


def is_free(definition: Definition, path: str) -> bool:
    """Whether a field may be answered in a finished, frozen document."""
    top, field = field_of(definition, path.partition("/")[0]), field_of(definition, path)
    return any(one is not None and (one.kind == "signature" or one.after_finish) for one in (top, field))
