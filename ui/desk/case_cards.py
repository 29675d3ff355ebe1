"""The cards of a case page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.parts.network_picture import NetworkPicture
from ui.parts.widgets import Body, Button, Card, Heading, Line, Marked, Note, Row, Text, look_of, px
from ui.presenters.case import STATE_KIND, Attempt, Happened, PaperLine
from ui.presenters.network import Network

SHOWN_ATTEMPTS = 4
TWICE = "Her er skrevet to ting."


class PapersCard(Card):
    """Papers under the step that they belong to. write: go on in a document, at a path or its beginning; print: print it;
    export: all of them, for a record system."""

    write = Signal(str, str)
    print = Signal(str)
    export = Signal()

    def __init__(self, shelves: Sequence[tuple[str, Sequence[PaperLine]]]) -> None:
        super().__init__(gap=8)
        self.box.addWidget(Heading("Papirer", 3))
        if not shelves:
            self.box.addWidget(Body("Der er ingen papirer endnu. Start et besøg, eller tag et nyt papir.", "muted"))
        for place, (step, papers) in enumerate(shelves):
            if place:
                self.box.addWidget(Line())
            if step:
                self.box.addWidget(Text(step, "muted"))
            for paper in papers:
                self.box.addWidget(self._row(paper))
        if shelves:
            self.box.addWidget(Row(Button("Eksportér til journalen …", self.export.emit, name="Eksportér til journalen")))

    def _row(self, paper: PaperLine) -> QWidget:
        said = Text(" · ".join(filter(None, (paper.when, paper.state))), "small", wrap=False)
        more: list[QWidget] = [Text(told) for told in (paper.copied, paper.versions, paper.corrected) if told]
        more += [Note(told, "due") for told in (paper.owed, TWICE if paper.conflicts else "") if told]
        words = Marked(STATE_KIND[paper.state], Row(Text(paper.title, "strong", wrap=False), said), *more)
        words.setMinimumWidth(px(200))
        name = paper.name
        write = Button("Vælg" if paper.conflicts else "Skriv", partial(self.write.emit, paper.document, paper.first_conflict),
                       name=f"Vælg i {name}" if paper.conflicts else f"Skriv i {name}")  # fmt: skip
        to_paper = Button("Print", partial(self.print.emit, paper.document), name=f"Print {name}")
        return Row(words, write, to_paper, gap=8, trailing=1)


class AttemptsCard(Card):
    """Attempts at contact. write: go on in one; call: ring now, and write it down."""

    write = Signal(str, str)
    call = Signal()

    def __init__(self, attempts: Sequence[Attempt]) -> None:
        super().__init__(gap=8)
        self.box.addWidget(Heading("Forsøg på kontakt", 3))
        if not attempts:
            self.box.addWidget(Body("Der er ikke skrevet et forsøg endnu.", "muted"))
        for place, one in enumerate(attempts[:SHOWN_ATTEMPTS]):
            if place:
                self.box.addWidget(Line())
            words = Marked(one.kind, Text(one.spoken, look_of(one.kind)), Text(one.when, "small"), gap=0)
            words.setMinimumWidth(px(200))
            show = Button("Åbn", partial(self.write.emit, one.document, ""), name=f"Åbn forsøget {one.when}, {one.spoken}")
            self.box.addWidget(Row(words, show, gap=8, trailing=1))
        if len(attempts) > SHOWN_ATTEMPTS:
            self.box.addWidget(Text(f"og {len(attempts) - SHOWN_ATTEMPTS} før", "small"))
        self.box.addWidget(Row(Button("Ring nu", self.call.emit, name="Ring nu, og skriv, hvad der skete")))


class NetworkCard(Card):
    """The picture, and the same in words."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.box.addWidget(Heading("Netværk", 3))
        if network.is_empty:
            self.box.addWidget(Body(network.spoken, "muted"))
            return
        self.box.addWidget(NetworkPicture(network))
        self.box.addWidget(Text("Fyldt cirkel: i kontakt nu. Tom cirkel: ikke i kontakt nu.", "small"))
        words = Text(network.spoken)
        words.hide()
        show = Button("Vis som tekst", look="plain")

        def toggle() -> None:
            words.setVisible(words.isHidden())
            show.say("Skjul tekst" if not words.isHidden() else "Vis som tekst")

        show.clicked.connect(toggle)
        self.box.addWidget(words)
        self.box.addWidget(Row(show))


class HistoryCard(Card):
    """The latest that happened. all: the whole history."""

    all = Signal()

    def __init__(self, happened: Sequence[Happened]) -> None:
        super().__init__(gap=8)
        self.box.addWidget(Heading("Hvem skrev hvad hvornår", 3))
        for one in happened:
            row = QWidget()
            box = QVBoxLayout(row)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(0)
            box.addWidget(Text(one.what))
            box.addWidget(Text(one.who_when, "small"))
            self.box.addWidget(row)
        self.box.addWidget(Row(Button("Se det hele", self.all.emit)))
