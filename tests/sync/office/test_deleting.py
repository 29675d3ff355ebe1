"""A case that two people delete is gone from every laptop and the store; who has not said so is named (row 19)."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

import pytest
from PIL import Image

from rygsaek.casework import cases, search, views
from rygsaek.errors import InputError
from rygsaek.history.checking import check
from rygsaek.history.journal import Journal
from rygsaek.paper import attachments
from sync import aside, deletions, keyring
from sync.errors import SyncError
from sync.office import deleting, directory
from sync.proof import orders
from sync.proof.grants import CaseGrants
from sync.sealing.grants import countersign, joined, sign
from sync.wire.codec import encode
from sync.wire.office import FORMAT, Receipt
from sync.wire.requests import Delivered
from tests.support.canaries import canaries
from tests.support.central import Central, hand_in, signed
from tests.support.decrypted import found_in, is_on_disk, left_in_store, sealed_of
from tests.support.desks import ANNA
from tests.support.lying_server import LyingServer, of_items
from tests.support.synced import SyncedLaptop, SyncedOffice
from tests.support.wired import new_desk

WORDS = canaries(3, 20)
RULE = "5 år efter afslutning"


class Scene:
    """Lise leads; Bo has a case that she may write in too, and Eva has another."""

    def __init__(self, office: SyncedOffice) -> None:
        self.office = office
        self.lise, self.bo, self.eva = office.laptop(), office.laptop(), office.laptop()
        self.case = cases.create_case(self.bo.desk, {**ANNA, "navn": f"Anna {WORDS[0]}"})
        cases.fill_form(self.bo.desk, self.case, "samarbejdsaftale", {"aktuel_situation": WORDS[1]})
        self.bo.sync()
        self.bo.share(self.case, self.lise)
        self.bo.sync()
        self.lise.sync()
        self.eva.sync()

    def delete(self) -> None:
        begun = deleting.begin(self.bo.desk, self.case, RULE, self.bo.now_ms())
        assert begun.request is not None and not begun.is_done
        assert self.case in self.bo.desk.journal.cases()
        with self.lise.vault.read() as reader:
            said, _ = deleting.asked(reader, self.lise.known(), begun.request)
        assert (said.case, said.retention) == (self.case, RULE)
        assert deleting.agree(self.lise.desk, begun.request, self.lise.now_ms()) == self.case

    def hits(self, laptop: SyncedLaptop) -> list[str]:
        search.catch_up(laptop.desk)
        folder = self.office.folder / f"plain-{laptop.vault.folder.parent.name}"
        return [hit.canary for hit in found_in(laptop.vault, folder, WORDS)]


@pytest.fixture
def scene(office: SyncedOffice) -> Scene:
    return Scene(office)


def reasons(laptop: SyncedLaptop) -> list[str]:
    with laptop.vault.read() as reader:
        return [one.reason for one in aside.all_of(reader)]


def hears(laptop: SyncedLaptop, change: Callable[[tuple[Delivered, ...]], tuple[Delivered, ...]]) -> None:
    carry = laptop.carry
    laptop.carry = lambda: LyingServer(carry(), of_items(change))
    laptop.sync()
    laptop.carry = carry


def test_a_case_that_two_delete_is_gone_everywhere_and_absent_laptops_are_named(scene: Scene, central: Central) -> None:
    lise, bo, eva = scene.lise, scene.bo, scene.eva
    assert set(scene.hits(bo)) == {WORDS[0], WORDS[1]}
    lay = sealed_of(central, scene.case)
    assert lay and all(is_on_disk(central, one) for one in lay)
    scene.delete()
    lise.sync()
    with lise.vault.read() as reader:
        (one,) = deleting.deleted(reader, lise.known())
    assert (len(one.by), len(one.done), len(one.absent)) == (2, 1, 1)
    cases.fill_form(bo.desk, scene.case, "samarbejdsaftale", {"aktuel_situation": f"{WORDS[1]} igen"})
    bo.sync()
    lise.sync()
    with lise.vault.read() as reader:
        (one,) = deleting.deleted(reader, lise.known())
    assert (one.retention, len(one.done), one.absent) == (RULE, 2, ())
    for laptop in (lise, bo, eva):
        assert scene.hits(laptop) == []
        assert laptop.desk.journal.cases() == () and views.case_list(laptop.desk) == ()
        assert check(laptop.vault, laptop.desk.journal.projectors) == () and reasons(laptop) == []
        laptop.sync()
    with bo.vault.read() as reader:
        assert keyring.grants(reader, bo.known(), scene.case) == CaseGrants.none(bo.known().org, scene.case)
        assert reader.query("SELECT * FROM sync_case_key") == []
        assert reader.query("SELECT kind, refused FROM sync_sending") == []
    with eva.vault.read() as reader:
        assert directory.who_has(reader, eva.known(), ANNA["cpr"]) == ()
    assert left_in_store(central, scene.case) == ["tombstone", "receipt", "receipt"]
    assert not any(is_on_disk(central, one) for one in lay), "neither in the database's file nor in its log"
    assert scene.office.faults() == []


def test_a_store_that_was_put_back_takes_a_tombstone_again_whose_signers_have_left(scene: Scene, central: Central) -> None:
    office, lise, bo, eva = scene.office, scene.lise, scene.bo, scene.eva
    bo.share(scene.case, eva)
    for one in (bo, eva):
        one.sync()
    image = office.central_image()
    scene.delete()
    for one in (lise, bo, eva):
        one.sync()
    office.leaves(lise, bo)
    eva.sync()
    office.put_central_back(image)
    assert "envelope" in left_in_store(central, scene.case) and "tombstone" not in left_in_store(central, scene.case)
    eva.sync()
    assert left_in_store(central, scene.case) == ["tombstone", "receipt", "receipt", "receipt"]
    assert reasons(eva) == [] and office.faults() == []


def test_nothing_brings_a_deleted_case_back(scene: Scene, central: Central) -> None:
    lise, bo = scene.lise, scene.bo
    heard: list[Delivered] = []

    def remember(items: tuple[Delivered, ...]) -> tuple[Delivered, ...]:
        heard.extend(items)
        return items

    per = scene.office.laptop()
    lise.sync()
    lise.share(scene.case, per)
    lise.sync()
    hears(per, remember)
    scene.delete()
    lise.sync()
    per.sync()
    hears(per, lambda items: (*heard, *items))
    assert per.desk.journal.cases() == () and scene.hits(per) == []
    with patch.object(deletions, "is_deleted", lambda *_: False), patch.object(Journal, "forget", lambda *_, **__: None):
        bo.sync()
    cases.fill_form(bo.desk, scene.case, "samarbejdsaftale", {"aktuel_situation": "tilbage"})
    bo.sync()
    assert left_in_store(central, scene.case)[0] == "tombstone"
    assert "envelope" not in left_in_store(central, scene.case)


def test_one_alone_a_caseworkers_pair_or_a_stranger_deletes_nothing(scene: Scene) -> None:
    lise, bo, eva = scene.lise, scene.bo, scene.eva
    begun = deleting.begin(bo.desk, scene.case, RULE, bo.now_ms())
    assert begun.request is not None
    for laptop, code in ((bo, "tombstone.not_two"), (eva, "tombstone.not_lead")):
        with pytest.raises(SyncError) as refused:
            deleting.agree(laptop.desk, begun.request, laptop.now_ms())
        assert refused.value.code == code
    with pytest.raises(InputError) as no_rule:
        deleting.begin(bo.desk, scene.case, " ", bo.now_ms())
    assert no_rule.value.code == "delete.rule"
    alone = encode(begun.request.signed)
    hears(lise, lambda items: (*items, Delivered(0, "tombstone", alone)))
    assert reasons(lise) == ["tombstone.not_two"]
    assert len(scene.hits(lise)) and scene.case in lise.desk.journal.cases()


def test_who_has_left_deletes_nothing_by_what_they_signed_before(scene: Scene) -> None:
    lise, bo, office = scene.lise, scene.bo, scene.office
    begun = deleting.begin(bo.desk, scene.case, RULE, bo.now_ms())
    assert begun.request is not None
    body = begun.request.signed.body
    first, second = sorted((lise.secret, bo.secret), key=lambda one: one.name)
    stone = joined("tombstone", body, [countersign("tombstone", body, one) for one in (first, second)])
    office.office.revoke(bo.secret)
    hand_in(office.lead, signed(office.office.links[-1]))
    lise.sync()
    hears(lise, lambda items: (*items, Delivered(0, "tombstone", encode(stone))))
    assert reasons(lise) == ["tombstone.not_active"]
    assert len(scene.hits(lise)) and scene.case in lise.desk.journal.cases()


def test_a_program_that_asks_nobody_else_is_found_out(scene: Scene, central: Central) -> None:
    with patch.object(deleting, "people_needed", lambda *_: 1), patch.object(orders, "people_needed", lambda *_: 1):
        deleting.begin(scene.lise.desk, scene.case, RULE, scene.lise.now_ms())
    scene.lise.sync()
    with scene.lise.vault.read() as reader:
        assert ("tombstone", "tombstone.not_two") in reader.query("SELECT kind, refused FROM sync_sending")
    scene.bo.sync()
    assert scene.case in scene.bo.desk.journal.cases()
    assert "grant" in left_in_store(central, scene.case)


def test_a_receipt_is_only_ones_own(scene: Scene) -> None:
    scene.delete()
    lise, eva = scene.lise, scene.eva
    lise.sync()
    with lise.vault.read() as reader:
        stone = deletions.stone_of(reader, scene.case)
    assert stone is not None
    name = orders.id_of(stone)
    forged = sign("receipt", encode(Receipt(FORMAT, eva.known().org, scene.case, name, scene.bo.known().device, 1)), eva.secret)
    hears(lise, lambda items: (*items, Delivered(0, "receipt", encode(forged))))
    assert reasons(lise) == ["receipt.not_named"]


def test_in_an_office_of_one_and_without_one_a_single_word_is_enough(office: SyncedOffice, tmp_path: Path) -> None:
    lise = office.laptop()
    case = cases.create_case(lise.desk, {**ANNA, "navn": WORDS[0]})
    lise.sync()
    assert deleting.begin(lise.desk, case, RULE, lise.now_ms()).is_done
    lise.sync()
    assert lise.desk.journal.cases() == ()
    with new_desk(tmp_path / "alone") as desk:
        case = cases.create_case(desk, {**ANNA, "navn": WORDS[0]})
        search.catch_up(desk)
        picture = BytesIO()
        Image.new("L", (60, 80), 200).save(picture, "PNG")
        attached = attachments.attach(desk, case, picture.getvalue())
        with desk.vault.read() as reader:
            assert reader.blobs.has(attached.key.file)
        assert deleting.begin(desk, case, RULE, 1_800_000_000_000).is_done
        assert found_in(desk.vault, tmp_path / "plain", WORDS) == []
        with desk.vault.read() as reader:
            assert not reader.blobs.has(attached.key.file)
        assert views.case_list(desk) == () and check(desk.vault, desk.journal.projectors) == ()
