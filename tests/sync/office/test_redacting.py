"""A text that a lead has had taken out is gone from every laptop and from the store, and all chains still hold (row 19)."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from msgspec.structs import replace

from rygsaek.casework import accesslog, cases, drafts, search, versions, views
from rygsaek.errors import InputError
from rygsaek.history import redacting as history
from rygsaek.history.checking import check
from sync import aside, checkpoints, session
from sync.errors import SyncError
from sync.office import redacting
from sync.outbox import Sealing
from sync.proof.roster import Roster
from sync.session import ROOM
from sync.status import standing
from sync.wire.codec import decode, encode
from sync.wire.office import BODY_CAP, SIGNED_CAP, Redaction, Signed
from sync.wire.requests import Delivered
from tests.support.canaries import canaries
from tests.support.central import Central
from tests.support.decrypted import envelopes_with, found_in, is_on_disk, sealed_of
from tests.support.desks import ANNA
from tests.support.lying_server import LyingServer, of_items
from tests.support.synced import SyncedLaptop, SyncedOffice
from tests.support.wired import new_desk

WORDS = canaries(3, 19)
WHY = "Hører ikke til i sagen"
TEXT = f"Skylder {WORDS[0]} penge"


class Scene:
    """Lise leads; Bo wrote a text that should not stand in the case, and both have it."""

    def __init__(self, office: SyncedOffice, *, is_imaged: bool = False) -> None:
        self.office = office
        self.lise, self.bo = office.laptop(), office.laptop()
        self.image = office.central_image() if is_imaged else None
        self.case = cases.create_case(self.bo.desk, ANNA)
        self.document = cases.fill_form(self.bo.desk, self.case, "samarbejdsaftale", {"aktuel_situation": TEXT})
        cases.freeze(self.bo.desk, self.case, self.document, "print")
        cases.fill(self.bo.desk, self.case, self.document, {"aktuel_situation": f"{TEXT}. Og bor alene."})
        self.bo.sync()
        self.bo.share(self.case, self.lise)
        self.bo.sync()
        self.lise.sync()

    def change(self, laptop: SyncedLaptop) -> str:
        return next(line.change for line in views.history(laptop.desk, self.case, "aktuel_situation") if TEXT in line.new)

    def redact(self, laptop: SyncedLaptop | None = None) -> int:
        one = laptop or self.lise
        return redacting.redact(one.desk, self.case, [self.change(one)], one.now_ms(), os.urandom, reason=WHY)

    def hits(self, laptop: SyncedLaptop) -> list[str]:
        search.catch_up(laptop.desk)
        folder = self.office.folder / f"plain-{laptop.vault.folder.parent.name}"
        return [hit.canary for hit in found_in(laptop.vault, folder, WORDS)]

    def in_store(self, central: Central) -> int:
        """How many of the case's envelopes in the store hold the text, opened with the case's key."""
        return envelopes_with(central, self.lise, self.case, WORDS[0])


@pytest.fixture
def scene(office: SyncedOffice) -> Scene:
    return Scene(office)


def reasons(laptop: SyncedLaptop) -> list[str]:
    with laptop.vault.read() as reader:
        return [one.reason for one in aside.all_of(reader)]


def is_whole(laptop: SyncedLaptop) -> bool:
    return check(laptop.vault, laptop.desk.journal.projectors) == ()


def test_the_text_is_gone_from_every_laptop_and_the_store_and_the_chains_hold(scene: Scene, central: Central) -> None:
    lise, bo = scene.lise, scene.bo
    drafts.put(bo.desk, scene.case, scene.document, "aktuel_situation", f"{TEXT} igen", 3)
    before = versions.versions(lise.desk.journal.state(scene.case), scene.document)
    assert WORDS[0] in scene.hits(lise) and scene.in_store(central) == 1
    assert kept(lise, scene.case) > 0
    lay = sealed_of(central, scene.case)
    assert scene.redact() == 2
    lise.sync()
    bo.sync()
    gone = set(lay) - set(sealed_of(central, scene.case))
    assert gone and not any(is_on_disk(central, one) for one in gone), "neither in the database's file nor in its log"
    assert all(is_on_disk(central, one) for one in sealed_of(central, scene.case))
    for one in (lise, bo):
        assert scene.hits(one) == []
        assert is_whole(one)
        assert kept(one, scene.case) == 0
        shown = views.document_view(one.desk, scene.case, scene.document)
        assert "aktuel_situation" not in shown.answers and not shown.drafts
        assert [line.what for line in views.history(one.desk, scene.case, "aktuel_situation")] == [
            "skrev noget, som en leder har fjernet"
        ] * 2
        assert versions.versions(one.desk.journal.state(scene.case), scene.document) == before
    assert scene.in_store(central) == 0
    assert scene.office.faults() == []
    cases.fill(bo.desk, scene.case, scene.document, {"aktuel_situation": "Bor alene."})
    bo.sync()
    lise.sync()
    eva = scene.office.laptop()
    lise.sync()
    lise.share(scene.case, eva)
    lise.sync()
    eva.sync()
    for one in (lise, eva):
        assert one.desk.journal.state(scene.case) == bo.desk.journal.state(scene.case)
        assert is_whole(one) and reasons(one) == [] and scene.hits(one) == []
    with eva.vault.read() as reader:
        assert not checkpoints.is_unchecked(reader, scene.case)


def kept(laptop: SyncedLaptop, case: str) -> int:
    """How many sealed changes of others it keeps for a store that loses them."""
    with laptop.vault.read() as reader:
        (row,) = reader.query("SELECT count(*) FROM sync_kept WHERE case_id = ? AND type = 'changes'", (case,))
    return int(row[0])


@pytest.mark.parametrize("goes_on", [True, False])
@pytest.mark.parametrize("room", [ROOM, 1])
def test_a_newcomer_gets_the_whole_case_though_the_store_has_let_go_of_its_envelopes_and_kept_who_looked(
    scene: Scene, room: int, goes_on: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    lise, bo = scene.lise, scene.bo
    for _ in range(2):
        views.case_view(bo.desk, scene.case)
        scene.office.clock.at += timedelta(days=1)
        bo.sync()
    lise.sync()
    scene.redact()
    lise.sync()
    bo.sync()
    if goes_on:
        cases.fill(bo.desk, scene.case, scene.document, {"haab_laengere_sigt": "Et job"})
        bo.sync()
    eva = scene.office.laptop()
    lise.sync()
    lise.share(scene.case, eva)
    lise.sync()
    monkeypatch.setattr(session, "ROOM", room)
    eva.sync()
    assert eva.desk.journal.state(scene.case) == lise.desk.journal.state(scene.case)
    assert is_whole(eva) and not standing(eva.desk).unchecked and reasons(eva) == []


def test_a_case_of_which_only_a_redaction_has_come_is_no_case_in_the_list_and_is_asked_for_again(scene: Scene) -> None:
    lise = scene.lise
    scene.redact()
    lise.sync()
    eva = scene.office.laptop()
    lise.sync()
    lise.share(scene.case, eva)
    lise.sync()
    hears(eva, lambda items: tuple(one for one in items if one.kind != "envelope"))
    with eva.vault.read() as reader:
        assert reader.one("SELECT 1 FROM sync_redaction") is not None
    assert views.case_list(eva.desk, limit=9) == () and is_whole(eva)
    assert {one.case for one in standing(eva.desk).missing} == {scene.case}
    eva.sync()
    assert eva.desk.journal.state(scene.case) == lise.desk.journal.state(scene.case) and is_whole(eva)
    assert standing(eva.desk).missing == ()


def test_only_a_lead_takes_a_text_out_and_every_laptop_and_the_store_refuses_others(scene: Scene) -> None:
    lise, bo = scene.lise, scene.bo
    with pytest.raises(SyncError) as refused:
        scene.redact(bo)
    assert refused.value.code == "roster.not_lead"
    with (
        patch.object(Roster, "is_lead", lambda self, device: device in self.members),
        patch.object(Roster, "was_lead", lambda self, device, n: device in self.members),
    ):
        scene.redact(bo)
    bo.sync()
    with bo.vault.read() as reader:
        assert reader.query("SELECT refused FROM sync_sending") == [("redaction.not_lead",)]
        (forged,) = reader.one("SELECT data FROM sync_redaction") or ("",)
    hears(lise, lambda items: (*items, Delivered(0, "redaction", bytes(forged))))
    assert reasons(lise) == ["redaction.not_lead"]
    assert WORDS[0] in scene.hits(lise)


def hears(laptop: SyncedLaptop, change: Callable[[tuple[Delivered, ...]], tuple[Delivered, ...]]) -> None:
    """One conversation with a store that lies."""
    carry = laptop.carry
    laptop.carry = lambda: LyingServer(carry(), of_items(change))
    laptop.sync()
    laptop.carry = carry


def test_a_store_that_holds_a_redaction_back_repeats_or_alters_it_changes_nothing_else(scene: Scene) -> None:
    lise, bo = scene.lise, scene.bo
    scene.redact()
    lise.sync()
    told: list[Delivered] = []

    def altered(items: tuple[Delivered, ...]) -> tuple[Delivered, ...]:
        found = [one for one in items if one.kind == "redaction"]
        told.extend(found)
        return tuple(replace(one, data=other(one.data)) if one in found else one for one in items if one.kind != "envelope")

    hears(bo, altered)
    assert "signature.wrong" in reasons(bo) and WORDS[0] in scene.hits(bo)
    (one,) = told
    hears(bo, lambda items: (*items, one, one))
    assert scene.hits(bo) == [] and is_whole(bo)
    before = bo.desk.journal.entries(scene.case)
    hears(bo, lambda items: (*items, one))
    assert bo.desk.journal.entries(scene.case) == before


def test_who_leads_no_more_takes_no_text_from_those_who_have_it_though_the_store_held_it_back_until_then(scene: Scene) -> None:
    lise, bo = scene.lise, scene.bo
    scene.redact()
    lise.sync()
    with lise.vault.read() as reader:
        (dated_back,) = reader.one("SELECT data FROM sync_redaction") or (b"",)
    scene.office.leaves(lise)
    hears(bo, lambda items: tuple(one for one in items if one.kind not in ("redaction", "envelope")))
    hears(bo, lambda items: (*items, Delivered(0, "redaction", bytes(dated_back))))
    assert reasons(bo) == ["redaction.not_lead"] and WORDS[0] in scene.hits(bo)


def other(data: bytes) -> bytes:
    """The same order, that more envelopes may go, with the old signature."""
    signed = decode(data, Signed, SIGNED_CAP)
    said = decode(signed.body, Redaction, BODY_CAP)
    chains = tuple(replace(chain, seq=chain.seq + 1) for chain in said.chains)
    return encode(replace(signed, body=encode(replace(said, chains=chains))))


def test_a_lead_can_take_out_nothing_but_texts_and_only_of_the_history_that_stands(scene: Scene) -> None:
    lise, bo = scene.lise, scene.bo
    begun = next(change for change in lise.desk.journal.changes(scene.case) if change.kind == "DocumentBegun")
    with pytest.raises(InputError) as no_text:
        redacting.redact(lise.desk, scene.case, [str(begun.id)], lise.now_ms(), os.urandom, reason=WHY)
    assert no_text.value.code == "redact.no_text"
    entry = lise.desk.journal.entries(scene.case)[1]
    with pytest.raises(history.RedactionError), lise.vault.write() as tx:
        lise.desk.journal.redact(scene.case, [history.Mark(entry.incarnation, entry.txn, (0,), bytes(32), bytes(32))], tx=tx)
    with pytest.raises(history.RedactionError), bo.vault.write() as tx:
        bo.desk.journal.redact(scene.case, [history.Mark(entry.incarnation, entry.txn, (0,), entry.hash, bytes(32))], tx=tx)
    assert is_whole(lise) and is_whole(bo)


def test_who_had_only_the_beginning_gets_the_rest_from_a_checkpoint(scene: Scene) -> None:
    lise, bo = scene.lise, scene.bo
    eva = scene.office.laptop()
    bo.sync()
    bo.share(scene.case, eva)
    bo.sync()
    eva.sync()
    for text in ("Kommer igen torsdag.", f"{TEXT}, stadig."):
        cases.fill(bo.desk, scene.case, scene.document, {"haab_laengere_sigt": text})
        bo.sync()
    lise.sync()
    scene.redact()
    lise.sync()
    eva.sync()
    assert eva.desk.journal.state(scene.case) == lise.desk.journal.state(scene.case)
    assert is_whole(eva) and scene.hits(eva) == [] and reasons(eva) == []
    cases.fill(bo.desk, scene.case, scene.document, {"haab_laengere_sigt": "En egen bolig."})
    bo.sync()
    eva.sync()
    assert views.document_view(eva.desk, scene.case, scene.document).answers["haab_laengere_sigt"] == "En egen bolig."


def test_the_store_empties_nothing_before_a_checkpoint_and_a_late_old_one_at_once(scene: Scene, central: Central) -> None:
    lise, bo = scene.lise, scene.bo
    scene.redact()
    with patch.object(checkpoints, "make_due", lambda *_, **__: []):
        lise.sync()
    assert scene.in_store(central) == 1
    with patch.object(checkpoints, "EVERY", 1), bo.vault.write() as tx:
        sealing = Sealing(bo.known(), bo.vault.incarnation, bo.now_ms(), os.urandom)
        assert checkpoints.make_due(tx, sealing, [scene.case]) == [scene.case]
    bo.sync()
    lise.sync()
    bo.sync()
    assert scene.in_store(central) == 0
    assert scene.office.faults() == []


def test_a_store_that_was_put_back_is_healed_though_nobody_has_the_old_envelopes(office: SyncedOffice) -> None:
    scene = Scene(office, is_imaged=True)
    assert scene.image is not None
    scene.redact()
    scene.lise.sync()
    scene.bo.sync()
    office.put_central_back(scene.image)
    scene.bo.sync()
    scene.lise.sync()
    cases.fill(scene.bo.desk, scene.case, scene.document, {"aktuel_situation": "Bor alene."})
    scene.bo.sync()
    scene.lise.sync()
    assert scene.lise.desk.journal.state(scene.case) == scene.bo.desk.journal.state(scene.case)
    assert office.faults() == []


def test_a_redaction_that_a_store_without_the_case_refused_goes_again_when_a_colleague_has_brought_the_case(
    office: SyncedOffice,
) -> None:
    scene = Scene(office, is_imaged=True)
    assert scene.image is not None
    office.put_central_back(scene.image)
    scene.redact()
    scene.lise.sync()
    assert scene.case in standing(scene.lise.desk).refused
    for one in (scene.bo, scene.lise, scene.lise, scene.bo):
        one.sync()
    assert standing(scene.lise.desk).refused == {}
    assert (scene.in_store(office.central), scene.hits(scene.bo)) == (0, [])


def test_a_store_that_was_put_back_takes_a_redaction_again_whose_lead_has_left(office: SyncedOffice) -> None:
    scene = Scene(office, is_imaged=True)
    image = office.central_image()
    assert scene.in_store(office.central) == 1
    scene.redact()
    scene.lise.sync()
    scene.bo.sync()
    office.leaves(scene.lise)
    scene.bo.sync()
    office.put_central_back(image)
    scene.bo.sync()
    assert envelopes_with(office.central, scene.bo, scene.case, WORDS[0]) == 0
    assert office.faults() == []


def test_without_an_office_a_text_goes_from_the_one_vault_there_is(tmp_path: Path) -> None:
    with new_desk(tmp_path) as desk:
        case = cases.create_case(desk, ANNA)
        document = cases.fill_form(desk, case, "samarbejdsaftale", {"aktuel_situation": TEXT})
        cases.fill(desk, case, document, {"haab_laengere_sigt": "En egen bolig."})
        search.catch_up(desk)
        change = next(line.change for line in views.history(desk, case, "aktuel_situation"))
        assert redacting.redact(desk, case, [change], 1_800_000_000_000, os.urandom, reason=WHY) == 1
        search.catch_up(desk)
        assert found_in(desk.vault, tmp_path / "plain", WORDS) == []
        assert check(desk.vault, desk.journal.projectors) == ()
        assert views.document_view(desk, case, document).answers["haab_laengere_sigt"] == "En egen bolig."
        change = next(line.change for line in views.history(desk, case, "haab_laengere_sigt"))
        for reason, code in (("  ", "reason.missing"), ("Der stod: en EGEN bolig.", "reason.repeats")):
            with pytest.raises(InputError) as refused:
                redacting.redact(desk, case, [change], 1_800_000_000_000, os.urandom, reason=reason)
            assert refused.value.code == code
        told = [one.detail for one in accesslog.entries(desk, case) if one.what == "redact"]
        assert told == [WHY], "nothing is written down of what was refused"
        with pytest.raises(InputError):
            redacting.redact(desk, case, ["findes-ikke"], 1_800_000_000_000, os.urandom, reason=WHY)


def test_a_program_that_leaves_the_text_is_found_out(tmp_path: Path) -> None:
    with new_desk(tmp_path) as desk, patch.object(history, "without", lambda payload, changes: payload):
        case = cases.create_case(desk, ANNA)
        cases.fill_form(desk, case, "samarbejdsaftale", {"aktuel_situation": TEXT})
        change = next(line.change for line in views.history(desk, case, "aktuel_situation"))
        redacting.redact(desk, case, [change], 1_800_000_000_000, os.urandom, reason=WHY)
        assert found_in(desk.vault, tmp_path / "plain", WORDS)
