"""Which document may be edited now, and with which form; and the way of answers into the log within a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from forms.conditions import is_filled
from forms.model import Definition, Field
from forms.paths import Answers, get, put, top_fields
from rygsaek.casework import definitions, edits, held, offers, problems, signatures, versions, withdrawals
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import answers_of, begun
from rygsaek.casework.edits import Writes
from rygsaek.casework.known import Known
from rygsaek.history.changes import Change
from rygsaek.history.registers import CaseState
from rygsaek.vault.transaction import Transaction


def editable(desk: Desk, tx: Transaction, case: str, document: str, paths: Iterable[str] = ()) -> tuple[Definition, CaseState]:
    """The form and the state to edit a document by.

    paths: what is about to be written. Raises InputError for no such case or document, where its form is not here, where the
    worker's role does not write in it, or the case has not been checked; ProblemsError for what is frozen.
    """
    held.refuse_held(tx, case)
    state = desk.journal.state(case, tx)
    one = begun(state, document)
    if one is None:
        raise problems.no_document() if state.documents() else problems.no_case(case)
    if not desk.role.may_write(one.form):
        raise problems.not_this_role(desk.role)
    definition = definitions.definition_of(desk.library, tx, one)
    if definition is None:
        raise problems.no_definition()
    if is_frozen(definition, state, document):
        edits.refuse_frozen(definition, paths)
    return definition, state


def is_frozen(definition: Definition, state: CaseState, document: str) -> bool:
    """Whether a document is finished for good."""
    return definition.finished == "frozen" and versions.is_finished(versions.versions(state, document))


def write(desk: Desk, tx: Transaction, case: str, document: str, values: Mapping[str, Any]) -> tuple[Change, ...]:
    """Answers into the log, with what follows from them: rows that follow rows, what is known of a person named, signatures."""
    definition, state = editable(desk, tx, case, document)
    answers = answers_of(state, document)
    writes = edits.shaped(definition, answers, values)
    if is_frozen(definition, state, document):
        edits.refuse_frozen(definition, writes)
    writes = edits.with_followers(definition, answers, writes)
    writes = with_fills(desk, tx, state, document, definition, answers, writes)
    made = desk.journal.append(case, edits.changes(definition, state, document, writes), desk.by, tx=tx)
    signed = signatures.record(desk, tx, case, document, definition, made)
    return (*made, *signed, *withdrawals.record(desk, tx, case, document, made))


def with_fills(
    desk: Desk, tx: Transaction, state: CaseState, document: str, definition: Definition, before: Answers, writes: Writes
) -> Writes:
    """What is written, and what the form fills in along with it: in new rows, from a person named, from another answer here."""
    after = before
    for path, value in writes.items():
        if value != {} or get(after, path) is None:
            after = put(after, path, value)
    wanted = list(_hungry(definition, before, after, writes))
    if not wanted:
        return writes
    known = offers.known_in(desk, tx, state, document)
    fills: Writes = {}
    for rows, field, row in wanted:
        if rows is None:
            value = known.of(field, _own(field), after, None)
            if is_filled(value):
                fills[field.id] = value
        else:
            fills.update(_cells(definition, known, before, after, rows, row))
    return {**writes, **{path: value for path, value in fills.items() if path not in writes}}


def _hungry(
    definition: Definition, before: Answers, after: Answers, writes: Writes
) -> Iterable[tuple[Field | None, Field, Answers]]:
    """Fields and rows that something may be filled into: (rows field or None, field, row)."""
    for field in top_fields(definition):
        if field.kind == "rows":
            for row in after.get(field.id) or ():
                place = f"{field.id}/{row['_id']}"
                named = f"{place}/{field.row_name}"
                if (place in writes or named in writes or any(path.startswith(place + "/") for path in writes)) and (
                    get(before, place) is None or named in writes
                ):
                    yield field, field, row
        elif any(name in writes for name in _own(field)) and not is_filled(after.get(field.id)) and field.computed is None:
            yield None, field, {}


def _cells(definition: Definition, known: Known, before: Answers, after: Answers, rows: Field, row: Answers) -> Writes:
    place = f"{rows.id}/{row['_id']}"
    if get(before, place) is None:
        fills = offers.row_fills(definition, known, after, rows, row)
    else:
        taken = {cell.id: known.taken(cell, rows, row) for cell in rows.fields if cell.id not in row and cell.computed is None}
        fills = {cell: value for cell, value in taken.items() if is_filled(value)}
    return {f"{place}/{cell}": value for cell, value in fills.items()}


def _own(field: Field) -> tuple[str, ...]:
    """The sources that are other fields of the same form."""
    return tuple(source for source in field.prefill if "." not in source and not source.startswith("i_dag"))
