"""A paper's way through the queue and a real printer: out once, every trouble told, only a person says that it came."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rygsaek.errors import InputError
from rygsaek.paper import print_jobs
from rygsaek.paper.ipp_printer import IppPrinter
from rygsaek.paper.print_jobs import NewJob
from rygsaek.paper.print_queue import PrintQueue
from rygsaek.vault import backup as backups
from rygsaek.vault.vault import Vault
from tests.rygsaek.paper.conftest import after, queue_of
from tests.support.empty_papers import pdf
from tests.support.printer import SimulatedPrinter, until

TWO = pdf(2)


def test_a_paper_comes_out_once_and_is_printed_only_when_a_person_says_so(
    queue: PrintQueue, printer: SimulatedPrinter, paper_to: Callable[..., NewJob]
) -> None:
    job_id = queue.submit(paper_to(), TWO)
    assert (queue.job(job_id).stands, queue.job(job_id).words.title) == ("waiting", "Papiret venter på printeren.")
    job = after(queue, job_id, stands="sent", at="done")
    assert job.question == "Kom alle 2 sider ud?"
    assert printer.documents() == [TWO]
    assert queue.is_busy() is False
    assert queue.confirm(job_id, "all").stands == "confirmed"
    queue.step()
    assert printer.pages() == [f"Rygsaek-{job_id}-1"] * 2


def test_what_the_printer_gets_to_see_names_no_citizen(
    queue: PrintQueue, printer: SimulatedPrinter, paper_to: Callable[..., NewJob]
) -> None:
    after(queue, queue.submit(paper_to(case="anna-sag"), TWO), stands="sent", at="done")
    spool = "".join(path.name for path in (printer.folder / "spool").iterdir()) + "".join(printer.pages())
    assert "anna" not in spool.lower()


def test_out_of_paper_is_told_and_the_rest_comes_after_a_refill(
    queue: PrintQueue, printer: SimulatedPrinter, paper_to: Callable[..., NewJob]
) -> None:
    printer.tell("media-empty")
    job_id = queue.submit(paper_to(), TWO)
    job = after(queue, job_id, stands="sent", reason="paper")
    assert job.words == ("Der er ikke mere papir.", "Læg nyt i, så kommer resten af Annas papir.")
    assert printer.pages() == [] and queue.is_busy()
    printer.tell("ok")
    assert after(queue, job_id, stands="sent", at="done").question == "Kom alle 2 sider ud?"
    assert len(printer.pages()) == 2


@pytest.mark.parametrize(
    ("mode", "title"),
    [
        ("media-jam", "Papiret sidder fast."),
        ("cover-open", "Printerens låge er åben."),
        ("marker-supply-empty", "Der er ikke mere blæk."),
    ],
)
def test_a_jam_an_open_cover_and_empty_ink_are_told_apart(
    mode: str, title: str, queue: PrintQueue, printer: SimulatedPrinter, paper_to: Callable[..., NewJob]
) -> None:
    printer.tell(mode)
    job_id = queue.submit(paper_to(), TWO)

    def told() -> bool:
        queue.step()
        return queue.job(job_id).words.title == title

    until(told)
    printer.tell("ok")
    after(queue, job_id, stands="sent", at="done")


def test_a_jam_that_ends_the_job_at_the_printer_is_a_failure_and_the_same_bytes_go_once_more(
    queue: PrintQueue, printer: SimulatedPrinter, paper_to: Callable[..., NewJob]
) -> None:
    printer.tell("media-jam")
    job_id = queue.submit(paper_to(), TWO)
    after(queue, job_id, stands="sent", reason="jam")
    printer.tell("break")
    assert after(queue, job_id, stands="failed").words.title == "Printeren gav op."
    printer.tell("ok")
    queue.step()
    assert printer.pages() == []
    queue.retry(job_id, "anna")
    after(queue, job_id, stands="sent", at="done")
    assert printer.documents() == [TWO]
    with pytest.raises(InputError) as refused:
        queue.retry(job_id, "anna")
    assert refused.value.code == "print.not_failed"


def test_a_printer_that_is_off_gets_the_paper_when_it_is_on(
    queue: PrintQueue, printer: SimulatedPrinter, paper_to: Callable[..., NewJob]
) -> None:
    printer.stop()
    job_id = queue.submit(paper_to(), TWO)
    job = after(queue, job_id, stands="waiting", reason="unreachable")
    assert job.words == ("Printeren svarer ikke.", "Er den tændt, og sidder kablet i?")
    printer.start()
    after(queue, job_id, stands="sent", at="done")
    assert printer.documents() == [TWO]


def test_a_printer_switched_off_with_the_paper_in_it_leaves_a_question_and_no_second_paper(
    queue: PrintQueue, printer: SimulatedPrinter, paper_to: Callable[..., NewJob]
) -> None:
    printer.tell("hold")
    job_id = queue.submit(paper_to(), TWO)
    after(queue, job_id, stands="sent")
    printer.stop()
    after(queue, job_id, stands="sent", reason="unreachable")
    printer.tell("ok")
    printer.start()
    job = after(queue, job_id, stands="sent", reason="forgotten")
    assert job.question == "Kom alle 2 sider ud?" and printer.pages() == []
    assert queue.confirm(job_id, "none").words.title == "Papiret kom ikke ud."
    queue.retry(job_id, "anna")
    after(queue, job_id, stands="sent", at="done")
    assert printer.documents() == [TWO]


def test_a_number_that_another_job_has_got_since_is_not_taken_for_ours_and_not_cancelled(
    queue: PrintQueue, printer: SimulatedPrinter, paper_to: Callable[..., NewJob]
) -> None:
    printer.tell("hold")
    ours = queue.submit(paper_to(), TWO)
    after(queue, ours, stands="sent", at="printing")
    printer.stop()
    printer.start()
    other = queue.submit(paper_to(case="bo", visit="v2", paper_id="p2"), TWO)
    theirs = after(queue, other, stands="sent", at="printing")
    assert theirs.ticket.split(":")[0] == queue.job(ours).ticket.split(":")[0]
    queue.cancel(ours)
    printer.tell("ok")
    after(queue, other, stands="sent", at="done")
    assert queue.job(ours).stands == "cancelled"


def test_an_address_without_a_printer_of_ours_is_missing_and_goes_nowhere_else(
    queue: PrintQueue, printer: SimulatedPrinter, paper_to: Callable[..., NewJob]
) -> None:
    job_id = queue.submit(paper_to(printer="Koekkenbord"), TWO)  # its name, but there is no queue of that name
    job = after(queue, job_id, stands="failed", reason="missing")
    assert job.words.title == "Printeren »Koekkenbord« findes ikke her."
    assert printer.pages() == []
    queue.retry(job_id, "anna", printer=printer.uri)
    after(queue, job_id, stands="sent", at="done")


def test_a_paper_that_no_printer_ever_had_cannot_have_come_out(queue: PrintQueue, paper_to: Callable[..., NewJob]) -> None:
    job_id = queue.submit(paper_to(printer="ipp://["), TWO)
    after(queue, job_id, stands="failed", reason="address")
    with pytest.raises(InputError) as refused:
        queue.confirm(job_id, "all")
    assert refused.value.code == "print.not_sent"
    assert queue.job(job_id).stands == "failed"


def test_nobody_can_say_that_a_paper_came_which_never_left(queue: PrintQueue, paper_to: Callable[..., NewJob]) -> None:
    job_id = queue.submit(paper_to(printer="findes-ikke"), TWO)
    after(queue, job_id, stands="failed", reason="missing")
    with pytest.raises(InputError) as refused:
        queue.confirm(job_id, "all")
    assert refused.value.code == "print.not_sent"


def test_another_printer_at_the_same_address_gets_nothing(
    queue: PrintQueue, printer: SimulatedPrinter, paper_to: Callable[..., NewJob], tmp_path: Path
) -> None:
    """At the next home something else may answer where the caseworker's own printer did."""
    (ours,) = IppPrinter(None, (printer.uri,)).printers()
    assert ours.name.startswith(printer.uri + "#urn:uuid:") and ours.at == "ready"
    printer.tell("hold")
    first = queue.submit(paper_to(printer=ours.name), TWO)
    after(queue, first, stands="sent", at="printing")
    printer.stop()
    with SimulatedPrinter(tmp_path / "stranger", name="Naboens", port=printer.port).on() as stranger:
        queue.hold_visit("anna", "v1")
        second = queue.submit(paper_to(printer=ours.name, paper_id="p2", visit="v2"), TWO)
        queue.step()
        assert queue.job(first).reason == "unsure"
        assert queue.job(second).stands == "waiting"
        assert IppPrinter(None).look(ours.name).reason == "another"
        third = queue.submit(paper_to(printer=ours.name, paper_id="p3", case="bo", visit="v3"), TWO)
        queue.cancel(first)
        queue.step()
        assert stranger.pages() == [] and queue.job(third).stands == "waiting"
    printer.tell("ok")
    printer.start()
    after(queue, third, stands="sent", at="done")


