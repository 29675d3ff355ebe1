"""The files of one case: listed, fetched from this computer, looked at. No Qt."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from forms.pdf.document import Paper
from rygsaek.casework.desk import Desk
from rygsaek.errors import InputError
from rygsaek.paper import attachments, filing, foreign_files
from ui.presenters.times import moment_words


class FileLine(NamedTuple):
    """One file. said: how many pages, who brought it, when; is_here: it can be looked at."""

    id: str
    title: str
    said: str
    is_here: bool


def lines(desk: Desk, case: str) -> tuple[FileLine, ...]:
    """The case's files, the newest first."""
    from rygsaek.history.clock import at_of

    found = []
    for one, _, is_here in reversed(attachments.of_case(desk, case)):
        said = (pages_words(one.pages), one.by, moment_words(at_of(one.at), desk.now()))
        found.append(FileLine(one.id, one.title, " · ".join(said) if is_here else "Er ikke kommet hertil endnu.", is_here))
    return tuple(found)


def fetch(desk: Desk, case: str, path: Path) -> str:
    """Put a file from this computer into the case; says what came of it. One of our own papers goes to its own document.

    Raises InputError (`file.…`, `scan.mixed`, `scan.other_case`), DiskError.
    """
    scan = filing.take_file(desk, foreign_files.read_file(path))
    try:
        home = filing.home_of(desk, scan)
        if home.copy is not None and home.copy.case != case:
            raise InputError("Papiret hører til en anden sag.", "Åbn den sag, og hent filen der.", code="scan.other_case")
        if home.copy is not None or home.is_mixed:
            kept = filing.file_to_paper(desk, scan.id)
        else:
            kept = filing.file_in_case(desk, scan.id, case, form=home.form)
    except BaseException:
        filing.discard(desk, scan.id)  # the file still lies where it was
        raise
    return f"Lagt i sagen: {kept.title}. Slet selv filen, hvor den lå."


def looked_at(desk: Desk, case: str, attachment: str) -> Paper:
    """A file as the screen shows it, from memory."""
    found, data = attachments.opened(desk, case, attachment)
    return shown(data, found.pages, found.key.file, found.title)


def shown(data: bytes, pages: int, fingerprint: str, title: str) -> Paper:
    """A PDF from elsewhere as a paper on the screen."""
    import pypdfium2  # only for who looks at one

    with pypdfium2.PdfDocument(data) as pdf:
        texts = tuple(sheet.get_textpage().get_text_bounded() or "Siden er et billede uden tekst." for sheet in pdf)
    return Paper(data=data, pages=pages, fingerprint=fingerprint, page_texts=texts, title=title)


def pages_words(count: int) -> str:
    return "1 side" if count == 1 else f"{count} sider"
