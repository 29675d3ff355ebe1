"""Papers and whole cases that leave as files: written whole or not at all, and listed until they are gone."""

from __future__ import annotations

import errno
import hashlib
import json
from pathlib import Path

import pytest

from rygsaek.casework import accesslog, cases, versions
from rygsaek.casework.desk import Desk
from rygsaek.errors import DiskError, InputError
from rygsaek.paper import saved
from rygsaek.paper.exits import Exits
from rygsaek.paper.papers import Wish
from tests.rygsaek.paper.conftest import AFTALE, desk_on, papers_made, two_versions
from tests.support.desks import ANNA
from tests.support.wired import NOWHERE

HANDED_OUT = ["indhold.json", "papir-01.pdf", "papir-01.txt", "papir-02.pdf", "papir-02.txt"]


def left_by_file(desk: Desk, case: str) -> list[str]:
    """What the access log says of files: the details."""
    return [entry.detail for entry in accesslog.entries(desk, case) if entry.what in ("save", "export")]


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


def test_the_recovery_sheet_is_listed_while_it_lies_there(exits: Exits, tmp_path: Path) -> None:
    exits.save_sheet("Nøgleark", b"%PDF-ark", tmp_path / "ark.pdf")
    assert [one.what for one in exits.saved_files()] == ["Nøgleark"]
    assert exits.queue.job(exits.print_sheet(NOWHERE, "Nøgleark", 1, b"%PDF-ark")).copy == "sheet"
