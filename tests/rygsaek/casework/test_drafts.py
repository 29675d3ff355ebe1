"""Text being typed: durable, never lost, one change when it is ready."""

from __future__ import annotations

from pathlib import Path

import pytest

from rygsaek.casework import cases, drafts, promoting, search, views
from rygsaek.casework.desk import Desk
from rygsaek.errors import DiskError
from sync.status import standing
from tests.support.desks import ANNA, new_desk, reopened


@pytest.fixture
def facts(desk: Desk, anna: str) -> str:
    return views.case_view(desk, anna).documents[0].document


def test_typed_text_is_there_after_a_restart_with_its_caret(tmp_path: Path) -> None:
    with new_desk(tmp_path / "vault") as desk:
        anna = cases.create_case(desk, ANNA)
        facts = views.case_view(desk, anna).documents[0].document
        drafts.put(desk, anna, facts, "opholdssted_aktuelt", "På være", 7)
        drafts.set_last_place(desk, '{"place":"wizard"}')
    with reopened(tmp_path / "vault") as again:
        found = drafts.all(again)
        assert [(one.path, one.text, one.caret) for one in found] == [("opholdssted_aktuelt", "På være", 7)]
        assert drafts.last_place(again) == '{"place":"wizard"}'
        shown = views.document_view(again, anna, facts)
        assert shown.drafts["opholdssted_aktuelt"].text == "På være"
        assert shown.answers["opholdssted_aktuelt"] == "hos sin søster"


def test_two_drafts_of_one_address_become_one_address(desk: Desk, anna: str, facts: str) -> None:
    drafts.put(desk, anna, facts, "adresse", "Havnegade 2", 11)
    drafts.put(desk, anna, facts, "postnr", "5000", 4)
    drafts.put(desk, anna, facts, "by", "Odense C", 8)
    assert promoting.promote(desk) == ()
    assert views.case_view(desk, anna).address_line == "Havnegade 2, 5000 Odense C"
    assert views.document_view(desk, anna, facts).conflicts == {}


def test_four_hundred_keys_are_one_change(desk: Desk, anna: str, facts: str) -> None:
    before = len(desk.journal.changes(anna))
    text = "På værestedet i Nørregade, for det meste om aftenen. " * 8
    for end in range(1, 401):
        drafts.put(desk, anna, facts, "opholdssted_aktuelt", text[:end], end)
    assert len(desk.journal.changes(anna)) == before
    assert promoting.promote(desk) == ()
    made = desk.journal.changes(anna)[before:]
    assert [(change.register, change.value) for change in made] == [("opholdssted_aktuelt", text[:400].strip())]
    assert drafts.all(desk) == ()


def test_a_time_typed_with_a_day_is_no_less_kept_where_the_program_makes_the_answer(desk: Desk, anna: str) -> None:
    agreement = cases.open_document(desk, anna, "samarbejdsaftale")
    drafts.put(desk, anna, agreement, "naeste_dato", "den 11. maj kl. 10", 18)
    assert promoting.promote(desk) == ()
    found = views.document_view(desk, anna, agreement).answers
    assert (found["naeste_dato"], found["naeste_tid"]) == ("2026-05-11", "10:00")
    drafts.put(desk, anna, agreement, "naeste_dato", "den 12. maj kl. 12", 18)
    drafts.put(desk, anna, agreement, "naeste_tid", "kl 9", 4)
    promoting.promote(desk)
    found = views.document_view(desk, anna, agreement).answers
    assert (found["naeste_dato"], found["naeste_tid"]) == ("2026-05-12", "09:00")


def test_what_cannot_be_read_stays_with_its_reason(desk: Desk, anna: str, facts: str) -> None:
    before = desk.journal.changes(anna)
    drafts.put(desk, anna, facts, "foedselsdato", "engang i halvfjerdserne", 23)
    left = promoting.promote(desk, anna, facts, "foedselsdato")
    assert [(one.draft.text, one.problem.field) for one in left] == [("engang i halvfjerdserne", "foedselsdato")]
    assert left[0].problem.code.startswith("answer.")
    assert desk.journal.changes(anna) == before
    shown = views.document_view(desk, anna, facts)
    assert shown.drafts["foedselsdato"].text == "engang i halvfjerdserne"
    assert "foedselsdato" in {problem.field for problem in shown.problems}


