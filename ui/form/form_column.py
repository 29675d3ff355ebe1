"""The fields of one section under each other, rows as cards: built anew for another section, else mended in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.fields.base import Size
from ui.form.field_host import FieldHost
from ui.form.rows import RowsCards, place_in_order
from ui.page import Column
from ui.parts.tab_order import follow_the_eye
from ui.parts.widgets import Heading, Text, px
from ui.presenters.editing import Editing
from ui.presenters.form_shape import FieldShape, Item, RowsShape, item_paths


class FormColumn(Column):
    """One section: heading, introduction, fields and rows."""

    def __init__(self, editing: Editing, host: FieldHost, size: Size = "desk") -> None:
        super().__init__(width=760, gap=20, centred=False)
        self._editing = editing
        self._host = host
        self._size: Size = size
        self._rows: dict[str, RowsCards] = {}
        self.title = Heading("", 2)
        self.intro = Text("", "muted")
        self._fields = QVBoxLayout()
        self._fields.setSpacing(px(20))
        self.box.addWidget(self.title)
        self.box.addWidget(self.intro)
        self.box.addLayout(self._fields)
        self.box.addStretch(1)
        self.items: tuple[Item, ...] = ()

    def show_section(self, title: str, intro: str, items: Sequence[Item]) -> None:
        """Shows a section as it stands now. What stands already stays, with its text, caret and focus."""
        self.items = tuple(items)
        self.title.setText(title)
        self.intro.setText(intro)
        self.intro.setVisible(bool(intro))
        wanted = {item.path for item in items if isinstance(item, RowsShape)}
        paths = list(item_paths(self.items))
        widgets = [self._widget(item) for item in items]
        for path in [one for one in self._rows if one not in wanted]:
            rows = self._rows.pop(path)
            rows.hide()
            rows.setParent(None)
            rows.deleteLater()
        self._host.keep(paths)
        place_in_order(self._fields, widgets)
        follow_the_eye(self.sheet)

    def focus_first(self) -> None:
        """Puts the keyboard in the first empty field, else in the first; where there is none, on what adds a row."""
        paths = [path for path in item_paths(self.items) if self._editing.field(path).kind != "fixed"]
        empty = (path for path in paths if self._editing.is_empty(path) and not self._editing.field(path).computed)
        target = next(empty, paths[0] if paths else None)
        if target is not None:
            self._host.focus(target)
        elif self._rows:
            self.focus_rows(next(iter(self._rows)))

    def focus_rows(self, rows_id: str) -> bool:
        """To what adds a row; False where these rows are not on the page, or nothing more can be added."""
        rows = self._rows.get(rows_id)
        if rows is None or not rows.shape.may_add:
            return False
        rows.add.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def focus_row(self, row_path: str) -> bool:
        """To the two versions of a disputed row; False where it is none."""
        rows = self._rows.get(row_path.partition("/")[0])
        return rows is not None and rows.focus_choice(row_path)

    def _widget(self, item: Item) -> QWidget:
        if isinstance(item, FieldShape):
            return self._host.editor(item.path)
        rows = self._rows.get(item.path)
        if rows is not None:
            rows.show_shape(item)
            return rows
        rows = self._rows[item.path] = RowsCards(item, self._host, self._size)
        rows.added.connect(self._on_added)
        rows.moved.connect(self._on_moved)
        rows.removed.connect(self._editing.rows.remove)
        rows.restored.connect(self._editing.rows.restore)
        rows.chosen.connect(lambda path, keeps: self._editing.choose_row(path, keeps=keeps))
        return rows

    def _on_added(self, rows_id: str) -> None:
        row_path = self._editing.rows.add(rows_id)
        rows = self._rows.get(rows_id)
        card = rows.card(row_path) if rows else None
        if card is not None and card.shape.fields:
            self._host.focus(card.shape.fields[0])

    def _on_moved(self, row_path: str, by: int) -> None:
        focused = self._host.focused_path()
        self._editing.rows.move(row_path, by)
        if focused:
            self._host.focus(focused)
