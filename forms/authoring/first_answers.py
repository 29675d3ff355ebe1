"""Defaults and starting rows, held against their fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.authoring.conditions import check_condition
from forms.authoring.findings import Findings, meant
from forms.json_answers import is_row_id, wrong_in
from forms.model import Field


def check_default(field: Field, tops: Mapping[str, Field], beside: Mapping[str, Field], place: str, findings: Findings) -> None:
    """Tell a default that is no answer to its field."""
    for value, condition in cases_of(field.default):
        check_condition(condition, tops, beside, place, findings)
        if field.kind not in ("rows", "fixed") and (value is None or wrong_in(field, value)):
            text = f"»{value}« kan ikke være svaret på dette felt."
            findings.tell("default_value", place, text, "Skriv et svar, der passer til feltet, eller slet default.")
    if field.kind == "rows" and field.default is not None:
        findings.tell(
            "default_value", place, "Rækker kan ikke have default.", "Skriv start = [{ … }] om rækker, der altid er der."
        )


def check_start(field: Field, place: str, findings: Findings) -> None:
    """Tell starting rows without a sound `_id`, with unknown cells, or with answers that do not fit."""
    cells = {cell.id: cell for cell in field.fields}
    taken: set[str] = set()
    for row in field.start:
        row_id = row.get("_id")
        if not is_row_id(row_id) or row_id in taken:
            findings.tell("start_id", place, "En startrække mangler sit eget _id.", 'Skriv { _id = "egen_laege", … }.')
        taken.add(str(row_id))
        for key, value in row.items():
            if key == "_id":
                continue
            if key not in cells:
                remedy = meant(key, cells, "Skriv id på et felt i rækken.")
                findings.tell("start_field_unknown", place, f"Startrækken har feltet »{key}«, som ikke findes.", remedy)
            elif wrong_in(cells[key], value):
                text = f"»{value}« kan ikke være svaret på »{key}«."
                findings.tell("default_value", place, text, "Skriv et svar, der passer til feltet.")


def cases_of(default: Any) -> list[tuple[Any, Any]]:
    """A default as (value, condition) pairs; a constant has one without a condition."""
    if default is None:
        return []
    if isinstance(default, list) and default and isinstance(default[0], Mapping):
        return [(case.get("value"), case.get("if")) for case in default]
    return [(default, None)]
