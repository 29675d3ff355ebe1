"""The marker in other systems: a task each, and once more when the case ends."""

from __future__ import annotations

from datetime import date

from forms.answers import computed, put
from forms.checks import check
from tests.support.forms import definition, example

TODAY = date(2026, 5, 4)


def test_each_system_is_a_task_at_the_beginning_and_at_the_end() -> None:
    form, ending = example("markering")
    beginning = put(put(ending, "slutter", False), "systemer/r2/sat_dato", None)
    values = computed(form, beginning, TODAY, {})
    assert values["mangler_sat"] == 1
    assert "mangler_fjernet" not in values
    told = {problem.field for problem in check(form, {**beginning, **values}, today=TODAY)}
    assert "mangler_sat" in told
    values = computed(form, ending, TODAY, {})
    assert (values["mangler_sat"], values["mangler_fjernet"]) == (0, 1)
    assert "mangler_fjernet" in {problem.field for problem in check(form, {**ending, **values}, today=TODAY)}


def test_the_texts_are_there_to_be_pasted_and_the_rows_come_from_the_profile() -> None:
    form = definition("markering")
    (rows,) = (field for section in form.sections for field in section.fields if field.id == "systemer")
    assert rows.prefill == ("profil.fagsystemer",)
    assert {cell.id for cell in rows.fields if cell.to_paste} == {"tekst", "tekst_slut"}
