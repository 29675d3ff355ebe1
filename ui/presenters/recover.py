"""Opening the vault with the recovery sheet: the groups from the sheet, new words, the new words typed back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Literal, TypeVar

from rygsaek.errors import RygsaekError
from rygsaek.vault.secret import RecoverySecret
from ui.presenters.bell import Bell
from ui.presenters.new_words import NewWords
from ui.presenters.runner import Runner

D = TypeVar("D")
Step = Literal["sheet", "words", "repeat", "opening"]


class RecoverPresenter(Generic[D]):
    """recover: opens with the sheet's secret and sets the new passphrase, off the screen's thread."""

    def __init__(self, recover: Callable[[RecoverySecret, str], D], words: NewWords, runner: Runner) -> None:
        self._recover, self._runner = recover, runner
        self.words = words
        self._secret: RecoverySecret | None = None
        self.step: Step = "sheet"
        self.stepped: Bell[[Step]] = Bell()
        self.problem: Bell[[str, str]] = Bell()
        self.opened: Bell[[D]] = Bell()

    def give_sheet(self, typed: str) -> None:
        """The groups as typed from the sheet; spaces, dashes and case are forgiven."""
        try:
            self._secret = RecoverySecret.read(typed)
        except RygsaekError as error:
            self.problem.ring(error.title, error.advice)
            return
        self._to("words")

    def keep_words(self) -> None:
        """The new words are written down."""
        self._to("repeat")

    def repeat(self, typed: str) -> None:
        """The new words typed back; opens when they are the same."""
        different = self.words.compare(typed)
        secret, passphrase = self._secret, self.words.words
        if different or secret is None:
            self.problem.ring(different, "Kig på dit papir, eller gå tilbage og se ordene igen.")
            return
        self._to("opening")
        self._runner.write(lambda: self._recover(secret, passphrase), self.opened.ring, self._on_failed)

    def back(self) -> None:
        """To the step before."""
        before: dict[Step, Step] = {"words": "sheet", "repeat": "words"}
        self._to(before.get(self.step, self.step))

    def _to(self, step: Step) -> None:
        self.step = step
        self.stepped.ring(step)

    def _on_failed(self, error: RygsaekError) -> None:
        self._to("sheet" if error.code == "vault.wrong_sheet" else "repeat")
        self.problem.ring(error.title, error.advice)
