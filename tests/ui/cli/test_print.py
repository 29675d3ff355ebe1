"""`rygsaek print …` from the press to the caseworker's word, against a printer that can go wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rygsaek.casework import cases
from tests.support import wired
from tests.support.printer import SimulatedPrinter, until
from tests.support.terminals import Terminal


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[SimulatedPrinter]:
    with SimulatedPrinter(tmp_path / "printer").on() as simulated:
        yield simulated


@pytest.fixture
def case(user: Terminal) -> str:
    with wired.reopened(user.profile) as desk:
        made = cases.create_case(desk, wired.answers("borger"))
        cases.fill_form(desk, made, "samarbejdsaftale", wired.answers("samarbejdsaftale"))
    return made


def test_a_case_that_is_not_here_and_a_list_without_papers_are_told_as_such(user: Terminal, case: str) -> None:
    assert "Sagen findes ikke" in user.run("print", "submit", "ukendt", "samarbejdsaftale", "--printer", "ingen").err
    assert "ingen papirer" in user.run("print", "list", case).err


def test_a_paper_is_submitted_listed_and_confirmed(user: Terminal, case: str, printer: SimulatedPrinter) -> None:
    sent = user.run("print", "submit", case, "samarbejdsaftale", "--printer", printer.uri, "--short")
    assert sent.code == 0, sent.err
    (listed,) = user.run("print", "list", "--json").data
    assert listed["id"] == sent.last and listed["state"] == "sent" and listed["question"] == "Kom siden ud?"
    assert len(printer.pages()) == listed["pages"] == 1
    assert user.run("print", "confirm", sent.last).out.strip() == "Papiret kom ud."
    (listed,) = user.run("print", "list", case, "--json").data
    assert listed["state"] == "confirmed" and "Papiret kom ud." in user.run("print", "list").out
    shown = user.run("case", "access-log", case, "--json").out
    assert '"print"' in shown


def test_a_printer_that_is_off_ends_with_three_and_a_retry_sends_the_same_paper(
    user: Terminal, case: str, printer: SimulatedPrinter
) -> None:
    printer.stop()
    sent = user.run("print", "submit", case, "samarbejdsaftale", "--printer", printer.uri)
    assert sent.code == 3 and "Printeren svarer ikke. Er den tændt, og sidder kablet i?" in sent.err
    printer.start()
    again = user.run("print", "retry", sent.last)
    assert again.code == 0, again.err
    assert again.last == sent.last
    until(printer.documents)
    assert len(printer.documents()) == 1


def test_what_one_command_has_sent_the_next_one_lets_go_on(user: Terminal, case: str, printer: SimulatedPrinter) -> None:
    printer.tell("media-empty")
    first = user.run("print", "submit", case, "samarbejdsaftale", "--printer", printer.uri)
    assert first.code == 0 and "Der er ikke mere papir." in first.err
    assert user.run("print", "list", "--json").data[0]["reason"] == "paper"
    printer.tell("ok")
    until(printer.documents)
    partly = user.run("print", "confirm", first.last, "--none")
    assert "Tryk på Print igen" in partly.out


def test_no_printer_is_ever_guessed(user: Terminal, case: str, printer: SimulatedPrinter) -> None:
    assert user.run("print", "submit", case, "samarbejdsaftale").code == 2
    assert user.run("print", "submit", case, "samarbejdsaftale", "--printer", "findes-ikke").code == 3
    assert user.run("print", "submit", case, "samarbejdsaftale", "--printer", "http://et-sted/").code == 3
    assert user.run("print", "submit", case, "netvaerkskort", "--printer", printer.uri).code == 1
    assert user.run("print", "retry", "findes-ikke").code == 1
    assert printer.pages() == []


def test_a_leaflet_is_found_on_the_shelf_and_printed(user: Terminal, case: str, printer: SimulatedPrinter) -> None:
    shelf = user.profile / "kommune" / "hylde"
    shelf.mkdir(parents=True)
    (shelf / "gaeld.txt").write_text("Gratis hjælp til gæld.", "utf-8")
    (shelf / "krise.pdf").write_bytes(b"%PDF-1.7 i stykker")
    sent = user.run("shelf", "print", "gaeld.txt", "--printer", printer.uri)
    assert sent.code == 0, sent.err
    assert len(printer.pages()) == 1
    assert [one["name"] for one in user.run("shelf", "list", "gratis", "--json").data] == ["gaeld.txt"]
    assert "kan ikke printes" in user.run("shelf", "list").out


def test_a_named_paper_is_listed_with_its_row_and_submitted(user: Terminal, case: str, printer: SimulatedPrinter) -> None:
    areas = [{"omraade": "bolig", "modtager": "Ida Friis", "overtager": "Huslejen."}]
    with wired.reopened(user.profile) as desk:
        cases.fill_form(desk, case, "overgang", {"omraader": areas})
    offered = user.run("print", "papers", case, "overgang", "--json").data
    assert [(one["paper"], one["copy"], one["recipient"]) for one in offered] == [
        ("min_overgang", "citizen", ""), ("overdragelse", "third", "Ida Friis"),
    ]  # fmt: skip
    sent = user.run("print", "submit", case, "overgang", "--paper", "min_overgang", "--printer", printer.uri)
    assert sent.code == 0, sent.err
    until(printer.documents)
