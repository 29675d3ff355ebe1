"""`rygsaek overview …` from a terminal: for whoever leads, abbreviated, and as a file with nobody in it."""

from __future__ import annotations

import csv
from pathlib import Path

from forms.profile import Person
from rygsaek.casework import cases, settings
from rygsaek.paper import saved
from tests.support import wired
from tests.support.terminals import Terminal

METTE = Person("Mette Sand", "12345670", "tovholder")
"""Whom the invented municipality names as its lead."""


def test_a_lead_gets_the_overview_and_figures_without_persons_and_nobody_else_does(user: Terminal, tmp_path: Path) -> None:
    wired.places(user.profile)
    with wired.reopened(user.profile) as desk:
        for number in range(6):
            case = cases.create_case(desk, {"navn": f"Ida Bro{number}"})
            cases.fill_form(desk, case, "screeningsskema", {"henvendelse_dato": f"2026-04-0{number + 1}"})
    refused = user.run("overview")
    assert refused.code == 1 and "uden for din rolle" in refused.err and "Ida" not in refused.err
    with wired.reopened(user.profile) as desk:
        settings.put(desk.vault, settings.WORKER, METTE)
    told = user.run("overview")
    assert told.code == 0 and "6 venter på, at nogen tager stilling" in told.out and "I. B." in told.out
    assert "Ida" not in told.out
    found = user.run("overview", "--json").data
    assert [one["inquiry"] for one in found["inbox"]] == [f"2026-04-0{number}" for number in range(1, 7)]
    target = tmp_path / "tal.csv"
    figures = user.run("overview", "figures", "--csv", str(target), "--to", "2026-04-05")
    assert figures.code == 0 and "Henvendelser: 5 henvendelser" in figures.out and "Færre end fem" in figures.out
    text = target.read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    assert (rows[0]["id"], rows[0]["værdi"], rows[0]["til"]) == ("sager", "5", "2026-04-05")
    assert rows[1]["værdi"] == "" and "færre end fem" in rows[1]["bemærkning"].lower()
    assert "Bro" not in text and case not in text
    with wired.reopened(user.profile) as desk:
        assert [one.path for one in saved.listed(desk.vault)] == [str(target)]
    wrong = user.run("overview", "figures", "--from", "i overmorgen måske")
    assert wrong.code == 1 and wrong.err
    turned = user.run("overview", "figures", "--from", "2026-05-01", "--to", "2026-04-01")
    assert turned.code == 1 and "Byt om på de to dage." in turned.err
