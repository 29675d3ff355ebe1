"""What stands on every page around the matter: title and logo at the top, page number, reference line and QR at the foot."""

from __future__ import annotations

import io
from typing import NamedTuple

import msgspec
from PIL import Image, UnidentifiedImageError
from reportlab.lib.utils import ImageReader

from forms.pdf import qr, shapes, style
from forms.pdf.blocks import Layout, baseline
from forms.pdf.lines import Rich, break_lines, natural_width, plain
from forms.pdf.press import Stamp
from forms.pdf.strips import Strip, Words
from forms.pdf.tags import Node
from forms.pdf.words import word

_LOGO_WIDTH, _LOGO_HEIGHT = 130.0, 46.0
_QR_SIDE = 50.0
_SMALL = 10.0
_PAGE_LINE = 12.0
"""It shrinks where it says more than that and the number: a page that is not the citizen's own."""
_SMALLEST_TITLE = 0.78
"""A long title shrinks as far as this to stand on one line."""
_HEAD_AGAIN = 32.0
FIRST_TOP = style.PAGE_HEIGHT - style.TOP
OTHER_TOP = FIRST_TOP - _HEAD_AGAIN
LOWEST = style.BOTTOM + style.FOOT + 8


class Frame(msgspec.Struct, frozen=True):
    """The words around a paper.

    standard: the form's standard name, small. subtitle: who and when. sender: name of the municipality, and the unit under it.
    number: of the document, as the foot says it ("Nr. 4"), or "". reference: the line for the office.
    code: (paper id, form, form version) for the QR, None for no code. again: what the head of the second page and on says.
    is_letter: a page alone is not counted.
    """

    standard: str
    title: str
    subtitle: str
    sender: tuple[str, ...]
    number: str
    reference: str
    code: tuple[str | None, str, int] | None
    again: str
    logo: bytes = b""
    logo_alt: str = ""
    is_letter: bool = False
    lang: str = "da"


class Head(NamedTuple):
    """The top of the first page: its strips, and the logo's picture with its place."""

    strips: list[Strip]
    stamp: Stamp | None


def head(frame: Frame, layout: Layout) -> Head:
    """Title left, logo or the sender's name right; the matter begins under them."""
    scale = layout.scale
    image = _image(frame.logo)
    right = _LOGO_WIDTH if image or any(frame.sender) else 0.0
    width = style.WIDTH - right - (style.GUTTER if right else 0.0)
    stamp: Stamp | None = None
    sender: list[Strip] = []
    if image is not None:
        stamp = _stamp(image, layout.tree.add("Figure", alt=frame.logo_alt or "Logo"))
    else:
        for number, text in enumerate(line for line in frame.sender if line):
            sender += _right(layout, plain(text, strong=number == 0))
    left: list[Strip] = []
    if frame.standard:
        left += layout.text(layout.tree.add("P"), plain(frame.standard), width=width, size=_SMALL, leading=_SMALL * 1.4)
    title = plain(frame.title, strong=True)
    natural = natural_width(title, layout.faces, scale.title)
    size = max(scale.title * min(1.0, width / natural if natural else 1.0), scale.title * _SMALLEST_TITLE)
    left += layout.text(layout.tree.add("H1"), title, width=width, size=size, leading=size * 1.18, balance=True)
    if frame.subtitle:
        left += layout.text(layout.tree.add("P"), plain(frame.subtitle), width=width)
    strips = _overlay(left, sender)
    least = _LOGO_HEIGHT if image is not None else 0.0
    missing = least - sum(strip.height for strip in strips)
    strips[-1].height += max(missing, 0.0) + scale.gap
    for strip in strips:
        strip.keep = True
    return Head(strips, stamp)


def furniture(frame: Frame, faces: style.Faces, page: int, pages: int) -> list[tuple[Strip, float]]:
    """Head and foot of one page, with the height of their top edges. page: from 0."""
    nobody = Node("P", 0)
    strips = [(_foot(frame, faces, nobody, page, pages), style.BOTTOM + style.FOOT)]
    if page:
        again = Strip(_HEAD_AGAIN)
        for line in break_lines(plain(frame.again), faces, _SMALL, style.WIDTH)[:1]:
            again.words.append(Words(nobody, 0, _SMALL, _SMALL, line.parts))
        strips.append((again, FIRST_TOP))
    return strips


def page_line(frame: Frame, page: int, pages: int) -> str:
    """The foot's first line. page: from 0."""
    return (
        ""
        if frame.is_letter and pages == 1
        else " · ".join(filter(None, (frame.number, word("page", frame.lang, page=str(page + 1), pages=str(pages)))))
    )


def _foot(frame: Frame, faces: style.Faces, node: Node, page: int, pages: int) -> Strip:
    strip = Strip(style.FOOT)
    text_width = style.WIDTH - _QR_SIDE - style.GUTTER
    reference = break_lines(plain(frame.reference), faces, style.FOOTNOTE, text_width)
    leading = style.FOOTNOTE * 1.3
    down = style.FOOT - len(reference) * leading
    for number, line in enumerate(reference):
        strip.words.append(
            Words(node, 0, down + number * leading + baseline(style.FOOTNOTE, leading), style.FOOTNOTE, line.parts)
        )
    told = plain(page_line(frame, page, pages))
    size = min(_PAGE_LINE, _PAGE_LINE * text_width / max(1.0, natural_width(told, faces, _PAGE_LINE)) * 0.99)
    for line in break_lines(told, faces, size, text_width)[:1]:
        strip.words.append(Words(node, 0, down - 5, size, line.parts))
    if frame.code is not None:
        rows = qr.squares(qr.page_code(*frame.code, page + 1))
        size = _QR_SIDE / len(rows)
        strip.shapes.append(shapes.squares(style.WIDTH - _QR_SIDE, style.FOOT - _QR_SIDE, size, rows))
    return strip


def _right(layout: Layout, rich: Rich) -> list[Strip]:
    strips = layout.text(layout.tree.add("P"), rich, width=_LOGO_WIDTH, size=_SMALL + 1, leading=(_SMALL + 1) * 1.3)
    for strip in strips:
        words = strip.words[0]
        wide = words.parts[-1].x + words.parts[-1].face.width(words.parts[-1].text, words.size)
        strip.words = [words._replace(x=style.WIDTH - wide)]
    return strips


def _overlay(left: list[Strip], right: list[Strip]) -> list[Strip]:
    """Two columns of unlike lines: the right one's words move into the left one's strips."""
    top = 0.0
    place = 0
    start = 0.0
    for strip in right:
        while place < len(left) - 1 and start + left[place].height <= top + 0.01:
            start += left[place].height
            place += 1
        for words in strip.words:
            left[place].words.append(words._replace(down=words.down + top - start))
        top += strip.height
    missing = top - sum(strip.height for strip in left)
    if missing > 0:
        left[-1].height += missing
    return left


def _image(data: bytes) -> Image.Image | None:
    """The logo in grey on white; None when there is none, or none that can be read: paper must come out."""
    if not data:
        return None
    try:
        with Image.open(io.BytesIO(data)) as opened:
            opened.load()
            rgba = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None
    rgba.thumbnail((1000, 400))
    white = Image.new("RGBA", rgba.size, (255, 255, 255, 255))
    return Image.alpha_composite(white, rgba).convert("RGB")


def _stamp(image: Image.Image, node: Node) -> Stamp:
    factor = min(_LOGO_WIDTH / image.width, _LOGO_HEIGHT / image.height)
    width, height = image.width * factor, image.height * factor
    return Stamp(node, ImageReader(image), style.LEFT + style.WIDTH - width, FIRST_TOP - height, width, height)
