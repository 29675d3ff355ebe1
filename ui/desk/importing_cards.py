"""The cards of the page that brings citizens in: rows with a tick each, and what was brought in before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.parts.choices import Tick
from ui.parts.marks import MarkKind
from ui.parts.widgets import Body, Button, Card, Heading, Line, Note, Row, Text, empty, px
from ui.presenters.importing import Earlier, RowLine

TO_DELETE = "Skal en sag væk alligevel, så slet den med kommandoen »rygsaek case delete«. To skal sige ja."


class RowsCard(Card):
    """Rows of a list. ticked: the number of one, and whether it is to come along.

    told: what the ticks mean; is_taken: how they stand at first.
    """

    ticked = Signal(int, bool)

    def __init__(self, title: str, told: str, *, is_taken: bool) -> None:
        super().__init__(gap=8)
        self._is_taken = is_taken
        self.box.addWidget(Heading(title, 3))
        self.box.addWidget(Body(told, "muted"))
        self._rows = _lines_in(self)

    def show_rows(self, rows: Sequence[RowLine], more: str) -> None:
        """Shows them, or nothing where there are none. more: how many there are beside these.

        Filled while it is hidden: in sight, each row that comes lays all the others out anew (100 rows: 2.5 s, hidden 0.3 s).
        """
        self.hide()
        empty(self._rows)
        for place, one in enumerate(rows):
            if place:
                self._rows.addWidget(Line())
            if one.can_be_made:
                self._rows.addWidget(self._tick(one))
            else:
                self._rows.addWidget(Text(one.title, "strong"))
            self._rows.addWidget(_Under(one, "told" if self._is_taken else "due"))
        if more:
            self._rows.addWidget(Body(more, "muted"))
        self.setVisible(bool(rows))

    def _tick(self, one: RowLine) -> Tick:
        tick = Tick(one.title if self._is_taken else f"Tag {one.title} med")
        tick.setAccessibleDescription(" ".join((one.detail + ".", *one.said)))
        tick.setChecked(self._is_taken)
        tick.toggled.connect(partial(self.ticked.emit, one.number))
        return tick


class _Under(QWidget):
    """What stands under a row's name, in line with it."""

    def __init__(self, one: RowLine, kind: MarkKind) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(px(36) if one.can_be_made else 0, 0, 0, px(4))
        box.setSpacing(px(4))
        for line in (Text(one.detail, "small"), *(Note(text, kind) for text in one.said)):
            box.addWidget(line)


class LeftOutCard(Card):
    """Columns and sheets that do not come along, whatever a person says."""

    def __init__(self) -> None:
        super().__init__(gap=8)
        self.box.addWidget(Heading("Om listen", 3))
        self._lines = _lines_in(self)

    def show_left_out(self, left_out: Sequence[str]) -> None:
        """Shows it, or nothing where there is none."""
        empty(self._lines)
        for text in left_out:
            self._lines.addWidget(Note(text, "told"))
        self.setVisible(bool(left_out))


class EarlierCard(Card):
    """What was brought in before. undone: one is to be taken out again, by its id."""

    undone = Signal(str)

    def __init__(self) -> None:
        super().__init__(gap=8)
        self.box.addWidget(Heading("Hentet fra en liste", 3))
        self._lines = _lines_in(self)
        self._stays: tuple[str, ...] = ()

    def say_stays(self, stays: Sequence[str]) -> None:
        """What was not taken out when the last one was undone, to be told with what is shown next."""
        self._stays = tuple(stays)

    def show_earlier(self, earlier: Sequence[Earlier]) -> None:
        """Shows them, and why something of them is still here."""
        empty(self._lines)
        for text in self._stays:
            self._lines.addWidget(Note(text, "due"))
        if self._stays:
            self._lines.addWidget(Body(TO_DELETE, "muted"))
        for one in earlier:
            undo = Button("Fortryd importen", partial(self.undone.emit, one.id), name=f"Fortryd importen, {one.told}")
            self._lines.addWidget(Row(Text(one.told), undo, gap=12, trailing=1))
        self.setVisible(bool(earlier or self._stays))


def _lines_in(card: Card) -> QVBoxLayout:
    """A part of a card whose lines are made anew with each look."""
    inner = QWidget()
    lines = QVBoxLayout(inner)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(px(8))
    card.box.addWidget(inner)
    return lines
