from __future__ import annotations

import errno
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from rygsaek.casework import accesslog, cases, versions
from rygsaek.casework.desk import Desk
from rygsaek.errors import DiskError, InputError, OursError
from rygsaek.paper import copies, papers, saved
from rygsaek.paper.consent_gate import Leaving, Verdict
from rygsaek.paper.exits import Exits
from rygsaek.paper.ipp_printer import IppPrinter
from rygsaek.paper.papers import Wish
from rygsaek.paper.print_queue import PrintQueue
from rygsaek.vault.transaction import Reader
from tests.rygsaek.paper.conftest import NOW, after, desk_on, papers_made
from tests.support.desks import ANNA
from tests.support.printer import SimulatedPrinter

NOWHERE = "ipp://localhost:9/ipp/print"
AFTALE: dict[str, Any] = {
    "aktuel_situation": "Bor hos sin søster.",
    "maal_3_mdr": [{"maal": "Sove bedre."}],
}
HANDED_OUT = ["indhold.json", "papir-01.pdf", "papir-01.txt", "papir-02.pdf", "papir-02.txt"]


@pytest.fixture
def exits(desk: Desk) -> Exits:
    return Exits(desk, PrintQueue(desk.vault, IppPrinter(None), lambda: NOW))


@pytest.fixture
def case(desk: Desk) -> str:
    return cases.create_case(desk, ANNA)


@pytest.fixture
def agreement(desk: Desk, case: str) -> str:
    return cases.fill_form(desk, case, "samarbejdsaftale", AFTALE)


def printed_bytes(desk: Desk) -> list[bytes]:
    with desk.vault.read() as reader:
        return [bytes(row[0]) for row in reader.query("SELECT data FROM print_bytes")]


def left_by_file(desk: Desk, case: str) -> list[str]:
    """What the access log says of files: the details."""
    return [entry.detail for entry in accesslog.entries(desk, case) if entry.what in ("save", "export")]


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

    exits = Exits(desk, PrintQueue(desk.vault, IppPrinter(None), lambda: NOW), NoGate())
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


def test_a_saved_file_is_listed_until_it_is_gone(desk: Desk, exits: Exits, case: str, agreement: str, tmp_path: Path) -> None:
    target = tmp_path / "papir.pdf"
    exits.save_document(case, Wish(document=agreement), target)
    assert target.read_bytes().startswith(b"%PDF")
    assert [(one.path, one.whose) for one in exits.saved_files()] == [(str(target), "Anna")]
    assert [(copy.way, copy.out) for copy in papers_made(desk, case)] == [("file", "all")]
    exits.save_document(case, Wish(document=agreement), target)
    (listed,) = exits.saved_files()
    exits.remove_saved(listed.id)
    assert not target.exists() and exits.saved_files() == ()
    exits.save_document(case, Wish(document=agreement), target)
    target.unlink()
    assert exits.saved_files() == ()


