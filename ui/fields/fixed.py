"""Text that only stands there to be read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.fields.base import FieldEditor
from ui.parts.widgets import Text
from ui.presenters.field_view import FieldView

NOTHING = "Ikke skrevet endnu"


class FixedEditor(FieldEditor):
    """Nothing to answer. The keyboard can stop here, so that a screen reader reads it."""

    def make_control(self) -> QWidget:
        self.words = Text("", "" if self.size_kind == "desk" else "table")
        self.words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return self.words

    def show_view(self, view: FieldView) -> None:
        super().show_view(view)
        self.label.hide()

    def show_value(self, view: FieldView) -> None:
        self.words.setText(view.label)
        self.words.setAccessibleDescription("")


class ShownEditor(FieldEditor):
    """A value that is worked out and never typed."""

    def make_control(self) -> QWidget:
        self.words = Text("", "" if self.size_kind == "desk" else "table")
        return self.words

    def show_value(self, view: FieldView) -> None:
        self.words.setText(view.said or view.text or NOTHING)
        self.said.hide()
