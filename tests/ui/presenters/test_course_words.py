"""The course in order and in words."""

from __future__ import annotations

from ui.presenters.course import Course, Step, Task, columns

CONTACT = Step("kontakt", "Kontakt", "done", "sket 27. april")
INQUIRY = Step("sagsoplysning", "Sagsoplysning", "done", "sket 28. april", under="kontakt")
MEETING = Step("moede", "Første møde", "over", "skulle være sket i går", why="5 arbejdsdage.", is_next=True)
STRAY = Step("raad", "Råd", "open", "ikke begyndt", under="noget_andet")


def test_what_goes_beside_hangs_under_its_step_wherever_it_is_told() -> None:
    told = columns((INQUIRY, CONTACT, MEETING, STRAY))
    assert [[step.id for step in column] for column in told] == [["kontakt", "sagsoplysning"], ["moede"], ["raad"]]


def test_the_whole_course_is_told_as_text_in_the_order_of_the_eye() -> None:
    assert Course((CONTACT, MEETING, INQUIRY)).spoken == (
        "Kontakt, sket 27. april. Sagsoplysning, sket 28. april. Første møde, skulle være sket i går, 5 arbejdsdage."
    )


def test_a_task_says_when_what_whose_and_why() -> None:
    task = Task("c", "B. K.", "Første møde", "over", "skulle være sket i går", "5 arbejdsdage efter den første kontakt.")
    assert task.spoken == "skulle være sket i går, Første møde, B. K., 5 arbejdsdage efter den første kontakt"
