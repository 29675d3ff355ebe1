"""Every page of the desk and the doorstep, each with what makes most stand on it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui import places
from ui.desk.hand_out import HandOutPage
from ui.desk.settings import SettingsPage
from ui.doorstep.kit_back import KitBackPage
from ui.doorstep.recover import RecoverPage
from ui.doorstep.unlock import UnlockPage
from ui.places import Place
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
    "home": (lambda _: places.Home(), trouble, True),
    "home-nothing-found": (lambda _: places.Home(), search, True),
    "home-only-next": (lambda _: places.Home(only_next=True), nothing, True),
    "new-case": (lambda _: places.NewCase("Anna"), nothing, True),
    "import": (lambda _: places.ImportAt(), nothing, True),
    "case": (lambda case: places.CaseAt(case), whole_text, True),
    "hand-out": (lambda case: places.HandOutAt(case), to_another, True),
    "history": (lambda case: places.HistoryAt(case), nothing, True),
    "settings": (lambda _: places.SettingsAt(), new_codes, True),
    "sheet": (lambda _: places.Sheet(), nothing, True),
    "pause": (lambda _: places.PauseAt(), nothing, True),
}
"""The place, given a case; what is done there; whether the vault is open."""
