"""The municipality's record systems, in which others shall see that a citizen has an outreach caseworker (`[[fagsystem]]`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from forms.authoring.findings import meant
from forms.authoring.table import Table
from forms.strings import clean, clean_line
from forms.texts import NAME_WORDS, PLACEHOLDER

TEXT = "Borgeren har en fremskudt sagsbehandler: {fs}, {enhed}, {tlf}. Tal med {Navn}, før du skriver til borgeren."
CLOSING_TEXT = "Borgeren har ikke længere en fremskudt sagsbehandler."
_KEYS = ("navn", "hvor", "tekst", "tekst_slut")


class RecordSystem(msgspec.Struct, frozen=True):
    """where: the place in the system that the text is pasted into. text, closing_text: when a case begins, and when it ends."""

    name: str
    where: str = ""
    text: str = TEXT
    closing_text: str = CLOSING_TEXT


def read_systems(table: Table) -> tuple[RecordSystem, ...]:
    """`[[fagsystem]]` in kommune.toml."""
    found: list[RecordSystem] = []
    for one in table.tables("fagsystem", "fagsystem", by="navn"):
        one.know(_KEYS)
        name = clean_line(one.string("navn"))
        texts = [clean(one.string_or_none(key) or usual) for key, usual in (("tekst", TEXT), ("tekst_slut", CLOSING_TEXT))]
        for word in (word for text in texts for word in PLACEHOLDER.findall(text) if word not in NAME_WORDS):
            remedy = meant(word, NAME_WORDS, "Skriv et af de faste ord, som {fs} eller {tlf}.")
            one.tell("placeholder_unknown", f"»{{{word}}}« betyder ikke noget her.", remedy)
        if any(name.casefold() == known.name.casefold() for known in found):
            one.tell("twice", f"»{name}« står to gange.", "Lad hvert fagsystem stå én gang.")
        found.append(RecordSystem(name, clean_line(one.string_or_none("hvor") or ""), *texts))
    return tuple(found)


def as_rows(systems: Sequence[RecordSystem], words: Mapping[str, str]) -> list[dict[str, Any]]:
    """The systems as the rows of a form begin with them (`profil.fagsystemer`), the names put in."""

    def filled(text: str) -> str:
        return PLACEHOLDER.sub(lambda word: words.get(word[1]) or "…", text)

    return [
        {"_id": f"system_{number}", "system": one.name}
        | ({"hvor": one.where} if one.where else {})
        | {"tekst": filled(one.text), "tekst_slut": filled(one.closing_text)}
        for number, one in enumerate(systems, start=1)
    ]
