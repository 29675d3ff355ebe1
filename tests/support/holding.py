"""Visits that end, and laptops that are locked, at any moment of a print: what comes out afterwards?"""

from __future__ import annotations

import random
import threading
from datetime import UTC, datetime
from pathlib import Path

from rygsaek.paper import print_jobs
from rygsaek.paper.ipp_printer import IppPrinter
from rygsaek.paper.print_jobs import Job, NewJob
from rygsaek.paper.print_queue import PrintQueue
from rygsaek.vault.vault import Vault
from tests.support.empty_papers import pdf
from tests.support.printer import SimulatedPrinter, until
from tests.support.vaults import new_vault

LONGEST_WAITS_S = (0.005, 0.03, 0.25)
MODES = ("ok", "ok", "media-empty", "hold")


def hold_visit(queue: PrintQueue) -> None:
    """The promise kept."""
    queue.hold_visit("anna", "v")


def hold_all(queue: PrintQueue) -> None:
    """The same at a lock."""
    queue.hold_all()


def race(folder: Path, first_seed: int, last_seed: int) -> int:
    """Print, and end the visit at a moment that the seed chooses, once a seed. Returns how many were held.

    Raises AssertionError where a page comes out after the end, or anything comes out twice.
    """
    printer = SimulatedPrinter(folder / "printer")
    printer.start()
    vault = new_vault(folder / "vault", "fem blå cykler ved en bro", print_jobs.MIGRATIONS)
    try:
        with vault:
            return sum(_one(vault, printer, seed) for seed in range(first_seed, last_seed + 1))
    finally:
        printer.stop()


def _one(vault: Vault, printer: SimulatedPrinter, seed: int) -> bool:
    chance = random.Random(seed)
    printer.tell(chance.choice(MODES))
    queue = PrintQueue(vault, IppPrinter(None, timeout_s=5.0), lambda: datetime.now(UTC))
    anna = queue.submit(_paper(printer, "anna", "v", f"a{seed}"), pdf(2))
    working = threading.Thread(target=queue.step)
    working.start()
    threading.Event().wait(chance.uniform(0, chance.choice(LONGEST_WAITS_S)))
    chance.choice((hold_visit, hold_all))(queue)
    working.join()
    until(lambda: _at_rest(queue, anna))
    job = queue.job(anna)
    came = _pages(printer, anna)

    printer.tell("ok")
    restarted = PrintQueue(vault, IppPrinter(None, timeout_s=5.0), lambda: datetime.now(UTC))
    bo = restarted.submit(_paper(printer, "bo", "w", f"b{seed}"), pdf(2))
    until(lambda: _is_out(restarted, bo))
    assert _pages(printer, bo) == 2
    assert _pages(printer, anna) == came, f"seed {seed}: {_pages(printer, anna) - came} pages at another's table"
    is_true = {"visit_over": came == 0, "partly": came <= 2, "": came == 2}[job.reason]
    assert is_true and (job.stands == "sent") == (job.reason == ""), f"seed {seed}: {came} pages, {job}"
    restarted.confirm(bo, "all")
    if job.stands == "held":
        restarted.release(anna, "anna")
        until(lambda: _is_out(restarted, anna))
        assert _pages(printer, anna) == came + 2
    restarted.confirm(anna, "all")
    return job.stands == "held"


def _at_rest(queue: PrintQueue, job_id: str) -> bool:
    queue.step()
    job = queue.job(job_id)
    return not queue.is_busy() and job.reason != "unsure"


def _is_out(queue: PrintQueue, job_id: str) -> bool:
    queue.step()
    job: Job = queue.job(job_id)
    return job.stands == "sent" and job.at == "done"


def _pages(printer: SimulatedPrinter, job_id: str) -> int:
    return sum(page.startswith(f"Rygsaek-{job_id}-") for page in printer.pages())


def _paper(printer: SimulatedPrinter, case: str, visit: str, paper_id: str) -> NewJob:
    return NewJob(
        case=case, document="aftale", version="1", paper_id=paper_id, copy="citizen", visit=visit, printer=printer.uri,
        what="Vores aftale", whose=case.capitalize(), pages=2,
    )  # fmt: skip
