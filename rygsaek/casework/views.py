"""What stands, for whoever shows it: a case, a paper in it, the list of cases. Every look at a case is written down.

Each function here reads, and writes an access entry before it returns what it read: without the entry nothing is shown.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from forms.profile import fill, names
from rygsaek.casework import accesslog, preview, problems
from rygsaek.casework.caselist import PREVIEW
from rygsaek.casework.caselist import CaseRow as CaseRow
from rygsaek.casework.definitions import definition_of
from rygsaek.casework.desk import Desk
from rygsaek.casework.disputed_rows import disputed_rows
from rygsaek.casework.documents import BORGER, Begun, answers_of, begun, conflicts_of, documents, field_of, successor
from rygsaek.casework.documents import Standing as Standing
from rygsaek.casework.drafts import of_document
from rygsaek.casework.editing import is_frozen
from rygsaek.casework.papers import DocumentView as DocumentView
from rygsaek.casework.papers import State as State
from rygsaek.casework.papers import copies_line, own_day, read_document, standings_of, state_of, title_of
from rygsaek.casework.preview import Preview
from rygsaek.casework.summary import UNNAMED, Head, Owing, citizen_name, head_of, initials, owing
from rygsaek.casework.timeline import HistoryLine as HistoryLine
from rygsaek.casework.timeline import lines
from rygsaek.history.changes import Change
from rygsaek.history.registers import CaseState
from rygsaek.vault.transaction import Reader


class DocumentLine(msgspec.Struct, frozen=True):
    """One paper on the case's page.

    version_label: what a print made now would bear; printed_label: what the citizen has, "" for nothing; copies: both in words.
    successor: the paper that has taken over, "" for none. day: what it is about, YYYY-MM-DD, "" where no day is said.
    paper: the day of the paper that it was copied from by hand, YYYY-MM-DD, "" for what was written here first.
    """

    document: str
    form: str
    title: str
    day: str
    state: State
    version_label: str
    printed_label: str
    copies: str
    conflicts: int
    is_unprinted: bool
    is_unsigned: bool
    is_frozen: bool
    drafts: int
    successor: str
    paper: str = ""


class CaseView(msgspec.Struct, frozen=True):
    """A case's page. missing: changes that others made and that are not here yet; is_protected: the address is not to be told."""

    case: str
    citizen_name: str
    first_name: str
    short_name: str
    address_line: str
    is_protected: bool
    whereabouts: str
    contact_line: str
    interpreter: str
    documents: tuple[DocumentLine, ...]
    conflicts: int
    missing: int
    facts_document: str


def case_list(desk: Desk, *, limit: int = 200, offset: int = 0) -> tuple[CaseRow, ...]:
    """Cases by what comes next; those with nothing ahead last, by name."""
    if not desk.role.sees_cases:
        return ()
    accesslog.seen(desk, accesslog.NO_CASE, "list")
    with desk.vault.read() as reader:
        found = preview.listed(reader, desk.today().isoformat(), limit, offset)
    if not desk.role.sees_all:  # what comes next, and what is owed, may stand in a paper that is not shown
        return tuple(one._replace(next_date=None, next_what=None, owes=one.owes & PREVIEW) for one in found)
    return tuple(_in_words(desk, one) if one.next_what and "{" in one.next_what else one for one in found)


def first_lines(view: CaseView) -> Head:
    """Whom a case is about."""
    return Head(view.first_name, view.address_line, view.is_protected, view.whereabouts, view.contact_line, view.interpreter)


def case_view(desk: Desk, case: str) -> CaseView:
    """A case's page. Raises InputError for a case that is not here."""
    state = require(desk, case)
    accesslog.seen(desk, case, "open")
    with desk.vault.read() as reader:
        return _case(desk, reader, case, state)


def preview_view(desk: Desk, case: str) -> Preview | None:
    """What is shown of a case that is on its way, which then comes before the others; None for one that is here or unknown."""
    with desk.vault.read() as reader:
        found = preview.of_case(reader, case)
    if found is None or (desk.role.sees_cases and desk.fetch(case)):
        return None
    if not desk.role.sees_cases:
        raise problems.not_this_role(desk.role)
    accesslog.seen(desk, case, "open")
    with desk.vault.write() as tx:
        preview.ask_for(tx, case)
    return found


def document_view(desk: Desk, case: str, document: str) -> DocumentView:
    """One paper of a case. Raises InputError for a case or paper that is not here."""
    state = require(desk, case)
    one = begun(state, document)
    if one is None:
        raise problems.no_document()
    if not desk.role.sees(one.form):
        raise problems.not_this_role(desk.role)
    accesslog.seen(desk, case, "show", document)
    with desk.vault.read() as reader:
        return read_document(desk, reader, case, state, one, definition_of(desk.library, reader, one))


