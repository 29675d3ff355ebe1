"""A visit ends or pauses while papers are on their way: nothing comes out at another table, and what may have come is asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rygsaek.errors import InputError, PrinterError
from rygsaek.paper.print_jobs import NewJob
from rygsaek.paper.print_queue import PrintQueue
from tests.rygsaek.paper.conftest import after
from tests.support.empty_papers import pdf
from tests.support.printer import SimulatedPrinter, until

TWO = pdf(2)


def test_paper_refilled_after_the_visit_ended_brings_nothing_out(
    queue: PrintQueue, printer: SimulatedPrinter, paper_to: Callable[..., NewJob]
) -> None:
    printer.tell("media-empty")
    job_id = queue.submit(paper_to(), TWO)
    after(queue, job_id, stands="sent", reason="paper")
    queue.hold_visit("anna", "v1")
    job = after(queue, job_id, stands="held", reason="visit_over")
    assert job.words == ("2 sider venter.", "De kommer kun ud, når du er hos Anna og siger til.")
    printer.tell("ok")
    queue.step()
    other = queue.submit(paper_to(case="bo", visit="v2", paper_id="p2", whose="Bo"), TWO)
    after(queue, other, stands="sent", at="done")
    assert printer.pages() == [f"Rygsaek-{other}-1"] * 2
    with pytest.raises(InputError) as refused:
        queue.release(job_id, "bo")
    assert refused.value.code == "print.other_case"
    queue.release(job_id, "anna", "v3")
    after(queue, job_id, stands="sent", at="done")
    assert printer.pages()[2:] == [f"Rygsaek-{job_id}-2"] * 2


def test_only_the_visit_that_ends_is_held(queue: PrintQueue, printer: SimulatedPrinter, paper_to: Callable[..., NewJob]) -> None:
    printer.stop()
    ended = queue.submit(paper_to(), TWO)
    other = queue.submit(paper_to(visit="v2", paper_id="p2"), TWO)
    queue.hold_visit("anna", "v1")
    assert [queue.job(job_id).stands for job_id in (ended, other)] == ["held", "waiting"]
    queue.hold_all()
    assert queue.job(other).stands == "held"


def test_a_hold_that_the_printer_cannot_hear_is_a_question_and_is_told_to_it_before_anything_else(
    queue: PrintQueue, printer: SimulatedPrinter, paper_to: Callable[..., NewJob]
) -> None:
    printer.tell("hold")
    job_id = queue.submit(paper_to(), TWO)
    after(queue, job_id, stands="sent", at="printing")
    with printer.deaf():
        queue.hold_visit("anna", "v1")
        assert queue.job(job_id).words.title == "Vi ved ikke, om papiret kom ud."
        with pytest.raises(PrinterError) as unsure:
            queue.release(job_id, "anna")
        assert unsure.value.code == "printer.unsure"
        other = queue.submit(paper_to(case="bo", visit="v2", paper_id="p2"), TWO)
        queue.step()
        assert queue.job(other).stands == "waiting"
    after(queue, other, stands="sent", at="printing")
    assert queue.job(job_id).reason == "partly"
    printer.tell("ok")
    after(queue, other, stands="sent", at="done")
    assert set(printer.pages()) == {f"Rygsaek-{other}-1"}


def test_a_doubt_that_a_person_has_answered_is_no_doubt_any_more_and_another_printer_may_help(
    queue: PrintQueue, printer: SimulatedPrinter, paper_to: Callable[..., NewJob], tmp_path: Path
) -> None:
    printer.tell("hold")
    job_id = queue.submit(paper_to(), TWO)
    after(queue, job_id, stands="sent", at="printing")
    with SimulatedPrinter(tmp_path / "other").on() as other:
        with printer.deaf():
            queue.hold_visit("anna", "v1")
            assert queue.job(job_id).reason == "unsure"
            assert queue.confirm(job_id, "none").words.title == "2 sider venter."
            queue.release(job_id, "anna", printer=other.uri)
            after(queue, job_id, stands="sent", at="done")
        until(lambda: (queue.step(), not queue.is_busy())[1])
        printer.tell("ok")
        after(queue, queue.submit(paper_to(paper_id="p2", visit="v2", pages=1), pdf(1)), stands="sent", at="done")
        assert other.documents() == [TWO] and printer.documents() == [pdf(1)]


def test_a_visit_that_ends_between_two_pages_asks_which_came(
    queue: PrintQueue, printer: SimulatedPrinter, paper_to: Callable[..., NewJob]
) -> None:
    printer.tell("one page")
    job_id = queue.submit(paper_to(pages=3), pdf(3))
    queue.step()
    until(printer.pages)
    queue.hold_visit("anna", "v1")
    job = after(queue, job_id, stands="held", reason="partly")
    assert job.words.title == "Papiret blev stoppet på vejen ud." and job.question == "Kom alle 3 sider ud?"
    assert queue.confirm(job_id, {1}).words.title == "2 sider venter."
    printer.tell("ok")
    with pytest.raises(InputError):
        queue.retry(job_id, "bo")
    queue.release(job_id, "anna")
    after(queue, job_id, stands="sent", at="done")
    assert len(printer.pages()) == 3


def test_a_paper_that_was_being_made_when_its_visit_ended_is_held_at_once(
    queue: PrintQueue, printer: SimulatedPrinter, paper_to: Callable[..., NewJob]
) -> None:
    pressed = queue.moment("anna", "v1")
    elsewhere = queue.moment("bo", "v2")
    queue.hold_visit("anna", "v1")
    late = queue.submit(paper_to(), TWO, pressed=pressed)
    assert (queue.job(late).stands, queue.job(late).reason) == ("held", "visit_over")
    queue.step()
    assert printer.pages() == []
    resumed = queue.submit(paper_to(paper_id="p2"), TWO, pressed=queue.moment("anna", "v1"))
    other = queue.submit(paper_to(case="bo", visit="v2", paper_id="p3"), TWO, pressed=elsewhere)
    assert [queue.job(one).stands for one in (resumed, other)] == ["waiting", "waiting"]
    queue.hold_all()
    assert queue.job(queue.submit(paper_to(paper_id="p4"), TWO, pressed=elsewhere)).stands == "held"
