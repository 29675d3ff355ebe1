"""The method's limits: the day each comes to, why, and what a municipality may set."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from forms.calendar import Calendar
from forms.limits import due_day, method_limits
from forms.problems import ProblemsError
from forms.profile import Profile, read_profile

HEAD = 'kommune = "Nordby Kommune"\n'
METHOD: dict[str, tuple[str, int, str]] = {
    "frist_kontakt": ("tildelt", 2, "arbejdsdage"),
    "frist_foerste_moede": ("foerste_kontakt", 5, "arbejdsdage"),
    "frist_raad": ("foerste_moede", 2, "arbejdsdage"),
    "frist_behov": ("foerste_moede", 1, "maaneder"),
    "frist_km_intern": ("foerste_moede", 5, "arbejdsdage"),
    "frist_km_ekstern": ("foerste_moede", 14, "arbejdsdage"),
    "frist_punkter": ("moede_planlagt", -4, "dage"),
    "frist_referat": ("koordinerende_moede", 5, "hverdage"),
    "frist_maal": ("aftale_indgaaet", 3, "maaneder"),
    "frist_opf": ("opfoelgning_aftalt", 0, "dage"),
    "frist_efter": ("afslutning", 6, "maaneder"),
    "frist_samtykke": ("samtykke_givet", 1, "aar"),
    "moede_max": ("moede_planlagt", 60, "minutter"),
}


def profile(text: str) -> Profile:
    return read_profile(HEAD + text, "kommune.toml")


def due(name: str, start: str, of: Profile | None = None) -> Any:
    known = of or Profile.default()
    return due_day(known.limits[name], date.fromisoformat(start), known.calendar)


def test_the_limits_are_the_methods() -> None:
    assert {name: (one.start, one.length, one.unit) for name, one in method_limits().items()} == METHOD


def test_the_reason_is_told_with_what_was_passed_over() -> None:
    found = due("frist_foerste_moede", "2026-05-11")
    assert found.day == date(2026, 5, 19)
    assert found.reason == (
        "5 arbejdsdage efter den første kontakt, mandag den 11. maj 2026; Kristi himmelfartsdag er sprunget over."
    )


def test_points_for_the_agenda_are_due_before_the_meeting() -> None:
    found = due("frist_punkter", "2026-05-11")
    assert found.day == date(2026, 5, 7)
    assert found.reason.startswith("4 dage før mødet, mandag den 11. maj 2026")


def test_a_month_that_ends_on_a_day_off_is_reminded_of_on_the_working_day_before() -> None:
    found = due("frist_behov", "2026-04-14")
    assert found.day == date(2026, 5, 14)
    assert found.remind_on == date(2026, 5, 13)
    assert "det er Kristi himmelfartsdag, så gør det senest onsdag den 13. maj" in found.reason


def test_the_personal_follow_up_is_a_window() -> None:
    found = due("frist_efter", "2026-01-30")
    assert (found.opens_on, found.day) == (date(2026, 4, 30), date(2026, 7, 30))
    assert found.reason.startswith("3 til 6 måneder efter afslutningen")


def test_goals_and_consents_are_told_of_ahead() -> None:
    assert due("frist_maal", "2026-02-02").remind_on == date(2026, 4, 17)  # 14 days before 2 May is a Saturday
    assert due("frist_samtykke", "2026-05-04").remind_on == date(2027, 4, 2)


def test_a_municipality_changes_one_limit_and_no_other() -> None:
    own = profile('[frister.frist_kontakt]\nlaengde = 3\nfra = "henvendelse"\n')
    assert due("frist_kontakt", "2026-05-11", own).day == date(2026, 5, 15)
    assert own.limits["frist_kontakt"].start == "henvendelse"
    assert due("frist_raad", "2026-05-11", own) == due("frist_raad", "2026-05-11")


def test_hverdage_in_the_older_sense_count_saturdays() -> None:
    assert due("frist_referat", "2026-05-11").day == date(2026, 5, 19)
    assert due("frist_referat", "2026-05-11", profile('[fridage]\nhverdage = "man_loer"\n')).day == date(2026, 5, 18)


def test_a_day_that_closes_at_noon_is_told() -> None:
    own = profile('[fridage]\ngrundlovsdag = "fra_kl_12"\n')
    assert "kontoret lukker kl. 12 den dag" in due("frist_kontakt", "2026-06-03", own).reason


def test_a_meetings_length_is_no_day() -> None:
    with pytest.raises(ValueError, match="moede_max"):
        due_day(method_limits()["moede_max"], date(2026, 5, 4), Calendar())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[frister.frist_kontkat]\nlaengde = 3\n", "profile.limit_unknown"),
        ("[frister.frist_kontakt]\nlaengde = 0\n", "profile.wrong_type"),
        ("[frister.frist_kontakt]\nlaengde = 5000\n", "profile.wrong_type"),
        ('[frister.frist_kontakt]\nlaengde = 3\nenhed = "timer"\n', "profile.word_unknown"),
        ('[frister.frist_kontakt]\nenhed = "maaneder"\n', "profile.unit_alone"),
        ('[frister.frist_kontakt]\nfra = "afslutning"\n', "profile.word_unknown"),
        ('[frister.moede_max]\nlaengde = 2\nenhed = "dage"\n', "profile.word_unknown"),
        ('[frister]\nfrist_kontakt = "hurtigt"\n', "profile.wrong_type"),
        ('[fridage]\njuleaftensdag = "fri"\n', "profile.word_unknown"),
        ('[fridage.egne]\n"15. maj" = "heldag"\n', "profile.not_a_day"),
        ('[fridage]\nhverdage = "man_soen"\n', "profile.word_unknown"),
    ],
)
def test_nonsense_is_told_with_a_remedy(text: str, code: str) -> None:
    with pytest.raises(ProblemsError) as raised:
        profile(text)
    assert code in {one.code for one in raised.value.problems}
    assert all(one.remedy for one in raised.value.problems)
