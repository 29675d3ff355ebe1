"""One case's facts from an open vault, and the few things that its page does. Off the screen's thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from forms.paths import Answers, field_at, register_paths
from forms.pdf.document import Paper
from forms.texts import text_in
from forms.values import show_value
from rygsaek.casework import accesslog, cases, consents, decisions, dues, from_paper, linking, timeline, twins, views
from rygsaek.casework.consent_rows import CONSENT
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import BORGER
from rygsaek.casework.papers import DocumentView
from rygsaek.casework.preview import Preview
from rygsaek.casework.summary import Head
from rygsaek.casework.twins import Likeness
from sync.status import standing
from ui.presenters import case_files, not_come
from ui.presenters.case import CALLED, Attempt, CaseSheet, Fact, Happened, OtherCase, PaperLine, Sharer, Shares
from ui.presenters.consents import Consents, consents_of
from ui.presenters.course_source import course_of
from ui.presenters.elsewhere import SAME_NUMBER, Elsewhere, elsewhere
from ui.presenters.lines import day_words
from ui.presenters.network import Actor, Network
from ui.presenters.sharing_words import READER, SEEN, WRITER, in_vain
from ui.presenters.status_words import status_line
from ui.presenters.times import moment_words

if TYPE_CHECKING:
    from rygsaek.casework.withdrawing import Way
    from rygsaek.paper.exits import Exits
    from sync.office.line import Line

ATTEMPT, HOW, BY_TELEPHONE = "kontaktforsoeg", "kanal", "telefon"
REACHED = ("kontakt", "aftale")
LATEST = 6
LIKENESS: dict[Likeness, str] = {
    "cpr": SAME_NUMBER,
    "name_and_birth": "samme navn og fødselsdag",
    "name_on_its_way": "samme navn",
}


class DeskCase:
    """The page of one case. line: the way to the office, slow to load. exits: the door, for what is stopped at it."""

    def __init__(self, desk: Desk, case: str, line: Callable[[], Line], exits: Callable[[], Exits]) -> None:
        self._desk, self._case, self._line, self._exits = desk, case, line, exits
        self._is_opened = False

    def sheet(self) -> CaseSheet:
        """Everything the page shows. The first reading is an opening, and the access log says so."""
        desk = self._desk
        if not self._is_opened:
            accesslog.note(desk, self._case, "open")
            self._is_opened = True
        preview = views.preview_view(desk, self._case)
        if preview is not None:
            return self._on_its_way(preview)
        view, stands = views.case_view(desk, self._case), standing(desk)
        papers = [one for one in view.documents if one.form not in (BORGER, ATTEMPT)]
        lines = views.history(desk, self._case)
        done = [one for one in lines if one.what != timeline.KNOWN_BEFORE]
        newest: dict[str, DocumentView] = {}
        conflicts: dict[str, str] = {}
        for one in view.documents:
            if one.conflicts or one.form == "netvaerkskort":
                read = views.document_view(desk, self._case, one.document)
                newest[one.form] = read
                conflicts[one.document] = _first_twice(read)
        later = {one.successor for one in papers}
        others = self._elsewhere() if stands.is_member else Elsewhere()
        return CaseSheet(
            view.citizen_name,
            view.first_name,
            _facts(views.first_lines(view)),
            tuple(
                _paper(one, conflicts.get(one.document, ""), desk.today(), corrects=one.document in later)
                for one in reversed(papers)
            ),
            self._new_forms(),
            _network(newest.get("netvaerkskort"), view.first_name, desk.today()),
            self._consents(),
            tuple(said(one, desk) for one in reversed(done[-LATEST:])),
            view.facts_document,
            self._undo(lines),
            status_line(stands, desk.now()),
            self._opened() if stands.is_member else (),
            self._shares() if stands.is_member else None,
            handed=self._handed(),
            course=course_of(desk, self._case) if desk.role.sees_all else None,
            attempts=self._attempts(view),
            files=case_files.lines(desk, self._case),
            linked=tuple(OtherCase(one.case, one.name) for one in linking.linked(desk, self._case)),
            likely=self._likely(others.coming),
            elsewhere=others.told,
            twice=sum(one.conflicts for one in view.documents),
            twice_at=next(((one.document, conflicts[one.document]) for one in view.documents if one.conflicts), ("", "")),
        )

    def _on_its_way(self, preview: Preview) -> CaseSheet:
        """What there is to show of a case before it is here."""
        head = preview.head
        return CaseSheet(
            preview.name,
            head.first_name,
            _facts(head),
            (),
            (),
            Network(head.first_name),
            Consents(),
            (),
            local=status_line(standing(self._desk), self._desk.now()),
            is_preview=True,
            stopped=not_come.not_come(self._desk, self._line, self._case),
        )

    def let_go(self) -> str:
        """Takes away the line of a case whose rest did not come."""
        return not_come.let_go(self._desk, self._case)

    def withdraw(self, document: str, way: str) -> str:
        """Takes a consent back, at once and for good."""
        from rygsaek.paper import withdrawn

        done = withdrawn.withdraw(self._exits(), self._case, document, cast("Way", way))
        return f"Fra i dag må intet gå til eller fra: {', '.join(done.parties)}. Print kvitteringen nu."

    def share(self, device: str, *, may_write: bool) -> str:
        """Gives a colleague the case."""
        from sync.office import case_sharing

        told = case_sharing.give(self._line(), self._desk, self._case, [bytes.fromhex(device)], may_write=may_write)
        return f"Sagen er delt med {told}. Det gælder, næste gang du sender og henter."

    def unshare(self, device: str) -> str:
        """Takes it from a colleague again."""
        from sync.office import case_sharing

        told = case_sharing.take_back(self._line(), self._desk, self._case, [bytes.fromhex(device)])
        return f"Sagen er ikke mere delt med {told}. Det gælder, næste gang du sender og henter."

    def have_seen_unmet(self) -> str:
        """Tells no more of what was decided and does not hold."""
        from sync.office import case_sharing

        case_sharing.have_seen(self._line(), self._case)
        return SEEN

    def compare(self, other: str, *, is_same: bool) -> str:
        """Says whether another case is of the same citizen, in both."""
        (linking.link if is_same else linking.unlink)(self._desk, self._case, other)
        return "Det står nu i begge sager." if is_same else "Det står nu i begge sager, at det er to borgere."

    def fetch(self, path: Path) -> str:
        """Puts a file into the case."""
        return case_files.fetch(self._desk, self._case, path)

    def looked_at(self, attachment: str) -> Paper:
        """A file to look at."""
        return case_files.looked_at(self._desk, self._case, attachment)

    def _likely(self, coming: Sequence[OtherCase]) -> tuple[OtherCase, ...]:
        """The certain ones first. coming: of cases on their way those that the office's directory tells of."""
        told = {one.case for one in coming}
        found = (one for one in linking.likely(self._desk, self._case) if one.case not in told)
        return (*coming, *(OtherCase(one.case, one.name, LIKENESS[one.by], one.is_on_its_way) for one in found))

    def _elsewhere(self) -> Elsewhere:
        if not self._desk.role.may_write(BORGER):
            return Elsewhere()
        settled = twins.compared(views.require(self._desk, self._case))
        return elsewhere(self._desk, self._line().membership(), self._case, settled)

    def _handed(self) -> str:
        from sync.office import awaiting
        from ui.presenters.handed_words import AWAITING_HERE

        with self._desk.vault.read() as reader:
            return AWAITING_HERE if self._case in awaiting.cases(reader) else ""

    def _opened(self) -> tuple[str, ...]:
        from ui.presenters.opened_with_kit import opened_lines

        return opened_lines(self._line(), self._case)

    def _shares(self) -> Shares | None:
        from sync.office import case_sharing

        found = case_sharing.sharing_of(self._line(), self._case)
        if found is None:
            return None
        having = ((found.writers, WRITER), (found.readers, READER))
        return Shares(
            tuple(Sharer(one.device.hex(), one.name, how, one.is_me) for them, how in having for one in them),
            tuple(Sharer(one.device.hex(), one.name) for one in found.others),
            found.is_out,
            in_vain(found.unmet),
        )

    def begin(self, form: str) -> str:
        """Begins a paper, or goes on with the open one; its id."""
        return cases.open_document(self._desk, self._case, form)

    def call(self) -> str:
        """Writes down an attempt at contact by telephone, before anything is asked of it; its id."""
        document = cases.open_document(self._desk, self._case, ATTEMPT)
        cases.fill(self._desk, self._case, document, {HOW: BY_TELEPHONE})
        return document

    def decide(self, milestone: str) -> str:
        """Begins to write down a decision; its id."""
        return decisions.begin(self._desk, self._case, milestone)

    def explain(self, limit: str, start: date) -> str:
        """Begins to write down why a limit was not kept; its id."""
        return dues.give_reason(self._desk, self._case, limit, start)

    def undo(self) -> bool:
        """Takes back one's own latest change."""
        return cases.undo(self._desk, self._case) is not None

    def _attempts(self, view: views.CaseView) -> tuple[Attempt, ...] | None:
        """Newest first, by the day that each was made."""
        desk = self._desk
        if ATTEMPT not in desk.library.ids() or not desk.role.sees(ATTEMPT):
            return None
        made = sorted((one for one in view.documents if one.form == ATTEMPT), key=lambda one: one.day, reverse=True)
        return tuple(_attempt(views.document_view(desk, self._case, one.document), one.day, desk.today()) for one in made)

    def _new_forms(self) -> tuple[tuple[str, str], ...]:
        library, role = self._desk.library, self._desk.role
        begun = (one for one in library.ids() if one != BORGER and role.may_write(one))
        return tuple((one, text_in(library.newest(one).standard_name, "da")) for one in begun)

    def _undo(self, lines: Sequence[timeline.HistoryLine]) -> str:
        found = cases.undoable(self._desk, self._case)
        if found is None or not found.changes:
            return ""
        wanted = {str(change.id) for change in found.changes}
        mine = [one for one in lines if one.change in wanted]
        return what(mine[-1]) if mine else "det sidste"

    def _consents(self) -> Consents:
        desk = self._desk
        if not desk.role.sees(CONSENT):
            return Consents()
        with desk.vault.read() as reader:
            rows = consents.rows_of(desk, reader, desk.journal.state(self._case, reader))
        return consents_of(rows, desk.today())


