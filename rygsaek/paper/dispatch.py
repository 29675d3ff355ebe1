"""The half of the print queue that talks with printers: sends, asks, stops, and settles what a crash left open.

Rules that hold through every crash:
- The printer's ticket MUST be written down before the first byte leaves (printers.py). A job found in "sending" is looked up
  at the printer; only one that has no document there, and is cancelled there, is sent again.
- What is to be stopped is written down before the printer is asked, and asked again until it answers. While a stop is owed
  to a printer, nothing else is sent to it.
- A job of an earlier process is not sent: a crash may have taken us to another table. It is stopped and held, like at a lock.
- A job goes to the printer of its name or nowhere.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from datetime import UTC, datetime

from forms.pdf.pages import only_pages
from rygsaek.errors import PrinterError
from rygsaek.paper import print_jobs, reasons
from rygsaek.paper.print_jobs import Job, JobStands, Stop
from rygsaek.paper.printers import OVER, JobState, Printer, StoppedError
from rygsaek.vault.transaction import Transaction
from rygsaek.vault.vault import Vault

MOST_ATTEMPTS = 20
LANDING_S = 0.5
ROUNDS, PAUSE_S = 10, 0.05
_TRY_AGAIN = {"printer.unreachable", "printer.busy", "printer.nonsense"}


class _Flight:
    """A delivery under way. stop: it should end; landed: it has ended."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        self.landed = threading.Event()


