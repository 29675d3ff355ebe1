"""The course in order and in words."""

from __future__ import annotations

from ui.presenters.course import Course, Step, columns

CONTACT = Step("kontakt", "Kontakt", "done", "sket 27. april")
INQUIRY = Step("sagsoplysning", "Sagsoplysning", "done", "sket 28. april", under="kontakt")
MEETING = Step("moede", "Første møde", "due", "aftalt i morgen", is_next=True)
STRAY = Step("raad", "Råd", "open", "ikke begyndt", under="noget_andet")


def test_what_goes_beside_hangs_under_its_step_wherever_it_is_told() -> None:
    told = columns((INQUIRY, CONTACT, MEETING, STRAY))
    assert [[step.id for step in column] for column in told] == [["kontakt", "sagsoplysning"], ["moede"], ["raad"]]


def test_what_is_next_is_known() -> None:
    assert Course((CONTACT, MEETING)).next == MEETING
    assert Course((CONTACT,)).next is None


def test_the_whole_course_is_told_as_text_in_the_order_of_the_eye() -> None:
    assert Course((CONTACT, MEETING, INQUIRY)).spoken == (
        "Kontakt, sket 27. april. Sagsoplysning, sket 28. april. Første møde, aftalt i morgen."
    )