def _attempt(view: DocumentView, day: str, today: date) -> Attempt:
    def words(path: str) -> str:
        known = view.definition is not None and view.answers.get(path)
        return show_value(field_at(view.definition, path), view.answers[path]) if view.definition is not None and known else ""

    is_contact = view.answers.get(CALLED) in REACHED
    when = day_words(day, today) if day else "uden dag"
    return Attempt(view.document, when, words(HOW), words(CALLED), "done" if is_contact else "open")


def said(line: timeline.HistoryLine, desk: Desk) -> Happened:
    """One line of history as two lines of words."""
    return Happened(what(line), f"{line.who}, {moment_words(line.at, desk.now())}")


def what(line: timeline.HistoryLine) -> str:
    words = f"{line.what[:1].upper()}{line.what[1:]}"
    label = f"{line.field_label} " if line.field_label.endswith("?") else f"{line.field_label}: "
    about = f"{label if line.field_label else ''}{line.new}".strip(": ") or line.form
    return f"{words}: {about}" if about else words


def _facts(head: Head) -> tuple[Fact, ...]:
    where = "Beskyttet adresse" if head.is_protected else head.address
    pairs = (("Bor", where), ("Er nu", head.whereabouts), ("Vil helst", head.contact), ("Tolk", head.interpreter))
    return tuple(Fact(label, _begun(value.removeprefix(f"{label} "))) for label, value in pairs if value)