def history(desk: Desk, case: str, path: str | None = None, document: str | None = None) -> tuple[HistoryLine, ...]:
    """What happened in a case, oldest first; of one paper, or of one field in it, where they are named.

    Raises InputError for a case that is not here, and for a field that no paper of it has.
    """
    state = require(desk, case)
    accesslog.seen(desk, case, "history", " ".join(part for part in (document, path) if part))
    with desk.vault.read() as reader:
        words = names(desk.profile, desk.worker, citizen_name(state))
        hidden = {one.document for one in documents(state) if not desk.role.sees(one.form)}
        changes = [change for change in desk.journal.changes(case) if change.document not in hidden]
        found = tuple(lines(changes, state, lambda one: definition_of(desk.library, reader, one), words))
        forms = [definition_of(desk.library, reader, one) for one in documents(state) if one.document not in hidden]
    found = tuple(line for line in found if document in (None, line.document) and (path is None or _is_of(line, path)))
    if path is not None and not found and not any(form is None or field_of(form, path) for form in forms):
        raise problems.no_field(path)
    return found


def handed_over(desk: Desk, case: str, coming: Iterable[Change]) -> tuple[HistoryLine, ...]:
    """What changes that are not in a case yet would say in its history, oldest first, as far as the role may see it.

    coming: what a laptop that was shut out has handed over; of a case that is not here, all of it. Raises InputError as
    `require_with`.
    """
    coming = tuple(coming)
    state = require_with(desk, case, coming)
    accesslog.seen(desk, case, "show", "afleveret af en lukket computer")
    with desk.vault.read() as reader:
        words = names(desk.profile, desk.worker, citizen_name(state))
        hidden = {one.document for one in documents(state) if not desk.role.sees(one.form)}
        changes = [change for change in (*desk.journal.changes(case), *coming) if change.document not in hidden]
        found = tuple(lines(changes, state, lambda one: definition_of(desk.library, reader, one), words))
    wanted = {str(change.id) for change in coming}
    return tuple(line for line in found if line.change in wanted)


def _in_words(desk: Desk, row: CaseRow) -> CaseRow:
    """A row with the names put into the question that it shows."""
    return row._replace(next_what=fill(row.next_what or "", names(desk.profile, desk.worker, row.name)))


def _is_of(line: HistoryLine, path: str) -> bool:
    return line.path == path or line.path.startswith(path + "/")


def require(desk: Desk, case: str) -> CaseState:
    """What stands in a case, for whoever shows nothing of it. Raises InputError for one that is not here, or not seen."""
    return require_with(desk, case, ())


def require_with(desk: Desk, case: str, coming: Iterable[Change]) -> CaseState:
    """The same with changes that are not in the case yet, which may be all that there is of it."""
    state = desk.journal.state(case).plus(tuple(coming))
    if not state.documents():
        with desk.vault.read() as reader:
            raise preview.absent(reader, case)
    if not desk.role.sees_cases:
        raise problems.not_this_role(desk.role)
    return state


def _case(desk: Desk, reader: Reader, case: str, state: CaseState) -> CaseView:
    facts = documents(state, BORGER)[-1:]
    head = head_of(state, definition_of(desk.library, reader, facts[0]) if facts else None)
    name = citizen_name(state) or UNNAMED
    shown = [one for one in documents(state) if desk.role.sees(one.form)]
    seen = {one.document for one in shown}
    return CaseView(
        case,
        name,
        head.first_name,
        initials(name),
        head.address,
        head.is_protected,
        head.whereabouts,
        head.contact,
        head.interpreter,
        tuple(_line(desk, reader, state, one, head.first_name) for one in shown),
        sum(1 for document, register in state.conflicts() if document in seen and not register.startswith("^")),
        len(state.missing),
        facts[0].document if facts else "",
    )


def _line(desk: Desk, reader: Reader, state: CaseState, one: Begun, first_name: str) -> DocumentLine:
    definition = definition_of(desk.library, reader, one)
    standings = standings_of(state, one.document, definition)
    answers = answers_of(state, one.document)
    owes = Owing(False, False, False)
    if definition is not None:
        owes = owing(state, one, definition, answers)
    return DocumentLine(
        one.document,
        one.form,
        title_of(desk, one, definition),
        own_day(definition, answers),
        state_of(state, one, standings),
        standings.label,
        standings.printed.label if standings.printed else "",
        copies_line(first_name, standings, one) if definition is not None and definition.given else "",
        len(conflicts_of(state, one.document).keys() | disputed_rows(state, one.document).keys()),
        owes.paper,
        owes.signature,
        definition is not None and is_frozen(definition, state, one.document),
        len(of_document(reader, one.id.case, one.document)),
        successor(state, one.document),
        one.paper,
    )
