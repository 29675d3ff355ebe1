"""Names under a paper: which fields are to be signed, and in words what is signed there."""

from __future__ import annotations

from forms.answers import paths
from forms.pdf.short import short_words
from rygsaek.casework.desk import Desk
from rygsaek.errors import InputError
from rygsaek.paper import papers
from rygsaek.paper.papers import Wish
from ui.presenters.editing import Editing


def signature_paths(editing: Editing) -> tuple[str, ...]:
    """The fields to sign that are there now, in the form's order."""
    return tuple(path for path, field in paths(editing.definition, editing.answers, editing.today) if field.kind == "signature")


def signed_words(desk: Desk, case: str, document: str) -> tuple[tuple[str, str], ...]:
    """What stands on the citizen's paper, block by block: heading and text."""
    with desk.vault.read() as reader:
        subject = papers.subject_of(desk, reader, case, Wish(document=document))
    try:
        return tuple((heading, "\n".join(lines)) for heading, lines in short_words(subject.request))
    except InputError:
        return ()
