"""The work that is measured: invented cases in Danish, always the same for the same seed."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

PASSPHRASE = "seks ganske almindelige ord til en prøve"
FIRST = (
    "Anna Bo Carl Ditte Emil Freja Gorm Hanne Ib Jytte Kaj Lone Mads Nora Ole Pia Rune Signe Troels Ulla Vagn Åse Ærø Øjvind"
).split()
LAST = "Nordvang Østergård Krogh Lund Bak Holm Ravn Juhl Dam Skov Enge Birk Toft Kær Vind Elm Hede Sund Mose Bro".split()
STREETS = "Elmegade Nørregade Åboulevarden Møllevej Havnegade Kirkestien Bakkedraget Skovbrynet".split()
WORDS = (
    "sove bedre huslejen brevet fra udlejer ringe til lægen en tid om morgenen gå en tur med hunden få styr på penge job kursus "
    "søster naboen værestedet medicin træt bange glad hjem køkken oprydning cykel bus kommune ydelse støtte rolig aften måltid"
).split()
PLACES = ("Aalborg", "Nordby", "Østby", "Sønderby", "Vesterby")


def sentence(chance: random.Random, words: int) -> str:
    """Some words that could stand in an answer."""
    return " ".join(chance.choice(WORDS) for _ in range(words)).capitalize() + "."


def citizen(number: int, seed: int = 1) -> dict[str, Any]:
    """Answers of form `borger` for one invented citizen, with a replacement CPR number (day + 60)."""
    chance = random.Random(f"{seed}:{number}")
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(40, 99)
    return {
        "navn": f"{chance.choice(FIRST)} {chance.choice(LAST)}-{number}",
        "cpr": f"{day + 60}{month:02}{year}{chance.randint(0, 3999):04}",
        "adresse": f"{chance.choice(STREETS)} {chance.randint(1, 199)}",
        "postnr": str(chance.randint(1000, 9990)),
        "by": chance.choice(PLACES),
        "mobil": f"1{chance.randint(0, 9_999_999):07}",
    }


def visit(number: int, today: date, seed: int = 1) -> dict[str, Any]:
    """Answers of form `besoeg`: a planned visit within the next months."""
    chance = random.Random(f"visit {seed}:{number}")
    return {
        "besoeg_status": "planlagt",
        "dato": (today + timedelta(days=chance.randint(0, 120))).isoformat(),
        "fra": f"{chance.randint(8, 15):02}:00",
        "formaal": sentence(chance, 12),
    }


def agreement(number: int, seed: int = 1) -> dict[str, Any]:
    """Answers of form `samarbejdsaftale`: some 250 words in the citizen's own voice, two goals."""
    chance = random.Random(f"agreement {seed}:{number}")
    return {
        "aktuel_situation": " ".join(sentence(chance, 15) for _ in range(8)),
        "haab_laengere_sigt": sentence(chance, 20),
        "udfordring_borger": sentence(chance, 30),
        "udfordring_fs": sentence(chance, 30),
        "aftaler": [
            {"_id": f"r{goal}", "handling_borger": sentence(chance, 15), "handling_fs": sentence(chance, 15)} for goal in (1, 2)
        ],
    }
