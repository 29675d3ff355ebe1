"""From what is typed to what is answered: a draft becomes one change, or stays with the reason why it cannot."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import msgspec

from forms.conditions import is_filled
from forms.model import Definition
from forms.paths import get, register_of
from forms.problems import Problem, ProblemsError
from forms.said_along import time_along
from forms.values import read_value
from rygsaek.casework import definitions, drafts, problems
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import Begun, answers_of, begun, field_of
from rygsaek.casework.drafts import Draft
from rygsaek.casework.editing import is_frozen, write
from rygsaek.casework.edits import refuse_frozen
from rygsaek.casework.folding import whole
from rygsaek.casework.from_paper import today_in
from rygsaek.errors import InputError
from rygsaek.history.changes import ANSWER_CLEARED, ANSWER_GIVEN, NewChange
from rygsaek.history.ids import ChangeId
from rygsaek.history.registers import CaseState, same
from rygsaek.vault.transaction import Transaction


class Left(NamedTuple):
    """A draft that stays one, and why."""

    draft: Draft
    problem: Problem


def promote(desk: Desk, case: str | None = None, document: str | None = None, path: str | None = None) -> tuple[Left, ...]:
    """Make what is typed into answers, of one field, document or case, or everywhere; each field is a save of its own.

    What cannot be read as an answer stays a draft and is returned. Raises DiskError: what was not yet saved stays a draft.
    """
    chosen = [
        draft
        for draft in reversed(drafts.all(desk))
        if case in (None, draft.case) and document in (None, draft.document) and path in (None, draft.path)
    ]
    return tuple(left for draft in chosen if (left := _promote(desk, draft)) is not None)


def answer(desk: Desk, case: str, document: str, path: str, text: str) -> None:
    """Make a text an answer now, in place of what is kept of it: both, or neither.

    Raises ProblemsError where it is none, or may not be written: what is kept of it stays a draft then.
    """
    with desk.vault.write() as tx:
        kept = drafts.of_field(tx, case, document, path)
        seen = kept.seen if kept is not None else drafts.standing(desk, tx, case, document, path)
        problem = _answer(desk, tx, Draft(case, document, path, whole(text), len(text), "", "", seen))
        if problem is not None:
            raise ProblemsError((problem,))
        drafts.drop(tx, case, document, path)


def unread(definition: Definition | None, draft: Draft, today: date) -> Problem | None:
    """Why a draft is no answer, None when it is one. today: as it is in the document."""
    field = field_of(definition, draft.path)
    if field is None:
        return problems.unknown_field(draft.path)
    value = read_value(field, draft.text, today)
    return msgspec.structs.replace(value, field=draft.path) if isinstance(value, Problem) else None


def _promote(desk: Desk, draft: Draft) -> Left | None:
    with desk.vault.write() as tx:
        found = drafts.of_field(tx, draft.case, draft.document, draft.path)
        if found is None:
            return None
        problem = _answer(desk, tx, found)
        if problem is not None:
            return Left(found, problem)
        drafts.drop(tx, found.case, found.document, found.path)
        return None


def _answer(desk: Desk, tx: Transaction, draft: Draft) -> Problem | None:
    """Write the draft as an answer, within the transaction that drops it."""
    state = desk.journal.state(draft.case, tx)
    one = begun(state, draft.document)
    definition = definitions.definition_of(desk.library, tx, one)
    field = field_of(definition, draft.path)
    if definition is None or field is None:
        return problems.unknown_field(draft.path)
    value = read_value(field, draft.text, today_in(desk, one))
    if isinstance(value, Problem):
        return msgspec.structs.replace(value, field=draft.path)
    standing = state.register(draft.document, register_of(definition, draft.path))
    heads = [head.id for head in standing.heads]
    unseen = {head for head in heads if head not in draft.seen and head.incarnation != desk.vault.incarnation}
    try:
        if unseen:
            seen = dict.fromkeys((*(head for head in heads if head not in unseen), *draft.seen))
            _write_beside(desk, tx, definition, draft, value, tuple(seen))
        else:
            beside = _typed_beside(desk, tx, definition, draft, one) if standing.is_conflict else {}
            said = {**beside, draft.path: value, **_said_along(tx, definition, draft, state)}
            write(desk, tx, draft.case, draft.document, said)
            for path in beside:
                drafts.drop(tx, draft.case, draft.document, path)
    except ProblemsError as error:
        return error.problems[0]
    except InputError as error:
        return Problem(error.code, draft.path, error.title, error.advice)
    return None


def _typed_beside(desk: Desk, tx: Transaction, definition: Definition, draft: Draft, one: Begun | None) -> dict[str, Any]:
    """What is typed in the other fields that mean something only together with this one: where two things are written in them,
    a third can only be written whole."""
    register, found = register_of(definition, draft.path), dict[str, Any]()
    for path, other in drafts.of_document(tx, draft.case, draft.document).items():
        field = field_of(definition, path)
        if path == draft.path or field is None or register_of(definition, path) != register:
            continue
        value = read_value(field, other.text, today_in(desk, one))
        if not isinstance(value, Problem):
            found[path] = value
    return found


def _said_along(tx: Transaction, definition: Definition, draft: Draft, state: CaseState) -> dict[str, str]:
    """A time that was typed with a day, for the field that asks for it and has nothing yet."""
    along = time_along(definition, draft.path, draft.text)
    if along is None or is_filled(get(answers_of(state, draft.document), along[0])):
        return {}
    return {} if drafts.of_field(tx, draft.case, draft.document, along[0]) else dict([along])


def _write_beside(
    desk: Desk, tx: Transaction, definition: Definition, draft: Draft, value: Any, seen: tuple[ChangeId, ...]
) -> None:
    """Write what was typed beside what has come in from elsewhere since typing began: both stand, and a person chooses.

    seen: what the writer knew, the newest first. A part of a compound goes with the rest of it as the writer knew it; text that
    says what stood then is no change.
    """
    if is_frozen(definition, desk.journal.state(draft.case, tx), draft.document):
        refuse_frozen(definition, (draft.path,))
    register = register_of(definition, draft.path)
    known = {change.id: change for change in desk.journal.changes(draft.case)}
    saw = next((known[one].shown for one in seen if one in known), None)
    if register != draft.path:
        cells = {**(saw if isinstance(saw, dict) else {}), draft.path.rpartition("/")[2]: value}
        value = {cell: part for cell, part in cells.items() if part is not None} or None
    if not same(saw, value):
        kind = ANSWER_CLEARED if value is None else ANSWER_GIVEN
        change = NewChange(draft.document, register, kind, value)
        desk.journal.append(draft.case, (change,), desk.by, tx=tx, supersedes={(draft.document, register): seen})
