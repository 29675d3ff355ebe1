"""The course on the case page: the one good thing to do next, and the whole of it as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu

from ui.desk.course_picture import CoursePicture
from ui.parts.widgets import Button, Card, Heading, Marked, Row, Text, px
from ui.presenters.course import WORDS, Choice, Course, Step


class NextCard(Card):
    """The step that comes next, and its button, None where the page's own does it. wanted: it was pressed."""

    wanted = Signal(object)

    def __init__(self, step: Step) -> None:
        super().__init__(gap=8)
        words = Marked(step.state, Text(f"Det næste, {step.told}", "muted"), Heading(step.title, 3))
        words.setMinimumWidth(px(220))
        word = WORDS.get(step.act, "")
        self.button: Button | None = None
        if not word:
            self.box.addWidget(words)
            return
        self.button = Button(word, lambda: self.wanted.emit(step), look="primary", name=f"{word}: {step.title}")
        self.box.addWidget(Row(words, self.button, gap=12, trailing=1))


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
