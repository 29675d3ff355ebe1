from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from rygsaek.errors import PrinterError
from rygsaek.paper.ipp_printer import IppPrinter
from rygsaek.paper.print_jobs import NewJob
from rygsaek.paper.print_queue import PrintQueue
from rygsaek.vault.vault import Vault
from tests.rygsaek.paper.conftest import NOW, after
from tests.support.cups import PrivateCups
from tests.support.empty_papers import pdf
from tests.support.printer import SimulatedPrinter, until

TWO = pdf(2)
QUEUE = "Koekken"


@pytest.fixture
def cups(printer: SimulatedPrinter) -> Iterator[PrivateCups]:
    with PrivateCups().on(printer.bus) as server:
        server.add_queue(QUEUE, printer.uri)
        yield server
        print((server.folder / "error.log").read_text("utf-8", "replace")[-6000:])  # seen where the test fails


@pytest.fixture
def ipp(cups: PrivateCups) -> IppPrinter:
    return IppPrinter(cups.server)


@pytest.fixture
def queue(vault: Vault, ipp: IppPrinter) -> PrintQueue:
    return PrintQueue(vault, ipp, lambda: NOW)


def test_a_paper_goes_through_cups_and_comes_out_once(
    queue: PrintQueue, printer: SimulatedPrinter, ipp: IppPrinter, paper_to: Callable[..., NewJob]
) -> None:
    assert [(one.name, one.at) for one in ipp.printers()] == [(QUEUE, "ready")]
    job_id = queue.submit(paper_to(printer=QUEUE), TWO)
    after(queue, job_id, stands="sent", at="done")
    assert len(printer.pages()) == 2


def test_out_of_paper_behind_cups_is_told_and_a_visit_that_ends_takes_the_paper_out_of_both_queues(
    queue: PrintQueue, printer: SimulatedPrinter, paper_to: Callable[..., NewJob]
) -> None:
    printer.tell("media-empty")
    job_id = queue.submit(paper_to(printer=QUEUE), TWO)
    after(queue, job_id, stands="sent", reason="paper")
    queue.hold_visit("anna", "v1")
    after(queue, job_id, stands="held", reason="visit_over")
    printer.tell("ok")
    other = queue.submit(paper_to(printer=QUEUE, case="bo", visit="v2", paper_id="p2"), TWO)
    after(queue, other, stands="sent", at="done")
    assert all(job_id not in page for page in printer.pages()) and len(printer.pages()) == 2


def test_cups_says_processing_while_nobody_answers_but_we_say_that_the_printer_is_off(
    queue: PrintQueue, printer: SimulatedPrinter, ipp: IppPrinter, paper_to: Callable[..., NewJob]
) -> None:
    printer.stop()
    job_id = queue.submit(paper_to(printer=QUEUE), TWO)
    after(queue, job_id, stands="sent", reason="unreachable")
    assert ipp.look(QUEUE).at == "unreachable"
    printer.start()
    after(queue, job_id, stands="sent", at="done")
    assert len(printer.pages()) == 2


def test_a_job_broken_off_at_the_printer_is_a_failure_though_cups_has_let_it_go(
    queue: PrintQueue, printer: SimulatedPrinter, paper_to: Callable[..., NewJob]
) -> None:
    printer.tell("media-jam")
    job_id = queue.submit(paper_to(printer=QUEUE), TWO)
    after(queue, job_id, stands="sent", reason="jam")
    printer.tell("break")
    after(queue, job_id, stands="failed")
    assert printer.pages() == []


def test_what_cups_breaks_off_before_the_printer_has_it_did_not_come_out_and_does_not_come_out_later(
    queue: PrintQueue, printer: SimulatedPrinter, ipp: IppPrinter, paper_to: Callable[..., NewJob]
) -> None:
    job_id = queue.submit(paper_to(printer=QUEUE), b"%PDF-1.4 and then nothing that CUPS's filters can read")
    failed = after(queue, job_id, stands="failed")
    assert failed.words == ("Papiret kom ikke ud.", "Tryk på Print igen, når printeren er klar.")
    until(lambda: (queue.step(), ipp.state(QUEUE, failed.ticket).at)[1] == "cancelled")
    assert printer.pages() == []


def test_a_queue_that_was_removed_fails_in_words_and_never_goes_to_the_default_printer(
    queue: PrintQueue, printer: SimulatedPrinter, cups: PrivateCups, ipp: IppPrinter, paper_to: Callable[..., NewJob]
) -> None:
    cups.add_queue("Stue", printer.uri)
    cups.set_default("Stue")
    cups.remove_queue(QUEUE)
    job_id = queue.submit(paper_to(printer=QUEUE), TWO)
    job = after(queue, job_id, stands="failed", reason="missing")
    assert job.words.title == f"Printeren »{QUEUE}« findes ikke her."
    assert ipp.look(QUEUE).at == "missing"
    with pytest.raises(PrinterError):
        ipp.prepare("stue", "Rygsaek-x-1", 1)  # CUPS itself does not mind the case of a letter; we do
    queue.step()
    assert printer.pages() == []


def test_a_queue_removed_with_our_paper_in_it_is_told_and_is_not_sent_elsewhere(
    queue: PrintQueue, printer: SimulatedPrinter, cups: PrivateCups, paper_to: Callable[..., NewJob]
) -> None:
    printer.tell("hold")
    job_id = queue.submit(paper_to(printer=QUEUE), TWO)
    after(queue, job_id, stands="sent", at="printing")
    cups.remove_queue(QUEUE)

    def told() -> str:  # CUPS cancels, aborts or forgets it, as it happens
        queue.step()
        return queue.job(job_id).reason

    assert until(told) in ("cancelled", "aborted", "forgotten")
    queue.confirm(job_id, "none")
    queue.retry(job_id, "anna")
    assert after(queue, job_id, stands="failed").reason == "missing"
    assert printer.pages() == []


def test_a_paused_queue_and_one_that_refuses_are_told_apart(
    queue: PrintQueue, printer: SimulatedPrinter, cups: PrivateCups, ipp: IppPrinter, paper_to: Callable[..., NewJob]
) -> None:
    cups.pause(QUEUE)
    job_id = queue.submit(paper_to(printer=QUEUE), TWO)
    assert after(queue, job_id, stands="sent", reason="paused").words.title == "Printeren er sat på pause."
    cups.resume(QUEUE)
    after(queue, job_id, stands="sent", at="done")
    cups.refuse(QUEUE)
    refused = queue.submit(paper_to(printer=QUEUE, paper_id="p2"), TWO)
    assert after(queue, refused, stands="failed").words.title == "Printeren tager ikke imod noget."
    assert ipp.look(QUEUE).at == "refusing"
    assert len(printer.pages()) == 2


def test_a_job_announced_to_cups_and_never_delivered_is_cancelled_there_and_held(
    vault: Vault, queue: PrintQueue, printer: SimulatedPrinter, ipp: IppPrinter, paper_to: Callable[..., NewJob]
) -> None:
    job_id = queue.submit(paper_to(printer=QUEUE), TWO)
    ticket = ipp.prepare(QUEUE, queue.job(job_id).title, 1)
    assert ipp.state(QUEUE, ticket).at == "empty"
    restarted = PrintQueue(vault, ipp, lambda: NOW)
    restarted.step()
    assert restarted.job(job_id).stands == "held"
    until(lambda: ipp.state(QUEUE, ticket).at == "cancelled")
    restarted.release(job_id, "anna")
    after(restarted, job_id, stands="sent", at="done")
    assert len(printer.pages()) == 2
