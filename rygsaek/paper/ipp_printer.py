"""The Printer port over IPP: CUPS's queues, and driverless printers straight by their address.

A name is the exact name of a CUPS queue, or a printer's own address (`ipp://…`), which is given back with the printer's UUID
behind a `#`: at the next home another printer may have the same address. Nothing falls back to a default printer.
CUPS is asked about its queue; where it tells the printer's own IPP address, the printer is asked too, because CUPS
keeps old reasons and says "processing" while nobody answers (CUPS 2.4.2), and because a cancelled job must be gone there as well.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple
from urllib.parse import quote

from rygsaek.errors import PrinterError
from rygsaek.paper import reasons
from rygsaek.paper.ipp import Line, ask, failure, line_to
from rygsaek.paper.ipp_message import (
    BOOLEAN,
    INTEGER,
    JOB_GROUP,
    KEYWORD,
    MIME,
    NAME,
    PRINTER_GROUP,
    URI,
    Attributes,
    Given,
    Operation,
    Reply,
    encode,
)
from rygsaek.paper.printers import OVER, JobAt, JobState, PrinterAt, PrinterInfo, Ticket, never

PDF = "application/pdf"
_IS_PDF = Given(MIME, "document-format", (PDF,))
A4 = "iso_a4_210x297mm"
DELIVERY_S = 30.0
_NOT_POSSIBLE, _NOT_FOUND, _GONE, _FORMAT, _REFUSING, _BUSY = 0x0404, 0x0406, 0x0407, 0x040A, 0x0506, 0x0507
_STOPPED_STATE, _IDLE_STATE = 5, 3
_GIVEN_UP = "job-completed-with-errors"
"""What CUPS 2.4.2 says of a job that it has stopped because one of its filters failed (finalize_job in scheduler/job.c)."""
_JOB_AT: dict[int, JobAt] = {
    3: "queued", 4: "queued", 5: "printing", 6: "stopped", 7: "cancelled", 8: "aborted", 9: "done",
}  # fmt: skip
_PRINTER_ASKED = (
    "printer-name", "printer-info", "printer-state", "printer-state-reasons", "printer-is-accepting-jobs",
    "document-format-supported", "operations-supported", "device-uri", "printer-uuid",
)  # fmt: skip
_JOB_ASKED = ("job-id", "job-name", "job-state", "job-state-reasons", "time-at-processing", "job-impressions-completed")


class _Job(NamedTuple):
    """A ticket taken apart. number: at the printer, 0 where the printer numbers only what has arrived."""

    number: int
    copies: int
    title: str

    def ticket(self) -> Ticket:
        return f"{self.number}:{self.copies}:{self.title}"


class IppPrinter:
    """CUPS and driverless printers.

    server: CUPS's line, or None where there is none. direct: addresses of printers to list beside CUPS's queues.
    user: whom CUPS takes the jobs to belong to; only this user may cancel them.
    timeout_s: how long a question may stay unanswered; quick_s: the same for a printer behind CUPS, asked on the side.
    """

    def __init__(
        self,
        server: Line | None,
        direct: Sequence[str] = (),
        *,
        user: str = "rygsaek",
        timeout_s: float = 5.0,
        quick_s: float = 1.0,
    ) -> None:
        self._server = server
        self._direct = tuple(direct)
        self._user = user
        self._timeout_s = timeout_s
        self._quick_s = quick_s
        self._numbers = itertools.count(1)
        self._dry: set[Ticket] = set()

    def printers(self) -> tuple[PrinterInfo, ...]:
        """CUPS's queues and the direct addresses."""
        found = [self.look(uri) for uri in self._direct]
        if self._server is not None:
            try:
                reply = self._ask(self._server, Operation.CUPS_GET_PRINTERS, (_wanted(_PRINTER_ASKED),), with_uri=False)
            except PrinterError:  # no CUPS here: the printers with an address of their own remain
                return tuple(sorted(found))
            queues = [one for one in reply.all(PRINTER_GROUP) if _text(one, "printer-name")]
            with ThreadPoolExecutor(8) as side:  # one printer that is off keeps nobody waiting for the others
                found += side.map(self._queue_told, queues)
        return tuple(sorted(found))

    def _queue_told(self, queue: Attributes) -> PrinterInfo:
        name = _text(queue, "printer-name")
        return self._told(name, self._line(name), queue)

    def look(self, name: str) -> PrinterInfo:
        """One printer, now."""
        return self._look_at(name, self._line(name))

    def prepare(self, name: str, title: str, copies: int) -> Ticket:
        """Create-Job, or nothing but a title where the printer has no such operation."""
        line = self._line(name)
        printer = self._attributes(line)
        if printer is None or not _is_itself(name, printer):
            raise failure(_stranger(printer), name)
        if not _truth(printer, "printer-is-accepting-jobs"):
            raise failure(reasons.REFUSING, name)
        formats = printer.get("document-format-supported", ())
        if formats and PDF not in formats:
            raise failure(reasons.FORMAT, name)
        if Operation.CREATE_JOB not in printer.get("operations-supported", ()):
            return _Job(0, copies, title).ticket()
        reply = self._ask(line, Operation.CREATE_JOB, (Given(NAME, "job-name", (title,)),), _job_wishes(copies))
        _refuse(reply, name)
        number = _number(reply.group(JOB_GROUP))
        if not number:
            raise failure(reasons.REFUSING, name)
        return _Job(number, copies, title).ticket()

    def deliver(self, name: str, ticket: Ticket, data: bytes, stop: Callable[[], bool] = never) -> None:
        """Send-Document to the announced job, or Print-Job where there is none."""
        job = _taken_apart(ticket)
        line = self._line(name)
        given = [Given(URI, "printer-uri", (line.uri,))]
        if job.number:
            given += [Given(INTEGER, "job-id", (job.number,)), self._asker(), _IS_PDF, Given(BOOLEAN, "last-document", (True,))]
            message = encode(Operation.SEND_DOCUMENT, next(self._numbers), given)
        else:
            given += [self._asker(), Given(NAME, "job-name", (job.title,)), _IS_PDF]
            message = encode(Operation.PRINT_JOB, next(self._numbers), given, _job_wishes(job.copies))
        _refuse(ask(line, message, data, timeout_s=DELIVERY_S, stop=stop), name)

    def state(self, name: str, ticket: Ticket) -> JobState:
        """Get-Job-Attributes by number, checked against the title; by title alone where there is no number."""
        line, job = self._line(name), _taken_apart(ticket)
        found = self._find(line, job, self._timeout_s)
        if found is None:
            return JobState("unknown")
        at = _job_at(found)
        if at == "done":
            at = self._at_behind(line, job)
        elif at == "stopped" and _GIVEN_UP in _keywords(found, "job-state-reasons"):
            return self._given_up(line, job)
        if at in OVER or at == "empty":
            return JobState(at, reasons.CANCELLED if at == "cancelled" else reasons.ABORTED if at == "aborted" else "")
        return JobState(at, self._look_at(name, line).reason)

    def cancel(self, name: str, ticket: Ticket) -> JobState:
        """Cancel-Job here and, behind CUPS, at the printer itself; then look where it is. Each question waits for `quick_s`."""
        job = _taken_apart(ticket)
        line = self._line(name)
        printer = self._attributes(line, self._quick_s)
        if printer and not _is_itself(name, printer):
            raise failure(reasons.UNREACHABLE, name)  # ours may come back with the job still in it
        behind = self._behind(printer) if printer else None
        if self._waits_for_its_first_sheet(behind or line, job):
            self._dry.add(ticket)
        state = self._cancel_at(line, job)
        if behind is not None and state.at not in ("empty", "queued", "printing", "stopped"):
            try:
                there = self._cancel_at(behind, _Job(0, job.copies, job.title))
            except PrinterError:  # it may have the whole job and only be out of reach
                return state if state.at == "done" or state.nothing_out else JobState("stopped", reasons.UNREACHABLE)
            state = there if there.at not in OVER else state._replace(nothing_out=state.nothing_out or there.nothing_out)
        if state.at == "cancelled" and ticket in self._dry:
            found = self._find(behind or line, _Job(0, job.copies, job.title), self._quick_s) or {}
            return state._replace(nothing_out=found.get("job-impressions-completed", (0,)) == (0,))
        return state

    def trace(self, title: str) -> Ticket:
        """A ticket without a number."""
        return _Job(0, 1, title).ticket()

    def _cancel_at(self, line: Line, job: _Job) -> JobState:
        found = self._find(line, job, self._quick_s)
        if found is None:
            return JobState("unknown")
        if _job_at(found) not in OVER:
            number = Given(INTEGER, "job-id", (_number(found),))
            self._ask(line, Operation.CANCEL_JOB, (number,), timeout_s=self._quick_s)
            found = self._find(line, job, self._quick_s)
        if found is None:
            return JobState("unknown")
        at = _job_at(found)
        is_stopping = at == "cancelled" and "processing-to-stop-point" in found.get("job-state-reasons", ())
        if is_stopping and not self._is_idle(line):
            return JobState("printing")
        return JobState(at, nothing_out=at == "cancelled" and found.get("time-at-processing") == (None,))

    def _at_behind(self, line: Line, job: _Job) -> JobAt:
        """Where a job is that is done here: CUPS may have let go of one that the printer behind it goes on with, or broke off."""
        try:
            printer = self._attributes(line, self._quick_s)
            behind = self._behind(printer) if printer else None
            found = self._find(behind, _Job(0, job.copies, job.title), self._quick_s) if behind is not None else None
        except PrinterError:
            return "done"
        at = _job_at(found) if found is not None else "done"
        return at if at in ("printing", "stopped", "cancelled", "aborted") else "done"

    def _given_up(self, line: Line, job: _Job) -> JobState:
        """A job that a program of CUPS's own broke on, and that lies there until somebody lets it go.

        Where the printer behind has never heard of it, nothing came out. It is told as over: the queue has it cancelled there.
        """
        try:
            printer = self._attributes(line, self._quick_s)
            behind = self._behind(printer) if printer else None
            found = self._find(behind, _Job(0, job.copies, job.title), self._quick_s) if behind is not None else None
        except PrinterError:
            behind, found = None, None
        if found is not None and (at := _job_at(found)) != "aborted":
            return JobState(at, reasons.CANCELLED if at == "cancelled" else "")
        is_certain = behind is not None and found is None
        return JobState("aborted", reasons.NOT_OUT if is_certain else reasons.ABORTED, nothing_out=is_certain)

    def _waits_for_its_first_sheet(self, line: Line, job: _Job) -> bool:
        """Whether a printer (not CUPS, which shows the counts of the job before) has no paper for this job's first page."""
        try:
            printer = self._attributes(line, self._quick_s) or {}
            found = self._find(line, _Job(0, job.copies, job.title), self._quick_s) or {}
        except PrinterError:
            return False
        has_no_paper = reasons.gather(_keywords(printer, "printer-state-reasons")) == reasons.PAPER
        is_printer = not _text(printer, "device-uri")
        return is_printer and has_no_paper and found.get("job-impressions-completed") == (0,)

    def _is_idle(self, line: Line) -> bool:
        return (self._attributes(line, self._quick_s) or {}).get("printer-state") == (_IDLE_STATE,)

    def _find(self, line: Line, job: _Job, timeout_s: float) -> Attributes | None:
        if job.number:
            asked = (Given(INTEGER, "job-id", (job.number,)), _wanted(_JOB_ASKED))
            found = self._ask(line, Operation.GET_JOB_ATTRIBUTES, asked, timeout_s=timeout_s).group(JOB_GROUP)
            return found if found.get("job-state") and _text(found, "job-name") in ("", job.title) else None
        for which in ("not-completed", "completed"):
            asked = (Given(KEYWORD, "which-jobs", (which,)), _wanted(_JOB_ASKED))
            for found in self._ask(line, Operation.GET_JOBS, asked, timeout_s=timeout_s).all(JOB_GROUP):
                if _text(found, "job-name") == job.title:
                    return found
        return None

    def _line(self, name: str) -> Line:
        if "://" in name:
            return line_to(name)
        if self._server is None:
            raise failure(reasons.MISSING, name)
        path = f"/printers/{quote(name, safe='')}"
        return self._server._replace(uri=f"ipp://localhost{path}", path=path)

    def _look_at(self, name: str, line: Line) -> PrinterInfo:
        try:
            printer = self._attributes(line)
        except PrinterError:
            return PrinterInfo(name, line.uri, name, "unreachable", reasons.UNREACHABLE)
        if printer is None or not _is_itself(name, printer):
            return PrinterInfo(name, line.uri, name.partition("#")[0], "missing", _stranger(printer))
        return self._told(name, line, printer)

    def _told(self, name: str, line: Line, printer: Attributes) -> PrinterInfo:
        title = _text(printer, "printer-info") or _text(printer, "printer-name") or name
        identity = _text(printer, "printer-uuid")
        if "://" in name and "#" not in name and identity:
            name = f"{name}#{identity}"
        at, reason = _printer_at(printer)
        behind = self._behind(printer) if at in ("ready", "busy", "stopped") and reason != reasons.PAUSED else None
        if behind is not None:
            try:
                own = self._attributes(behind, self._quick_s)
            except PrinterError:
                at, reason = "unreachable", reasons.UNREACHABLE
            else:
                at, reason = _printer_at(own) if own else (at, reason)
        return PrinterInfo(name, line.uri, title, at, reason)

    def _behind(self, printer: Attributes) -> Line | None:
        uri = _text(printer, "device-uri")
        return line_to(uri) if uri.startswith(("ipp://", "ipps://")) else None

    def _attributes(self, line: Line, timeout_s: float | None = None) -> Attributes | None:
        reply = self._ask(line, Operation.GET_PRINTER_ATTRIBUTES, (_wanted(_PRINTER_ASKED),), timeout_s=timeout_s)
        if reply.status in (_NOT_FOUND, _GONE):
            return None
        return reply.group(PRINTER_GROUP)

    def _asker(self) -> Given:
        return Given(NAME, "requesting-user-name", (self._user,))

    def _ask(
        self, line: Line, operation: Operation, given: Iterable[Given], job: Iterable[Given] = (), *,
        timeout_s: float | None = None, with_uri: bool = True,
    ) -> Reply:  # fmt: skip
        first, rest = [], list(given)
        if with_uri:
            first.append(Given(URI, "printer-uri", (line.uri,)))
        if rest and rest[0].name == "job-id":
            first.append(rest.pop(0))  # RFC 8011 wants the target before everything else
        message = encode(operation, next(self._numbers), (*first, self._asker(), *rest), job)
        return ask(line, message, timeout_s=timeout_s or self._timeout_s)


