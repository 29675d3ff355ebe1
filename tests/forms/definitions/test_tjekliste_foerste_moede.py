"""The checklist of the first meeting: A7's ids, and nothing ticked that the agreement says itself."""

from __future__ import annotations

from datetime import date

from forms.answers import computed
from tests.support.forms import definition, example

IDS = """
gr_foer_forberedt gr_foer_sted gr_foer_papirer gr_start_hvem_hvorfor gr_start_praesentation gr_start_ramme gr_ved gr_kan gr_vil
gr_goer gr_slut_opsummering gr_slut_naeste_skridt gr_slut_hvem_hvad_hvornaar gr_slut_naeste_dato gr_slut_samtykke gr_slut_igen
note
"""


def test_every_point_of_the_checklist_is_there_and_none_is_for_a_citizen() -> None:
    form = definition("tjekliste_foerste_moede")
    assert [field.id for section in form.sections for field in section.fields] == IDS.split()
    assert form.is_internal
    assert all(field.required == "no" for section in form.sections for field in section.fields), "a tick means nothing in law"


def test_what_the_agreement_says_is_ticked_by_itself() -> None:
    form, answers = example("tjekliste_foerste_moede")
    _, agreement = example("samarbejdsaftale")
    without = {key: value for key, value in agreement.items() if key not in ("naeste_dato", "aftaler")}
    ticked, today = ("gr_slut_hvem_hvad_hvornaar", "gr_slut_naeste_dato"), date(2026, 5, 6)
    assert [computed(form, answers, today, {"samarbejdsaftale": agreement})[name] for name in ticked] == [True, True]
    assert [computed(form, answers, today, {"samarbejdsaftale": without})[name] for name in ticked] == [False, False]