class Dispatch:
    """Sends one vault's jobs. Every method may be called from any thread and waits for printers.

    is_continuing: jobs that an earlier process has sent go on; else they are held.
    """

    def __init__(self, vault: Vault, printer: Printer, now: Callable[[], datetime], *, is_continuing: bool) -> None:
        self._vault = vault
        self._printer = printer
        self._now = now
        self._is_continuing = is_continuing
        self._stepping = threading.Lock()
        self._pause = threading.Event()
        self._flights: dict[str, _Flight] = {}
        self._asked_for: set[str] = set()

    def stamp(self) -> str:
        """The time as it is kept: UTC, ISO 8601."""
        return self._now().astimezone(UTC).isoformat(timespec="milliseconds")

    def ask_for(self, job: Job) -> None:
        """A person has asked for this attempt in this process: it may be sent."""
        self._asked_for.add(job.title)

    def step(self, *, is_sending: bool = True) -> None:
        """One round: stop what is to be stopped, settle what is open, send what waits, ask how the rest is doing."""
        with self._stepping:
            dead: set[str] = set()
            self.settle_stops(self.stops(), dead, rounds=1)
            for job in self._select("sending"):
                self._ask(job, dead, self._resolve)
            moving = self._select("sent", "confirmed", is_moving=True)
            if is_sending:
                waiting = self._select("waiting", "sending")
                if any(self._is_left_behind(job) for job in (*waiting, *moving)):
                    self.hold(self._is_left_behind)
                for job in self._select("waiting"):
                    self._ask(job, dead, self._send)
            for job in moving:
                self._ask(job, dead, self._look)

    def hold(self, is_meant: Callable[[Job], bool]) -> None:
        """Stop these jobs, at printer and system queue, and hold them. Written down first, so that it holds through a crash."""
        with self._vault.write() as tx:
            going = print_jobs.select(tx, stands=("waiting", "sending"))
            gone = print_jobs.select(tx, stands=("sent", "confirmed"), is_moving=True)
            meant = [job for job in (*going, *gone) if is_meant(job)]
            for job in meant:
                if job.stands != "waiting":
                    print_jobs.owe_stop(tx, job)
                elif job.title not in self._asked_for:  # announced perhaps, by a process that died before it wrote that down
                    print_jobs.owe_stop_of(tx, Stop(self._printer.trace(job.title), job.printer, job.id, 0))
                if job.stands != "confirmed":
                    print_jobs.change(tx, job, self.stamp(), stands="held", reason=reasons.VISIT_OVER)
        self.stop_flights({job.id for job in meant})
        self.settle_stops([stop for job in meant for stop in self.stops(job.id)], set())

    def stop_flights(self, job_ids: Collection[str]) -> None:
        """End these jobs' deliveries, and wait a moment until they have."""
        flights = [flight for job_id, flight in tuple(self._flights.items()) if job_id in job_ids]
        for flight in flights:
            flight.stop.set()
        for flight in flights:
            flight.landed.wait(LANDING_S)

    def stops(self, job_id: str | None = None) -> tuple[Stop, ...]:
        """The cancels that are owed, of one job or of all."""
        with self._vault.read() as reader:
            return tuple(stop for stop in print_jobs.stops(reader) if job_id in (None, stop.job))

    def settle_stops(self, owed: Collection[Stop], dead: set[str], *, rounds: int = ROUNDS) -> None:
        """Cancel what is owed at its printers, and see that it is: a printer takes a moment to stop between two pages.

        dead: printers that did not answer, not asked again, and added to. rounds: how often to look before it counts as open.
        """
        left = [stop for stop in owed if stop.printer not in dead]
        for last in range(rounds - 1, -1, -1):
            still = []
            for stop in left:
                state = self._cancelled(stop, dead)
                if last and state.at not in OVER and state.reason != reasons.SPOOLED and stop.printer not in dead:
                    still.append(stop)
                else:
                    self._stopped(stop, state)
            if not (left := still):
                return
            self._pause.wait(PAUSE_S)

    def _cancelled(self, stop: Stop, dead: set[str]) -> JobState:
        try:
            return self._printer.cancel(stop.printer, stop.ticket)
        except PrinterError as error:
            if error.code == f"printer.{reasons.MISSING}":
                return JobState("unknown")
            dead.add(stop.printer)
            return JobState("stopped", reasons.UNREACHABLE)

    def again(self, tx: Transaction, job: Job, *, printer: str, visit: str) -> None:
        """Let a job wait for its printer once more, as a new attempt."""
        new = {"stands": "waiting", "reason": "", "at": "unknown", "ticket": "", "attempt": job.attempt + 1}
        changed = print_jobs.change(tx, job, self.stamp(), printer=printer, visit=visit, **new)
        if changed is not None:
            tx.after_commit(lambda: self.ask_for(changed))

    def _is_left_behind(self, job: Job) -> bool:
        if job.title in self._asked_for or job.stands == "confirmed":
            return False
        return job.stands == "waiting" or not self._is_continuing

    def _stopped(self, stop: Stop, state: JobState) -> None:
        """Write down what the printer said to a stop, on the job too where it is still held for it."""
        can_never_be = state.reason == reasons.SPOOLED
        is_over = state.at in OVER or can_never_be
        with self._vault.write() as tx:
            if is_over and stop.job not in self._flights:
                print_jobs.settle(tx, stop)
            job = print_jobs.find(tx, stop.job)
            if job is None or job.stands != "held" or job.attempt != stop.attempt:
                return
            if state.at == "done":
                print_jobs.change(tx, job, self.stamp(), stands="sent", at="done", reason="")
            elif not is_over or can_never_be or state.at == "unknown":
                print_jobs.change(tx, job, self.stamp(), at=state.at, reason=reasons.UNSURE)
            else:
                reason = reasons.VISIT_OVER if state.nothing_out else reasons.PARTLY
                print_jobs.change(tx, job, self.stamp(), at=state.at, reason=reason)

    def _ask(self, job: Job, dead: set[str], ask: Callable[[Job], None]) -> None:
        """Do something with one job, unless its printer has already not answered in this round."""
        reason = reasons.UNREACHABLE
        if job.printer not in dead:
            try:
                ask(job)
                return
            except PrinterError as error:
                reason = error.code.removeprefix("printer.")
                if reason == reasons.UNREACHABLE:
                    dead.add(job.printer)
        with self._vault.write() as tx:
            now = print_jobs.find(tx, job.id)
            if now is not None and now.stands in ("waiting", "sending", "sent") and now.reason != reason:
                print_jobs.change(tx, now, self.stamp(), reason=reason)

    def _send(self, job: Job) -> None:
        if any(stop.printer == job.printer for stop in self.stops()):
            raise PrinterError(*reasons.words(reasons.STOPPING), code=f"printer.{reasons.STOPPING}")
        try:
            data = self._bytes(job)
        except ValueError:
            self._change(job, stands="failed", reason=reasons.DAMAGED)
            return
        try:
            ticket = self._printer.prepare(job.printer, job.title, job.copies)
        except PrinterError as error:
            if error.code in _TRY_AGAIN:
                raise
            self._change(job, stands="failed", reason=error.code.removeprefix("printer."))
            return
        flight = self._flights[job.id] = _Flight()
        try:
            sending = self._change(job, stands="sending", ticket=ticket, reason="", at="empty")
            if sending is None:
                with self._vault.write() as tx:  # held or cancelled in this very moment, and nothing has left us
                    print_jobs.owe_stop_of(tx, Stop(ticket, job.printer, job.id, 0))
            else:
                self._deliver(sending, data, flight)
        finally:
            del self._flights[job.id]
            flight.landed.set()
        self.settle_stops(self.stops(job.id), set())

    def _bytes(self, job: Job) -> bytes:
        with self._vault.read() as reader:
            data = print_jobs.frozen_bytes(reader, job)
        return data if len(job.wanted) == job.pages else only_pages(data, job.wanted)

    def _deliver(self, job: Job, data: bytes, flight: _Flight) -> None:
        try:
            self._printer.deliver(job.printer, job.ticket, data, flight.stop.is_set)
        except StoppedError:
            return  # who stopped it has written down why
        except PrinterError as error:
            if error.code in _TRY_AGAIN:
                self._resolve(job)
                return
            with self._vault.write() as tx:
                print_jobs.owe_stop(tx, job)
                print_jobs.change(tx, job, self.stamp(), stands="failed", reason=error.code.removeprefix("printer."))
        else:
            self._change(job, stands="sent", at="queued")

    def _resolve(self, job: Job) -> None:
        """A job in "sending" that nobody is sending: what does the printer have of it?"""
        if job.id in self._flights and self._flights[job.id].stop.is_set():
            return
        state = self._printer.state(job.printer, job.ticket)
        if state.at == "empty":
            state = self._printer.cancel(job.printer, job.ticket)
            if state.at == "empty":
                return
            if state.at in ("cancelled", "aborted", "unknown"):
                self._send_later(job)
                return
        if state.at == "unknown":
            self._change(job, stands="held", reason=reasons.UNSURE, at="unknown")
        else:
            self._told(job, state)

    def _send_later(self, job: Job) -> None:
        """Nothing of this attempt can come out: once more, by itself if it was asked for in this process."""
        if job.attempt >= MOST_ATTEMPTS:
            self._change(job, stands="failed", reason=reasons.ABORTED)
        elif job.title not in self._asked_for:
            self._change(job, stands="held", reason=reasons.VISIT_OVER)
        else:
            with self._vault.write() as tx:
                self.again(tx, job, printer=job.printer, visit=job.visit)

    def _look(self, job: Job) -> None:
        self._told(job, self._printer.state(job.printer, job.ticket))

    def _told(self, job: Job, state: JobState) -> None:
        if job.stands == "confirmed":
            self._change(job, at=state.at)
        elif state.at in ("cancelled", "aborted"):
            with self._vault.write() as tx:
                print_jobs.owe_stop(tx, job)  # gone from the system's queue is not yet gone from the printer
                print_jobs.change(tx, job, self.stamp(), stands="failed", at=state.at, reason=state.reason)
        else:
            reason = reasons.FORGOTTEN if state.at == "unknown" else state.reason
            self._change(job, stands="sent", at=state.at, reason=reason)

    def _select(self, *stands: JobStands, is_moving: bool = False) -> tuple[Job, ...]:
        with self._vault.read() as reader:
            return print_jobs.select(reader, stands=stands, is_moving=is_moving)

    def _change(self, job: Job, **new: object) -> Job | None:
        with self._vault.write() as tx:
            return print_jobs.change(tx, job, self.stamp(), **new)
