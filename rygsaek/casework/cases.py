"""What a caseworker does in a case: opens it, begins papers, answers, finishes, chooses between two, takes back.

Each is one transaction in the vault: all of it stands, or nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from forms.answers import computed, with_computed
from forms.checks import check
from forms.model import Definition
from forms.paths import Answers, register_paths
from forms.problems import Problem
from forms.upgrades import upgrade_through
from rygsaek.casework import definitions, drafts, edits, held, offers, preview, problems, promoting, versions
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import BORGER, Begun, answers_of, begun, conflicts_of, documents, field_of, successor
from rygsaek.casework.editing import editable, is_frozen, write
from rygsaek.casework.from_paper import refuse_day, today_in
from rygsaek.casework.rows import add_row as add_row
from rygsaek.casework.rows import move_row as move_row
from rygsaek.casework.rows import remove_row as remove_row
from rygsaek.casework.rows import restore_row as restore_row
from rygsaek.casework.sources import sources
from rygsaek.casework.summary import is_written
from rygsaek.casework.versions import Reason, Version
from rygsaek.history.changes import (
    ANSWER_CLEARED,
    ANSWER_GIVEN,
    BEGUN,
    CASE,
    CASE_OPENED,
    DOCUMENT_BEGUN,
    OPENED,
    ROW_ADDED,
    Change,
    NewChange,
    row_removed,
)
from rygsaek.history.ids import ChangeId, new_id
from rygsaek.history.registers import CaseState
from rygsaek.history.undoing import Undoable
from rygsaek.vault.transaction import Transaction


def create_case(desk: Desk, answers: Mapping[str, Any]) -> str:
    """Open a case with its own facts (form `borger`); returns its id. Raises ProblemsError, and writes nothing then."""
    with desk.vault.write() as tx:
        return create_within(desk, tx, answers)


def create_within(desk: Desk, tx: Transaction, answers: Mapping[str, Any]) -> str:
    """Open a case within a transaction of the caller's, which is not to stand where this raises; returns its id."""
    case = new_id()
    desk.journal.append(case, (NewChange(CASE, OPENED, CASE_OPENED, {}),), desk.by, tx=tx)
    document = _begin(desk, tx, case, form(desk, BORGER), "")
    write(desk, tx, case, document, answers)
    return case


def begin_document(
    desk: Desk,
    case: str,
    form_id: str,
    *,
    predecessor: str | None = None,
    without: Collection[str] = (),
    from_paper: date | None = None,
) -> str:
    """Begin a paper, with all that is known already filled in; returns its id.

    from_paper: the day of a paper that was filled in by hand and is copied in now. without: fields that begin empty whatever is
    known. predecessor: the paper that it takes over from. Its answers go before
    what is known otherwise, upgraded where the form is newer; what came after its finishing stays behind. Raises InputError for
    an unknown case, form or predecessor; as `from_paper.refuse_day` for its day.
    """
    with desk.vault.write() as tx:
        return _begin(desk, tx, case, form(desk, form_id), predecessor or "", without, from_paper)


def correct(desk: Desk, case: str, document: str, values: Mapping[str, Any] | None = None) -> str:
    """Correct a paper, with answers where they are given; returns the id of the paper to go on in.

    One that is finished for good is corrected by a paper beside it that names it; both stay. Where that was begun before, it is
    gone on with. One that is still open is written in itself. Raises InputError for an unknown one; ProblemsError as fill.
    """
    with desk.vault.write() as tx:
        state = desk.journal.state(case, tx)
        seen: set[str] = set()
        while (after := successor(state, document)) and after not in seen:
            seen.add(after)
            document = after
        one = begun(state, document)
        if one is None:
            raise problems.no_document() if state.documents() else preview.absent(tx, case)
        definition = definitions.definition_of(desk.library, tx, one)
        if definition is not None and is_frozen(definition, state, document):
            document = _begin(desk, tx, case, form(desk, one.form), document, from_paper=_paper_day(one))
        write(desk, tx, case, document, values or {})
        return document


def begin_within(desk: Desk, tx: Transaction, case: str, definition: Definition, like: Begun | None = None) -> str:
    """Begin a paper of this very form, of the origin of another where one is named, within the caller's transaction; returns its
    id. Raises InputError as `begin_document`."""
    return _begin(desk, tx, case, definition, "", from_paper=None if like is None else _paper_day(like))


