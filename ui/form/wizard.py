"""The wizard, the caseworker's view: sections on the left, one of them in the middle, the paper as it will look on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from forms.problems import Problem
from forms.profile import names
from rygsaek.casework import cases, views
from rygsaek.casework.desk import Desk
from ui.form.field_host import FieldHost
from ui.form.form_column import FormColumn
from ui.form.paper_day import PaperDay
from ui.form.section_list import SectionList, SectionPicker
from ui.page import Page
from ui.parts.widgets import Button, Heading, Line, Note, Row, Text, px
from ui.places import CaseAt, PrintAt, WizardAt
from ui.presenters.editing import Editing
from ui.presenters.field_words import Wording
from ui.presenters.offering import Offering
from ui.presenters.previewing import Previewing
from ui.presenters.timers import Timers
from ui.presenters.wizard import Wizard
from ui.tasks import Scope

if TYPE_CHECKING:
    from ui.parts.paper_preview import PaperPreview

NARROW = 900
"""Width in pixels at 100 % under which the list of sections becomes one line."""
LOW = 560
"""Height under which the heading scrolls away with the form."""

FINISHED = "Papiret er færdigt. Tryk Ret, hvis noget skal laves om. Så begynder et nyt, og det her bliver stående."
CORRECTED = "Papiret er rettet i et nyt. Tryk Ret for at se det."


class WizardPage(Page):
    """One document of a case."""

    def __init__(self, place: WizardAt, runner: Scope, desk: Desk, timers: Timers) -> None:
        super().__init__(place, runner, "Formular")
        self._desk, self._timers = desk, timers
        self.place: WizardAt = place
        self.editing = Editing(desk, place.case, place.document, runner, timers)
        self.wizard: Wizard | None = None
        self.host: FieldHost | None = None
        self.preview: PaperPreview | None = None
        self._previewing = Previewing(desk, place.case, place.document, runner, timers)
        self._back_name = ""
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)

    # Page

    def enter(self) -> None:
        self.runner.read(lambda: views.case_view(self._desk, self.place.case), self._on_case)

    def leave(self) -> None:
        self.editing.settle_all()

    def focus_first(self) -> None:
        if self.wizard is None or self.host is None:
            return
        path = self.place.path
        if not (path and (self.host.focus(path, self.place.caret, self.place.blanks) or self.column.focus_row(path))):
            self.column.focus_first()
        self._hold_keyboard(None)

    def _hold_keyboard(self, had: QWidget | None) -> None:
        """Where nothing on the page can be written in, as in a finished consent, what leads on has the keyboard: what comes after
        it in their order takes things back. had: what had it before."""
        has = self.window().focusWidget()
        is_gone = had is not None and not had.isEnabled() and not (has is not None and self.column.isAncestorOf(has))
        if is_gone or has is None or not self.isAncestorOf(has) or not has.isEnabled():
            (self.next if self.next.isEnabled() else self.back_to_case).setFocus(Qt.FocusReason.OtherFocusReason)

    # building

    def _on_case(self, case: views.CaseView) -> None:
        self._back_name = case.citizen_name
        self._names = names(self._desk.profile, self._desk.worker, case.citizen_name)
        self.editing.load(self._on_loaded)

    def _on_loaded(self) -> None:
        wording = Wording(self._names)
        self.wizard = Wizard(self.editing, wording)
        self.host = FieldHost(self.editing, self.wizard.field, Offering(self.editing, self.runner, self._back_name), "desk", self)
        self.host.focused.connect(self._on_focused)
        self._build(self.wizard, self.host)
        self.editing.reshaped.listen(self._show)
        self.editing.saved.listen(lambda _at: self._on_saved())
        self.editing.trouble.listen(lambda error: self.trouble.say(f"{error.title} {error.advice}"))
        self.wizard.moved.listen(self._on_section)
        self._previewing.shown.listen(lambda paper: self.preview.show_paper(paper) if self.preview else None)
        self._previewing.failed.listen(
            lambda error: self.preview.clear(f"{error.title} {error.advice}") if self.preview else None
        )
        wanted = self.place
        if wanted.path:
            self.wizard.go_to_path(wanted.path)
        self._show()
        self.place = wanted  # showing the section moved the keyboard to its first field
        self.focus_first()

    def _build(self, wizard: Wizard, host: FieldHost) -> None:
        self.sections = SectionList()
        self.sections.picked.connect(wizard.go)
        self.picker = SectionPicker()
        self.picker.picked.connect(wizard.go)
        self.column = FormColumn(self.editing, host)
        self.trouble = Note("", "wrong")
        self.finished = Note("", "done")
        self.saved = Text("", "small", wrap=False)
        self.fold = Button("Vis papiret", self._on_fold, shortcut="F8", name="Vis papiret")
        self.back_to_case = Button(
            f"‹ {self._back_name}", self._on_case_wanted, look="plain", name=f"Tilbage til {self._back_name}"
        )
        head = Row(self.back_to_case, self.saved, self.fold, trailing=1)
        title = Heading(wizard.title, 1)
        self._titles = QWidget()
        titles = QVBoxLayout(self._titles)
        titles.setContentsMargins(px(24), px(12), px(24), px(12))
        titles.setSpacing(px(4))
        self.copied = PaperDay(wizard)
        for one in (head, title, Text(wizard.standard_name, "small"), self.copied, self.finished, self.picker, self.trouble):
            titles.addWidget(one)
        self._compact = False
        self.body = QHBoxLayout()
        self.body.setSpacing(0)
        self.body.addWidget(self.sections)
        self.body.addWidget(self.column, 3)
        self._box.addWidget(self._titles)
        self._box.addWidget(Line())
        self._box.addLayout(self.body, 1)
        self._box.addWidget(Line())
        self._box.addWidget(self._foot(wizard))
        self._fit()

    def _foot(self, wizard: Wizard) -> QWidget:
        self.back = Button("‹ Tilbage", wizard.back, name="Tilbage")
        self.next = Button("Næste ›", wizard.next, look="primary", shortcut="Ctrl+Return", name="Næste")
        self.done = Button("Færdig", self._on_done)
        self.correct = Button("Ret", self._on_correct, name="Ret i et nyt papir")
        self.correct.hide()
        self.print = Button("Print det, vi har nu", self._on_print, shortcut="Ctrl+P", name="Print det, vi har nu")
        self.undo = Button("Fortryd", self.editing.undo, name="Fortryd det sidste")
        foot = QWidget()
        box = QVBoxLayout(foot)
        box.setContentsMargins(px(24), px(8), px(24), px(8))
        self._foot_row = Row(self.back, self.next, self.undo, self.print, self.correct, self.done, trailing=3)
        self._seldom = Row()
        box.addWidget(self._foot_row)
        return foot

    # showing

    def _show(self) -> None:
        if self.wizard is None or not self.wizard.sections:
            return
        lines = self.wizard.lines()
        self.sections.show_lines(lines)
        self.picker.show_lines(lines)
        self.column.show_section(self.wizard.section_title, self.wizard.section_intro, self.wizard.items)
        is_frozen = self.editing.is_frozen
        is_corrected = self.editing.view is not None and bool(self.editing.view.successor)
        self.finished.say((CORRECTED if is_corrected else FINISHED) if is_frozen else "")
        self.copied.show_day()
        self.done.setVisible(not is_frozen)
        self.correct.setVisible(is_frozen)
        self.back.setEnabled(not self.wizard.is_first)
        self.next.setEnabled(not self.wizard.is_last)
        self._previewing.touch()

    def _on_section(self) -> None:
        had = self.window().focusWidget()
        self._show()
        self.column.verticalScrollBar().setValue(0)
        self.column.focus_first()
        self._hold_keyboard(had)

    def _on_saved(self) -> None:
        self.trouble.say("")
        if self.wizard is not None:
            self.saved.setText(self.wizard.saved_words)
            self.sections.show_lines(self.wizard.lines())
        self._previewing.touch()

    def _on_focused(self, path: str) -> None:
        self.place = WizardAt(self.place.case, self.place.document, path)
        self.moved.emit(self.place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.wizard is not None:
            self._fit()

    def _fit(self) -> None:
        """One column where there is room for one, three where there is room for three."""
        is_narrow = self.width() < px(NARROW)
        self.sections.setVisible(not is_narrow)
        self.picker.setVisible(is_narrow)
        is_paper_alone = is_narrow and self.preview is not None and not self.preview.isHidden()
        self.column.setVisible(not is_paper_alone)
        is_low = self.height() < px(LOW)
        if is_low != self._compact:
            self._compact = is_low
            self._make_room()

    def _make_room(self) -> None:
        """Where the window is low for its text, headings and what is seldom pressed scroll with the form."""
        if self._compact:
            self.column.box.insertWidget(0, self._titles)
            self.column.box.insertWidget(self.column.box.count() - 1, self._seldom)
        else:
            self._box.insertWidget(0, self._titles)
        target = self._seldom if self._compact else self._foot_row
        for button in (self.undo, self.print, self.correct, self.done):
            target.flow.addWidget(button)
        self._seldom.setVisible(self._compact)

    # what the person wants

    def _on_done(self) -> None:
        self.editing.finish(self._on_finished)

    def _on_finished(self, missing: tuple[Problem, ...]) -> None:
        if self.wizard is None or self.host is None:
            return
        if not missing:
            self.say.emit("Færdig. Det er gemt som en version.")
            self._on_case_wanted()
            return
        count = len(missing)
        self.trouble.say("Der mangler 1 ting." if count == 1 else f"Der mangler {count} ting. Vi går til den første.")
        self.wizard.go_to_path(missing[0].field)
        self._show()
        if not self.host.focus(missing[0].field):
            self.column.focus_rows(missing[0].field.partition("/")[0])

    def _on_correct(self) -> None:
        case, document = self.place.case, self.place.document
        self.runner.write(lambda: cases.correct(self._desk, case, document), lambda found: self.go.emit(WizardAt(case, found)))

    def _on_print(self) -> None:
        self.editing.settle_all()
        self.go.emit(PrintAt(self.place.case, (self.place.document,)))

    def _on_case_wanted(self) -> None:
        self.go.emit(CaseAt(self.place.case))

    def _on_fold(self) -> None:
        if self.preview is None:
            from ui.parts.paper_preview import PaperPreview  # QtPdf is slow to import and not needed by most

            self.preview = PaperPreview(self, folds=True)
            self.preview.closed.connect(self._on_fold)
            self.preview.setMinimumWidth(px(320))
            self.preview.setContentsMargins(px(16), px(16), px(16), px(16))
            self.preview.hide()
            self.body.addWidget(self.preview, 2)
        is_shown = self.preview.isHidden()
        self.preview.setVisible(is_shown)
        self._fit()
        self._previewing.want(is_shown)
        words = "Skjul papiret" if is_shown else "Vis papiret"
        self.fold.say(f"{words}  F8")
        self.fold.setAccessibleName(words)
