"""How a paper looks: the page, the fonts, the sizes. Black on white, for a cheap inkjet and for tired eyes."""

from __future__ import annotations

import math
import threading
from functools import cache
from typing import Any

import msgspec
from fontpkg_fira_sans import ROOT
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from forms.pdf.archive import without_line_end

PAGE_WIDTH, PAGE_HEIGHT = (float(side) for side in A4)
LEFT: float = 22 * mm
"""Room for the holes of a Danish ring binder."""
RIGHT: float = 18 * mm
TOP: float = 15 * mm
BOTTOM: float = 13 * mm
"""Cheap inkjets leave 12.7 mm white at the foot."""
WIDTH = PAGE_WIDTH - LEFT - RIGHT
FOOT = 50.0
"""Height of the foot: page number, reference line, QR."""
GUTTER = 16.0
LABEL_WIDTH = 152.0
"""The left column of the grid, where questions stand."""
HAIRLINE = 0.5
LINE = 0.8

REGULAR = "FiraSans-Regular"
STRONG = "FiraSans-SemiBold"


class Scale(msgspec.Struct, frozen=True):
    """One step of sizes, all in points. A paper takes the roomiest step that fits one page.

    text: body and labels; leading: from line to line; gap: between answers; section: above a section's heading.
    pitch: from line to line where people write by hand.
    """

    text: float
    leading: float
    gap: float
    section: float
    title: float
    heading: float
    big: float
    small: float
    pitch: float


CITIZEN = (
    Scale(text=13, leading=18.5, gap=8, section=22, title=29, heading=17, big=19, small=12, pitch=27),
    Scale(text=12.5, leading=17, gap=6, section=17, title=27, heading=16, big=18, small=12, pitch=26),
    Scale(text=12, leading=16, gap=5, section=13, title=25, heading=15, big=17, small=12, pitch=25),
    Scale(text=12, leading=15.2, gap=3.5, section=9, title=23, heading=14, big=16, small=12, pitch=24),
    Scale(text=12, leading=14.4, gap=2, section=6, title=22, heading=13.5, big=15, small=12, pitch=23),
)
"""Never under 12 points where a citizen reads; lines to write on never closer than 8 mm."""
OFFICE = (
    Scale(text=11, leading=15, gap=5, section=16, title=23, heading=14, big=14, small=10, pitch=25),
    Scale(text=10.5, leading=13.6, gap=3.5, section=11, title=21, heading=13, big=13, small=9.5, pitch=23.5),
)
BLANK = (
    Scale(text=12.5, leading=16.5, gap=6, section=16, title=27, heading=15.5, big=17, small=12, pitch=27),
    Scale(text=12, leading=15.6, gap=5, section=13, title=25, heading=15, big=16, small=12, pitch=25),
    Scale(text=12, leading=15, gap=4, section=10, title=23, heading=14, big=15, small=12, pitch=23),
    Scale(text=12, leading=14.4, gap=2.5, section=7, title=22, heading=13.5, big=15, small=12, pitch=23),
)
FOOTNOTE = 8.5
"""Size of the reference line in the foot, which only the office reads."""
_READING = threading.Lock()


def between(tight: Scale, roomy: Scale, share: float) -> Scale:
    """A step between two others. share: 0 is the tight one, 1 the roomy one; the text keeps to half points."""
    sizes = {
        name: getattr(tight, name) + (getattr(roomy, name) - getattr(tight, name)) * share for name in Scale.__struct_fields__
    }
    return Scale(**sizes | {"text": max(tight.text, math.floor(sizes["text"] * 2) / 2)})


class _EmbeddedFont(TTFont):  # type: ignore[misc]
    """A font whose ToUnicode map names no U+0000, which PDF/A and PDF/UA forbid (ReportLab maps code 0 to it)."""

    def addObjects(self, doc: Any) -> None:
        before = set(doc.idToObject)
        super().addObjects(doc)
        for name in set(doc.idToObject) - before:
            if name.startswith("toUnicodeCMap:"):
                stream = doc.idToObject[name]
                text = stream.content.replace("<00> <0000>", "<00> <FFFD>")
                stream.content = without_line_end(text.encode("ascii"), b"\n")
            elif name.startswith("fontFile:"):
                stream = doc.idToObject[name]
                stream.content = without_line_end(stream.content, b"\1\1\1\1")
                stream.dictionary["Length1"] = len(stream.content)


class Face:
    """One weight of the type, measured."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.font = _EmbeddedFont(name, str(ROOT / "files" / f"{name}.ttf"), asciiReadable=False)
        pdfmetrics.registerFont(self.font)
        face = self.font.face
        self.known: frozenset[int] = frozenset(code for code, glyph in face.charToGlyph.items() if glyph)
        self._width_by_sign: dict[str, float] = {
            chr(code): face.charWidths[code] / 1000 for code in self.known if code in face.charWidths
        }
        self._default: float = face.defaultWidth / 1000

    def width(self, text: str, size: float) -> float:
        """Width of a text in points."""
        widths = self._width_by_sign
        try:
            return size * sum([widths[sign] for sign in text])
        except KeyError:
            return size * sum(widths.get(sign, self._default) for sign in text)


class Faces(msgspec.Struct, frozen=True):
    """The two weights that papers are set in."""

    regular: Face
    strong: Face

    @property
    def known(self) -> frozenset[int]:
        """Code points that both weights have."""
        return self.regular.known & self.strong.known


def faces() -> Faces:
    """The fonts, read and measured once per process (20 ms), whichever thread asks first."""
    with _READING:
        return _faces()


@cache
def _faces() -> Faces:
    return Faces(regular=Face(REGULAR), strong=Face(STRONG))
