"""What the paper says by itself, in the languages that it has words for; in any other it says it in Danish, which governs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "da": {
        "news": "Nyt siden sidst:",
        "number": "Nr.",
        "page": "side {page} af {pages}",
        "day": "Dato",
        "copied": "skrevet af efter papir fra {day}",
        "papir": "På papir",
        "skaerm": "På skærm",
        "ord": "Med ord",
        "vil_ikke": "Vil ikke skrive under",
        "papir_then": "Skrevet under på papiret",
        "skaerm_then": "Skrevet under på skærmen",
        "ord_then": "Sagt med ord",
        "vil_ikke_then": "Vil ikke skrive under",
    },
    "en": {
        "news": "New since last time:",
        "number": "No.",
        "page": "page {page} of {pages}",
        "day": "Date",
        "copied": "copied from a paper of {day}",
        "papir": "On paper",
        "skaerm": "On a screen",
        "ord": "In words",
        "vil_ikke": "Does not want to sign",
        "papir_then": "Signed on the paper",
        "skaerm_then": "Signed on a screen",
        "ord_then": "Agreed in words",
        "vil_ikke_then": "Does not want to sign",
    },
}


def word(key: str, lang: str, **given: str) -> str:
    """One of them, "" for a key that has none. given: what goes into its braces."""
    return WORDS.get(lang, WORDS["da"]).get(key, "").format(**given)
