"""Back with the office's key on a fresh machine: the key, a new vault with new words, and then what came back. No Qt."""

from __future__ import annotations

from pathlib import Path
from typing import Generic, Literal, NamedTuple, Protocol, TypeVar

from forms.profile import Person
from rygsaek.errors import InputError, RygsaekError
from sync.office.codes import KitCode, server_url
from ui.presenters.bell import Bell
from ui.presenters.new_words import NewWords
from ui.presenters.runner import Runner

V = TypeVar("V")
Step = Literal["kit", "words", "repeat", "making", "fetching", "stuck", "done"]
"""stuck: the vault stands and the office was not reached."""
Part = Literal["code", "server", "name", "repeat", "stuck"]


class Given(NamedTuple):
    """What the sheet says, where the store is, and how colleagues are to call this laptop."""

    kit: KitCode
    server: str
    laptop: str


class KitBackSource(Protocol[V]):
    """Work off the screen's thread, raising RygsaekError."""

    def read_file(self, file: Path) -> str: ...

    def laptop_name(self) -> str: ...

    def make(self, who: Person, words: str) -> V: ...

    def come_back(self, vault: V, given: Given) -> tuple[str, ...]: ...


class KitBackPresenter(Generic[V]):
    """The key is kept here alone, and forgotten when it has done its work."""

    def __init__(self, source: KitBackSource[V], words: NewWords, runner: Runner) -> None:
        self._source, self._runner = source, runner
        self.words = words
        self.step: Step = "kit"
        self._read = ""
        self._given: Given | None = None
        self._who = Person("")
        self._vault: V | None = None
        self.stepped: Bell[[Step]] = Bell()
        self.laptop: Bell[[str]] = Bell()
        self.chosen: Bell[[str]] = Bell()
        """The name of a file that has been read; "" where it could not be."""
        self.problem: Bell[[Part, str]] = Bell()
        self.begun: Bell[[V]] = Bell()
        """The vault stands."""
        self.came: Bell[[tuple[str, ...]]] = Bell()
        """What came back, a sentence or two a line."""
        self.left: Bell[[V]] = Bell()

    def begin(self) -> None:
        """The page is shown."""
        self._runner.read(self._source.laptop_name, self.laptop.ring)

    def choose(self, file: Path) -> None:
        """The key as a PDF or a picture."""

        def read(code: str) -> None:
            self._read = code
            self.chosen.ring(file.name)

        def failed(error: RygsaekError) -> None:
            self._read = ""
            self.chosen.ring("")
            self.problem.ring("code", f"{error.title} {error.advice}")

        self._runner.read(lambda: self._source.read_file(file), read, failed)

    def give(self, typed: str, server: str, name: str, laptop: str) -> None:
        """First step. typed: the groups, with or without the address before them; what is typed goes before a file."""
        part: Part = "code"
        try:
            if not (typed.strip() or self._read):
                raise InputError("Her mangler kontornøglen.", "Vælg filen, eller skriv grupperne fra arket.", code="input.code")
            kit = KitCode.read(typed.strip() or self._read)
            part = "server"
            if not (server.strip() or kit.server):
                raise InputError("Her mangler serverens adresse.", "Den står på arket over grupperne.", code="input.address")
            address = server_url(server) if server.strip() else kit.server
        except InputError as error:
            self.problem.ring(part, f"{error.title} {error.advice}")
            return
        if not name.strip():
            self.problem.ring("name", "Dit navn mangler. Det står på de papirer, du printer.")
            return
        self._given, self._who = Given(kit, address, laptop.strip()), Person(name=" ".join(name.split()))
        if self._vault is None:
            self._to("words")
        else:
            self.again()

    def keep_words(self) -> None:
        """Second step: the words are written down."""
        self._to("repeat")

    def repeat(self, typed: str) -> None:
        """Third step: typed back. The vault is made when they are the same, and the office is asked then."""
        different = self.words.compare(typed)
        if different:
            self.problem.ring("repeat", f"{different} Kig på dit papir, eller gå tilbage og se ordene igen.")
            return
        self._to("making")
        who, passphrase = self._who, self.words.words
        self._runner.write(lambda: self._source.make(who, passphrase), self._on_made, self._on_not_made)

    def again(self) -> None:
        """Ask the office once more."""
        vault, given = self._vault, self._given
        if vault is None or given is None:
            return
        self._to("fetching")
        self._runner.read(lambda: self._source.come_back(vault, given), self._on_back, self._on_stuck)

    def back(self) -> None:
        """To the step before; from where it is stuck, to the key."""
        before: dict[Step, Step] = {"words": "kit", "repeat": "words", "stuck": "kit"}
        self._to(before.get(self.step, self.step))

    def leave(self) -> None:
        """On to the desk, with the office or without it."""
        self._given, self._read = None, ""
        if self._vault is not None:
            self.left.ring(self._vault)

    def _on_made(self, vault: V) -> None:
        self._vault = vault
        self.begun.ring(vault)
        self.again()

    def _on_not_made(self, error: RygsaekError) -> None:
        self._to("repeat")
        self.problem.ring("repeat", f"{error.title} {error.advice}")

    def _on_back(self, said: tuple[str, ...]) -> None:
        self._given, self._read = None, ""
        self._to("done")
        self.came.ring(said)

    def _on_stuck(self, error: RygsaekError) -> None:
        self._to("stuck")
        self.problem.ring("stuck", f"{error.title} {error.advice}")

    def _to(self, step: Step) -> None:
        self.step = step
        self.stepped.ring(step)
