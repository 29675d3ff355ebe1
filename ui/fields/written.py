"""What is typed: a line, a text that grows with what stands in it, and lines for numbers, phones, mail, times and CPR numbers."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from ui import theme
from ui.fields.base import ENTER_KEYS, FieldEditor
from ui.parts.widgets import Row, px
from ui.presenters.field_view import FieldView

HINTS = {
    "phone": Qt.InputMethodHint.ImhDialableCharactersOnly,
    "number": Qt.InputMethodHint.ImhFormattedNumbersOnly,
    "mail": Qt.InputMethodHint.ImhEmailCharactersOnly,
    "cpr": Qt.InputMethodHint.ImhPreferNumbers,
    "date": Qt.InputMethodHint.ImhNone,
    "time": Qt.InputMethodHint.ImhNone,
}
WIDE = {"line": 68, "person": 44, "mail": 44, "date": 24, "phone": 20, "time": 12, "number": 12, "cpr": 16}
"""Width of a line in signs: how long the answer is meant to be shows before a word is read."""


class LineEditor(FieldEditor):
    """One line."""

    def make_control(self) -> QWidget:
        self.line = QLineEdit()
        self.line.setMaxLength(4_000)
        # what is typed about a citizen must not end up in a keyboard's dictionary of learnt words
        hints = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        self.line.setInputMethodHints(hints | HINTS.get(self.view.kind, Qt.InputMethodHint.ImhNone))
        size = theme.BASE if self.size_kind == "desk" else 24
        if self.size_kind == "table":
            self.line.setProperty("look", "table")
        line_px = theme.current().line_width(size)
        self.line.setMaximumWidth(round(line_px * min(1.0, WIDE.get(self.view.kind, 68) / theme.LINE_CHARS)) + px(32))
        self.line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.line.textEdited.connect(self._on_edited)
        return Row(self.line, self.offers) if self.view.kind == "date" else self.line

    def focus_target(self) -> QWidget:
        return self.line

    def show_value(self, view: FieldView) -> None:
        self.line.setReadOnly(view.is_read_only)
        shown = view.hidden_text if view.hidden_text and not self.line.hasFocus() else view.text
        if not _is_same(self.line.text(), shown, self.line.hasFocus()):
            self.line.setText(shown)
        if not view.is_read_only and not view.suggests:
            self.offers.show_words(view.quick)

    def take_focus(self, caret: int = -1, blanks: str = "") -> None:
        super().take_focus(caret)
        if caret < 0:
            self.line.selectAll()  # typing writes anew, Enter keeps what stands
            return
        if blanks and caret == len(self.line.text() + blanks):
            self.line.setText(self.line.text() + blanks)
        self.line.setCursorPosition(caret)

    def _on_edited(self, text: str) -> None:
        self.typed.emit(self.view.path, text, self.line.cursorPosition())
        if self.view.suggests:
            self.asked_offers.emit(self.view.path, text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and watched is self.line:
            if self.view.hidden_text and self.line.text() == self.view.hidden_text:
                self.line.setText(self.view.text)
            if self.view.suggests and not self.line.text():
                self.asked_offers.emit(self.view.path, "")
        return super().eventFilter(watched, event)


class CprEditor(LineEditor):
    """A CPR number: shown only while someone types in it, and at the table not even then what stood before."""

    def on_focus_lost(self) -> None:
        super().on_focus_lost()
        if self.view.hidden_text and not self.view.problem:
            self.line.setText(self.view.hidden_text)


class GrowingText(QPlainTextEdit):
    """A text field as high as what is written in it, from a few lines up to a screenful."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = max(2, lines)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())

    def _fit(self) -> None:
        rows = max(self._lines, round(self.document().size().height()))
        height = rows * self.fontMetrics().lineSpacing() + round(2 * self.document().documentMargin()) + px(24)
        height = min(height, 14 * self.fontMetrics().lineSpacing())
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def sizeHint(self) -> QSize:
        return QSize(px(480), self.minimumHeight())


class TextEditor(FieldEditor):
    """A text of several lines. At the table Enter goes on and Shift+Enter makes a line; at the desk Enter makes one."""

    def make_control(self) -> QWidget:
        self.text = GrowingText(self.view.lines)
        self.text.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhMultiLine)
        if self.size_kind == "table":
            self.text.setProperty("look", "table")
        self.text.setMaximumWidth(theme.current().line_width(theme.BASE if self.size_kind == "desk" else 24) + px(32))
        self._is_showing = False
        self.text.textChanged.connect(self._on_edited)
        return self.text

    def show_value(self, view: FieldView) -> None:
        self.text.setReadOnly(view.is_read_only)
        if not _is_same(self.text.toPlainText(), view.text, self.text.hasFocus()):
            self._is_showing = True
            self.text.setPlainText(view.text)
            self._is_showing = False

    def take_focus(self, caret: int = -1, blanks: str = "") -> None:
        super().take_focus(caret)
        cursor = self.text.textCursor()
        if blanks and caret == len(self.text.toPlainText() + blanks):
            self._is_showing = True
            self.text.setPlainText(self.text.toPlainText() + blanks)
            self._is_showing = False
        if caret < 0:
            cursor.movePosition(QTextCursor.MoveOperation.End)
        else:
            cursor.setPosition(min(caret, len(self.text.toPlainText())))
        self.text.setTextCursor(cursor)
        self.text.ensureCursorVisible()

    def _on_edited(self) -> None:
        if not self._is_showing:
            self.typed.emit(self.view.path, self.text.toPlainText(), self.text.textCursor().position())

    def is_going_on(self, event: QKeyEvent) -> bool:
        if event.key() in ENTER_KEYS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False  # the page's own key
        return self.size_kind == "table" and super().is_going_on(event)


def _is_same(shown: str, wanted: str, is_focused: bool) -> bool:
    """Whether the text need not be put in anew; while someone stands in it, a blank at its end is no difference."""
    return shown == wanted or (is_focused and shown.split() == wanted.split())
