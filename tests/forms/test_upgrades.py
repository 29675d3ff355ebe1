"""From one version of a form to the next."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.upgrades import check_upgrade, upgrade, upgrade_through
from tests.support.inline import HEAD, form

OLD = form("""
    [[section]]
    id = "a"
    title = "A"
    field = [
      { id = "navn", kind = "line", label = "Navn" },
      { id = "gammelt", kind = "line", label = "Gammelt" },
      { id = "skidt", kind = "line", label = "Skidt" },
      { id = "dato", kind = "date", label = "Dag" },
      { id = "valg", kind = "choice", label = "Valg", options = [{ id = "a", label = "A" }, { id = "b", label = "B" }] },
      { id = "aftaler", kind = "rows", label = "Aftaler", field = [
        { id = "handling", kind = "text", label = "Handling" },
        { id = "nej", kind = "line", label = "Nej" },
        { id = "dag", kind = "date", label = "Dag" },
      ] },
    ]
""")
HEAD_2 = HEAD.replace("version = 1", "version = 2")
NEW_BODY = """
    [[section]]
    id = "a"
    title = "A"
    field = [
      { id = "navn", kind = "person", label = "Navn" },
      { id = "nyt", kind = "text", label = "Nyt" },
      { id = "dato", kind = "line", label = "Dag med ord" },
      { id = "valg", kind = "choice", label = "Valg", options = [{ id = "a", label = "A" }] },
      { id = "maal", kind = "rows", label = "Mål", field = [
        { id = "handling_borger", kind = "text", label = "Du" },
        { id = "dag", kind = "date", label = "Dag" },
      ] },
    ]
    [upgrade]
    gammelt = "nyt"
    skidt = ""
    aftaler = "maal"
    "aftaler/handling" = "maal/handling_borger"
    "aftaler/nej" = ""
"""
NEW = form(NEW_BODY, HEAD_2)
ANSWERS: dict[str, Any] = {
    "navn": "Anna",
    "gammelt": "Det gamle",
    "skidt": "Væk",
    "dato": "2026-05-04",
    "valg": "b",
    "aftaler": [{"_id": "x", "handling": "Sove", "nej": "Væk", "dag": "2026-05-08"}, {"_id": "y"}],
}


def test_answers_go_along_as_the_newer_form_declares() -> None:
    assert upgrade(ANSWERS, OLD, NEW) == {
        "navn": "Anna",
        "nyt": "Det gamle",
        "dato": "mandag den 4. maj 2026",
        "maal": [{"_id": "x", "handling_borger": "Sove", "dag": "2026-05-08"}, {"_id": "y"}],
    }


def test_the_older_document_stays_as_it_is() -> None:
    before = repr(ANSWERS)
    upgrade(ANSWERS, OLD, NEW)
    assert repr(ANSWERS) == before


def test_a_declared_upgrade_has_nothing_to_mend() -> None:
    assert check_upgrade(OLD, NEW) == []


@pytest.mark.parametrize(
    ("line", "instead", "code"),
    [
        ('skidt = ""', "", "form.upgrade_undeclared"),
        ('"aftaler/nej" = ""', "", "form.upgrade_undeclared"),
        ('aftaler = "maal"', "", "form.upgrade_undeclared"),
        ('skidt = ""', 'skidt = ""\nskitd = ""', "form.upgrade_unknown_old"),
        ('gammelt = "nyt"', 'gammelt = "valg"', "form.upgrade_kind"),
    ],
)
def test_what_the_upgrade_leaves_unsaid_is_told(line: str, instead: str, code: str) -> None:
    newer = form(NEW_BODY.replace(line, instead), HEAD_2)
    assert code in {problem.code for problem in check_upgrade(OLD, newer)}


def test_an_upgrade_goes_through_every_version_between() -> None:
    third = form(
        NEW_BODY.split("    [upgrade]")[0].replace('"nyt"', '"nyeste"') + '[upgrade]\nnyt = "nyeste"', HEAD.replace("1", "3")
    )
    assert upgrade_through(ANSWERS, [OLD, NEW, third])["nyeste"] == "Det gamle"
    assert upgrade_through(ANSWERS, [OLD]) == ANSWERS


@pytest.mark.parametrize(("old", "new"), [(NEW, OLD), (OLD, OLD)])
def test_only_a_later_version_of_the_same_form_is_upgraded_to(old: Any, new: Any) -> None:
    with pytest.raises(ValueError, match="does not follow"):
        upgrade(ANSWERS, old, new)


@given(st.dictionaries(st.sampled_from(["navn", "gammelt", "skidt"]), st.text(max_size=20)))
def test_whatever_was_answered_the_upgrade_gives_answers_of_the_newer_form(answers: dict[str, str]) -> None:
    after = upgrade({key: value for key, value in answers.items() if value}, OLD, NEW)
    assert set(after) <= {"navn", "nyt"}
