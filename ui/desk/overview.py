"""Overblik: the page of whoever leads. What waits first, then who has what, then the figures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui.desk.desk_page import DeskPage
from ui.desk.overview_cards import FiguresCard, ListedCard, LoadCard, QueueCard
from ui.file_dialogs import ask_target
from ui.parts.tab_order import follow_the_eye
from ui.parts.widgets import Body, Heading, Note
from ui.places import CaseAt, Home, OverviewAt, WizardAt
from ui.presenters.lines import Line
from ui.presenters.overview import OverviewPresenter, OverviewView
from ui.tasks import Scope

WHAT_IT_IS = "Her er de sager, som ligger på denne computer."
NO_INBOX = "Ingen venter."
NO_LATE = "Alt er inden for fristerne."
NO_UNASSIGNED = "Alle sager har en sagsbehandler."


class OverviewPage(DeskPage):
    """Shows what the presenter tells; every line leads into its case."""

    def __init__(
        self,
        place: OverviewAt,
        runner: Scope,
        presenter: OverviewPresenter,
        ask_file: Callable[[QWidget, str], Path | None] = ask_target,
    ) -> None:
        super().__init__(place, runner, "Overblik", back=Home())
        self._presenter = presenter
        self.column = self.add_column(width=760, gap=24)
        self.inbox = QueueCard("Venter på, at nogen tager stilling", "Åbn", NO_INBOX)
        self.unassigned = QueueCard("Ingen har sagen endnu", "Fordel", NO_UNASSIGNED)
        self.late = QueueCard("Tager længere tid end fristen", "Åbn", NO_LATE)
        self.load = LoadCard()
        self.figures = FiguresCard(presenter, ask_file)
        self.problem = Note("", "wrong")
        self.told = Note("", "told")
        for one in (Heading("Overblik", 1), Body(WHAT_IT_IS, "muted"), self.told, self.problem):
            self.column.box.addWidget(one)
        for card in self._cards():
            card.setParent(self.column.sheet)
            card.hide()
            self.column.box.addWidget(card)
        self.column.box.addStretch(1)
        self.inbox.chosen.connect(self._on_inbox)
        self.unassigned.chosen.connect(lambda line: presenter.assign(line.case))
        self.late.chosen.connect(lambda line: self.go.emit(CaseAt(line.case)))
        self.load.opened.connect(lambda line: self.go.emit(CaseAt(line.case)))
        self.load.changed.connect(lambda: follow_the_eye(self))
        self.load.given_on.connect(lambda line: presenter.assign(line.case))
        presenter.view.listen(self._on_view)
        presenter.figures.listen(self.figures.show_figures)
        presenter.begun.listen(lambda case, document: self.go.emit(WizardAt(case, document)))
        presenter.saved.listen(self.figures.say_kept)
        presenter.not_saved.listen(self.figures.say_problem)
        presenter.problem.listen(self.problem.say)

    def enter(self) -> None:
        self._presenter.begin()

    def _on_inbox(self, line: Line) -> None:
        self.go.emit(WizardAt(line.case, line.document))

    def _cards(self) -> tuple[ListedCard, ...]:
        return (self.inbox, self.unassigned, self.late, self.load, self.figures)

    def _on_view(self, view: OverviewView | None) -> None:
        self.problem.say("")
        if view is not None:
            self.told.say(view.told)
            self.inbox.show_queue(view.inbox)
            self.unassigned.show_queue(view.unassigned)
            self.late.show_queue(view.late)
            self.load.show_load(view.load)
            for card in (self.inbox, self.unassigned, self.late, self.load):
                card.show()
        self.figures.show()
        follow_the_eye(self)
        self.focus_first()

    def focus_first(self) -> None:
        """To the first line that waits, else to what can be done further down; the way back comes last."""
        for card in self._cards():
            if not card.isHidden() and card.take_focus():
                return
        super().focus_first()