def test_frozen_bytes_that_are_damaged_are_told_and_stop_nobody_else(
    vault: Vault, queue: PrintQueue, printer: SimulatedPrinter, paper_to: Callable[..., NewJob]
) -> None:
    broken = queue.submit(paper_to(), TWO)
    with vault.write() as tx:
        tx.execute("UPDATE print_bytes SET data = ?", (b"andet",))
    sound = queue.submit(paper_to(paper_id="p2", pages=1), pdf(1))
    assert after(queue, broken, stands="failed").words.title == "Papiret kan ikke læses mere."
    after(queue, sound, stands="sent", at="done")


def test_only_the_missing_pages_are_printed_again(
    queue: PrintQueue, printer: SimulatedPrinter, paper_to: Callable[..., NewJob]
) -> None:
    job_id = queue.submit(paper_to(pages=3), pdf(3))
    after(queue, job_id, stands="sent", at="done")
    job = queue.confirm(job_id, {1, 3})
    assert (job.stands, job.wanted, job.words.title) == ("failed", (2,), "Nogle af siderne mangler.")
    queue.retry(job_id, "anna")
    assert after(queue, job_id, stands="sent", at="done").question == "Kom siden ud?"
    assert len(printer.pages()) == 4
    with pytest.raises(InputError) as refused:
        queue.confirm(job_id, {3})
    assert refused.value.code == "print.pages"
    assert queue.confirm(job_id, {2}).stands == "confirmed"


