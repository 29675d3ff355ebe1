"""The note in the case record: what happened and when; frozen once finished."""

from __future__ import annotations

from datetime import date

from forms.answers import put
from forms.checks import check
from tests.support.forms import definition, example

IDS = "haendt_dato haendt_tid hvem kontaktform tema tekst kilde kilde_navn"


def test_a_note_says_what_happened_when_and_who_told_it_and_is_the_municipalitys_own() -> None:
    form = definition("journalnotat")
    assert [field.id for section in form.sections for field in section.fields] == IDS.split()
    assert form.is_internal
    assert form.repeats, "each note is a paper of its own"
    assert form.finished == "frozen", "a finished note is never written in"


def test_a_note_needs_a_day_a_subject_and_a_text_and_the_day_has_come() -> None:
    form, filled = example("journalnotat")

    def blocked(**answers: object) -> list[str]:
        changed = filled
        for path, value in answers.items():
            changed = put(changed, path, value)
        told = check(form, changed, today=date(2026, 5, 4), finishing=True)
        return [problem.field for problem in told if problem.severity == "block"]

    assert blocked() == []
    assert blocked(haendt_dato=None, tema=None, tekst=None) == ["haendt_dato", "tema", "tekst"]
    assert blocked(haendt_dato="2026-05-05") == ["haendt_dato"]