def open_document(desk: Desk, case: str, form_id: str, *, from_paper: date | None = None) -> str:
    """The form's open paper in the case, begun if there is none. A finished consent is not open: a new one is begun.

    Of a form that repeats (a visit, an attempt) a new one, unless nobody has written in the last. from_paper: the copy of the
    paper of that day; what is copied from another day, or written here first, is another paper.
    """
    with desk.vault.write() as tx:
        definition = form(desk, form_id)
        state = desk.journal.state(case, tx)
        last = _of_paper(state, form_id, from_paper)[-1:]
        if definition.repeats and not any(
            one.definition == definition.fingerprint and not one.predecessor and not is_written(state, one) for one in last
        ):
            return _begin(desk, tx, case, definition, "", from_paper=from_paper)
        return _open(desk, tx, case, form_id, from_paper)


def fill(desk: Desk, case: str, document: str, values: Mapping[str, Any], *, instead_of: str | None = None) -> tuple[Change, ...]:
    """Answer: a value by path, None to clear; or answers as JSON has them, rows as lists. Returns what changed.

    instead_of: the path of what was typed meanwhile, which goes with it. Raises ProblemsError (unknown field, wrong
    type, frozen, half of a conflict), and writes nothing then.
    """
    with desk.vault.write() as tx:
        if instead_of is not None:
            drafts.drop(tx, case, document, instead_of)
        return write(desk, tx, case, document, values)


def fill_form(
    desk: Desk, case: str, form_id: str, values: Mapping[str, Any], *, is_new: bool = False, from_paper: date | None = None
) -> str:
    """Answer in the form's open paper, begun if there is none: both, or neither. Returns the paper's id.

    is_new: in a paper of its own whatever is open, as each attempt at contact is. from_paper: as open_document.
    """
    with desk.vault.write() as tx:
        begins = _begin(desk, tx, case, form(desk, form_id), "", from_paper=from_paper) if is_new else ""
        document = begins or _open(desk, tx, case, form_id, from_paper)
        write(desk, tx, case, document, values)
        return document


def choose(
    desk: Desk,
    case: str,
    document: str,
    register: str,
    value: Any,
    seen: Iterable[ChangeId] | None = None,
    *,
    instead_of: str | None = None,
) -> tuple[Change, ...]:
    """Settle what stands twice: one of the values, or a new one (a compound's as a dict of its cells); None for neither.

    register: as DocumentView.conflicts names it. seen: the ids of the values that were chosen between, None for all that stand:
    what comes in while a person thinks stays standing. instead_of: the path of what was typed there, which goes.
    Raises ProblemsError for a value that the form does not know.
    """
    with desk.vault.write() as tx:
        definition, state = editable(desk, tx, case, document, register_paths(definition_at(desk, tx, case, document), register))
        if register.count("/") == 1 and not register.rpartition("/")[2].startswith("@"):
            row = row_removed(document, register, wins=definition.removal_wins)
            change = row if value is None else NewChange(document, register, ROW_ADDED, True)
        elif value is None:
            change = NewChange(document, register, ANSWER_CLEARED)
        else:
            change = NewChange(document, register, ANSWER_GIVEN, edits.settled(definition, register, value))
        if not state.register(document, register).heads:
            raise problems.no_document()
        if instead_of is not None:
            drafts.drop(tx, case, document, instead_of)
        settled = None if seen is None else {(document, register): tuple(seen)}
        return desk.journal.append(case, (change,), desk.by, tx=tx, supersedes=settled)


def undoable(desk: Desk, case: str) -> Undoable | None:
    """One's own latest save, if it may be taken back."""
    return desk.journal.undoable(case, desk.by)


def undo(desk: Desk, case: str) -> tuple[Change, ...] | None:
    """Take back one's own latest save while it stands; None where there is nothing to take back. Raises InputError."""
    with desk.vault.write() as tx:
        held.refuse_held(tx, case)
        return desk.journal.undo(case, desk.by, tx=tx)


def freeze(desk: Desk, case: str, document: str, reason: Reason, tx: Transaction | None = None) -> Version:
    """The version that holds exactly what stands now, made if it is not there yet. tx: to stand or fall with a print."""
    if tx is None:
        with desk.vault.write() as own:
            return freeze(desk, case, document, reason, own)
    held.refuse_held(tx, case)
    state = desk.journal.state(case, tx)
    if begun(state, document) is None:
        raise problems.no_document()
    definition = definitions.definition_of(desk.library, tx, begun(state, document))
    version_id, change = versions.making(state, document, definition, reason)
    if change is not None:
        desk.journal.append(case, (change,), desk.by, tx=tx)
        state = desk.journal.state(case, tx)
    found = versions.by_id(versions.versions(state, document), version_id, state, document)
    if found is None:
        raise problems.no_document()
    return found


