"""The page of the recovery sheet: print it, save it, or do it later."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.doorstep.frame import Doorstep
from ui.doorstep.unlock import PassphraseField
from ui.parts.came_out import CameOut
from ui.parts.pick import Pick
from ui.parts.widgets import Body, Button, Entry, Heading, Note, Row, Text
from ui.places import Home, Sheet
from ui.presenters.sheet import SheetPresenter
from ui.tasks import Scope

FILE_NAME = "nøgleark.pdf"
ASK = "Kom arket ud af printeren?"


class SheetPage(Doorstep):
    """ask_target: asks the person where to save, given a parent and a name; None where they changed their mind."""

    def __init__(
        self, place: Sheet, runner: Scope, presenter: SheetPresenter, ask_target: Callable[[QWidget, str], Path | None]
    ) -> None:
        super().__init__(place, runner, "Nøgleark")
        self._presenter, self._ask_target = presenter, ask_target
        box = self.card.box
        if place.first:
            box.addWidget(Text("Trin 4 af 4", "small"))
        box.addWidget(Heading("Print dit nøgleark", 2))
        box.addWidget(Body("Glemmer du dine seks ord, er nøglearket den eneste anden vej ind. Vi har ingen kopi."))
        box.addWidget(Body("Læg arket i et skab på kontoret. Læg det ikke i tasken med computeren."))
        self.words = PassphraseField("Skriv dine seks ord")
        label = Text("Skriv dine seks ord", "strong")
        label.setBuddy(self.words.line)
        old = Body("Det gamle ark virker ikke mere, når du laver et nyt.", "muted")
        for widget in (label, self.words, old):
            widget.setParent(self.card)
            widget.setVisible(presenter.needs_words)
            box.addWidget(widget)
        self.printer = Pick()
        self.choice = Entry("Printer", self.printer)
        self.choice.hide()
        self.none = Note("", "told")
        self.asked = CameOut(ASK)
        self.asked.answered.connect(presenter.answer)
        self.told = Note("", "done")
        self.problem = Note("", "wrong")
        for one in (self.choice, self.none, self.asked, self.told, self.problem):
            box.addWidget(one)
        self.print = Button("Print nøglearket", self._on_print, look="primary")
        self.save = Button("Gem som fil", self._on_save)
        self.later = Button("Senere" if place.first else "Tilbage", lambda: self.go.emit(Home()))
        box.addWidget(Row(self.print, self.save, self.later))
        presenter.found.listen(self._on_found)
        presenter.asked.listen(self._on_asked)
        presenter.done.listen(self._on_done)
        presenter.problem.listen(self._on_problem)
        presenter.busy.listen(self._on_busy)

    def enter(self) -> None:
        self._presenter.look()

    def focus_first(self) -> None:
        if self._presenter.needs_words:
            self.words.line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            (self.print if self.print.isEnabled() else self.save).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_found(self, names: tuple[str, ...]) -> None:
        self.printer.offer(names)
        self.choice.setVisible(len(names) > 1)
        self.print.setEnabled(bool(names))
        self.none.say("" if names else "Ingen printer lige nu? Gem arket som fil, eller print det senere fra forsiden.")
        self.focus_first()

    def _on_print(self) -> None:
        self.problem.say("")
        self._presenter.print_sheet(self.printer.chosen(), self.words.line.text())

    def _on_save(self) -> None:
        self.problem.say("")
        target = self._ask_target(self, FILE_NAME)
        if target is not None:
            self._presenter.save_sheet(target, self.words.line.text())

    def _on_asked(self, trouble: str) -> None:
        self.told.say("")
        self.problem.say(trouble)
        self.asked.ask()

    def _on_problem(self, title: str, advice: str) -> None:
        self.problem.say(f"{title} {advice}".strip())
        self.focus_first()

    def _on_done(self, said: str) -> None:
        self.asked.hide()
        self.told.say(said)
        self.problem.say("" if said else "Se efter papir og kabel, og print igen. Du kan også gemme arket som fil.")
        if said:
            self.later.say("Videre til i dag")
            self.later.setAccessibleName("Videre til i dag")
            self.later.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_busy(self, is_busy: bool) -> None:
        self.print.setEnabled(not is_busy and self.printer.count() > 0)
        self.save.setEnabled(not is_busy)
