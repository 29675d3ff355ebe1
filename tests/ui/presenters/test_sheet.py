"""The recovery sheet: owed until it is out of the printer or in a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from rygsaek.errors import PrinterError
from rygsaek.paper.sheets import OnItsWay
from tests.support.presenting import AtOnce
from ui.presenters.sheet import PRINTED, SAVED, SheetPresenter


class Office:
    """One printer that can be off, and a memory."""

    def __init__(self) -> None:
        self.is_off = False
        self.wants = ""
        self.did: list[str] = []

    def printers(self) -> Sequence[str]:
        if self.is_off:
            raise PrinterError("Printeren svarer ikke.", "Tænd den.")
        return ("Canon",)

    def print_to(self, printer: str, words: str) -> OnItsWay:
        if self.is_off:
            raise PrinterError("Printeren svarer ikke.", "Tænd den.")
        self.did.append(f"print {printer} {words}".strip())
        return OnItsWay("job1", self.wants)

    def save_to(self, target: Path, words: str) -> None:
        self.did.append(f"save {target.name}")

    def came_out(self, job: str, came: bool) -> None:
        self.did.append(f"{job} {came}")


class Scene:
    def __init__(self) -> None:
        self.office = Office()
        self.presenter = SheetPresenter(self.office, AtOnce(), needs_words=False)
        self.heard: list[object] = []
        self.presenter.found.listen(self.heard.append)
        self.presenter.asked.listen(lambda trouble: self.heard.append(trouble or "asked"))
        self.presenter.done.listen(self.heard.append)
        self.presenter.problem.listen(lambda title, _: self.heard.append(title))


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_printed_is_done_only_when_a_person_saw_it(scene: Scene) -> None:
    scene.presenter.look()
    scene.presenter.print_sheet("Canon", " seks ord ")
    assert scene.heard == [("Canon",), "asked"]
    scene.presenter.answer(True)
    assert scene.heard[-1] == PRINTED
    assert scene.office.did == ["print Canon seks ord", "job1 True"]


def test_what_the_printer_wants_is_said_while_it_is_asked(scene: Scene) -> None:
    scene.office.wants = "Der er ikke mere papir."
    scene.presenter.print_sheet("Canon")
    assert scene.heard == ["Der er ikke mere papir."]


def test_not_out_is_not_done(scene: Scene) -> None:
    scene.presenter.print_sheet("Canon")
    scene.presenter.answer(False)
    assert scene.heard == ["asked", ""]
    assert scene.office.did[-1] == "job1 False"


def test_saved_is_done(scene: Scene) -> None:
    scene.presenter.save_sheet(Path("nøgleark.pdf"))
    assert scene.heard == [SAVED]


def test_a_printer_that_is_off_is_no_printer_and_is_said(scene: Scene) -> None:
    scene.office.is_off = True
    scene.presenter.look()
    scene.presenter.print_sheet("Canon")
    assert scene.heard == [(), "Printeren svarer ikke."]
