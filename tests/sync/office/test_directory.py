"""Who has which citizen, and forms that a lead publishes: between real laptops over a real store."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from forms.library import Library
from forms.profile import Profile
from rygsaek.casework import cases
from rygsaek.errors import InputError
from rygsaek.paper import shelf
from sync.errors import SyncError
from sync.membership import office_key
from sync.office import bundles, directory, revoking, sharing
from sync.office.posting import post
from sync.sealing.notices import Bundle, BundleFile, keyed_cpr
from sync.wire.office import FORMAT
from tests.support.central import Central
from tests.support.desks import ANNA, profile
from tests.support.staff import Hire, Staff
from ui import wiring
from ui.profile_folder import Places

CPR = ANNA["cpr"]


@pytest.fixture
def trio(central: Central, hire: Hire) -> tuple[Staff, Staff, Staff]:
    """Lise leads; Bo and Eva are in."""
    lise, bo, eva = hire("Lise Holm"), hire("Bo Krag"), hire("Eva Lund")
    lise.found(central.url)
    for one in (bo, eva):
        lise.let_in(one)
    return lise, bo, eva


def has(at: Staff, number: str = CPR) -> list[tuple[str, bool]]:
    """Who has a citizen, as a laptop knows it, and whether it is oneself."""
    with at.desk.vault.read() as reader:
        return [(one.name, one.is_me) for one in directory.who_has(reader, at.line.membership(), number)]


def test_a_colleague_sees_who_has_a_citizen_and_not_the_case(trio: tuple[Staff, Staff, Staff], central: Central) -> None:
    lise, bo, _ = trio
    cases.create_case(bo.desk, ANNA)
    bo.sync()
    lise.sync()
    assert has(lise) == [("Bo Krag", False)] and has(bo) == [("Bo Krag", True)]
    assert has(lise, "6701801235") == []
    assert lise.desk.journal.cases() == ()
    stored = b"".join(path.read_bytes() for path in central.folder.rglob("*") if path.is_file())
    assert CPR.encode() not in stored


def test_a_case_that_is_shared_is_told_of_once_and_a_number_that_was_mended_anew(trio: tuple[Staff, Staff, Staff]) -> None:
    lise, bo, eva = trio
    case = cases.create_case(bo.desk, ANNA)
    bo.sync()
    known = bo.line.membership()
    with bo.desk.vault.write() as tx:
        sharing.share(tx, known, case, [lise.device], bo.line.now_ms())
    for one in (bo, lise, eva):
        one.sync()
    assert has(eva) == [("Bo Krag", False)]
    cases.fill_form(bo.desk, case, "borger", {"cpr": "6701801242"})
    bo.sync()
    eva.sync()
    assert (has(eva), has(eva, "6701801242")) == ([], [("Bo Krag", False)])


def test_what_was_told_under_an_earlier_key_is_still_known_to_who_comes_later(
    trio: tuple[Staff, Staff, Staff], hire: Hire
) -> None:
    lise, bo, eva = trio
    cases.create_case(bo.desk, ANNA)
    bo.sync()
    revoking.revoke(lise.line, eva.device)
    per = hire("Per Friis")
    lise.let_in(per)
    per.sync()
    assert has(per) == [("Bo Krag", False)]


def test_an_entry_that_crossed_a_new_key_is_told_again(trio: tuple[Staff, Staff, Staff]) -> None:
    lise, bo, eva = trio
    cases.create_case(bo.desk, ANNA)
    with bo.desk.vault.write() as tx:  # sealed under the key of before, and not sent
        known = bo.line.membership()
        sharing.begin_cases(tx, known, bo.line.now_ms())
        assert directory.tell(tx, known, bo.desk.journal.cases(), bo.line.now_ms()) == 1
    revoking.revoke(lise.line, eva.device)
    bo.sync()
    bo.sync()
    lise.sync()
    assert has(lise) == [("Bo Krag", False)]


def test_the_hash_of_a_number_says_nothing_without_the_offices_key(trio: tuple[Staff, Staff, Staff]) -> None:
    lise, *_ = trio
    with lise.desk.vault.read() as reader:
        key = office_key(reader, lise.line.membership())
    assert key is not None
    assert keyed_cpr(key, CPR) != keyed_cpr(bytes(32), CPR)


def publish(by: Staff, folder: Path, office: Profile | None = None) -> int:
    library = Library.load([folder])
    known = by.line.membership()
    with by.desk.vault.write() as tx:
        return bundles.publish(tx, known, library.own(), office, by.line.now_ms(), shelf.to_publish(folder / "hylde"))


FORM = """
id = "hilsen"
version = {version}
standard_name = "Hilsen"
title = "{title}"

