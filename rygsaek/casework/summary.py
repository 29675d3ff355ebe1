"""What the list of cases says of one case, worked out from its state: name, dates ahead, conflicts, papers owed, signatures owed.

A function of the state and of the forms that its documents keep; it knows no today (caselist.py asks about that).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, Literal

import msgspec

from forms.conditions import asks, holds
from forms.model import Definition, Field
from forms.paths import Answers, top_fields
from forms.rules import asks_of
from forms.texts import text_in
from rygsaek.casework import versions
from rygsaek.casework.citizen import address_line, contact_line, interpreter_line
from rygsaek.casework.documents import BORGER, Begun, documents, is_own, undisputed
from rygsaek.casework.read_papers import Paper
from rygsaek.history.registers import CaseState

UNNAMED: Final = "Uden navn"
VISIT: Final = "besoeg"
MEETING: Final = "udrettedagsorden"
MEETING_DAY: Final = "moede_dato"
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
WORKERS: Final = ("{Navn}", "{fs}")
"""A date whose question names the caseworker is a promise of the caseworker's."""

DateKind = Literal["visit", "meeting", "promise", "awaited", "agreed", "date"]
DefinitionOf = Callable[[Begun], Definition | None]


class Ahead(msgspec.Struct, frozen=True, array_like=True):
    """A date that stands in a document. time: HH:MM or ""; what: the form and the question; text: what is to be done then.

    awaited: somebody else is to keep it; text then says who, too.
    """

    day: str
    document: str
    path: str
    kind: DateKind
    time: str
    what: str
    text: str


class Head(msgspec.Struct, frozen=True, array_like=True):
    """The first lines of a case: whom it is about. is_protected: the address is not to be told."""

    first_name: str = ""
    address: str = ""
    is_protected: bool = False
    whereabouts: str = ""
    contact: str = ""
    interpreter: str = ""


class Summary(msgspec.Struct, frozen=True, array_like=True):
    """What the list says, and the case's first lines. unprinted, unsigned: documents; settled: documents that any new answer
    would make owed again."""

    name: str
    conflicts: int
    unprinted: tuple[str, ...]
    unsigned: tuple[str, ...]
    settled: tuple[str, ...]
    ahead: tuple[Ahead, ...]
    head: Head = Head()

    @property
    def short_name(self) -> str:
        """The initials that stand where others may look."""
        return initials(self.name)


def summarise(state: CaseState, papers: Sequence[Paper]) -> Summary:
    """The summary of a case, of which these are all papers."""
    unprinted: list[str] = []
    unsigned: list[str] = []
    settled: list[str] = []
    ahead: list[Ahead] = []
    for paper in papers:
        ahead.extend(dates(paper))
        if paper.definition is None:
            continue
        document, owes = paper.begun.document, owing(state, paper.begun, paper.definition, paper.answers)
        unprinted.extend([document] if owes.paper else [])
        unsigned.extend([document] if owes.signature else [])
        if owes.is_settled:
            settled.append(document)
    return Summary(
        citizen_name(state) or UNNAMED,
        sum(1 for _, register in state.conflicts() if not is_own(register)),
        tuple(unprinted),
        tuple(unsigned),
        tuple(settled),
        tuple(sorted(ahead, key=lambda one: (one.day, one.time, one.document, one.path))),
        head_of(state, next((one.definition for one in reversed(papers) if one.begun.form == BORGER), None)),
    )


def initials(name: str) -> str:
    """A name as it stands where others may look: "A. N."."""
    parts = name.split()
    picked = parts if len(parts) < 2 else [parts[0], parts[-1]]
    return name if name == UNNAMED else " ".join(f"{part[0].upper()}." for part in picked)


class Owing(msgspec.Struct, frozen=True):
    """What a document still owes. is_settled: the next answer makes it owe what it does not owe now."""

    paper: bool
    signature: bool
    is_settled: bool


def owing(state: CaseState, begun: Begun, definition: Definition, answers: Answers) -> Owing:
    """Whether the citizen lacks a paper of what stands, and whether what stands lacks a signature.

    Of what was copied from a paper the paper is there.
    """
    asked = {field.id for field in signature_fields(definition, answers)}
    if not definition.given and not asked:
        return Owing(False, False, False)
    heads, _ = versions.standing(state, begun.document, definition)
    if not is_written(state, begun):
        return Owing(False, False, True)
    found = versions.versions(state, begun.document)
    now = versions.current(found, heads)

    def is_of_now(version_id: str) -> bool:
        return now is not None and versions.by_id(found, version_id, state, begun.document) == now

    given = any(is_of_now(one.version) for one in versions.handed_over(state, begun.document))
    signed = {one.path for one in versions.signings(state, begun.document) if is_of_now(one.version)}
    paper = definition.given and not given and not begun.paper
    return Owing(paper, not asked <= signed, given or bool(signed))


