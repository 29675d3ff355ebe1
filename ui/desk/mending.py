"""Two panels of the history page: a text or a file is taken out for good, or moved to the right case. Each says what
goes and what stays."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from ui.parts.choices import BigChoice, Tick
from ui.parts.tab_order import follow_the_eye
from ui.parts.widgets import Body, Button, Entry, Heading, Line, Note, Row, Text, empty, px
from ui.presenters.history import Entry as HistoryEntry
from ui.presenters.lines import Line as CaseLine
from ui.presenters.mending import NOBODY, WHAT_MOVES, Mending, Part, Target, parts_of, taking_out


class _Panel(QWidget):
    """closed: the person let it be."""

    closed = Signal()

    def __init__(self, title: str, mending: Mending) -> None:
        super().__init__()
        self._mending = mending
        self._entry: HistoryEntry | None = None
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(px(12))
        self.reason = Entry("Hvorfor?", help_text="Skriv det kort. Det står i adgangsloggen.")
        self.reason.line.textEdited.connect(lambda _: self.weigh())
        self.problem = Note("", "wrong")
        self.leave = Button("Lad det være", self.closed.emit)
        self.title = Heading(title, 3)
        self.box.addWidget(Line())
        self.box.addWidget(self.title)
        self.hide()

    def open(self, entry: HistoryEntry) -> None:
        """About another line, with nothing chosen or written."""
        self._entry = entry
        self.reason.line.clear()
        self.problem.say("")
        self.weigh()
        self.show()

    def weigh(self) -> None:
        """Whether it can be done yet."""
        raise NotImplementedError


class TakeOutPanel(_Panel):
    """A text or a file is taken out for good."""

    def __init__(self, mending: Mending) -> None:
        super().__init__("", mending)
        self.whole_field = Tick("Fjern alt, hvad der har stået i feltet")
        self.for_good, self.goes, self.stays = Note("", "due"), Body(""), Body("")
        self.go = Button("Fjern for altid", self._on_go)
        for one in (
            self.for_good, self.goes, self.stays, self.whole_field, self.reason, self.problem, Row(self.leave, self.go),
        ):  # fmt: skip
            self.box.addWidget(one)

    def open(self, entry: HistoryEntry) -> None:
        words = taking_out(entry)
        self.title.setText(words.title)
        self.for_good.say(words.for_good)
        self.goes.setText(words.goes)
        self.stays.setText(words.stays)
        self.reason.help.setText(words.reason)
        self.reason.field.setAccessibleDescription(words.reason)
        self.whole_field.setChecked(False)
        self.whole_field.setVisible(not entry.is_file)
        super().open(entry)
        first = self.reason.line if entry.is_file else self.whole_field
        first.setFocus(Qt.FocusReason.OtherFocusReason)  # what goes and what stays is in sight over it

    def weigh(self) -> None:
        self.go.setEnabled(bool(self.reason.text()))

    def _on_go(self) -> None:
        if self._entry is not None:
            self._mending.take_out(self._entry, self.reason.text(), is_whole_field=self.whole_field.isChecked())


class MovePanel(_Panel):
    """What was written in the wrong case is moved to the right one."""

    def __init__(self, mending: Mending) -> None:
        super().__init__("Flyt til den rigtige sag", mending)
        self._parts: tuple[Part, ...] = ()
        self._part_choices: list[BigChoice] = []
        self._how_much, self._how_much_box = _stack()
        self._whose, self._whose_box = _stack()
        self.words = Entry("Hvis sag hører det til?", help_text="Skriv navnet, og tryk Enter.")
        self.words.line.returnPressed.connect(self._on_search)
        self.look_up = Button("Find", self._on_search, name="Find den rigtige sag")
        self.nobody = Note("", "told")
        self.target = Note("", "done")
        self.go = Button("Flyt det", self._on_go)
        for one in (
            Body(WHAT_MOVES), Text("Hvad skal flyttes?", "strong"), self._how_much, self.words, Row(self.look_up), self.nobody,
            self._whose, self.target, self.reason, self.problem, Row(self.leave, self.go),
        ):  # fmt: skip
            self.box.addWidget(one)
        mending.found.listen(self._on_found)
        mending.chosen.listen(self._on_target)

    def open(self, entry: HistoryEntry) -> None:
        self._parts = parts_of(entry)
        self._part_choices = [BigChoice(one.words, size=16) for one in self._parts]
        self._part_choices[0].setChecked(True)
        _fill(self._how_much, self._how_much_box, self._part_choices)
        empty(self._whose_box)
        self.words.line.clear()
        self.nobody.say("")
        self._mending.forget()
        super().open(entry)
        self._part_choices[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def weigh(self) -> None:
        self.go.setEnabled(bool(self.reason.text()) and self._mending.target is not None)

    def _on_search(self) -> None:
        if self.words.text():
            self._mending.search(self.words.text())

    def _on_found(self, lines: tuple[CaseLine, ...]) -> None:
        self.nobody.say("" if lines else NOBODY)
        shown = []
        for one in lines:
            choice = BigChoice(f"{one.title} · {one.detail}" if one.detail else one.title, size=16)
            choice.clicked.connect(lambda _=False, case=one.case: self._mending.choose(case))
            shown.append(choice)
        _fill(self._whose, self._whose_box, shown)

    def _on_target(self, target: Target | None) -> None:
        self.target.say(target.spoken if target is not None else "")
        self.weigh()

    def _on_go(self) -> None:
        at = next((place for place, one in enumerate(self._part_choices) if one.isChecked()), 0)
        if self._entry is not None:
            self._mending.move(self._entry, self._parts[at], self.reason.text())


def _stack() -> tuple[QWidget, QVBoxLayout]:
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(px(8))
    return holder, box


def _fill(holder: QWidget, box: QVBoxLayout, choices: Sequence[BigChoice]) -> None:
    """Choices that exclude each other, one under the other."""
    empty(box)
    group = QButtonGroup(holder)
    for one in choices:
        group.addButton(one)
        box.addWidget(one)
    holder.setVisible(bool(choices))
    follow_the_eye(holder.window())
