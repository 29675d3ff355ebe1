"""The whole job from the command line, without a window: a vault, a case, its papers, a printer, what happened, a backup."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command_line import Terminal
from tests.support.foreign_files import jpeg
from tests.support.printer import SimulatedPrinter
from tests.support.terminals import Terminal as TerminalHere
from tests.support.wired import answers, new_desk, reopened

WORDS = "seks helt almindelige danske ord her"
FORMS = ("netvaerkskort", "samarbejdsaftale", "samtykke", "besoeg")


@pytest.fixture
def user(tmp_path: Path) -> TerminalHere:
    """A user at a machine of their own, with a vault, whose commands run in this process."""
    found = TerminalHere(tmp_path, WORDS)
    with new_desk(found.profile):
        return found


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[SimulatedPrinter]:
    simulated = SimulatedPrinter(tmp_path / "printer")
    simulated.start()
    yield simulated
    simulated.stop()


@pytest.mark.timeout(400)
def test_a_case_is_made_filled_shown_printed_confirmed_and_backed_up(tmp_path: Path, printer: SimulatedPrinter) -> None:
    terminal = Terminal(tmp_path, WORDS)
    said = terminal.done("vault", "create", "--sheet", "noegleark.pdf", "--name", "Lise Holm", "--phone", "12345678")
    assert "klar" in said.out
    assert (terminal.work / "noegleark.pdf").read_bytes().startswith(b"%PDF-")
    terminal.ask_cheaply()
    case = terminal.done("case", "create", terminal.write("borger.json", answers("borger"))).last
    for form in FORMS:
        terminal.done("case", "fill", case, form, terminal.write(f"{form}.json", answers(form)))
    shown = terminal.done("case", "show", case, "--json").data
    assert {one["form"] for one in shown["documents"]} == {"borger", *FORMS}
    assert shown["citizen"]["name"] == "Anna Nordvang"
    job = terminal.done("print", "submit", case, "samarbejdsaftale", "--short", "--printer", printer.uri).last
    (document,) = printer.documents()
    assert document.startswith(b"%PDF-")
    terminal.done("print", "confirm", job)
    again = terminal.done("case", "show", case, "--json").data
    agreement = next(one for one in again["documents"] if one["form"] == "samarbejdsaftale")
    assert agreement["printed"] == "1" and not agreement["is_unprinted"]
    assert "Karen Nordvang" in terminal.done("case", "history", case).out
    assert terminal.done("case", "history", case, "aktuel_situation", "--json").data
    assert any(line["what"] == "print" for line in terminal.done("case", "access-log", case, "--json").data)
    citizen = terminal.done("case", "access-log", case, "--citizen").out
    assert "Et papir blev printet" in citizen and "Lise" not in citizen
    (terminal.work / "6701801234 Anna.jpg").write_bytes(jpeg())
    attachment = terminal.done("case", "attach", case, "6701801234 Anna.jpg").last
    (listed,) = terminal.done("case", "attachments", case, "--json").data
    assert listed["id"] == attachment and listed["title"].startswith("Bilag 1, ") and listed["is_here"]
    terminal.done("case", "save-attachment", case, attachment, "-o", "bilag.pdf")
    assert (terminal.work / "bilag.pdf").read_bytes().startswith(b"%PDF-")
    refused = terminal.run("case", "attach", case, terminal.write("noter.txt", {}))
    assert refused.code == 1 and "Vælg en PDF eller et billede" in refused.err
    terminal.done("forms", "render", "netvaerkskort", "-o", "blank.pdf", "--blank")
    scan = terminal.done("scan", "take", "blank.pdf").last
    assert "--form netvaerkskort" in terminal.done("scan", "tray").out
    terminal.done("scan", "file", scan, case, "--form", "netvaerkskort")
    assert len(terminal.done("case", "attachments", case, "--json").data) == 2
    terminal.done("case", "export", case, "udleveret")
    assert (terminal.work / "udleveret" / "bilag-01.pdf").is_file()
    assert (terminal.work / "udleveret" / "indhold.json").exists()
    assert len(list((terminal.work / "udleveret").glob("papir-*.pdf"))) == 1 + len(FORMS)
    assert terminal.done("vault", "check").out.strip().endswith("Alt er i orden.")
    terminal.done("vault", "backup", "kopi.rygsaek")
    other = Terminal(terminal.folder / "ny-maskine", WORDS)
    other.done("vault", "restore", str(terminal.work / "kopi.rygsaek"))
    assert other.done("case", "show", case, "--json").data["citizen"]["name"] == "Anna Nordvang"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"navn": "Anna", "findes_ikke": 1}, "answer.unknown_field"),
        ({"navn": 7}, "answer.wrong_type"),
        (["Anna"], "answer.wrong_type"),
    ],
)
def test_answers_that_cannot_be_used_are_refused_by_code_and_write_nothing(user: TerminalHere, told: object, code: str) -> None:
    said = user.run("case", "create", user.write("svar.json", told))
    assert (said.code, said.out) == (1, "") and code in said.err and "Traceback" not in said.err
    assert user.done("case", "list", "--json").data == []


def test_wrong_words_open_nothing_and_end_with_three(user: TerminalHere) -> None:
    stranger = TerminalHere(user.folder / "fremmed", "seks ganske andre danske ord her")
    stranger.profile = user.profile
    said = stranger.run("case", "list")
    assert (said.code, said.out) == (3, "") and said.err and "Traceback" not in said.err


def test_a_second_process_beside_an_open_one_is_told_so(user: TerminalHere) -> None:
    other = Terminal(user.folder / "anden", WORDS)
    other.profile = user.profile
    with reopened(user.profile):
        said = other.run("case", "list")
    assert said.code == 3 and "åben" in said.err
