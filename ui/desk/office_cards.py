"""The parts of the office's page, each a card that says itself what came of what was pressed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.desk.part_card import PartCard
from ui.parts.pick import Pick
from ui.parts.widgets import Body, Button, ButtonLook, Entry, Line, Row, Text, px
from ui.presenters.office import Applicant, Laptop, OfficePresenter, OfficeView, Waiting

KIT_FILE = "kontornøgle.pdf"
BACK = "Med arket fra det låste skab bliver denne computer leder, og de sager, som ingen andre har, kommer tilbage hertil."
SAME = (
    "En på kontoret hedder det samme. Er det personens nye computer, så luk den ind som samme person. "
    "Sagerne følger med, når personen har sagt ja til den på sin gamle computer."
)
AskTarget = Callable[[QWidget, str], Path | None]
AskPicture = Callable[[QWidget], Path | None]


class CodeCard(PartCard):
    """A code from a sheet, typed or in a picture."""

    def __init__(
        self, title: str, told: str, use_text: str, use: Callable[[str, str], None], use_picture: Callable[[Path, str], None],
        ask_picture: AskPicture, look: ButtonLook = "quiet",
    ) -> None:  # fmt: skip
        super().__init__(title)
        self._use, self._use_picture, self._ask_picture = use, use_picture, ask_picture
        self.code = Entry("Koden", help_text="Skriv den hele: adressen, tegnet # og grupperne. Store og små bogstaver er ens.")
        self.laptop = Entry("Hvad skal kollegerne kalde denne computer?")
        self.use = Button(use_text, self._on_use, look=look)
        self.picture = Button("Vælg et billede af koden", self._on_picture, name=f"{title}: Vælg et billede af koden")
        if told:
            self.add(Body(told))
        self.add(self.code, self.laptop, Row(self.use, self.picture))
        for one in (self.code, self.laptop):
            one.line.returnPressed.connect(self._on_use)

    def set_busy(self, is_busy: bool) -> None:
        super().set_busy(is_busy)
        for one in (self.use, self.picture):
            one.setEnabled(not is_busy)

    def _on_use(self) -> None:
        if self.use.isEnabled():
            self._use(self.code.text(), self.laptop.text())

    def _on_picture(self) -> None:
        found = self._ask_picture(self)
        if found is not None:
            self._use_picture(found, self.laptop.text())


class JoinCard(CodeCard):
    """An invite."""

    def __init__(self, presenter: OfficePresenter, ask_picture: AskPicture) -> None:
        super().__init__("Jeg har en invitation", "", "Tilslut kontoret", presenter.join, presenter.join_by_picture, ask_picture,
                         "primary")  # fmt: skip


class BackCard(CodeCard):
    """The office's key, on a fresh machine."""

    def __init__(self, presenter: OfficePresenter, ask_picture: AskPicture) -> None:
        super().__init__("Kontorets computer er væk", BACK, "Brug kontornøglen", presenter.come_back,
                         presenter.come_back_by_picture, ask_picture)  # fmt: skip


class FoundCard(PartCard):
    """A new office: its key on paper first."""

    def __init__(self, presenter: OfficePresenter, ask_target: AskTarget) -> None:
        super().__init__("Er I de første på kontoret?")
        self._presenter, self._ask_target = presenter, ask_target
        self.server = Entry("Serverens adresse", help_text="Den får du af it.")
        self.laptop = Entry("Hvad skal kollegerne kalde denne computer?")
        self.printer = Pick()
        self.choice = Entry("Printer", self.printer)
        self.choice.hide()
        self.print = Button("Lav kontoret, og print nøglen", self._on_print)
        self.save = Button("Gem nøglen som fil", self._on_save)
        self.add(
            Body("Så lav kontoret her, og du bliver leder. Først printer vi kontornøglen: to ens ark til to låste skabe."),
            self.server,
            self.laptop,
            self.choice,
            Row(self.print, self.save),
        )

    def show_printers(self, names: tuple[str, ...]) -> None:
        """Offers them, the known one first."""
        self.printer.offer(names)
        self.choice.setVisible(len(names) > 1)
        self.print.setVisible(bool(names))

    def set_busy(self, is_busy: bool) -> None:
        super().set_busy(is_busy)
        for one in (self.print, self.save):
            one.setEnabled(not is_busy)

    def _on_print(self) -> None:
        self._presenter.print_kit(self.server.text(), self.laptop.text(), self.printer.chosen())

    def _on_save(self) -> None:
        target = self._ask_target(self, KIT_FILE)
        if target is not None:
            self._presenter.save_kit(self.server.text(), self.laptop.text(), target)


