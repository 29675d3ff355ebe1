"""Åbn en kollegas sager: the leads' page for when somebody is ill or gone. Reached from the office's page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.desk.desk_page import DeskPage
from ui.desk.part_card import PartCard, Parts
from ui.file_dialogs import ask_picture, ask_request, ask_target
from ui.parts.pick import Pick
from ui.parts.widgets import Body, Button, Entry, Heading, Note, Row, Text
from ui.places import OfficeAt, RecoveryAt
from ui.presenters.recovery import Asked, RecoveryPresenter, RecoveryView
from ui.tasks import Scope

WHAT_IT_IS = (
    "Er en kollega syg eller holdt op, kan I åbne deres sager med kontornøglen fra det låste skab. "
    "Alle, der har sagerne, kan se, at I har gjort det."
)
ALONE = "Du er kontorets eneste leder. Derfor er det nok, at du har kontornøglen."
TWO = (
    "I skal være to ledere. Tal sammen først. Så spørger du her, og den anden leder siger ja på sin computer, på siden her. "
    "Du kan også gemme en fil til den anden leder. Filen åbner ikke noget selv."
)
NOBODY = "Ingen andre i kontoret har sager."
NO_LEAD = "Det er kun for ledere. Bed en leder om at gøre det."
REQUEST = "kontornøgle.rygsaek-ja"
OPEN, ASK, SAVE = "Åbn sagerne", "Spørg den anden leder", "Gem filen til en leder mere"
AskTarget = Callable[[QWidget, str], Path | None]
AskFile = Callable[[QWidget], Path | None]


class RecoveryPage(DeskPage):
    """The first lead's card above, the second's under it."""

    def __init__(
        self,
        place: RecoveryAt,
        runner: Scope,
        presenter: RecoveryPresenter,
        ask_kit: AskFile = ask_picture,
        ask_where: AskTarget = ask_target,
        ask_signed: AskFile = ask_request,
    ) -> None:
        super().__init__(place, runner, "Åbn en kollegas sager", back=OfficeAt(), back_text="Kontoret")
        self._presenter = presenter
        column = self.add_column(width=760, gap=24)
        self.none = Note("", "told")
        self.open, self.sign = OpenCard(presenter, ask_kit, ask_where), SignCard(presenter, ask_signed)
        self._parts = Parts(self, {"open": self.open, "sign": self.sign})
        for one in (Heading("Åbn en kollegas sager", 1), Body(WHAT_IT_IS), self.none, self.open, self.sign):
            column.box.addWidget(one)
        column.box.addStretch(1)
        for card in (self.open, self.sign):
            card.hide()
        presenter.view.listen(self._on_view)
        presenter.chosen.listen(self.open.show_chosen)
        presenter.asked.listen(self.sign.show_asked)
        presenter.told.listen(self._on_told)
        presenter.problem.listen(self._on_problem)
        presenter.busy.listen(self._parts.set_busy)

    def enter(self) -> None:
        self._presenter.begin()

    def focus_first(self) -> None:
        if self.open.isHidden():
            super().focus_first()
        else:
            self.open.owners.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_view(self, view: RecoveryView) -> None:
        self.none.say(NO_LEAD if not view.is_lead else "" if view.owners else NOBODY)
        self.open.show_view(view)
        self.sign.setVisible(view.is_lead and view.needs_two)
        self.focus_first()
        if view.asked is not None:
            self.sign.show_asked(view.asked)

    def _on_told(self, part: str, said: str) -> None:
        if part == "sign":
            self.sign.show_asked(None)
        self._parts.say_kept(part, said)

    def _on_problem(self, part: str, said: str) -> None:
        if self._parts[part].isHidden():
            self.none.say(said)
        else:
            self._parts.say_problem(part, said)


class OpenCard(PartCard):
    """Whose cases, for whom, and the key."""

    def __init__(self, presenter: RecoveryPresenter, ask_kit: AskFile, ask_where: AskTarget) -> None:
        super().__init__("Hvis sager skal åbnes?")
        self._presenter, self._ask_kit, self._ask_where = presenter, ask_kit, ask_where
        self._needs_two = False
        self.owners, self.targets = Pick(), Pick()
        self.number = Entry("Kun én borger? Skriv CPR-nummeret", help_text="Lad feltet stå tomt, hvis I skal åbne alle.")
        self.pick = Button("Vælg fil eller billede", self._on_pick, name="Vælg filen eller et billede af kontornøglen")
        self.read = Note("", "told")
        self.code = Entry("Eller skriv kontornøglens grupper", help_text="Mellemrum og store bogstaver er lige meget.")
        self.rule = Body("", "muted")
        self.seconds = Pick()
        self.second = Entry("Hvilken leder skal også sige ja?", self.seconds)
        self.go_on = Button(OPEN, self._on_open, look="primary")
        self.save = Button(SAVE, self._on_save)
        self.add(
            Entry("Kollegaen", self.owners),
            self.number,
            Entry("Hvem skal have sagerne?", self.targets),
            Row(self.pick),
            self.read,
            self.code,
            self.rule,
            self.second,
            Row(self.go_on, self.save),
        )

    def show_view(self, view: RecoveryView) -> None:
        """Offers what there is."""
        self._needs_two = view.needs_two
        self.owners.offer([one.name for one in view.owners], [one.value for one in view.owners])
        self.targets.offer([one.name for one in view.targets], [one.value for one in view.targets])
        self.rule.setText(TWO if view.needs_two else ALONE)
        self.seconds.offer([one.name for one in view.seconds], [one.value for one in view.seconds])
        self.go_on.say(ASK if view.needs_two else OPEN)
        self.go_on.setAccessibleName(ASK if view.needs_two else OPEN)
        for one in (self.second, self.save):
            one.setVisible(view.needs_two)
        self.setVisible(view.is_lead and bool(view.owners))

    def show_chosen(self, name: str) -> None:
        """Which file the key is read from; "" when it has done its work, and what was typed goes too."""
        self.read.say(f"Kontornøglen bliver læst fra »{name}«." if name else "")
        self.code.line.clear()
        if not name:
            self.number.line.clear()

    def set_busy(self, is_busy: bool) -> None:
        super().set_busy(is_busy)
        for one in (self.pick, self.go_on, self.save):
            one.setEnabled(not is_busy)

    def _on_pick(self) -> None:
        found = self._ask_kit(self)
        if found is not None:
            self._presenter.choose(found)

    def _on_open(self) -> None:
        self._open(second=self.seconds.chosen() if self._needs_two else "")

    def _on_save(self) -> None:
        request = self._ask_where(self, REQUEST)
        if request is not None:
            self._open(request=request)

    def _open(self, request: Path | None = None, second: str = "") -> None:
        owner, target = self.owners.chosen(), self.targets.chosen()
        self._presenter.open(owner, self.number.text(), target, self.code.text(), request, second)


class SignCard(PartCard):
    """What another lead asks for, and a yes to it."""

    def __init__(self, presenter: RecoveryPresenter, ask_signed: AskFile) -> None:
        super().__init__("Har en anden leder bedt dig sige ja?")
        self._presenter, self._ask_signed = presenter, ask_signed
        self.pick = Button("Vælg filen fra den anden leder", self._on_pick)
        self.first, self.told = Text("", "strong"), Body("")
        self.agreed = Body("Tal med den anden leder først. Sig kun ja til det, I har aftalt.")
        self.no = Button("Nej, lad dem være", presenter.decline)
        self.yes = Button("Ja, det er aftalt. Åbn dem", presenter.countersign, name="Ja, det er aftalt. Åbn sagerne")
        self.choice = Row(self.no, self.yes)
        self._asked = (self.first, self.told, self.agreed, self.choice)
        self.add(Row(self.pick), *self._asked)
        for one in self._asked:
            one.hide()

    def show_asked(self, asked: Asked | None) -> None:
        """What is asked for; None takes it away. There is no way back from a yes, so the safer answer has the focus."""
        for one in self._asked:
            one.setVisible(asked is not None)
        if asked is None:
            self.pick.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.first.setText(f"{asked.first} beder om at åbne:")
        self.told.setText(asked.told)
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, is_busy: bool) -> None:
        super().set_busy(is_busy)
        for one in (self.pick, self.no, self.yes):
            one.setEnabled(not is_busy)

    def _on_pick(self) -> None:
        found = self._ask_signed(self)
        if found is not None:
            self._presenter.read_request(found)
