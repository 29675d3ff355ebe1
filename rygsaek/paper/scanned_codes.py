"""QR codes in a picture or a PDF: a paper that was scanned, photographed or saved."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import zxingcpp
from PIL import Image, UnidentifiedImageError
from pypdfium2 import PdfDocument, PdfiumError

from rygsaek.errors import DiskError, InputError

DPI = 200
OURS = re.compile(r"#\w{5}(-\w{5})+$")
"""How the code of an invite or of an office's kit ends."""
MOST_BYTES = 50_000_000
MOST_PAGES = 50
MOST_PIXELS = 80_000_000
"""An A4 page at 1200 dpi is 139 million; at 900 dpi it is 78."""


def codes_in(data: bytes) -> tuple[str, ...]:
    """What the codes say, page by page, each once. data: a PNG, JPEG, TIFF or PDF. Raises InputError `input.picture`."""
    found: dict[str, None] = {}
    kinds = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    try:
        for picture in _pictures(data):
            read = zxingcpp.read_barcodes(_on_paper(picture), formats=kinds)
            found.update((code.text, None) for code in read)
    except (UnidentifiedImageError, PdfiumError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise InputError(
            "Filen kan ikke læses som billede eller PDF.", "Scan papiret igen, eller skriv tegnene.", code="input.picture"
        ) from error
    return tuple(found)


def code_in(given: str, what: str) -> str:
    """What was typed, or the one code in the file that it names. what, and what is raised: as `code_in_file`."""
    try:
        is_file = Path(given).is_file()
    except OSError as error:
        if "#" in given:
            return given
        raise _unreadable(given) from error
    return code_in_file(Path(given), what) if is_file else given


def code_in_file(file: Path, what: str) -> str:
    """The one code of an office in a file. what: for the words of the refusal.

    Raises InputError `input.picture`, DiskError `disk.read`.
    """
    try:
        if file.stat().st_size > MOST_BYTES:
            raise InputError("Filen er for stor.", "Scan kun det ene ark.", code="input.picture")
        found = codes_in(file.read_bytes())
    except OSError as error:
        raise _unreadable(str(file)) from error
    ours = [text for text in found if OURS.search(text)]
    if len(ours) == 1:
        return ours[0]
    if ours:
        raise InputError("Der er flere koder i filen.", "Vælg et billede af det ene ark.", code="input.picture")
    if found:
        raise InputError(f"Koden i filen er ikke en {what}.", "Vælg et billede af det rigtige ark.", code="input.picture")
    raise InputError(
        "Der er ingen kode at se i filen.", "Tag et skarpt billede tæt på koden, eller skriv tegnene.", code="input.picture"
    )


def _unreadable(name: str) -> DiskError:
    return DiskError(f"»{name}« kan ikke læses.", "Se efter, om filen er der.", code="disk.read")


def _on_paper(picture: Image.Image) -> Image.Image:
    """In shades of grey; what is transparent is white."""
    if not picture.has_transparency_data:
        return picture.convert("L")
    drawn = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", drawn.size, "white"), drawn).convert("L")


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
