"""What a whole case is when it is handed out: every paper as PDF, and one file with the same for machines."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from forms.pdf.document import Paper
from rygsaek.casework import documents
from rygsaek.casework.desk import Desk
from rygsaek.errors import InputError
from rygsaek.paper import papers
from rygsaek.paper.attached import Attachment
from rygsaek.paper.copies import PaperCopy
from rygsaek.paper.papers import Copy, Subject, Wish
from rygsaek.paper.saved import SavedFile
from rygsaek.vault.transaction import Reader

FORMAT = "rygsaek-udlevering-1"
CONTENT = "indhold.json"


class Missing(NamedTuple):
    """A document that cannot be a paper: its form, its title, and why (a code, what is the matter, what to do)."""

    form: str
    title: str
    code: str
    text: str
    remedy: str


class HandedOut(NamedTuple):
    """What came of it: the folder, and the documents that are not in it."""

    folder: SavedFile
    missing: tuple[Missing, ...]


def wishes(desk: Desk, reader: Reader, case: str, copy: Copy) -> tuple[tuple[Wish, ...], tuple[Missing, ...]]:
    """Every document of the case as a whole paper, in the order that they were begun, and those that cannot be one."""
    wanted, missing = [], []
    for begun in documents.documents(desk.journal.state(case, reader)):
        if not desk.role.sees(begun.form):
            continue
        wish, title = Wish(document=begun.document, copy=copy, length="whole"), begun.form
        try:
            subject = papers.subject_of(desk, reader, case, wish)
            title = subject.title
            papers.printable(subject.request)
        except InputError as error:
            missing.append(Missing(begun.form, title, error.code, error.title, error.advice))
        else:
            wanted.append(wish)
    return tuple(wanted), tuple(missing)


def content(
    desk: Desk,
    case: str,
    made: Sequence[tuple[PaperCopy, Paper, Subject]],
    missing: Sequence[Missing],
    attached: Sequence[tuple[Attachment, bytes]] = (),
) -> dict[str, bytes]:
    """The files by name. A name tells the order and nothing else.

    The JSON holds what each paper shows: the answers for the eyes of that copy, and what stands twice; of what is missing, why.
    """
    files: dict[str, bytes] = {f"bilag-{count:02}.pdf": data for count, (_, data) in enumerate(attached, start=1)}
    told = []
    beside = [
        {"file": name, "sha256": one.key.file, "title": one.title, "pages": one.pages, "document": one.document, "by": one.by}
        for name, (one, _) in zip(files, attached, strict=True)
    ]
    for count, (copy, paper, subject) in enumerate(made, start=1):
        name = f"papir-{count:02}.pdf"
        files[name] = paper.data
        told.append(
            {
                "file": name,
                "sha256": hashlib.sha256(paper.data).hexdigest(),
                "form": copy.form,
                "form_version": subject.definition.version,
                "definition": subject.begun.definition,
                "number": copy.version,
                "paper_id": copy.paper_id,
                "fingerprint": copy.fingerprint,
                "copy": copy.copy,
                "pages": copy.pages,
                "answers": subject.visible(),
                "standing_twice": {
                    register: [{"value": value, "by": by, "when": when} for value, by, when in standing]
                    for register, standing in (subject.request.conflicts if copy.copy == "internal" else {}).items()
                },
            }
        )
    sidecar = {
        "format": FORMAT, "case": case, "made_at": made[0][0].at, "made_by": desk.by, "papers": told, "attachments": beside,
        "missing": [one._asdict() for one in missing],
    }  # fmt: skip
    files[CONTENT] = msgspec.json.format(msgspec.json.encode(sidecar), indent=2)
    return files
