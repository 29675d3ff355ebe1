"""The shelf: leaflets, offers and plans that a municipality has put in its folder as PDF or text, found by a word and printed.

They hold nothing of any case. A file that cannot be read stays on the shelf and says so when it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pypdfium2 import PdfDocument, PdfiumError

from forms.pdf.blocks import Paragraph
from forms.pdf.lines import plain
from forms.pdf.sheets import set_sheet
from forms.problems import ProblemsError
from forms.strings import clean, clean_line
from rygsaek.errors import DiskError, InputError

KINDS = {".pdf": "PDF", ".txt": "tekst"}
MOST_BYTES = 20_000_000
MOST_SEARCHED_PAGES = 20


class Leaflet(NamedTuple):
    """Something on the shelf. name: the file's, by which it is asked for; title: what a person calls it; words: to search in.

    trouble: why it cannot be printed, "" for nothing.
    """

    name: str
    title: str
    kind: str
    words: str
    trouble: str = ""


class Ready(NamedTuple):
    """A leaflet as it goes to the printer."""

    title: str
    data: bytes
    pages: int


def leaflets(folder: Path) -> tuple[Leaflet, ...]:
    """Everything on the shelf, by title. A folder that is not there is an empty shelf; links and other files are none of it."""
    try:
        found = sorted(one for one in folder.iterdir() if one.suffix.lower() in KINDS and _is_plain(one))
    except OSError:
        return ()
    return tuple(sorted((_leaflet(one) for one in found), key=lambda leaflet: leaflet.title.casefold()))


def search(shelf: Iterable[Leaflet], wanted: str) -> tuple[Leaflet, ...]:
    """Those in which every word that was typed begins some word, in title or text; those with it in the title first."""
    words = wanted.casefold().split()

    def has(text: str) -> bool:
        known = text.casefold().split()
        return all(any(word in one for one in known) for word in words)

    hits = [one for one in shelf if has(f"{one.title} {one.words}")]
    return tuple(sorted(hits, key=lambda one: (not has(one.title), one.title.casefold())))


def ready(folder: Path, name: str, made_on: date, sender: Iterable[str] = ()) -> Ready:
    """A leaflet to print: a PDF as it is, a text set as a sheet of the municipality's.

    Raises InputError `shelf.unknown`, `shelf.unreadable`; DiskError `disk.read`.
    """
    path = folder / name
    if path.parent != folder or path.suffix.lower() not in KINDS or not _is_plain(path):
        raise InputError("Det ligger ikke på hylden.", "Vælg noget fra listen.", code="shelf.unknown")
    data = _read(path)
    title = _title(path)
    if path.suffix.lower() == ".pdf":
        return Ready(title, data, _pages(data, title))
    blocks = [Paragraph(plain(part)) for part in _text(data, title).split("\n") if part.strip()]
    try:
        sheet = set_sheet("", title, "", blocks, made_on, tuple(sender))
    except ProblemsError as error:
        raise _unreadable(title, error.problems[0].text) from None
    return Ready(title, sheet, _pages(sheet, title))


def _leaflet(path: Path) -> Leaflet:
    title, kind = _title(path), KINDS[path.suffix.lower()]
    try:
        data = _read(path)
        words = _words_of(data, title) if kind == "PDF" else _text(data, title)
    except (InputError, DiskError) as error:
        return Leaflet(path.name, title, kind, "", error.title)
    return Leaflet(path.name, title, kind, words)


def _words_of(data: bytes, title: str) -> str:
    try:
        with PdfDocument(data) as pdf:
            found = []
            for number in range(min(len(pdf), MOST_SEARCHED_PAGES)):
                sheet = pdf[number]
                text = sheet.get_textpage()
                found.append(text.get_text_range())
                text.close()
                sheet.close()
            return " ".join(found)
    except (PdfiumError, ValueError) as error:
        raise _unreadable(title) from error


def _pages(data: bytes, title: str) -> int:
    try:
        with PdfDocument(data) as pdf:
            count = len(pdf)
    except (PdfiumError, ValueError) as error:
        raise _unreadable(title) from error
    if not count:
        raise _unreadable(title)
    return count


def _text(data: bytes, title: str) -> str:
    try:
        return clean(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _unreadable(title, "Teksten er ikke gemt som UTF-8.") from None


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _unreadable(_title(path), "Filen er for stor.")
        return path.read_bytes()
    except OSError as error:
        raise DiskError(f"»{_title(path)}« kan ikke læses.", "Se efter i mappen, om filen er der.", code="disk.read") from error


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _title(path: Path) -> str:
    """What the file is called, without what only a machine needs: `bostoette_2026.pdf` is "Bostoette 2026"."""
    name = clean_line(path.stem.replace("_", " "))
    return name[:1].upper() + name[1:]


def _unreadable(title: str, why: str = "Filen er i stykker eller låst med en kode.") -> InputError:
    return InputError(f"»{title}« kan ikke printes. {why}", "Læg en ny PDF eller tekst på hylden.", code="shelf.unreadable")
