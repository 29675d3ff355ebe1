"""A field in words: names put in, a CPR number hidden, a date understood, two who wrote at once, two languages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest

from forms.library import Library
from forms.profile import names
from rygsaek.casework import cases, views
from rygsaek.casework.desk import Desk
from tests.support.desks import ANNA, BO, SetClock, merge, new_desk, reopened
from tests.support.presenting import AtOnce, HandTimers
from ui.presenters.editing import Editing
from ui.presenters.field_words import Wording, as_one, field_view
from ui.presenters.wizard import Wizard

FORM = """
    id = "to_sprog"
    version = 1
    standard_name = "To sprog"
    title = "To sprog"
    languages = ["da", "en"]
    [[section]]
    id = "a"
    title = "A"
    [[section.field]]
    id = "hvordan"
    kind = "line"
    label = { da = "Hvordan går det, {borger}?", en = "How are you, {borger}?" }
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "to_sprog.toml").write_text(dedent(FORM), encoding="utf-8")
    with new_desk(tmp_path / "vault", forms=Library.load([tmp_path / "own"])) as found:
        yield found


def editing_of(desk: Desk, case: str, form: str) -> Editing:
    editing = Editing(desk, case, cases.open_document(desk, case, form), AtOnce(), HandTimers())
    editing.load()
    return editing


def wording(desk: Desk, second: str = "", *, at_table: bool = False) -> Wording:
    return Wording(names(desk.profile, desk.worker, "Anna Nørgaard"), second, at_table)


def test_names_stand_in_the_questions(desk: Desk) -> None:
    editing = editing_of(desk, cases.create_case(desk, ANNA), "samarbejdsaftale")
    assert field_view(editing, "udfordring_fs", wording(desk)).label == "Hvad tror Lise kan blive svært?"


def test_a_cpr_number_is_hidden_until_it_is_typed_in_and_at_the_table_even_then(desk: Desk) -> None:
    editing = editing_of(desk, cases.create_case(desk, ANNA), "netvaerkskort")
    desk_view = field_view(editing, "cpr", wording(desk))
    assert (desk_view.hidden_text, desk_view.text) == ("670180-••••", "670180-1234")
    table_view = field_view(editing, "cpr", wording(desk, at_table=True))
    assert (table_view.hidden_text, table_view.text) == ("670180-••••", "")
    assert "1234" not in table_view.description


def test_a_date_says_how_it_is_understood(desk: Desk) -> None:
    editing = editing_of(desk, cases.create_case(desk, ANNA), "samarbejdsaftale")
    editing.type("naeste_dato", "på fredag", 9)
    assert field_view(editing, "naeste_dato", wording(desk)).said == "fredag den 8. maj"
    editing.type("naeste_dato", "på fredagx", 10)
    assert field_view(editing, "naeste_dato", wording(desk)).said == ""


def test_a_value_that_nobody_typed_tells_where_it_came_from_until_somebody_does(desk: Desk) -> None:
    editing = editing_of(desk, cases.create_case(desk, ANNA), "netvaerkskort")
    assert field_view(editing, "navn", wording(desk)).mark == "fra borgerens oplysninger"
    editing.answer("navn", "Anna N. Nørgaard")
    assert field_view(editing, "navn", wording(desk)).mark == ""


def test_the_other_language_stands_under_the_question_only_where_the_form_has_it(desk: Desk) -> None:
    case = cases.create_case(desk, ANNA)
    own = editing_of(desk, case, "to_sprog")
    assert field_view(own, "hvordan", wording(desk, "en")).second == "How are you, Anna?"
    assert field_view(own, "hvordan", wording(desk, "uk")).second == ""
    agreement = editing_of(desk, case, "samarbejdsaftale")
    assert field_view(agreement, "aktuel_situation", wording(desk, "en")).second == ""


@contextmanager
def written_twice(folder: Path, lises: dict[str, str], bos: dict[str, str]) -> Iterator[tuple[Desk, Editing]]:
    """Lise's agreement, which Bo has answered too on a copy of her vault, brought together."""
    clock = SetClock()
    with new_desk(folder / "lise", clock) as lise:
        case = cases.create_case(lise, ANNA)
        document = cases.open_document(lise, case, "samarbejdsaftale")
    shutil.copytree(folder / "lise", folder / "bo")
    with reopened(folder / "lise", clock) as lise, reopened(folder / "bo", clock) as copied:
        bo = replace(copied, worker=BO)
        cases.fill(lise, case, document, lises)
        cases.fill(bo, case, document, bos)
        merge(lise, case, bo)
        yield lise, editing_of(lise, case, "samarbejdsaftale")


