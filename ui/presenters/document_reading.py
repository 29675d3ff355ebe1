"""A document as it is read for the screen: what stands, what is known, what is typed, which rows are disputed."""

from __future__ import annotations

from dataclasses import dataclass

from forms.paths import register_paths
from rygsaek.casework import drafts, offers, views
from rygsaek.casework.desk import Desk
from rygsaek.casework.disputed_rows import DisputedRow, disputed_rows
from rygsaek.casework.known import Known
from rygsaek.errors import InputError
from ui.presenters.drafting import Typed


@dataclass(frozen=True)
class Read:
    """typed: what is no change yet, by path. disputed: by the row's path."""

    view: views.DocumentView
    known: Known
    typed: dict[str, Typed]
    disputed: dict[str, DisputedRow]


def read(desk: Desk, case: str, document: str) -> Read:
    """Reads the vault, off the screen's thread. Raises InputError where the document's form is not here."""
    view = views.document_view(desk, case, document)
    if view.definition is None:
        raise InputError(
            "Formularen til papiret er ikke på denne computer.",
            "Spørg den, der har sagen. Det, der er skrevet, er gemt.",
            code="form.missing",
        )
    state = desk.journal.state(case)
    with desk.vault.read() as reader:
        known = offers.known_in(desk, reader, state, document, view.definition.id)
        kept = drafts.of_document(reader, case, document)
    typed = {path: Typed(one.text, one.caret) for path, one in kept.items()}
    return Read(view, known, typed, disputed_rows(state, document))


def shown_anew(view: views.DocumentView, before: views.DocumentView | None) -> set[str]:
    """The paths whose field may look different, whatever the answers are. before: as the document was read the last time."""
    told = set[str]()
    for one in (view, before):
        if one is not None and one.definition is not None:
            told |= set(one.prefilled)
            told |= {path for register in one.conflicts for path in register_paths(one.definition, register)}
    if view.definition is not None and view.is_frozen is not (before is not None and before.is_frozen):
        told |= {field.id for section in view.definition.sections for field in section.fields}
    return told