def test_none_came_while_the_printer_still_has_it_stops_it_there_first(
    queue: PrintQueue, printer: SimulatedPrinter, paper_to: Callable[..., NewJob]
) -> None:
    printer.tell("media-empty")
    job_id = queue.submit(paper_to(), TWO)
    after(queue, job_id, stands="sent", reason="paper")
    queue.confirm(job_id, "none")
    queue.retry(job_id, "anna")
    printer.tell("ok")
    after(queue, job_id, stands="sent", at="done")
    assert set(printer.pages()) == {f"Rygsaek-{job_id}-2"}


def test_a_busy_printer_is_waited_for(queue: PrintQueue, printer: SimulatedPrinter, paper_to: Callable[..., NewJob]) -> None:
    printer.tell("hold")
    first = queue.submit(paper_to(), TWO)
    after(queue, first, stands="sent")
    second = queue.submit(paper_to(paper_id="p2"), TWO)
    assert after(queue, second, stands="waiting", reason="busy").words.title == "Printeren er i gang med noget andet."
    printer.tell("ok")
    after(queue, second, stands="sent", at="done")
    assert len(printer.documents()) == 2


def test_what_a_dead_process_left_waiting_is_held_and_not_sent(
    vault: Vault, queue: PrintQueue, printer: SimulatedPrinter, paper_to: Callable[..., NewJob]
) -> None:
    job_id = queue.submit(paper_to(), TWO)
    restarted = queue_of(vault)
    assert after(restarted, job_id, stands="held").reason == "visit_over"
    assert printer.pages() == []
    restarted.release(job_id, "anna", "v1")
    after(restarted, job_id, stands="sent", at="done")
    assert printer.documents() == [TWO]


def test_a_vault_that_was_restored_prints_nothing_by_itself(
    vault: Vault, queue: PrintQueue, printer: SimulatedPrinter, paper_to: Callable[..., NewJob], tmp_path: Path
) -> None:
    job_id = queue.submit(paper_to(), TWO)
    backups.backup(vault, tmp_path / "kopi", now=1_777_000_000)
    passphrase = "fem blå cykler ved en bro"
    with backups.restore(tmp_path / "kopi", tmp_path / "igen", passphrase, migrations=print_jobs.MIGRATIONS) as restored:
        again = queue_of(restored)
        assert after(again, job_id, stands="held").reason == "visit_over"
        again.step()
    assert printer.pages() == []


def test_frozen_bytes_are_dropped_when_nobody_needs_them(
    vault: Vault, queue: PrintQueue, printer: SimulatedPrinter, paper_to: Callable[..., NewJob]
) -> None:
    job_id = queue.submit(paper_to(), TWO)
    after(queue, job_id, stands="sent", at="done")
    with vault.read() as reader:
        assert reader.one("SELECT data FROM print_bytes") == (TWO,)
    queue.confirm(job_id, "all")
    with vault.read() as reader:
        assert reader.one("SELECT count(*) FROM print_bytes") == (0,)
