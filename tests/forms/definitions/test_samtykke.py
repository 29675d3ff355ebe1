"""The consent: A4 with addition 6. Named parties, named types, an end, and a no that is an answer."""

from __future__ import annotations

from datetime import date

import pytest

from forms.answers import computed, put
from forms.checks import check
from forms.model import Field
from forms.paths import Answers
from tests.support.forms import definition, example, outline, table

EXPECTED = """
giver_type                    choice     hard      citizen
giver_navn                    person     hard      citizen
giver_foedselsdato            date       soft      citizen
giver_cpr_eller_foedselsdato  cpr        soft      citizen
giver_grundlag                line       hard      citizen
myndighed_enhed               line       hard      citizen
kontakt                       line       hard      citizen
dpo_kontakt                   line       soft      citizen
sag_formaal                   text       hard      citizen
retning                       choice     hard      citizen
part                          rows       hard      citizen
part/part_navn                person     hard      citizen
part/svar                     yes_no     hard      citizen
part/nej_tekst                fixed      no        citizen
part/oplysningstyper          choices    hard      citizen
part/oplysning_andet          line       hard      citizen
part/konkret_beskrivelse      text       hard      citizen
part/undtaget                 text       no        citizen
part/part_formaal             text       soft      citizen
part/gyldig_fra               date       hard      citizen
part/gyldig_til               date       hard      citizen
part/moede_invitation         yes_no     no        citizen
part/part_type                choice     soft      internal
part/part_afdeling            line       soft      internal
part/er_sundhedsperson        yes_no     soft      internal
part/retning_part             choice     no        internal
part/retsgrundlag             choice     hard      internal
retsgrundlag_tekst            fixed      no        citizen
sundhed_tekst                 fixed      no        citizen
frivillig_tekst               fixed      no        citizen
konsekvens_tekst              fixed      no        citizen
uden_samtykke_tekst           fixed      no        citizen
tilbagekald_tekst             fixed      no        citizen
form                          choice     hard      citizen
mundtlig_begrundelse          line       hard      citizen
vidne                         person     soft      citizen
oplaest                       yes_no     soft      citizen
tolk_brugt                    yes_no     soft      citizen
tolk_brugt_sprog              line       soft      citizen
dato                          date       hard      citizen
sted                          line       no        citizen
naegtet_note                  text       no        citizen
underskrift_borger            signature  hard      citizen
underskrift_fs                signature  soft      citizen
tilbagekaldt_dato             date       no        citizen
tilbagekaldt_maade            choice     no        citizen
har_faaet                     text       no        citizen
samtykke_status               choice     computed  internal
kopi_udleveret                yes_no     soft      internal
intern_note                   text       no        internal
"""
TODAY = date(2026, 5, 4)


def field(name: str) -> Field:
    return next(f for s in definition("samtykke").sections for top in s.fields for f in (top, *top.fields) if f.id == name)


def codes(answers: Answers, *, today: date = TODAY) -> dict[str, str]:
    problems = check(definition("samtykke"), answers, today=today, finishing=True)
    return {problem.field: problem.severity for problem in problems}


def test_every_field_of_the_consent_is_asked() -> None:
    assert outline(definition("samtykke")) == table(EXPECTED)


def test_a_finished_consent_is_frozen_and_a_removed_party_stays_removed() -> None:
    form = definition("samtykke")
    assert form.finished == "frozen"
    assert form.removal_wins


def test_only_the_withdrawal_and_the_handing_over_can_be_answered_afterwards() -> None:
    fields = (f for s in definition("samtykke").sections for f in s.fields)
    assert {f.id for f in fields if f.after_finish} == {
        "tilbagekaldt_dato", "tilbagekaldt_maade", "har_faaet", "kopi_udleveret",
    }  # fmt: skip


def test_party_types_purpose_and_validity_are_one_register_a_row() -> None:
    part = next(f for s in definition("samtykke").sections for f in s.fields if f.id == "part")
    assert {cell.compound for cell in part.fields if cell.kind != "fixed"} == {"svar"}


def test_the_types_are_the_twelve_of_the_form() -> None:
    assert [option.id for option in field("oplysningstyper").options] == [
        "kontakt", "indsatser_og_status", "helbred_psykisk", "helbred_somatisk", "medicin", "misbrug", "oekonomi", "bolig",
        "arbejde_uddannelse", "familie", "kriminalitet", "andet",
    ]  # fmt: skip


