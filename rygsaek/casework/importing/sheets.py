"""Spreadsheets through python-calamine: the first sheet that is not hidden, every cell as text.

calamine ends its process where a damaged file asks for more memory than there is (seen with 0.9.1), so it reads in a process of
its own. It lays a sheet out from its first to its last filled cell: how far out a stray cell stands is looked up before.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from zipfile import BadZipFile, ZipFile

from forms.problems import Problem
from rygsaek.casework.importing import problems

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Found = tuple[list[tuple[int, list[str]]], list[str]]
DAMAGED: Final = "damaged"
LOCKED: Final = "locked"
EMPTY: Final = "empty"
REFUSED: Final = {LOCKED: problems.is_locked, EMPTY: problems.is_empty}
LOCKED_ODS: Final = b"encryption-data"
PATIENCE_S: Final = 60
MOST_SENT: Final = 2_000
"""Rows that are handed over, more than are ever brought in."""
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
"""The stream of the older format in which an xlsx behind a password lies."""
LARGEST_CONTENT_BYTES: Final = 50 << 20
MOST_LAID_OUT: Final = 5_000_000
"""Cells from the first to the last filled one."""
_XLSX_PLACE: Final = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,3})([0-9]{1,9})["']""")
_ODS_PART: Final = re.compile(rb"<table:(table-row|table-cell|covered-table-cell|table)(?=[\s/>])([^>]*)>")
_ODS_TIMES: Final = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["']([0-9]{1,9})["']""")


class Sheet(NamedTuple):
    """rows: number from 1, and its cells. notes: sheets that were not looked at."""

    rows: tuple[tuple[int, list[str]], ...]
    notes: tuple[Problem, ...]


def is_spreadsheet(data: bytes) -> bool:
    """Whether a file begins as one."""
    return data.startswith((ZIP, OLE))


def read(name: str, data: bytes) -> Sheet:
    """The first sheet of a workbook that is not hidden. name: the file's.

    Raises InputError (`import.damaged`, `import.locked`, `import.too_large`, `import.not_a_table`).
    """
    if data.startswith(ZIP):
        _refuse_far_cells(name, data)
    elif ENCRYPTED in data:
        raise problems.is_locked(name)
    found = _of_child(data)
    if isinstance(found, str):
        raise REFUSED.get(found, problems.is_damaged)(name)
    rows, names = found
    others = tuple(names[1:])
    return Sheet(tuple(rows), (problems.other_sheets(others, names[0]),) if others else ())


def _of_child(data: bytes) -> Found | str:
    """What a process of its own reads, or why there is nothing: that it died is a reason too."""
    from multiprocessing import get_context

    spawning = get_context("spawn")
    here, there = spawning.Pipe(duplex=False)
    child = spawning.Process(target=_tell, args=(there, data), daemon=True)
    child.start()
    there.close()
    try:
        return here.recv() if here.poll(PATIENCE_S) else DAMAGED
    except EOFError:
        return DAMAGED
    finally:
        here.close()
        child.kill()
        child.join()


def _tell(there: Connection, data: bytes) -> None:
    """In the child. What a library written in Rust says when it fails may hold a cell: nobody is to see it."""
    unread, silence = os.pipe()
    os.dup2(silence, 2)
    os.close(unread)
    there.send(_read(data))


def _read(data: bytes) -> Found | str:
    """Numbered rows of the first sheet in sight with something in them, and the names of all in sight; or a reason."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            names = [
                one.name
                for one in book.sheets_metadata
                if one.typ == SheetTypeEnum.WorkSheet and one.visible == SheetVisibleEnum.Visible
            ]
            if not names:
                return EMPTY
            sheet = book.get_sheet_by_name(names[0])
            top, left = sheet.start or (0, 0)
            filled = ((n, row) for n, row in enumerate(sheet.iter_rows(), start=top + 1) if any(cell != "" for cell in row))
            return [(n, [""] * left + [text_of(cell) for cell in row]) for n, row in islice(filled, MOST_SENT)], names
    except PasswordError:
        return LOCKED
    except CalamineError:
        return DAMAGED


def text_of(cell: Any) -> str:
    """A cell as a person would type it: a whole number without a point, a date as YYYY-MM-DD."""
    match cell:
        case bool():
            return "ja" if cell else "nej"
        case float() if cell.is_integer():
            return str(int(cell))
        case float():
            return repr(cell).replace(".", ",")
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime():
            return f"{cell.date().isoformat()} kl. {cell:%H.%M}"
        case date():
            return cell.isoformat()
        case time() | timedelta():
            return str(cell)[:5].replace(":", ".").rstrip(".")
    return str(cell)


def _refuse_far_cells(name: str, data: bytes) -> None:
    """Raises InputError where the package is damaged, or a cell stands too far out to be laid out."""
    try:
        with ZipFile(BytesIO(data)) as package:
            if sum(one.file_size for one in package.infolist()) > LARGEST_CONTENT_BYTES:
                raise problems.too_large(name, "pakket ud fylder den alt for meget")
            names = package.namelist()
            if package.testzip() is not None:  # reads no more of a part than it says it has
                raise problems.is_damaged(name)
            if "xl/workbook.xml" in names:
                ends = [_xlsx_end(package.read(one)) for one in names if one.endswith(".xml")]
            elif "content.xml" in names and b"spreadsheet" in package.read("mimetype"):
                if LOCKED_ODS in package.read("META-INF/manifest.xml"):
                    raise problems.is_locked(name)
                ends = list(_ods_ends(package.read("content.xml")))
            else:
                raise problems.not_a_table(name)
    except (BadZipFile, KeyError, RuntimeError, NotImplementedError, OSError, EOFError, ValueError, zlib.error):
        raise problems.is_damaged(name) from None
    if any(row * column > MOST_LAID_OUT for row, column in ends):
        raise problems.too_large(name, "der står noget langt nede eller langt ude til højre i arket")


def _xlsx_end(content: bytes) -> tuple[int, int]:
    """The last row and column that a part of an xlsx names."""
    last_row = last_column = 0
    for letters, row in _XLSX_PLACE.findall(content):
        last_row = max(last_row, int(row))
        column = 0
        for letter in letters.upper():
            column = column * 26 + letter - 64
        last_column = max(last_column, column)
    return last_row, last_column


def _ods_ends(content: bytes) -> Iterator[tuple[int, int]]:
    """The last row and column of each sheet in which something stands: the empty rest of a sheet is told as one cell."""
    row = column = last_row = last_column = times_row = 0
    for part, said in _ODS_PART.findall(content):
        found = _ODS_TIMES.search(said)
        times = int(found[1]) if found else 1
        if part == b"table":
            yield last_row, last_column
            row = last_row = last_column = times_row = 0
        elif part == b"table-row":
            row, column, times_row = row + times_row, 0, times
        else:
            column += times
            if b"value-type" in said:
                last_row, last_column = max(last_row, row + times_row), max(last_column, column)
    yield last_row, last_column
