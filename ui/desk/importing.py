"""Hent borgere fra en liste: a file is chosen and looked through; »Importér« makes the cases, and all of it can be undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.desk.desk_page import DeskPage
from ui.desk.importing_cards import EarlierCard, LeftOutCard, RowsCard
from ui.file_dialogs import ask_list
from ui.parts.tab_order import follow_the_eye
from ui.parts.widgets import Body, Button, Heading, Note, Row, Text
from ui.places import Home, ImportAt, NewCase
from ui.presenters.importing import Earlier, ImportPresenter, PlanView
from ui.tasks import Scope

TITLE = "Hent borgere fra en liste"
WHAT_IT_IS = "Vælg et regneark eller en CSV-fil. Øverst i hver kolonne skal der stå, hvad den er: Navn, CPR, Adresse, Telefon."
NOTHING_YET = "Du ser først, hvad der bliver til sager. Der bliver ikke skrevet noget, før du trykker på »Importér«."
ASKING = "Se på dem her"
WHY_ASKING = "De kommer kun med, hvis du sætter et kryds. Det, der ikke kan læses, kommer ikke med."
CLEAR = "Bliver til sager"
WHY_CLEAR = "Tag krydset væk ud for dem, der ikke skal med."


class ImportPage(DeskPage):
    """Shows what the presenter tells. ask_file: asks for the list."""

    def __init__(
        self,
        place: ImportAt,
        runner: Scope,
        presenter: ImportPresenter,
        ask_file: Callable[[QWidget], Path | None] = ask_list,
    ) -> None:
        super().__init__(place, runner, TITLE, back=NewCase(), back_text="Ny sag")
        self._presenter, self._ask_file = presenter, ask_file
        self._count = 0
        self.choose = Button("Vælg listen …", self._on_choose, look="primary", shortcut="Ctrl+O", name="Vælg listen")
        self.bring = Button("Importér", presenter.bring_in, look="primary", shortcut="Ctrl+Return")
        self.home = Button("Se dem under I dag", lambda: self.go.emit(Home()), look="primary")
        self.what = (Body(WHAT_IT_IS), Body(NOTHING_YET, "muted"))
        self.told, self.counted, self.busy = Text("", "strong"), Body(""), Body("", "muted")
        self.kept, self.problem = Note("", "done"), Note("", "wrong")
        self.left_out = LeftOutCard()
        self.asking = RowsCard(ASKING, WHY_ASKING, is_taken=False)
        self.clear = RowsCard(CLEAR, WHY_CLEAR, is_taken=True)
        self.earlier = EarlierCard()
        self._looked = (self.told, self.counted, self.bring, self.left_out, self.asking, self.clear)
        column = self.add_column(width=760, gap=16)
        for hidden in (*self._looked, self.home, self.busy, self.earlier):
            hidden.setParent(column.sheet)
            hidden.hide()
        above = (Heading(TITLE, 1), *self.what, self.problem, self.kept, self.told, self.counted)
        below = (self.busy, self.left_out, self.asking, self.clear, self.earlier)
        for part in (*above, Row(self.bring, self.home, self.choose), *below):
            column.box.addWidget(part)
        column.box.addStretch(1)
        for card in (self.asking, self.clear):
            card.ticked.connect(lambda number, is_taken: presenter.tick(number, is_taken=is_taken))
        self.earlier.undone.connect(presenter.take_out)
        presenter.plan.listen(self._on_plan)
        presenter.count.listen(self._on_count)
        presenter.done.listen(self._on_done)
        presenter.earlier.listen(self._on_earlier)
        presenter.busy.listen(self._on_busy)
        presenter.problem.listen(self._on_problem)

    def enter(self) -> None:
        self._presenter.begin()

    def focus_first(self) -> None:
        """To what comes next: bringing in where a list is looked through, else choosing one."""
        wanted = (one for one in (self.bring, self.home, self.choose) if one.isEnabled() and not one.isHidden())
        next(wanted, self.choose).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_choose(self) -> None:
        file = self._ask_file(self)
        if file is not None:
            self._forget()
            self._presenter.choose(file)

    def _on_plan(self, view: PlanView) -> None:
        self.told.setText(view.told)
        for hidden in (*self.what, self.earlier):
            hidden.hide()
        for one in (self.told, self.counted, self.bring):
            one.show()
        self.left_out.show_left_out(view.left_out)
        self.asking.show_rows(view.asking, view.more_asking)
        self.clear.show_rows(view.clear, view.more_clear)
        self.choose.be_look("quiet")
        follow_the_eye(self)

    def _on_count(self, count: int, words: str) -> None:
        is_first, self._count = not self._count, count
        self.counted.setText(words)
        self.bring.setEnabled(count > 0)
        if is_first and not self.asking.isAncestorOf(self.focusWidget()):
            self.focus_first()

    def _on_done(self, told: str, stays: tuple[str, ...]) -> None:
        has_brought = not self.bring.isHidden()
        self._forget()
        self.kept.say(told)
        self.earlier.say_stays(stays)
        self.home.setVisible(has_brought)
        self.choose.be_look("quiet" if has_brought else "primary")
        self.focus_first()

    def _on_earlier(self, earlier: tuple[Earlier, ...]) -> None:
        self.earlier.show_earlier(earlier)
        follow_the_eye(self)

    def _on_busy(self, words: str) -> None:
        self.busy.setText(words)
        self.busy.setVisible(bool(words))
        self.choose.setEnabled(not words)
        self.bring.setEnabled(not words and self._count > 0)
        for part in (self.asking, self.clear, self.earlier):
            part.setEnabled(not words)

    def _on_problem(self, words: str) -> None:
        self.problem.say(words)
        self.focus_first()

    def _forget(self) -> None:
        """What was looked through, and what was said, goes."""
        self._count = 0
        for one in (*self._looked, self.home):
            one.hide()
        for shown in self.what:
            shown.show()
        self.problem.say("")
        self.kept.say("")
        self.earlier.say_stays(())
        self.choose.be_look("primary")
