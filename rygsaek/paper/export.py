"""What a whole case is when it is handed out: every paper as PDF, and one file with the same for machines."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from forms.pdf.document import Paper
from rygsaek.casework import documents
from rygsaek.casework.desk import Desk
from rygsaek.paper.copies import PaperCopy
from rygsaek.paper.papers import Copy, Subject, Wish
from rygsaek.vault.transaction import Reader

FORMAT = "rygsaek-udlevering-1"
CONTENT = "indhold.json"


def wishes(desk: Desk, reader: Reader, case: str, copy: Copy) -> tuple[Wish, ...]:
    """Every document of the case as a whole paper, in the order that they were begun."""
    found = documents.documents(desk.journal.state(case, reader))
    return tuple(Wish(document=one.document, copy=copy, length="whole") for one in found)


def content(desk: Desk, reader: Reader, case: str, made: Sequence[tuple[PaperCopy, Paper, Subject]]) -> dict[str, bytes]:
    """The files by name. A name tells the order and nothing else.

    The JSON holds what each paper shows: the answers for the eyes of that copy, and what stands twice.
    """
    files: dict[str, bytes] = {}
    told = []
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
    sidecar = {"format": FORMAT, "case": case, "made_at": made[0][0].at, "made_by": desk.by, "papers": told}
    files[CONTENT] = msgspec.json.format(msgspec.json.encode(sidecar), indent=2)
    return files
