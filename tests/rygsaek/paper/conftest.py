"""A vault, a printer that is on, and a queue between them; a case with an agreement, and the door that papers leave by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from rygsaek.casework import cases
from rygsaek.casework import projectors as casework
from rygsaek.casework.desk import Desk
from rygsaek.history import log
from rygsaek.history.changes import ANSWER_GIVEN, NewChange
from rygsaek.history.clock import HybridClock
from rygsaek.history.journal import Journal
from rygsaek.paper import copies, print_jobs
from rygsaek.paper import projectors as paper
from rygsaek.paper.copies import PaperCopy
from rygsaek.paper.exits import Exits
from rygsaek.paper.ipp_printer import IppPrinter
from rygsaek.paper.print_jobs import Job, NewJob
from rygsaek.paper.print_queue import PrintQueue
from rygsaek.vault.vault import Vault
from tests.support.desks import ANNA, LISE, SetClock, library, profile
from tests.support.printer import SimulatedPrinter, until
from tests.support.vaults import new_vault

NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
AFTALE: dict[str, Any] = {
    "aktuel_situation": "Bor hos sin søster.",
    "maal_3_mdr": [{"maal": "Sove bedre."}],
}


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "vault", "fem blå cykler ved en bro", print_jobs.MIGRATIONS) as opened:
        yield opened


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[SimulatedPrinter]:
    with SimulatedPrinter(tmp_path / "printer").on() as simulated:
        yield simulated


@pytest.fixture
def queue(vault: Vault) -> PrintQueue:
    return queue_of(vault)


@pytest.fixture
def paper_to(printer: SimulatedPrinter) -> Callable[..., NewJob]:
    def new(**other: object) -> NewJob:
        values = {
            "case": "anna", "document": "aftale", "version": "1", "paper_id": "p1", "copy": "citizen", "visit": "v1",
            "printer": printer.uri, "what": "Vores aftale", "whose": "Anna", "pages": 2,
        }  # fmt: skip
        return NewJob(**{**values, **other})  # type: ignore[arg-type]

    return new


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A caseworker's desk on a new vault, with everything that paper keeps."""
    steps = (*log.MIGRATIONS, *casework.MIGRATIONS, *paper.MIGRATIONS)
    with new_vault(tmp_path / "desk", "fem blå cykler ved en bro", steps) as opened:
        yield desk_on(opened)


@pytest.fixture
def exits(desk: Desk) -> Exits:
    return exits_of(desk)


@pytest.fixture
def case(desk: Desk) -> str:
    return cases.create_case(desk, ANNA)


@pytest.fixture
def agreement(desk: Desk, case: str) -> str:
    return cases.fill_form(desk, case, "samarbejdsaftale", AFTALE)


def desk_on(vault: Vault) -> Desk:
    """The desk of a fresh process."""
    clock = SetClock()
    known = (*casework.projectors(library()), *paper.projectors())
    journal = Journal(vault, known, HybridClock(lambda: int(clock.now().timestamp() * 1000)))
    return Desk(vault, journal, library(), profile(), LISE, clock.now)


def queue_of(vault: Vault) -> PrintQueue:
    """A queue as a fresh process makes it."""
    return PrintQueue(vault, IppPrinter(None, timeout_s=2.0), lambda: NOW)


def exits_of(desk: Desk, **other: Any) -> Exits:
    """The door, with no CUPS behind it. other: gate or shelf, as it has them."""
    return Exits(desk, queue_of(desk.vault), **other)


def after(queue: PrintQueue, job_id: str, *, stands: str, reason: str | None = None, at: str | None = None) -> Job:
    """The job once it stands so, with the queue at work."""

    def now() -> Job | None:
        queue.step()
        job = queue.job(job_id)
        is_so = job.stands == stands and reason in (None, job.reason) and at in (None, job.at)
        return job if is_so else None

    try:
        return until(now)
    except AssertionError as error:
        raise AssertionError(f"waited for {stands} {at or reason or ''}: {queue.job(job_id)}") from error


def papers_made(desk: Desk, case: str) -> tuple[PaperCopy, ...]:
    """What the copy ledger holds of a case, oldest first."""
    with desk.vault.read() as reader:
        ids = reader.query("SELECT paper_id FROM paper_copy WHERE case_id = ?", (case,))
        found = [copy for row in ids if (copy := copies.find(reader, row[0])) is not None]
    return tuple(sorted(found, key=lambda copy: (copy.at, copy.paper_id)))


def two_versions(desk: Desk, case: str, document: str) -> None:
    """Two people write in one field without having seen each other."""
    seen = tuple(head.id for head in desk.journal.state(case).register(document, "aktuel_situation").heads)
    for text in ("Bor på gaden.", "Bor hos en ven."):
        answer = NewChange(document, "aktuel_situation", ANSWER_GIVEN, text)
        desk.journal.append(case, (answer,), "Bo Krag", supersedes={(document, "aktuel_situation"): seen})
