"""One look for every window: tokens, type, spacing, and the style sheet made from them.

Tokens are the storyboard's. A size is given in pixels at 100 % and grows with the text (`Theme.px`), so that targets,
gaps and lines keep their proportions to 200 %.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication

from ui import style_sheet

FAMILY = "Fira Sans"
STYLE = "fusion"
SMALL, BASE, LARGE, H2, H1, VISIT = 14, 16, 20, 25, 31, 36
"""Text sizes in pixels at 100 %: small print, text, large text, headings, and a heading at the table."""
GAPS = (4, 8, 12, 16, 24, 40)
RADIUS = 8
TARGET = 44
RING = 3
LINE_CHARS = 68
SCALES = (100, 125, 150, 175, 200)
"""Text sizes that the settings offer, in per cent."""


class Tokens(msgspec.Struct, frozen=True):
    """Colours by what they are for, as `#RRGGBB`. due, over and done never stand without a word and a shape."""

    bg: str
    surface: str
    ink: str
    muted: str
    line: str
    primary: str
    due: str
    over: str
    done: str
    focus: str
    on_primary: str


LIGHT = Tokens(
    bg="#FAF8F4", surface="#FFFFFF", ink="#1B2530", muted="#55606B", line="#7E868E", primary="#0B5A5E",
    due="#8A5200", over="#A3201D", done="#2B6A3A", focus="#1F5FBF", on_primary="#FFFFFF",
)  # fmt: skip
DARK = Tokens(
    bg="#14181C", surface="#1D2329", ink="#EDF0F2", muted="#B3BCC4", line="#727C86", primary="#6CC5C9",
    due="#F0B45A", over="#FF9A92", done="#8BD19C", focus="#8AB8FF", on_primary="#14181C",
)  # fmt: skip


def mix(under: str, over: str, share: float) -> str:
    """The colour of `over` laid on `under` with a share from 0 to 1."""
    a, b = QColor(under), QColor(over)
    parts = ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    return QColor(*(round(x + (y - x) * share) for x, y in parts)).name()


class Theme(msgspec.Struct, frozen=True):
    """What the screen looks like now. scale: size of text in per cent, 100 to 200."""

    dark: bool = False
    scale: int = 100

    @property
    def tokens(self) -> Tokens:
        """The colours."""
        return DARK if self.dark else LIGHT

    def px(self, size: float) -> int:
        """Pixels at this text size for a size given at 100 %."""
        return round(size * self.scale / 100)

    def font(self, size: int = BASE, *, bold: bool = False) -> QFont:
        """A font of the one family; size in pixels at 100 %."""
        font = QFont(FAMILY)
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def line_width(self, size: int = BASE) -> int:
        """Width in pixels of a line of 68 characters, the longest that is read with ease."""
        return round(QFontMetricsF(self.font(size)).averageCharWidth() * LINE_CHARS)

    def color(self, token: str) -> QColor:
        """A token as a colour to paint with."""
        return QColor(getattr(self.tokens, token))

    @property
    def hairline(self) -> str:
        """The quiet line round a card: parts, but is no control."""
        return mix(self.tokens.bg, self.tokens.ink, 0.14)


def new_application() -> QApplication:
    """The program's application. Its style is named as an argument: to set it, PySide6 loads 5 ms of names."""
    app = QApplication([*sys.argv[:1], "-style", STYLE])
    app.setProperty("rygsaekStyle", True)
    return app


def load_fonts() -> None:
    """Registers the program's font from its package, once per process; nothing is taken from the system."""
    app = QApplication.instance()
    if app is None or app.property("rygsaekFonts"):
        return
    app.setProperty("rygsaekFonts", True)
    found = importlib.util.find_spec("fontpkg_fira_sans")
    if found is None or found.origin is None:
        raise FileNotFoundError("fontpkg_fira_sans")
    folder = Path(found.origin).parent / "files"
    for weight in ("Regular", "SemiBold"):
        QFontDatabase.addApplicationFont(str(folder / f"FiraSans-{weight}.ttf"))


def system_is_dark(app: QApplication) -> bool:
    """Whether the system asks for dark windows."""
    return app.styleHints().colorScheme() == Qt.ColorScheme.Dark


def apply(app: QApplication, *, dark: bool = False, scale: int = 100) -> Theme:
    """Dresses the whole program. scale: per cent, kept within 100 to 200. Returns the theme now in force."""
    theme = Theme(dark=dark, scale=min(200, max(100, scale)))
    load_fonts()
    if not app.property("rygsaekStyle"):
        app.setStyle(STYLE)
        app.setProperty("rygsaekStyle", True)
    app.setFont(theme.font())
    app.setPalette(_palette(theme.tokens))
    sheet = style_sheet.style_sheet(_names(theme), theme.px)
    if sheet != app.styleSheet():  # Qt dresses every widget anew for the same one too
        app.setStyleSheet(sheet)
    app.setProperty("rygsaekTheme", (theme.dark, theme.scale))
    return theme


def current() -> Theme:
    """The theme in force, for widgets that paint themselves or lay out in its sizes."""
    app = QApplication.instance()
    kept = app.property("rygsaekTheme") if app is not None else None
    return Theme(dark=kept[0], scale=kept[1]) if kept else Theme()


def _names(theme: Theme) -> dict[str, str]:
    return msgspec.structs.asdict(theme.tokens) | {
        "family": FAMILY,
        "hairline": theme.hairline,
        "hover": mix(theme.tokens.surface, theme.tokens.ink, 0.06),
        "pressed": mix(theme.tokens.surface, theme.tokens.ink, 0.12),
        "primary_hover": mix(theme.tokens.primary, theme.tokens.ink, 0.18),
        "primary_pressed": mix(theme.tokens.primary, theme.tokens.ink, 0.32),
        "off": mix(theme.tokens.bg, theme.tokens.ink, 0.10),
        "chosen": mix(theme.tokens.surface, theme.tokens.primary, 0.12),
    }


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for one, value in {
        role.Window: tokens.bg, role.Base: tokens.surface, role.AlternateBase: tokens.bg, role.Button: tokens.surface,
        role.WindowText: tokens.ink, role.Text: tokens.ink, role.ButtonText: tokens.ink, role.PlaceholderText: tokens.muted,
        role.ToolTipBase: tokens.surface, role.ToolTipText: tokens.ink, role.Highlight: tokens.primary,
        role.HighlightedText: tokens.on_primary, role.Accent: tokens.primary, role.Link: tokens.primary, role.Mid: tokens.line,
    }.items():  # fmt: skip
        palette.setColor(one, QColor(value))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(tokens.muted))
    return palette
