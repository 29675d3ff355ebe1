"""The look: contrast, sizes, and the storyboard's own colours."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.theme import DARK, LIGHT, Theme, Tokens

LOOKS = {"light": LIGHT, "dark": DARK}


def luminance(color: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [value / 255 for value in QColor(color).getRgb()[:3]]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("token", ["ink", "muted", "primary", "due", "over", "done"])
def test_text_is_read_on_table_and_paper(look: str, token: str) -> None:
    tokens = LOOKS[look]
    for ground in (tokens.bg, tokens.surface):
        assert contrast(getattr(tokens, token), ground) >= 4.5


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("token", ["line", "focus"])
def test_borders_and_the_focus_ring_stand_out(look: str, token: str) -> None:
    tokens = LOOKS[look]
    for ground in (tokens.bg, tokens.surface):
        assert contrast(getattr(tokens, token), ground) >= 3


@pytest.mark.parametrize("look", LOOKS)
def test_what_the_style_sheet_mixes_is_read_too(look: str) -> None:
    tokens, names = LOOKS[look], theme._names(Theme(dark=look == "dark"))
    for ground in ("hover", "pressed", "chosen"):
        assert contrast(tokens.ink, names[ground]) >= 4.5, ground
    for ground in ("primary", "primary_hover", "primary_pressed"):
        assert contrast(tokens.on_primary, names[ground]) >= 4.5, ground
    assert contrast(tokens.muted, names["off"]) >= 4.5


def test_the_tokens_are_the_storyboards() -> None:
    wanted = Tokens(
        bg="#FAF8F4", surface="#FFFFFF", ink="#1B2530", muted="#55606B", line="#7E868E", primary="#0B5A5E", due="#8A5200",
        over="#A3201D", done="#2B6A3A", focus="#1F5FBF", on_primary="#FFFFFF",
    )  # fmt: skip
    assert wanted == LIGHT
    assert (DARK.bg, DARK.surface, DARK.ink, DARK.muted, DARK.line) == ("#14181C", "#1D2329", "#EDF0F2", "#B3BCC4", "#727C86")
    assert (DARK.primary, DARK.due, DARK.over, DARK.done, DARK.focus) == ("#6CC5C9", "#F0B45A", "#FF9A92", "#8BD19C", "#8AB8FF")


def test_text_is_the_programs_own_font_and_grows(qapp: QApplication) -> None:
    theme.apply(qapp, scale=200)
    try:
        label = QLabel("Rygsæk")
        label.ensurePolished()
        assert QFontInfo(label.font()).family() == theme.FAMILY
        assert label.font().pixelSize() == 32
    finally:
        theme.apply(qapp)


def test_a_size_beyond_the_offer_is_kept_within(qapp: QApplication) -> None:
    assert theme.apply(qapp, scale=900).scale == 200
    assert theme.apply(qapp, scale=1).scale == 100


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("look", ["", "primary", "plain", "section"])
def test_a_button_has_one_mark_of_the_keyboard(qapp: QApplication, look: str, dark: bool) -> None:
    """The ring is drawn round it; within, a button that has the keyboard looks as one that has it not."""
    theme.apply(qapp, dark=dark)
    room = QWidget()
    room.setLayout(QVBoxLayout())
    other, button = QPushButton("Et andet sted"), QPushButton("Gem")
    for one in (other, button):
        one.setProperty("look", look)
        room.layout().addWidget(one)
    try:
        room.show()
        room.activateWindow()
        other.setFocus()
        qapp.processEvents()
        without = button.grab().toImage()
        QTest.keyClick(other, Qt.Key.Key_Tab)  # a mark of the system's own is drawn for the keyboard alone
        assert button.hasFocus()
        with_ring = button.grab().toImage()
        assert without != with_ring, "the ring is seen"
        inside = without.rect().adjusted(8, 4, -8, -4)  # the ring is 3 wide, and its corners are round
        assert without.copy(inside) == with_ring.copy(inside)
    finally:
        room.close()
        theme.apply(qapp)
