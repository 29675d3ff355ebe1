"""The history as people read it, forms that are not here, and clocks that are wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from forms.library import Library
from rygsaek.casework import cases, rows, search, settings, status, views
from rygsaek.casework.desk import Desk
from rygsaek.history.changes import NewChange
from sync.status import standing
from tests.support.desks import ANNA, BO, SetClock, merge, new_desk
from tests.support.inline import form


def test_a_line_says_who_when_which_question_and_what_stood_before(desk: Desk, anna: str) -> None:
    facts = views.case_view(desk, anna).documents[0].document
    cases.fill(desk, anna, facts, {"postnr": "8200"})
    (first, second) = views.history(desk, anna, "postnr")
    assert (first.what, first.old, first.new) == ("skrev", "", "8000")
    assert (second.who, second.what, second.field_label) == ("Lise Holm", "rettede", "Postnummer")
    assert (second.old, second.new, second.form) == ("8000", "8200", "Oplysninger om borgeren")
    assert second.at.date() == datetime(2026, 5, 4, tzinfo=UTC).date()


def test_numbers_of_people_are_masked_in_the_history(desk: Desk, anna: str) -> None:
    assert [line.new for line in views.history(desk, anna, "cpr")] == ["670180-••••"]


def test_a_row_is_called_by_its_name(desk: Desk, anna: str) -> None:
    document = cases.open_document(desk, anna, "netvaerkskort")
    row = rows.add_row(desk, anna, document, "privat_netvaerk", values={"navn": "Gudrun"})
    rows.move_row(desk, anna, document, "privat_netvaerk", row, 1)
    rows.remove_row(desk, anna, document, "privat_netvaerk", row)
    lines = views.history(desk, anna, f"privat_netvaerk/{row}")
    assert [line.what for line in lines] == ["tilføjede", "skrev", "tog væk"]
    assert all("(Gudrun)" in line.field_label for line in lines)


def test_what_stood_from_the_start_says_so(desk: Desk, anna: str) -> None:
    document = cases.open_document(desk, anna, "samarbejdsaftale")
    (line,) = views.history(desk, anna, "navn", document)
    assert line.what == "stod der fra start"


def test_versions_and_papers_are_in_the_history(desk: Desk, anna: str) -> None:
    document = cases.fill_form(desk, anna, "samarbejdsaftale", {"aktuel_situation": "Hos en ven."})
    cases.freeze(desk, anna, document, "print")
    assert "lavede nr. 1" in {line.what for line in views.history(desk, anna, document=document)}


def test_what_this_program_does_not_know_is_told_as_such(desk: Desk, anna: str) -> None:
    facts = views.case_view(desk, anna).documents[0].document
    desk.journal.append(anna, (NewChange(facts, "^fremtid/1", "SomethingNew", {"a": 1}),), desk.by)
    assert views.history(desk, anna)[-1].what == "skrev noget, som dette program ikke kender"


FOREIGN = """
[[section.field]]
id = "hvad"
kind = "text"
label = "Hvad skal vi huske?"
[[section.field]]
id = "hvornaar"
kind = "date"
label = "Hvornår?"
"""


def test_a_colleague_without_the_form_sees_and_finds_it_all_the_same(tmp_path: Path) -> None:
    own = form(FOREIGN)
    forms = Library([*Library.load().newest_of_all().values(), own])
    with new_desk(tmp_path / "lise", forms=forms) as lise, new_desk(tmp_path / "bo", worker=BO, forms=Library.load()) as bo:
        case = cases.create_case(lise, ANNA)
        document = cases.fill_form(lise, case, own.id, {"hvad": "Husk kanariefuglen", "hvornaar": "2026-05-09"})
        merge(bo, case, lise)
        shown = views.document_view(bo, case, document)
        assert shown.definition is not None
        assert shown.definition.fingerprint == own.fingerprint
        cases.fill(bo, case, document, {"hvad": "Husk begge fugle"})
        assert [hit.case for hit in search.find(bo, "fugle")] == [case]
        assert views.case_list(bo)[0].next_date == "2026-05-09"


def test_a_form_that_never_came_is_still_text(tmp_path: Path) -> None:
    own = form(FOREIGN)
    forms = Library([*Library.load().newest_of_all().values(), own])
    with new_desk(tmp_path / "lise", forms=forms) as lise, new_desk(tmp_path / "bo", worker=BO, forms=Library.load()) as bo:
        case = cases.create_case(lise, ANNA)
        document = cases.fill_form(lise, case, own.id, {"hvad": "Husk kanariefuglen", "hvornaar": "2026-05-09"})
        bo.journal.merge(case, lise.journal.entries(case))
        shown = views.document_view(bo, case, document)
        assert shown.definition is None
        assert shown.answers["hvad"] == "Husk kanariefuglen"
        assert [hit.document for hit in search.find(bo, "kanarie")] == [document]
        assert [line.new for line in views.history(bo, case, "hvad")] == ["Husk kanariefuglen"]
        assert views.case_list(bo)[0].next_date == "2026-05-09"
        assert cases.freeze(bo, case, document, "print").label == "1"


@pytest.mark.parametrize("days", [3650, -3650, 365 * 200])
def test_a_wrong_clock_warns_and_breaks_nothing(desk: Desk, anna: str, clock: SetClock, days: int) -> None:
    facts = views.case_view(desk, anna).documents[0].document
    assert status.clock_problem(desk) is None
    right = clock.at
    clock.forward(days=days)
    cases.fill(desk, anna, facts, {"opholdssted_aktuelt": "på værestedet"})
    clock.at = right if days > 0 else clock.at
    problem = status.clock_problem(desk)
    assert problem is not None
    assert problem.severity == "note"
    assert views.case_view(desk, anna).whereabouts == "på værestedet"
    assert views.history(desk, anna, "opholdssted_aktuelt")[-1].new == "på værestedet"
    assert views.case_list(desk)
    cases.fill(desk, anna, facts, {"opholdssted_aktuelt": "hjemme"})
    assert views.case_view(desk, anna).whereabouts == "hjemme"


def test_what_is_only_here_counts_saves_and_cases(desk: Desk, anna: str, clock: SetClock) -> None:
    before = standing(desk).local
    cases.create_case(desk, {"navn": "Bo"})
    after = standing(desk).local
    assert after.cases == before.cases + 1 == 2
    assert after.changes > before.changes
    assert after.since == before.since
    assert after.since is not None
    assert after.since <= clock.at


def test_settings_are_kept_forgotten_and_never_of_a_wrong_kind(desk: Desk) -> None:
    settings.put(desk.vault, "tal", 7)
    assert settings.get(desk.vault, "tal", int) == 7
    assert settings.get(desk.vault, "tal", str) is None
    settings.put(desk.vault, "tal", None)
    assert settings.get(desk.vault, "tal", int) is None
    settings.set_worker(desk.vault, BO)
    assert settings.worker(desk.vault) == BO


def test_a_case_with_three_hundred_edits_is_itself_after_a_restart(tmp_path: Path) -> None:
    from tests.support.desks import reopened

    with new_desk(tmp_path / "vault") as desk:
        case = cases.create_case(desk, ANNA)
        document = cases.open_document(desk, case, "samarbejdsaftale")
        for number in range(300):
            cases.fill(desk, case, document, {("aktuel_situation", "haab_laengere_sigt")[number % 2]: f"Tekst nr. {number}"})
        before = views.document_view(desk, case, document).answers, len(views.history(desk, case))
    with reopened(tmp_path / "vault") as again:
        assert (views.document_view(again, case, document).answers, len(views.history(again, case))) == before
        assert before[0]["aktuel_situation"] == "Tekst nr. 298"
        assert [hit.case for hit in search.find(again, "299")] == [case]
        assert search.find(again, "297") == ()


def test_a_row_that_is_named_by_a_choice_is_called_by_its_words(desk: Desk, anna: str) -> None:
    need = {"omraade": "oekonomi", "beskrivelse": "Regningerne bliver ikke åbnet."}
    cases.fill_form(desk, anna, "behovsvurdering", {"behov": [need]})
    labels = [line.field_label for line in views.history(desk, anna, "behov")]
    assert "Hvad har du brug for? (Penge): Hvad er svært?" in labels
