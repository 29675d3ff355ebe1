"""The way in with the recovery sheet, and the way in from a backup."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rygsaek.errors import RygsaekError
from ui.doorstep.frame import Doorstep
from ui.doorstep.unlock import PassphraseField
from ui.doorstep.word_panels import RepeatWords, ShowWords
from ui.parts.steps import Steps
from ui.parts.widgets import Body, Button, Entry, Heading, Note, Row, Text, px
from ui.places import Create, Recover, Restore, Unlock
from ui.presenters.recover import RecoverPresenter, Step
from ui.tasks import Scope

INSTEAD = "Kopien har det, der var der, da den blev lavet. Den beskadigede rygsæk bliver gemt ved siden af, låst."

TITLES: dict[Step, str] = {
    "sheet": "Brug dit nøgleark",
    "words": "Dine nye seks ord",
    "repeat": "Skriv de nye ord igen",
    "opening": "Skriv de nye ord igen",
}


class RecoverPage(Doorstep):
    """opened: what the presenter's `recover` gave."""

    opened = Signal(object)

    def __init__(self, place: Recover, runner: Scope, presenter: RecoverPresenter[Any]) -> None:
        super().__init__(place, runner, "Brug dit nøgleark")
        self._presenter = presenter
        self.title = Heading("", 2)
        self.card.box.addWidget(self.title)
        self.sheet = _SheetStep()
        self.words = ShowWords(presenter.words)
        self.repeat = RepeatWords(next_text="Lås op")
        self._steps = Steps(self.sheet, self.words, self.repeat)
        self.card.box.addWidget(self._steps)
        self.sheet.given.connect(presenter.give_sheet)
        self.sheet.back.connect(lambda: self.go.emit(Unlock()))
        self.words.kept.connect(presenter.keep_words)
        self.repeat.given.connect(presenter.repeat)
        self.repeat.back.connect(presenter.back)
        presenter.stepped.listen(self._on_step)
        presenter.problem.listen(self._on_problem)
        presenter.opened.listen(self.opened.emit)
        self._on_step(presenter.step)

    def focus_first(self) -> None:
        panel = self._steps.current
        if isinstance(panel, _SheetStep | ShowWords | RepeatWords):
            panel.focus_first()

    def _on_step(self, step: Step) -> None:
        panel = {"sheet": self.sheet, "words": self.words, "repeat": self.repeat, "opening": self.repeat}[step]
        self.title.setText(TITLES[step])
        if self._steps.current is not panel and step == "repeat":
            self.repeat.begin()
        self.repeat.set_busy(step == "opening", "Låser op …" if step == "opening" else "Lås op")
        self._steps.show_panel(panel)
        self.focus_first()

    def _on_problem(self, title: str, advice: str) -> None:
        said = f"{title} {advice}".strip()
        if self._presenter.step == "sheet":
            self.sheet.entry.say_problem(said)
            self.sheet.focus_first()
        else:
            self.repeat.say_problem(said)


class _SheetStep(QWidget):
    given = Signal(str)
    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(16))
        box.addWidget(Body("Skriv de otte grupper fra arket. Bagefter får du seks nye ord. De gamle ord virker så ikke mere."))
        self.entry = Entry("Grupperne fra nøglearket", help_text="Mellemrum og store bogstaver er lige meget.")
        self.entry.line.setProperty("look", "large")
        self.entry.line.returnPressed.connect(self._on_next)
        box.addWidget(self.entry)
        box.addWidget(Row(Button("Næste", self._on_next, look="primary"), Button("Tilbage", self.back.emit)))

    def focus_first(self) -> None:
        self.entry.line.setFocus()

    def _on_next(self) -> None:
        self.entry.say_problem("")
        self.given.emit(self.entry.text())


class RestorePage(Doorstep):
    """restored: the vault stands again and can be unlocked; with the name of the damaged one's folder, "" for none.

    restore: the work, given the backup and its passphrase.
    """

    restored = Signal(str)

    def __init__(
        self,
        place: Restore,
        runner: Scope,
        restore: Callable[[Path, str], str | None],
        ask_file: Callable[[QWidget], Path | None],
    ) -> None:
        super().__init__(place, runner, "Hent fra en sikkerhedskopi")
        self._restore, self._ask_file = restore, ask_file
        self._file: Path | None = None
        box = self.card.box
        box.addWidget(Heading("Hent fra en sikkerhedskopi", 2))
        box.addWidget(Body("Vælg filen. Skriv så de seks ord, der gjaldt, da kopien blev lavet."))
        if place.instead:
            box.addWidget(Body(INSTEAD))
        self.chosen = Text("Ingen fil er valgt.", "muted")
        self.pick = Button("Vælg fil", self._on_pick)
        label = Text("Skriv dine seks ord", "strong")
        self.words = PassphraseField("Skriv dine seks ord")
        label.setBuddy(self.words.line)
        self.problem = Note("", "wrong")
        self.fetch = Button("Hent rygsækken", self._on_fetch, look="primary")
        for one in (self.chosen, Row(self.pick), label, self.words, self.problem):
            box.addWidget(one)
        box.addWidget(Row(self.fetch, Button("Tilbage", lambda: self.go.emit(Unlock() if place.instead else Create()))))
        self.words.line.returnPressed.connect(self._on_fetch)

    def focus_first(self) -> None:
        self.pick.setFocus()

    def _on_pick(self) -> None:
        self._file = self._ask_file(self) or self._file
        if self._file is not None:
            self.chosen.setText(self._file.name)
            self.words.line.setFocus()

    def _on_fetch(self) -> None:
        source, words = self._file, self.words.line.text().strip()
        if source is None or not words:
            self.problem.say("Vælg filen, og skriv dine seks ord.")
            return
        self.fetch.setEnabled(False)
        self.problem.say("")
        self.runner.write(lambda: self._restore(source, words), lambda kept: self.restored.emit(kept or ""), self._on_failed)

    def _on_failed(self, error: RygsaekError) -> None:
        self.fetch.setEnabled(True)
        self.problem.say(f"{error.title} {error.advice}")
