"""A document as the case's state has it: which form it is, what is answered, what stands twice. Pure: state in, values out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import msgspec

from forms.model import Definition, Field
from forms.paths import Answers, field_at, put
from rygsaek.casework.desk import local
from rygsaek.history.changes import BEGUN, DATED, Change
from rygsaek.history.clock import Stamp, at_of
from rygsaek.history.ids import ChangeId
from rygsaek.history.registers import CaseState, Register
from rygsaek.history.rows import RowState, row_state

BORGER = "borger"
"""The form that holds the case's own facts."""


class Begun(NamedTuple):
    """How a document began. definition, profile: hashes of the blobs that it keeps for ever.

    paper: the day of the paper that it was copied from by hand, YYYY-MM-DD, as it was last corrected; "" for what was written
    here first.
    """

    document: str
    form: str
    version: int
    definition: str
    profile: str
    predecessor: str
    at: Stamp
    by: str
    id: ChangeId
    paper: str = ""

    @property
    def day(self) -> str:
        """The day that it is of, YYYY-MM-DD: the paper's, or the day on which it began here."""
        return self.paper or local(at_of(self.at.ms)).date().isoformat()


class Standing(msgspec.Struct, frozen=True):
    """One of the values that stand in a register at once.

    who: those who wrote it; at: the latest stamp in ms since 1970, UTC; ids: the changes that say it.
    """

    value: Any
    who: tuple[str, ...]
    at: int
    ids: tuple[ChangeId, ...] = ()


def begun(state: CaseState, document: str) -> Begun | None:
    """How a document began, None while its beginning is not known here."""
    known = state.once(_begins)
    if document not in known:
        known[document] = _begun(state, document)
    return known[document]


def _begins(state: CaseState) -> dict[str, Begun | None]:
    """Where `begun` keeps what it has found."""
    return {}


def _begun(state: CaseState, document: str) -> Begun | None:
    readable = [head for head in state.register(document, BEGUN).heads if _is_beginning(head.value)]
    if not readable:
        return None
    first: Change = min(readable, key=lambda head: (head.at, head.id))
    said = first.value
    return Begun(
        document,
        str(said.get("form", "")),
        said.get("version", 0),
        str(said.get("definition", "")),
        str(said.get("profile", "")),
        str(said.get("predecessor") or ""),
        first.at,
        first.by,
        first.id,
        _paper_day(state, document) or day_of(said.get("paper")),
    )


def _is_beginning(said: Any) -> bool:
    return isinstance(said, dict) and type(said.get("version", 0)) is int


def _paper_day(state: CaseState, document: str) -> str:
    """The day that a copied paper was said to be of afterwards, "" where nobody corrected it; of two at once the later word."""
    corrected = [head for head in state.register(document, DATED).heads if isinstance(head.value, dict)]
    return day_of(max(corrected, key=lambda head: (head.at, head.id)).value.get("day")) if corrected else ""


def documents(state: CaseState, form: str | None = None) -> tuple[Begun, ...]:
    """The case's documents in the order that they were begun, of one form where it is named; a paper's copy has its day."""
    begins = state.once(_documents)
    return begins if form is None else tuple([one for one in begins if one.form == form])


def _documents(state: CaseState) -> tuple[Begun, ...]:
    found = (begun(state, document) for document in state.documents())
    begins = sorted((one for one in found if one is not None), key=lambda one: (one.at, one.id))
    return tuple(sorted(begins, key=lambda one: one.day) if any(one.paper for one in begins) else begins)


def successor(state: CaseState, document: str) -> str:
    """The document that says it takes over from this one, "" for none; the last begun where there are several."""
    return next((one.document for one in reversed(documents(state)) if one.predecessor == document), "")


def is_own(register: str) -> bool:
    """Whether a register belongs to the document itself (its beginning, versions, papers) and is no answer."""
    return register.startswith("^")


def content(state: CaseState, document: str) -> Iterator[tuple[str, Register]]:
    """The registers that hold a document's answers."""
    return ((name, register) for name, register in state.registers(document) if not is_own(name))


