"""Enter once: what is known anywhere in the case is there already, or offered, wherever it is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any, Final

import msgspec

from forms.conditions import holds, is_filled
from forms.day_shift import counts_days
from forms.model import Definition, Field
from forms.paths import Answers, new_row_id, top_fields
from forms.rules import look_up
from rygsaek.casework.definitions import definition_of
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import Begun, begun, documents, field_of
from rygsaek.casework.folding import fold
from rygsaek.casework.from_paper import today_in
from rygsaek.casework.known import Known, same_name
from rygsaek.casework.sources import sources
from rygsaek.casework.summary import citizen_name
from rygsaek.history.registers import CaseState
from rygsaek.vault.transaction import Reader

OFFERED_KINDS: Final = frozenset({"person", "phone", "mail"})
"""Kinds of which all that the case knows is offered; of others what the form names, and earlier answers to the same question."""
OF_THE_TWO: Final = ("borger.", "medarbejder.")
"""Sources by which a form asks for the citizen's or the caseworker's own name. Of themselves neither is offered as a person."""
FEW: Final = 8


class Suggestion(msgspec.Struct, frozen=True):
    """What may be meant. text: what is put into the field; fills: the cells of the row that go with it, by cell id, as shown."""

    text: str
    fills: dict[str, Any] = {}


def known_in(
    desk: Desk, reader: Reader, state: CaseState, document: str = "", form: str = "", from_paper: date | None = None
) -> Known:
    """What the case knows, for a document in it or for a form that is about to begin; for a paper's copy as of the paper's day.

    from_paper: that day, of one that is about to begin.
    """
    today = from_paper or today_in(desk, begun(state, document))
    forms: dict[str, Definition] = {}
    for one in documents(state):
        definition = definition_of(desk.library, reader, one)
        if definition is not None and desk.role.sees(one.form):
            forms[one.form] = definition
    known = sources(desk, reader, state, document, form, as_of=today if today != desk.today() else None)
    return Known(known, forms, today, desk.profile, desk.worker, citizen_name(state))


def prefill(desk: Desk, case: str, definition: Definition) -> Answers:
    """What a new document of this form begins with: what is known, what the form says, the rows that are always there."""
    with desk.vault.read() as reader:
        return prefilled(definition, known_in(desk, reader, desk.journal.state(case), form=definition.id))


def prefilled(definition: Definition, known: Known) -> Answers:
    """See prefill."""
    answers: Answers = {}
    for _ in range(2):
        for field in top_fields(definition):
            if field.id in answers or field.computed is not None:
                continue
            value = _start(field, definition, answers, known) if field.kind == "rows" else known.first(field, answers, None)
            if is_filled(value):
                answers[field.id] = value
    return answers


def row_fills(definition: Definition, known: Known, answers: Answers, rows: Field, row: Answers) -> Answers:
    """The cells that a row gets by itself: from the person whose name it bears, from the case, from the form."""
    fills: Answers = {}
    for cell in rows.fields:
        if cell.id not in row and cell.computed is None:
            value = known.first(cell, answers, {**row, **fills}, rows)
            if is_filled(value):
                fills[cell.id] = value
    return fills


def offered(desk: Desk, case: str, definition: Definition, answers: Answers, today: date, document: str = "") -> dict[str, Any]:
    """Guesses by path for questions that nobody answered: shown as typed, and answers only when the person goes on."""
    with desk.vault.read() as reader:
        known = known_in(desk, reader, desk.journal.state(case), document, definition.id)
    return dict(guesses(definition, known, answers, min(today, known.today)))


def suggestions(desk: Desk, case: str, document: str, path: str, text: str) -> tuple[Suggestion, ...]:
    """What is known in the case and begins as typed (any word of it), the form's own sources first."""
    with desk.vault.read() as reader:
        state = desk.journal.state(case)
        mine: Begun | None = begun(state, document)
        definition = definition_of(desk.library, reader, mine)
        field = field_of(definition, path)
        if definition is None or field is None:
            return ()
        known = known_in(desk, reader, state, document)
    rows = field_of(definition, path.partition("/")[0])
    found: dict[str, Suggestion] = {}
    for value in _values(field, known, definition):
        shown = str(value).strip()
        if shown and _begins(shown, text) and fold(shown) not in found and not same_name(shown, text):
            found[fold(shown)] = Suggestion(shown, _along(field, rows, known, shown))
    return tuple(found.values())[:FEW]


