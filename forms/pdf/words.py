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
        "internal": "kommunens eget papir",
        "third": "papir til en anden",
        "part": "en del: kun det, borgeren har sagt ja til",
        "edition": "{form}, udgave {number}",
        "paper": "papir {id}",
        "made": "lavet {day}",
        "fingerprint": "fingeraftryk {shown}",
        "and": "og",
        "somebody": "din sagsbehandler",
        "left_out": "Det taler vi om næste gang.",
        "not_talked": "Det har vi ikke talt om endnu",
        "logo": "Logo: {whose}",
        "picture": "Tegning af netværket med {centre} i midten",
        "you": "dig",
        "rings": "Inderst står dem i dit liv. Yderst står dem, der arbejder med dig.",
        "inner": "Inderst, privat",
        "outer": "Yderst, fagligt",
        "hidden": "{count} til står i listen.",
        "talks": "Taler sammen nu",
        "talks_not": "Ikke nu",
        "talks_unknown": "Det ved vi ikke",
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
        "internal": "the municipality's own paper",
        "third": "paper for somebody else",
        "part": "a part: only what the citizen has said yes to",
        "edition": "{form}, edition {number}",
        "paper": "paper {id}",
        "made": "made {day}",
        "fingerprint": "fingerprint {shown}",
        "and": "and",
        "somebody": "your caseworker",
        "left_out": "We will talk about that next time.",
        "not_talked": "We have not talked about this yet",
        "logo": "Logo: {whose}",
        "picture": "Drawing of the network with {centre} in the middle",
        "you": "you",
        "rings": "Closest are the people in your life. Outside are those who work with you.",
        "inner": "Closest, private",
        "outer": "Outside, professional",
        "hidden": "{count} more are in the list.",
        "talks": "In touch now",
        "talks_not": "Not now",
        "talks_unknown": "We do not know",
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


def is_word(key: str, text: str) -> bool:
    """Whether a text is one of them, in any language."""
    return any(text == words[key] for words in WORDS.values())