def answers_of(state: CaseState, document: str) -> Answers:
    """What is answered. Of two values in conflict one stands here: see `conflicts_of`. Needs no definition."""
    answers: Answers = {}
    rows: dict[str, dict[str, dict[str, Register]]] = {}
    for name, register in content(state, document):
        top, _, rest = name.partition("/")
        if rest:
            row, _, cell = rest.partition("/")
            rows.setdefault(top, {}).setdefault(row, {})[cell] = register
        else:
            _take(answers, top, register)
    for top, cells_by_row in rows.items():
        standing = [one for one in (row_state(row, cells) for row, cells in cells_by_row.items()) if one.is_standing]
        shown: list[Answers] = []
        for one in sorted(standing, key=lambda found: (found.place, found.id)):
            shown.append({"_id": one.id})
            for cell, register in cells_by_row[one.id].items():
                if cell not in ("", "^"):
                    _take(shown[-1], cell, register)
        if shown:
            answers[top] = shown
    return answers


def row_order(state: CaseState, document: str, rows_id: str) -> tuple[RowState, ...]:
    """The standing rows in their order."""
    prefix = rows_id + "/"
    by_row: dict[str, dict[str, Register]] = {}
    for name, register in content(state, document):
        if name.startswith(prefix):
            row, _, cell = name[len(prefix) :].partition("/")
            by_row.setdefault(row, {})[cell] = register
    found = (row_state(row, cells) for row, cells in by_row.items())
    return tuple(sorted((one for one in found if one.is_standing), key=lambda one: (one.place, one.id)))


def undisputed(state: CaseState, document: str) -> Answers:
    """The answers of a document but for those in conflict."""
    answers = answers_of(state, document)
    for register, standing in conflicts_of(state, document).items():
        for value in standing:
            for path, _ in paths_of(register, value.value):
                answers = put(answers, path, None)
    return answers


def conflicts_of(state: CaseState, document: str) -> dict[str, tuple[Standing, ...]]:
    """What stands twice, by register: a person chooses. A compound's values are dicts of its cells."""
    return {
        register: standings(state.register(owner, register))
        for owner, register in state.conflicts()
        if owner == document and not is_own(register)
    }


def standings(register: Register) -> tuple[Standing, ...]:
    """The different values with who wrote them, the oldest first."""
    found = [
        Standing(
            one.value,
            tuple(dict.fromkeys(change.by for change in one.changes)),
            max(change.at.ms for change in one.changes),
            tuple(change.id for change in one.changes),
        )
        for one in register.standings
    ]
    return tuple(sorted(found, key=lambda one: one.at))


def overruled(state: CaseState, document: str) -> dict[str, tuple[str, ...]]:
    """Rows that somebody took out while somebody else wrote in them: they stand, and a person should know. By `rows/ROWID`."""
    found: dict[str, tuple[str, ...]] = {}
    for rows_id in {name.partition("/")[0] for name, _ in content(state, document) if "/" in name}:
        for row in row_order(state, document, rows_id):
            if row.overruled:
                found[f"{rows_id}/{row.id}"] = tuple(dict.fromkeys(change.by for change in row.overruled))
    return found


def field_of(definition: Definition | None, path: str) -> Field | None:
    """The field at a path, None where the definition is not here or does not know it."""
    if definition is None:
        return None
    try:
        return field_at(definition, path)
    except KeyError:
        return None


def paths_of(register: str, value: Any) -> Iterator[tuple[str, Any]]:
    """The paths that a register's value answers: its own, or each cell's of a compound."""
    before, _, name = register.rpartition("/")
    if name.startswith("@"):
        place = before + "/" if before else ""
        for cell, part in value.items() if isinstance(value, dict) else ():
            yield place + str(cell), part
    else:
        yield register, value


def day_of(said: Any) -> str:
    """A day as YYYY-MM-DD, "" for what is none."""
    try:
        return date.fromisoformat(said).isoformat()
    except (TypeError, ValueError):
        return ""


def _take(answers: Answers, name: str, register: Register) -> None:
    value = register.value
    if name.startswith("@"):
        for cell, part in value.items() if isinstance(value, dict) else ():
            answers[str(cell)] = part
    elif value is not None:
        answers[name] = value
