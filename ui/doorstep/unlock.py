"""The unlock page. A locked vault knows nothing, so nothing about any case stands here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.doorstep.frame import Doorstep
from ui.parts.choices import Tick
from ui.parts.widgets import Body, Button, Entry, Heading, Note, Row, Text, px
from ui.places import Recover, Restore, Unlock
from ui.presenters.unlock import LOST, UnlockPresenter
from ui.tasks import Scope

WITHOUT = "Rygsækken er åbnet uden de seneste ændringer. Se efter, om det sidste, du skrev, står der."


class PassphraseField(QWidget):
    """A line for words that stays covered until `Vis` is pressed."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        self.line = QLineEdit()
        self.line.setProperty("look", "large")
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName(label)
        self.show_button = Button("Vis", self._on_show, name="Vis ordene")
        row.addWidget(self.line, 1)
        row.addWidget(self.show_button)
        self.setFocusProxy(self.line)

    def _on_show(self) -> None:
        covered = self.line.echoMode() == QLineEdit.EchoMode.Password
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if covered else QLineEdit.EchoMode.Password)
        self.show_button.say("Skjul" if covered else "Vis")
        self.show_button.setAccessibleName("Skjul ordene" if covered else "Vis ordene")
        self.line.setFocus()


class _KitPart(QWidget):
    """given: the office's key, as it was typed, or the name of the file that it is in."""

    given = Signal(str)

    def __init__(self, ask_picture: Callable[[QWidget], Path | None]) -> None:
        super().__init__()
        self._ask_picture = ask_picture
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(12))
        self.code = Entry("Kontornøglens grupper", help_text="De står på arket. Mellemrum og store bogstaver er lige meget.")
        self.pick = Button("Vælg fil eller billede", self._on_pick, name="Vælg filen eller et billede af kontornøglen")
        self.use = Button("Åbn med kontornøglen", lambda: self.given.emit(self.code.text()))
        self.code.line.returnPressed.connect(self.use.click)
        box.addWidget(Body("Kan du ikke komme på nettet? Så kan en leder hente kontornøglen fra det låste skab."))
        for one in (self.code, Row(self.use, self.pick)):
            box.addWidget(one)

    def _on_pick(self) -> None:
        found = self._ask_picture(self)
        if found is not None:
            self.given.emit(str(found))


class UnlockPage(Doorstep):
    """opened: what the presenter's unlock gave, whether only the next visit is to be shown, and what is to be said there."""

    opened = Signal(object, bool, str)

    def __init__(
        self, place: Unlock, runner: Scope, presenter: UnlockPresenter[Any], ask_picture: Callable[[QWidget], Path | None]
    ) -> None:
        super().__init__(place, runner, "Lås op")
        self._presenter = presenter
        self._said = ""
        box = self.card.box
        box.addWidget(Heading("Lås rygsækken op", 2))
        if place.say:
            box.addWidget(Note(place.say, "told"))
        label = Text("Skriv dine seks ord", "strong")
        self.words = PassphraseField("Skriv dine seks ord")
        label.setBuddy(self.words.line)
        self.problem = Note("", "wrong")
        self.advice = Text("")
        self.advice.hide()
        self.wait = Note("", "told")
        self.open_button = Button("Lås op", self._on_give, look="primary")
        self.only_next = Tick("Vis kun næste besøg")
        box.addWidget(label)
        box.addWidget(self.words)
        self.fetch = Button("Hent fra en sikkerhedskopi", lambda: self.go.emit(Restore(instead=True)))
        self.without = Button("Åbn uden de seneste ændringer", self._on_without)
        self.rescue = Row(self.fetch, self.without)
        self.rescue.hide()
        self.kit = _KitPart(ask_picture)
        self.kit.given.connect(lambda given: presenter.give_with_kit(self.words.line.text(), given))
        self.kit.hide()
        for one in (self.problem, self.advice, self.rescue, self.kit, self.wait):
            box.addWidget(one)
        box.addWidget(self.only_next)
        box.addWidget(Row(self.open_button))
        box.addWidget(Body("Har du glemt dem? Brug dit nøgleark fra kontoret.", "muted"))
        box.addWidget(Row(Button("Brug nøgleark", lambda: self.go.emit(Recover()), look="plain")))
        self.words.line.returnPressed.connect(self._on_give)
        presenter.opened.listen(self._on_opened)
        presenter.busy.listen(self._on_busy)
        presenter.problem.listen(self._on_problem)
        presenter.waiting.listen(self._on_waiting)
        presenter.damaged.listen(self._on_damaged)
        presenter.lease_ended.listen(self._on_lease_ended)

    def leave(self) -> None:
        self._presenter.end()

    def enter(self) -> None:
        self._presenter.begin()

    def focus_first(self) -> None:
        self.words.line.setFocus()

    def _on_give(self) -> None:
        self._said = ""
        self._on_problem("", "")
        self._on_damaged("")
        self._presenter.give(self.words.line.text())

    def _on_without(self) -> None:
        self._said = WITHOUT
        self._presenter.give_without_lost(self.words.line.text())

    def _on_damaged(self, code: str) -> None:
        """What a person can do where the words were right and the vault is not whole."""
        self.rescue.setVisible(bool(code))
        self.without.setVisible(code == LOST)

    def _on_lease_ended(self, is_so: bool) -> None:
        """Without a network, the office's key is the other way in."""
        was_used = not self.kit.isHidden()
        self.kit.setVisible(is_so)
        if is_so and was_used:
            self.kit.code.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_opened(self, desk: object) -> None:
        self.words.line.clear()
        self.opened.emit(desk, self.only_next.isChecked(), self._said)

    def _on_busy(self, is_busy: bool) -> None:
        self.open_button.setEnabled(not is_busy)
        self.open_button.say("Låser op …" if is_busy else "Lås op")
        self.words.line.setReadOnly(is_busy)
        if not is_busy:
            self.words.line.setFocus()
            self.words.line.selectAll()

    def _on_problem(self, title: str, advice: str) -> None:
        self.problem.say(title)
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))
        self.words.line.setAccessibleDescription(f"{title} {advice}".strip())

    def _on_waiting(self, seconds: int) -> None:
        self.open_button.setEnabled(self._presenter.is_listening)
        unit = "sekund" if seconds == 1 else "sekunder"
        self.wait.say(f"Du kan prøve igen om {seconds} {unit}." if seconds else "")
