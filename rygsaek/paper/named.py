"""The named papers of a document: which of them can be made as it stands, and what follows from choosing one.

A form that has papers for others by name has no other paper for others: the whole one would tell each of them of all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from forms.answers import row_scope
from forms.conditions import holds, is_filled
from forms.model import Definition, NamedPaper
from forms.paths import Answers, field_at
from forms.profile import fill
from forms.texts import text_in
from forms.values import show_value
from rygsaek.errors import InputError
from rygsaek.paper.wishes import Copy, Wish


class Offer(NamedTuple):
    """A named paper that can be made now. row: the row that it is about, "" for none; recipient: who gets it."""

    paper: str
    row: str
    title: str
    copy: Copy
    recipient: str


def offers(definition: Definition, values: Answers, today: date, words: Mapping[str, str], lang: str = "da") -> tuple[Offer, ...]:
    """The named papers that can be made, a paper for each row once a row. values: answers and computed; words: names()."""
    return tuple(offer for paper in definition.papers for offer in _of(paper, definition, values, today, words, lang))


def settled(wish: Wish, definition: Definition, values: Answers, today: date, words: Mapping[str, str]) -> Wish:
    """The wish with what its named paper decides: whose eyes it is for and who gets it. One without a named paper as it is.

    Raises InputError `paper.unknown`, `paper.not_now`, `paper.by_name` where others' papers are only given by name.
    """
    if not wish.paper:
        names = [text_in(paper.title) for paper in definition.papers if paper.copy == "third"]
        if wish.copy == "third" and names:
            advice = f"Vælg »{fill(names[0], words)}«. Så står der kun det, de skal have."
            raise InputError("Det hele er ikke til andre.", advice, code="paper.by_name")
        return wish
    if definition.paper(wish.paper) is None:
        raise InputError("Det papir findes ikke.", "Vælg et af papirerne på listen.", code="paper.unknown")
    offered = {(one.paper, one.row): one for one in offers(definition, values, today, words)}
    found = offered.get((wish.paper, wish.row))
    if found is None:
        raise InputError("Papiret kan ikke laves endnu.", "Se på listen, hvilke papirer der kan laves nu.", code="paper.not_now")
    return wish.as_named(found.copy, wish.recipient or found.recipient)


def _of(
    paper: NamedPaper, definition: Definition, values: Answers, today: date, words: Mapping[str, str], lang: str
) -> Iterator[Offer]:
    if not holds(paper.show_if, values, None, today):
        return
    title = fill(text_in(paper.title, lang), words)
    if paper.each is None:
        yield Offer(paper.id, "", title, paper.copy, _recipient(paper, definition, values, None))
        return
    field = field_at(definition, paper.each)
    for row in values.get(paper.each) or ():
        scope = row_scope(field, row)
        if any(is_filled(value) for key, value in row.items() if key != "_id") and holds(paper.row_if, values, scope, today):
            who = _recipient(paper, definition, values, scope)
            yield Offer(paper.id, row["_id"], ": ".join(filter(None, (title, who))), paper.copy, who)


def _recipient(paper: NamedPaper, definition: Definition, values: Answers, row: Answers | None) -> str:
    if paper.recipient is None:
        return ""
    if row is not None and paper.recipient in row:
        field, value = field_at(definition, f"{paper.each}/_/{paper.recipient}"), row[paper.recipient]
    else:
        field, value = field_at(definition, paper.recipient), values.get(paper.recipient)
    return show_value(field, value) if is_filled(value) else ""
