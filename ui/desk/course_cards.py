"""The course on the case page: the one good thing to do next, and the whole of it as a picture with what may be decided."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu

from ui.desk.course_picture import CoursePicture
from ui.desk.task_rows import TaskRow
from ui.parts.widgets import Button, Card, Heading, Line, Note, Row
from ui.presenters.course import Choice, Course


class NextCard(Card):
    """What is due first, and below it what else is. wanted: a task's next step; explained: somebody says why it was missed."""

    wanted = Signal(object)
    explained = Signal(object)

    def __init__(self, course: Course) -> None:
        super().__init__(gap=8)
        self.first: Button | None = None
        tasks = [task for task in (course.next, *course.tasks) if task is not None]
        for place, task in enumerate(tasks):
            if place:
                self.box.addWidget(Line())
            row = TaskRow(task, look="quiet" if place else "primary", is_large=not place)
            row.wanted.connect(self.wanted)
            row.explained.connect(self.explained)
            self.first = self.first or row.first
            self.box.addWidget(row)
        for clash in course.clashes:
            self.box.addWidget(Note(clash, "due"))


class CourseCard(Card):
    """pressed: a step; decided: one of the decisions that are possible now."""

    pressed = Signal(object)
    decided = Signal(str)

    def __init__(self, course: Course) -> None:
        super().__init__(gap=8)
        self.box.addWidget(Heading("Forløb", 3))
        self.picture = CoursePicture(course)
        self.picture.pressed.connect(self.pressed)
        self.box.addWidget(self.picture)
        if course.choices:
            self.decide = Button("Skriv en beslutning")
            self.decide.clicked.connect(lambda: self._offer(course.choices))
            self.box.addWidget(Row(self.decide))

    def _offer(self, choices: Sequence[Choice]) -> None:
        menu = QMenu(self)
        menu.setAccessibleName("Hvad er besluttet?")
        for one in choices:
            menu.addAction(one.title.replace("&", "&&"), partial(self.decided.emit, one.id))
        menu.popup(self.decide.mapToGlobal(QPoint(0, self.decide.height())))
        menu.setActiveAction(menu.actions()[0])
