"""The shelf: leaflets, offers and plans that a municipality has put in its folder as PDF or text, found by a word and printed.

They hold nothing of any case. A file that cannot be read stays on the shelf and says so when it is asked for. What a lead has
given the whole office lies in the vault, and goes before a file of the same name in this computer's own folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
from rygsaek.vault.vault import Vault

KINDS = {".pdf": "PDF", ".txt": "tekst"}
MOST_BYTES = 20_000_000
MOST_SEARCHED_PAGES = 20


class Shelf(NamedTuple):
    """Where things stand. folder: this computer's own, None for none; published: by file name the hash under which `vault`
    keeps what a lead gave the office."""

    folder: Path | None = None
    published: Mapping[str, str] = {}
    vault: Vault | None = None

    def names(self) -> tuple[str, ...]:
        """The file names, each once. A folder that is not there is empty; links and other kinds of file are none of it."""
        try:
            own = {one.name for one in self.folder.iterdir() if _is_kind(one.name) and _is_plain(one)} if self.folder else set()
        except OSError:
            own = set()
        return tuple(sorted(own | {name for name in self.published if _is_kind(name)}))

    def read(self, name: str) -> bytes:
        """A file's bytes. Raises InputError `shelf.unknown`, `shelf.not_here`, `shelf.unreadable`; DiskError `disk.read`."""
        if name in self.published and self.vault is not None and _is_kind(name):
            with self.vault.read() as reader:
                data = reader.blobs.get(self.published[name])
            if data is None:
                text = f"»{_title(name)}« er ikke hentet endnu."
                raise InputError(text, "Send og hent, når der er net.", code="shelf.not_here")
            return data
        path = self.folder / name if self.folder else None
        if path is None or path.parent != self.folder or not _is_kind(name) or not _is_plain(path):
            raise InputError("Det ligger ikke på hylden.", "Vælg noget fra listen.", code="shelf.unknown")
        return _read(path)


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


def leaflets(shelf: Shelf) -> tuple[Leaflet, ...]:
    """Everything on the shelf, by title."""
    return tuple(sorted((_leaflet(shelf, name) for name in shelf.names()), key=lambda leaflet: leaflet.title.casefold()))


def to_publish(folder: Path) -> dict[str, bytes]:
    """The files of a shelf by name, to give to others. Raises InputError `shelf.unreadable` where one cannot be printed."""
    shelf = Shelf(folder)
    files = {name: shelf.read(name) for name in shelf.names()}
    for name, data in files.items():
        _words(name, data)
    return files


def search(known: Iterable[Leaflet], wanted: str) -> tuple[Leaflet, ...]:
    """Those in which every word that was typed begins some word, in title or text; those with it in the title first."""
    words = wanted.casefold().split()

    def has(text: str) -> bool:
        known = text.casefold().split()
        return all(any(word in one for one in known) for word in words)

    hits = [one for one in known if has(f"{one.title} {one.words}")]
    return tuple(sorted(hits, key=lambda one: (not has(one.title), one.title.casefold())))


def ready(shelf: Shelf, name: str, made_on: date, sender: Iterable[str] = ()) -> Ready:
    """A leaflet to print: a PDF as it is, a text set as a sheet of the municipality's. Raises what `Shelf.read` does."""
    data = shelf.read(name)
    title = _title(name)
    if _kind(name) == "PDF":
        return Ready(title, data, _pages(data, title))
    blocks = [Paragraph(plain(part)) for part in _text(data, title).split("\n") if part.strip()]
    try:
        sheet = set_sheet("", title, "", blocks, made_on, tuple(sender))
    except ProblemsError as error:
        raise _unreadable(title, error.problems[0].text) from None
    return Ready(title, sheet, _pages(sheet, title))


def _leaflet(shelf: Shelf, name: str) -> Leaflet:
    try:
        words = _words(name, shelf.read(name))
    except (InputError, DiskError) as error:
        return Leaflet(name, _title(name), _kind(name), "", error.title)
    return Leaflet(name, _title(name), _kind(name), words)


def _words(name: str, data: bytes) -> str:
    return _words_of(data, _title(name)) if _kind(name) == "PDF" else _text(data, _title(name))


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
            raise _unreadable(_title(path.name), "Filen er for stor.")
        return path.read_bytes()
    except OSError as error:
        raise DiskError(
            f"»{_title(path.name)}« kan ikke læses.", "Se efter i mappen, om filen er der.", code="disk.read"
        ) from error


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _is_kind(name: str) -> bool:
    return Path(name).suffix.lower() in KINDS


def _kind(name: str) -> str:
    return KINDS[Path(name).suffix.lower()]


def _title(name: str) -> str:
    """What the file is called, without what only a machine needs: `bostoette_2026.pdf` is "Bostoette 2026"."""
    told = clean_line(Path(name).stem.replace("_", " "))
    return told[:1].upper() + told[1:]


def _unreadable(title: str, why: str = "Filen er i stykker eller låst med en kode.") -> InputError:
    return InputError(f"»{title}« kan ikke printes. {why}", "Læg en ny PDF eller tekst på hylden.", code="shelf.unreadable")
