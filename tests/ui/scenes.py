"""Every page of the desk and the doorstep, each with what makes most stand on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui import places
from ui.desk.hand_out import HandOutPage
from ui.desk.handed import HandedPage
from ui.desk.recovery import RecoveryPage
from ui.desk.settings import SettingsPage
from ui.doorstep.kit_back import KitBackPage
from ui.doorstep.recover import RecoverPage
from ui.doorstep.unlock import UnlockPage
from ui.places import Place
from ui.presenters.case import Happened
from ui.presenters.handed import HandedCase
from ui.presenters.handed_words import CLAIMED
from ui.presenters.recovery import Asked, Named, RecoveryView
from ui.shell import Shell

Act = Callable[[Shell], None]


def nothing(shell: Shell) -> None:
    """The page as it opens."""


def open_words(shell: Shell) -> None:
    page = shell.window.page
    page._presenter.say_who("Lise Holm", "", "")  # type: ignore[union-attr]


def open_repeat(shell: Shell) -> None:
    open_words(shell)
    page = shell.window.page
    page._presenter.keep_words()  # type: ignore[union-attr]
    page._presenter.repeat("kaffe")  # type: ignore[union-attr]


def wrong_words(shell: Shell) -> None:
    page = shell.window.page
    assert isinstance(page, UnlockPage)
    page._on_problem("Det er ikke de rigtige ord.", "Tjek rækkefølgen, og prøv igen. Du kan trykke på Vis.")
    page._on_waiting(32)


def wrong_sheet(shell: Shell) -> None:
    page = shell.window.page
    assert isinstance(page, RecoverPage)
    page._presenter.give_sheet("ABCDE")


def wrong_kit(shell: Shell) -> None:
    page = shell.window.page
    assert isinstance(page, KitBackPage)
    page._presenter.give("ABCDE", "", "", "")


def no_store(shell: Shell) -> None:
    page = shell.window.page
    assert isinstance(page, KitBackPage)
    page._on_step("stuck")
    page._on_problem("stuck", "Serveren svarer ikke. Prøv igen, når der er net. Alt er gemt på computeren.")


def lease_ended(shell: Shell) -> None:
    page = shell.window.page
    assert isinstance(page, UnlockPage)
    page._on_problem("Computeren har ikke haft kontakt med kontoret siden fredag den 13. november 2026, og må ikke åbnes nu.",
                     "Gå på nettet, og lås op igen. Alt er gemt. Er datoen forkert, så stil uret.")  # fmt: skip
    page._on_lease_ended(True)


def handed_over(shell: Shell) -> None:
    page = shell.window.page
    assert isinstance(page, HandedPage)
    page._on_waiting((
        HandedCase("a", "A. N.", "Bo Krag, Bærbar nummer 2 og Eva Lund, Bærbar nummer 3", "2 ændringer."),
        HandedCase("b", "B. K.", "Bo Krag, Bærbar", "1 stykke kan ikke læses her endnu. Send og hent, og se igen.", False),
        HandedCase("c", "C. A.", "Bo Krag, Bærbar", "31 ændringer og 1 bilag.", True, CLAIMED),
    ))  # fmt: skip
    page.cards["a"].show_lines((Happened("Rettede: Hvor er du for tiden? Hos sin far", "Bo Krag, i dag kl. 10.14"),))
    page.cards["b"]._on_drop()


def two_leads(shell: Shell) -> None:
    page = shell.window.page
    assert isinstance(page, RecoveryPage)
    page._on_view(RecoveryView((Named("a", "Eva Lund, lukket ude (12 sager)"),), (Named("b", "Denne computer"),), needs_two=True))
    page._presenter.choose(Path("kontornøgle.pdf"))
    page.sign.show_asked(Asked("Bo Krag, Bærbar", "2 sager. Bagefter kan disse skrive i dem: Bo Krag, Bærbar og Eva Lund."))


def search(shell: Shell) -> None:
    shell.window.page._on_found("udlejer", ())  # type: ignore[union-attr]


def new_codes(shell: Shell) -> None:
    page = shell.window.page
    assert isinstance(page, SettingsPage)
    page.keys.pin.show()
    page.keys.words.show()


def trouble(shell: Shell) -> None:
    shell.window.notice.trouble("Disken er fuld.", "Slet noget, du ikke skal bruge. Det, du skrev, står her stadig.")


def whole_text(shell: Shell) -> None:
    for one in shell.window.page.findChildren(QWidget):  # type: ignore[union-attr]
        if one.accessibleName() == "Vis som tekst":
            one.click()  # type: ignore[attr-defined]


def to_another(shell: Shell) -> None:
    page = shell.window.page
    assert isinstance(page, HandOutPage)
    page.to.copies_for["third"].click()
    page._handing.choose(recipient="Kirsten Ukendt")
    page._handing.ask_now()


SCENES: dict[str, tuple[Callable[[str], Place], Act, bool]] = {
    "create": (lambda _: places.Create(), nothing, False),
    "create-words": (lambda _: places.Create(), open_words, False),
    "create-repeat": (lambda _: places.Create(), open_repeat, False),
    "unlock": (lambda _: places.Unlock("Rygsækken er hentet."), wrong_words, False),
    "recover": (lambda _: places.Recover(), wrong_sheet, False),
    "restore": (lambda _: places.Restore(), nothing, False),
    "kit-back": (lambda _: places.KitBack(), wrong_kit, False),
    "kit-back-stuck": (lambda _: places.KitBack(), no_store, False),
    "unlock-lease": (lambda _: places.Unlock(), lease_ended, False),
    "handed": (lambda _: places.HandedAt(), handed_over, True),
    "recovery": (lambda _: places.RecoveryAt(), two_leads, True),
    "home": (lambda _: places.Home(), trouble, True),
    "home-nothing-found": (lambda _: places.Home(), search, True),
    "home-only-next": (lambda _: places.Home(only_next=True), nothing, True),
    "new-case": (lambda _: places.NewCase("Anna"), nothing, True),
    "import": (lambda _: places.ImportAt(), nothing, True),
    "case": (lambda case: places.CaseAt(case), whole_text, True),
    "copy-paper": (lambda case: places.CopyAt(case, "samtykke", "3/4-2025"), nothing, True),
    "hand-out": (lambda case: places.HandOutAt(case), to_another, True),
    "history": (lambda case: places.HistoryAt(case), nothing, True),
    "settings": (lambda _: places.SettingsAt(), new_codes, True),
    "sheet": (lambda _: places.Sheet(), nothing, True),
    "pause": (lambda _: places.PauseAt(), nothing, True),
}
"""The place, given a case; what is done there; whether the vault is open."""
