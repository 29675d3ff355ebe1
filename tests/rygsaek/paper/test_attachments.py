"""A file in a case: it lies in the vault alone, is looked at from there, leaves through the door, and is in the backup."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from rygsaek.casework import accesslog, cases, views
from rygsaek.casework.desk import Desk
from rygsaek.errors import DiskError, InputError
from rygsaek.history import checking
from rygsaek.paper import attached, attachments, foreign_files, projectors
from rygsaek.paper.consent_gate import Leaving, Verdict
from rygsaek.vault.transaction import Reader
from tests.rygsaek.paper.conftest import exits_of
from tests.support.foreign_files import TELLTALE, jpeg, pdf, tiff
from tests.support.wired import NOWHERE


class Refuses:
    """A gate that lets nothing out to others."""

    def may_leave(self, desk: Desk, reader: Reader, leaving: Leaving) -> Verdict:
        return Verdict(leaving.copy != "third", "Samtykket dækker det ikke.", "Spørg borgeren.")


def test_a_file_is_put_in_named_seen_and_written_down(desk: Desk, case: str) -> None:
    agreement = cases.fill_form(desk, case, "samarbejdsaftale", {"aktuel_situation": "Bor hos sin søster."})
    first = attachments.attach(desk, case, jpeg())
    second = attachments.attach(desk, case, tiff(), document=agreement)
    named = attachments.attach(desk, case, pdf(), title="Brev fra  lægen")
    listed = attachments.of_case(desk, case)
    assert [(one.attachment.title, one.attachment.pages, one.form, one.is_here) for one in listed] == [
        ("Bilag 1, 4. maj 2026", 1, "", True),
        ("Samarbejdsaftale, bilag 2, 4. maj 2026", 3, "Samarbejdsaftale", True),
        ("Brev fra lægen", 1, "", True),
    ]
    assert attachments.of_case(desk, case, agreement) == (listed[1],)
    found, data = attachments.opened(desk, case, second.id)
    assert found == second and data.startswith(b"%PDF-")
    assert accesslog.entries(desk, case)[-1].detail == f"{second.title}, bilag {second.id}"
    assert [line.what for line in views.history(desk, case)].count("lagde et bilag i sagen") == 3
    assert first.key != named.key and first.key.key not in repr(views.history(desk, case))


def test_what_was_taken_out_is_off_the_list_and_in_the_history(desk: Desk, case: str) -> None:
    one, two = (attachments.attach(desk, case, made()) for made in (jpeg, pdf))
    attachments.remove(desk, case, one.id)
    assert cases.undo(desk, case) is not None, "what was taken out by mistake comes back"
    assert {found.attachment.id for found in attachments.of_case(desk, case)} == {one.id, two.id}
    assert attachments.opened(desk, case, one.id)[0].key == one.key
    attachments.remove(desk, case, one.id)
    assert [found.attachment for found in attachments.of_case(desk, case)] == [two]
    with pytest.raises(InputError) as gone:
        attachments.opened(desk, case, one.id)
    assert gone.value.code == "file.unknown"
    assert "tog et bilag ud af sagen" in [line.what for line in views.history(desk, case)]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"title": "Brev om 670180-1234"}, "file.title"),
        ({"title": "x" * 200}, "file.title"),
        ({"document": "findesikke"}, "document.unknown"),
        ({"case": "findesikke"}, "case.unknown"),
        ({"data": b"GIF89a"}, "file.kind"),
    ],
)
def test_what_cannot_be_put_in_leaves_nothing(desk: Desk, case: str, asked: dict[str, Any], code: str) -> None:
    with desk.vault.read() as reader:
        before = reader.blobs.names()
    with pytest.raises(InputError) as refused:
        attachments.attach(desk, **{"case": case, "data": pdf(), **asked})
    assert refused.value.code == code
    with desk.vault.read() as reader:
        assert attached.of_case(reader, case) == () and reader.blobs.names() == before


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "findes ikke.pdf", tmp_path):
        with pytest.raises(DiskError) as refused:
            foreign_files.read_file(path)
        assert refused.value.code == "disk.read"
    large = tmp_path / "stor.pdf"
    with large.open("wb") as handle:
        handle.truncate(foreign_files.MOST_BYTES + 1)
    with pytest.raises(InputError, match="større end 25 MB"):
        foreign_files.read_file(large)


def test_a_full_disk_while_it_is_saved_is_told_and_the_file_is_still_in_the_case(
    desk: Desk, case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = attachments.attach(desk, case, pdf())

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    exits = exits_of(desk)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskError) as told:
        exits.save_attachment(case, one.id, tmp_path / "ud.pdf")
    monkeypatch.undo()
    assert told.value.title.startswith("Disken er fuld") and not (tmp_path / "ud.pdf").exists()
    assert attachments.opened(desk, case, one.id)[0] == one


def test_a_file_leaves_through_the_door_asked_logged_and_listed(desk: Desk, case: str, tmp_path: Path) -> None:
    one = attachments.attach(desk, case, pdf())
    exits = exits_of(desk, gate=Refuses())
    saved = exits.save_attachment(case, one.id, tmp_path / "bilag.pdf")
    assert (tmp_path / "bilag.pdf").read_bytes() == attachments.opened(desk, case, one.id)[1]
    assert saved in exits.saved_files()
    job = exits.print_attachment(NOWHERE, case, one.id, copy="citizen")
    assert (exits.queue.job(job).pages, exits.queue.job(job).case) == (1, case)
    for leave in (
        lambda: exits.save_attachment(case, one.id, tmp_path / "til lægen.pdf", "third", "lægen"),
        lambda: exits.print_attachment(NOWHERE, case, one.id, "third", "lægen"),
    ):
        with pytest.raises(InputError) as refused:
            leave()
        assert refused.value.code == "consent.refused"
    said = [(entry.what, entry.detail) for entry in accesslog.entries(desk, case)]
    named = f"{one.title}, bilag {one.id}"
    assert ("save", f"{named}, til kommunen selv, Samtykket dækker det ikke.") in said
    assert sum(what in ("save", "print") for what, _ in said) == 2


def test_a_case_is_handed_out_with_its_files_and_names_the_one_that_is_missing(desk: Desk, case: str, tmp_path: Path) -> None:
    here, away = (attachments.attach(desk, case, made()) for made in (jpeg, pdf))
    with desk.vault.write() as tx:
        tx.blobs.drop(away.key.file)
    handed = exits_of(desk).export_case(case, tmp_path / "udleveret")
    names = sorted(path.name for path in (tmp_path / "udleveret").iterdir())
    assert names == ["bilag-01.pdf", "indhold.json", "papir-01.pdf", "papir-01.txt"]
    assert [(one.title, one.code) for one in handed.missing] == [(away.title, "file.not_here")]
    assert here.key.file in (tmp_path / "udleveret" / "indhold.json").read_text("utf-8")
    assert TELLTALE.encode() not in (tmp_path / "udleveret" / "bilag-01.pdf").read_bytes()


def test_the_list_follows_from_the_log(desk: Desk, case: str) -> None:
    one = attachments.attach(desk, case, pdf())
    attachments.remove(desk, case, attachments.attach(desk, case, jpeg()).id)
    assert checking.check(desk.vault, projectors.projectors()) == ()
    with desk.vault.write() as tx:
        tx.execute("DELETE FROM attachment")
    assert [found.code for found in checking.check(desk.vault, projectors.projectors())] == ["check.projection"]
    with desk.vault.read() as reader:
        assert attached.find(reader, case, one.id) is None