class PrintedCard(PartCard):
    """The two sheets are in the printer: the office is made when somebody has them, and not before."""

    def __init__(self, presenter: OfficePresenter) -> None:
        super().__init__("Kom begge ark ud?")
        self.yes = Button("Ja", lambda: presenter.kit_came_out(True), look="primary", name="Kom begge ark ud? Ja")
        self.no = Button("Nej", lambda: presenter.kit_came_out(False), name="Kom begge ark ud? Nej")
        self.add(
            Body("Se efter i printeren, før du svarer. Kontoret bliver først lavet, når du har begge ark i hånden."),
            Body("Svarer du nej, gælder arkene ikke. Makuler det, der kom ud, og print igen.", "muted"),
            Row(self.yes, self.no),
        )

    def set_busy(self, is_busy: bool) -> None:
        super().set_busy(is_busy)
        for one in (self.yes, self.no):
            one.setEnabled(not is_busy)


class KitCard(PartCard):
    """An office that a kill left half made: its sheets hold."""

    def __init__(self, presenter: OfficePresenter) -> None:
        super().__init__("Kontoret er næsten lavet")
        self.finish = Button("Gør det færdigt", presenter.finish, look="primary")
        self.add(Body("Kontornøglen er på papir, og den gælder. Der mangler kun svar fra serveren."), Row(self.finish))

    def set_busy(self, is_busy: bool) -> None:
        super().set_busy(is_busy)
        self.finish.setEnabled(not is_busy)


class WaitingCard(PartCard):
    """The six words that the lead must see too."""

    def __init__(self, presenter: OfficePresenter) -> None:
        super().__init__("Læs dine seks ord højt for din leder")
        self.words = Text("", "words")
        self.look = Button("Er jeg lukket ind?", presenter.look, look="primary")
        self.give_up = Button("Jeg venter ikke mere", presenter.give_up)
        self.add(
            self.words,
            Body("Din leder ser også seks ord. Er de ens, lukker din leder dig ind. Er de ikke ens, så stop, og ring til it."),
            Row(self.look, self.give_up),
        )

    def show_view(self, view: OfficeView) -> None:
        """Shows the words."""
        self.words.setText("  ".join(view.words))

    def set_busy(self, is_busy: bool) -> None:
        super().set_busy(is_busy)
        self.look.setEnabled(not is_busy)


