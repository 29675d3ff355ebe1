"""Whose a paper is: a form that no citizen is asked is printed for the municipality alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from rygsaek.casework import cases, views
from rygsaek.casework.desk import Desk
from rygsaek.errors import InputError
from rygsaek.paper import named
from rygsaek.paper.exits import Exits
from rygsaek.paper.papers import Wish
from tests.rygsaek.paper.conftest import papers_made
from tests.support.consents import give, part
from tests.support.papers import text_of

PRINTER = "ipp://localhost:9/ipp/print"


def test_the_municipalitys_own_paper_comes_out_for_nobody_else(desk: Desk, exits: Exits, case: str) -> None:
    document = cases.fill_form(desk, case, "kontaktforsoeg", {"kanal": "telefon", "resultat": "ingen_svar"})
    for copy in ("citizen", "third"):
        with pytest.raises(InputError) as refused:
            exits.print_document(PRINTER, case, Wish(document=document, copy=copy))  # type: ignore[arg-type]
        assert refused.value.code == "paper.internal"
        assert "print" not in refused.value.advice, "the same is told of a file and of an export"
    assert papers_made(desk, case) == ()
    exits.print_document(PRINTER, case, Wish(document=document, copy="internal", length="whole"))
    assert [paper.copy for paper in papers_made(desk, case)] == ["internal"]


def test_a_blank_one_has_its_questions(exits: Exits, tmp_path: Path) -> None:
    exits.save_blank("kontaktforsoeg", tmp_path / "tomt.pdf")
    assert "Hvordan prøvede du?" in " ".join(text_of((tmp_path / "tomt.pdf").read_bytes()))


def test_a_named_paper_decides_whose_it_is_and_is_recorded_by_its_name(desk: Desk, exits: Exits, case: str) -> None:
    visit = {"besoeg_dato": "2026-05-11", "besoeg_fra": "10:00"}
    document = cases.fill_form(desk, case, "kontaktbrev", visit)
    exits.print_document(PRINTER, case, Wish(document=document, paper="brev", copy="third", recipient="en anden"))
    exits.print_document(PRINTER, case, Wish(document=document, paper="adresselap"))
    made = [(paper.named, paper.copy, paper.recipient) for paper in papers_made(desk, case)]
    assert sorted(made) == [("adresselap", "internal", ""), ("brev", "citizen", "")]
    assert [job.what for job in exits.queue.jobs(case)] == ["Brevet", "Lap med adressen"]


def test_a_named_paper_that_is_not_there_is_refused(desk: Desk, exits: Exits, case: str) -> None:
    document = cases.fill_form(desk, case, "kontaktbrev", {"besoeg_dato": "2026-05-11"})
    with pytest.raises(InputError) as refused:
        exits.print_document(PRINTER, case, Wish(document=document, paper="plakat"))
    assert refused.value.code == "paper.unknown"


def test_what_others_get_by_name_is_given_whole_to_nobody_else(desk: Desk, exits: Exits, case: str) -> None:
    people = [{"navn": "Bo Dam", "hvorfor_inviteret": "du er læge"}, {"navn": "Ida Friis", "hvorfor_inviteret": "du er med"}]
    document = cases.fill_form(desk, case, "udrettedagsorden", {"moede_dato": "2026-05-11", "deltagere": people})
    view = views.document_view(desk, case, document)
    rows = {row["navn"]: row["_id"] for row in view.answers["deltagere"]}
    for wish, code in (
        (Wish(document=document, copy="third"), "paper.by_name"),
        (Wish(document=document, paper="indkaldelse"), "paper.not_now"),
        (Wish(document=document, paper="referat", row=rows["Bo Dam"]), "paper.not_now"),
    ):
        with pytest.raises(InputError) as refused:
            exits.print_document(PRINTER, case, wish)
        assert refused.value.code == code
    give(desk, case, part(moede_invitation=True))
    exits.print_document(PRINTER, case, Wish(document=document, paper="indkaldelse", row=rows["Bo Dam"]))
    (made,) = papers_made(desk, case)
    assert (made.copy, made.recipient, made.named) == ("third", "Bo Dam", "indkaldelse")
    assert view.definition is not None
    offered = named.offers(view.definition, view.values, desk.today(), {"borger": "Anna"})
    assert [offer.title for offer in offered][:3] == ["Annas indbydelse", "Indbydelse: Bo Dam", "Indbydelse: Ida Friis"]
