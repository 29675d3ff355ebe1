"""A file that a lead has had taken out of a case is gone from every laptop and from the store, and comes back with nobody."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from forms.pdf.cleaning import Cleaned
from rygsaek.casework import accesslog, cases, views
from rygsaek.errors import InputError
from rygsaek.history.changes import FILE_ATTACHED, REDACTED, file_register
from rygsaek.history.checking import check
from rygsaek.paper import attached, attachments
from rygsaek.paper.attached import Attachment
from rygsaek.vault.pieces import sealed_pieces
from sync.office import redacting
from sync.status import standing
from tests.support.canaries import hits
from tests.support.central import Central
from tests.support.decrypted import decrypted
from tests.support.desks import ANNA
from tests.support.foreign_files import pdf
from tests.support.lied_to import Pair
from tests.support.lying_server import of_items
from tests.support.synced import SyncedLaptop, SyncedOffice
from tests.support.wired import new_desk

WHY = "Hører ikke til i sagen"


class Scene(Pair):
    """Bo has attached two files to Anna's case; Lise leads, and both have both."""

    def __init__(self, office: SyncedOffice) -> None:
        super().__init__(office)
        self.wrong = attachments.attach(self.bo.desk, self.case, pdf("forkert borger"), title="Udskrift Kaj Nordvang")
        self.right = attachments.attach(self.bo.desk, self.case, pdf("den rigtige"))
        self.data = attachments.opened(self.bo.desk, self.case, self.wrong.id)[1]
        for one in (self.bo, self.lise):
            one.sync()

    def redact(self) -> None:
        one = self.lise
        changes = [change_of(one, self.case, self.wrong)]
        assert redacting.redact(one.desk, self.case, changes, one.now_ms(), os.urandom, reason=WHY) == 1

    def is_gone(self, laptop: SyncedLaptop) -> bool:
        """The one file, from the list and from every byte; the other is there."""
        attachments.opened(laptop.desk, self.case, self.right.id)
        with laptop.vault.read() as reader:
            listed = [one.id for one in attached.of_case(reader, self.case)]
            has_bytes = reader.blobs.has(self.wrong.key.file)
        folder = decrypted(laptop.vault, self.office.folder / f"plain-{os.urandom(4).hex()}")
        words = (self.wrong.key.key, "Udskrift Kaj Nordvang")
        inside = any(self.data[-200:] in path.read_bytes() for path in folder.rglob("*") if path.is_file())
        return listed == [self.right.id] and not has_bytes and not inside and hits([folder], words) == []


def change_of(laptop: SyncedLaptop, case: str, one: Attachment) -> str:
    register = file_register(one.id)
    return next(str(it.id) for it in laptop.desk.journal.changes(case) if (it.kind, it.register) == (FILE_ATTACHED, register))


def pieces_in(central: Central, case: str) -> set[str]:
    """The files of a case of which a store of one file holds pieces."""
    with closing(sqlite3.connect(urlsplit(central.database).path)) as store:
        return {bytes(blob).hex() for (blob,) in store.execute("SELECT DISTINCT blob FROM chunk WHERE case_id = ?", (case,))}


def is_in_files(scene: Scene, central: Central) -> bool:
    """Some of the file, as the store holds it, can be read anywhere in the store's folder once its journal is written home."""
    sealed = next(sealed_pieces(scene.wrong.key, scene.case, scene.data))
    with closing(sqlite3.connect(urlsplit(central.database).path)) as store:
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return any(sealed[64:128] in path.read_bytes() for path in central.folder.rglob("*") if path.is_file())


def test_a_file_is_gone_from_every_laptop_and_the_store_and_its_hash_is_left(office: SyncedOffice, central: Central) -> None:
    scene = Scene(office)
    lise, bo, case = scene.lise, scene.bo, scene.case
    assert pieces_in(central, case) == {scene.wrong.key.blob, scene.right.key.blob} and not scene.is_gone(lise)
    assert is_in_files(scene, central)
    scene.redact()
    assert scene.is_gone(lise)
    lise.sync()
    bo.sync()
    assert pieces_in(central, case) == {scene.right.key.blob} and not is_in_files(scene, central)
    assert scene.office.faults() == []
    for one in (lise, bo):
        assert scene.is_gone(one)
        assert check(one.vault, one.desk.journal.projectors) == ()
        left = next(it for it in one.desk.journal.changes(case) if it.register == file_register(scene.wrong.id))
        assert (left.kind, left.value, left.by) == (REDACTED, {"file": scene.wrong.key.file}, scene.wrong.by)
        told = [line.what for line in views.history(one.desk, case) if "bilag" in line.what]
        assert sorted(told) == ["lagde et bilag i sagen", "lagde et bilag i sagen, som en leder har fjernet"]
        assert (standing(one.desk).files_away, standing(one.desk).files_wrong, standing(one.desk).local.files) == (0, 0, 0)
    assert any(WHY in line.detail for line in accesslog.entries(lise.desk, case))


def test_a_laptop_that_comes_back_with_the_bytes_does_not_bring_them_back(office: SyncedOffice, central: Central) -> None:
    scene = Scene(office)
    image = office.image(scene.bo)
    scene.redact()
    scene.lise.sync()
    back = office.put_back(scene.bo, image)
    with back.vault.write() as tx:
        tx.execute("DELETE FROM sync_file")
    assert not scene.is_gone(back)
    back.sync()
    scene.lise.sync()
    assert pieces_in(central, scene.case) == {scene.right.key.blob}
    assert scene.is_gone(back) and scene.is_gone(scene.lise)


def test_a_store_that_holds_it_back_gets_no_bytes_again_and_the_next_one_tells(office: SyncedOffice, central: Central) -> None:
    scene = Scene(office)
    scene.redact()
    scene.lise.sync()
    with scene.bo.vault.write() as tx:
        tx.execute("DELETE FROM sync_file")
    scene.bo_hears(of_items(lambda items: tuple(one for one in items if one.kind != "redaction")))
    assert pieces_in(central, scene.case) == {scene.right.key.blob}


def test_the_same_file_in_another_case_stays(office: SyncedOffice) -> None:
    scene = Scene(office)
    other = cases.create_case(scene.lise.desk, ANNA)
    with scene.lise.vault.write() as tx:
        one = attachments.keep(scene.lise.desk, tx, other, Cleaned(scene.data, 1))
    assert one.key.file == scene.wrong.key.file
    scene.redact()
    assert attachments.opened(scene.lise.desk, other, one.id)[1] == scene.data


def test_without_an_office_a_file_goes_from_the_one_vault_there_is(tmp_path: Path) -> None:
    with new_desk(tmp_path) as desk:
        case = cases.create_case(desk, ANNA)
        one = attachments.attach(desk, case, pdf("forkert borger"), title="Udskrift Kaj Nordvang")
        change = next(str(it.id) for it in desk.journal.changes(case) if it.kind == FILE_ATTACHED)
        with pytest.raises(InputError) as refused:
            redacting.redact(desk, case, [change], 1_800_000_000_000, os.urandom, reason="Det er Udskrift Kaj Nordvang")
        assert refused.value.code == "reason.repeats"
        assert redacting.redact(desk, case, [change], 1_800_000_000_000, os.urandom, reason=WHY) == 1
        with desk.vault.read() as reader:
            assert not reader.blobs.has(one.key.file) and attached.of_case(reader, case) == ()
        assert check(desk.vault, desk.journal.projectors) == ()
        assert hits([decrypted(desk.vault, tmp_path / "plain")], (one.key.key, one.title)) == []
