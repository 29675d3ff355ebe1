"""What is new on a citizen's paper: in which of its parts something changed since the paper that they have at home."""

from __future__ import annotations

from collections.abc import Iterator

from forms.model import Definition, Field
from forms.texts import text_in
from rygsaek.casework import documents, versions
from rygsaek.history.registers import CaseState


def news(state: CaseState, document: str, definition: Definition, lang: str = "da") -> tuple[str, ...]:
    """The titles of those parts, each a sentence; () where the citizen has no paper of the document yet.

    definition: with what stays off paper at home marked so. What the citizen does not see is no news, nor is a signature, nor
    what the form calls none (`news = false`: who held the pen).
    """
    had = versions.handed_over(state, document)
    last = versions.by_id(versions.versions(state, document), had[-1].version, state, document) if had else None
    if last is None:
        return ()
    content = documents.content(state, document)
    touched = {name for name, register in content if {head.id for head in register.heads} - last.heads}
    titles = []
    for section in definition.sections:
        shown = {name for field in section.fields for name in _registers(field)} if section.visible == "citizen" else set()
        if any(_without_row(name) in shown for name in touched):
            titles.append(text_in(section.title, lang).rstrip(".") + ".")
    return tuple(titles)


def _registers(field: Field) -> Iterator[str]:
    """The registers that a field is seen by, without the rows' ids: its own, of rows also their being there and their order."""
    if field.visible != "citizen" or not (field.on_paper and field.news) or versions.is_beside(field):
        return
    yield field.id
    yield f"@{field.compound}"
    if field.kind == "rows":
        yield f"{field.id}/^"
        yield from (f"{field.id}/{name}" for cell in field.fields for name in _registers(cell))


def _without_row(register: str) -> str:
    rows, _, rest = register.partition("/")
    return f"{rows}/{rest.partition('/')[2]}".rstrip("/")
