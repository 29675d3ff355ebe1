"""The office in the window: not in one yet, waiting to be let in, or in it. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, TypeVar

from rygsaek.paper.sheets import OnItsWay
from ui.presenters.bell import Bell
from ui.presenters.runner import Runner, beside
from ui.presenters.timers import Alarm, Timers

T = TypeVar("T")
LOOK_EVERY_S = 15.0
HAND_IT_OVER = "Giv arket i hånden til din kollega."
PRINT_AGAIN = "Se efter papir og kabel, og print igen. Kommer arket ud senere, så makulér det."
State = Literal["none", "printed", "kit", "waiting", "member"]
"""none: in no office; printed: the kit of one to be is in the printer, and somebody must look; kit: it is on paper, and the store
has not taken the office; waiting: a lead must say yes; member: in it."""


@dataclass(frozen=True)
class Applicant:
    """Somebody who waits to be let in. words: the six that their laptop shows too; namesake: a laptop in the office of somebody
    with the same name, whose new one this may be, "" for none."""

    device: str
    name: str
    words: tuple[str, ...]
    namesake: str = ""


@dataclass(frozen=True)
class Laptop:
    """One of the office's. remark: what is to be said of it; is_claimed: the person has not said yet that it is theirs."""

    device: str
    name: str
    remark: str
    is_revocable: bool = False
    is_claimed: bool = False


@dataclass(frozen=True)
class OfficeView:
    """How things stand. words: one's own while waiting, the office's in it; server: its address."""

    state: State = "none"
    words: tuple[str, ...] = ()
    server: str = ""
    is_lead: bool = False
    laptops: tuple[Laptop, ...] = ()


@dataclass(frozen=True)
class Waiting:
    """Who waits with an invite made here, and how many wait for another lead."""

    applicants: tuple[Applicant, ...] = ()
    others: int = 0


class OfficeSource(Protocol):
    """Everything is done off the screen's thread and may raise RygsaekError; all but `view` and `printers` asks the server."""

    def view(self) -> OfficeView: ...

    def laptop_name(self) -> str: ...

    def printers(self) -> Sequence[str]: ...

    def join(self, code: str, laptop: str) -> OfficeView: ...

    def join_by_picture(self, file: Path, laptop: str) -> OfficeView: ...

    def come_back(self, code: str, laptop: str) -> tuple[str, ...]: ...

    def come_back_by_picture(self, file: Path, laptop: str) -> tuple[str, ...]: ...

    def look(self) -> OfficeView: ...

    def give_up(self) -> OfficeView: ...

    def print_kit(self, server: str, laptop: str, printer: str) -> str: ...

    def save_kit(self, server: str, laptop: str, target: Path) -> OfficeView: ...

    def kit_came_out(self, came: bool) -> OfficeView: ...

    def finish(self) -> OfficeView: ...

    def invite(self) -> str: ...

    def print_invite(self, code: str, printer: str) -> OnItsWay: ...

    def invite_came_out(self, job: str, came: bool) -> None: ...

    def pending(self) -> Waiting: ...

    def admit(self, device: str, *, is_lead: bool, same_as: str) -> OfficeView: ...

    def refuse(self, device: str) -> Waiting: ...

    def revoke(self, device: str) -> str: ...

    def say_mine(self, device: str) -> str: ...

    def lease(self, device: str) -> str: ...

    def move(self, address: str) -> str: ...


