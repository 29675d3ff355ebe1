"""The papers of a case by the step that they belong to."""

from __future__ import annotations

from ui.presenters.case import OTHERS, CaseSheet, PaperLine
from ui.presenters.consents import Consents
from ui.presenters.course import Course, Step
from ui.presenters.network import Network

NOTE, NEWER, OLDER, ATTEMPT = (PaperLine(name, "form", name, "klar") for name in ("notat", "nyere", "aeldre", "forsoeg"))
COURSE = Course(
    (
        Step("kontakt", "Kontakt"),
        Step("moede", "Første møde"),
        Step("aftale", "Aftale", under="moede"),
        Step("slut", "Afslutning"),
    ),
    papers={"nyere": "moede", "aeldre": "moede", "forsoeg": "kontakt"},
)


def sheet(*papers: PaperLine, course: Course | None = COURSE) -> CaseSheet:
    return CaseSheet("Anna N.", "Anna", (), papers, (), Network("Anna"), Consents(), (), course=course)


def test_the_latest_step_comes_first_and_in_it_the_order_stands_and_what_belongs_to_none_comes_last() -> None:
    assert sheet(NOTE, NEWER, ATTEMPT, OLDER).shelves() == (
        ("Første møde", (NEWER, OLDER)),
        ("Kontakt", (ATTEMPT,)),
        (OTHERS, (NOTE,)),
    )


def test_without_a_course_papers_stand_as_they_are_and_without_papers_there_is_no_shelf() -> None:
    assert sheet(NOTE, NEWER, course=None).shelves() == (("", (NOTE, NEWER)),)
    assert sheet().shelves() == sheet(course=None).shelves() == ()
