"""The office's sheets from the window, at a real printer: no office before somebody has its key, and no sheet too late."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from forms.pdf.office_sheets import KIT_TITLE
from rygsaek.errors import InputError, PrinterError
from rygsaek.paper.exits import Exits
from rygsaek.paper.ipp_printer import IppPrinter
from rygsaek.paper.print_queue import PrintQueue
from sync.office import founding
from sync.office.revoking import Revoked
from tests.support.central import Central
from tests.support.papers import text_of
from tests.support.printer import SimulatedPrinter, until
from tests.support.staff import Staff, Staffroom
from ui.presenters.office_source import DeskOffice, revoked_words

NOBODY = "ipp://localhost:9/ipp/print"


class Founder:
    """Lise, before there is an office."""

    def __init__(self, lise: Staff) -> None:
        self.staff = lise
        self.queue = PrintQueue(lise.desk.vault, IppPrinter(None, timeout_s=2.0), lise.desk.now)
        self.exits = Exits(lise.desk, self.queue)

    def window(self) -> DeskOffice:
        """The page's facts and deeds, as a fresh page has them."""
        return DeskOffice(self.staff.line, lambda: self.exits, tuple)

    def jobs(self) -> list[str]:
        return [one.stands for one in self.queue.jobs()]


@pytest.fixture
def lise(hire: Staffroom) -> Founder:
    return Founder(hire("Lise Holm"))


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[SimulatedPrinter]:
    with SimulatedPrinter(tmp_path / "printer").on() as simulated:
        yield simulated


def test_a_printer_that_does_not_answer_makes_no_office_and_prints_nothing_later(lise: Founder, central: Central) -> None:
    with pytest.raises(PrinterError) as gone:
        lise.window().print_kit(central.url, "Bærbar", NOBODY)
    assert gone.value.advice
    assert lise.window().view().state == "none" and lise.jobs() == ["cancelled"]
    assert founding.held(lise.staff.line) is None


def test_the_office_is_made_when_somebody_has_both_sheets_and_a_locked_window_still_asks(
    lise: Founder, central: Central, printer: SimulatedPrinter
) -> None:
    printer.tell("media-empty")
    assert "papir" in lise.window().print_kit(central.url, "Bærbar", printer.uri)
    assert lise.window().view().state == "printed", "also on a page made anew"
    assert founding.held(lise.staff.line) is None
    assert lise.window().kit_came_out(False).state == "none"
    assert lise.jobs() == ["cancelled"], "the key of no office"
    printer.tell("ok")
    assert lise.window().print_kit(central.url, "Bærbar", printer.uri) == ""
    assert lise.window().view().state == "printed"
    lise.queue.hold_all()  # the window locks while somebody walks to the printer
    view = lise.window().kit_came_out(True)
    assert (view.state, view.is_lead) == ("member", True)
    (document,) = until(printer.documents)
    assert [KIT_TITLE in page for page in text_of(document)] == [True, True]
    with pytest.raises(PrinterError):
        lise.window().print_invite(lise.window().invite(), NOBODY)
    assert lise.jobs() == ["cancelled", "confirmed", "cancelled"]
    for came, stands in ((False, "cancelled"), (True, "confirmed")):
        sent = lise.window().print_invite(lise.window().invite(), printer.uri)
        assert (sent.trouble, lise.jobs()[-1]) == ("", "sent"), "nobody has seen it yet"
        lise.window().invite_came_out(sent.job, came)
        assert lise.jobs()[-1] == stands


def test_a_yes_for_sheets_that_no_printer_has_is_not_believed(lise: Founder, central: Central) -> None:
    made = founding.prepare(lise.staff.line, central.url, lise.staff.label)
    founding.ask_for(lise.staff.line, made.founding, lise.exits.print_sheet(NOBODY, KIT_TITLE, 2, b"%PDF-1.4"))
    with pytest.raises(InputError) as refused:  # killed before anything was sent
        lise.window().kit_came_out(True)
    assert refused.value.advice == "Svar nej, og print dem igen."
    assert lise.window().kit_came_out(False).state == "none"


def test_what_follows_of_a_laptop_that_is_locked_out_counts_one_case_as_one() -> None:
    assert revoked_words(Revoked((), ("a",), ("b", "c"))) == (
        "Computeren er lukket ude. Det, den ikke har sendt, afleverer den, når den får net."
        " 1 sag får ny nøgle, når kollegerne sender og henter. 2 sager har ingen anden. Brug »Åbn en kollegas sager«."
    )
