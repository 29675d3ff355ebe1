"""A paper that was filled in by hand before is copied in with its own day, and what counts from a day counts from that one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from forms.problems import ProblemsError
from rygsaek.casework import cases, consents, dues, from_paper, moving, offers, redating, signing, views
from rygsaek.casework.consent import Party, may
from rygsaek.casework.desk import Desk
from rygsaek.errors import InputError
from rygsaek.history.checking import check
from rygsaek.paper import papers
from tests.support.desks import BO, SetClock, merge, new_desk

APRIL = date(2026, 4, 3)
"""The day on the paper; the desk's day is 4 May."""
GOAL = {"maal": "Sove bedre", "handling_borger": "Går i seng kl. 22", "opfoelgningsdato": "2026-05-01"}
SAYS = "skrevet af efter papir fra 3. april 2026"


def copied(desk: Desk, case: str, form_id: str, **answers: object) -> str:
    return cases.fill_form(desk, case, form_id, answers, from_paper=APRIL)


def test_a_copy_begins_with_the_papers_day_and_says_so_wherever_it_is_shown(desk: Desk, anna: str) -> None:
    document = copied(desk, anna, "samarbejdsaftale", aftaler=[GOAL])
    view = views.document_view(desk, anna, document)
    assert view.answers["indgaaet_dato"] == "2026-04-03"
    assert view.prefilled["indgaaet_dato"] == "papirets dag"
    (line,) = [one for one in views.case_view(desk, anna).documents if one.document == document]
    assert (line.paper, line.is_unprinted, line.copies) == ("2026-04-03", False, "")
    (began,) = [one.what for one in views.history(desk, anna, document=document) if SAYS in one.what]
    assert began == f"begyndte på papiret, {SAYS}"
    shown = papers.preview(desk, anna, document, length="whole")
    assert SAYS in shown.page_texts[0]
    assert "4. maj 2026" not in shown.page_texts[0].replace("lavet 4. maj 2026", "").replace("\u00a0", " ")
    assert "Dato" not in " ".join(shown.page_texts).split(), "a copy has no place to sign"
    signing.sign(desk, anna, document, "borger_godkendt", "papir", "Anna Nørgaard")
    told = papers.preview(desk, anna, document, length="whole").page_texts[-1].replace("\u00a0", " ")
    assert "Skrevet under på papiret: Anna Nørgaard, 3. april 2026" in told
    assert check(desk.vault, desk.journal.projectors) == ()


def test_what_was_learned_later_does_not_get_into_an_older_paper_and_the_newer_paper_stays_the_newest(
    desk: Desk, anna: str
) -> None:
    now = cases.fill_form(desk, anna, "samarbejdsaftale", {"aktuel_situation": "Har fået job."})
    copy = copied(desk, anna, "samarbejdsaftale", aktuel_situation="Søger job.")
    with desk.vault.read() as reader:
        state = desk.journal.state(anna)
        of_copy = offers.known_in(desk, reader, state, copy).sources
        of_next = offers.known_in(desk, reader, state, form="journalnotat").sources
    assert "forrige" not in of_copy
    assert of_next["samarbejdsaftale"]["aktuel_situation"] == "Har fået job."
    assert cases.open_document(desk, anna, "samarbejdsaftale") == now, "the table goes on in its own agreement"
    assert cases.open_document(desk, anna, "samarbejdsaftale", from_paper=APRIL) == copy
    assert cases.open_document(desk, anna, "samarbejdsaftale", from_paper=date(2026, 4, 4)) not in (now, copy)


def test_limits_run_from_the_days_of_the_papers(desk: Desk, anna: str, clock: SetClock) -> None:
    day = date(2026, 4, 7)
    cases.fill_form(desk, anna, "beslutning", {"skridt": "tildeling"}, from_paper=day)
    (contact,) = dues.standing(desk, anna).due
    assert (contact.limit.id, contact.start, contact.due.day, contact.state) == (
        "frist_kontakt", day, date(2026, 4, 9), "over",
    )  # fmt: skip
    cases.fill_form(desk, anna, "kontaktforsoeg", {"kanal": "telefon", "resultat": "kontakt"}, from_paper=date(2026, 4, 8))
    (meeting,) = dues.standing(desk, anna).due
    assert (meeting.limit.id, meeting.start, meeting.due.day) == ("frist_foerste_moede", date(2026, 4, 8), date(2026, 4, 15))
    reached = {one.milestone.id: one.day for one in dues.standing(desk, anna).steps if one.state == "reached"}
    assert reached == {"tildelt": "2026-04-07", "foerste_kontakt": "2026-04-08"}


def test_a_consent_on_paper_holds_from_its_own_day(desk: Desk, anna: str) -> None:
    party = {"part_navn": "Ole Vind", "svar": True, "oplysningstyper": ["medicin"], "gyldig_til": "2026-12-31"}
    document = copied(desk, anna, "samtykke", part=[party], retning="videregive", form="skriftlig")
    signing.sign(desk, anna, document, "underskrift_borger", "papir", "Anna Nørgaard")
    with desk.vault.read() as reader:
        (row,) = rows = consents.rows_of(desk, reader, desk.journal.state(anna))
    assert (row.given_on, row.first, row.is_given) == ("2026-04-03", "2026-04-03", True)
    asked = [may(rows, Party("Ole Vind"), "", "videregive", day).why for day in ("2026-04-02", "2026-04-03", "2026-05-04")]
    assert asked == ["not_yet", "covered", "covered"]