def test_nothing_that_is_a_yes_is_ticked_beforehand() -> None:
    for name in ("svar", "oplysningstyper", "retning", "moede_invitation", "form"):
        assert field(name).default is None
        assert not field(name).prefill
        assert not field(name).offer


def test_the_caseworker_alone_sees_law_department_and_profession() -> None:
    internal = {path for path, line in outline(definition("samtykke")).items() if line.endswith("internal")}
    assert {"part/part_type", "part/part_afdeling", "part/er_sundhedsperson", "part/retsgrundlag"} <= internal


def test_a_no_asks_for_nothing_more_and_is_no_problem() -> None:
    form, answers = example("samtykke_nej")
    problems = check(form, answers, today=TODAY, finishing=True)
    assert not [problem for problem in problems if problem.severity == "block"]
    assert computed(form, answers, TODAY, {})["samtykke_status"] == "naegtet"


def test_the_status_follows_from_the_answers() -> None:
    form, answers = example("samtykke")

    def status(answers: Answers, today: date = TODAY) -> object:
        return computed(form, answers, today, {})["samtykke_status"]

    assert status(answers) == "afgivet"
    assert status(put(answers, "underskrift_borger", None)) == "kladde"
    assert status(put(answers, "tilbagekaldt_dato", "2026-06-01")) == "tilbagekaldt"
    assert status(answers, date(2027, 5, 4)) == "afgivet"
    assert status(answers, date(2027, 5, 5)) == "udloebet"


def test_a_yes_to_a_health_professional_lasts_at_most_a_year() -> None:
    _, answers = example("samtykke")
    assert "part/r1/gyldig_til" not in codes(answers)
    assert codes(put(answers, "part/r1/gyldig_til", "2027-05-05"))["part/r1/gyldig_til"] == "block"


def test_a_yes_to_others_may_last_longer_and_is_noted() -> None:
    _, answers = example("samtykke")
    assert codes(put(answers, "part/r2/gyldig_til", "2027-05-05"))["part/r2/gyldig_til"] == "note"


def test_a_consent_cannot_end_before_it_begins() -> None:
    _, answers = example("samtykke")
    assert codes(put(answers, "part/r2/gyldig_til", "2026-05-03"))["part/r2/gyldig_til"] == "block"


@pytest.mark.parametrize(
    "words", ["Alle relevante oplysninger", "hvad som helst, alle oplysninger", "til alle afdelinger", "al information"]
)
def test_blanket_words_are_met_with_a_note_and_never_a_stop(words: str) -> None:
    _, answers = example("samtykke")
    assert codes(put(answers, "part/r2/konkret_beskrivelse", words))["part/r2/konkret_beskrivelse"] == "note"


def test_broad_types_alone_must_be_described() -> None:
    _, answers = example("samtykke")
    bare = put(put(answers, "part/r2/konkret_beskrivelse", None), "part/r2/oplysningstyper", ["indsatser_og_status", "familie"])
    assert codes(bare)["part/r2/konkret_beskrivelse"] == "block"
    narrow = put(bare, "part/r2/oplysningstyper", ["indsatser_og_status", "bolig"])
    assert "part/r2/konkret_beskrivelse" not in codes(narrow)


def test_a_consent_names_at_least_one_party() -> None:
    _, answers = example("samtykke")
    assert codes(put(answers, "part", None))["part"] == "block"


def test_without_a_birth_date_the_number_is_asked_for() -> None:
    _, answers = example("samtykke")
    assert "giver_cpr_eller_foedselsdato" not in codes(answers)
    assert "giver_cpr_eller_foedselsdato" in codes(put(answers, "giver_foedselsdato", None))


def test_with_words_a_reason_is_asked_for_and_no_signature() -> None:
    _, answers = example("samtykke")
    spoken = put(put(answers, "form", "mundtlig"), "underskrift_borger", None)
    assert "underskrift_borger" not in codes(spoken)
    assert codes(spoken)["mundtlig_begrundelse"] == "block"


def test_the_citizens_paper_shows_the_noes_too() -> None:
    headings = [block.heading["da"] for block in definition("samtykke").short_paper if block.heading]
    assert headings[:2] == ["Du har sagt ja", "Du har sagt nej"]


def test_rights_stand_in_full_on_the_paper_as_on_the_screen() -> None:
    form = definition("samtykke")
    screen = {f.label["da"] for s in form.sections if s.id == "rettigheder" for f in s.fields}
    paper = {line["da"] for block in form.short_paper for line in block.lines}
    assert screen <= paper
