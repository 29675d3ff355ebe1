"""Each paper of a case lies at a step of the course."""

from __future__ import annotations

import msgspec
import pytest

from forms.course import Milestone, method_course, read_course
from forms.library import Library
from rygsaek.casework.course import Read
from rygsaek.casework.paper_steps import paper_steps


def lies(course: tuple[Milestone, ...], form: str, **answers: object) -> str:
    return paper_steps(course, [Read("d", form, answers)]).get("d", "")


@pytest.mark.parametrize(
    ("form", "answers", "step"),
    [
        ("screeningsskema", {}, "henvendelse"),
        ("beslutning", {"skridt": "tildeling"}, "videregivet"),
        ("beslutning", {"skridt": "pause"}, "foerste_kontakt"),
        ("beslutning", {"skridt": "afslutning"}, "afslutning"),
        ("besoeg", {"besoeg_status": "planlagt"}, "foerste_moede"),
        ("besoeg", {"besoeg_status": "holdt"}, "foerste_moede"),
        ("samarbejdsaftale", {}, "foerste_moede"),
        ("sagsoplysning", {}, "foerste_kontakt"),
        ("udrettedagsorden", {"moede_status": "holdt"}, "koordinerende_moede"),
        ("overgang", {}, "afslutning"),
        ("journalnotat", {}, ""),
    ],
)
def test_a_paper_lies_at_the_step_of_the_line_that_names_it_or_that_it_says(
    form: str, answers: dict[str, str], step: str
) -> None:
    assert lies(method_course(), form, **answers) == step


def test_only_what_belongs_to_no_step_lies_at_none() -> None:
    loose = {form for form in Library.load().ids() if not lies(method_course(), form)}
    assert loose == {"borger", "fristgrund", "journalnotat"}


def test_a_municipality_puts_its_papers_where_it_will() -> None:
    text = (
        '[[milestone]]\nid = "hjemme"\ntitle = "Hjemme"\npapers = ["journalnotat"]\n'
        'reached = [{ form = "besoeg", day = "dato", when = { field = "besoeg_status", is = "holdt" } }]\n'
    )
    own = read_course(text, "course.toml")
    assert (lies(own, "journalnotat"), lies(own, "samarbejdsaftale")) == ("hjemme", "")
    assert lies(own, "besoeg", besoeg_status="holdt") == "hjemme", "what says a step lies with it, even where none names its form"
    assert msgspec.json.decode(msgspec.json.encode(own), type=tuple[Milestone, ...]) == own
