"""Papers that go to a printer: frozen, recorded, logged and queued in one go, or not at all."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from rygsaek.casework import accesslog, cases, versions
from rygsaek.casework.desk import Desk
from rygsaek.errors import InputError, OursError
from rygsaek.paper import copies, papers
from rygsaek.paper.consent_gate import Leaving, Verdict
from rygsaek.paper.exits import Exits
from rygsaek.paper.papers import Wish
from rygsaek.vault.transaction import Reader
from tests.rygsaek.paper.conftest import after, exits_of, papers_made, two_versions
from tests.support.printer import SimulatedPrinter
from tests.support.wired import NOWHERE


def printed_bytes(desk: Desk) -> list[bytes]:
    with desk.vault.read() as reader:
        return [bytes(row[0]) for row in reader.query("SELECT data FROM print_bytes")]


def test_a_script_that_cannot_be_printed_is_told_with_its_question_and_nothing_is_made(
    desk: Desk, exits: Exits, case: str
) -> None:
    document = cases.fill_form(desk, case, "samarbejdsaftale", {"aktuel_situation": "مرحبا"})
    with pytest.raises(InputError) as refused:
        exits.print_document(NOWHERE, case, Wish(document=document, length="whole"))
    assert refused.value.code == "paper.right_to_left"
    assert "»Hvordan er dit liv lige nu?«" in refused.value.title
    assert papers_made(desk, case) == () and exits.queue.jobs() == ()


def test_a_press_freezes_a_version_records_the_paper_logs_it_and_queues_it(
    desk: Desk, exits: Exits, case: str, agreement: str
) -> None:
    job_id = exits.print_document(NOWHERE, case, Wish(document=agreement), visit="v1")
    job = exits.queue.job(job_id)
    assert (job.stands, job.case, job.visit, job.whose, job.version) == ("waiting", case, "v1", "Anna", "1")
    (copy,) = papers_made(desk, case)
    assert (copy.paper_id, copy.document, copy.version, copy.way, copy.out) == (job.paper_id, agreement, "1", "print", None)
    assert copy.pages == job.pages
    (frozen,) = versions.versions(desk.journal.state(case), agreement)
    assert (frozen.id, frozen.reasons) == (copy.version_id, {"print"})
    (data,) = printed_bytes(desk)
    assert hashlib.sha256(data).hexdigest() == job.bytes_hash
    entry = accesslog.entries(desk, case)[-1]
    assert (entry.what, entry.user, entry.purpose) == ("print", "Lise Holm", "Sagsbehandling")
    assert job.paper_id in entry.detail


def test_every_print_has_an_id_of_its_own_and_the_version_stays_while_nothing_changes(
    desk: Desk, exits: Exits, case: str, agreement: str
) -> None:
    first = exits.queue.job(exits.print_document(NOWHERE, case, Wish(document=agreement)))
    second = exits.queue.job(exits.print_document(NOWHERE, case, Wish(document=agreement)))
    assert first.paper_id != second.paper_id and first.version == second.version == "1"
    cases.fill(desk, case, agreement, {"aktuel_situation": "Har fået nøgle."})
    third = exits.queue.job(exits.print_document(NOWHERE, case, Wish(document=agreement)))
    assert third.version == "2"


def test_a_visit_that_ends_while_its_paper_is_made_holds_the_paper(
    desk: Desk, exits: Exits, case: str, agreement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    render = papers.printed

    def paused_meanwhile(request: papers.PaperRequest) -> papers.Paper:
        made = render(request)
        exits.queue._ends[(case, "v1")] += 1  # what hold_visit does first, before it waits for the writer
        return made

    monkeypatch.setattr(papers, "printed", paused_meanwhile)
    job = exits.queue.job(exits.print_document(NOWHERE, case, Wish(document=agreement), visit="v1"))
    assert (job.stands, job.reason) == ("held", "visit_over")


def test_the_papers_of_a_visit_go_by_one_press_or_not_at_all(desk: Desk, exits: Exits, case: str, agreement: str) -> None:
    network = cases.fill_form(desk, case, "netvaerkskort", {})
    wishes = (Wish(document=agreement), Wish(document=network, length="whole"))
    assert [exits.queue.job(one).document for one in exits.print_papers(NOWHERE, case, wishes, "v1")] == [agreement, network]
    before = (len(exits.queue.jobs()), len(papers_made(desk, case)), len(accesslog.entries(desk, case)))
    with pytest.raises(InputError):
        exits.print_papers(NOWHERE, case, (Wish(document=agreement), Wish(document="findes-ikke")), "v1")
    assert (len(exits.queue.jobs()), len(papers_made(desk, case)), len(accesslog.entries(desk, case))) == before


def test_what_a_person_saw_is_written_into_the_case(
    desk: Desk, exits: Exits, case: str, agreement: str, printer: SimulatedPrinter
) -> None:
    job_id = exits.print_document(printer.uri, case, Wish(document=agreement, length="whole"))
    after(exits.queue, job_id, stands="sent", at="done")
    assert papers_made(desk, case)[0].out is None
    exits.confirm(job_id, "none")
    assert papers_made(desk, case)[0].out == "none"
    exits.again(job_id, case)
    after(exits.queue, job_id, stands="sent", at="done")
    exits.confirm(job_id, "all")
    (copy,) = papers_made(desk, case)
    assert copy.out == "all"
    assert [entry.what for entry in accesslog.entries(desk, case)].count("print") == 2
    assert len(set(printer.documents())) == 1


def test_a_paper_for_the_citizen_waits_for_a_choice_between_two_versions_or_leaves_the_matter_out(
    desk: Desk, exits: Exits, case: str, agreement: str
) -> None:
    two_versions(desk, case, agreement)
    wish = Wish(document=agreement, length="whole")
    with pytest.raises(InputError) as refused:
        exits.print_document(NOWHERE, case, wish)
    assert refused.value.code == "paper.conflict_open"
    assert exits.queue.jobs() == () and papers_made(desk, case) == ()
    exits.print_document(NOWHERE, case, Wish(document=agreement, length="whole", left_out=("aktuel_situation",)))
    exits.print_document(NOWHERE, case, Wish(document=agreement, length="whole", copy="internal"))
    assert len(exits.queue.jobs()) == 2


def test_what_the_citizen_does_not_want_on_paper_at_home_is_not_on_it(desk: Desk, case: str) -> None:
    network = cases.fill_form(desk, case, "netvaerkskort", {"adresse": "Elmegade 3", "navn": "Anna Nørgaard"})
    facts = cases.open_document(desk, case, "borger")
    said = "".join(papers.preview(desk, case, network, length="whole").page_texts)
    assert "Elmegade" in said
    cases.fill(desk, case, facts, {"maa_staa_paa_papir": ["telefon"]})
    said = "".join(papers.preview(desk, case, network, length="whole").page_texts)
    assert "Elmegade" not in said and "Hvor bor du" not in said and "Anna" in said
    assert "Elmegade" in "".join(papers.preview(desk, case, network, length="whole", copy="internal").page_texts)


def test_a_preview_is_logged_as_shown_and_records_no_paper(desk: Desk, exits: Exits, case: str, agreement: str) -> None:
    papers.preview(desk, case, agreement)
    assert accesslog.entries(desk, case)[-1].what == "show"
    assert papers_made(desk, case) == () and exits.queue.jobs() == ()
    assert versions.versions(desk.journal.state(case), agreement) == ()


def test_a_gate_that_says_no_lets_nothing_out(desk: Desk, case: str, agreement: str, tmp_path: Path) -> None:
    class NoGate:
        def may_leave(self, desk: Desk, reader: Reader, leaving: Leaving) -> Verdict:
            return Verdict(False, "Anna har sagt nej.", "Spørg Anna.")

    exits = exits_of(desk, gate=NoGate())
    wish = Wish(document=agreement)
    for leave in (
        lambda: exits.print_document(NOWHERE, case, wish),
        lambda: exits.save_document(case, wish, tmp_path / "a.pdf"),
        lambda: exits.export_case(case, tmp_path / "ud"),
    ):
        with pytest.raises(InputError) as refused:
            leave()
        assert (refused.value.code, refused.value.title) == ("consent.refused", "Anna har sagt nej.")
    assert exits.queue.jobs() == () and papers_made(desk, case) == () and not (tmp_path / "a.pdf").exists()


def test_a_blank_paper_is_noted_for_its_scan_and_belongs_to_no_case(desk: Desk, exits: Exits, tmp_path: Path) -> None:
    job = exits.queue.job(exits.print_blank(NOWHERE, "samtykke"))
    with desk.vault.read() as reader:
        assert reader.query("SELECT form, version FROM blank_paper WHERE paper_id = ?", (job.paper_id,)) == [("samtykke", 1)]
    exits.save_blank("samtykke", tmp_path / "tomt.pdf")
    assert (tmp_path / "tomt.pdf").read_bytes().startswith(b"%PDF")
    assert exits.saved_files() == ()


def test_nothing_is_recorded_where_the_vault_cannot_take_it(
    desk: Desk, exits: Exits, case: str, agreement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise OursError("Noget gik galt.", "Giv besked.")

    with monkeypatch.context() as broken:
        broken.setattr(exits.queue, "submit", failing)
        with pytest.raises(OursError):
            exits.print_document(NOWHERE, case, Wish(document=agreement))
    assert papers_made(desk, case) == () and versions.versions(desk.journal.state(case), agreement) == ()
    assert "print" not in [entry.what for entry in accesslog.entries(desk, case)]


def test_the_ledger_finds_a_paper_by_the_id_on_it_and_is_the_same_when_made_again(
    desk: Desk, exits: Exits, case: str, agreement: str
) -> None:
    from rygsaek.history.checking import check
    from rygsaek.paper.projectors import projectors

    job = exits.queue.job(exits.print_document(NOWHERE, case, Wish(document=agreement)))
    with desk.vault.read() as reader:
        found = copies.find(reader, job.paper_id)
    assert found is not None and (found.case, found.document) == (case, agreement)
    assert check(desk.vault, projectors()) == ()
