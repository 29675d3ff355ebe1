"""What should not stand in a case: a text or a file taken out for good, or moved to the right citizen's case. No Qt."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rygsaek.casework import moving, search, views
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import BORGER
from rygsaek.errors import RygsaekError
from ui.presenters.bell import Bell
from ui.presenters.lines import Line
from ui.presenters.runner import Latest, Runner

if TYPE_CHECKING:
    from ui.presenters.history import Entry

FOUND = 6
WHAT_MOVES = (
    "Det forsvinder fra denne sag og kommer over i den rigtige. Begge sager siger, at det er flyttet, hvem der skrev det, og "
    "hvem der flyttede det. Har nogen fået det på papir, så tag papiret tilbage."
)
MOVED = "Det er flyttet. Har nogen fået det på papir, så tag papiret tilbage."
NOBODY = "Der er ingen anden sag med de ord. Prøv borgerens navn."


@dataclass(frozen=True)
class TakingOut:
    """What is said. goes, stays: what of it is gone afterwards, and what is not; reason: what to write; done: when it is."""

    title: str
    for_good: str
    goes: str
    stays: str
    reason: str
    done: str


OF_TEXT = TakingOut(
    "Fjern teksten for altid",
    "Teksten kan ikke hentes tilbage.",
    "Den forsvinder fra sagen, historikken og søgningen. Har kolleger sagen, forsvinder den også hos dem og på serveren, "
    "når I har sendt og hentet.",
    "Det bliver stående, at her stod noget, hvem der skrev det og hvornår, og at du fjernede det. Papir, gemte filer og gamle "
    "sikkerhedskopier har stadig teksten.",
    "Skriv det kort, og skriv ikke selve teksten. Grunden står i adgangsloggen.",
    "Teksten er fjernet. Står den på papir eller i en gemt fil, så husk dem også.",
)
OF_FILE = TakingOut(
    "Fjern bilaget for altid",
    "Bilaget kan ikke hentes tilbage.",
    "Det forsvinder fra sagen, også hvis det ligger i den flere gange. Har kolleger sagen, forsvinder det også hos dem og på "
    "serveren, når I har sendt og hentet.",
    "Det bliver stående, at her lå et bilag, hvem der lagde det ind og hvornår, og at du fjernede det. Papir, gemte filer og "
    "gamle sikkerhedskopier har stadig bilaget.",
    "Skriv det kort, og skriv ikke, hvad der står i bilaget. Grunden står i adgangsloggen.",
    "Bilaget er fjernet. Ligger det på papir eller i en gemt fil, så husk dem også.",
)


def taking_out(entry: Entry) -> TakingOut:
    """The words for what a line holds."""
    return OF_FILE if entry.is_file else OF_TEXT


@dataclass(frozen=True)
class Part:
    """How much is moved. path: as `moving.move` has it, None for the whole paper."""

    path: str | None
    words: str


@dataclass(frozen=True)
class Target:
    """The case that it is moved to."""

    case: str
    name: str
    where: str

    @property
    def spoken(self) -> str:
        """Whose it is, so that nobody is mistaken for another."""
        return f"Det flyttes til {', '.join(part for part in (self.name, self.where) if part)}."


class Mending:
    """done: rings with what was done; trouble: what went wrong; found, target: whose case it may be, and whose it is."""

    def __init__(self, desk: Desk, case: str, runner: Runner) -> None:
        self._desk, self._case, self._runner = desk, case, runner
        self._latest = Latest(runner)
        self._words = ""
        self.target: Target | None = None
        self.is_busy = False
        self.done: Bell[[str]] = Bell()
        self.trouble: Bell[[RygsaekError]] = Bell()
        self.found: Bell[[tuple[Line, ...]]] = Bell()
        self.chosen: Bell[[Target | None]] = Bell()

    def take_out(self, entry: Entry, reason: str, *, is_whole_field: bool) -> None:
        """Takes the text or the file of a line out for good. reason: for the access log."""
        desk, case, at = self._desk, self._case, int(self._desk.now().timestamp() * 1000)

        def work() -> int:
            from sync.office import redacting  # slow to load

            return redacting.redact(desk, case, [entry.change], at, os.urandom, reason=reason, is_whole_field=is_whole_field)

        self._act(work, lambda: self.done.ring(taking_out(entry).done))

    def search(self, text: str) -> None:
        """Looks for the right case. It is written down as a search."""
        desk, case = self._desk, self._case
        self.forget()

        def work() -> tuple[Line, ...]:
            hits = search.find(desk, text, FOUND + 1)
            return tuple(Line(one.case, one.short_name, "", one.snippet) for one in hits if one.case != case)[:FOUND]

        self._latest.ask(work, self.found.ring, self.trouble.ring)

    def choose(self, case: str) -> None:
        """Reads whose case it is. It is written down as an opening."""
        desk = self._desk

        def read() -> Target:
            view = views.case_view(desk, case)
            return Target(case, view.citizen_name, "" if view.is_protected else view.address_line)

        self._latest.ask(read, self._on_target, self.trouble.ring)

    def forget(self) -> None:
        """Nobody is chosen any more."""
        self._on_target(None)

    def move(self, entry: Entry, part: Part, reason: str) -> None:
        """Moves it to the chosen case. reason: for both cases' access logs."""
        desk, case, target = self._desk, self._case, self.target
        if target is not None:
            to = target.case
            self._act(
                lambda: moving.move(desk, case, entry.document, to, part.path, reason=reason), lambda: self.done.ring(MOVED)
            )

    def _on_target(self, target: Target | None) -> None:
        self.target = target
        self.chosen.ring(target)

    def _act(self, work: Callable[[], object], done: Callable[[], None]) -> None:
        """A second press while it runs is no second wish."""
        if self.is_busy:
            return
        self.is_busy = True

        def over(_: object) -> None:
            self.is_busy = False
            done()

        def failed(error: RygsaekError) -> None:
            self.is_busy = False
            self.trouble.ring(error)

        self._runner.write(work, over, failed)


def parts_of(entry: Entry) -> tuple[Part, ...]:
    """How much can be moved from a line: the answer, its row, the whole paper; never all of the citizen's own facts."""
    found = [Part(entry.path, f"Kun »{entry.field}«")]
    if entry.path.count("/") > 1:
        found.append(Part(entry.path.rpartition("/")[0], "Alt på det samme kort"))
    if entry.form_id != BORGER:
        found.append(Part(None, f"Alt, hvad der er skrevet i papiret »{entry.form}«"))
    return tuple(found)
