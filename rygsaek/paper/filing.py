"""Where a scan belongs. The QR code on our own papers tells: a paper of a case goes to its document by itself, a blank one to the
form in the case that a person chooses. Whatever else is scanned, a person is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date
from typing import NamedTuple

from forms.pdf.cleaning import MOST_PAGES, Cleaned
from forms.pdf.pages import joined, only_pages, turned
from forms.pdf.pictures import as_pdf
from forms.problems import ProblemsError
from rygsaek.casework import cases, signing, views
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import begun
from rygsaek.casework.summary import UNNAMED, citizen_name
from rygsaek.errors import InputError
from rygsaek.paper import attachments, copies, foreign_files, scan_tray
from rygsaek.paper.attached import Attachment, How
from rygsaek.paper.copies import PaperCopy
from rygsaek.paper.scan_tray import Scan
from rygsaek.paper.scanned_codes import codes_in
from rygsaek.vault.transaction import Reader

MARK = "RYGSAEK"


class Home(NamedTuple):
    """Where a scan belongs, as far as its codes tell. copy: the paper of a case; form: of a blank paper; pages: which pages of it
    were seen; neither: a person is asked. is_mixed: there are several papers in it."""

    copy: PaperCopy | None = None
    form: str = ""
    paper_id: str = ""
    pages: tuple[int, ...] = ()
    is_mixed: bool = False


def take_pages(desk: Desk, pages: Iterable[bytes]) -> Scan:
    """Lay scanned pages into the tray, as one PDF. Raises InputError `file.…`, DiskError."""
    return _lay(desk, _as_pdf(pages), "scan")


def add_page(desk: Desk, scan_id: str, page: bytes) -> Scan:
    """Lay one more scanned page behind those of a scan in the tray; it is another scan then.

    Raises InputError `file.…`, `scan.unknown`, DiskError; what lay there lies there then.
    """
    made = _as_pdf((page,))
    before, data = opened(desk, scan_id)
    if before.pages + made.pages > MOST_PAGES:
        raise InputError(
            f"Scanningen har allerede {MOST_PAGES} sider.", "Læg den i sagen, og scan resten for sig.", code="file.pages"
        )
    whole = Cleaned(joined(data, made.data), before.pages + made.pages)
    return _replace(desk, before, whole, tuple(dict.fromkeys((*before.codes, *_codes(made)))))


def turn_page(desk: Desk, scan_id: str, page: int) -> Scan:
    """Turn one page (counted from 1) of a scan in the tray a quarter round. Raises InputError `scan.unknown`, `scan.no_page`."""
    before, data = opened(desk, scan_id)
    _refuse_page(before, page)
    return _replace(desk, before, Cleaned(turned(data, page), before.pages), before.codes)


def drop_page(desk: Desk, scan_id: str, page: int) -> Scan:
    """Take one page (counted from 1) out of a scan in the tray. Raises as `turn_page`; the only one stays (`scan.no_page`)."""
    before, data = opened(desk, scan_id)
    _refuse_page(before, page, least=2)
    left = [number for number in range(1, before.pages + 1) if number != page]
    made = Cleaned(only_pages(data, left), len(left))
    return _replace(desk, before, made, _codes(made))


def take_file(desk: Desk, data: bytes) -> Scan:
    """Lay a file from elsewhere into the tray. Raises as `foreign_files.prepared`."""
    return _lay(desk, foreign_files.prepared(data), "file")


def home_of(desk: Desk, scan: Scan) -> Home:
    """Where it belongs."""
    with desk.vault.read() as reader:
        return _home(reader, scan)


def file_to_paper(desk: Desk, scan_id: str, signed: Mapping[str, str] | None = None, on: date | None = None) -> Attachment:
    """File a scan to the document of the paper that it shows. signed: who has signed it, names by signature field; on: when.

    The version on the paper is then the one that was signed, also where the document has been edited since.
    Raises InputError `scan.ask` where its codes tell of no paper here, `scan.mixed`, and as `attachments.attach`.
    """
    with desk.vault.write() as tx:
        scan, data = scan_tray.taken(tx, scan_id)
        home = _home(tx, scan)
        if home.is_mixed:
            raise InputError("Der er flere papirer i scanningen.", "Scan et papir ad gangen.", code="scan.mixed")
        if home.copy is None:
            raise InputError("Vi kan ikke se, hvilket papir det er.", "Vælg selv sagen, som det hører til.", code="scan.ask")
        copy = home.copy
        title = _title(desk, tx, copy, is_signed=bool(signed))
        made = Cleaned(data, scan.pages)
        kept = attachments.keep(
            desk, tx, copy.case, made, document=copy.document, title=title, how=_how(scan), paper_id=copy.paper_id
        )
        if signed:
            signing.sign_paper(desk, tx, copy.case, copy.document, copy.version_id, signed, on)
        scan_tray.drop(tx, scan_id)
        return kept


def file_in_case(desk: Desk, scan_id: str, case: str, *, document: str = "", form: str = "", title: str = "") -> Attachment:
    """File a scan in a case that a person has chosen. document: a paper in it; form: of a blank paper: the form's open document,
    begun where there is none. Raises as `attachments.attach`."""
    views.require(desk, case)
    if form:
        document = cases.open_document(desk, case, form)
    with desk.vault.write() as tx:
        scan, data = scan_tray.taken(tx, scan_id)
        home = _home(tx, scan)
        made = Cleaned(data, scan.pages)
        kept = attachments.keep(
            desk, tx, case, made, document=document, title=title, how=_how(scan), paper_id=home.paper_id if form else ""
        )
        if form and home.paper_id:
            copies.forget_blank(tx, home.paper_id)
        scan_tray.drop(tx, scan_id)
        return kept


def discard(desk: Desk, scan_id: str) -> None:
    """Throw a scan away."""
    with desk.vault.write() as tx:
        scan_tray.drop(tx, scan_id)


def in_tray(desk: Desk) -> tuple[Scan, ...]:
    """What is to be filed, oldest first."""
    with desk.vault.read() as reader:
        return scan_tray.listed(reader)


def opened(desk: Desk, scan_id: str) -> tuple[Scan, bytes]:
    """One of them, and its PDF. Raises InputError `scan.unknown`."""
    with desk.vault.read() as reader:
        return scan_tray.taken(reader, scan_id)


def _as_pdf(pages: Iterable[bytes]) -> Cleaned:
    try:
        return as_pdf(pages)
    except ProblemsError as error:
        (problem,) = error.problems
        raise InputError(problem.text, problem.remedy, code=problem.code) from error


def _codes(made: Cleaned) -> tuple[str, ...]:
    return tuple(code for code in codes_in(made.data) if code.startswith(MARK + ":"))


def _refuse_page(scan: Scan, page: int, least: int = 1) -> None:
    if scan.pages < least or not 1 <= page <= scan.pages:
        raise InputError("Den side er der ikke.", "Vælg en af de sider, der er.", code="scan.no_page")


def _replace(desk: Desk, before: Scan, made: Cleaned, codes: tuple[str, ...]) -> Scan:
    """Lay it in the place of what lay there, or nothing."""
    with desk.vault.write() as tx:
        scan_tray.taken(tx, before.id)  # still there
        scan_tray.drop(tx, before.id)
        return scan_tray.put(tx, made.data, made.pages, codes, before.how, before.at)


def _lay(desk: Desk, made: Cleaned, how: How) -> Scan:
    codes = _codes(made)
    at = desk.now().astimezone(UTC).isoformat(timespec="milliseconds")
    with desk.vault.write() as tx:
        return scan_tray.put(tx, made.data, made.pages, codes, how, at)


def _home(reader: Reader, scan: Scan) -> Home:
    """Codes are `RYGSAEK:paper id:page`, or form and version in the id's place; who else writes so is asked about."""
    seen: dict[str, list[int]] = {}
    for code in scan.codes:
        parts = code.split(":")
        if len(parts) == 3 and parts[2].isascii() and parts[2].isdigit():
            seen.setdefault(parts[1], []).append(int(parts[2]))
    if len(seen) != 1:
        return Home(is_mixed=len(seen) > 1)
    ((name, pages),) = seen.items()
    copy = copies.find(reader, name)
    if copy is not None:
        return Home(copy, copy.form, name, tuple(sorted(pages)))
    form = copies.blank_form(reader, name)
    if form:
        return Home(None, form, name, tuple(sorted(pages)))
    return Home(None, name.rpartition("-")[0], "", tuple(sorted(pages)))


def _title(desk: Desk, reader: Reader, copy: PaperCopy, *, is_signed: bool) -> str:
    """`Signeret papir fra Anna: Samarbejdsaftale nr. 2`."""
    state = desk.journal.state(copy.case, reader)
    one = begun(state, copy.document)
    form = attachments.form_title(desk, reader, one) if one else copy.form
    whose = citizen_name(state).split()
    who = f" fra {whose[0]}" if whose and whose[0] != UNNAMED else ""
    return f"{'Signeret papir' if is_signed else 'Scannet papir'}{who}: {form} nr. {copy.version}"


def _how(scan: Scan) -> How:
    return "scan" if scan.how == "scan" else "file"
