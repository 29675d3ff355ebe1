"""Making a vault, step by step: who you are, your words, your words again. The recovery sheet follows when it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Literal, TypeVar

from forms.profile import Person
from rygsaek.errors import RygsaekError
from ui.presenters.bell import Bell
from ui.presenters.new_words import NewWords
from ui.presenters.runner import Runner

D = TypeVar("D")
Step = Literal["who", "words", "repeat", "making"]


class CreatePresenter(Generic[D]):
    """make: creates the vault with who and passphrase, off the screen's thread, and returns what was opened."""

    def __init__(self, make: Callable[[Person, str], D], words: NewWords, runner: Runner) -> None:
        self._make, self._runner = make, runner
        self.words = words
        self.who = Person(name="")
        self.step: Step = "who"
        self.stepped: Bell[[Step]] = Bell()
        self.problem: Bell[[str, str]] = Bell()
        """What happened, and the advice."""
        self.made: Bell[[D]] = Bell()

    def say_who(self, name: str, title: str, phone: str) -> None:
        """First step: a name is needed, the rest can wait."""
        if not name.strip():
            self.problem.ring("Dit navn mangler.", "Det står på de papirer, du printer.")
            return
        self.who = Person(name=" ".join(name.split()), title=title.strip(), phone=phone.strip())
        self._to("words")

    def keep_words(self) -> None:
        """Second step: the words are written down."""
        self._to("repeat")

    def repeat(self, typed: str) -> None:
        """Third step: typed back. The vault is made when they are the same."""
        different = self.words.compare(typed)
        if different:
            self.problem.ring(different, "Kig på dit papir, eller gå tilbage og se ordene igen.")
            return
        self._to("making")
        who, passphrase = self.who, self.words.words
        self._runner.write(lambda: self._make(who, passphrase), self.made.ring, self._on_failed)

    def back(self) -> None:
        """To the step before."""
        before: dict[Step, Step] = {"words": "who", "repeat": "words"}
        self._to(before.get(self.step, self.step))

    def _to(self, step: Step) -> None:
        self.step = step
        self.stepped.ring(step)

    def _on_failed(self, error: RygsaekError) -> None:
        self._to("repeat")
        self.problem.ring(error.title, error.advice)