def test_a_word_that_can_be_read_becomes_its_value(desk: Desk, anna: str, facts: str) -> None:
    drafts.put(desk, anna, facts, "foedselsdato", "1. februar 1980", 15)
    drafts.put(desk, anna, facts, "tolk_behov", "j", 1)
    assert promoting.promote(desk, anna) == ()
    answers = views.document_view(desk, anna, facts).answers
    assert (answers["foedselsdato"], answers["tolk_behov"]) == ("1980-02-01", True)


def test_half_a_character_on_its_way_loses_nothing_of_the_text(desk: Desk, anna: str, facts: str) -> None:
    drafts.put(desk, anna, facts, "opholdssted_aktuelt", "hjemme \ud83d", 8)
    assert drafts.all(desk)[0].text == "hjemme \ufffd"
    drafts.put(desk, anna, facts, "opholdssted_aktuelt", "hjemme \ud83d\ude00", 9)
    assert promoting.promote(desk) == ()
    assert views.case_view(desk, anna).whereabouts == "hjemme 😀"
    assert search.find(desk, "hjemme \ud83d") != ()


def test_emptied_text_clears_the_answer(desk: Desk, anna: str, facts: str) -> None:
    drafts.put(desk, anna, facts, "opholdssted_aktuelt", "   ", 0)
    promoting.promote(desk)
    assert "opholdssted_aktuelt" not in views.document_view(desk, anna, facts).answers


def test_text_typed_back_to_what_stood_is_no_change(desk: Desk, anna: str, facts: str) -> None:
    before = desk.journal.changes(anna)
    drafts.put(desk, anna, facts, "mobil", "12 34 56 78", 11)
    assert promoting.promote(desk) == ()
    assert desk.journal.changes(anna) == before
    assert drafts.all(desk) == ()


def test_a_card_that_waits_comes_into_being_with_its_first_text(desk: Desk, anna: str) -> None:
    document = cases.open_document(desk, anna, "netvaerkskort")
    drafts.put(desk, anna, document, "privat_netvaerk/wait123456/navn", "Mor", 3)
    promoting.promote(desk)
    found = views.document_view(desk, anna, document).answers["privat_netvaerk"]
    assert [(row["_id"], row["navn"]) for row in found] == [("wait123456", "Mor")]


def test_an_invalid_draft_stops_finishing(desk: Desk, anna: str, facts: str) -> None:
    drafts.put(desk, anna, facts, "foedselsdato", "ved ikke", 8)
    stopped = cases.finish(desk, anna, facts)
    assert isinstance(stopped, tuple)
    assert "foedselsdato" in {getattr(problem, "field", "") for problem in stopped}


def test_a_draft_counts_as_only_here(desk: Desk, anna: str, facts: str) -> None:
    before = standing(desk).local
    drafts.put(desk, anna, facts, "opholdssted_aktuelt", "På være", 7)
    assert standing(desk).local.drafts == before.drafts + 1
    drafts.clear(desk, anna, facts, "opholdssted_aktuelt")
    assert standing(desk).local == before


def full(desk: Desk) -> None:
    """Let the database grow no more, as on a full disk."""
    with desk.vault.write() as tx:
        pages = tx.one("PRAGMA page_count")
        assert pages is not None
        tx.one(f"PRAGMA max_page_count = {pages[0]}")


def test_a_full_disk_is_said_and_loses_nothing_that_was_kept(desk: Desk, anna: str, facts: str) -> None:
    drafts.put(desk, anna, facts, "opholdssted_aktuelt", "På være", 7)
    full(desk)
    long = "Lang tekst. " * 4000
    with pytest.raises(DiskError) as caught:
        drafts.put(desk, anna, facts, "kontakt_gennem", long, 5)
    assert caught.value.advice
    with pytest.raises(DiskError):
        cases.fill(desk, anna, facts, {"maa_ikke_vide": long})
    assert [draft.text for draft in drafts.all(desk)] == ["På være"]
    shown = views.document_view(desk, anna, facts)
    assert "maa_ikke_vide" not in shown.answers


def test_a_draft_that_finds_no_room_stays_a_draft(desk: Desk, anna: str, facts: str) -> None:
    long = "Lang tekst. " * 4000
    drafts.put(desk, anna, facts, "maa_ikke_vide", long, 5)
    full(desk)
    with pytest.raises(DiskError):
        promoting.promote(desk)
    assert [draft.text for draft in drafts.all(desk)] == [long]
    with desk.vault.write() as tx:
        tx.one("PRAGMA max_page_count = 4294967294")
    assert promoting.promote(desk) == ()
    assert views.document_view(desk, anna, facts).answers["maa_ikke_vide"] == long.strip()
