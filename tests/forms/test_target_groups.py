"""The ages of the two target groups in kommune.toml: both, none, and every slip told."""

from __future__ import annotations

import pytest

from forms.problems import ProblemsError
from forms.profile import decode_profile, encode_profile, facts, read_profile

HEAD = 'kommune = "Nordby Kommune"\n[maalgrupper]\n'
SOUND = "1 = { fra = 18, til = 29 }\n2 = { fra = 30, til = 64 }\n"


def test_both_ranges_are_read_and_travel_with_the_profile() -> None:
    profile = decode_profile(encode_profile(read_profile(HEAD + SOUND, "kommune.toml")))
    assert facts(profile)["maalgrupper"] == {"1": (18, 29), "2": (30, 64)}
    assert facts(profile)["kommune"] == "Nordby Kommune"


def test_no_ages_are_the_default() -> None:
    assert read_profile('kommune = "X"\n', "kommune.toml").target_groups == ()


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("1 = { fra = 18, til = 30 }\n2 = { fra = 30, til = 64 }\n", [("ages_overlap", "maalgrupper")]),
        ("2 = { fra = 18, til = 30 }\n1 = { fra = 20, til = 25 }\n", [("ages_overlap", "maalgrupper")]),
        ("1 = { fra = 29, til = 18 }\n2 = { fra = 30, til = 64 }\n", [("ages_backwards", "maalgrupper.1")]),
        ("1 = { fra = 18, til = 29 }\n", [("missing_key", "maalgrupper")]),
        ("1 = { fra = 18 }\n2 = { fra = 30, til = 64 }\n", [("missing_key", "maalgrupper.1")]),
        ('1 = { fra = "18", til = 29 }\n2 = { fra = 30, til = 64 }\n', [("wrong_type", "maalgrupper.1")]),
        ("1 = { fra = 18, til = 2900 }\n2 = { fra = 30, til = 64 }\n", [("wrong_type", "maalgrupper.1")]),
        (SOUND + "3 = { fra = 70, til = 80 }\n", [("unknown_key", "maalgrupper")]),
        ("1 = { fra = 18, til = 29, alder = 3 }\n2 = { fra = 30, til = 64 }\n", [("unknown_key", "maalgrupper.1")]),
    ],
)
def test_nonsense_is_told_where_it_stands_with_what_to_do(told: str, found: list[tuple[str, str]]) -> None:
    with pytest.raises(ProblemsError) as error:
        read_profile(HEAD + told, "kommune.toml")
    assert [(one.code, one.field.partition(": ")[2]) for one in error.value.problems] == [
        (f"profile.{code}", place) for code, place in found
    ]
    assert all(one.remedy for one in error.value.problems)
