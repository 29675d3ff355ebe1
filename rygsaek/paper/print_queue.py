"""The print queue that counts: our own, in the vault, because a system's queue forgets, renames and says "done" too soon.

    waiting → sending → sent → confirmed          by the caseworker alone; "sent" is never "printed"
       ↑         ↓         ↓
       ├─ held ← ┴─────────┤   the visit ended or paused, or nobody knows whether it came out (reason UNSURE)
       └─ failed ←─────────┘   with the reason; printing again sends the same bytes once

What a person does to a job stands here, what a printer does in `dispatch`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Literal, NamedTuple

from rygsaek.errors import InputError, PrinterError
from rygsaek.history.ids import new_id
from rygsaek.paper import print_jobs, reasons
from rygsaek.paper.dispatch import Dispatch
from rygsaek.paper.print_jobs import Job, NewJob
from rygsaek.paper.printers import OVER, Printer
from rygsaek.vault.transaction import Transaction
from rygsaek.vault.vault import Vault

_ALL = ("", "")


class Moment(NamedTuple):
    """How often a visit, and everything, had been stopped."""

    visit: int
    all: int


class PrintQueue:
    """One queue for each open vault. Every method may be called from any thread; those that wait for printers say so.

    is_continuing: for the command line, where each command is a process: what an earlier one has sent is let go on.
    """

    def __init__(self, vault: Vault, printer: Printer, now: Callable[[], datetime], *, is_continuing: bool = False) -> None:
        self._vault = vault
        self._dispatch = Dispatch(vault, printer, now, is_continuing=is_continuing)
        self._ends: Counter[tuple[str, str]] = Counter()

    def moment(self, case: str, visit: str) -> Moment:
        """When a button was pressed, as this queue counts: before or after an end of this visit."""
        return Moment(self._ends[(case, visit)], self._ends[_ALL])

    def submit(self, new: NewJob, data: bytes, tx: Transaction | None = None, pressed: Moment | None = None) -> str:
        """Freeze a paper's bytes and put it in the queue; returns the job's id. Nothing is sent before `step`.

        pressed: the `moment` of the press: a paper whose visit has ended since then, while it was being made, is held at once.
        """
        if tx is None:
            with self._vault.write() as own:
                return self.submit(new, data, own, pressed)
        is_over = pressed is not None and pressed != self.moment(new.case, new.visit)
        job = print_jobs.add(tx, new_id(), new, data, self._dispatch.stamp(), is_held=is_over)
        tx.after_commit(lambda: self._dispatch.ask_for(job))
        return job.id

    def jobs(self, case: str | None = None) -> tuple[Job, ...]:
        """Every job, or one case's, in the order asked for."""
        with self._vault.read() as reader:
            return print_jobs.select(reader, case=case)

    def job(self, job_id: str) -> Job:
        """One job. Raises InputError."""
        with self._vault.read() as reader:
            return _there(print_jobs.find(reader, job_id))

    def is_busy(self) -> bool:
        """Whether `step` may find something to do: a paper on its way, or a stop that is owed."""
        with self._vault.read() as reader:
            going = print_jobs.select(reader, stands=("waiting", "sending"))
            gone = print_jobs.select(reader, stands=("sent", "confirmed"), is_moving=True)
            return bool(going or gone or print_jobs.stops(reader))

    def step(self, *, is_sending: bool = True) -> None:
        """One round with the printers; waits for them. is_sending: False only asks and settles."""
        self._dispatch.step(is_sending=is_sending)

    def hold_visit(self, case: str, visit: str) -> None:
        """The visit ended or pauses: cancel its jobs at printer and system queue, and hold them. Waits for printers, briefly."""
        self._ends[(case, visit)] += 1
        self._dispatch.hold(lambda job: job.case == case and job.visit == visit)

    def hold_all(self) -> None:
        """The vault is being locked: cancel and hold every job. Waits for printers, briefly."""
        self._ends[_ALL] += 1
        self._dispatch.hold(lambda job: True)

    def settle(self, job_id: str) -> None:
        """Ask its printer about everything that is still to be stopped of a job. Waits for it, briefly."""
        self._dispatch.settle_stops(self._dispatch.stops(job_id), set())

    def release(self, job_id: str, case: str, visit: str = "", printer: str | None = None, tx: Transaction | None = None) -> Job:
        """The caseworker says so, inside the case: a held job waits for the printer again, in the visit of now.

        visit, printer: others than before. Without `tx` it asks `settle` first; with it the caller does.
        Raises InputError `print.other_case`, `print.not_held`; PrinterError `printer.unsure` while nobody knows whether it came
        out: `confirm` answers that first.
        """
        if tx is None:
            self.settle(job_id)
            with self._vault.write() as own:
                return self.release(job_id, case, visit, printer, own)
        job = _in_case(print_jobs.find(tx, job_id), case)
        if job.stands != "held":
            raise InputError("Papiret venter ikke på dig.", "Se på listen, hvor det er.", code="print.not_held")
        if job.reason == reasons.UNSURE:
            raise PrinterError(*reasons.words(reasons.UNSURE, job.whose), code="printer.unsure")
        self._dispatch.again(tx, job, printer=printer or job.printer, visit=visit or job.visit)
        return job

    def retry(
        self, job_id: str, case: str, printer: str | None = None, visit: str | None = None, tx: Transaction | None = None
    ) -> Job:
        """Print a failed job again, inside its case: the same bytes, once; the missing pages alone, where some are confirmed.

        printer, visit: others than before. Raises InputError `print.other_case`; `print.not_failed` for a job that may still
        come out by itself.
        """
        if tx is None:
            with self._vault.write() as own:
                return self.retry(job_id, case, printer, visit, own)
        job = _in_case(print_jobs.find(tx, job_id), case)
        if job.stands != "failed":
            raise InputError("Det kan ikke printes igen nu.", "Sig først, om det kom ud.", code="print.not_failed")
        self._dispatch.again(tx, job, printer=printer or job.printer, visit=job.visit if visit is None else visit)
        return job

    def confirm(self, job_id: str, came: Literal["all", "none"] | Collection[int], tx: Transaction | None = None) -> Job:
        """What the caseworker saw: all pages, none, or these page numbers. Returns the job as it now stands.

        What is missing is stopped at the printer too, so that printing it again makes one paper and not two; with `tx` the
        caller does that afterwards by `settle`.
        Raises InputError `print.not_sent` for a job that was never sent, `print.pages` for pages that it does not have.
        """
        if tx is None:
            with self._vault.write() as own:
                confirmed = self.confirm(job_id, came, own)
            self.settle(job_id)
            return confirmed
        job = _there(print_jobs.find(tx, job_id))
        if (job.stands not in ("sent", "failed") and not job.is_doubtful) or job.has_never_left:
            raise InputError("Det papir er ikke sendt.", "Print det først.", code="print.not_sent")
        missing = _missing(job, came)
        if missing and job.at not in OVER:
            print_jobs.owe_stop(tx, job)
        at = "done" if job.reason == reasons.SPOOLED else job.at
        stands, reason = "failed", reasons.NOT_OUT if missing == job.wanted else reasons.PAGES_MISSING
        if not missing:
            stands, reason = "confirmed", ""
        elif job.stands == "held":
            stands, reason = "held", reasons.VISIT_OVER
        attempt = job.attempt + (job.stands == "held")  # what the printer may still say of the old one is answered
        new = {"stands": stands, "reason": reason, "wanted": missing, "at": at, "attempt": attempt}
        return _there(print_jobs.change(tx, job, self._dispatch.stamp(), **new))

    def cancel(self, job_id: str) -> None:
        """Drop a job for good, also at the printer; waits for it, briefly. A confirmed one stays confirmed."""
        with self._vault.write() as tx:
            job = _there(print_jobs.find(tx, job_id))
            if job.stands in ("confirmed", "cancelled"):
                return
            if job.stands in ("sending", "sent") and job.at not in OVER:
                print_jobs.owe_stop(tx, job)
            print_jobs.change(tx, job, self._dispatch.stamp(), stands="cancelled", reason="")
        self._dispatch.stop_flights({job_id})
        self._dispatch.settle_stops(self._dispatch.stops(job_id), set())


def _there(job: Job | None) -> Job:
    if job is None:
        raise InputError("Det papir findes ikke på listen.", "Se på listen over papirer, og vælg et derfra.", code="print.no_job")
    return job


def _in_case(found: Job | None, case: str) -> Job:
    job = _there(found)
    if job.case != case:
        raise InputError("Papiret hører til en anden sag.", "Åbn den sag, og print det der.", code="print.other_case")
    return job


def _missing(job: Job, came: Literal["all", "none"] | Collection[int]) -> tuple[int, ...]:
    if came == "all":
        return ()
    if came == "none":
        return job.wanted
    if not all(page in job.wanted for page in came):
        raise InputError("Så mange sider er der ikke.", f"Skriv tal fra 1 til {job.pages}.", code="print.pages")
    return tuple(page for page in job.wanted if page not in came)
