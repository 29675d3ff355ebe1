"""The municipality's record systems: read from its file, begun as rows with the names put in."""

from __future__ import annotations

import pytest

from forms.problems import ProblemsError
from forms.profile import Person, names, read_profile
from forms.record_systems import as_rows

HEAD = 'kommune = "Nordby"\nenhed = "Team Kontakt"\n'
CURA = '[[fagsystem]]\nnavn = "CURA"\nhvor = "Bemærkninger"\ntekst = "Har FS: {fs}, {tlf}."\n'


def test_a_systems_rows_have_the_names_put_in_and_a_text_to_end_with() -> None:
    profile = read_profile(HEAD + CURA + '[[fagsystem]]\nnavn = "Nexus"\n', "kommune.toml")
    first, second = as_rows(profile.systems, names(profile, Person("Lise Holm", "12345678"), ""))
    assert (first["system"], first["hvor"], first["tekst"]) == ("CURA", "Bemærkninger", "Har FS: Lise Holm, 12 34 56 78.")
    assert "Lise Holm, Team Kontakt" in second["tekst"]
    assert "ikke længere" in second["tekst_slut"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (CURA, "profile.twice"),
        ('[[fagsystem]]\nnavn = "B"\ntekst = "{sagsbehandler}"\n', "profile.placeholder_unknown"),
        ('[[fagsystem]]\nnavn = "B"\ntext = "x"\n', "profile.unknown_key"),
        ("[[fagsystem]]\n", "profile.missing_key"),
    ],
)
def test_a_mistake_is_told(more: str, code: str) -> None:
    with pytest.raises(ProblemsError) as told:
        read_profile(HEAD + CURA + more, "kommune.toml")
    assert code in {problem.code for problem in told.value.problems}
