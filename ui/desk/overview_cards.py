"""The cards of the lead's page: a queue of cases, who has how many, and the figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.desk.part_card import PartCard
from ui.parts.bar import Bar
from ui.parts.pick import Pick
from ui.parts.widgets import Body, Button, Entry, Line, Note, Row, Text, empty, px
from ui.presenters.lines import Line as CaseLine
from ui.presenters.overview import SPANS, Figures, OverviewPresenter, Queue, Span, Worker

FILE_NAME = "tal-uden-personer.csv"
NOBODY = "Ingen har fået en sag endnu."


class ListedCard(PartCard):
    """A card with lines that are made anew with each look."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._list = QWidget()
        self.lines = QVBoxLayout(self._list)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(px(8))
        self.add(self._list)

    def take_focus(self) -> bool:
        """To the first thing that can be done here, where there is one."""
        first = next((one for one in self.findChildren(Button) if not one.isHidden()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        return first is not None


class QueueCard(ListedCard):
    """Cases that wait, each with the one thing to do about it. chosen: it was pressed."""

    chosen = Signal(object)

    def __init__(self, title: str, word: str, nothing: str) -> None:
        super().__init__(title)
        self._word, self._nothing = word, nothing

    def show_queue(self, queue: Queue) -> None:
        """Shows them."""
        empty(self.lines)
        for place, one in enumerate(queue.lines):
            if place:
                self.lines.addWidget(Line())
            press = Button(self._word, partial(self.chosen.emit, one), name=f"{self._word}, {one.spoken}")
            self.lines.addWidget(Row(Text(_words(one)), press, gap=12, trailing=1))
            if one.detail:
                self.lines.addWidget(Body(one.detail, "muted"))
        if not queue.lines:
            self.lines.addWidget(Note(self._nothing, "done"))
        if queue.told:
            self.lines.addWidget(Body(queue.told, "muted"))


class LoadCard(ListedCard):
    """Who has how many. Their cases show when asked for: opened to look, given_on to give to somebody else.

    changed: there is more to come to.
    """

    opened = Signal(object)
    changed = Signal()
    given_on = Signal(object)

    def __init__(self) -> None:
        super().__init__("Hvem har hvor mange sager?")

    def show_load(self, load: Sequence[Worker]) -> None:
        """Shows them."""
        empty(self.lines)
        for place, one in enumerate(load):
            if place:
                self.lines.addWidget(Line())
            self.lines.addWidget(Text(one.name, "strong"))
            self.lines.addWidget(Body(one.told))
            self.lines.addWidget(Bar(one.share, one.name, one.told))
            if one.cases.lines:
                self.lines.addWidget(_Held(one, self.opened.emit, self.given_on.emit, self.changed.emit))
        if not load:
            self.lines.addWidget(Body(NOBODY, "muted"))


class _Held(QWidget):
    """One worker's open cases, made when they are asked for."""

    def __init__(
        self, worker: Worker, on_open: Callable[[CaseLine], object], on_give: Callable[[CaseLine], object],
        on_shown: Callable[[], object],
    ) -> None:  # fmt: skip
        super().__init__()
        self._on_shown = on_shown
        self._worker, self._on_open, self._on_give = worker, on_open, on_give
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(px(8))
        self._show = Button("Vis sagerne", self._on_show, name=f"Vis sagerne, {worker.name}")
        self._box.addWidget(Row(self._show))

    def _on_show(self) -> None:
        first: Button | None = None
        for one in self._worker.cases.lines:
            look = Button("Åbn", partial(self._on_open, one), name=f"Åbn, {one.spoken}")
            give = Button("Giv videre", partial(self._on_give, one), name=f"Giv videre, {one.spoken}")
            self._box.addWidget(Row(Text(_words(one)), look, give, gap=12, trailing=1))
            first = first or look
        if self._worker.cases.told:
            self._box.addWidget(Body(self._worker.cases.told, "muted"))
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show.hide()
        self._on_shown()


class FiguresCard(ListedCard):
    """Figures with no person in them, and saving them."""

    def __init__(self, presenter: OverviewPresenter, ask_file: Callable[[QWidget, str], Path | None]) -> None:
        super().__init__("Tal uden personer")
        self._presenter, self._ask_file = presenter, ask_file
        self.span = Pick()
        self.span.offer(list(SPANS.values()), list(SPANS), "all")
        self.span.activated.connect(lambda _: presenter.choose(cast(Span, self.span.chosen())))
        self.told = Body("", "muted")
        self.save = Button("Gem tal som fil", self._on_save)
        self.box.insertWidget(1, Entry("Hvornår?", self.span))
        self.add(self.told, Row(self.save))

    def take_focus(self) -> bool:
        """To what is chosen first."""
        self.span.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def show_figures(self, figures: Figures) -> None:
        """Shows them."""
        self.say_kept("")
        empty(self.lines)
        for place, one in enumerate(figures.lines):
            if place:
                self.lines.addWidget(Line())
            self.lines.addWidget(Text(one.title, "strong"))
            self.lines.addWidget(Body(one.told))
            if one.share is not None:
                self.lines.addWidget(Bar(one.share, one.title, one.told))
        self.told.setText(figures.told)
        self.told.setVisible(bool(figures.told))

    def _on_save(self) -> None:
        target = self._ask_file(self, FILE_NAME)
        if target is not None:
            self._presenter.save(target)


def _words(one: CaseLine) -> str:
    return f"{one.title}  {one.when}".rstrip()
