"""Who can see a case: giving it to a colleague, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.parts.pick import Pick
from ui.parts.widgets import Body, Button, Card, Entry, Heading, Row, Text, px
from ui.presenters.case import Sharer, Shares
from ui.presenters.sharing_words import IN_VAIN, OUT


class SharingCard(Card):
    """given: to a laptop, and whether it may write; taken: from a laptop; seen: what was decided in vain."""

    given = Signal(str, bool)
    taken = Signal(str)
    seen = Signal()

    def __init__(self, shares: Shares) -> None:
        super().__init__()
        self.box.addWidget(Heading("Hvem kan se sagen?", 3))
        if shares.unmet:
            self._tell_unmet(shares.unmet)
        if shares.is_out:
            self.box.addWidget(Body(OUT))
            return
        for one in shares.sharers:
            self.box.addWidget(self._line(one))
        if shares.others:
            self._offer(shares.others)
        else:
            self.box.addWidget(Body("Der er ingen andre i kontoret at dele den med.", "muted"))

    def _tell_unmet(self, unmet: Sequence[str]) -> None:
        self.box.addWidget(Body(IN_VAIN))
        for one in unmet:
            self.box.addWidget(Text(one, "strong"))
        self.box.addWidget(Row(Button("Jeg har set det", self.seen.emit)))

    def _line(self, one: Sharer) -> QWidget:
        words = QWidget()
        box = QVBoxLayout(words)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(4))
        box.addWidget(Text(one.name, "strong"))
        box.addWidget(Text("Denne computer" if one.is_me else one.how[:1].upper() + one.how[1:], "small"))
        if one.is_me:
            return words
        take = Button("Del ikke mere", partial(self.taken.emit, one.device), name=f"Del ikke mere med {one.name}")
        return Row(words, take, trailing=1)

    def _offer(self, others: Sequence[Sharer]) -> None:
        self.pick = Pick()
        self.pick.offer([one.name for one in others], [one.device for one in others])
        self.box.addWidget(Entry("Del sagen med", self.pick, help_text="De ser hele sagen, også det, der er skrevet før."))
        self.box.addWidget(
            Row(
                Button("De må læse og skrive", lambda: self.given.emit(self.pick.chosen(), True)),
                Button("De må kun læse", lambda: self.given.emit(self.pick.chosen(), False)),
            )
        )
