"""Unlocking: one try at a time, advice after wrong words, and a wait that is counted down."""

from __future__ import annotations

import pytest

from rygsaek.errors import DiskError, VaultError
from tests.support.presenting import HandRunner, HandTimers
from ui.presenters.unlock import UnlockPresenter


class Door:
    """Opens to the right words, and grows its wait with wrong ones."""

    def __init__(self) -> None:
        self.tries: list[str] = []
        self.wait_until = 0.0
        self.wrong = 0
        self.timers = HandTimers()

    def unlock(self, words: str) -> str:
        self.tries.append(words)
        if words != "seks rigtige ord":
            self.wrong += 1
            self.wait_until = self.timers.now + 2 ** (self.wrong - 1)
            raise VaultError("Forkert.", "Prøv igen.", code="vault.wrong_passphrase")
        return "desk"

    def wait_left(self) -> float:
        return max(0.0, self.wait_until - self.timers.now)


class Scene:
    def __init__(self) -> None:
        self.door, self.runner = Door(), HandRunner()
        self.presenter: UnlockPresenter[str] = UnlockPresenter(
            self.door.unlock, self.door.wait_left, self.runner, self.door.timers
        )
        self.opened: list[str] = []
        self.said: list[str] = []
        self.waits: list[int] = []
        self.presenter.opened.listen(self.opened.append)
        self.presenter.problem.listen(lambda title, advice: self.said.append(f"{title} {advice}"))
        self.presenter.waiting.listen(self.waits.append)
        self.presenter.begin()

    def give(self, words: str) -> None:
        self.presenter.give(words)
        self.runner.all()


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_the_right_words_open(scene: Scene) -> None:
    scene.give("  seks rigtige ord ")
    assert scene.opened == ["desk"]
    assert scene.said == []


def test_wrong_words_bring_advice_and_a_wait_that_grows(scene: Scene) -> None:
    scene.give("noget andet")
    assert scene.said == ["Det er ikke de rigtige ord. Tjek rækkefølgen, og prøv igen. Du kan trykke på Vis."]
    assert scene.waits[-1] == 1
    scene.door.timers.forward(1)
    assert scene.waits[-1] == 0
    scene.give("noget tredje")
    assert scene.waits[-1] == 2
    scene.door.timers.forward(1)
    assert scene.waits[-1] == 1


def test_words_given_while_waiting_are_not_tried(scene: Scene) -> None:
    scene.give("forkert")
    scene.give("seks rigtige ord")
    assert (scene.door.tries, scene.opened) == (["forkert"], [])
    scene.door.timers.forward(1)
    scene.give("seks rigtige ord")
    assert scene.opened == ["desk"]


def test_a_wait_from_before_this_process_holds() -> None:
    door = Door()
    door.wait_until = 8.0
    presenter: UnlockPresenter[str] = UnlockPresenter(door.unlock, door.wait_left, HandRunner(), door.timers)
    waits: list[int] = []
    presenter.waiting.listen(waits.append)
    presenter.begin()
    assert waits == [8]
    assert not presenter.is_listening
    door.timers.forward(8)
    assert waits[-1] == 0
    assert presenter.is_listening


def test_two_presses_try_once(scene: Scene) -> None:
    scene.presenter.give("forkert")
    scene.presenter.give("forkert")
    scene.runner.all()
    assert scene.door.tries == ["forkert"]


def test_nothing_typed_is_said_and_not_tried(scene: Scene) -> None:
    scene.give("   ")
    assert scene.said == ["Der står ikke noget. Skriv dine seks ord med mellemrum imellem."]
    assert scene.door.tries == []


def test_another_failure_says_its_own_words(scene: Scene) -> None:
    def fail(words: str) -> str:
        raise DiskError("Disken er fuld.", "Slet noget.")

    presenter: UnlockPresenter[str] = UnlockPresenter(fail, lambda: 0.0, scene.runner, scene.door.timers)
    presenter.problem.listen(lambda title, advice: scene.said.append(f"{title} {advice}"))
    presenter.give("ord")
    scene.runner.all()
    assert scene.said == ["Disken er fuld. Slet noget."]
    assert presenter.is_listening


@pytest.mark.parametrize("code", ["vault.log_damaged", "vault.damaged", "vault.keys_damaged", "vault.keys_apart"])
def test_damage_is_told_with_its_code_until_the_words_are_given_again(scene: Scene, code: str) -> None:
    told: list[str] = []
    scene.presenter.damaged.listen(told.append)

    def damaged(words: str) -> str:
        raise VaultError("Beskadiget.", "Hent kopien.", code=code)

    scene.presenter._unlock = damaged
    scene.give("seks rigtige ord")
    assert told == [code]
    scene.presenter._unlock = scene.door.unlock
    scene.give("helt andre ord her")
    assert told == [code, ""]


def test_without_what_is_lost_another_door_is_asked(scene: Scene) -> None:
    scene.presenter._unlock_without_lost = lambda words: f"what is left, by {words}"
    scene.presenter.give_without_lost(" seks rigtige ord ")
    scene.runner.all()
    assert scene.opened == ["what is left, by seks rigtige ord"]
    assert scene.door.tries == []


def test_a_page_that_is_left_counts_down_no_more(scene: Scene) -> None:
    scene.give("forkerte ord")
    told = len(scene.waits)
    scene.presenter.end()
    scene.door.timers.forward(10)
    assert len(scene.waits) == told
