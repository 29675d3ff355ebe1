"""QR codes in a picture or a PDF: a paper that was scanned, photographed or saved."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import zxingcpp
from PIL import Image, UnidentifiedImageError
from pypdfium2 import PdfDocument, PdfiumError

from rygsaek.errors import DiskError, InputError

DPI = 200
MOST_BYTES = 50_000_000
MOST_PAGES = 50
MOST_PIXELS = 80_000_000
"""An A4 page at 1200 dpi is 139 million; at 900 dpi it is 78."""


def codes_in(data: bytes) -> tuple[str, ...]:
    """What the codes say, page by page, each once. data: a PNG, JPEG, TIFF or PDF. Raises InputError `input.picture`."""
    found: dict[str, None] = {}
    try:
        for picture in _pictures(data):
            found.update((code.text, None) for code in zxingcpp.read_barcodes(picture.convert("L")))
    except (UnidentifiedImageError, PdfiumError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise InputError(
            "Filen kan ikke læses som billede eller PDF.", "Scan papiret igen, eller skriv tegnene.", code="input.picture"
        ) from error
    return tuple(found)


def code_in(given: str, what: str) -> str:
    """What was typed, or the one code in the file that it names. what: for the words of the refusal.

    Raises InputError `input.picture`, DiskError `disk.read`.
    """
    file = Path(given)
    try:
        if not file.is_file():
            return given
        if file.stat().st_size > MOST_BYTES:
            raise InputError("Filen er for stor.", "Scan kun det ene ark.", code="input.picture")
        found = [text for text in codes_in(file.read_bytes()) if "#" in text]
    except OSError as error:
        if "#" in given:
            return given
        raise DiskError(f"»{given}« kan ikke læses.", "Se efter, om filen er der.", code="disk.read") from error
    if len(found) != 1:
        raise InputError(f"Der er ingen {what} i filen.", "Scan arket igen, eller skriv tegnene.", code="input.picture")
    return found[0]


def _pictures(data: bytes) -> Iterator[Image.Image]:
    if data.startswith(b"%PDF"):
        with PdfDocument(data) as pdf:
            for number in range(min(len(pdf), MOST_PAGES)):
                sheet = pdf[number]
                yield sheet.render(scale=DPI / 72).to_pil()
                sheet.close()
        return
    with Image.open(io.BytesIO(data)) as opened:
        for number in range(min(getattr(opened, "n_frames", 1), MOST_PAGES)):
            opened.seek(number)
            if opened.width * opened.height > MOST_PIXELS:
                raise ValueError("too large")
            yield opened
