"""TOML's own complaints in Danish, with the line."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from forms.authoring.findings import Findings

_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")
_SAYINGS: tuple[tuple[str, str, str], ...] = (
    ("Unterminated string", "En tekst mangler sit slut-anførselstegn.", 'Sæt " efter teksten.'),
    (
        "Illegal character '\\n'",
        "En tekst mangler sit slut-anførselstegn.",
        'Sæt " efter teksten, eller brug """ om flere linjer.',
    ),
    ("Cannot overwrite", "Den samme nøgle står her to gange.", "Slet den ene."),
    ("Duplicate inline table key", "Den samme nøgle står her to gange.", "Slet den ene."),
    (
        "Cannot mutate",
        "Her fortsætter noget, som allerede er skrevet færdigt.",
        "Skriv det hele som en liste, eller det hele i [[…]].",
    ),
    ("Cannot declare", "Den samme overskrift i kantede parenteser står to gange.", "Brug [[…]] om det, der gentages."),
    ("Expected '='", "Her mangler et lighedstegn.", 'Skriv nøgle = "værdi". Nøgler har ingen mellemrum og ingen æ, ø, å.'),
    ("Expected ']", "Her mangler en kantet parentes.", "Luk overskriften med ] eller ]]."),
    ("Unclosed array", "En liste er ikke lukket.", "Sæt ] efter det sidste i listen, og komma mellem delene."),
    ("Unclosed inline table", "En krøllet parentes er ikke lukket.", "Sæt } på samme linje, og komma mellem delene."),
    ("Unescaped '\\'", "En tekst har en omvendt skråstreg.", "Skriv to: \\\\."),
    ("Invalid statement", "Linjen er hverken en overskrift eller en nøgle.", "Nøgler har kun a-z, 0-9 og _, og ingen æ, ø og å."),
    ("Invalid value", "Værdien kan ikke læses.", 'Sæt tekst i anførselstegn: "…". Ja og nej skrives true og false.'),
    (
        "Invalid initial character for a key part",
        "Her begynder en nøgle med et forkert tegn.",
        "Skift ikke linje i krøllede parenteser, og slut ikke med komma.",
    ),
    ("Expected newline", "Der står mere på linjen, end der må.", "Skriv en nøgle på hver linje."),
)


def read_toml(text: str, findings: Findings) -> dict[str, Any]:
    """The file's tables; {} with a `toml` finding that names the line when it is not TOML."""
    try:
        return tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        _tell(str(error), findings)
    except (ValueError, RecursionError):
        findings.tell("toml", "", "Filen har et tal eller en liste, der er alt for stor.", "Gør tallet eller listen mindre.")
    return {}


def _tell(message: str, findings: Findings) -> None:
    at = _LINE.search(message)
    place = f"linje {at[1]}, tegn {at[2]}" if at else "sidste linje"
    for start, text, remedy in _SAYINGS:
        if message.startswith(start):
            findings.tell("toml", place, text, remedy)
            return
    findings.tell("toml", place, "Her er skrevet noget, som TOML ikke kan læse.", "Se på linjen, og på linjen før den.")
