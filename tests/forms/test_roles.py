"""Who sees which forms, by name, as kommune.toml says."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.problems import ProblemsError
from forms.profile import read_profile
from forms.roles import FACTS, OUTREACH_WORKER, role_of, roles
from tests.support.forms import FORMS

HEAD = 'kommune = "Nordby Kommune"\n'


def test_whoever_is_not_named_works_as_an_outreach_worker() -> None:
    assert role_of((), "Lise Holm") == OUTREACH_WORKER == roles()["fs"]
    assert OUTREACH_WORKER.sees_all


def test_a_name_is_found_however_it_is_typed() -> None:
    staff = read_profile(HEAD + '[[medarbejder]]\nnavn = "Mette  Sand"\nrolle = "modtager"\n', "kommune.toml").staff
    assert role_of(staff, "mette sand ").id == "modtager"


def test_a_role_writes_only_in_what_it_sees() -> None:
    for role in roles().values():
        assert role.writes is None or role.forms is None or role.writes <= role.forms, role.id
        assert role.sees_cases or not role.forms, f"{role.id} sees papers, and no case to find them in"


def test_every_form_that_a_role_names_is_there() -> None:
    named = {form for role in roles().values() for form in (*(role.forms or ()), *(role.writes or ()))}
    assert named <= set(FORMS)


def test_a_receiver_sees_the_inquiry_and_nothing_else() -> None:
    role = roles()["modtager"]
    assert role.sees(FACTS)
    assert not role.sees("samarbejdsaftale")
    assert not role.may_write("samarbejdsaftale")


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ('[[medarbejder]]\nnavn = "Mette Sand"\nrolle = "leder"\n', "profile.word_unknown"),
        ('[[medarbejder]]\nnavn = "Mette Sand"\n', "profile.missing_key"),
        ('[[medarbejder]]\nrolle = "fs"\n', "profile.missing_key"),
        ('[[medarbejder]]\nnavn = "Mette Sand"\nrolle = "fs"\nkode = 1\n', "profile.unknown_key"),
        ('[[medarbejder]]\nnavn = "A"\nrolle = "fs"\n[[medarbejder]]\nnavn = "a"\nrolle = "skp"\n', "profile.twice"),
        ('medarbejder = "Mette"\n', "profile.wrong_type"),
    ],
)
def test_every_slip_is_told_with_a_remedy(told: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as raised:
        read_profile(HEAD + told, str(tmp_path / "kommune.toml"))
    assert code in {one.code for one in raised.value.problems}
    assert all(one.remedy for one in raised.value.problems)
