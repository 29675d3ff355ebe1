"""The screening (A1): its ids, its exact rule over every combination, the target group by age, and that it rejects nobody."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest

from forms.answers import computed, with_computed
from forms.checks import check
from forms.profile import facts, read_profile
from forms.readability import citizen_texts
from forms.settling import settle
from tests.support.forms import definition, example, outline

FORM = definition("screeningsskema")
TODAY = date(2026, 5, 4)
NO_PROFILE: dict[str, Any] = {}
TWO_AGES = read_profile('kommune = "X"\n[maalgrupper]\n1 = { fra = 18, til = 29 }\n2 = { fra = 30, til = 64 }\n', "kommune.toml")
TOPICS = {
    "a": ("k2a_ingen_kontakt_instanser", "k2a_problematisk_fravaer", "k2a_udeblivelse_aktiviteter"),
    "b": (
        "k2b_forsoergelse", "k2b_huslejerestance", "k2b_opsigelse_lejemaal", "k2b_fogedret", "k2b_modtager_ikke_ydelser",
        "k2b_administration",
    ),
    "c": ("k2c_intet_netvaerk", "k2c_ensom", "k2c_undgaar_kontakt"),
    "d": ("k2d_misligholdt", "k2d_rod_ophobning", "k2d_naboer", "k2d_dyrehold", "k2d_ikke_i_bolig", "k2d_flakker"),
    "e": ("k2e_medicin", "k2e_kontakt_behandling"),
    "f": ("k2f_misbrug",),
    "g": ("k2g_kriminalitet",),
}  # fmt: skip
CONTACT = ("k1_opsoeger_ikke_hjaelp", "k1_udebliver", "k1_svarer_ikke")


def told(answers: dict[str, Any], profile: dict[str, Any] = NO_PROFILE) -> dict[str, Any]:
    return computed(FORM, answers, TODAY, {"profil": profile})


def test_the_criteria_have_their_fixed_ids_and_are_no_more_and_no_fewer() -> None:
    asked = {path for path, line in outline(FORM).items() if line.startswith("yes_no") and path.startswith("k")}
    assert asked == {*CONTACT, *(name for names in TOPICS.values() for name in names)}
    assert len(asked) == 3 + 22


def test_the_rule_holds_for_every_combination_of_topics_contact_group_and_difficulties() -> None:
    """7 topics, with or without a contact criterion, three states of the group and of the stem: 2,304 sheets."""
    for ticked in product((False, True), repeat=len(TOPICS)):
        topics = [name for name, is_ticked in zip(TOPICS, ticked, strict=True) if is_ticked]
        ticks = {TOPICS[topic][0]: True for topic in topics}
        for has_contact, group, stem in product((False, True), (None, "1", "2"), (None, False, True)):
            answers = {**ticks, "maalgruppe": group, "psykiske_vanskeligheder": stem, CONTACT[1]: has_contact}
            settled = settle(FORM, {key: value for key, value in answers.items() if value is not None}, TODAY, {})
            count = len(topics) if stem else 0
            if stem is None or group is None:
                expected = "mangler_oplysning"
            elif count >= 2 and (group == "1" or has_contact):
                expected = "opfylder"
            else:
                expected = "opfylder_ikke"
            assert (settled.get("antal_emner2"), settled["resultat"]) == (count, expected), answers


@pytest.mark.parametrize(("topic", "criteria"), TOPICS.items())
def test_each_criterion_counts_for_its_own_topic_and_all_of_a_topic_count_once(topic: str, criteria: tuple[str, ...]) -> None:
    other = "k2f_misbrug" if topic != "f" else "k2g_kriminalitet"
    for name in criteria:
        assert told({"psykiske_vanskeligheder": True, name: True})["antal_emner2"] == 1
        assert told({"psykiske_vanskeligheder": True, name: True, other: True})["antal_emner2"] == 2
    assert told({"psykiske_vanskeligheder": True, **dict.fromkeys(criteria, True)})["antal_emner2"] == 1


@pytest.mark.parametrize("name", CONTACT)
def test_any_one_contact_criterion_is_enough_for_the_second_group(name: str) -> None:
    sheet = {"psykiske_vanskeligheder": True, "k2b_fogedret": True, "k2c_ensom": True, "maalgruppe": "2"}
    assert told(sheet)["resultat"] == "opfylder_ikke"
    assert told({**sheet, name: True})["resultat"] == "opfylder"


@pytest.mark.parametrize(
    ("number", "born", "group", "is_outside"),
    [
        ("6701084234", None, "1", False),  # 7 January 2008 → 18
        (None, "1996-04-14", "1", False),  # 30 the day after the inquiry
        (None, "1996-04-13", "2", False),  # 30 on the day
        (None, "1961-04-14", "2", False),
        (None, "1961-04-13", None, True),  # 65
        (None, None, None, None),
    ],
)
def test_the_age_on_the_day_of_the_inquiry_decides_the_group(
    number: str | None, born: str | None, group: str | None, is_outside: bool | None
) -> None:
    answers = {"henvendelse_dato": "2026-04-13", "borger_cpr": number, "borger_foedselsdato": born}
    found = told({key: value for key, value in answers.items() if value}, facts(TWO_AGES))
    assert (found.get("maalgruppe_efter_alder"), found.get("uden_for_alder")) == (group, is_outside)


def test_while_the_ages_are_not_set_the_group_is_picked_by_hand_and_nobody_is_outside() -> None:
    found = told({"henvendelse_dato": "2026-04-13", "borger_foedselsdato": "1980-01-07", "maalgruppe": "1"})
    assert found["alder"] == 46
    assert not {"maalgruppe_efter_alder", "uden_for_alder"} & set(found)


def test_a_group_by_age_goes_before_one_picked_before_the_age_was_known() -> None:
    sheet = {
        "psykiske_vanskeligheder": True, "k2b_fogedret": True, "k2c_ensom": True, "maalgruppe": "1",
        "henvendelse_dato": "2026-04-13", "borger_foedselsdato": "1980-01-07",
    }  # fmt: skip
    assert told(sheet)["resultat"] == "opfylder"
    assert told(sheet, facts(TWO_AGES))["resultat"] == "opfylder_ikke"


def test_somebody_outside_both_ages_can_be_passed_on_with_a_group_picked_by_hand() -> None:
    sheet = {
        "psykiske_vanskeligheder": True, "k2b_fogedret": True, "k2c_ensom": True, "maalgruppe": "1",
        "henvendelse_dato": "2026-04-13", "borger_foedselsdato": "1950-01-07",
    }  # fmt: skip
    found = told(sheet, facts(TWO_AGES))
    assert (found["uden_for_alder"], found["resultat"]) == (True, "opfylder")


def test_what_is_not_fulfilled_rejects_nobody_and_waits_for_a_person() -> None:
    _, answers = example("screeningsskema")
    del answers["k2c_undgaar_kontakt"], answers["beslutning"]
    problems = check(FORM, with_computed(answers, told(answers)), today=TODAY, finishing=True)
    by_code = {problem.code: problem for problem in problems}
    assert by_code["advice.ikke_opfyldt"].severity == "note"
    assert "2.1" in by_code["advice.ikke_opfyldt"].remedy
    assert [problem.field for problem in problems if problem.severity == "block"] == ["beslutning"]


def test_the_screening_is_the_municipalitys_own() -> None:
    assert FORM.is_internal
    assert not FORM.given
    assert list(citizen_texts(FORM)) == []