def test_two_who_wrote_at_once_stand_side_by_side_and_a_third_text_settles_it(tmp_path: Path) -> None:
    lises, bos = ({"haab_laengere_sigt": said} for said in ("Et job i en have", "Et job i et køkken"))
    with written_twice(tmp_path, lises, bos) as (lise, editing):
        view = field_view(editing, "haab_laengere_sigt", wording(lise))
        assert {one.text for one in view.standings} == {"Et job i en have", "Et job i et køkken"}
        assert {one.who_when.partition(" · ")[0] for one in view.standings} == {"Lise Holm", "Bo Krag"}
        assert all("i dag kl." in one.who_when for one in view.standings)
        assert any(differs for one in view.standings for _, differs in one.parts)
        assert (view.text, view.value) == ("", None), "nobody has chosen"
        editing.type("haab_laengere_sigt", "E", 1)
        editing.type("haab_laengere_sigt", "", 0)
        editing.settle("haab_laengere_sigt")
        assert len(field_view(editing, "haab_laengere_sigt", wording(lise)).standings) == 2, "nothing was said"
        editing.answer("haab_laengere_sigt", "Et job i en have eller et køkken")
        assert field_view(editing, "haab_laengere_sigt", wording(lise)).standings == ()


@pytest.mark.parametrize("way", ["typed", "chosen"])
def test_who_writes_one_of_the_two_anew_has_chosen_it(tmp_path: Path, way: str) -> None:
    lises, bos = ({"haab_laengere_sigt": said} for said in ("Et job i en have", "Et job i et køkken"))
    with written_twice(tmp_path, lises, bos) as (lise, editing):
        said = editing.value("haab_laengere_sigt")
        if way == "typed":
            editing.type("haab_laengere_sigt", said, len(said))
            assert field_view(editing, "haab_laengere_sigt", wording(lise)).text == said
            editing.settle("haab_laengere_sigt")
        else:
            editing.answer("haab_laengere_sigt", said)
        view = field_view(editing, "haab_laengere_sigt", wording(lise))
        assert (view.text, view.standings) == (said, ())


def test_of_two_a_person_chooses_one_also_where_fields_were_written_together(tmp_path: Path) -> None:
    lises, bos = ({"naeste_dato": day, "naeste_tid": at} for day, at in (("2026-06-01", "10:00"), ("2026-06-08", "14:00")))
    with written_twice(tmp_path, lises, bos) as (lise, editing):
        view = field_view(editing, "naeste_dato", wording(lise))
        assert len(view.standings) == 2
        assert all("mandag den" in one.text and "kl." in one.text for one in view.standings)
        beside = field_view(editing, "naeste_tid", wording(lise))
        assert (beside.standings, beside.text, view.text) == ((), "", "")
        chosen = next(one for one in view.standings if "14" in one.text)
        editing.choose("naeste_dato", chosen.value)
        assert (editing.value("naeste_dato"), editing.value("naeste_tid")) == ("2026-06-08", "14:00")


def test_two_texts_are_kept_in_one_unless_one_holds_the_other_or_they_are_no_text() -> None:
    assert as_one(["Hun er træt.", "Hun sover igen."], "text") == "Hun er træt.\nHun sover igen."
    assert as_one(["Karen", "Per"], "line") == "Karen / Per"
    for written, kind in (
        (["Hun er træt.", "Hun er træt. Hun sover."], "text"),
        (["a", None], "text"),
        (["a", "b"], "choice"),
        ([], "text"),
    ):
        assert as_one(written, kind) == ""


def test_a_section_in_which_two_things_are_written_is_neither_empty_nor_done(tmp_path: Path) -> None:
    lises, bos = ({"udfordring_borger": said} for said in ("Mine breve", "Min søvn"))
    with written_twice(tmp_path, lises, bos) as (lise, editing):
        wizard = Wizard(editing, wording(lise))
        wizard.go_to_path("udfordring_borger")
        assert next(one.state for one in wizard.lines() if one.is_current) == "i gang"


def test_a_third_is_written_in_fields_that_mean_something_only_together(tmp_path: Path) -> None:
    lises, bos = (
        {"krise_kontakt": who, "krise_telefon": number} for who, number in (("Karen", "12345678"), ("Lægen", "87654321"))
    )
    with written_twice(tmp_path, lises, bos) as (lise, editing):
        for path, text in (("krise_kontakt", "Min bror"), ("krise_telefon", "11223344")):
            editing.type(path, text, len(text))
            editing.settle(path)
        view = views.document_view(lise, editing.case, editing.document)
        assert view.conflicts == {} and view.drafts == {}
        assert (view.answers["krise_kontakt"], view.answers["krise_telefon"]) == ("Min bror", "11223344")
