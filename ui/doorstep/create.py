"""Making the vault: three short steps on one card. The recovery sheet is the next page."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.doorstep.frame import Doorstep
from ui.doorstep.word_panels import RepeatWords, ShowWords
from ui.parts.steps import Steps
from ui.parts.widgets import Body, Button, Entry, Heading, Row, Text, px
from ui.places import Create, KitBack, Restore
from ui.presenters.create import CreatePresenter, Step
from ui.tasks import Scope

TITLES: dict[Step, str] = {
    "who": "Velkommen. Hvem er du?",
    "words": "Dine seks ord",
    "repeat": "Skriv dine seks ord igen",
    "making": "Skriv dine seks ord igen",
}
NUMBERS: dict[Step, int] = {"who": 1, "words": 2, "repeat": 3, "making": 3}


class CreatePage(Doorstep):
    """made: what the presenter's `make` gave."""

    made = Signal(object)

    def __init__(self, place: Create, runner: Scope, presenter: CreatePresenter[Any]) -> None:
        super().__init__(place, runner, "Opret din rygsæk")
        self._presenter = presenter
        self.count = Text("", "small")
        self.title = Heading("", 2)
        self.card.box.addWidget(self.count)
        self.card.box.addWidget(self.title)
        self.who = _Who()
        self.words = ShowWords(presenter.words)
        self.repeat = RepeatWords(next_text="Opret rygsækken")
        self._steps = Steps(self.who, self.words, self.repeat)
        self.card.box.addWidget(self._steps)
        self.who.given.connect(presenter.say_who)
        self.who.restore.connect(lambda: self.go.emit(Restore()))
        self.who.kit.connect(lambda: self.go.emit(KitBack()))
        self.words.kept.connect(presenter.keep_words)
        self.repeat.given.connect(presenter.repeat)
        self.repeat.back.connect(presenter.back)
        presenter.stepped.listen(self._on_step)
        presenter.problem.listen(self._on_problem)
        presenter.made.listen(self.made.emit)
        self._on_step(presenter.step)

    def focus_first(self) -> None:
        panel = self._steps.current
        if isinstance(panel, _Who | ShowWords | RepeatWords):
            panel.focus_first()

    def _on_step(self, step: Step) -> None:
        panel = {"who": self.who, "words": self.words, "repeat": self.repeat, "making": self.repeat}[step]
        self.count.setText(f"Trin {NUMBERS[step]} af 4")
        self.title.setText(TITLES[step])
        if self._steps.current is not panel and step == "repeat":
            self.repeat.begin()
        is_making = step == "making"
        self.repeat.set_busy(is_making, "Opretter …" if is_making else "Opret rygsækken")
        self._steps.show_panel(panel)
        self.focus_first()

    def _on_problem(self, title: str, advice: str) -> None:
        if self._presenter.step == "who":
            self.who.say_problem(title, advice)
        else:
            self.repeat.say_problem(f"{title} {advice}")


class _Who(QWidget):
    given = Signal(str, str, str)
    restore = Signal()
    kit = Signal()

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(16))
        box.addWidget(
            Body("Alt, du skriver i Rygsæk, bliver låst inde på denne computer. Navn og nummer kommer på dine papirer.")
        )
        self.name = Entry("Dit navn")
        self.title = Entry("Din stilling", help_text="Det kan vente.")
        self.phone = Entry("Dit nummer", help_text="Det, borgeren kan ringe og skrive til.")
        for one in (self.name, self.title, self.phone):
            box.addWidget(one)
            one.line.returnPressed.connect(self._on_next)
        self.next = Button("Næste", self._on_next, look="primary")
        box.addWidget(Row(self.next))
        box.addWidget(Body("Er kontorets computer væk? Eller har du en sikkerhedskopi?", "muted"))
        box.addWidget(
            Row(
                Button("Brug kontornøglen", self.kit.emit, look="plain"),
                Button("Hent fra en sikkerhedskopi", self.restore.emit, look="plain"),
            )
        )

    def focus_first(self) -> None:
        self.name.line.setFocus()

    def say_problem(self, title: str, advice: str) -> None:
        self.name.say_problem(f"{title} {advice}")
        self.name.line.setFocus()

    def _on_next(self) -> None:
        self.name.say_problem("")
        self.given.emit(self.name.text(), self.title.text(), self.phone.text())
