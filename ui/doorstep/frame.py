"""The frame of pages before the vault is open: the program's name, one card in the middle, nothing about any case."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.brand import Brand
from ui.page import Column, Page
from ui.parts.widgets import Card, px
from ui.places import Place
from ui.tasks import Scope

WIDTH = 620


class Doorstep(Page):
    """`card.box` takes the page's own widgets."""

    def __init__(self, place: Place, runner: Scope, title: str, parent: QWidget | None = None) -> None:
        super().__init__(place, runner, title, parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        column = Column(width=WIDTH, gap=24)
        outer.addWidget(column)
        top = QHBoxLayout()
        top.addWidget(Brand(32))
        top.addStretch(1)
        column.box.addStretch(2)
        column.box.addLayout(top)
        self.card = Card(gap=16)
        self.card.box.setContentsMargins(px(40), px(40), px(40), px(40))
        column.box.addWidget(self.card)
        column.box.addStretch(3)
        self.column = column
        column.box.setAlignment(Qt.AlignmentFlag.AlignTop)
