"""The style sheet as one template: what each kind of widget looks like, in tokens and sizes alone.

The focus ring takes the place of the line and its margin, so that nothing moves when focus does. `$name` is a token,
`@16@` a size in pixels at 100 %.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from string import Template

SHEET = """
* { font-family: "$family"; font-size: @16@px; color: $ink; }
QWidget#window, QWidget[look="page"], QScrollArea[look="column"], QWidget[look="column"] { background: $bg; border: 0; }
QWidget[look="plain"] { background: transparent; border: 0; }
QToolTip { background: $surface; color: $ink; border: 1px solid $line; padding: @4@px; }

QLabel { background: transparent; border: 0; padding: 0; }
*[at="table"] QLabel { font-size: @20@px; }
QLabel[look="visit"] { font-size: @36@px; font-weight: 600; }
QLabel[look="h1"] { font-size: @31@px; font-weight: 600; }
QLabel[look="h2"] { font-size: @25@px; font-weight: 600; }
QLabel[look="h3"] { font-size: @20@px; font-weight: 600; }
QLabel[look="strong"] { font-weight: 600; }
QLabel[look="large"] { font-size: @20@px; }
QLabel[look="table"] { font-size: @24@px; }
QLabel[look="small"] { font-size: @14@px; color: $muted; }
QLabel[look="muted"] { color: $muted; }
QLabel[look="due"] { color: $due; }
QLabel[look="over"] { color: $over; }
QLabel[look="done"] { color: $done; }
QLabel[look="words"] { font-size: @25@px; font-weight: 600; }

QFrame[look="card"] { background: $surface; border: 1px solid $hairline; border-radius: @8@px; }
QFrame[look="word"] { background: $bg; border: 0; border-radius: @8@px; }
QFrame[look="panel"] { background: $surface; border: 1px solid $line; border-radius: @8@px; }
QFrame[look="bar"] { background: $bg; border: 0; border-bottom: 1px solid $hairline; }
QFrame[look="foot"] { background: $bg; border: 0; border-top: 1px solid $hairline; }
QFrame[look="notice"] { background: $surface; border: 0; border-bottom: 1px solid $line; }
QFrame[look="line"] { background: $hairline; border: 0; min-height: 1px; max-height: 1px; }

QPushButton { outline: none; background: $surface; color: $ink; border: 1px solid $line; margin: 2px; border-radius: @8@px;
  padding: 0 @16@px; min-height: @42@px; min-width: @42@px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:focus { border: 3px solid $focus; margin: 0; }
QPushButton:disabled { color: $muted; background: $off; border-color: $off; }
QPushButton[look="primary"] { background: $primary; color: $on_primary; border: 1px solid $primary; font-weight: 600; }
QPushButton[look="primary"]:hover { background: $primary_hover; }
QPushButton[look="primary"]:pressed { background: $primary_pressed; }
QPushButton[look="primary"]:focus { border: 3px solid $focus; margin: 0; background-clip: padding; }
QPushButton[look="primary"]:disabled { color: $muted; background: $off; border-color: $off; }
QPushButton[look="plain"] { background: transparent; border: 1px solid transparent; color: $primary; text-decoration: underline;
  padding: 0 @8@px; }
QPushButton[look="plain"]:hover { background: $hover; }
QPushButton[look="plain"]:focus { border: 3px solid $focus; margin: 0; }
QPushButton[look="plain"]:disabled { color: $muted; }
*[at="table"] QPushButton { font-size: @20@px; min-height: @50@px; padding: 0 @20@px; }
*[room="small"] QPushButton { padding: 0 @4@px; }
*[room="tight"] QPushButton { padding: 0 @4@px; min-height: @28@px; }
*[at="table"] QPushButton[look="plain"] { padding: 0 @12@px; }
*[at="table"] QLabel[look="small"] { font-size: @16@px; }

QPushButton[look="section"] { background: transparent; border: 1px solid transparent; text-align: left; padding: 0; }
QPushButton[look="section"]:hover { background: $hover; }
QPushButton[look="section"][now="true"] { background: $chosen; border: 1px solid $primary; }
QPushButton[look="section"]:checked { background: $chosen; border: 1px solid $primary; }
QPushButton[look="section"]:focus { border: 3px solid $focus; margin: 0; }

QLineEdit, QPlainTextEdit, QTextEdit { background: $surface; color: $ink; border: 1px solid $line; margin: 2px;
  border-radius: @8@px; padding: @4@px @12@px; selection-background-color: $primary; selection-color: $on_primary; }
QLineEdit { min-height: @34@px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 3px solid $focus; margin: 0; }
QLineEdit:read-only, QPlainTextEdit:read-only { background: $bg; }
QLineEdit[look="large"] { font-size: @20@px; min-height: @42@px; }
QLineEdit[look="table"], QPlainTextEdit[look="table"] { font-size: @24@px; }
QLineEdit[look="table"] { min-height: @48@px; }

QComboBox { background: $surface; color: $ink; border: 1px solid $line; margin: 2px; border-radius: @8@px;
  padding: 0 @12@px; min-height: @42@px; }
QComboBox:focus { border: 3px solid $focus; margin: 0; }
QComboBox::drop-down { border: 0; width: @32@px; }
QComboBox QAbstractItemView { background: $surface; color: $ink; border: 1px solid $line; outline: 0;
  selection-background-color: $chosen; selection-color: $ink; }
QComboBox QAbstractItemView::item { min-height: @44@px; padding: 0 @12@px; }

QMenu { background: $surface; color: $ink; border: 1px solid $line; border-radius: @8@px; padding: @4@px; }
QMenu::item { min-height: @44@px; padding: 0 @24@px 0 @16@px; border: 3px solid transparent; border-radius: @4@px; }
QMenu::item:selected { background: $chosen; border-color: $focus; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $hairline; margin: @4@px; }

QListView { background: $surface; border: 1px solid $hairline; margin: 2px; border-radius: @8@px; outline: 0; }

QScrollArea { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: @14@px; margin: 0; }
QScrollBar::handle:vertical { background: $line; border-radius: @4@px; min-height: @44@px; margin: @3@px; }
QScrollBar:horizontal { background: transparent; height: @14@px; margin: 0; }
QScrollBar::handle:horizontal { background: $line; border-radius: @4@px; min-width: @44@px; margin: @3@px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; border: 0;
  width: 0; height: 0; }

QProgressBar { background: $off; border: 0; border-radius: @4@px; max-height: @8@px; min-height: @8@px; }
QProgressBar::chunk { background: $primary; border-radius: @4@px; }
"""


def style_sheet(names: Mapping[str, str], px: Callable[[float], int]) -> str:
    """The sheet with tokens and sizes put in. px: pixels at the present text size for a size at 100 %."""
    sized = re.sub(r"@(\d+)@", lambda found: str(px(float(found[1]))), SHEET)
    return Template(sized).substitute(names)