class ListCard(PartCard):
    """A card with a list that is made anew with each look."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._list = QWidget()
        self.lines = QVBoxLayout(self._list)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(px(12))

    def clear(self) -> None:
        """Takes every line away."""
        while (item := self.lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()


class PendingCard(ListCard):
    """Who waits, with the words that their laptop shows."""

    def __init__(self, presenter: OfficePresenter) -> None:
        super().__init__("Hvem venter på at komme ind?")
        self._presenter = presenter
        self.words: tuple[str, ...] = ()
        """All that are shown, in order."""
        self.ask = Button("Se efter", presenter.ask_pending)
        self.add(self._list, Row(self.ask))

    def show_waiting(self, waiting: Waiting) -> None:
        """Shows them. The keyboard does not go with a line that goes: what comes next on the page shuts laptops out."""
        focused = self.window().focusWidget()
        if focused is not None and self._list.isAncestorOf(focused):
            self.ask.setFocus(Qt.FocusReason.OtherFocusReason)
        self.clear()
        self.words = tuple(word for one in waiting.applicants for word in one.words)
        for one in waiting.applicants:
            self.lines.addWidget(self._line(one))
        others = f" {waiting.others} venter på en anden leder." if waiting.others else ""
        self.say_kept("" if waiting.applicants else f"Ingen venter.{others}")

    def set_busy(self, is_busy: bool) -> None:
        super().set_busy(is_busy)
        self.ask.setEnabled(not is_busy)
        self._list.setEnabled(not is_busy)

    def _line(self, one: Applicant) -> QWidget:
        card = QWidget()
        box = QVBoxLayout(card)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Text(one.name, "strong"))
        box.addWidget(Text("  ".join(one.words), "words"))
        if one.namesake:
            same = Button(
                "Luk ind som samme person",
                lambda: self._presenter.admit(one.device, same_as=one.namesake),
                name=f"Ordene er ens. Luk {one.name} ind som samme person",
            )
            box.addWidget(Body(SAME))
            box.addWidget(Row(same))
        box.addWidget(
            Row(
                Button(
                    "Ordene er ens. Luk ind", lambda: self._presenter.admit(one.device), name=f"Ordene er ens. Luk {one.name} ind"
                ),
                Button(
                    "Luk ind som leder",
                    lambda: self._presenter.admit(one.device, is_lead=True),
                    name=f"Ordene er ens. Luk {one.name} ind som leder",
                ),
                Button("Afvis", lambda: self._presenter.refuse(one.device), name=f"Afvis {one.name}"),
            )
        )
        box.addWidget(Line())
        return card


class LaptopsCard(ListCard):
    """The office's laptops, by the names that people know."""

    def __init__(self, presenter: OfficePresenter) -> None:
        super().__init__("Kontorets computere")
        self._presenter = presenter
        self.add(self._list)

    def show_view(self, view: OfficeView) -> None:
        """Shows them."""
        self.clear()
        for one in view.laptops:
            self.lines.addWidget(self._line(one))

    def set_busy(self, is_busy: bool) -> None:
        super().set_busy(is_busy)
        self._list.setEnabled(not is_busy)

    def _line(self, one: Laptop) -> QWidget:
        card = QWidget()
        box = QVBoxLayout(card)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Text(one.name, "strong"))
        if one.remark:
            box.addWidget(Body(one.remark, "muted"))
        if one.is_claimed:
            box.addWidget(Row(Button("Den er min", lambda: self._presenter.say_mine(one.device), name=f"{one.name} er min")))
        if one.is_revocable:
            longer = Button("Må være 30 dage uden net", lambda: self._presenter.lease(one.device),
                            name=f"{one.name} må være 30 dage uden net")  # fmt: skip
            box.addWidget(Row(longer))
            box.addWidget(_Revoking(one, lambda: self._presenter.revoke(one.device)))
        return card


class WrongCard(PartCard):
    """Where to go when something has gone wrong. handed: what laptops that were shut out had not sent is wanted; recover: a
    colleague's cases are."""

    handed = Signal()
    recover = Signal()

    def __init__(self) -> None:
        super().__init__("Når noget er gået galt")
        self.see_handed = Button("Se afleveret arbejde", self.handed.emit)
        self.open_cases = Button("Åbn en kollegas sager", self.recover.emit)
        self.ill = Body("Er en kollega syg eller holdt op, kan I ledere åbne deres sager med kontornøglen.")
        self.add(
            Body("Er en computer lukket ude, ligger det her, som den ikke nåede at sende. Du kan tage det med i sagen."),
            Row(self.see_handed),
            self.ill,
            Row(self.open_cases),
        )

    def show_view(self, view: OfficeView) -> None:
        """To open cases is for leads."""
        for one in (self.ill, self.open_cases):
            one.setVisible(view.is_lead)


class _Revoking(QWidget):
    """There is no way back from it, so it says so before, and the safer answer has the focus."""

    def __init__(self, one: Laptop, revoke: Callable[[], None]) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.begin = Button("Luk ude", self._on_begin, name=f"Luk {one.name} ude")
        self.told = Body("Computeren mister alle sager og bliver slettet, når den får net. Det kan ikke gøres om.")
        self.no = Button("Nej, lad den være", self._on_no)
        self.yes = Button("Luk den ude nu", revoke, name=f"Luk {one.name} ude nu")
        self.choice = Row(self.no, self.yes)
        for widget in (self.begin, self.told, self.choice):
            box.addWidget(widget)
        self.told.hide()
        self.choice.hide()

    def _on_begin(self) -> None:
        self.begin.hide()
        self.told.show()
        self.choice.show()
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_no(self) -> None:
        self.told.hide()
        self.choice.hide()
        self.begin.show()
        self.begin.setFocus(Qt.FocusReason.OtherFocusReason)
