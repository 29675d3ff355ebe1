"""What a caseworker may lean on in a talk (method pages 20-21): the frame said at the beginning, and lines to ask from.

The product's own stand in coaching.toml; a municipality adds `[[coach]]` in kommune.toml. They tick nothing and are kept nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from forms.authoring.findings import Findings
from forms.authoring.syntax import read_toml
from forms.authoring.table import Table
from forms.strings import clean_line

Technique = Literal[
    "startkontrakt", "aktiv_lytning", "ny_forstaaelse", "hypotese", "vaerdsaettende", "loesning", "timeout", "afslutning"
]  # fmt: skip
Level = Literal["metasamtale", "handlingssamtale"]

TECHNIQUES: dict[str, str] = {
    "startkontrakt": "Aftal samtalen",
    "aktiv_lytning": "Lyt",
    "ny_forstaaelse": "Se det på en ny måde",
    "hypotese": "Giv et billede",
    "vaerdsaettende": "Det, der virker",
    "loesning": "Find en vej",
    "timeout": "Stop op",
    "afslutning": "Rund af",
}
LEVELS: dict[str, str] = {"metasamtale": "om samtalen", "handlingssamtale": "om det, der skal ske"}
OPENING, CLOSING = "aabning", "slut"
_KEYS = ("sted", "teknik", "niveau", "tekst")


class Prompt(msgspec.Struct, frozen=True):
    """One line. places: sections of the visit's forms, `aabning`, `slut`; none for anywhere. level: about the talk, or in it."""

    text: str
    technique: Technique
    level: Level
    places: tuple[str, ...] = ()

    def belongs(self, place: str) -> bool:
        """Whether the line helps at this place. A section of a group (`gruppe_parter`) is its kind's."""
        return any(place == one or place.startswith(f"gruppe_{one}") for one in self.places)


def frame() -> tuple[str, ...]:
    """What is said at the beginning of a visit, in the citizen's sight: wishes, what one can and may, what happens then."""
    return _built_in()[0]


def prompts(place: str, own: Sequence[Prompt] = ()) -> tuple[Prompt, ...]:
    """The lines for a place, the municipality's own first among them, and last those that help anywhere."""
    known = (*own, *_built_in()[1])
    return (*(one for one in known if one.belongs(place)), *(one for one in known if not one.places))


def read_prompts(table: Table) -> tuple[Prompt, ...]:
    """`[[coach]]` in kommune.toml."""
    return _prompts(table, "coach")


@cache
def _built_in() -> tuple[tuple[str, ...], tuple[Prompt, ...]]:
    findings = Findings("coaching.toml", area="profile")
    table = Table(read_toml((files("forms") / "coaching.toml").read_text("utf-8"), findings), "", findings)
    table.know(("ramme", "linje"))
    found = table.strings("ramme"), _prompts(table, "linje")
    findings.raise_any()
    return found


def _prompts(table: Table, key: str) -> tuple[Prompt, ...]:
    found = []
    for one in table.tables(key, "coach"):
        one.know(_KEYS)
        text = clean_line(one.string("tekst"))
        technique = one.word("teknik", tuple(TECHNIQUES), "aktiv_lytning", needed=True)
        level = one.word("niveau", tuple(LEVELS), "handlingssamtale")
        found.append(Prompt(text, technique, level, one.strings("sted")))
    return tuple(found)
