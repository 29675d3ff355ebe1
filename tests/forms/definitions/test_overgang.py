"""Agreed closing, area by area: each receiver's paper holds what belongs to that area, the citizen's tells whom to ring."""

from __future__ import annotations

from datetime import date
from typing import Any

from forms.answers import computed, put
from forms.checks import check
from forms.model import Copy
from forms.pdf.document import render
from tests.support.forms import definition, example
from tests.support.papers import request_for

TODAY = date(2026, 5, 4)


def changed(**answers: Any) -> Any:
    form, filled = example("overgang")
    for path, value in answers.items():
        filled = put(filled, path, value)
    return form, filled


def said(paper: str, row: str = "", copy: Copy = "citizen") -> str:
    return " ".join(" ".join(render(request_for(*changed(), paper=paper, row=row, copy=copy)).page_texts).split())


def told(**answers: Any) -> set[tuple[str, str]]:
    form, filled = changed(**answers)
    for path, value in computed(form, filled, TODAY, {}).items():
        filled = put(filled, path, value)
    return {(problem.field, problem.severity) for problem in check(form, filled, today=TODAY, finishing=True)}


def test_a_receivers_paper_tells_of_no_other_area() -> None:
    ida, per = said("overdragelse", "r1", "third"), said("overdragelse", "r2", "third")
    assert "400 kroner" in ida and "boligstøtte" in ida
    assert not any(word in ida for word in ("Per Kolding", "Solsiden", "formiddagen", "Havearbejde"))
    assert "formiddagen" in per and "Havearbejde" in per
    assert not any(word in per for word in ("Ida Friis", "400 kroner", "boligstøtte", "Ydelse"))
    assert not any(word in ida + per for word in ("Lægevagten", "1. september", "kort møde mere"))


def test_the_citizens_paper_says_whom_to_ring_about_what_and_when_we_meet_again() -> None:
    text = said("min_overgang")
    assert all(
        words in text
        for words in (
            "Ida Friis",
            "12 55 66 77",
            "Breve om penge",
            "Per Kolding",
            "Lise går med til lægen",
            "tirsdag den 1. september",
        )
    )
    assert "kort møde mere" not in text


def test_an_area_is_handed_over_when_all_three_agree() -> None:
    values = computed(*changed(), TODAY, {})
    assert (values["omraader/r1/alle_enige"], values["omraader/r2/alle_enige"], values["overdraget_antal"]) == (True, False, 1)
    assert ("omraader/r1/dato", "note") not in told()
    assert ("omraader/r1/dato", "note") in told(**{"omraader/r1/enig_borger": False})


def test_the_follow_up_lies_three_to_six_months_on() -> None:
    values = computed(*changed(), TODAY, {})
    assert (values["vindue_fra"], values["vindue_til"]) == ("2026-09-01", "2026-12-01")
    for day, is_told in (("2026-08-31", True), ("2026-09-01", False), ("2026-12-01", False), ("2026-12-02", True)):
        assert (("opfoelgning_dato", "note") in told(opfoelgning_dato=day)) is is_told, day
    assert ("opfoelgning_dato", "block") in told(opfoelgning_dato=None)


def test_others_get_it_by_name_alone() -> None:
    third = [paper for paper in definition("overgang").papers if paper.copy == "third"]
    assert [(paper.id, paper.each, paper.recipient) for paper in third] == [("overdragelse", "omraader", "modtager")]