def signature_fields(definition: Definition, answers: Answers) -> Iterator[Field]:
    """The signatures that are asked for, as the answers stand."""
    for section in definition.sections:
        for field in section.fields:
            if field.kind != "signature" or field.required == "no":
                continue
            if holds(section.show_if, answers) and holds(field.show_if, answers):
                yield field


def is_written(state: CaseState, begun: Begun) -> bool:
    """Whether anything was answered since the document began with what was known already."""
    return any(
        not head.is_empty and (head.id.incarnation, head.id.txn) != (begun.id.incarnation, begun.id.txn)
        for name, register in state.registers(begun.document)
        if not name.startswith("^")
        for head in register.heads
    )


def head_of(state: CaseState, definition: Definition | None) -> Head:
    """The first lines of a case, as its own facts have them; what stands in conflict is left out. definition: of these facts."""
    facts: Answers = {}
    for one in documents(state, BORGER)[-1:]:
        facts = undisputed(state, one.document)
    name = citizen_name(state)
    return Head(
        str(facts.get("kaldenavn") or "") or (name.split()[0] if name else UNNAMED),
        address_line(facts),
        facts.get("beskyttet_adresse") is True,
        str(facts.get("opholdssted_aktuelt", "")),
        contact_line(facts, definition),
        interpreter_line(facts),
    )


def citizen_name(state: CaseState) -> str:
    """The citizen's name as the case's own facts have it; of two in conflict the first."""
    for one in reversed(documents(state, BORGER)):
        name = state.register(one.document, "navn").value
        if isinstance(name, str) and name.strip():
            return name
    return ""


def dates(paper: Paper) -> Iterator[Ahead]:
    """Every date that counts: asked, not hidden, and with its `due_if` fulfilled. Without the form every date found."""
    begun, definition, answers, counted = paper
    if definition is None:
        for key, value in answers.items():
            if isinstance(value, str) and DAY.fullmatch(value):
                yield Ahead(value, begun.document, key, "date", "", begun.form, "")
        return
    title = text_in(definition.standard_name, "da")
    for field in top_fields(definition):
        if field.kind == "rows":
            for row in counted.get(field.id) or ():
                for cell in field.fields:
                    if _is_date(cell, row.get(cell.id)) and holds(cell.due_if, counted, row):
                        yield _ahead(begun, title, f"{field.id}/{row['_id']}/{cell.id}", cell, field.fields, row)
        elif _is_date(field, counted.get(field.id)) and holds(field.due_if, counted):
            yield _ahead(begun, title, field.id, field, tuple(top_fields(definition)), counted)


def watched(definition: Definition) -> frozenset[str]:
    """The fields whose answers may decide which dates count, whatever is answered: those that any condition or rule asks."""
    found: set[str] = set()
    for section in definition.sections:
        conditions = [section.show_if]
        for field in section.fields:
            for one in (field, *field.fields):
                conditions += [one.show_if, one.due_if]
                found.update(name for asked in asks_of(one.computed) for name in asked)
        found.update(name for condition in conditions for asked in asks(condition) for name in asked)
    return frozenset(found - {""})


def _is_date(field: Field, value: Any) -> bool:
    """Whether an answer is a date that may lie ahead; one that begins as today is the day of the paper itself."""
    if field.kind != "date" or field.computed is not None or not isinstance(value, str):
        return False
    return field.due_if is not None or not any(source.startswith("i_dag") for source in field.prefill)


def _ahead(begun: Begun, title: str, path: str, field: Field, beside: tuple[Field, ...], answers: Answers) -> Ahead:
    label = text_in(field.label, "da")
    kind = _kind(begun, field, path, label)
    near = [one for one in beside if field.compound is not None and one.compound == field.compound] or list(beside)
    time = next((answers[one.id] for one in near if one.kind == "time" and isinstance(answers.get(one.id), str)), "")
    if kind == "promise":
        text = next((answers[one.id] for one in near if one.kind in ("text", "line") and answers.get(one.id)), "")
    else:
        text = ": ".join(str(answers[one]) for one in field.awaits if answers.get(one))
    return Ahead(answers[field.id], begun.document, path, kind, time, f"{title}: {label}", text)


def _kind(begun: Begun, field: Field, path: str, label: str) -> DateKind:
    if begun.form == VISIT:
        return "visit"
    if (begun.form, path) == (MEETING, MEETING_DAY):
        return "meeting"
    if any(word in label for word in WORKERS):
        return "promise"
    if field.awaits:
        return "awaited"
    return "agreed" if field.due_if is not None else "date"
