"""Files in a case: put in, taken out, looked at. A file lies in the vault and nowhere else: a look at it leaves no copy.

What comes in is a PDF afterwards, with what it shows and nothing else. Its name is made here, and tells no CPR number.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from forms.calendar_words import MONTHS
from forms.pdf.cleaning import Cleaned
from forms.pdf.letters import mask_cpr
from forms.texts import text_in
from rygsaek.casework import accesslog, held, problems, views
from rygsaek.casework.definitions import definition_of
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import BORGER, Begun, begun
from rygsaek.errors import InputError
from rygsaek.history.changes import FILE_ATTACHED, FILE_REMOVED, NewChange, file_register
from rygsaek.history.ids import new_id
from rygsaek.history.registers import CaseState
from rygsaek.paper import attached, foreign_files
from rygsaek.paper.attached import Attachment, How
from rygsaek.vault.pieces import new_file_key
from rygsaek.vault.transaction import Reader, Transaction

MOST_TITLE = 120
SAID = ("title", "pages", "how", "key", "paper_id")
"""What of a file the log says; the rest it knows."""


class Listed(NamedTuple):
    """A file on the case's list. form: the title of the paper that it belongs to, ""; is_here: it can be looked at here."""

    attachment: Attachment
    form: str
    is_here: bool


def attach(desk: Desk, case: str, data: bytes, *, document: str = "", title: str = "") -> Attachment:
    """Put a PDF, PNG, JPEG or TIFF into a case. document: the paper that it belongs to; title: "" for one made here.

    Raises InputError (`file.…`, `case.unknown`, `document.unknown`, `role.not_yours`, `case.unchecked`), DiskError; nothing is
    kept then.
    """
    with desk.vault.read() as reader:
        _may_write(desk, reader, views.require(desk, case), case, document)
    made = foreign_files.prepared(data)
    with desk.vault.write() as tx:
        return keep(desk, tx, case, made, document=document, title=title)


def keep(
    desk: Desk, tx: Transaction, case: str, made: Cleaned, *, document: str = "", title: str = "", how: How = "file",
    paper_id: str = "",
) -> Attachment:  # fmt: skip
    """The same within a transaction, of a file that is clean. how, paper_id: as Attachment has them."""
    state = desk.journal.state(case, tx)
    form = _may_write(desk, tx, state, case, document)
    said = Attachment(
        title=_title(title) or made_title(desk, form, len(attached.of_case(tx, case)) + 1), pages=made.pages, how=how,
        key=new_file_key(made.data, case), paper_id=paper_id,
    )  # fmt: skip
    tx.blobs.put(made.data)
    attachment = new_id()
    value = {name: value for name, value in msgspec.to_builtins(said).items() if name in SAID}
    desk.journal.append(case, (NewChange(document, file_register(attachment), FILE_ATTACHED, value),), desk.by, tx=tx)
    return _found(tx, case, attachment)


def remove(desk: Desk, case: str, attachment: str) -> None:
    """Take a file out of a case. That it was there stays in the history, and its bytes in the vault as long as the case does.

    Raises InputError `file.unknown`, `role.not_yours`, `case.unchecked`.
    """
    with desk.vault.write() as tx:
        found = _found(tx, case, attachment)
        _may_write(desk, tx, desk.journal.state(case, tx), case, found.document)
        desk.journal.append(case, (NewChange(found.document, file_register(attachment), FILE_REMOVED),), desk.by, tx=tx)


def of_case(desk: Desk, case: str, document: str | None = None) -> tuple[Listed, ...]:
    """The case's files that this worker sees, oldest first; those of one paper alone. Raises InputError `case.unknown`."""
    state = views.require(desk, case)
    accesslog.seen(desk, case, "open")
    with desk.vault.read() as reader:
        return tuple(
            Listed(one, _form_title(desk, reader, state, one.document), reader.blobs.has(one.key.file))
            for one in attached.of_case(reader, case)
            if document in (None, one.document) and _sees(desk, state, one.document)
        )


def opened(desk: Desk, case: str, attachment: str) -> tuple[Attachment, bytes]:
    """A file to look at: what it is, and its PDF. It is written down as a look.

    Raises InputError `file.unknown`, `file.not_here` (still on its way), `role.not_yours`; VaultError where it is damaged.
    """
    with desk.vault.write() as tx:
        found, data = read(desk, tx, case, attachment)
        accesslog.note(desk, case, "show", detail=f"{found.title}, bilag {found.id}", tx=tx)
    return found, data


def read(desk: Desk, reader: Reader, case: str, attachment: str) -> tuple[Attachment, bytes]:
    """The same for whoever writes it down as something else."""
    found = _found(reader, case, attachment)
    if not _sees(desk, desk.journal.state(case, reader), found.document):
        raise problems.not_this_role(desk.role)
    data = reader.blobs.get(found.key.file)
    if data is None:
        raise InputError(
            "Bilaget er ikke på denne computer endnu.", "Tryk »Send og hent nu«, når der er net.", code="file.not_here"
        )
    return found, data


def made_title(desk: Desk, form: str, number: int) -> str:
    """`Samtykke, bilag 2, 28. november 2026`."""
    today = desk.today()
    named = f"{form}, bilag {number}" if form else f"Bilag {number}"
    return f"{named}, {today.day}. {MONTHS['da'][today.month - 1]} {today.year}"


def form_title(desk: Desk, reader: Reader, one: Begun) -> str:
    """The name of a document's form; its id where the form is not here."""
    definition = definition_of(desk.library, reader, one)
    return text_in(definition.standard_name, "da") if definition else one.form


def _title(title: str) -> str:
    """A title as given. Raises InputError where it tells a CPR number: titles stand on lists."""
    tidy = " ".join(title.split())
    if mask_cpr(tidy) != tidy:
        raise InputError("Navnet ser ud til at have et CPR-nummer.", "Giv bilaget et navn uden tal fra CPR.", code="file.title")
    if len(tidy) > MOST_TITLE:
        raise InputError("Navnet er for langt.", f"Skriv højst {MOST_TITLE} tegn.", code="file.title")
    return tidy


def _may_write(desk: Desk, reader: Reader, state: CaseState, case: str, document: str) -> str:
    """The title of the document's form, "" for the case itself. Raises InputError where nothing may be put there."""
    held.refuse_held(reader, case)
    one = begun(state, document) if document else None
    if document and one is None:
        raise problems.no_document()
    if not state.documents():
        raise problems.no_case(case)
    if not desk.role.may_write(one.form if one else BORGER):
        raise problems.not_this_role(desk.role)
    return _form_title(desk, reader, state, document)


def _sees(desk: Desk, state: CaseState, document: str) -> bool:
    one = begun(state, document) if document else None
    return desk.role.sees(one.form if one else BORGER)


def _form_title(desk: Desk, reader: Reader, state: CaseState, document: str) -> str:
    one = begun(state, document) if document else None
    return form_title(desk, reader, one) if one else ""


def _found(reader: Reader, case: str, attachment: str) -> Attachment:
    found = attached.find(reader, case, attachment)
    if found is None:
        raise InputError("Bilaget findes ikke i sagen.", "Se sagens bilag med: rygsaek case attachments SAG", code="file.unknown")
    return found