[[section]]
id = "hilsen"
title = "Hilsen"

[[section.field]]
id = "hilsen"
kind = "line"
label = "Hilsen"
"""


def test_published_forms_and_profile_go_before_the_laptops_own_and_their_version_grows(
    trio: tuple[Staff, Staff, Staff], tmp_path: Path
) -> None:
    lise, bo, _ = trio
    folder = tmp_path / "kommunen"
    folder.mkdir()
    (folder / "hilsen.toml").write_text(FORM.format(version=1, title="Kommunens hilsen"), encoding="utf-8")
    own = bo.desk.vault.folder.parent / "own"
    own.mkdir()
    (own / "hilsen.toml").write_text(FORM.format(version=9, title="Min egen hilsen"), encoding="utf-8")
    assert publish(lise, folder, profile()) == 1
    assert publish(lise, folder, profile()) == 2
    lise.sync()
    bo.sync()
    with bo.desk.vault.read() as reader:
        office = bundles.published(reader)
    assert office.version == 2 and office.profile is not None and office.profile.kommune == profile().kommune
    found = wiring.municipality_in(own, office)
    assert found.library.newest("hilsen").title["da"] == "Kommunens hilsen"
    assert found.profile.kommune == profile().kommune
    assert wiring.municipality_in(own).library.newest("hilsen").title["da"] == "Min egen hilsen"


def test_the_shelf_travels_with_what_is_published_and_a_leaflet_goes_once(
    trio: tuple[Staff, Staff, Staff], hire: Hire, tmp_path: Path
) -> None:
    lise, bo, _ = trio
    shelf_of_office = tmp_path / "hylde"
    shelf_of_office.mkdir()
    (shelf_of_office / "gaeld.txt").write_text("Gratis hjælp til gæld.", encoding="utf-8")
    publish(lise, tmp_path)
    lise.sync()
    bo.sync()
    here = wiring.shelf_of(bo.desk.vault, Places(tmp_path / "bo"))
    assert [(one.name, one.trouble) for one in shelf.leaflets(here)] == [("gaeld.txt", "")]
    assert shelf.ready(here, "gaeld.txt", date(2026, 5, 4)).pages == 1
    (shelf_of_office / "vaerested.txt").write_text("Kom og spis med.", encoding="utf-8")
    publish(lise, tmp_path)
    with lise.desk.vault.read() as reader:
        owed = reader.query("SELECT count(*) FROM sync_published WHERE is_sent = 0")
    assert owed == [(1,)], "what the office has is not handed in again"
    (shelf_of_office / "gaeld.txt").unlink()
    publish(lise, tmp_path)
    lise.sync()
    per = hire("Per Friis")
    lise.let_in(per)
    for one in (bo, per):
        one.sync()
        found = shelf.leaflets(wiring.shelf_of(one.desk.vault, Places(tmp_path / "mappe")))
        assert [leaflet.name for leaflet in found] == ["vaerested.txt"], (
            "what was taken from the shelf is gone, for newcomers too"
        )


def test_what_is_too_large_or_only_looks_like_a_leaflet_stays_off_the_shelf(
    trio: tuple[Staff, Staff, Staff], tmp_path: Path
) -> None:
    lise, *_ = trio
    known = lise.line.membership()
    for leaflets in ({"stor.txt": bytes(bundles.LARGEST_LEAFLET + 1)}, dict.fromkeys("abcdefghijk", bytes(2_900_000))):
        with pytest.raises(InputError) as large, lise.desk.vault.write() as tx:
            bundles.publish(tx, known, (), None, lise.line.now_ms(), leaflets)
        assert large.value.code == "publish.large"
    bundle = Bundle(FORMAT, "bundle", bundles.NAME, 9, 1, (
        BundleFile("shelf ../ude.txt", bytes(32)), BundleFile("shelf kort.txt", b"abc"), BundleFile("shelf god.txt", bytes(32)),
    ))  # fmt: skip
    with lise.desk.vault.write() as tx:
        bundles.keep(tx, post(tx, known, bundle, 9, 1), bundle)
        assert dict(bundles.published(tx).leaflets) == {"god.txt": "00" * 32}


def test_only_a_lead_publishes_and_not_nothing(trio: tuple[Staff, Staff, Staff], tmp_path: Path) -> None:
    lise, bo, _ = trio
    with pytest.raises(SyncError) as refused:
        publish(bo, tmp_path)
    assert refused.value.code == "roster.not_lead"
    with pytest.raises(InputError) as empty:
        publish(lise, tmp_path)
    assert empty.value.code == "publish.nothing"
