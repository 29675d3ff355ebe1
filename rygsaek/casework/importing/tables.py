"""A file as a table of text, as a spreadsheet shows it. CSV as Danish programs write it: with `;`, `,` or tab between, in UTF-8,
UTF-16 or Windows-1252, with quotation marks."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from forms.library import read_at_most
from forms.problems import Problem
from rygsaek.casework.importing import problems, sheets

LARGEST_FILE_BYTES: Final = 5 << 20
MOST_ROWS: Final = 1_000
"""Citizens brought in at once: many times what one caseworker has."""
MOST_COLUMNS: Final = 200
SAID_ABOVE: Final = 20
"""Rows that may stand above the first citizen: the headings, and what is said above them."""
SEPARATORS: Final = (";", "\t", ",")
SAYS_SEPARATOR: Final = "sep="
"""The first line that Excel writes and reads to tell what stands between the columns."""

Cells = tuple[str, ...]


class Line(NamedTuple):
    """One row that says anything. number: as the spreadsheet counts them, from 1."""

    number: int
    cells: Cells


class Table(NamedTuple):
    """What a file says. name: the file's, without its folder; notes: what of it was not looked at."""

    name: str
    lines: tuple[Line, ...]
    notes: tuple[Problem, ...] = ()


def read_table(path: Path) -> Table:
    """The table in a file. Raises InputError (`import.…`) where there is none, or far too much."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise problems.file_unreadable(name, "er en mappe og ikke en fil", "Vælg en fil.")
        data = read_at_most(path, LARGEST_FILE_BYTES)
    except FileNotFoundError:
        raise problems.file_unreadable(name, "findes ikke", "Se efter, om navnet er stavet rigtigt.") from None
    except (OSError, ValueError):
        raise problems.file_unreadable(name, "kan ikke læses", "Luk den i regnearket, og se, om du må åbne den.") from None
    if data is None:
        raise problems.too_large(name, f"den fylder mere end {LARGEST_FILE_BYTES >> 20} MB")
    return table_of(name, data)


def table_of(name: str, data: bytes) -> Table:
    """The same from the file's bytes."""
    if sheets.is_spreadsheet(data):
        found = sheets.read(name, data)
        return Table(name, _filled(name, found.rows), found.notes)
    return Table(name, _filled(name, _csv(name, _text(name, data))))


def _filled(name: str, rows: Iterable[tuple[int, list[str]]]) -> tuple[Line, ...]:
    found: list[Line] = []
    for number, cells in rows:
        line = tuple(cell.strip() for cell in cells)
        if any(line):
            found.append(Line(number, line))
        if len(found) > MOST_ROWS + SAID_ABOVE:
            raise problems.too_many(name, MOST_ROWS)
        if len(line) > MOST_COLUMNS and any(line[MOST_COLUMNS:]):
            raise problems.too_large(name, f"den har mere end {MOST_COLUMNS} kolonner")
    return tuple(found)


def _text(name: str, data: bytes) -> str:
    """What the bytes say. Windows-1252 is what an older Danish Excel writes; it has no mark of its own."""
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise problems.not_a_table(name)


def _csv(name: str, text: str) -> Iterator[tuple[int, list[str]]]:
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith(SAYS_SEPARATOR):
        said = first.strip('\r\n "')[len(SAYS_SEPARATOR) :][:1]
        return _records(name, rest, said or "\t", 2)
    return _records(name, text, max(SEPARATORS, key=lambda one: _width(text, one)), 1)


def _width(text: str, separator: str) -> int:
    """How many columns the first rows would have."""
    try:
        rows = list(islice(csv.reader(StringIO(text, newline=""), delimiter=separator), SAID_ABOVE))
    except csv.Error:
        return 0
    return max((len(row) for row in rows), default=0)


def _records(name: str, text: str, separator: str, first: int) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    number = first
    try:
        for number, row in enumerate(reader, start=first):
            yield number, row
    except csv.Error:
        raise problems.quotes(name, number + 1) from None
