"""Kinds of information about a citizen, as a consent names them; a form says with the same words what its paper tells."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from forms.conditions import is_filled
from forms.model import Definition, Direction, Field, NamedPaper
from forms.paths import Answers, field_at
from forms.settling import settle
from forms.texts import PLACEHOLDER

KINDS: Final = (
    "kontakt", "indsatser_og_status", "helbred_psykisk", "helbred_somatisk", "medicin", "misbrug", "oekonomi", "bolig",
    "arbejde_uddannelse", "familie", "kriminalitet", "andet",
)  # fmt: skip
"""The twelve kinds of the consent form (`part/oplysningstyper`), in its order."""

MEETING: Final = "moede"
"""Being asked to a meeting about the citizen: no kind of information, but asked of the same consents."""

DIRECTIONS: Final = ("indhente", "videregive", "begge")


def told_by(
    definition: Definition, answers: Answers, paper: NamedPaper | None = None, row: Mapping[str, Any] | None = None,
    left_out: Collection[str] = (),
) -> frozenset[str] | None:  # fmt: skip
    """The kinds that a paper for others tells, as it is answered; None where the form does not say it of all that is shown.

    paper: one of its named papers, which tells what its lines mention and what it says of itself; row: the row that it is about.
    left_out: fields that wait for the next time. What is not answered, or hidden, tells nothing. An answer that was chosen tells
    what it says of itself, too: a row about health tells of health.
    """
    found: set[str] = set(paper.information or ()) if paper is not None else set()
    if paper is not None and paper.information_by is not None:
        chosen = _chosen(definition, paper, answers, row)
        if chosen is None:
            return None
        found.update(chosen)
    for field, tells, value in _told(definition, answers, paper, row, left_out):
        if tells is None:
            return None
        found.update((*tells, *_told_by_choice(field, value)))
    return frozenset(found)


def beyond(
    definition: Definition, answers: Answers, covered: Collection[str], paper: NamedPaper | None = None,
    row: Mapping[str, Any] | None = None, left_out: Collection[str] = (),
) -> tuple[str, ...]:  # fmt: skip
    """What of such a paper tells something else than the kinds that are covered: whole fields, or rows of them, `field/row`."""
    found: list[str] = []
    for field, tells, value in _told(definition, answers, paper, row, left_out):
        rows = value if field.kind == "rows" else ()
        gone = [f"{field.id}/{one['_id']}" for one in rows if not set(_told_by_choice(field, [one])) <= set(covered)]
        if tells is None or not set(tells) <= set(covered) or (gone and len(gone) == len(rows)):
            found.append(field.id)
        elif rows:
            found += gone
        elif not set(_told_by_choice(field, value)) <= set(covered):
            found.append(field.id)
    return tuple(found)


def direction_of(definition: Definition, paper: NamedPaper | None = None) -> Direction:
    """Whether a paper for others tells them, asks them, or both."""
    return paper.direction if paper is not None and paper.direction is not None else definition.direction


def _told(
    definition: Definition, answers: Answers, paper: NamedPaper | None, row: Mapping[str, Any] | None, left_out: Collection[str]
) -> Iterator[tuple[Field, tuple[str, ...] | None, Any]]:
    """Each field that a paper shows, with what it tells as the form has it, None where nobody says, and its value; of the rows
    that there is a paper for each of, this paper's alone."""
    counted = settle(definition, answers)
    mentioned = None if paper is None else _mentioned(paper)
    for section in definition.sections:
        for field in section.fields if section.visible == "citizen" else ():
            is_shown = field.id not in left_out and (mentioned is None or field.id in mentioned)
            if is_shown and field.visible == "citizen" and field.on_paper and is_filled(counted.get(field.id)):
                said = (field.information, section.information, definition.information)
                is_own = paper is not None and field.id == paper.each and row is not None
                yield field, next((one for one in said if one is not None), None), [row] if is_own else counted[field.id]


def _told_by_choice(field: Field, value: Any) -> Iterator[str]:
    """What the chosen answers of a field say of themselves, in each of its rows."""
    if field.kind == "rows":
        for row in value:
            for cell in field.fields:
                if cell.visible == "citizen" and cell.on_paper:
                    yield from _told_by_choice(cell, row.get(cell.id))
        return
    chosen = value if isinstance(value, list) else [value]
    yield from (kind for option in field.options if option.id in chosen for kind in option.information or ())


def _mentioned(paper: NamedPaper) -> frozenset[str]:
    """The fields that a named paper's lines mention: of rows the rows themselves."""
    found: set[str] = {paper.each} if paper.each else set()
    for block in paper.blocks:
        if block.rows is not None:
            found.add(block.rows)
        else:
            found.update(
                name
                for texts in (*block.lines, block.heading or {})
                for text in texts.values()
                for name in PLACEHOLDER.findall(text)
            )
    return frozenset(found)


def _chosen(definition: Definition, paper: NamedPaper, answers: Answers, row: Mapping[str, Any] | None) -> tuple[str, ...] | None:
    """What the chosen answers of `information_by` tell, None where nothing is chosen, or one of them does not say."""
    asked = paper.information_by or ""
    path = f"{paper.each}/_/{asked}" if paper.each and row is not None and asked in row else asked
    try:
        field = field_at(definition, path)
    except KeyError:
        return None
    value = (row or {}).get(asked, answers.get(asked))
    chosen = value if isinstance(value, list) else [value]
    told = [option.information for option in field.options if option.id in chosen]
    if not told or None in told:
        return None
    return tuple(kind for tells in told for kind in tells or ())
