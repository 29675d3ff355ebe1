"""The shelf: what a municipality put there is found by a word and printed as what it is; what cannot be read is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rygsaek.casework import accesslog, cases
from rygsaek.casework.desk import Desk
from rygsaek.errors import DiskError, InputError
from rygsaek.paper import shelf
from tests.rygsaek.paper.conftest import exits_of, papers_made
from tests.support.desks import ANNA
from tests.support.empty_papers import pdf
from tests.support.papers import text_of

DAY = date(2026, 5, 4)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "vaerested_solsiden.txt").write_text("Kom og vær med.\nVi spiser sammen hver onsdag.", "utf-8")
    made = shelf.ready(shelf.Shelf(tmp_path), "vaerested_solsiden.txt", DAY)
    (tmp_path / "gaeldsraadgivning.pdf").write_bytes(made.data)
    (tmp_path / "krise.pdf").write_bytes(b"%PDF-1.7 i stykker")
    (tmp_path / "gammel.txt").write_bytes("Tlf. på kontoret".encode("latin-1"))
    (tmp_path / "billede.png").write_bytes(b"\x89PNG")
    (tmp_path / "genvej.txt").symlink_to(tmp_path / "vaerested_solsiden.txt")
    return tmp_path


def titles(found: tuple[shelf.Leaflet, ...]) -> list[str]:
    return [one.title for one in found]


def test_pdfs_and_texts_stand_on_the_shelf_and_nothing_else(folder: Path) -> None:
    assert titles(shelf.leaflets(shelf.Shelf(folder))) == ["Gaeldsraadgivning", "Gammel", "Krise", "Vaerested solsiden"]
    assert shelf.leaflets(shelf.Shelf(folder / "ingen")) == ()


def test_a_leaflet_is_found_by_a_word_in_its_title_or_its_text(folder: Path) -> None:
    found = shelf.leaflets(shelf.Shelf(folder))
    assert titles(shelf.search(found, "SOLSIDEN")) == ["Vaerested solsiden", "Gaeldsraadgivning"], "the title goes first"
    assert titles(shelf.search(found, "onsdag spiser")) == ["Gaeldsraadgivning", "Vaerested solsiden"]
    assert titles(shelf.search(found, "gaelds onsdag")) == ["Gaeldsraadgivning"]
    assert titles(shelf.search(found, "kloster")) == []
    assert len(shelf.search(found, "")) == 4


def test_a_text_becomes_a_sheet_and_a_pdf_goes_as_it_is(folder: Path) -> None:
    text = shelf.ready(shelf.Shelf(folder), "vaerested_solsiden.txt", DAY, ["Nordby Kommune"])
    assert "Vi spiser sammen hver onsdag." in " ".join(text_of(text.data))
    (folder / "tre.pdf").write_bytes(pdf(3))
    three = shelf.ready(shelf.Shelf(folder), "tre.pdf", DAY)
    assert (three.pages, three.data) == (3, pdf(3))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("krise.pdf", "shelf.unreadable"),
        ("gammel.txt", "shelf.unreadable"),
        ("ingen.pdf", "shelf.unknown"),
        ("billede.png", "shelf.unknown"),
        ("genvej.txt", "shelf.unknown"),
        ("../hemmeligt.pdf", "shelf.unknown"),
    ],
)
def test_what_cannot_be_printed_is_told_with_advice(folder: Path, name: str, code: str) -> None:
    (folder.parent / "hemmeligt.pdf").write_bytes(pdf(1))
    with pytest.raises((InputError, DiskError)) as refused:
        shelf.ready(shelf.Shelf(folder), name, DAY)
    assert (refused.value.code, bool(refused.value.advice)) == (code, True)


def test_what_cannot_be_read_says_so_on_the_list(folder: Path) -> None:
    trouble = {one.title: one.trouble for one in shelf.leaflets(shelf.Shelf(folder))}
    assert not trouble["Gaeldsraadgivning"]
    assert "Krise" in trouble["Krise"] and "UTF-8" in trouble["Gammel"]


def test_what_a_lead_gave_the_office_goes_before_ones_own_and_says_when_it_has_not_come(desk: Desk, folder: Path) -> None:
    with desk.vault.write() as tx:
        here = tx.blobs.put(b"Ring til os i dag.")
    published = {"vaerested_solsiden.txt": here, "ny.pdf": "0" * 64, "billede.png": here}
    both = shelf.Shelf(folder, published, desk.vault)
    assert "Ring til os i dag." in " ".join(text_of(shelf.ready(both, "vaerested_solsiden.txt", DAY).data))
    found = {one.title: one.trouble for one in shelf.leaflets(both)}
    assert list(found) == ["Gaeldsraadgivning", "Gammel", "Krise", "Ny", "Vaerested solsiden"]
    assert found["Ny"] == "»Ny« er ikke hentet endnu."
    with pytest.raises(InputError) as refused:
        shelf.ready(both, "ny.pdf", DAY)
    assert refused.value.code == "shelf.not_here"


def test_a_shelf_with_something_broken_on_it_is_not_given_to_others(folder: Path) -> None:
    with pytest.raises(InputError) as refused:
        shelf.to_publish(folder)
    assert refused.value.code == "shelf.unreadable"
    for name in ("krise.pdf", "gammel.txt"):
        (folder / name).unlink()
    assert set(shelf.to_publish(folder)) == {"vaerested_solsiden.txt", "gaeldsraadgivning.pdf"}
    assert shelf.to_publish(folder / "ingen") == {}


def test_a_leaflet_is_printed_with_the_visits_papers_and_is_no_paper_of_the_case(desk: Desk, folder: Path) -> None:
    case = cases.create_case(desk, ANNA)
    exits = exits_of(desk, shelf=shelf.Shelf(folder))
    job = exits.queue.job(exits.print_leaflet("ipp://localhost:9/ipp/print", "vaerested_solsiden.txt", case, "besøg"))
    assert (job.what, job.copy, job.visit, job.whose) == ("Vaerested solsiden", "leaflet", "besøg", "")
    exits.queue.hold_visit(case, "besøg")
    assert exits.queue.job(job.id).stands == "held"
    assert papers_made(desk, case) == ()
    with desk.vault.read() as reader:
        (noted,) = reader.query("SELECT case_id, detail FROM access_entry WHERE detail LIKE '%hylden%'")
    assert tuple(noted) == (accesslog.NO_CASE, "Fra hylden: Vaerested solsiden")
    with pytest.raises(InputError) as refused:
        exits.print_leaflet("ipp://localhost:9/ipp/print", "krise.pdf", case)
    assert refused.value.code == "shelf.unreadable"
