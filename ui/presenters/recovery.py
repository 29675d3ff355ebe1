"""A colleague is ill or gone: leads open their cases with the office's key, and everybody in the cases sees it. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from ui.presenters.bell import Bell
from ui.presenters.runner import Runner, beside

T = TypeVar("T")


@dataclass(frozen=True)
class Named:
    """Somebody, by the value that says who."""

    value: str
    name: str


class Asked(NamedTuple):
    """What another lead asks for. first: who asks; told: what, in words."""

    first: str
    told: str


@dataclass(frozen=True)
class RecoveryView:
    """owners: whose cases there are; targets: who can be given them, this laptop first; needs_two: another lead must sign too;
    is_lead: this person may begin it; seconds: the other leads, who can be asked; asked: what one of them asks of this person."""

    owners: tuple[Named, ...] = ()
    targets: tuple[Named, ...] = ()
    needs_two: bool = False
    is_lead: bool = True
    seconds: tuple[Named, ...] = ()
    asked: Asked | None = None


class Wanted(NamedTuple):
    """owner: whose cases; number: one citizen's CPR number, "" for all; target: the laptop that is to have them.

    typed: the key's groups; file: it in a file, None where it is typed; request: where to put what the other lead signs; second:
    the lead who is asked through the store, "" for none.
    """

    owner: str
    number: str
    target: str
    typed: str
    file: Path | None = None
    request: Path | None = None
    second: str = ""


class RecoverySource(Protocol):
    """Every call asks the store, off the screen's thread, and may raise RygsaekError."""

    def view(self) -> RecoveryView: ...

    def open(self, wanted: Wanted) -> str: ...

    def read_request(self, file: Path) -> Asked: ...

    def countersign(self) -> str: ...

    def decline(self) -> str: ...


class RecoveryPresenter:
    """`told` and `problem` say for which part: `open` or `sign`."""

    def __init__(self, source: RecoverySource, runner: Runner) -> None:
        self._source, self._runner = source, runner
        self._file: Path | None = None
        self.view: Bell[[RecoveryView]] = Bell()
        self.chosen: Bell[[str]] = Bell()
        """The name of the file that the key is to be read from; "" when it has done its work."""
        self.asked: Bell[[Asked]] = Bell()
        self.told: Bell[[str, str]] = Bell()
        self.opened: Bell[[]] = Bell()
        """Cases were opened: they can be fetched now."""
        self.problem: Bell[[str, str]] = Bell()
        self.busy: Bell[[str, bool]] = Bell()

    def begin(self) -> None:
        """The page is shown."""
        self._do("open", self._source.view, self.view.ring)

    def choose(self, file: Path) -> None:
        """The key is in a file."""
        self._file = file
        self.chosen.ring(file.name)

    def open(self, owner: str, number: str, target: str, typed: str, request: Path | None = None, second: str = "") -> None:
        """Open the cases, or ask the other lead, or put into a file what they sign. What is typed goes before a file."""
        if not (typed.strip() or self._file):
            self.problem.ring("open", "Her mangler kontornøglen. Vælg filen, eller skriv grupperne fra arket.")
            return
        file = None if typed.strip() else self._file
        wanted = Wanted(owner, number.strip(), target, typed.strip(), file, request, second)

        def done(said: str) -> None:
            self._file = None
            self.chosen.ring("")
            self.told.ring("open", said)
            if request is None and not second:
                self.opened.ring()

        self._do("open", lambda: self._source.open(wanted), done)

    def read_request(self, file: Path) -> None:
        """What another lead has asked for."""
        self._do("sign", lambda: self._source.read_request(file), self.asked.ring)

    def countersign(self) -> None:
        """It is agreed: sign as the second lead."""

        def done(said: str) -> None:
            self.told.ring("sign", said)
            self.opened.ring()

        self._do("sign", self._source.countersign, done)

    def decline(self) -> None:
        """It is not agreed."""
        self._do("sign", self._source.decline, lambda said: self.told.ring("sign", said))

    def _do(self, part: str, work: Callable[[], T], done: Callable[[T], None]) -> None:
        beside(
            self._runner,
            work,
            done,
            busy=lambda is_busy: self.busy.ring(part, is_busy),
            failed=lambda error: self.problem.ring(part, f"{error.title} {error.advice}"),
        )
