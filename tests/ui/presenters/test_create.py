"""Making a vault: who, words, words again."""

from __future__ import annotations

import pytest

from forms.profile import Person
from rygsaek.errors import DiskError
from tests.support.presenting import HandRunner
from ui.presenters.create import CreatePresenter
from ui.presenters.new_words import NewWords

SIX = "kaffe solsikke morgen vindue cykel fjord"


class Scene:
    def __init__(self) -> None:
        self.runner = HandRunner()
        self.asked: list[tuple[Person, str]] = []
        self.is_full = False
        self.presenter: CreatePresenter[str] = CreatePresenter(self.make, NewWords(lambda: SIX, lambda _: None), self.runner)
        self.steps: list[str] = []
        self.said: list[str] = []
        self.made: list[str] = []
        self.presenter.stepped.listen(self.steps.append)
        self.presenter.problem.listen(lambda title, advice: self.said.append(f"{title} {advice}".strip()))
        self.presenter.made.listen(self.made.append)

    def make(self, who: Person, words: str) -> str:
        if self.is_full:
            raise DiskError("Disken er fuld.", "Slet noget.")
        self.asked.append((who, words))
        return "desk"


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_from_a_name_to_a_vault(scene: Scene) -> None:
    scene.presenter.say_who("  Lise   Holm ", "sagsbehandler", " 12 34 56 78")
    scene.presenter.keep_words()
    scene.presenter.repeat(SIX.upper())
    scene.runner.all()
    assert scene.steps == ["words", "repeat", "making"]
    assert scene.asked == [(Person("Lise Holm", "12 34 56 78", "sagsbehandler"), SIX)]
    assert scene.made == ["desk"]


def test_a_name_is_needed(scene: Scene) -> None:
    scene.presenter.say_who("  ", "", "")
    assert scene.steps == []
    assert scene.said == ["Dit navn mangler. Det står på de papirer, du printer."]


def test_nothing_is_made_of_words_typed_back_wrong(scene: Scene) -> None:
    scene.presenter.say_who("Lise", "", "")
    scene.presenter.keep_words()
    scene.presenter.repeat("kaffe")
    scene.runner.all()
    assert scene.asked == []
    assert scene.said[0].startswith("Der er et ord. Der skal være seks.")


def test_one_can_go_back_and_see_the_words_again(scene: Scene) -> None:
    scene.presenter.say_who("Lise", "", "")
    scene.presenter.keep_words()
    scene.presenter.back()
    assert scene.steps[-1] == "words"
    scene.presenter.back()
    scene.presenter.back()
    assert scene.steps[-1] == "who"


def test_a_full_disk_is_said_and_can_be_tried_again(scene: Scene) -> None:
    scene.is_full = True
    scene.presenter.say_who("Lise", "", "")
    scene.presenter.keep_words()
    scene.presenter.repeat(SIX)
    scene.runner.all()
    assert scene.said == ["Disken er fuld. Slet noget."]
    assert scene.presenter.step == "repeat"
    scene.is_full = False
    scene.presenter.repeat(SIX)
    scene.runner.all()
    assert scene.made == ["desk"]
