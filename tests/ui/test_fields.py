"""Field editors: what keys and touches do, and what a screen reader is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from forms.model import Kind
from tests.support.accessibles import unnamed
from ui import theme
from ui.fields.base import FieldEditor, Size
from ui.fields.chosen import ChoicesEditor, YesNoEditor
from ui.fields.editors import EDITORS, editor_for
from ui.fields.written import LineEditor, TextEditor
from ui.form.two_versions import marked_up
from ui.presenters.field_view import FieldView, OptionView, QuickWord, StandingView

Show = Callable[..., Any]
OPTIONS = (OptionView("a", "Dit hjem"), OptionView("b", "Din gæld"), OptionView("c", "Din medicin"))


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    def made(kind: Kind, size: Size = "desk", **more: Any) -> FieldEditor:
        editor = editor_for(FieldView("felt", kind, "Spørgsmål?", **more), size)
        qtbot.addWidget(editor)
        editor.resize(900, 400)
        editor.show()
        editor.take_focus()
        return editor

    return made


class Heard:
    """What an editor told."""

    def __init__(self, editor: FieldEditor) -> None:
        self.typed: list[tuple[str, int]] = []
        self.answered: list[object] = []
        self.went_on = 0
        editor.typed.connect(lambda _path, text, caret: self.typed.append((text, caret)))
        editor.answered.connect(lambda _path, value: self.answered.append(value))
        editor.went_on.connect(self._on_went_on)

    def _on_went_on(self, _path: str) -> None:
        self.went_on += 1


def test_every_kind_has_an_editor_with_a_name_and_a_buddy(show: Show) -> None:
    for kind in EDITORS:
        editor = show(kind, help="Hjælp.", options=OPTIONS)
        assert unnamed(editor) == [], kind
        if kind != "fixed":
            assert editor.label.buddy() is not None, kind


@pytest.mark.parametrize(("key", "answer"), [(Qt.Key.Key_J, True), (Qt.Key.Key_N, False)])
def test_j_and_n_answer_and_go_on(show: Show, key: Qt.Key, answer: bool) -> None:
    editor = show("yes_no", "table")
    heard = Heard(editor)
    QTest.keyClick(editor.focus_target(), key)
    assert (heard.answered, heard.went_on) == ([answer], 1)


def test_a_touch_on_yes_answers_and_stays_since_a_finger_may_slip(show: Show) -> None:
    editor = show("yes_no", "table")
    assert isinstance(editor, YesNoEditor)
    heard = Heard(editor)
    QTest.mouseClick(editor.buttons[0], Qt.MouseButton.LeftButton)
    assert (heard.answered, heard.went_on) == ([True], 0)


def test_no_is_as_large_as_yes(show: Show) -> None:
    for size in ("desk", "table"):
        editor = show("yes_no", size, options=(OptionView("ja", "Ja"), OptionView("nej", "Nej, ingen nu")))
        assert isinstance(editor, YesNoEditor)
        yes, no = editor.buttons
        assert yes.size() == no.size()
        assert yes.height() >= theme.TARGET


def test_arrows_move_between_answers_without_choosing(show: Show) -> None:
    editor = show("choice", options=OPTIONS)
    heard = Heard(editor)
    QTest.keyClick(editor.buttons[0], Qt.Key.Key_Right)
    assert heard.answered == []
    assert editor.focusWidget() is editor.buttons[1]
    QTest.keyClick(editor.buttons[1], Qt.Key.Key_Space)
    assert heard.answered == ["b"]


def test_several_words_are_ticked_each_by_itself_also_by_number(show: Show) -> None:
    editor = show("choices", options=OPTIONS, value=["a"])
    assert isinstance(editor, ChoicesEditor)
    heard = Heard(editor)
    QTest.keyClick(editor.buttons[0], Qt.Key.Key_3)
    assert heard.answered == [["a", "c"]]


def test_enter_goes_on_at_the_table_and_shift_enter_makes_a_line(show: Show) -> None:
    editor = show("text", "table", text="Sove")
    assert isinstance(editor, TextEditor)
    heard = Heard(editor)
    QTest.keyClick(editor.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert heard.went_on == 0
    assert "\n" in editor.text.toPlainText()
    QTest.keyClick(editor.text, Qt.Key.Key_Return)
    assert heard.went_on == 1


def test_at_the_desk_enter_makes_a_line_in_a_text_and_goes_on_from_a_line(show: Show) -> None:
    text = show("text", text="a")
    assert isinstance(text, TextEditor)
    heard = Heard(text)
    QTest.keyClick(text.text, Qt.Key.Key_Return)
    assert heard.went_on == 0
    line = show("line", text="a")
    heard = Heard(line)
    QTest.keyClick(line.focus_target(), Qt.Key.Key_Return)
    assert heard.went_on == 1


def test_every_key_is_told_with_the_caret(show: Show) -> None:
    editor = show("line")
    heard = Heard(editor)
    QTest.keyClicks(editor.focus_target(), "Bo")
    assert heard.typed == [("B", 1), ("Bo", 2)]


def test_a_long_text_makes_the_field_grow_up_to_a_screenful(show: Show, qtbot: QtBot) -> None:
    editor = show("text", lines=2)
    assert isinstance(editor, TextEditor)
    low = editor.text.height()
    editor.show_view(FieldView("felt", "text", "Spørgsmål?", text="\n".join("abc" for _ in range(9)), lines=2))
    qtbot.waitUntil(lambda: editor.text.height() > low * 2)
    editor.show_view(FieldView("felt", "text", "Spørgsmål?", text="\n".join("abc" for _ in range(400)), lines=2))
    qtbot.waitUntil(lambda: editor.text.height() > low * 3)
    assert editor.text.height() < 20 * editor.text.fontMetrics().lineSpacing()


def test_what_comes_back_while_someone_types_does_not_move_the_caret(show: Show) -> None:
    editor = show("line")
    assert isinstance(editor, LineEditor)
    QTest.keyClicks(editor.line, "Sove bedre")
    editor.line.setCursorPosition(4)
    editor.show_view(editor.view.typed("Sove bedre"))
    assert (editor.line.text(), editor.line.cursorPosition()) == ("Sove bedre", 4)


def test_a_cpr_number_shows_only_while_the_keyboard_is_in_it(show: Show) -> None:
    editor = show("cpr", text="670180-1234", hidden_text="670180-••••")
    other = show("line")
    assert isinstance(editor, LineEditor)
    other.take_focus()
    editor.show_view(editor.view)
    assert editor.line.text() == "670180-••••"
    told = QAccessible.queryAccessibleInterface(editor.line).text(QAccessible.Text.Value)
    assert "1234" not in told


def test_a_problem_stands_beside_the_field_and_is_read_first(show: Show) -> None:
    editor = show("phone", text="12", problem="Det er ikke et telefonnummer. Skriv otte cifre.", help="Også mobil.")
    assert editor.problem.isVisible()
    told = editor.focus_target().accessibleDescription()
    assert told.index("telefonnummer") < told.index("mobil")


def test_a_quick_word_is_touched_instead_of_typed_and_the_field_keeps_the_keyboard(show: Show) -> None:
    editor = show("date", quick=(QuickWord("i morgen", "i morgen"),))
    taken: list[str] = []
    editor.took_offer.connect(lambda _path, text: taken.append(text))
    button = editor.offers.findChildren(type(editor.offers.children()[-1]))[-1]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert taken == ["i morgen"]
    assert editor.holds_focus()


def test_four_ways_to_sign_are_equally_large_and_a_name_is_written_only_on_the_screen(show: Show) -> None:
    editor = show("signature", "table")
    heard = Heard(editor)
    assert len({button.size().toTuple() for button in editor.buttons}) == 1
    QTest.mouseClick(editor.buttons[3], Qt.MouseButton.LeftButton)
    assert heard.answered == [{"how": "vil_ikke"}]
    editor.show_view(FieldView("felt", "signature", "Navn?", value={"how": "vil_ikke"}))
    assert "helt i orden" in editor.says.text()
    assert not editor.name.isVisible()
    editor.show_view(FieldView("felt", "signature", "Navn?", value={"how": "skaerm"}))
    QTest.keyClicks(editor.name, "Anna")
    assert heard.answered[-1] == {"how": "skaerm", "name": "Anna"}


def test_of_two_texts_one_is_chosen_by_a_button(show: Show) -> None:
    standings = (
        StandingView("Lise · i dag kl. 9.00", "Sove bedre", (("Sove ", False), ("bedre", True))),
        StandingView("Bo · i dag kl. 9.05", "Sove godt", (("Sove ", False), ("godt", True))),
    )
    editor = show("line", text="Sove bedre", standings=standings, both="Sove bedre / Sove godt")
    chosen: list[object] = []
    editor.chose.connect(lambda _path, value: chosen.append(value))
    assert editor.two.isVisible()
    editor.two.choose("Sove godt")
    QTest.mouseClick(editor.two.keep, Qt.MouseButton.LeftButton)
    assert chosen == ["Sove godt", "Sove bedre / Sove godt"]
    editor.show_view(FieldView("felt", "line", "Spørgsmål?", text="Sove godt"))
    assert not editor.two.isVisible() and not editor.two.keep.isVisible()


def test_whatever_was_written_is_shown_as_it_stands_and_never_as_markup() -> None:
    assert marked_up((("<b>1 & 2</b>\n", False), ("<i>", True))) == "&lt;b&gt;1 &amp; 2&lt;/b&gt;<br><b><u>&lt;i&gt;</u></b>"
