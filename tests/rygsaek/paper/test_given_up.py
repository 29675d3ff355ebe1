"""What CUPS says when it lets go of a job too early: the printer behind is asked, and a person learns what is so.

A real CUPS does this by its own timing, a few times in a hundred on a busy machine; here a server of the test's own says it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rygsaek.paper.ipp_printer import IppPrinter
from rygsaek.paper.print_jobs import NewJob
from rygsaek.paper.print_queue import PrintQueue
from rygsaek.paper.printers import JobState
from rygsaek.vault.vault import Vault
from tests.rygsaek.paper.conftest import NOW
from tests.support.told_ipp import QUEUE, Told, telling

TITLE = "Rygsaek-a-1"
TICKET = f"7:1:{TITLE}"
PROCESSING, STOPPED, CANCELLED, ABORTED, DONE = 5, 6, 7, 8, 9
WITH_ERRORS = "job-completed-with-errors"


@pytest.mark.parametrize(
    ("at_printer", "stands"),
    [
        (ABORTED, JobState("aborted", "aborted")),
        (CANCELLED, JobState("cancelled", "cancelled")),
        (PROCESSING, JobState("printing")),
        (DONE, JobState("done")),
        (0, JobState("done")),
    ],
)
def test_a_job_that_cups_calls_done_is_where_the_printer_has_it(at_printer: int, stands: JobState) -> None:
    with telling(Told(TITLE, DONE, at_printer)) as told:
        assert IppPrinter(told.server).state(QUEUE, TICKET) == stands


@pytest.mark.parametrize(
    ("at_printer", "stands"),
    [
        (0, JobState("aborted", "not_out", nothing_out=True)),
        (ABORTED, JobState("aborted", "aborted")),
        (CANCELLED, JobState("cancelled", "cancelled")),
        (PROCESSING, JobState("printing")),
        (DONE, JobState("done")),
    ],
)
def test_a_job_that_cups_stopped_with_errors_does_not_wait_for_ever(at_printer: int, stands: JobState) -> None:
    with telling(Told(TITLE, STOPPED, at_printer, WITH_ERRORS)) as told:
        assert IppPrinter(told.server).state(QUEUE, TICKET) == stands


def test_a_job_that_is_stopped_for_another_reason_goes_on_waiting() -> None:
    with telling(Told(TITLE, STOPPED, 0)) as told:
        assert IppPrinter(told.server).state(QUEUE, TICKET).at == "stopped"


@pytest.fixture
def told() -> Iterator[Told]:
    with telling(Told("", STOPPED, 0, WITH_ERRORS)) as found:
        yield found


def test_the_person_learns_that_it_did_not_come_out_and_tries_again(vault: Vault, told: Told) -> None:
    queue = PrintQueue(vault, IppPrinter(told.server), lambda: NOW)
    new = NewJob(
        case="anna", document="aftale", version="1", paper_id="p1", copy="citizen", visit="v1", printer=QUEUE,
        what="Vores aftale", whose="Anna", pages=1,
    )  # fmt: skip
    job_id = queue.submit(new, b"%PDF")
    queue.step()
    queue.step()
    job = queue.job(job_id)
    assert (job.stands, job.words.title) == ("failed", "Papiret kom ikke ud.")
    assert job.words.advice == "Tryk på Print igen, når printeren er klar."
    queue.step()
    assert told.cancelled == [f"/printers/{QUEUE}"], "it must not come out by itself afterwards"
    told.at = {f"/printers/{QUEUE}": DONE, "/ipp/print": DONE}
    queue.retry(job_id, "anna")
    queue.step()
    queue.step()
    assert (queue.job(job_id).stands, queue.job(job_id).at) == ("sent", "done")
