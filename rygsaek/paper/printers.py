"""What Rygsæk asks of whatever prints: the port that `ipp_printer` implements, and `ui/qt_printer` where there is no IPP.

A paper goes out in two steps, so that a crash leaves no doubt: `prepare` gives the job a ticket at the printer while nothing
can come out yet, the queue writes the ticket down, and only then `deliver` hands over the bytes. A ticket is opaque to
everyone but the printer that gave it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple, Protocol

Ticket = str

PrinterAt = Literal["ready", "busy", "stopped", "unreachable", "refusing", "missing"]

JobAt = Literal["unknown", "empty", "queued", "printing", "stopped", "done", "cancelled", "aborted"]
"""Where a job is, as far as the printer tells.

unknown: the printer answers and knows no such job. empty: it has the job's name and no document.
done: it says that it is finished, or (where nothing better is told) that it was taken into the system's queue;
whether paper came out is for a person to say.
"""


class PrinterInfo(NamedTuple):
    """One printer now. name: what a job is sent to, compared letter by letter; reason: a code of `reasons`, "" for none."""

    name: str
    uri: str
    title: str
    at: PrinterAt
    reason: str = ""


class JobState(NamedTuple):
    """One job now. reason: why it does not go on, a code of `reasons`. nothing_out: the printer is sure that no page came out."""

    at: JobAt
    reason: str = ""
    nothing_out: bool = False


def never() -> bool:
    """A delivery that nobody stops."""
    return False


class Printer(Protocol):
    """Where papers come out. Every method raises PrinterError where nobody answers (`printer.unreachable`).

    No method ever falls back to another printer than the one named.
    """

    def printers(self) -> tuple[PrinterInfo, ...]:
        """Every printer that can be chosen, in the order of their names."""
        ...

    def look(self, name: str) -> PrinterInfo:
        """One printer as it is now; `missing` or `unreachable` are told, not raised."""
        ...

    def prepare(self, name: str, title: str, copies: int) -> Ticket:
        """Announce a job; nothing comes out yet. title: unique, and without a word about the citizen.

        Raises PrinterError: printer.missing, .unreachable, .refusing, .busy (try again), .format.
        """
        ...

    def deliver(self, name: str, ticket: Ticket, data: bytes, stop: Callable[[], bool] = never) -> None:
        """Hand over the document of an announced job. `stop` is asked often; StoppedError when it said yes.

        PrinterError here leaves open how much has arrived: ask `state`.
        """
        ...

    def state(self, name: str, ticket: Ticket) -> JobState:
        """Where the job is. Never another job that happens to have the same number."""
        ...

    def cancel(self, name: str, ticket: Ticket) -> JobState:
        """Ask for the job to be dropped, everywhere the system has it, and tell where it then is.

        `cancelled`, `aborted`, `done` and `unknown` mean that nothing more of it can come out; anything else means: ask again.
        """
        ...

    def trace(self, title: str) -> Ticket:
        """The ticket of a job of which only the title is known."""
        ...


class StoppedError(Exception):
    """A delivery was stopped by the one who asked for it."""


OVER: frozenset[JobAt] = frozenset(("cancelled", "aborted", "done", "unknown"))
"""Nothing more of such a job can come out."""