def finish(desk: Desk, case: str, document: str) -> Version | tuple[Problem, ...]:
    """Finish a paper: a version of what stands, or everything that stops it. What is typed becomes answers first."""
    promoting.promote(desk, case, document)
    with desk.vault.write() as tx:
        stopping = tuple(one for one in found_wrong(desk, tx, case, document, finishing=True) if one.severity == "block")
        return stopping or freeze(desk, case, document, "finished", tx)


def found_wrong(desk: Desk, tx: Transaction, case: str, document: str, *, finishing: bool) -> tuple[Problem, ...]:
    """What is to mend in a document: its answers, what stands twice, what is typed and cannot be read."""
    definition, state = editable(desk, tx, case, document)
    answers = answers_of(state, document)
    today = today_in(desk, begun(state, document))
    told = with_computed(answers, computed(definition, answers, desk.today(), sources(desk, tx, state, document)))
    typed = drafts.of_document(tx, case, document).values()
    return (
        *check(definition, told, today=today, finishing=finishing),
        *(problems.in_conflict(register) for register in conflicts_of(state, document)),
        *(left for draft in typed if (left := promoting.unread(definition, draft, today))),
    )


def form(desk: Desk, form_id: str) -> Definition:
    """The newest version of a form. Raises InputError for an unknown one."""
    try:
        return desk.library.newest(form_id)
    except KeyError:
        raise problems.no_form(form_id) from None


def definition_at(desk: Desk, tx: Transaction, case: str, document: str) -> Definition:
    """The form that a document keeps. Raises InputError where it, or the document, is not here."""
    return editable(desk, tx, case, document)[0]


def _open(desk: Desk, tx: Transaction, case: str, form_id: str, from_paper: date | None) -> str:
    state = desk.journal.state(case, tx)
    for one in reversed(_of_paper(state, form_id, from_paper)):
        definition = definitions.definition_of(desk.library, tx, one)
        if definition is not None and not is_frozen(definition, state, one.document):
            return one.document
    return _begin(desk, tx, case, form(desk, form_id), "", from_paper=from_paper)


def _of_paper(state: CaseState, form_id: str, from_paper: date | None) -> tuple[Begun, ...]:
    """The form's documents that are copied from the paper of a day; None: those that were written here first."""
    day = from_paper.isoformat() if from_paper else ""
    return tuple(one for one in documents(state, form_id) if one.paper == day)


def _paper_day(one: Begun) -> date | None:
    return date.fromisoformat(one.paper) if one.paper else None


def _begin(
    desk: Desk,
    tx: Transaction,
    case: str,
    definition: Definition,
    predecessor: str,
    without: Collection[str] = (),
    from_paper: date | None = None,
) -> str:
    held.refuse_held(tx, case)
    if not desk.role.may_write(definition.id):
        raise problems.not_this_role(desk.role)
    state = desk.journal.state(case, tx)
    if not state.register(CASE, OPENED).heads and not state.documents():
        raise problems.no_case(case)
    if from_paper is not None:
        refuse_day(state, definition.id, from_paper, desk.today())
    document = new_id()
    form_hash, profile_hash = definitions.keep(tx, definition, desk.profile)
    answers = offers.prefilled(definition, offers.known_in(desk, tx, state, form=definition.id, from_paper=from_paper))
    earlier = begun(state, predecessor) if predecessor else None
    if predecessor and earlier is None:
        raise problems.no_document()
    if earlier is not None:
        answers = {**answers, **_taken_over(desk, tx, earlier, definition, answers_of(state, predecessor))}
    answers = {key: value for key, value in answers.items() if key not in without}
    said = {
        "form": definition.id,
        "version": definition.version,
        "definition": form_hash,
        "profile": profile_hash,
        "predecessor": predecessor,
        **({"paper": from_paper.isoformat()} if from_paper is not None else {}),
    }
    first = NewChange(document, BEGUN, DOCUMENT_BEGUN, said)
    desk.journal.append(case, (first, *edits.prefilled(definition, document, answers)), desk.by, tx=tx)
    return document


def _taken_over(desk: Desk, tx: Transaction, earlier: Begun, definition: Definition, answers: Answers) -> Answers:
    """What a document takes over from its predecessor: all but signatures and what came after finishing."""
    before = definitions.definition_of(desk.library, tx, earlier)
    if before is not None and before.version < definition.version:
        answers = upgrade_through(answers, (before, *_between(desk, before, definition), definition))
    return {key: value for key, value in answers.items() if not versions.is_beside(field_of(definition, key))}


def _between(desk: Desk, before: Definition, definition: Definition) -> Iterator[Definition]:
    """The versions of a form that came between two, as far as they are here: each says only what became of the one before."""
    for version in range(before.version + 1, definition.version):
        with suppress(KeyError):
            yield desk.library.get(definition.id, version)
