"""A consent as it is filled in, for tests: Anna's yes to her doctor, said in few words."""

from __future__ import annotations

from typing import Any

from rygsaek.casework import cases
from rygsaek.casework.desk import Desk

SIGNED = {"how": "papir", "name": "Anna Nørgaard", "date": "2026-05-04"}


def part(name: str = "Bo Dam", **other: Any) -> dict[str, Any]:
    """A yes to one party about medicine and housing, from 4 May for half a year."""
    return {
        "_id": name.partition(",")[0].lower().replace(" ", "_"), "part_navn": name, "svar": True,
        "oplysningstyper": ["medicin", "bolig"],
        "gyldig_fra": "2026-05-04", "gyldig_til": "2026-11-04", "er_sundhedsperson": False, **other,
    }  # fmt: skip


def answers(*parts: dict[str, Any], **other: Any) -> dict[str, Any]:
    """A whole consent, signed on paper on 4 May, for both asking and telling."""
    said = {
        "giver_navn": "Anna Nørgaard", "sag_formaal": "At du kan blive boende.", "retning": "begge",
        "part": list(parts or (part(),)),
        "form": "skriftlig", "dato": "2026-05-04", "underskrift_borger": SIGNED, **other,
    }  # fmt: skip
    return {key: value for key, value in said.items() if value is not None}


def give(desk: Desk, case: str, *parts: dict[str, Any], after: str | None = None, **other: Any) -> str:
    """Give a consent in a case; returns its document. after: the one that it takes over from."""
    document = cases.begin_document(desk, case, "samtykke", predecessor=after)
    cases.fill(desk, case, document, answers(*parts, **other))
    return document