class OfficePresenter:
    """`problem` and `told` say for which part: `join`, `back`, `found`, `printed`, `invite`, `pending`, `laptops`, `address`."""

    def __init__(self, source: OfficeSource, runner: Runner, timers: Timers) -> None:
        self._source, self._runner = source, runner
        self._alarm = Alarm(timers, self._look_quietly)
        self.view: Bell[[OfficeView]] = Bell()
        self.printers: Bell[[tuple[str, ...]]] = Bell()
        self.laptop: Bell[[str]] = Bell()
        self.waiting: Bell[[Waiting]] = Bell()
        self.invited: Bell[[str]] = Bell()
        self.printed_invite: Bell[[str]] = Bell()
        """The printer has the invite's sheet: did it come out? With what the printer wants, or ""."""
        self.answered_invite: Bell[[]] = Bell()
        self._invite_job = ""
        self.is_back: Bell[[]] = Bell()
        """Back with the office's key: its cases can be fetched now."""
        self.told: Bell[[str, str]] = Bell()
        self.problem: Bell[[str, str]] = Bell()
        self.busy: Bell[[str, bool]] = Bell()

    def begin(self) -> None:
        """The page is shown."""
        self._runner.read(self._source.view, self._show)
        self._runner.read(self._source.laptop_name, self.laptop.ring)
        self._runner.read(self._source.printers, lambda names: self.printers.ring(tuple(names)), lambda _: self.printers.ring(()))

    def end(self) -> None:
        """The page goes."""
        self._alarm.stop()

    def join(self, code: str, laptop: str) -> None:
        """Use the code of an invite."""
        if not code.strip():
            self.problem.ring("join", "Skriv koden fra din invitation.")
            return
        self._do("join", lambda: self._source.join(code.strip(), laptop.strip()), self._show)

    def join_by_picture(self, file: Path, laptop: str) -> None:
        """Use a picture of the invite's code."""
        self._do("join", lambda: self._source.join_by_picture(file, laptop.strip()), self._show)

    def come_back(self, code: str, laptop: str) -> None:
        """Use the office's key."""
        if not code.strip():
            self.problem.ring("back", "Skriv adressen, tegnet # og grupperne fra arket »Kontornøglen«.")
            return
        self._do("back", lambda: self._source.come_back(code.strip(), laptop.strip()), self._on_back)

    def come_back_by_picture(self, file: Path, laptop: str) -> None:
        """Use a picture of it."""
        self._do("back", lambda: self._source.come_back_by_picture(file, laptop.strip()), self._on_back)

    def look(self) -> None:
        """Ask whether a lead has said yes."""
        self._do("waiting", self._source.look, self._on_looked)

    def give_up(self) -> None:
        """Wait no more."""
        self._do("waiting", self._source.give_up, self._show)

    def print_kit(self, server: str, laptop: str, printer: str) -> None:
        """Make an office, its two sheets first."""

        def sent(trouble: str) -> None:
            self.problem.ring("printed", trouble)
            self._runner.read(self._source.view, self._show)

        if self._has_address(server):
            self._do("found", lambda: self._source.print_kit(server, laptop.strip(), printer), sent)

    def save_kit(self, server: str, laptop: str, target: Path) -> None:
        """Make an office, with its two sheets as a file."""
        if self._has_address(server):
            self._do("found", lambda: self._source.save_kit(server, laptop.strip(), target), self._show)

    def kit_came_out(self, came: bool) -> None:
        """Whether both sheets came out."""
        self._do("printed", lambda: self._source.kit_came_out(came), self._show)

    def finish(self) -> None:
        """Have the store take an office whose key is on paper."""
        self._do("kit", self._source.finish, self._show)

    def invite(self) -> None:
        """A code for a colleague."""
        self._do("invite", self._source.invite, self.invited.ring)

    def print_invite(self, code: str, printer: str) -> None:
        """The code as a sheet."""

        def sent(sheet: OnItsWay) -> None:
            self._invite_job = sheet.job
            self.printed_invite.ring(sheet.trouble)

        self._do("invite", lambda: self._source.print_invite(code, printer), sent)

    def invite_came_out(self, came: bool) -> None:
        """Whether the sheet came out."""
        job = self._invite_job

        def answered(_: None) -> None:
            self.answered_invite.ring()
            (self.told if came else self.problem).ring("invite", HAND_IT_OVER if came else PRINT_AGAIN)

        self._do("invite", lambda: self._source.invite_came_out(job, came), answered)

    def ask_pending(self) -> None:
        """Who waits?"""
        self._do("pending", self._source.pending, self.waiting.ring)

    def admit(self, device: str, *, is_lead: bool = False, same_as: str = "") -> None:
        """The six words were the same. same_as: a laptop of the same person, "" for somebody new."""

        def shown(view: OfficeView) -> None:
            self._show(view)
            self.ask_pending()

        self._do("pending", lambda: self._source.admit(device, is_lead=is_lead, same_as=same_as), shown)

    def refuse(self, device: str) -> None:
        """They were not, or it is somebody else."""
        self._do("pending", lambda: self._source.refuse(device), self.waiting.ring)

    def revoke(self, device: str) -> None:
        """Lock a laptop out of the office."""
        self._change(lambda: self._source.revoke(device))

    def say_mine(self, device: str) -> None:
        """It is this person's laptop too."""
        self._change(lambda: self._source.say_mine(device))

    def lease(self, device: str) -> None:
        """Let a laptop go on without a network for longer."""
        self._change(lambda: self._source.lease(device))

    def move(self, address: str) -> None:
        """The store is at another address."""

        def done(said: str) -> None:
            self.told.ring("address", said)
            self._runner.read(self._source.view, self._show)

        if address.strip():
            self._do("address", lambda: self._source.move(address), done)
        else:
            self.problem.ring("address", "Skriv serverens adresse. Den får du af it.")

    def _on_back(self, said: tuple[str, ...]) -> None:
        self.told.ring("laptops", " ".join(said))
        self._runner.read(self._source.view, self._show)
        self.is_back.ring()

    def _change(self, work: Callable[[], str]) -> None:
        def done(said: str) -> None:
            self.told.ring("laptops", said)
            self._runner.read(self._source.view, self._show)

        self._do("laptops", work, done)

    def _has_address(self, server: str) -> bool:
        if not server.strip():
            self.problem.ring("found", "Skriv serverens adresse. Den får du af it.")
        return bool(server.strip())

    def _show(self, view: OfficeView) -> None:
        self.view.ring(view)
        if view.state == "waiting":
            self._alarm.set(LOOK_EVERY_S)
        else:
            self._alarm.stop()

    def _on_looked(self, view: OfficeView) -> None:
        self._show(view)
        if view.state == "waiting":
            self.told.ring("waiting", "Din leder har ikke lukket dig ind endnu.")

    def _look_quietly(self) -> None:
        """Without a word where there is no answer: it is asked again."""
        self._runner.read(self._source.look, self._show, lambda _: self._alarm.set(LOOK_EVERY_S))

    def _do(self, part: str, work: Callable[[], T], done: Callable[[T], None]) -> None:
        beside(
            self._runner,
            work,
            done,
            busy=lambda is_busy: self.busy.ring(part, is_busy),
            failed=lambda error: self.problem.ring(part, f"{error.title} {error.advice}"),
        )
