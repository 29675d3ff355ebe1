"""Repeated things as cards: Alt+↑/↓ moves one, Ctrl+I adds one, and one taken away can come back until the page is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.fields.base import Size
from ui.form.field_host import FieldHost
from ui.form.two_versions import TwoVersions
from ui.parts.widgets import Button, Card, Note, Row, Text, px
from ui.presenters.field_view import StandingView
from ui.presenters.field_words import ROW_IS_OUT, ROW_STANDS
from ui.presenters.form_shape import CardShape, RowsShape


class RowCard(Card):
    """One row: what it is called, its fields, and what can be done with it. chosen: whether a disputed one is to stand."""

    moved = Signal(str, int)
    removed = Signal(str)
    chosen = Signal(str, bool)

    def __init__(self, shape: CardShape, host: FieldHost, size: Size, *, is_fixed: bool = False) -> None:
        super().__init__(gap=8 if size == "desk" else 16)
        self.shape = shape
        self.host = host
        self.title = Text("", "h3")
        self.up = Button("Op", lambda: self.moved.emit(self.shape.path, -1), look="plain")
        self.down = Button("Ned", lambda: self.moved.emit(self.shape.path, 1), look="plain")
        self.away = Button("Tag væk", lambda: self.removed.emit(self.shape.path), look="plain")
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(Row(self.up, self.down, self.away), 0, Qt.AlignmentFlag.AlignTop)
        self.box.addLayout(head)
        self.two = TwoVersions()
        self.two.chosen.connect(lambda keeps: self.chosen.emit(self.shape.path, bool(keeps)))
        self.box.addWidget(self.two)
        self.fields = QVBoxLayout()
        self.fields.setSpacing(px(12 if size == "desk" else 20))
        self.box.addLayout(self.fields)
        self._moves: list[QShortcut] = []
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            self._moves.append(shortcut)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self.moved.emit(self.shape.path, by))
        self.show_shape(shape, is_fixed=is_fixed)

    def show_shape(self, shape: CardShape, *, is_fixed: bool = False) -> None:
        """Shows the card as it stands now; editors that stand already stay as they are. is_fixed: nothing can be done with it."""
        self.shape = shape
        self.title.setText(shape.title)
        self.two.show_standings(shape.standings, ROW_STANDS)
        self.setAccessibleName(f"{shape.title}, {shape.place} af {shape.count}")
        for button, words in ((self.up, "Flyt op"), (self.down, "Flyt ned"), (self.away, "Tag væk")):
            button.setAccessibleName(f"{words}: {shape.title}")
        self.up.setVisible(shape.place > 1 and not shape.is_new and not is_fixed)
        self.down.setVisible(shape.place < shape.count and not shape.is_new and not is_fixed)
        self.away.setVisible(not is_fixed)
        for shortcut in self._moves:
            shortcut.setEnabled(not is_fixed)
        place_in_order(self.fields, [self.host.editor(path) for path in shape.fields])


class RowsCards(QWidget):
    """All rows of one field. The wishes of the person go to the presenter, whose answer comes back as another shape."""

    added = Signal(str)
    moved = Signal(str, int)
    removed = Signal(str)
    restored = Signal(str)
    chosen = Signal(str, bool)

    def __init__(self, shape: RowsShape, host: FieldHost, size: Size = "desk") -> None:
        super().__init__()
        self.shape = shape
        self._host = host
        self._size: Size = size
        self._cards: dict[str, RowCard] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8 if size == "desk" else 16))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.title = Text("", "h3" if size == "desk" else "visit")
        self.help = Text("", "muted" if size == "desk" else "large")
        self.problem = Note("", "wrong")
        self._list = QVBoxLayout()
        self._list.setSpacing(px(12))
        self._gone = QVBoxLayout()
        self._gone.setSpacing(px(8))
        self.add = Button("Tilføj en mere", lambda: self.added.emit(self.shape.path), shortcut="")
        box.addWidget(self.title)
        box.addWidget(self.help)
        box.addWidget(self.problem)
        box.addLayout(self._list)
        box.addLayout(self._gone)
        box.addWidget(self.add)
        shortcut = QShortcut(QKeySequence("Ctrl+I"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.add.click)
        self._gone_lines: list[QWidget] = []
        self.show_shape(shape)

    def show_shape(self, shape: RowsShape) -> None:
        """Shows the rows as they stand now."""
        self.shape = shape
        self.title.setText(shape.title)
        self.help.setText(shape.help)
        self.help.setVisible(bool(shape.help))
        self.problem.say(shape.problem)
        self.add.setVisible(shape.may_add)
        self.add.setEnabled(shape.may_add)
        self.add.say("Tilføj en mere  Ctrl+I" if shape.cards else "Tilføj  Ctrl+I")
        self.add.setAccessibleName(f"Tilføj: {shape.title}")
        paths = {card.path for card in shape.cards}
        for path in [one for one in self._cards if one not in paths]:
            card = self._cards.pop(path)
            card.hide()
            card.setParent(None)
            card.deleteLater()
        place_in_order(self._list, [self._card(card) for card in shape.cards])
        self._show_gone()

    def focus_choice(self, row_path: str) -> bool:
        """To the two versions of a disputed row; False where it is none."""
        card = self._cards.get(row_path)
        two = card.two if card is not None else next((one for one in self._gone_lines if one.objectName() == row_path), None)
        if not isinstance(two, TwoVersions) or two.isHidden():
            return False
        two.take_focus()
        return True

    def card(self, row_path: str) -> RowCard | None:
        """The card of a row."""
        return self._cards.get(row_path)

    def _card(self, shape: CardShape) -> RowCard:
        card = self._cards.get(shape.path)
        if card is None:
            card = self._cards[shape.path] = RowCard(shape, self._host, self._size, is_fixed=self.shape.is_fixed)
            card.moved.connect(self.moved)
            card.removed.connect(self.removed)
            card.chosen.connect(self.chosen)
        else:
            card.show_shape(shape, is_fixed=self.shape.is_fixed)
        return card

    def _show_gone(self) -> None:
        for line in self._gone_lines:
            line.hide()
            line.deleteLater()
        self._gone_lines = []
        for row_path, title in self.shape.removed:
            undo = Button("Fortryd", name=f"Fortryd: {title}")
            undo.clicked.connect(lambda _=False, path=row_path: self.restored.emit(path))
            line = Row(Note(f"»{title}« er taget væk.", "told", parent=self), undo, parent=self)
            self._gone_lines.append(line)
            self._gone.addWidget(line)
        for row_path, standings in self.shape.out:
            two = out_of_sight(row_path, standings, self.chosen.emit, self)
            self._gone_lines.append(two)
            self._gone.addWidget(two)


def out_of_sight(
    row_path: str, standings: Sequence[StandingView], choose: Callable[[str, bool], object], parent: QWidget
) -> TwoVersions:
    """The two versions of a row that does not stand, and that somebody wants all the same."""
    two = TwoVersions(parent)
    two.setObjectName(row_path)
    two.show_standings(standings, ROW_IS_OUT)
    two.chosen.connect(lambda keeps: choose(row_path, bool(keeps)))
    return two


def place_in_order(box: QVBoxLayout, widgets: Sequence[QWidget]) -> None:
    """Puts widgets into a layout in this order, moving only those that stand wrong, so that the keyboard's place is not lost."""
    for index, widget in enumerate(widgets):
        if box.indexOf(widget) != index:  # not itemAt: see tab_order
            box.insertWidget(index, widget)
            widget.show()
