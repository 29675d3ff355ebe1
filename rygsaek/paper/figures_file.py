"""The figures as a file for a spreadsheet: no names, no ids of cases."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from rygsaek.casework import figures
from rygsaek.casework.figures import ALWAYS, Figure, Period
from rygsaek.paper.exits import Exits
from rygsaek.paper.saved import SavedFile

HEADER = ("id", "tal", "enhed", "værdi", "ud af", "fra", "til", "bemærkning")
HIDDEN = "Færre end fem: vises ikke, for så kan en person kendes."


def save(exits: Exits, target: Path, period: Period = ALWAYS) -> SavedFile:
    """Save the figures of a period outside the vault, whole or not at all; it is listed until it is removed.

    Raises InputError (`role.not_yours`, `overview.period`), DiskError.
    """
    data = as_csv(figures.figures(exits.desk, period), period)
    return exits.save_sheet(figures.DETAIL, data, target)


def as_csv(found: Sequence[Figure], period: Period) -> bytes:
    """UTF-8 with its mark, semicolons and decimal commas: as a Danish spreadsheet opens it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(HEADER)
    days = tuple(day.isoformat() if day is not None else "" for day in (period.first, period.last))
    for one in found:
        value = "" if one.value is None else f"{one.value:.1f}".replace(".", ",").removesuffix(",0")
        of = "" if one.of is None else one.of
        writer.writerow((one.id, one.title, one.unit, value, of, *days, HIDDEN if one.is_hidden else ""))
    return text.getvalue().encode("utf-8-sig")