def _begun(text: str) -> str:
    """The text with a capital first, as an answer of its own."""
    return text[:1].upper() + text[1:]


def _first_twice(read: DocumentView) -> str:
    """The path of the first field in which two things are written, "" for none."""
    register = next(iter((*read.conflicts, *read.overruled)), "")
    together = register_paths(read.definition, register) if read.definition is not None else ()
    return next(iter(together), register)


def _paper(one: views.DocumentLine, conflict: str, today: date, *, corrects: bool) -> PaperLine:
    owed = ", ".join(
        part for part in ("ikke printet" if one.is_unprinted else "", "ikke skrevet under" if one.is_unsigned else "") if part
    )
    label = f"Nr. {one.version_label} er {owed}." if owed else ""
    when = day_words(one.day, today) if one.day else ""
    corrected = "Rettet i et nyt papir." if one.successor else "Retter et papir, som står her endnu." if corrects else ""
    copies = "" if one.is_unprinted and not one.printed_label else one.copies
    copied = from_paper.sentence(one.paper) if one.paper else ""
    return PaperLine(
        one.document, one.form, one.title, one.state, copies, label, one.conflicts, conflict, when, corrected, copied
    )


def _network(view: DocumentView | None, first_name: str, today: date) -> Network:
    picture = view.definition.picture if view is not None and view.definition is not None else None
    if view is None or view.definition is None or picture is None:
        return Network(first_name)
    groups = {field.id: text_in(field.label, "da") for section in view.definition.sections for field in section.fields}
    values: Answers = view.values

    def ring(ids: tuple[str, ...]) -> tuple[Actor, ...]:
        found: list[Actor] = []
        for rows_id in ids:
            for row in values.get(rows_id, ()):
                if row.get(picture.name) and str(row.get("gyldig_til") or "9") >= today.isoformat():
                    found.append(_actor(row, picture.name, picture.contact, groups.get(rows_id, "")))
        return tuple(found)

    return Network(first_name, ring(picture.inner), ring(picture.outer))


def _actor(row: dict[str, Any], name: str, contact: str, group: str) -> Actor:
    touch = row.get(contact)
    return Actor(str(row[name]), str(row.get("relation_eller_rolle") or group), touch if isinstance(touch, bool) else None)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
