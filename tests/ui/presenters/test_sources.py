"""The pages' facts from a real vault: home, case, history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rygsaek.casework import accesslog, agenda, cases, signing, views
from rygsaek.casework.desk import Desk
from tests.support import wired
from tests.support.desks import SetClock
from tests.support.presenting import AtOnce
from tests.support.wired import exits_of
from ui.presenters.case import CaseSheet
from ui.presenters.case_source import DeskCase
from ui.presenters.history import Entry, HistoryPresenter
from ui.presenters.home_source import DeskHome
from ui.wiring import line_on


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with wired.new_desk(tmp_path / "profile", SetClock()) as found:
        yield found


def home_of(desk: Desk) -> DeskHome:
    return DeskHome(desk, lambda: False, lambda: wired.exits_of(desk))


def visit_today(desk: Desk, case: str, time: str) -> None:
    answers = wired.answers("besoeg_planlagt") | {"dato": desk.today().isoformat(), "fra": time}
    cases.fill_form(desk, case, "besoeg", answers)


def test_an_empty_vault_has_an_empty_day(desk: Desk) -> None:
    today = home_of(desk).today()
    assert (today.cases, today.visits, today.promises, today.unprinted, today.unsigned) == (0, (), (), 0, 0)
    assert today.sheet_is_owed, "nobody has printed the recovery sheet yet"


def test_todays_visits_stand_by_time_and_those_that_are_over_are_not_next(desk: Desk) -> None:
    case = cases.create_case(desk, wired.answers("borger"))
    other = cases.create_case(desk, {"navn": "Bo Krag"})
    visit_today(desk, other, "06:30")
    visit_today(desk, case, "13:30")
    today = home_of(desk).today()
    assert [(one.when, one.title) for one in today.visits] == [("Kl. 6.30", "B. K."), ("Kl. 13.30", "A. N.")]
    assert [one.title for one in today.upcoming] == ["A. N."]
    assert [one.detail for one in today.visits] == ["Første besøg", "Første besøg"]
    cases.open_document(desk, case, "samarbejdsaftale")
    assert home_of(desk).today().upcoming[0].detail == "Fortsæt jeres aftale"


def test_a_meeting_of_today_says_how_many_have_said_whether_they_come(desk: Desk) -> None:
    case = cases.create_case(desk, wired.answers("borger"))
    asked = [{"navn": "Bo Dam", "tilstede": "ja"}, {"navn": "Eva Krogh", "tilstede": "afbud"}, {"navn": "Ib Juhl"}]
    meeting = {"moede_dato": "2026-05-04", "start": "13:30", "moede_status": "indkaldt", "deltagere": asked}
    document = cases.fill_form(desk, case, "udrettedagsorden", meeting)
    today = home_of(desk).today()
    (line,) = today.meetings
    assert (line.when, line.title, line.document) == ("Kl. 13.30", "A. N.", document)
    assert line.detail == "2 af 3 har svaret på, om de kommer"
    assert home_of(desk).cases(10, 0)[0].detail == "Koordinerende møde"
    cases.fill(desk, case, document, {"moede_status": "holdt"})
    assert home_of(desk).today().meetings == ()


def test_a_follow_up_and_a_network_meeting_of_today_stand_among_the_days_meetings(desk: Desk) -> None:
    case = cases.create_case(desk, wired.answers("borger"))
    cases.fill_form(desk, case, "overgang", {"afslutning_dato": "2026-02-03", "opfoelgning_dato": "2026-05-04"})
    meeting = cases.fill_form(desk, case, "netvaerksmoede", {"dato": "2026-05-04", "fra": "14:00"})
    follow_up = cases.open_document(desk, case, "opfoelgning")
    told = [(one.when, one.title, one.detail) for one in home_of(desk).today().agreed]
    assert told == [("I dag", "Opfølgning, A. N.", ""), ("Kl. 14", "Møde med netværket, A. N.", "")]
    visit_today(desk, case, "14:00")
    assert home_of(desk).today().agreed == (), "what lies at a visit's own time is that visit"
    cases.fill_form(desk, case, "overgang", {"opfoelgning_dato": "2026-08-03"})
    cases.fill_form(desk, case, "besoeg", {"besoeg_status": "aflyst"})
    cases.fill(desk, case, meeting, {"dato": "2026-05-06"})
    assert home_of(desk).cases(10, 0)[0].detail == "Opfølgning", "and so on the list, whatever its form asks"
    cases.fill(desk, case, follow_up, {"dato": "2026-05-04"})
    assert home_of(desk).today().agreed == (), "what was held is over"


def test_an_attempt_that_is_due_today_is_said_among_the_limits_alone(desk: Desk) -> None:
    case = cases.create_case(desk, wired.answers("borger"))
    cases.fill_form(desk, case, "beslutning", {"skridt": "tildeling", "dato": "2026-04-30"})
    again = {"dato": "2026-04-30", "kanal": "telefon", "resultat": "ingen_svar", "naeste_forsoeg_dato": "2026-05-04"}
    cases.fill_form(desk, case, "kontaktforsoeg", again)
    today = home_of(desk).today()
    assert ([one.line.when for one in today.due], today.agreed) == (["senest i dag"], ())


def test_what_waits_for_others_this_week_stands_apart_from_what_falls_to_oneself(desk: Desk) -> None:
    case = cases.create_case(desk, wired.answers("borger"))
    tasks = [
        {"opgave": "Sender papirer", "opgave_ansvarlig": "Bo Dam", "frist": "2026-05-06"},
        {"opgave": "Ringer til udlejer", "opgave_ansvarlig": "Lise Holm", "frist": "2026-05-07"},
    ]
    cases.fill_form(desk, case, "udrettedagsorden", {"moede_dato": "2026-05-01", "moede_status": "holdt", "flere_opgaver": tasks})
    today = home_of(desk).today()
    assert [(one.detail, one.when) for one in today.waits] == [("Bo Dam: Sender papirer", "onsdag 6. maj")]
    assert [one.detail for one in today.promises] == ["Lise Holm: Ringer til udlejer"]


def test_a_yes_that_ends_within_thirty_days_is_said(desk: Desk) -> None:
    case = cases.create_case(desk, wired.answers("borger"))
    consent = wired.answers("samtykke")
    for row in consent["part"]:
        row["gyldig_til"] = "2026-05-30" if row.get("svar") else None
    document = cases.fill_form(desk, case, "samtykke", consent)
    signing.sign(desk, case, document, "underskrift_borger", "papir", "Anna")
    found = home_of(desk).today().expiring
    assert found and all((one.title, one.when, one.document) == ("A. N.", "lørdag 30. maj", document) for one in found)
    assert found[0].detail.startswith("Ja til ")


def test_what_is_owed_is_counted_and_listed(desk: Desk) -> None:
    wired.whole_case(desk)
    home = home_of(desk)
    today = home.today()
    assert today.unprinted >= 2
    assert home.owed("unprinted")[0].detail == f"{today.unprinted} papirer"
    assert home.owed("unprinted")[0].owed == "ikke printet"


def test_a_promise_of_this_week_is_said(desk: Desk) -> None:
    wired.whole_case(desk)
    promised = agenda.promises(desk, desk.today(), desk.today())
    assert len(home_of(desk).today().promises) >= len(promised)


def test_a_saved_paper_is_listed_until_it_is_deleted(desk: Desk, tmp_path: Path) -> None:
    from rygsaek.paper.papers import Wish

    case, documents = wired.whole_case(desk)
    home = home_of(desk)
    assert home.files() == ()
    wired.exits_of(desk).save_document(case, Wish(document=documents["samarbejdsaftale"]), tmp_path / "aftale.pdf")
    listed = home.files()
    assert [(one.where, one.told[:5]) for one in listed] == [(str(tmp_path / "aftale.pdf"), "i dag")]
    assert "Nordvang" not in listed[0].what
    home.remove(listed[0].id)
    assert home.files() == ()
    assert not (tmp_path / "aftale.pdf").exists()


def test_search_shows_the_words_and_abbreviates_the_name(desk: Desk) -> None:
    wired.whole_case(desk)
    lines = home_of(desk).find("nordvang", 10)
    assert [one.title for one in lines] == ["A. N."]
    assert "nordvang" in lines[0].detail.casefold()


def sheet_of(desk: Desk) -> tuple[str, DeskCase, CaseSheet]:
    case, _ = wired.whole_case(desk)
    source = DeskCase(desk, case, lambda: line_on(desk), lambda: exits_of(desk))
    return case, source, source.sheet()


def test_the_head_says_who_where_and_how(desk: Desk) -> None:
    _, _, sheet = sheet_of(desk)
    assert sheet.name == "Anna Nordvang"
    labels = [one.label for one in sheet.facts]
    assert labels[0] == "Bor"
    assert set(labels) <= {"Bor", "Er nu", "Vil helst", "Tolk"}
    assert all(one.value[0].isupper() or one.value[0].isdigit() for one in sheet.facts)
    assert not any(one.value.startswith(one.label) for one in sheet.facts)


def test_papers_say_who_has_which_number(desk: Desk, tmp_path: Path) -> None:
    from rygsaek.paper.papers import Wish

    case, source, sheet = sheet_of(desk)
    assert {one.form for one in sheet.papers} == {"samarbejdsaftale", "netvaerkskort", "samtykke", "besoeg"}
    agreement = next(one for one in sheet.papers if one.form == "samarbejdsaftale")
    assert (agreement.versions, "ikke printet" in agreement.owed) == ("", True), "that nothing is printed is said once"
    wired.exits_of(desk).save_document(case, Wish(document=agreement.document), tmp_path / "aftale.pdf")
    cases.fill(desk, case, agreement.document, {"aktuel_situation": "Bor hos en ven."})
    told = next(one for one in source.sheet().papers if one.document == agreement.document)
    assert (told.versions, told.owed[:6]) == ("Anna har nr. 1. Print nr. 2.", "Nr. 2 ")
    assert "borger" not in dict(sheet.new_forms)


def test_a_corrected_paper_and_the_one_that_corrects_it_say_so(desk: Desk) -> None:
    case, source, _ = sheet_of(desk)
    note = cases.fill_form(desk, case, "journalnotat", wired.answers("journalnotat"))
    cases.finish(desk, case, note)
    new = cases.correct(desk, case, note, {"tekst": "Huslejen for marts mangler."})
    told = {one.document: one.corrected for one in source.sheet().papers if one.corrected}
    assert told == {note: "Rettet i et nyt papir.", new: "Retter et papir, som står her endnu."}


def test_the_network_has_both_rings(desk: Desk) -> None:
    _, _, sheet = sheet_of(desk)
    assert sheet.network.centre == sheet.first_name
    assert sheet.network.inner
    assert sheet.network.outer
    assert all(one.name for one in (*sheet.network.inner, *sheet.network.outer))


def test_consents_are_summed_up(desk: Desk) -> None:
    _, _, sheet = sheet_of(desk)
    assert sheet.consents.lines


def test_opening_a_case_is_written_in_the_access_log_once(desk: Desk) -> None:
    case, source, _ = sheet_of(desk)
    source.sheet()
    source.sheet()
    opened = [one for one in accesslog.entries(desk, case) if one.what == "open"]
    assert len(opened) == 1
    assert opened[0].user == desk.worker.name


def test_undo_says_what_and_does_it(desk: Desk) -> None:
    case, source, _ = sheet_of(desk)
    document = views.case_view(desk, case).facts_document
    cases.fill(desk, case, document, {"kaldenavn": "Annie"})
    assert "Annie" in source.sheet().undo
    assert source.undo()
    assert views.document_view(desk, case, document).answers.get("kaldenavn") != "Annie"


def test_what_comes_next_is_what_follows_the_furthest_step_and_on_the_day_of_a_visit_the_visit(desk: Desk) -> None:
    case = cases.create_case(desk, wired.answers("borger"))
    source = DeskCase(desk, case, lambda: line_on(desk), lambda: exits_of(desk))

    def steps() -> dict[str, tuple[str, str]]:
        return {one.title: (one.state, one.told) for one in source.sheet().course.steps}  # type: ignore[union-attr]

    def following() -> tuple[str, str] | None:
        step = source.sheet().course.next  # type: ignore[union-attr]
        return None if step is None else (step.title, step.act)

    assert following() == ("Henvendelse", "write")
    cases.fill(desk, case, source.call(), {"resultat": "kontakt"})
    assert (steps()["Henvendelse"], steps()["Kontakt"]) == (("told", "ikke skrevet ned"), ("done", "sket i dag"))
    assert following() == ("Første møde", "visit")
    visit = cases.fill_form(desk, case, "besoeg", {"dato": "2026-05-05"})
    assert steps()["Første møde"] == ("due", "aftalt i morgen")
    cases.fill(desk, case, visit, {"dato": "2026-05-04"})
    assert following() is None, "the page's own button starts the visit, and stands out"
    cases.fill(desk, case, visit, {"besoeg_status": "holdt", "foerste_moede": True})
    assert following() == ("Behovsvurdering", "write")


def test_a_decision_is_offered_in_the_forms_own_words_and_begun_with_its_answer(desk: Desk) -> None:
    case = cases.create_case(desk, wired.answers("borger"))
    source = DeskCase(desk, case, lambda: line_on(desk), lambda: exits_of(desk))
    offered = {one.id: one.title for one in source.sheet().course.choices}  # type: ignore[union-attr]
    assert offered["pause"] == "Vi holder pause"
    document = source.decide("pause")
    assert views.document_view(desk, case, document).answers["skridt"] == "pause"


def test_a_call_is_written_down_before_anything_is_asked_and_stands_among_the_attempts(desk: Desk) -> None:
    case = cases.create_case(desk, wired.answers("borger"))
    source = DeskCase(desk, case, lambda: line_on(desk), lambda: exits_of(desk))
    assert source.sheet().attempts == ()
    document = source.call()
    (made,) = source.sheet().attempts or ()
    assert (made.document, made.when, made.spoken, made.kind) == (document, "i dag", "Telefon", "open")
    cases.fill(desk, case, document, {"dato": "2026-04-30", "resultat": "aftale"})
    cases.fill(desk, case, source.call(), {"resultat": "ingen_svar"})
    sheet = source.sheet()
    assert [(one.when, one.spoken, one.kind) for one in sheet.attempts or ()] == [
        ("i dag", "Telefon · Ingen svarede", "open"),
        ("torsdag 30. april", "Telefon · Vi lavede en aftale", "done"),
    ]
    assert "kontaktforsoeg" not in {one.form for one in sheet.papers}, "attempts have a card of their own"
    assert views.document_view(desk, case, document).values["mobil"]


def test_something_written_twice_is_said_with_its_place(tmp_path: Path) -> None:
    from tests.support import desks

    with desks.new_desk(tmp_path / "a") as lise, desks.new_desk(tmp_path / "b", worker=desks.BO) as bo:
        case = cases.create_case(lise, desks.ANNA)
        document = cases.open_document(lise, case, "samarbejdsaftale")
        desks.merge(bo, case, lise)
        facts = views.case_view(lise, case).facts_document
        for one, word in ((lise, "hos sin søster"), (bo, "på herberg")):
            cases.fill(one, case, document, {"aktuel_situation": f"Bor {word}."})
            cases.fill(one, case, facts, {"adresse": word, "by": word})
        desks.merge(lise, case, bo)
        sheet = DeskCase(lise, case, lambda: line_on(lise), lambda: exits_of(lise)).sheet()
    paper = next(one for one in sheet.papers if one.document == document)
    assert (paper.conflicts, paper.first_conflict) == (1, "aktuel_situation")
    assert (sheet.twice, sheet.twice_at) == (2, (facts, "adresse")), "the citizen's own facts are no paper of the page"


def entries_of(presenter: HistoryPresenter) -> list[tuple[Entry, ...]]:
    heard: list[tuple[Entry, ...]] = []
    presenter.entries.listen(heard.append)
    return heard


def test_history_is_newest_first_and_an_earlier_answer_can_be_written_again(desk: Desk) -> None:
    case = cases.create_case(desk, {"navn": "Anna"})
    document = cases.open_document(desk, case, "samarbejdsaftale")
    for text in ("Først dette.", "Så dette."):
        cases.fill(desk, case, document, {"aktuel_situation": text})
    presenter = HistoryPresenter(desk, case, document, "aktuel_situation", AtOnce())
    heard = entries_of(presenter)
    presenter.begin()
    newest, earlier = heard[-1][0], heard[-1][1]
    assert (newest.old, newest.new, newest.may_return) == ("Først dette.", "Så dette.", False)
    assert (earlier.new, earlier.may_return) == ("Først dette.", True)
    presenter.write_again(earlier)
    assert views.document_view(desk, case, document).answers["aktuel_situation"] == "Først dette."
    assert len(heard[-1]) == len(heard[0]) + 1, "nothing of the history went away"
