"""What was written in the wrong citizen's case, moved to the right one: a whole paper, a row or one answer.

The wrong case no longer shows it, and its history says that it was moved; the right case says where it came from, who wrote
it and when. What the paper knew from its own case before anybody wrote stays there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from forms.model import Definition
from forms.paths import register_of
from forms.problems import ProblemsError
from rygsaek.casework import accesslog, cases, definitions, held, problems, promoting, versions
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import BORGER, Begun, answers_of, begun, conflicts_of, content, documents, field_of, paths_of
from rygsaek.casework.editing import editable, is_frozen, write
from rygsaek.casework.summary import is_written
from rygsaek.history.changes import ANSWER_MOVED, ANSWERS_TAKEN_OVER, Change, NewChange
from rygsaek.history.ids import new_id
from rygsaek.history.registers import CaseState, Register, same
from rygsaek.vault.transaction import Transaction


class Moved(NamedTuple):
    """Where it stands now, and how many answers came along."""

    case: str
    document: str
    answers: int


def move(desk: Desk, case: str, document: str, to: str, path: str | None = None, *, reason: str) -> Moved:
    """Move what was written in a paper to another citizen's case, in one transaction over both.

    path: one answer or row (`mobil`, `mulige_tiltag/ROWID`), None for all that was written in the paper. It goes into the form's
    open paper there, or a new one; a text goes behind a text that stands there already. reason: for both cases' access logs.
    Raises InputError (no reason, no such case or paper, the citizen's own facts, not checked yet, nothing to move), ProblemsError
    (something stands twice or cannot be read yet, or the right case says something else there); nothing is written then.
    """
    if to == case:
        raise problems.same_case()
    why = " ".join(reason.split())
    if not why:
        raise problems.no_reason()
    left = promoting.promote(desk, case, document)
    if left:
        raise ProblemsError(one.problem for one in left)
    with desk.vault.write() as tx:
        definition, state = editable(desk, tx, case, document)
        one = begun(state, document)
        if one is None or (one.form == BORGER and path is None):
            raise problems.own_facts()
        chosen = dict(_chosen(state, one, definition, path))
        if not chosen:
            raise problems.nothing_to_move()
        values = _values(definition, chosen)
        taken = _take_over(desk, tx, to, one, definition, values, is_whole=path is None)
        wrote = [head for register in chosen.values() for head in register.heads]
        _say(desk, tx, to, taken, case, document, path, wrote)
        placed = [f"{name}/^" for name in chosen if _is_row(definition, name)]
        gone = [NewChange(document, name, ANSWER_MOVED, {"to": to}) for name in (*chosen, *placed)]
        desk.journal.append(case, gone, desk.by, tx=tx)
        accesslog.note(desk, case, "move", detail=f"{document}: {why}", tx=tx)
        accesslog.note(desk, to, "move", detail=f"{taken}: {why}", tx=tx)
    return Moved(to, taken, len(values))


def _chosen(state: CaseState, one: Begun, definition: Definition, path: str | None) -> Iterator[tuple[str, Register]]:
    """The registers to move: those that somebody wrote in. Raises ProblemsError where one stands twice."""
    own = None if path is None else register_of(definition, path)
    began = (one.id.incarnation, one.id.txn)
    twice = conflicts_of(state, one.document)
    for name, register in content(state, one.document):
        is_asked = path is None or name in (path, own) or name.startswith(path + "/")
        if not is_asked or name.endswith("/^") or all(head.is_empty for head in register.heads):
            continue
        if path is None and all((head.id.incarnation, head.id.txn) == began for head in register.heads):
            continue
        if name in twice:
            raise ProblemsError([problems.in_conflict(name)])
        yield name, register


def _values(definition: Definition, chosen: Mapping[str, Register]) -> dict[str, Any]:
    """What goes over, by path, rows before their cells; a signature belongs to the paper that was signed."""
    found: dict[str, Any] = {}
    for name, register in sorted(chosen.items(), key=lambda item: item[0].count("/")):
        if _is_row(definition, name):
            found[name] = {}
            continue
        for path, value in paths_of(name, register.value):
            field = field_of(definition, path)
            if field is not None and field.kind != "signature" and field.computed is None and value is not None:
                found[path] = value
    rows = {path.rpartition("/")[0] for path in found if path.count("/") == 2}
    return {**{row: {} for row in rows if row not in found}, **found}


def _is_row(definition: Definition, register: str) -> bool:
    top = field_of(definition, register.partition("/")[0])
    return top is not None and top.kind == "rows" and register.count("/") == 1


def _take_over(
    desk: Desk, tx: Transaction, to: str, one: Begun, definition: Definition, values: dict[str, Any], *, is_whole: bool
) -> str:
    """Write it in the right case; returns the paper there. Raises ProblemsError where something else stands."""
    held.refuse_held(tx, to)
    state = desk.journal.state(to, tx)
    if not state.documents():
        raise problems.no_case(to)
    document = _open_in(desk, tx, state, one, must_be_empty=is_whole) or cases.begin_within(desk, tx, to, definition, one)
    state = desk.journal.state(to, tx)
    there = begun(state, document)
    known = definitions.definition_of(desk.library, tx, there)
    if there is None or known is None:
        raise problems.no_definition()
    began = (there.id.incarnation, there.id.txn)
    standing = answers_of(state, document)
    going = dict(values)
    for path, value in values.items():
        field, before = field_of(known, path), standing.get(path)
        if field is None:
            raise ProblemsError([problems.unknown_field(path)])
        heads = state.register(document, register_of(known, path)).heads
        is_theirs = before is not None and any((head.id.incarnation, head.id.txn) != began for head in heads)
        if "/" in path or not is_theirs or same(before, value):
            continue
        if field.kind != "text":
            raise ProblemsError([problems.taken_there(path)])
        going[path] = f"{before}\n\n{value}"
    write(desk, tx, to, document, going)
    return document


def _open_in(desk: Desk, tx: Transaction, state: CaseState, like: Begun, *, must_be_empty: bool) -> str:
    """The form's open paper in a case, of the same origin, "" for none. must_be_empty: nobody has written in it."""
    for one in (one for one in reversed(documents(state, like.form)) if one.paper == like.paper):
        definition = definitions.definition_of(desk.library, tx, one)
        if definition is None or is_frozen(definition, state, one.document) or versions.versions(state, one.document):
            continue
        if not must_be_empty or not is_written(state, one):
            return one.document
    return ""


def _say(
    desk: Desk, tx: Transaction, to: str, document: str, case: str, before: str, path: str | None, wrote: list[Change]
) -> None:
    said = {
        "from": case,
        "document": before,
        "path": path or "",
        "by": list(dict.fromkeys(head.by for head in wrote)),
        "at": max(head.at.ms for head in wrote),
    }
    desk.journal.append(to, (NewChange(document, f"^moved/{new_id()}", ANSWERS_TAKEN_OVER, said),), desk.by, tx=tx)