def test_a_day_that_no_paper_can_bear_is_refused_and_nothing_is_written(desk: Desk, anna: str) -> None:
    before = desk.journal.entries(anna)
    for day, code in ((date(2026, 5, 5), "paper.day_ahead"), (date(1979, 12, 31), "paper.day_before_birth")):
        with pytest.raises(ProblemsError) as wrong:
            cases.begin_document(desk, anna, "samarbejdsaftale", from_paper=day)
        assert [one.code for one in wrong.value.problems] == [code]
    with pytest.raises(InputError) as none:
        cases.fill_form(desk, anna, "borger", {}, from_paper=APRIL)
    assert none.value.code == "paper.own_facts"
    assert desk.journal.entries(anna) == before


def test_the_day_goes_along_to_a_colleague_to_a_correction_and_to_the_right_case(
    desk: Desk, anna: str, tmp_path: Path, clock: SetClock
) -> None:
    note = copied(desk, anna, "journalnotat", tekst="Ringede til lægen.")
    cases.finish(desk, anna, note)
    other = cases.create_case(desk, {"navn": "Bent Holm"})
    network = copied(desk, anna, "netvaerkskort", privat_netvaerk=[{"navn": "Gudrun"}])
    moved = moving.move(desk, anna, network, other, reason="Hun er Bents.")
    days = {one.document: one.paper for case in (anna, other) for one in views.case_view(desk, case).documents}
    assert (days[note], days[moved.document]) == ("2026-04-03", "2026-04-03")
    with new_desk(tmp_path / "bo", clock, BO) as bo:
        merge(bo, anna, desk)
        assert {one.document: one.paper for one in views.case_view(bo, anna).documents}[note] == "2026-04-03"
        assert from_paper.today_in(bo, views.document_view(bo, anna, note).begun) == APRIL


def test_the_papers_day_is_corrected_as_a_change_and_what_follows_from_it_goes_along(
    desk: Desk, anna: str, tmp_path: Path
) -> None:
    document = copied(desk, anna, "samarbejdsaftale", aftaler=[GOAL])
    signing.sign(desk, anna, document, "borger_godkendt", "papir", "Anna Nørgaard")
    for day in (date(2026, 4, 5), date(2026, 3, 30)):
        redating.correct_day(desk, anna, document, day)
    view = views.document_view(desk, anna, document)
    assert (view.answers["indgaaet_dato"], view.answers["borger_godkendt"]["date"]) == ("2026-03-30", "2026-03-30")
    assert view.answers["aftaler"][0]["opfoelgningsdato"] == "2026-05-01", "what was agreed on stands"
    (line,) = [one for one in views.case_view(desk, anna).documents if one.document == document]
    assert line.paper == "2026-03-30"
    assert "skrevet af efter papir fra 30. marts 2026" in papers.preview(desk, anna, document, length="whole").page_texts[0]
    told = [(one.old, one.new) for one in views.history(desk, anna, document=document) if one.what == "rettede papirets dag"]
    assert told == [("3. april 2026", "5. april 2026"), ("5. april 2026", "30. marts 2026")]
    assert SAYS in views.history(desk, anna, document=document)[0].what, "how it began stands in the history"
    assert cases.undo(desk, anna) is None, "another day is said instead"
    with new_desk(tmp_path / "bo", worker=BO) as bo:
        merge(bo, anna, desk)
        assert views.document_view(bo, anna, document).begun.paper == "2026-03-30"
        redating.correct_day(bo, anna, document, date(2026, 3, 29))
        redating.correct_day(desk, anna, document, date(2026, 3, 28))
        merge(bo, anna, desk)
        merge(desk, anna, bo)
        both = [views.document_view(one, anna, document) for one in (desk, bo)]
        assert len({one.begun.paper for one in both}) == 1, "one day stands on both laptops"
    assert check(desk.vault, desk.journal.projectors) == ()


def test_no_other_day_is_said_of_what_is_finished_or_was_written_here_or_can_never_be(desk: Desk, anna: str) -> None:
    here = cases.fill_form(desk, anna, "samarbejdsaftale", {"aktuel_situation": "Bor hos en ven."})
    with pytest.raises(InputError) as refused:
        redating.correct_day(desk, anna, here, APRIL)
    assert refused.value.code == "paper.not_copied"
    copy = copied(desk, anna, "samarbejdsaftale", aftaler=[GOAL])
    for day, code in ((date(2026, 5, 5), "paper.day_ahead"), (date(1900, 1, 1), "paper.day_before_birth")):
        with pytest.raises(ProblemsError) as wrong:
            redating.correct_day(desk, anna, copy, day)
        assert [one.code for one in wrong.value.problems] == [code]
    party = {"part_navn": "Ole Vind", "svar": True, "oplysningstyper": ["medicin"], "gyldig_til": "2026-12-31"}
    consent = copied(desk, anna, "samtykke", part=[party], retning="videregive", form="skriftlig")
    cases.freeze(desk, anna, consent, "finished")
    with pytest.raises(ProblemsError) as fixed:
        redating.correct_day(desk, anna, consent, date(2026, 4, 5))
    assert [one.code for one in fixed.value.problems] == ["paper.day_frozen"]
    again = cases.correct(desk, anna, consent)
    redating.correct_day(desk, anna, again, date(2026, 4, 5))
    assert views.document_view(desk, anna, again).answers["dato"] == "2026-04-05"
    assert views.document_view(desk, anna, consent).answers["dato"] == "2026-04-03"
