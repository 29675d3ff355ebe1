"""Settings: kept as they change, each part says its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.profile import Person
from rygsaek.errors import InputError, VaultError
from tests.support.presenting import AtOnce
from ui.presenters.new_words import NewWords
from ui.presenters.settings import SettingsPresenter, SettingsView

SIX = "kaffe solsikke morgen vindue cykel fjord"


class Laptop:
    """Keeps what it is told, refuses what the real one would."""

    def __init__(self) -> None:
        self.kept: list[object] = []

    def view(self) -> SettingsView:
        return SettingsView(Person("Lise Holm"))

    def set_worker(self, person: Person) -> None:
        self.kept.append(person)

    def set_printer(self, name: str) -> None:
        self.kept.append(name)

    def set_idle_min(self, minutes: int) -> None:
        self.kept.append(minutes)

    def set_pin(self, pin: str) -> None:
        if pin == "123456":
            raise InputError("Den kode er for let at gætte.", "Vælg en anden.")
        self.kept.append(pin)

    def set_kommune(self, folder: Path) -> str:
        return f"{folder.name} er taget i brug."

    def change_passphrase(self, old: str, new: str) -> None:
        if old != "de gamle ord":
            raise VaultError("Det er ikke de rigtige ord.", "Prøv igen.", code="vault.wrong_passphrase")
        self.kept.append(new)

    def backup(self, target: Path) -> None:
        self.kept.append(target)

    def check(self) -> str:
        if self.kept:
            raise VaultError("1 ting er ikke, som den skal være. En side mangler.", "Tag en kopi.", code="check.page")
        return "Alt er i orden."


class Scene:
    def __init__(self) -> None:
        self.laptop = Laptop()
        self.presenter = SettingsPresenter(self.laptop, NewWords(lambda: SIX, lambda _: None), AtOnce())
        self.said: list[tuple[str, str]] = []
        self.presenter.kept.listen(lambda part, text: self.said.append((part, text)))
        self.presenter.problem.listen(lambda part, text: self.said.append((part, text)))


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_who_works_here_is_kept_without_a_save_button(scene: Scene) -> None:
    scene.presenter.set_worker(" Bo  Krag", "", "11 22 33 44 ")
    assert scene.laptop.kept == [Person("Bo Krag", "11 22 33 44", "")]
    assert scene.said == [("worker", "Gemt.")]


def test_a_name_cannot_be_taken_away(scene: Scene) -> None:
    scene.presenter.set_worker(" ", "", "")
    assert scene.laptop.kept == []
    assert scene.said[0][0] == "worker"


def test_the_code_of_the_pause_is_typed_twice_and_judged(scene: Scene) -> None:
    scene.presenter.set_pin("118822", "118823")
    scene.presenter.set_pin("123456", "123456")
    scene.presenter.set_pin("118822", "118822")
    assert [text.split(".")[0] for _, text in scene.said] == [
        "De to koder er ikke ens", "Den kode er for let at gætte", "Din nye kode gælder nu",
    ]  # fmt: skip
    assert scene.laptop.kept == ["118822"]


def test_new_words_need_the_old_ones(scene: Scene) -> None:
    scene.presenter.change_passphrase("nogle andre ord", SIX)
    scene.presenter.change_passphrase("de gamle ord", "kaffe")
    scene.presenter.change_passphrase(" de gamle ord ", SIX)
    assert scene.laptop.kept == [SIX]
    assert [part for part, _ in scene.said] == ["words"] * 3


def test_quiet_minutes_hold_from_now(scene: Scene) -> None:
    heard: list[int] = []
    scene.presenter.idle_changed.listen(heard.append)
    scene.presenter.set_idle_min(2)
    assert (scene.laptop.kept, heard) == ([2], [2])


def test_what_the_municipality_is_called_is_said_when_its_folder_is_taken(scene: Scene) -> None:
    scene.presenter.set_kommune(Path("Nordby"))
    assert scene.said == [("kommune", "Nordby er taget i brug.")]


def test_a_check_says_what_it_found() -> None:
    scene = Scene()
    scene.presenter.check()
    scene.laptop.kept.append("damage")
    scene.presenter.check()
    assert scene.said == [
        ("backup", "Alt er i orden."),
        ("backup", "1 ting er ikke, som den skal være. En side mangler. Tag en kopi."),
    ]
