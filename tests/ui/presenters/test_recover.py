"""The way in with the recovery sheet."""

from __future__ import annotations

import pytest

from rygsaek.errors import VaultError
from rygsaek.vault.secret import RecoverySecret
from tests.support.presenting import HandRunner
from ui.presenters.new_words import NewWords
from ui.presenters.recover import RecoverPresenter

SIX = "kaffe solsikke morgen vindue cykel fjord"
SHEET = RecoverySecret.generate()


class Scene:
    def __init__(self) -> None:
        self.runner = HandRunner()
        self.asked: list[tuple[RecoverySecret, str]] = []
        self.presenter: RecoverPresenter[str] = RecoverPresenter(self.recover, NewWords(lambda: SIX, lambda _: None), self.runner)
        self.said: list[str] = []
        self.opened: list[str] = []
        self.presenter.problem.listen(lambda title, _advice: self.said.append(title))
        self.presenter.opened.listen(self.opened.append)

    def recover(self, secret: RecoverySecret, words: str) -> str:
        if secret != SHEET:
            raise VaultError("Nøglearket passer ikke.", "Se på navnet.", code="vault.wrong_sheet")
        self.asked.append((secret, words))
        return "desk"


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_the_sheet_and_new_words_open(scene: Scene) -> None:
    scene.presenter.give_sheet(str(SHEET).lower().replace(" ", "-"))
    scene.presenter.keep_words()
    scene.presenter.repeat(SIX)
    scene.runner.all()
    assert scene.asked == [(SHEET, SIX)]
    assert scene.opened == ["desk"]


def test_a_slip_in_a_group_is_named_before_anything_else(scene: Scene) -> None:
    groups = [*SHEET.groups]
    groups[2] = groups[2][:-1] + ("0" if groups[2][-1] != "0" else "1")  # the fifth checks its group: any other is a slip
    scene.presenter.give_sheet(" ".join(groups))
    assert scene.said == ["Der er en slåfejl i gruppe 3."]
    assert scene.presenter.step == "sheet"


def test_another_vaults_sheet_leads_back_to_the_sheet(scene: Scene) -> None:
    scene.presenter.give_sheet(str(RecoverySecret.generate()))
    scene.presenter.keep_words()
    scene.presenter.repeat(SIX)
    scene.runner.all()
    assert scene.said == ["Nøglearket passer ikke."]
    assert scene.presenter.step == "sheet"
