"""The way back with the office's key, from a machine where no vault stands yet. Made and asked off the screen's thread."""

from __future__ import annotations

import platform
from collections.abc import Callable
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from forms.profile import Person
from rygsaek.casework.desk import Desk
from rygsaek.paper.scanned_codes import code_in_file
from sync.office.kit import Kit
from sync.office.labels import Label
from sync.office.line import Line
from sync.runner import Runner
from ui.presenters.coming_back import come_back
from ui.presenters.kit_back import Given


class Opened(Protocol):
    """A vault that stands open."""

    @property
    def desk(self) -> Desk: ...


V = TypeVar("V", bound=Opened)


class FreshMachine(Generic[V]):
    """create: makes the vault; line, runner: a desk's way to its store, and what sends and gets."""

    def __init__(
        self, create: Callable[[Person, str], V], line: Callable[[Desk], Line], runner: Callable[[Desk], Runner]
    ) -> None:
        self._create, self._line, self._runner = create, line, runner

    def read_file(self, file: Path) -> str:
        """The code in a picture or a PDF."""
        return code_in_file(file, "kontornøgle")

    def laptop_name(self) -> str:
        """What this laptop may be called."""
        return platform.node()

    def make(self, who: Person, words: str) -> V:
        """A vault of one's own, with its recovery sheet still owed."""
        return self._create(who, words)

    def come_back(self, vault: V, given: Given) -> tuple[str, ...]:
        """Be back in the office; says what came of it."""
        desk = vault.desk
        label = Label(desk.worker.name, given.laptop or self.laptop_name())
        return come_back(self._line(desk), self._runner(desk), Kit(given.kit.seed), given.server, label)
