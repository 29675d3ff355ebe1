"""One case: who it is, what is to be done next, the papers, the network, the consents, and who wrote what and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from ui.desk import copying
from ui.desk.case_cards import AttemptsCard, HistoryCard, NetworkCard, PapersCard
from ui.desk.consent_card import ConsentCard
from ui.desk.course_cards import CourseCard, NextCard
from ui.desk.desk_page import DeskPage
from ui.desk.due_card import DueCard
from ui.desk.files_card import FilesCard
from ui.desk.missing_card import MissingCard
from ui.desk.sharing_card import SharingCard
from ui.file_dialogs import ask_file
from ui.parts.halves import Halves
from ui.parts.widgets import Button, Heading, Note, Row, Text, empty, px
from ui.places import CaseAt, CopyAt, HandedAt, HandOutAt, HistoryAt, Home, PrintAt, ScanAt, VisitAt, WizardAt
from ui.presenters.case import CasePresenter, CaseSheet, Fact, OtherCase
from ui.presenters.course import Course, Missing, Step
from ui.presenters.lines import REST_COMES
from ui.tasks import Scope

if TYPE_CHECKING:
    from forms.pdf.document import Paper
    from ui.parts.paper_preview import PaperPreview


COMING = "Er det samme borger som i en sag på vej hertil? {name}, {by}. Den er ikke efterprøvet. Svar, når den er her."


class CasePage(DeskPage):
    """Shows what the presenter tells; every button leads to another place or asks the presenter."""

    def __init__(
        self, place: CaseAt, runner: Scope, presenter: CasePresenter, ask: Callable[[QWidget], Path | None] = ask_file
    ) -> None:
        super().__init__(place, runner, "Sag", back=Home())
        self._presenter, self._case, self._ask = presenter, place.case, ask
        self._sheet: CaseSheet | None = None
        column = self.add_column(width=1240)
        self.heading = Heading("", 1)
        self._facts = QWidget()
        facts = self._facts_box = QVBoxLayout(self._facts)
        facts.setContentsMargins(0, 0, 0, 0)
        self.visit = Button("Start besøg", self._on_visit, look="primary", shortcut="F5")
        self.print = Button("Print …", self._on_print, shortcut="Ctrl+P", name="Print")
        self.new = Button("Nyt papir", self._on_new)
        self.edit = Button("Ret oplysninger", self._on_edit)
        self.undo = Button("Fortryd", presenter.undo, shortcut="Ctrl+Z")
        self.undo.hide()
        self.conflicts, self.opened = Note("", "due"), Note("", "told")
        self.coming, self.stopped = Note("", "told"), Note("", "due")
        self._let_go = Row(Button("Fjern linjen", presenter.let_go, name="Fjern sagens linje her"))
        self._let_go.hide()
        self._buttons = Row(self.visit, self.print, self.new, self.edit, self.undo)
        self._linked = QWidget()
        linked = self._linked_box = QVBoxLayout(self._linked)
        linked.setContentsMargins(0, 0, 0, 0)
        self.handed = Note("", "due")
        see_handed = Button("Se det", lambda: self.go.emit(HandedAt(self._case)), name="Se det, der er afleveret")
        self._handed = Row(self.handed, see_handed)
        self._handed.hide()
        self._twice = Row(self.conflicts, Button("Vælg", self._on_twice, name="Vælg, hvor der er skrevet to ting"))
        self._twice.hide()
        notes = (self._twice, self._handed, self.opened)
        for one in (self.heading, self._facts, self.coming, self.stopped, self._let_go, self._linked, self._buttons, *notes):
            column.box.addWidget(one)
        self._course = QWidget()
        course = self._course_box = QVBoxLayout(self._course)
        course.setContentsMargins(0, 0, 0, 0)
        course.setSpacing(px(16))
        self._next: Button | None = None
        self._halves = Halves(wide=900, shares=(6, 5))
        column.box.addWidget(self._course)
        column.box.addWidget(self._halves)
        self._column = column
        self._preview: PaperPreview | None = None
        self._looked = Heading("", 2)
        self._looked.hide()
        column.box.addStretch(1)
        presenter.sheet.listen(self._on_sheet)
        presenter.begun.listen(lambda document, path: self.go.emit(WizardAt(self._case, document, path)))
        presenter.undone.listen(self._on_undone)
        presenter.told.listen(self.say.emit)
        presenter.gone.listen(lambda: self.go.emit(Home()))
        presenter.withdrawn.listen(lambda document: self.go.emit(PrintAt(self._case, (document,))))
        presenter.looked.listen(self._on_looked)

    def enter(self) -> None:
        self._presenter.begin()

    def on_came(self) -> None:
        """Cases have come: where only the first lines of this one were here, the rest may be."""
        if self._sheet is not None and self._sheet.is_preview:
            self._presenter.begin()

    def focus_first(self) -> None:
        if self._sheet is not None and self._sheet.is_preview:
            self.first_of_bar.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        (self._next or self.visit).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_sheet(self, sheet: CaseSheet) -> None:
        self._sheet = sheet
        self.setAccessibleName(f"Sag: {sheet.name}")
        self.heading.setText(sheet.name)
        empty(self._facts_box)
        self._facts.setVisible(bool(sheet.facts))
        self._facts_box.addWidget(Row(*(_FactText(one) for one in sheet.facts), gap=40, centred=False))
        self._buttons.setVisible(not sheet.is_preview)
        self.coming.say(REST_COMES if sheet.is_preview and not sheet.stopped else "")
        self.stopped.say(sheet.stopped)
        self._let_go.setVisible(bool(sheet.stopped))
        self._halves.setVisible(not sheet.is_preview)
        self._course.setVisible(not sheet.is_preview)
        if sheet.is_preview:
            self.say_status(sheet.local)
            if (had := self.focusWidget()) is None or not had.isVisible():
                self.focus_first()
            return
        self.conflicts.say(_twice(sheet.twice))
        self._twice.setVisible(bool(sheet.twice))
        self.opened.say(" ".join(sheet.opened))
        self.handed.say(sheet.handed)
        self._handed.setVisible(bool(sheet.handed))
        empty(self._linked_box)
        self._linked.setVisible(bool(sheet.linked or sheet.likely or sheet.elsewhere))
        for one in sheet.linked:
            show = Button("Åbn den", partial(self.go.emit, CaseAt(one.case)), name=f"Åbn borgerens anden sag: {one.name}")
            self._linked_box.addWidget(Row(Note(f"Borgeren har også en anden sag her: {one.name}"), show))
        for one in sheet.likely:
            self._linked_box.addWidget(self._likely(one))
        for told in sheet.elsewhere:
            self._linked_box.addWidget(Note(told, "due"))
        self.undo.setVisible(bool(sheet.undo))
        self.undo.setAccessibleName(f"Fortryd: {sheet.undo}")
        self.undo.setToolTip(sheet.undo)
        self.new.setEnabled(bool(sheet.new_forms))
        had = self.focusWidget()
        is_lost = had is None or had is self.visit or self._halves.isAncestorOf(had) or self._course.isAncestorOf(had)
        self._show_course(sheet.course)
        self._fill_halves(sheet)
        self.say_status(sheet.local)
        if is_lost:
            self.focus_first()

    def _likely(self, one: OtherCase) -> QWidget:
        """Whether another case is of the same citizen, to be said by whoever knows."""
        show = Button("Se den", partial(self.go.emit, CaseAt(one.case)), name=f"Se den anden sag: {one.name}")
        if one.is_coming:
            return Row(Note(COMING.format(name=one.name, by=one.by), "due"), show)
        words = Note(f"Er det samme borger som i en anden sag her? {one.name}, {one.by}.", "due")
        same = Button("Samme borger", lambda: self._presenter.compare(one.case, is_same=True), name=f"Samme borger: {one.name}")
        apart = Button(
            "Ikke samme person", lambda: self._presenter.compare(one.case, is_same=False), name=f"Ikke samme person: {one.name}"
        )
        return Row(words, show, same, apart)

    def _on_twice(self) -> None:
        if self._sheet is not None:
            self.go.emit(WizardAt(self._case, *self._sheet.twice_at))

    def _show_course(self, course: Course | None) -> None:
        """What is next, the picture, and what is due and what is missing beside each other. Where another thing is next than a
        visit, that is the one that stands out."""
        empty(self._course_box)
        self._next = None
        self._course.setVisible(course is not None and bool(course.steps))
        if course is None or not course.steps:
            return
        if course.next is not None:
            following = NextCard(course.next)
            following.wanted.connect(self._on_step)
            self._next = following.button
            self._course_box.addWidget(following)
        picture = CourseCard(course)
        picture.pressed.connect(self._on_step)
        picture.decided.connect(self._presenter.decide)
        self._course_box.addWidget(picture)
        cards = [*self._due_cards(course), *self._missing_cards(course)]
        if len(cards) < 2:
            for one in cards:
                self._course_box.addWidget(one)
        else:
            beside = Halves(wide=900)
            beside.left.addWidget(cards[0])
            beside.right.addWidget(cards[1])
            self._course_box.addWidget(beside)
        self.visit.be_look("quiet" if self._next is not None else "primary")

    def _due_cards(self, course: Course) -> Iterator[QWidget]:
        if course.due or course.conflicts:
            due = DueCard(course.due, course.conflicts)
            due.explain.connect(self._presenter.explain)
            yield due

    def _missing_cards(self, course: Course) -> Iterator[QWidget]:
        if course.missing:
            missing = MissingCard(course.missing)
            missing.wanted.connect(self._on_missing)
            yield missing

    def _on_step(self, step: Step) -> None:
        """What a step leads to; one that leads nowhere says what it is."""
        if step.act == "visit" and not step.document:
            self._on_visit()
        elif step.act == "call" and not step.document:
            self._presenter.call()
        elif step.document:
            self.go.emit(WizardAt(self._case, step.document))
        elif step.form:
            self._presenter.new_paper(step.form)
        else:
            self.say.emit(f"{step.spoken}.")

    def _on_missing(self, one: Missing) -> None:
        if one.act == "print":
            self.go.emit(PrintAt(self._case, (one.document,)))
        elif one.document:
            self.go.emit(WizardAt(self._case, one.document))
        else:
            self._presenter.new_paper(one.form)

    def _fill_halves(self, sheet: CaseSheet) -> None:
        for half in (self._halves.left, self._halves.right):
            empty(half)
        papers = PapersCard(sheet.shelves())
        papers.write.connect(lambda document, path: self.go.emit(WizardAt(self._case, document, path)))
        papers.print.connect(lambda document: self.go.emit(PrintAt(self._case, (document,))))
        papers.export.connect(lambda: self.go.emit(HandOutAt(self._case)))
        happened = HistoryCard(sheet.happened)
        happened.all.connect(lambda: self.go.emit(HistoryAt(self._case)))
        self._halves.left.addWidget(papers)
        if sheet.attempts is not None:
            attempts = AttemptsCard(sheet.attempts)
            attempts.write.connect(lambda document, path: self.go.emit(WizardAt(self._case, document, path)))
            attempts.call.connect(self._presenter.call)
            self._halves.left.addWidget(attempts)
        files = FilesCard(sheet.files)
        files.fetch.connect(self._on_fetch)
        files.look.connect(self._presenter.look)
        files.scan.connect(lambda: self.go.emit(ScanAt(self._case)))
        files.save.connect(lambda attachment: self.go.emit(HandOutAt(self._case, attachment)))
        self._halves.left.addWidget(files)
        self._halves.left.addWidget(happened)
        self._halves.right.addWidget(NetworkCard(sheet.network))
        consents = ConsentCard(sheet.consents)
        consents.withdrawn.connect(self._presenter.withdraw)
        consents.receipt.connect(lambda document: self.go.emit(PrintAt(self._case, (document,))))
        self._halves.right.addWidget(consents)
        if sheet.shares is not None:
            sharing = SharingCard(sheet.shares)
            sharing.given.connect(lambda device, may_write: self._presenter.share(device, may_write=may_write))
            sharing.taken.connect(self._presenter.unshare)
            sharing.seen.connect(self._presenter.have_seen_unmet)
            self._halves.right.addWidget(sharing)

    def _on_fetch(self) -> None:
        path = self._ask(self)
        if path is not None:
            self._presenter.fetch(path)

    def _on_looked(self, paper: Paper) -> None:
        from ui.parts.paper_preview import PaperPreview  # QtPdf is only for who looks at one

        if self._preview is None:
            self._preview = PaperPreview(folds=True)
            self._preview.setMinimumHeight(px(640))
            self._preview.closed.connect(self._on_folded)
            self._column.box.insertWidget(self._column.box.indexOf(self._halves), self._looked)
            self._column.box.insertWidget(self._column.box.indexOf(self._halves), self._preview)
        self._preview.pages.setAccessibleName(paper.title)
        self._looked.setText(paper.title)
        self._looked.show()
        self._preview.show_paper(paper)
        self._preview.show()
        self._preview.swap.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_folded(self) -> None:
        if self._preview is not None:
            self._preview.hide()
            self._looked.hide()
            self.focus_first()

    def _on_visit(self) -> None:
        self.go.emit(VisitAt(self._case))

    def _on_print(self) -> None:
        papers = self._sheet.papers if self._sheet else ()
        owed = tuple(one.document for one in papers if one.owed)
        self.go.emit(PrintAt(self._case, owed or tuple(one.document for one in papers[:1])))

    def _on_edit(self) -> None:
        if self._sheet is not None and self._sheet.facts_document:
            self.go.emit(WizardAt(self._case, self._sheet.facts_document))

    def _on_new(self) -> None:
        if self._sheet is None:
            return
        menu = QMenu(self)
        menu.setAccessibleName("Nyt papir")
        for form, name in self._sheet.new_forms:
            menu.addAction(name.replace("&", "&&"), partial(self._presenter.new_paper, form))
        menu.addSeparator()
        menu.addAction(f"{copying.TITLE} …", lambda: self.go.emit(CopyAt(self._case)))
        menu.popup(self.new.mapToGlobal(QPoint(0, self.new.height())))
        menu.setActiveAction(menu.actions()[0])

    def _on_undone(self, was: bool) -> None:
        self.say.emit("Det er taget tilbage." if was else "Der er ikke noget at fortryde.")


class _FactText(QWidget):
    """A small label over a value; said as one to a screen reader."""

    def __init__(self, fact: Fact) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(4))
        self.label = Text(fact.label, "small", wrap=False)
        self.value = Text(fact.value)
        self.value.setAccessibleName(f"{fact.label}: {fact.value}")
        box.addWidget(self.label)
        box.addWidget(self.value)


def _twice(count: int) -> str:
    if not count:
        return ""
    return "Et sted er der skrevet to ting." if count == 1 else f"{count} steder er der skrevet to ting."
