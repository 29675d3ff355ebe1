"""A PDF from elsewhere, with what it shows and nothing else: who made it, scripts, links, notes about its pictures are gone.

What is written in fields, and drawn on top, becomes part of the page. What cannot be taken along without being broken is
refused: a digital signature, files within the file.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from forms.problems import Problem, ProblemsError

if TYPE_CHECKING:
    import pikepdf

MOST_PAGES: Final = 200
KEPT_OF_ALL: Final = frozenset({"/Type", "/Pages", "/Lang", "/OCProperties", "/PageLabels"})
"""What the catalog keeps. Gone with the rest: names, scripts, what happens at opening, metadata, fields, outlines."""
KEPT_OF_PAGE: Final = frozenset(
    {"/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Contents", "/Rotate"}
    | {"/Group", "/UserUnit"}
)
TELLING: Final = ("/Metadata", "/PieceInfo", "/LastModified", "/AF", "/AA", "/OPI")
"""What any object may carry about where it comes from."""


class Cleaned(NamedTuple):
    """A file that may be kept: its bytes, and how many pages it has."""

    data: bytes
    pages: int


def cleaned(data: bytes) -> Cleaned:
    """The PDF without what it does not show; equal bytes give equal bytes.

    Raises ProblemsError: `file.unreadable`, `file.locked` (a passphrase), `file.signed`, `file.inside` (files within),
    `file.pages`.
    """
    import pikepdf  # seldom needed, and as heavy as the rest of printing together

    try:
        with pikepdf.open(io.BytesIO(data)) as paper:
            _refuse(paper)
            _draw_fields(paper)
            _leave_out(paper)
            out = io.BytesIO()
            paper.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, encryption=False)
            return Cleaned(out.getvalue(), len(paper.pages))
    except pikepdf.PasswordError as error:
        raise _told("file.locked", "Filen har en adgangskode.", "Gem den uden adgangskode, og hent den igen.") from error
    except ProblemsError:
        raise
    except (pikepdf.PdfError, ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise unreadable() from error


def unreadable() -> ProblemsError:
    """A file that is damaged, or none that can be shown."""
    return _told("file.unreadable", "Filen er i stykker, eller den er ikke et billede eller en PDF.", "Scan eller gem den igen.")


def without_notes(jpeg: bytes) -> bytes:
    """A JPEG's picture without what a camera noted in it (EXIF with place and time, XMP, comments); else as it was."""
    if not jpeg.startswith(b"\xff\xd8"):
        return jpeg
    kept, at = [b"\xff\xd8"], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        kind, end = jpeg[at + 1], at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if not (0xE0 <= kind <= 0xEF and kind not in (0xE0, 0xE2, 0xEE)) and kind != 0xFE:  # JFIF, colour, Adobe's transform
            kept.append(jpeg[at:end])
        at = end
    return b"".join((*kept, jpeg[at:]))


def _refuse(paper: pikepdf.Pdf) -> None:
    if not 1 <= len(paper.pages) <= MOST_PAGES:
        raise _told("file.pages", f"Filen har ingen sider, eller flere end {MOST_PAGES}.", "Del den i mindre filer.")
    names: Any = paper.Root.get("/Names", {})
    if "/EmbeddedFiles" in names or "/Collection" in paper.Root or paper.attachments:
        raise _told("file.inside", "Der ligger andre filer inde i filen.", "Tag dem ud, og hent dem en ad gangen.")
    for field in _fields(paper):
        if field.get("/FT") == "/Sig" and "/V" in field:
            text = "Filen er underskrevet digitalt. Underskriften går i stykker her."
            raise _told("file.signed", text, "Gem filen i fagsystemet. Eller print den, og scan papiret.")


def _fields(paper: pikepdf.Pdf) -> Iterator[Any]:
    asked: Any = paper.Root.get("/AcroForm", {})
    waiting = list(asked.get("/Fields", []))
    seen = 0
    while waiting and seen < 10_000:
        one = waiting.pop()
        seen += 1
        yield one
        waiting.extend(one.get("/Kids", []))


def _draw_fields(paper: pikepdf.Pdf) -> None:
    """What is written in fields, and drawn on top, becomes part of the page."""
    if "/AcroForm" in paper.Root:
        paper.generate_appearance_streams()
    paper.flatten_annotations("all")


def _leave_out(paper: pikepdf.Pdf) -> None:
    for key in set(paper.Root.keys()) - KEPT_OF_ALL:
        del paper.Root[key]
    for page in paper.pages:
        for key in set(page.obj.keys()) - KEPT_OF_PAGE:
            del page.obj[key]
    if "/Info" in paper.trailer:
        del paper.trailer["/Info"]
    for one in paper.objects:
        _hush(one)


def _hush(one: Any) -> None:
    import pikepdf

    if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        for key in TELLING:
            if key in one:
                del one[key]
    if isinstance(one, pikepdf.Stream) and one.get("/Filter") in ("/DCTDecode", pikepdf.Array([pikepdf.Name.DCTDecode])):
        told = one.read_raw_bytes()
        silent = without_notes(told)
        if silent != told:
            one.write(silent, filter=pikepdf.Name.DCTDecode)


def _told(code: str, text: str, remedy: str) -> ProblemsError:
    return ProblemsError([Problem(code, "", text, remedy)])
