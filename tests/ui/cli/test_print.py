"""`rygsaek print …` from the press to the caseworker's word, in processes of their own, against a printer that can go wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rygsaek.casework import cases
from tests.support import wired
from tests.support.printer import SimulatedPrinter, until

HERE = Path(__file__).parents[3]


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[SimulatedPrinter]:
    with SimulatedPrinter(tmp_path / "printer").on() as simulated:
        yield simulated


@pytest.fixture
def case(tmp_path: Path) -> str:
    with wired.new_desk(tmp_path / "profile") as desk:
        made = cases.create_case(desk, wired.answers("borger"))
        cases.fill_form(desk, made, "samarbejdsaftale", wired.answers("samarbejdsaftale"))
    return made


class Run:
    """What one command said."""

    def __init__(self, profile: Path, *arguments: str) -> None:
        command = [sys.executable, "-m", "ui.main", "--profile-dir", str(profile), "--passphrase-stdin", *arguments]
        ended = subprocess.run(
            command, input=wired.PASSPHRASE + "\n", cwd=HERE, capture_output=True, encoding="utf-8", check=False
        )
        self.code, self.out, self.err = ended.returncode, ended.stdout, ended.stderr

    @property
    def last(self) -> str:
        return self.out.splitlines()[-1]

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def test_a_case_that_is_not_here_and_a_list_without_papers_are_told_as_such(tmp_path: Path, case: str) -> None:
    profile = tmp_path / "profile"
    assert "Sagen findes ikke" in Run(profile, "print", "submit", "ukendt", "samarbejdsaftale", "--printer", "ingen").err
    assert "ingen papirer" in Run(profile, "print", "list", case).err


def test_a_paper_is_submitted_listed_and_confirmed(tmp_path: Path, case: str, printer: SimulatedPrinter) -> None:
    profile = tmp_path / "profile"
    sent = Run(profile, "print", "submit", case, "samarbejdsaftale", "--printer", printer.uri, "--short")
    assert sent.code == 0, sent.err
    (listed,) = Run(profile, "print", "list", "--json").json
    assert listed["id"] == sent.last and listed["state"] == "sent" and listed["question"] == "Kom siden ud?"
    assert len(printer.pages()) == listed["pages"] == 1
    assert Run(profile, "print", "confirm", sent.last).out.strip() == "Papiret kom ud."
    (listed,) = Run(profile, "print", "list", case, "--json").json
    assert listed["state"] == "confirmed" and "Papiret kom ud." in Run(profile, "print", "list").out
    shown = Run(profile, "case", "access-log", case, "--json").out
    assert '"print"' in shown


def test_a_printer_that_is_off_ends_with_three_and_a_retry_sends_the_same_paper(
    tmp_path: Path, case: str, printer: SimulatedPrinter
) -> None:
    profile = tmp_path / "profile"
    printer.stop()
    sent = Run(profile, "print", "submit", case, "samarbejdsaftale", "--printer", printer.uri)
    assert sent.code == 3 and "Printeren svarer ikke. Er den tændt, og sidder kablet i?" in sent.err
    printer.start()
    again = Run(profile, "print", "retry", sent.last)
    assert again.code == 0, again.err
    assert again.last == sent.last
    until(printer.documents)
    assert len(printer.documents()) == 1


def test_what_one_command_has_sent_the_next_one_lets_go_on(tmp_path: Path, case: str, printer: SimulatedPrinter) -> None:
    profile = tmp_path / "profile"
    printer.tell("media-empty")
    first = Run(profile, "print", "submit", case, "samarbejdsaftale", "--printer", printer.uri)
    assert first.code == 0 and "Der er ikke mere papir." in first.err
    assert Run(profile, "print", "list", "--json").json[0]["reason"] == "paper"
    printer.tell("ok")
    until(printer.documents)
    partly = Run(profile, "print", "confirm", first.last, "--none")
    assert "Tryk på Print igen" in partly.out


def test_no_printer_is_ever_guessed(tmp_path: Path, case: str, printer: SimulatedPrinter) -> None:
    profile = tmp_path / "profile"
    assert Run(profile, "print", "submit", case, "samarbejdsaftale").code == 2
    assert Run(profile, "print", "submit", case, "samarbejdsaftale", "--printer", "findes-ikke").code == 3
    assert Run(profile, "print", "submit", case, "samarbejdsaftale", "--printer", "http://et-sted/").code == 3
    assert Run(profile, "print", "submit", case, "netvaerkskort", "--printer", printer.uri).code == 1
    assert Run(profile, "print", "retry", "findes-ikke").code == 1
    assert printer.pages() == []


def test_a_leaflet_is_found_on_the_shelf_and_printed(tmp_path: Path, case: str, printer: SimulatedPrinter) -> None:
    profile = tmp_path / "profile"
    shelf = profile / "kommune" / "hylde"
    shelf.mkdir(parents=True)
    (shelf / "gaeld.txt").write_text("Gratis hjælp til gæld.", "utf-8")
    (shelf / "krise.pdf").write_bytes(b"%PDF-1.7 i stykker")
    sent = Run(profile, "shelf", "print", "gaeld.txt", "--printer", printer.uri)
    assert sent.code == 0, sent.err
    assert len(printer.pages()) == 1
    assert [one["name"] for one in Run(profile, "shelf", "list", "gratis", "--json").json] == ["gaeld.txt"]
    assert "kan ikke printes" in Run(profile, "shelf", "list").out


def test_a_named_paper_is_listed_with_its_row_and_submitted(tmp_path: Path, case: str, printer: SimulatedPrinter) -> None:
    profile = tmp_path / "profile"
    areas = [{"omraade": "bolig", "modtager": "Ida Friis", "overtager": "Huslejen."}]
    with wired.reopened(profile) as desk:
        cases.fill_form(desk, case, "overgang", {"omraader": areas})
    offered = Run(profile, "print", "papers", case, "overgang", "--json").json
    assert [(one["paper"], one["copy"], one["recipient"]) for one in offered] == [
        ("min_overgang", "citizen", ""), ("overdragelse", "third", "Ida Friis"),
    ]  # fmt: skip
    sent = Run(profile, "print", "submit", case, "overgang", "--paper", "min_overgang", "--printer", printer.uri)
    assert sent.code == 0, sent.err
    until(printer.documents)
