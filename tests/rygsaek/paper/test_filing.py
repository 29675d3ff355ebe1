"""A paper that comes back is scanned and finds its own place; what cannot be told is asked."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest

from rygsaek.casework import cases, views
from rygsaek.casework.desk import Desk
from rygsaek.errors import InputError
from rygsaek.paper import attachments, filing
from rygsaek.paper.papers import Wish
from tests.rygsaek.paper.conftest import exits_of, papers_made
from tests.support.desks import ANNA
from tests.support.foreign_files import jpeg

ANSWERS = {"aktuel_situation": "Bor hos sin søster."}
SIGNED = {"borger_godkendt": "Anna Nørgaard", "underskrift_fs": "Lise Holm"}


class Table:
    """Anna's agreement, and the papers of it that are printed and come back."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk, self.folder = desk, folder
        self.exits = exits_of(desk)
        self.case = cases.create_case(desk, ANNA)
        self.agreement = cases.fill_form(desk, self.case, "samarbejdsaftale", ANSWERS)

    def printed(self) -> bytes:
        target = self.folder / "papir.pdf"
        self.exits.save_document(self.case, Wish(document=self.agreement, length="short"), target)
        return target.read_bytes()

    def blank(self) -> bytes:
        self.exits.save_blank("netvaerkskort", self.folder / "blank.pdf")
        return (self.folder / "blank.pdf").read_bytes()

    def unsigned(self) -> bool:
        (line,) = [one for one in views.case_view(self.desk, self.case).documents if one.document == self.agreement]
        return line.is_unsigned

    def titles(self) -> list[tuple[str, str]]:
        return [(one.attachment.title, one.form) for one in attachments.of_case(self.desk, self.case)]


@pytest.fixture
def table(desk: Desk, tmp_path: Path) -> Table:
    return Table(desk, tmp_path)


def scanned(*papers: bytes) -> list[bytes]:
    """The papers as a scanner gives them: a grey picture a page, a little askew."""
    pages = []
    for data in papers:
        with pypdfium2.PdfDocument(data) as pdf:
            for sheet in pdf:
                out = io.BytesIO()
                grey = sheet.render(scale=200 / 72).to_pil().convert("L")
                grey.rotate(0.7, fillcolor=255).save(out, "PPM")
                pages.append(out.getvalue())
    return pages


def lay(table: Table, pages: Sequence[bytes]) -> str:
    return filing.take_pages(table.desk, pages).id


def test_a_signed_paper_files_itself_and_the_version_counts_as_signed(table: Table) -> None:
    pages = scanned(table.printed())
    assert table.unsigned()
    scan = filing.take_pages(table.desk, pages)
    home = filing.home_of(table.desk, scan)
    (copy,) = papers_made(table.desk, table.case)
    assert home.copy is not None and (home.copy.paper_id, home.pages) == (copy.paper_id, (1,))
    kept = filing.file_to_paper(table.desk, scan.id, SIGNED)
    assert (kept.case, kept.document, kept.how, kept.paper_id) == (table.case, table.agreement, "scan", copy.paper_id)
    assert table.titles() == [("Signeret papir fra Anna: Samarbejdsaftale nr. 1", "Samarbejdsaftale")]
    assert not table.unsigned() and filing.in_tray(table.desk) == ()
    shown = views.document_view(table.desk, table.case, table.agreement)
    assert shown.answers["borger_godkendt"]["how"] == "papir"


def test_what_was_edited_since_is_not_what_was_signed(table: Table) -> None:
    pages = scanned(table.printed())
    cases.fill(table.desk, table.case, table.agreement, {"aktuel_situation": "Bor på værestedet."})
    filing.file_to_paper(table.desk, lay(table, pages), SIGNED)
    assert table.unsigned(), "the citizen has signed number 1, not what stands now"
    assert "borger_godkendt" not in views.document_view(table.desk, table.case, table.agreement).answers
    said = [one.document for one in views.history(table.desk, table.case) if one.what.startswith("skrev ned, at der er svaret")]
    assert said == [table.agreement] * len(SIGNED)


def test_a_paper_that_only_came_back_marks_nothing(table: Table) -> None:
    filing.file_to_paper(table.desk, lay(table, scanned(table.printed())))
    assert table.unsigned()
    assert table.titles()[0][0] == "Scannet papir fra Anna: Samarbejdsaftale nr. 1"


def test_a_blank_papers_scan_begins_its_form_in_the_case_that_a_person_chooses(table: Table) -> None:
    scan = filing.take_pages(table.desk, scanned(table.blank()))
    home = filing.home_of(table.desk, scan)
    assert (home.copy, home.form) == (None, "netvaerkskort")
    with pytest.raises(InputError) as asked:
        filing.file_to_paper(table.desk, scan.id)
    assert asked.value.code == "scan.ask"
    kept = filing.file_in_case(table.desk, scan.id, table.case, form=home.form)
    lines = {one.document: one.form for one in views.case_view(table.desk, table.case).documents}
    assert lines[kept.document] == "netvaerkskort" and kept.paper_id == home.paper_id
    again = filing.take_pages(table.desk, scanned(table.blank()))
    assert filing.file_in_case(table.desk, again.id, table.case, form="netvaerkskort").document == kept.document


def test_whatever_else_is_scanned_is_asked_about_and_stays_in_the_tray(table: Table) -> None:
    scan = filing.take_file(table.desk, jpeg())
    assert filing.home_of(table.desk, scan) == filing.Home()
    for file in (filing.file_to_paper, lambda desk, one: filing.file_in_case(desk, one, "findesikke")):
        with pytest.raises(InputError):
            file(table.desk, scan.id)
    assert filing.in_tray(table.desk) == (scan,)
    mixed = filing.take_pages(table.desk, scanned(table.printed(), table.printed()))
    with pytest.raises(InputError) as refused:
        filing.file_to_paper(table.desk, mixed.id)
    assert refused.value.code == "scan.mixed"
    filing.discard(table.desk, scan.id)
    assert filing.in_tray(table.desk) == (mixed,)
    with pytest.raises(InputError) as gone:
        filing.file_in_case(table.desk, scan.id, table.case)
    assert gone.value.code == "scan.unknown"
