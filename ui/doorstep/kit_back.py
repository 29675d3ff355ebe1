"""Back with the office's key on a fresh machine, from the page that makes a vault. Nothing about any case stands here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.doorstep.frame import Doorstep
from ui.doorstep.word_panels import RepeatWords, ShowWords
from ui.parts.steps import Steps
from ui.parts.widgets import Body, Button, Entry, Heading, Note, Row, Text, px
from ui.places import Create, KitBack
from ui.presenters.kit_back import KitBackPresenter, Part, Step
from ui.tasks import Scope

TITLES: dict[Step, str] = {
    "kit": "Kom tilbage med kontornøglen",
    "words": "Dine nye seks ord",
    "repeat": "Skriv de nye ord igen",
    "making": "Skriv de nye ord igen",
    "fetching": "Vi spørger kontoret",
    "stuck": "Du er ikke tilbage endnu",
    "done": "Du er tilbage",
}
NUMBERS: dict[Step, int] = {"kit": 1, "words": 2, "repeat": 3, "making": 3}
WHAT = "Find arket »Kontornøglen« i det låste skab. Denne computer bliver leder, og de sager, som ingen andre har, kommer hertil."
FETCHING = "Det kan tage nogle minutter. Sluk ikke computeren imens."
STANDS = "Din rygsæk er lavet, og dine nye ord gælder. Kun kontoret mangler."
LATER = "Gå videre uden, så kan du bruge kontornøglen senere. Den ligger under »Kontoret«."


class KitBackPage(Doorstep):
    """begun: the vault stands; left: it is time for its desk. Both tell what the source's `make` gave."""

    begun = Signal(object)
    left = Signal(object)

    def __init__(
        self, place: KitBack, runner: Scope, presenter: KitBackPresenter[Any], ask_picture: Callable[[QWidget], Path | None]
    ) -> None:
        super().__init__(place, runner, "Kom tilbage med kontornøglen")
        self._presenter = presenter
        self.count = Text("", "small")
        self.title = Heading("", 2)
        self.kit = _KitStep(presenter, ask_picture)
        self.words = ShowWords(presenter.words)
        self.repeat = RepeatWords(next_text="Opret rygsækken")
        self.asking = _AskingStep(presenter)
        self.came = _CameStep(presenter)
        self._steps = Steps(self.kit, self.words, self.repeat, self.asking, self.came)
        for one in (self.count, self.title, self._steps):
            self.card.box.addWidget(one)
        self.kit.back.connect(lambda: self.go.emit(Create()))
        self.words.kept.connect(presenter.keep_words)
        self.repeat.given.connect(presenter.repeat)
        self.repeat.back.connect(presenter.back)
        presenter.stepped.listen(self._on_step)
        presenter.problem.listen(self._on_problem)
        presenter.begun.listen(self._on_begun)
        presenter.left.listen(self.left.emit)
        presenter.came.listen(self.came.tell)
        self._on_step(presenter.step)

    def enter(self) -> None:
        self._presenter.begin()

    def focus_first(self) -> None:
        panel = self._steps.current
        if isinstance(panel, _KitStep | ShowWords | RepeatWords | _AskingStep | _CameStep):
            panel.focus_first()

    def _on_begun(self, vault: object) -> None:
        self.kit.is_bound()
        self.begun.emit(vault)

    def _on_step(self, step: Step) -> None:
        panels: dict[Step, QWidget] = {
            "kit": self.kit, "words": self.words, "repeat": self.repeat, "making": self.repeat,
            "fetching": self.asking, "stuck": self.asking, "done": self.came,
        }  # fmt: skip
        panel = panels[step]
        number = NUMBERS.get(step)
        self.count.setText(f"Trin {number} af 4" if number else "")
        self.count.setVisible(number is not None)
        self.title.setText(TITLES[step])
        if self._steps.current is not panel and step == "repeat":
            self.repeat.begin()
        self.repeat.set_busy(step == "making", "Opretter …" if step == "making" else "Opret rygsækken")
        self.asking.be_stuck(step == "stuck")
        self._steps.show_panel(panel)
        self.focus_first()

    def _on_problem(self, part: Part, said: str) -> None:
        if part == "repeat":
            self.repeat.say_problem(said)
        elif part == "stuck":
            self.asking.problem.say(said)
        else:
            self.kit.say_problem(part, said)