def _is_itself(name: str, printer: Attributes) -> bool:
    if "://" not in name:
        return _text(printer, "printer-name") == name
    _, is_known, identity = name.partition("#")
    return not is_known or _text(printer, "printer-uuid") == identity


def _stranger(printer: Attributes | None) -> str:
    return reasons.MISSING if not printer or "printer-name" not in printer else reasons.ANOTHER


def _wanted(names: Iterable[str]) -> Given:
    return Given(KEYWORD, "requested-attributes", tuple(names))


def _job_wishes(copies: int) -> tuple[Given, ...]:
    """A4, which few printers take for granted; what a printer does not know it passes over."""
    return (Given(INTEGER, "copies", (copies,)), Given(KEYWORD, "media", (A4,)))


def _taken_apart(ticket: Ticket) -> _Job:
    number, copies, title = ticket.split(":", 2)
    return _Job(int(number), int(copies), title)


def _number(job: Attributes) -> int:
    found = next(iter(job.get("job-id", ())), 0)
    return found if isinstance(found, int) else 0


def _text(attributes: Attributes, name: str) -> str:
    found = next(iter(attributes.get(name, ())), "")
    return found if isinstance(found, str) else ""


def _truth(attributes: Attributes, name: str) -> bool:
    return attributes.get(name, (True,)) != (False,)


