"""The files of a case on its page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.parts.widgets import Body, Button, Card, Heading, Row, Text, px
from ui.presenters.case_files import FileLine


class FilesCard(Card):
    """fetch: a file from this computer is wanted in the case; look: at a file; save: one outside the vault;
    scan: a paper."""

    fetch = Signal()
    look = Signal(str)
    save = Signal(str)
    scan = Signal()

    def __init__(self, files: Sequence[FileLine]) -> None:
        super().__init__(gap=8)
        self.box.addWidget(Heading("Bilag", 3))
        for one in files:
            self.box.addWidget(self._row(one))
        if not files:
            self.box.addWidget(Body("Der er ingen bilag. Et bilag er et scannet papir, et brev eller et billede.", "muted"))
        scan = Button("Scan et papir …", self.scan.emit, name="Scan et papir til sagen")
        self.box.addWidget(Row(scan, Button("Hent en fil …", self.fetch.emit, name="Hent en fil til sagen")))

    def _row(self, one: FileLine) -> QWidget:
        words = QWidget()
        box = QVBoxLayout(words)
        box.setContentsMargins(0, px(4), 0, px(4))
        box.setSpacing(px(4))
        box.addWidget(Text(one.title, "strong"))
        box.addWidget(Text(one.said, "small"))
        words.setMinimumWidth(px(200))
        if not one.is_here:
            return words
        show = Button("Vis", partial(self.look.emit, one.id), name=f"Vis {one.title}")
        save = Button("Gem som fil …", partial(self.save.emit, one.id), name=f"Gem {one.title} som fil")
        return Row(words, show, save, gap=8, trailing=1)