def test_a_file_that_somebody_has_changed_is_not_deleted_unseen(exits: Exits, case: str, agreement: str, tmp_path: Path) -> None:
    target = tmp_path / "papir.pdf"
    listed = exits.save_document(case, Wish(document=agreement), target)
    target.write_bytes(b"noget andet")
    with pytest.raises(InputError):
        exits.remove_saved(listed.id)
    assert target.read_bytes() == b"noget andet"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_disk_that_will_not_take_the_file_leaves_nothing_and_records_nothing(
    number: int, desk: Desk, exits: Exits, case: str, agreement: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(descriptor: int) -> None:
        raise OSError(number, "the disk")

    folder = tmp_path / "ud"
    folder.mkdir()
    (folder / "papir.pdf").write_bytes(b"det gamle")
    with monkeypatch.context() as broken:
        broken.setattr(saved.os, "fsync", failing)
        with pytest.raises(DiskError):
            exits.save_document(case, Wish(document=agreement), folder / "papir.pdf")
        with pytest.raises(DiskError):
            exits.export_case(case, folder / "sagen")
    assert [(one.name, one.read_bytes()) for one in folder.iterdir()] == [("papir.pdf", b"det gamle")]
    assert papers_made(desk, case) == () and exits.saved_files() == ()
    assert not left_by_file(desk, case)


def test_what_is_wrong_with_a_place_is_told_and_not_as_a_failing_disk(
    exits: Exits, case: str, agreement: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "en fil").write_bytes(b"")
    (tmp_path / "Bo Ærø").mkdir()

    def told(path: Path) -> tuple[str, str]:
        codes = []
        for leave in (lambda: exits.save_document(case, Wish(document=agreement), path), lambda: exits.export_case(case, path)):
            with pytest.raises(DiskError) as caught:
                leave()
            assert caught.value.advice.startswith("Vælg ") and path.name not in f"{caught.value}"
            codes.append(caught.value.code)
        return codes[0], codes[1]

    assert told(tmp_path / "mangler" / "sagen") == ("disk.no_folder",) * 2
    assert told(tmp_path / "en fil" / "sagen") == ("disk.not_a_folder",) * 2
    assert told(tmp_path / "Bo Ærø") == ("disk.is_a_folder", "disk.exists")
    assert told(tmp_path / ("n" * 300)) == told(tmp_path / "a\0b") == ("disk.name",) * 2
    for number, code in ((errno.EACCES, "disk.forbidden"), (errno.ENOENT, "disk.no_place")):

        def refused(*_: object, number: int = number, **__: object) -> int:
            raise OSError(number, "the place")

        with monkeypatch.context() as broken:
            broken.setattr(saved.os, "open", refused)
            broken.setattr(Path, "mkdir", refused)
            assert told(tmp_path / "sagen") == (code,) * 2
    assert exits.saved_files() == () and not list(tmp_path.glob(".*.part"))


def test_a_folder_that_is_not_there_is_told_in_words_and_nothing_is_said_to_have_left(
    desk: Desk, exits: Exits, case: str, agreement: str, tmp_path: Path
) -> None:
    for leave in (
        lambda: exits.save_document(case, Wish(document=agreement), tmp_path / "mangler" / "papir.pdf"),
        lambda: exits.export_case(case, tmp_path / "mangler" / "sagen"),
        lambda: exits.save_sheet("Nøgleark", b"%PDF-ark", tmp_path / "mangler" / "ark.pdf"),
    ):
        with pytest.raises(DiskError) as refused:
            leave()
        assert refused.value.title == "Mappen findes ikke."
    assert not left_by_file(desk, case) and not left_by_file(desk, accesslog.NO_CASE)


@pytest.mark.parametrize("was_written", [True, False])
def test_a_kill_between_the_file_and_its_record_is_settled_at_the_next_start(
    was_written: bool, desk: Desk, exits: Exits, case: str, agreement: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class KilledError(BaseException):
        pass

    def killed(*_: object) -> None:
        raise KilledError

    target = tmp_path / "papir.pdf"
    with monkeypatch.context() as broken:
        broken.setattr(saved, "_given" if was_written else "_put", killed)
        broken.setattr(saved, "_clear", lambda path: None)
        with pytest.raises(KilledError):
            exits.save_document(case, Wish(document=agreement), target)
    assert target.exists() is was_written
    assert papers_made(desk, case) == () and exits.saved_files() == ()
    restarted = desk_on(desk.vault)
    Exits(restarted, exits.queue).recover()
    assert len(papers_made(restarted, case)) == len(exits.saved_files()) == int(was_written)
    (entry,) = left_by_file(desk, case)
    assert entry.endswith("afbrudt: måske ikke skrevet") is not was_written


def test_a_whole_case_is_handed_out_under_names_that_tell_nothing(
    desk: Desk, exits: Exits, case: str, agreement: str, tmp_path: Path
) -> None:
    listed, missing, titles = exits.export_case(case, tmp_path / "ud")
    assert missing == () and titles == ("Om dig", "Vores aftale")
    folder = Path(listed.path)
    assert sorted(one.name for one in folder.iterdir()) == HANDED_OUT
    told = json.loads((folder / "indhold.json").read_text("utf-8"))
    assert told["format"] == "rygsaek-udlevering-1"
    assert [one["form"] for one in told["papers"]] == ["borger", "samarbejdsaftale"]
    for one in told["papers"]:
        assert hashlib.sha256((folder / one["file"]).read_bytes()).hexdigest() == one["sha256"]
    second = told["papers"][1]
    assert second["answers"]["aktuel_situation"] == AFTALE["aktuel_situation"]
    assert (told["kle"], second["kle"], second["title"], second["document"]) == (
        "27.12.04",
        "27.12.04",
        "Vores aftale",
        agreement,
    )
    assert [one["role"] for one in second["parties"]] == ["borger", "sagsbehandler"]
    note = (folder / second["note"]).read_bytes().decode()
    assert note.startswith("Vores aftale, nr. 1\r\n") and "Bor hos sin søster." in note and "670180-1234" not in note
    assert [copy.way for copy in papers_made(desk, case)] == ["export", "export"]
    assert accesslog.entries(desk, case)[-1].what == "export"
    assert [entry.rpartition(", ")[2] for entry in left_by_file(desk, case)] == ["til kommunen selv", "til kommunen selv"]
    exits.remove_saved(listed.id)
    assert not folder.exists()


def test_a_paper_that_cannot_be_set_is_missing_and_the_rest_of_the_case_leaves(
    desk: Desk, exits: Exits, case: str, agreement: str, tmp_path: Path
) -> None:
    network = cases.fill_form(desk, case, "netvaerkskort", {})
    cases.fill(desk, case, agreement, {"aktuel_situation": "مرحبا"})
    (missing,) = exits.export_case(case, tmp_path / "ud").missing
    assert (missing.title, missing.code) == ("Vores aftale", "paper.right_to_left")
    assert "»Hvordan er dit liv lige nu?«" in missing.text
    assert sorted(one.name for one in (tmp_path / "ud").iterdir()) == HANDED_OUT
    told = json.loads((tmp_path / "ud" / "indhold.json").read_text("utf-8"))
    assert [one["form"] for one in told["papers"]] == ["borger", "netvaerkskort"]
    assert told["missing"] == [missing._asdict()]
    assert {copy.document for copy in papers_made(desk, case)} == {cases.open_document(desk, case, "borger"), network}
    assert versions.versions(desk.journal.state(case), agreement) == () and len(left_by_file(desk, case)) == 2


def test_a_citizens_export_lacks_a_paper_where_two_answers_stand(
    desk: Desk, exits: Exits, case: str, agreement: str, tmp_path: Path
) -> None:
    two_versions(desk, case, agreement)
    assert exits.export_case(case, tmp_path / "egen").missing == ()
    (missing,) = exits.export_case(case, tmp_path / "borger", "citizen").missing
    assert missing.code == "paper.conflict_open"


def test_a_case_of_which_no_paper_can_be_set_says_so_and_leaves_nothing(desk: Desk, exits: Exits, tmp_path: Path) -> None:
    case = cases.create_case(desk, {**ANNA, "navn": "مرحبا"})
    with pytest.raises(InputError) as refused:
        exits.export_case(case, tmp_path / "ud")
    assert refused.value.code == "paper.right_to_left" and not (tmp_path / "ud").exists()


def test_what_is_handed_out_for_other_eyes_holds_nothing_internal(
    desk: Desk, exits: Exits, case: str, agreement: str, tmp_path: Path
) -> None:
    cases.fill(desk, case, agreement, {"intern_note": "Kun til os"})
    told = {}
    for copy in ("citizen", "internal"):
        folder = tmp_path / copy
        exits.export_case(case, folder, copy)
        told[copy] = (folder / "indhold.json").read_text("utf-8")
    assert "Kun til os" in told["internal"] and "Kun til os" not in told["citizen"]


def test_a_blank_paper_is_noted_for_its_scan_and_belongs_to_no_case(desk: Desk, exits: Exits, tmp_path: Path) -> None:
    job = exits.queue.job(exits.print_blank(NOWHERE, "samtykke"))
    with desk.vault.read() as reader:
        assert reader.query("SELECT form, version FROM blank_paper WHERE paper_id = ?", (job.paper_id,)) == [("samtykke", 1)]
    exits.save_blank("samtykke", tmp_path / "tomt.pdf")
    assert (tmp_path / "tomt.pdf").read_bytes().startswith(b"%PDF")
    assert exits.saved_files() == ()


def test_the_recovery_sheet_is_listed_while_it_lies_there(exits: Exits, tmp_path: Path) -> None:
    exits.save_sheet("Nøgleark", b"%PDF-ark", tmp_path / "ark.pdf")
    assert [one.what for one in exits.saved_files()] == ["Nøgleark"]
    assert exits.queue.job(exits.print_sheet(NOWHERE, "Nøgleark", 1, b"%PDF-ark")).copy == "sheet"


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


def two_versions(desk: Desk, case: str, document: str) -> None:
    """Two people write in one field without having seen each other."""
    from rygsaek.history.changes import ANSWER_GIVEN, NewChange

    seen = tuple(head.id for head in desk.journal.state(case).register(document, "aktuel_situation").heads)
    for text in ("Bor på gaden.", "Bor hos en ven."):
        answer = NewChange(document, "aktuel_situation", ANSWER_GIVEN, text)
        desk.journal.append(case, (answer,), "Bo Krag", supersedes={(document, "aktuel_situation"): seen})