def _keywords(attributes: Attributes, name: str) -> tuple[str, ...]:
    return tuple(str(word) for word in attributes.get(name, ()))


def _job_at(job: Attributes) -> JobAt:
    if {"job-incoming", "job-data-insufficient"}.intersection(_keywords(job, "job-state-reasons")):
        return "empty"
    state = job.get("job-state", (0,))[0]
    return _JOB_AT.get(state, "unknown") if isinstance(state, int) else "unknown"


def _printer_at(printer: Attributes) -> tuple[PrinterAt, str]:
    state = printer.get("printer-state", (_IDLE_STATE,))
    is_stopped = state == (_STOPPED_STATE,)
    reason = reasons.gather(_keywords(printer, "printer-state-reasons"), is_stopped)
    if not _truth(printer, "printer-is-accepting-jobs"):
        return "refusing", reasons.REFUSING
    if is_stopped:
        return "stopped", reason
    return ("ready" if state == (_IDLE_STATE,) else "busy"), reason


def _refuse(reply: Reply, name: str) -> None:
    """Raise unless the printer said yes."""
    if reply.status < 0x0100:
        return
    codes = {_NOT_FOUND: reasons.MISSING, _GONE: reasons.MISSING, _FORMAT: reasons.FORMAT, _BUSY: reasons.BUSY}
    raise failure(codes.get(reply.status, reasons.REFUSING), name)
