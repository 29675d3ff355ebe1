"""A process is killed on the way from the press to the record, at each moment that has a name. Never two papers for one press."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rygsaek.paper import print_jobs, reasons
from rygsaek.paper.dispatch import Dispatch
from rygsaek.paper.ipp_printer import IppPrinter
from rygsaek.paper.print_jobs import Job
from rygsaek.paper.print_queue import PrintQueue
from rygsaek.vault.vault import Vault
from tests.rygsaek.paper.conftest import after, queue_of
from tests.support.dying_printer import MOMENTS
from tests.support.empty_papers import pdf
from tests.support.printer import SimulatedPrinter, until
from tests.support.vaults import new_vault

PASSPHRASE = "fem blå cykler ved en bro"
PAPER = pdf(2) + b"%" * 100_000
HAS_ARRIVED = ("delivered", "recorded")
IS_OPEN = ("half delivered", *HAS_ARRIVED)
"""Where only a person can tell: ippeveprinter takes a document whose sender died in the middle for a whole one."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    new_vault(tmp_path / "vault", PASSPHRASE, print_jobs.MIGRATIONS).close()
    return tmp_path / "vault"


def killed_at(moment: str, folder: Path, printer: SimulatedPrinter) -> None:
    command = [sys.executable, "-m", "tests.support.dying_printer", str(folder), PASSPHRASE, printer.uri, moment]
    ended = subprocess.run(command, input=PAPER, cwd=Path(__file__).parents[3], check=False)
    assert ended.returncode == -signal.SIGKILL


def settled(queue: PrintQueue) -> Job:
    """The one job, once the queue has found out what became of it."""

    def now() -> Job | None:
        queue.step()
        (job,) = queue.jobs()
        return job if job.stands == "held" or (job.stands in ("sent", "failed") and not queue.is_busy()) else None

    return until(now)


def brought_out(queue: PrintQueue, job: Job) -> None:
    """What the caseworker does until there is a paper: looks, answers, lets it out."""
    if job.question:
        return
    if job.stands == "held":
        queue.release(job.id, "anna")
    else:
        queue.retry(job.id, "anna")
    after(queue, job.id, stands="sent", at="done")


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_kill_on_the_way_to_the_printer_makes_exactly_one_paper(moment: str, folder: Path, printer: SimulatedPrinter) -> None:
    killed_at(moment, folder, printer)
    if moment in IS_OPEN:
        until(printer.documents)
    with Vault.open(folder, PASSPHRASE, migrations=print_jobs.MIGRATIONS) as vault:
        queue = queue_of(vault)
        job = settled(queue)
        assert bool(job.question) == (moment in IS_OPEN)
        if moment == "half delivered":
            assert printer.documents() != [PAPER]
            job = queue.confirm(job.id, "none")
        brought_out(queue, job)
        assert printer.documents().count(PAPER) == 1


@pytest.mark.parametrize("moment", HAS_ARRIVED)
def test_a_kill_while_the_printer_has_no_paper_is_a_lock_and_nothing_comes_out_at_the_next_table(
    moment: str, folder: Path, printer: SimulatedPrinter
) -> None:
    printer.tell("media-empty")
    killed_at(moment, folder, printer)
    until(lambda: IppPrinter(None).look(printer.uri).reason == reasons.PAPER)
    with Vault.open(folder, PASSPHRASE, migrations=print_jobs.MIGRATIONS) as vault:
        queue = queue_of(vault)
        job = settled(queue)
        assert (job.stands, job.reason) == ("held", "visit_over")
        printer.tell("ok")
        queue.step()
        assert printer.pages() == []
        brought_out(queue, job)
        assert printer.documents() == [PAPER]


def test_without_the_question_at_the_printer_a_kill_would_make_two_papers(
    folder: Path, printer: SimulatedPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sabotage: a queue that sends again whatever it finds in "sending"."""
    killed_at("delivered", folder, printer)
    until(printer.documents)
    monkeypatch.setattr(Dispatch, "_resolve", Dispatch._send_later)
    with Vault.open(folder, PASSPHRASE, migrations=print_jobs.MIGRATIONS) as vault:
        queue = queue_of(vault)
        brought_out(queue, settled(queue))
        assert len(printer.documents()) == 2