def _start(field: Field, definition: Definition, answers: Answers, known: Known) -> list[Answers]:
    """The rows that a rows field begins with: those of an earlier document, or those that the form names."""
    copied = next((rows for source in field.prefill if (rows := known.rows(source))), [])
    cells = {cell.id for cell in field.fields if cell.computed is None}
    begun = [{"_id": new_row_id(), **{key: value for key, value in row.items() if key in cells}} for row in copied]
    for row in field.start:
        texts = {key: known.text(value) if isinstance(value, str) and key != "_id" else value for key, value in row.items()}
        begun.append({key: value for key, value in texts.items() if value is not None})
    return [{**row, **row_fills(definition, known, answers, field, row)} for row in begun]


def guesses(definition: Definition, known: Known, answers: Answers, today: date) -> Iterator[tuple[str, Any]]:
    """See offered; from what one reading knows, so that a screen may ask again as one types."""
    for field in top_fields(definition):
        if field.kind == "rows":
            for row in answers.get(field.id) or ():
                scope = {**dict.fromkeys(cell.id for cell in field.fields), **row}
                for cell in field.fields:
                    guess = _guess(cell, known, answers, scope, today)
                    if is_filled(guess):
                        yield f"{field.id}/{row['_id']}/{cell.id}", guess
        elif is_filled(guess := _guess(field, known, answers, None, today)):
            yield field.id, guess


def _guess(field: Field, known: Known, answers: Answers, row: Mapping[str, Any] | None, today: date) -> Any:
    if not field.offer or not holds(field.offer_if, answers, row, today):
        return None
    standing = (row if row is not None else answers).get(field.id)
    has_come = field.renew and isinstance(standing, str) and standing <= today.isoformat()
    if is_filled(standing) and not has_come:
        return None
    found = (_offered(known, field, source, known.of(field, (source,), answers, row)) for source in field.offer)
    # a day that has come is no guess at what two people will do next
    return next(
        (value for value in found if is_filled(value) and not (field.kind == "date" and value <= today.isoformat())), None
    )


def _offered(known: Known, field: Field, source: str, value: Any) -> Any:
    """A day that is only counted out is a working day: nobody is offered to meet on a Sunday. A day that was agreed stands."""
    if field.kind != "date" or not is_filled(value) or not counts_days(source):
        return value
    return known.profile.calendar.working_day_from(date.fromisoformat(value)).isoformat()


def _values(field: Field, known: Known, definition: Definition) -> Iterator[Any]:
    if field.kind != "person":
        yield from _sought(field, known, definition)
        return
    for source in field.suggest:
        if source.startswith(OF_THE_TWO):
            yield from look_up(source, known.sources)
    others = {name: _without(known.own_names, answers) for name, answers in known.sources.items()}
    for value in _sought(field, msgspec.structs.replace(known, sources=others), definition):
        if fold(str(value)).strip() not in known.own_names:
            yield value


def _without(own_names: Collection[str], answers: Mapping[str, Any]) -> Answers:
    """The answers without the rows of the two who sit there: their work and their street are no party either."""

    def is_theirs(row: Any) -> bool:
        return isinstance(row, Mapping) and any(isinstance(one, str) and fold(one).strip() in own_names for one in row.values())

    return {
        key: [row for row in value if not is_theirs(row)] if isinstance(value, list) else value for key, value in answers.items()
    }


def _sought(field: Field, known: Known, definition: Definition) -> Iterator[Any]:
    for source in field.suggest:
        yield from look_up(source, known.sources)
    for form, of_form in {**known.forms, definition.id: definition}.items():
        for top in top_fields(of_form):
            for one, place in ((top, f"{form}.{top.id}"), *((cell, f"{form}.{top.id}.{cell.id}") for cell in top.fields)):
                if one.kind == field.kind and (field.kind in OFFERED_KINDS or (one.id == field.id and field.kind == "line")):
                    yield from look_up(place, known.sources)


def _begins(shown: str, text: str) -> bool:
    typed, known = fold(text).strip(), fold(shown)
    return known.startswith(typed) or any(word.startswith(typed) for word in known.split())


def _along(field: Field, rows: Field | None, known: Known, name: str) -> dict[str, Any]:
    """What a row takes along when this name is put into it."""
    if rows is None or rows.kind != "rows" or field.id != rows.row_name:
        return {}
    row = {field.id: name}
    taken = {cell.id: known.taken(cell, rows, row) for cell in rows.fields if cell.id != field.id}
    return {cell: value for cell, value in taken.items() if is_filled(value)}
