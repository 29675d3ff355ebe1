"""Rows as lines on one page at the table: what is there already, and one that waits. Nothing to press before writing one more."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.fields.base import FieldEditor
from ui.form.field_host import FieldHost
from ui.form.rows import out_of_sight, place_in_order
from ui.form.two_versions import TwoVersions
from ui.parts.widgets import Button, Note, Row, Text, px
from ui.presenters.field_words import ROW_STANDS
from ui.presenters.form_shape import CardShape, RowsShape

SIDE_BY_SIDE = 720
"""Width in pixels at 100 % from which a row's cells stand two by two."""


NARROW = 520
"""Under this the word that takes a row away stands below it."""
ROOMY = 320
"""From this a row has a margin as other cards have."""


class RowLine(QFrame):
    """One row: its number, its cells, and a word to take it away. chosen: whether a disputed one is to stand."""

    removed = Signal(str)
    chosen = Signal(str, bool)

    def __init__(self, shape: CardShape, host: FieldHost) -> None:
        super().__init__()
        self.shape = shape
        self._host = host
        self.number = Text("", "table", wrap=False)
        self.number.setFixedWidth(px(40))
        self.away = Button("Tag væk", lambda: self.removed.emit(self.shape.path), look="plain", parent=self)
        self.cells = QGridLayout()
        self.cells.setHorizontalSpacing(px(24))
        self.cells.setVerticalSpacing(px(12))
        self._row = QGridLayout(self)
        self._row.setSpacing(px(8))
        self._row.addWidget(self.number, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(self.cells, 0, 1)
        self._row.setColumnStretch(1, 1)
        self.two = TwoVersions()
        self.two.chosen.connect(lambda keeps: self.chosen.emit(self.shape.path, bool(keeps)))
        self._row.addWidget(self.two, 2, 1)
        self._placed: list[tuple[FieldEditor, int, int]] = []
        self.show_shape(shape)

    def show_shape(self, shape: CardShape) -> None:
        """Shows the row as it stands now."""
        self.shape = shape
        is_single = len(shape.fields) == 1
        self.setProperty("look", "plain" if is_single else "card")
        self.number.setText(f"{shape.place}.")
        self.two.show_standings(shape.standings, ROW_STANDS)
        self.setAccessibleName(f"{shape.title}, {shape.place} af {shape.count}")
        self.away.setAccessibleName(f"Tag væk: {shape.title}")
        policy = self.away.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.away.setSizePolicy(policy)
        self.away.setVisible(not shape.is_new)
        editors = [self._host.editor(path) for path in shape.fields]
        for editor in editors:
            editor.shows_label = not is_single
            editor.label.setVisible(not is_single)
            editor.label.setProperty("look", "strong")
        self._place(editors)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place([self._host.editor(path) for path in self.shape.fields])

    def _place(self, editors: list[FieldEditor]) -> None:
        """Two beside each other where there is room."""
        columns = 2 if len(editors) > 1 and self.width() >= px(SIDE_BY_SIDE) else 1
        is_narrow = self.width() < px(NARROW)
        margin = 0 if self.property("look") == "plain" else px(16 if self.width() >= px(ROOMY) else 8)
        self._row.setContentsMargins(margin, margin, margin, margin)
        beside = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
        self._row.addWidget(self.away, *((1, 1) if is_narrow else (0, 2)), beside)
        wanted = [(editor, number // columns, number % columns) for number, editor in enumerate(editors)]
        if wanted == self._placed:
            return
        self._placed = wanted
        for editor, row, column in wanted:
            self.cells.addWidget(editor, row, column, Qt.AlignmentFlag.AlignTop)
            editor.show()
        self.cells.setColumnStretch(0, 1)
        self.cells.setColumnStretch(1, columns - 1)


class ListRows(QWidget):
    """All rows of one field. heading: shown only where other questions stand on the page."""

    removed = Signal(str)
    restored = Signal(str)
    chosen = Signal(str, bool)

    def __init__(self, shape: RowsShape, host: FieldHost, *, heading: bool) -> None:
        super().__init__()
        self.shape = shape
        self._host = host
        self._lines: dict[str, RowLine] = {}
        self._has_heading = heading
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(12))
        self.title = Text("", "h2")
        self.help = Text("", "large")
        self._list = QVBoxLayout()
        self._list.setSpacing(px(12))
        self._gone = QVBoxLayout()
        box.addWidget(self.title)
        box.addLayout(self._list)
        box.addLayout(self._gone)
        box.addWidget(self.help)
        self._gone_lines: list[QWidget] = []
        shortcut = QShortcut(QKeySequence("Ctrl+I"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.focus_waiting)
        self.show_shape(shape)

    def show_shape(self, shape: RowsShape) -> None:
        """Shows the rows as they stand now."""
        self.shape = shape
        self.setAccessibleName(shape.title)
        for label, text in ((self.title, shape.title if self._has_heading else ""), (self.help, shape.help)):
            label.setText(text)
            label.setVisible(bool(text))
        paths = {card.path for card in shape.cards}
        for path in [one for one in self._lines if one not in paths]:
            old = self._lines.pop(path)
            old.hide()
            old.setParent(None)
            old.deleteLater()
        place_in_order(self._list, [self._line(card) for card in shape.cards])
        for gone in self._gone_lines:
            gone.hide()
            gone.deleteLater()
        self._gone_lines = []
        for row_path, title in shape.removed:
            undo = Button("Fortryd", name=f"Fortryd: {title}")
            undo.clicked.connect(lambda _=False, path=row_path: self.restored.emit(path))
            line = Row(Note(f"»{title}« er taget væk.", "told", parent=self), undo, parent=self)
            self._gone_lines.append(line)
            self._gone.addWidget(line)
        for row_path, standings in shape.out:
            two = out_of_sight(row_path, standings, self.chosen.emit, self)
            self._gone_lines.append(two)
            self._gone.addWidget(two)

    def focus_waiting(self) -> None:
        """Moves the keyboard to the line that waits."""
        waiting = next((card for card in self.shape.cards if card.is_waiting), None)
        if waiting is not None and waiting.fields:
            self._host.focus(waiting.fields[0])

    def _line(self, shape: CardShape) -> RowLine:
        line = self._lines.get(shape.path)
        if line is None:
            line = self._lines[shape.path] = RowLine(shape, self._host)
            line.removed.connect(self.removed)
            line.chosen.connect(self.chosen)
        else:
            line.show_shape(shape)
        return line
