"""Pictures as a PDF, one a page: photographs and scans. Only what is seen goes in, so nothing of what a camera noted."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageOps, UnidentifiedImageError

from forms.pdf.cleaning import MOST_PAGES, Cleaned, unreadable
from forms.problems import Problem, ProblemsError

if TYPE_CHECKING:
    import pikepdf

SHORT, LONG = 595.276, 841.89
"""A4, in points."""
MOST_DOTS: Final = 3508
"""Of the longer side: 300 to the inch on A4."""
MOST_PIXELS: Final = 80_000_000
"""An A4 page at 900 dpi is 78 million."""
QUALITY: Final = 85


def as_pdf(data: Iterable[bytes]) -> Cleaned:
    """PNG, JPEG or TIFF files, each with one picture or several, as pages of one PDF: A4, upright or lying as the picture is.

    The same pictures give the same bytes. Raises ProblemsError: `file.unreadable`, `file.pages`.
    """
    import pikepdf  # seldom needed, and as heavy as the rest of printing together

    with pikepdf.new() as paper:
        try:
            for one in data:
                for picture in _pictures(one):
                    _add_page(paper, picture)
                    if len(paper.pages) > MOST_PAGES:
                        text = f"Filen har flere end {MOST_PAGES} sider."
                        raise ProblemsError([Problem("file.pages", "", text, "Del den i mindre filer.")])
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
            if isinstance(error, ProblemsError):
                raise
            raise unreadable() from error
        if not paper.pages:
            raise unreadable()
        out = io.BytesIO()
        paper.save(out, deterministic_id=True)
        return Cleaned(out.getvalue(), len(paper.pages))


def _pictures(data: bytes) -> Iterator[Image.Image]:
    """Each picture in a file, upright, on white, no finer than paper shows."""
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF", "PPM")) as opened:
        for number in range(getattr(opened, "n_frames", 1)):
            opened.seek(number)
            if opened.width * opened.height > MOST_PIXELS:
                raise ValueError("too large")
            upright = ImageOps.exif_transpose(opened)
            if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
                over = upright.convert("RGBA")
                upright = Image.new("RGB", over.size, "white")
                upright.paste(over, mask=over.getchannel("A"))
            shown = upright if upright.mode in ("1", "L") else upright.convert("L" if upright.mode.startswith("I") else "RGB")
            if max(shown.size) > MOST_DOTS:
                shown = shown.convert("L") if shown.mode == "1" else shown
                shown.thumbnail((MOST_DOTS, MOST_DOTS))
            shown.info.clear()  # Pillow would write its comments again
            yield shown


def _add_page(paper: pikepdf.Pdf, picture: Image.Image) -> None:
    import pikepdf

    width, height = (SHORT, LONG) if picture.width <= picture.height else (LONG, SHORT)
    scale = min(width / picture.width, height / picture.height)
    wide, high = picture.width * scale, picture.height * scale
    page = paper.add_blank_page(page_size=(width, height))
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=_drawn(paper, picture)))
    place = f"q {wide:.3f} 0 0 {high:.3f} {(width - wide) / 2:.3f} {(height - high) / 2:.3f} cm /Picture Do Q"
    page.Contents = paper.make_stream(place.encode())


def _drawn(paper: pikepdf.Pdf, shown: Image.Image) -> pikepdf.Object:
    import pikepdf

    is_line_art = shown.mode == "1"
    if is_line_art:
        data, filter_ = zlib.compress(shown.tobytes(), 9), pikepdf.Name.FlateDecode
    else:
        out = io.BytesIO()
        shown.save(out, "JPEG", quality=QUALITY, optimize=True)
        data, filter_ = out.getvalue(), pikepdf.Name.DCTDecode
    colours = pikepdf.Name.DeviceRGB if shown.mode == "RGB" else pikepdf.Name.DeviceGray
    stream = pikepdf.Stream(
        paper, b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=shown.width, Height=shown.height,
        ColorSpace=colours, BitsPerComponent=1 if is_line_art else 8,
    )  # fmt: skip
    stream.write(data, filter=filter_)
    return paper.make_indirect(stream)
