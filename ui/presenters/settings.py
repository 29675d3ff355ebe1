"""The settings of this laptop: read once, kept as they are changed. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from forms.profile import Person
from rygsaek.errors import RygsaekError
from ui.presenters.bell import Bell
from ui.presenters.new_words import NewWords
from ui.presenters.runner import Runner

T = TypeVar("T")
IDLE_MINUTES = (1, 2, 3, 5, 10)


@dataclass(frozen=True)
class SettingsView:
    """What is set now. printers: those that are there; kommune: the municipality's name; last_backup: when, as words."""

    worker: Person
    printers: tuple[str, ...] = ()
    printer: str = ""
    idle_min: int = 5
    has_pin: bool = False
    kommune: str = ""
    last_backup: str = ""


class SettingsSource(Protocol):
    """Reads and keeps; every call is made off the screen's thread and may raise RygsaekError."""

    def view(self) -> SettingsView: ...

    def set_worker(self, person: Person) -> None: ...

    def set_printer(self, name: str) -> None: ...

    def set_idle_min(self, minutes: int) -> None: ...

    def set_pin(self, pin: str) -> None: ...

    def set_kommune(self, folder: Path) -> str: ...

    def change_passphrase(self, old: str, new: str) -> None: ...

    def backup(self, target: Path) -> None: ...

    def check(self) -> str: ...


class SettingsPresenter:
    """Each change is kept at once; `kept` and `problem` say for which part (`worker`, `pin`, `words` …)."""

    def __init__(self, source: SettingsSource, words: NewWords, runner: Runner) -> None:
        self._source, self._runner = source, runner
        self.words = words
        self.view: Bell[[SettingsView]] = Bell()
        self.kept: Bell[[str, str]] = Bell()
        self.problem: Bell[[str, str]] = Bell()
        self.idle_changed: Bell[[int]] = Bell()
        self.busy: Bell[[str, bool]] = Bell()

    def begin(self) -> None:
        """The page is shown."""
        self._runner.read(self._source.view, self.view.ring)

    def set_worker(self, name: str, title: str, phone: str) -> None:
        """Who works here; a name is needed."""
        if not name.strip():
            self.problem.ring("worker", "Dit navn mangler. Det står på de papirer, du printer.")
            return
        person = Person(name=" ".join(name.split()), title=title.strip(), phone=phone.strip())
        self._keep("worker", lambda: self._source.set_worker(person), "Gemt.")

    def set_printer(self, name: str) -> None:
        """The printer that is used without asking."""
        self._keep("printer", lambda: self._source.set_printer(name), "Gemt.")

    def set_idle_min(self, minutes: int) -> None:
        """Quiet minutes before the lock; holds from now."""
        self._keep("idle", lambda: self._source.set_idle_min(minutes), "Gemt.")
        self.idle_changed.ring(minutes)

    def set_pin(self, pin: str, again: str) -> None:
        """Six digits that end a pause."""
        if pin != again:
            self.problem.ring("pin", "De to koder er ikke ens. Skriv den samme to gange.")
            return
        self._keep("pin", lambda: self._source.set_pin(pin), "Din nye kode gælder nu.")

    def set_kommune(self, folder: Path) -> None:
        """The municipality's folder, with its profile and forms."""
        self._keep("kommune", lambda: self._source.set_kommune(folder), "", is_slow=True)

    def change_passphrase(self, old: str, again: str) -> None:
        """The old words, and the new ones typed back."""
        different = self.words.compare(again)
        if different:
            self.problem.ring("words", different)
            return
        new = self.words.words
        self._keep(
            "words", lambda: self._source.change_passphrase(old.strip(), new), "Dine nye seks ord gælder nu.", is_slow=True
        )

    def backup(self, target: Path) -> None:
        """A sealed copy of everything."""
        said = "Kopien er lavet. Læg den et andet sted end computeren."
        self._keep("backup", lambda: self._source.backup(target), said, is_slow=True)

    def check(self) -> None:
        """Whether everything that is kept is whole."""
        self._keep("backup", self._source.check, "", is_slow=True)

    def _keep(self, part: str, work: Callable[[], T], said: str, *, is_slow: bool = False) -> None:
        """is_slow: it takes seconds, and must not stand before what is typed in the writer lane."""
        self.busy.ring(part, True)

        def done(result: T) -> None:
            self.busy.ring(part, False)
            self.kept.ring(part, said or str(result or ""))

        def failed(error: RygsaekError) -> None:
            self.busy.ring(part, False)
            self.problem.ring(part, f"{error.title} {error.advice}")

        (self._runner.read if is_slow else self._runner.write)(work, done, failed)