class _KitStep(QWidget):
    """The key, and who comes back."""

    back = Signal()

    def __init__(self, presenter: KitBackPresenter[Any], ask_picture: Callable[[QWidget], Path | None]) -> None:
        super().__init__()
        self._presenter, self._ask_picture = presenter, ask_picture
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(16))
        self.pick = Button("Vælg fil eller billede", self._on_pick)
        self.read = Note("", "done")
        self.code = Entry("Eller skriv de fjorten grupper", help_text="Mellemrum og store bogstaver er lige meget.")
        self.server = Entry("Serverens adresse", help_text="Den står på arket. Er arket læst fra en fil, kan den vente.")
        self.name = Entry("Dit navn")
        self.laptop = Entry("Hvad skal kollegerne kalde denne computer?")
        self.next = Button("Næste", self._on_next, look="primary")
        self.go_back = Button("Tilbage", self.back.emit)
        box.addWidget(Body(WHAT))
        box.addWidget(Row(self.pick))
        box.addWidget(self.read)
        for one in (self.code, self.server, self.name, self.laptop):
            box.addWidget(one)
            one.line.returnPressed.connect(self._on_next)
        box.addWidget(Row(self.next, self.go_back))
        presenter.chosen.listen(self._on_chosen)
        presenter.laptop.listen(self._on_laptop)

    def focus_first(self) -> None:
        self.pick.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_bound(self) -> None:
        """The vault stands: its name is said, and there is no way back to making another."""
        self.name.hide()
        self.go_back.hide()
        self.next.say("Brug kontornøglen")
        self.next.setAccessibleName("Brug kontornøglen")

    def say_problem(self, part: Part, said: str) -> None:
        entry = {"code": self.code, "server": self.server, "name": self.name}[part]
        entry.say_problem(said)
        entry.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_pick(self) -> None:
        found = self._ask_picture(self)
        if found is not None:
            self.code.say_problem("")
            self._presenter.choose(found)

    def _on_chosen(self, name: str) -> None:
        self.read.say(f"Kontornøglen er læst fra »{name}«." if name else "")
        if name:
            self.code.line.clear()
            self.name.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_laptop(self, name: str) -> None:
        if not self.laptop.text():
            self.laptop.line.setText(name)

    def _on_next(self) -> None:
        for one in (self.code, self.server, self.name):
            one.say_problem("")
        self._presenter.give(self.code.text(), self.server.text(), self.name.text(), self.laptop.text())


class _AskingStep(QWidget):
    """The office is asked; or it did not answer, and the person chooses what to do about it."""

    def __init__(self, presenter: KitBackPresenter[Any]) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(16))
        self.told = Body(FETCHING)
        self.problem = Note("", "wrong")
        self.stands = Body(f"{STANDS} {LATER}")
        self.again = Button("Prøv igen", presenter.again, look="primary")
        self.mend = Button("Ret kontornøglen", presenter.back)
        self.without = Button("Gå videre uden", presenter.leave)
        self.choice = Row(self.again, self.mend, self.without)
        for one in (self.told, self.problem, self.stands, self.choice):
            box.addWidget(one)

    def focus_first(self) -> None:
        if not self.choice.isHidden():
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)

    def be_stuck(self, is_stuck: bool) -> None:
        """Shows what can be done."""
        if not is_stuck:
            self.problem.say("")
        self.told.setVisible(not is_stuck)
        for one in (self.stands, self.choice):
            one.setVisible(is_stuck)


class _CameStep(QWidget):
    """What came back."""

    def __init__(self, presenter: KitBackPresenter[Any]) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(16))
        self.said = Body("")
        self.go_on = Button("Videre til dit nøgleark", presenter.leave, look="primary")
        box.addWidget(self.said)
        box.addWidget(Body("Læg kontornøglen tilbage i det låste skab. Nu mangler kun dit eget nøgleark."))
        box.addWidget(Row(self.go_on))

    def focus_first(self) -> None:
        self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, said: tuple[str, ...]) -> None:
        """A line each."""
        self.said.setText("\n\n".join(said))
