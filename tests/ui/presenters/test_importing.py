"""Nothing is written before it is asked for, and what fails can be tried again."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from rygsaek.casework.importing.planning import Plan, Row
from rygsaek.casework.importing.rows import Citizen
from rygsaek.errors import DiskError
from tests.support.presenting import HandRunner
from ui.presenters.importing import BRINGING, READING, Earlier, ImportPresenter, PlanView, count_words

PLAN = Plan("x.csv", (), (Row(Citizen(2, {"navn": "Bo"}, ())), Row(Citizen(3, {"navn": "Ann"}, ()), rows=(2,))), ())


class Vault:
    """Keeps what it is told to make; is_full refuses."""

    def __init__(self) -> None:
        self.made: list[list[int]] = []
        self.is_full = False

    def plan(self, file: Path) -> tuple[Plan, PlanView]:
        return PLAN, PlanView("2 rækker")

    def take_in(self, plan: Plan, take: Collection[int], leave: Collection[int]) -> str:
        if self.is_full:
            raise DiskError("Disken er fuld.", "Slet noget.")
        self.made.append([one.number for one in plan.chosen(take, leave)])
        return "Hentet."

    def take_out(self, name: str) -> tuple[str, tuple[str, ...]]:
        return f"{name} er væk.", ("Bo bliver.",)

    def earlier(self) -> tuple[Earlier, ...]:
        return tuple(Earlier(str(n), "1 sag") for n, _ in enumerate(self.made))


class Scene:
    def __init__(self) -> None:
        self.vault, self.runner = Vault(), HandRunner()
        self.presenter = ImportPresenter(self.vault, self.runner)
        self.told: list[object] = []
        for bell in (self.presenter.count, self.presenter.done, self.presenter.busy, self.presenter.problem):
            bell.listen(lambda *said: self.told.append(said))


def test_what_is_ticked_is_made_when_it_is_asked_for_and_not_before() -> None:
    scene = Scene()
    scene.presenter.bring_in()
    scene.presenter.choose(Path("x.csv"))
    scene.runner.all()
    assert scene.told == [(READING,), ("",), (1, count_words(1))]
    scene.presenter.tick(3, is_taken=True)
    scene.presenter.tick(2, is_taken=False)
    assert scene.told[-1] == (1, count_words(1)) and scene.vault.made == []
    scene.presenter.bring_in()
    assert scene.told[-1] == (BRINGING,)
    scene.runner.all()
    assert scene.vault.made == [[3]] and ("Hentet.", ()) in scene.told
    scene.presenter.bring_in()
    scene.runner.all()
    assert scene.vault.made == [[3]], "what is brought in is not brought in again"


def test_nothing_to_make_is_not_made() -> None:
    scene = Scene()
    scene.presenter.choose(Path("x.csv"))
    scene.runner.all()
    scene.presenter.tick(2, is_taken=False)
    assert scene.told[-1] == (0, count_words(0))
    scene.presenter.bring_in()
    assert scene.runner.waiting == []


def test_a_full_disk_is_said_and_the_list_can_be_brought_in_when_there_is_room() -> None:
    scene = Scene()
    scene.presenter.choose(Path("x.csv"))
    scene.runner.all()
    scene.vault.is_full = True
    scene.presenter.bring_in()
    scene.runner.all()
    assert scene.told[-2:] == [("",), ("Disken er fuld. Slet noget.",)]
    scene.vault.is_full = False
    scene.presenter.bring_in()
    scene.runner.all()
    assert scene.vault.made == [[2]]


def test_an_import_is_taken_out_and_what_stays_is_told() -> None:
    scene = Scene()
    scene.presenter.take_out("abc")
    scene.runner.all()
    assert ("abc er væk.", ("Bo bliver.",)) in scene.told
