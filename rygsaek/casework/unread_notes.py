"""What was typed and cannot be read as an answer, written down as a note in its case: for a laptop that may be erased next.

The note says on which paper and at which question it was typed. Whoever takes the case over reads it there.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Final

from forms.profile import fill, names
from forms.texts import text_in
from rygsaek.casework import cases, definitions, drafts
from rygsaek.casework.desk import Desk, local
from rygsaek.casework.documents import begun, field_of
from rygsaek.casework.drafts import Draft
from rygsaek.casework.editing import write
from rygsaek.casework.papers import title_of
from rygsaek.casework.promoting import Left
from rygsaek.casework.summary import citizen_name
from rygsaek.errors import InputError
from rygsaek.vault.transaction import Transaction

NOTE: Final = "journalnotat"
ABOUT: Final = "Tekst, der ikke blev til et svar"
UNKNOWN_PAPER: Final = "et papir, som programmet ikke kender"


def note_down(desk: Desk, left: Iterable[Left]) -> int:
    """Write one note in each case, and let go of the drafts with it; returns how many notes.

    left: what `promoting.promote` could not make into answers. A case in which nothing may be written keeps its drafts.
    Raises DiskError.
    """
    typed = sorted((one.draft for one in left), key=lambda draft: (draft.case, draft.begun))
    made = 0
    for case, of_case in groupby(typed, key=lambda draft: draft.case):
        try:
            with desk.vault.write() as tx:
                _note(desk, tx, case, list(of_case))
                made += 1
        except InputError:
            continue
    return made


def _note(desk: Desk, tx: Transaction, case: str, typed: list[Draft]) -> None:
    document = cases.begin_within(desk, tx, case, cases.form(desk, NOTE))
    told = "\n\n".join(_told(desk, tx, one) for one in typed)
    last = max(datetime.fromisoformat(one.at) for one in typed)
    write(desk, tx, case, document, {"haendt_dato": local(last).date().isoformat(), "tema": ABOUT, "tekst": told})
    for one in typed:
        drafts.drop(tx, one.case, one.document, one.path)


def _told(desk: Desk, tx: Transaction, one: Draft) -> str:
    """Where it was typed, as far as that is known here, and the text."""
    state = desk.journal.state(one.case, tx)
    paper = begun(state, one.document)
    definition = definitions.definition_of(desk.library, tx, paper)
    field = field_of(definition, one.path)
    title = UNKNOWN_PAPER if paper is None else title_of(desk, paper, definition)
    words = names(desk.profile, desk.worker, citizen_name(state))
    question = one.path if field is None else fill(text_in(field.label, "da"), words)
    return f"Skrevet på: {title}, {question}\n{one.text}"
