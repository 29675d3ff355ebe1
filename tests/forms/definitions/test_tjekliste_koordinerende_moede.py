"""The checklist of a coordinating meeting: A12's ids, and nothing ticked that the agenda says itself."""

from __future__ import annotations

from datetime import date

from forms.answers import computed
from tests.support.forms import definition, example

IDS = """
km_hvornaar_hvorfor km_hvor km_hvem_og_hvorfor km_indsaml_viden km_borger_invitation_forberedelse km_udrettedagsorden_udarbejdet
km_samtykke_invitere km_lokale km_praesenteret km_inddrag_borger km_indled km_faelles_maal km_ansvarsfordeling km_parkering
km_alle_med km_hvem_informerer_borger km_opsummer km_referat_udsendt km_brief_borger km_netvaerkskort km_samarbejdsaftale
km_opfoelg_aftaler note
"""


def test_every_point_of_the_checklist_is_there_and_none_is_for_a_citizen() -> None:
    form = definition("tjekliste_koordinerende_moede")
    assert [field.id for section in form.sections for field in section.fields] == IDS.split()
    assert form.is_internal
    assert all(field.required == "no" for section in form.sections for field in section.fields), "a tick means nothing in law"


def test_what_the_agenda_says_is_ticked_by_itself() -> None:
    form, answers = example("tjekliste_koordinerende_moede")
    ticked = ("km_hvor", "km_udrettedagsorden_udarbejdet", "km_referat_udsendt", "km_brief_borger")
    _, agenda = example("udrettedagsorden")
    before = {key: value for key, value in agenda.items() if key not in ("udsendt_dato", "borger_briefet_dato")}
    today = date(2026, 5, 6)
    assert [computed(form, answers, today, {"udrettedagsorden": agenda})[name] for name in ticked] == [True] * 4
    assert [computed(form, answers, today, {"udrettedagsorden": before})[name] for name in ticked] == [True, True, False, False]
