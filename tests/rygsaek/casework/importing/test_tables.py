"""A list is read as a spreadsheet shows it, whatever program wrote it; what cannot be read is said, and what to do about it."""

from __future__ import annotations

import os
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from rygsaek.casework.importing import tables
from rygsaek.casework.importing.tables import Line, read_table, table_of
from rygsaek.errors import InputError
from tests.support import spreadsheets
from tests.support.spreadsheets import Cell

ROWS = (("Navn", "Født", "Mobil"), ("Bent Ågård", "7/1-1961", "12 34 56 78"))
LINES = (Line(1, ROWS[0]), Line(2, ROWS[1]))
SHEET: tuple[tuple[Cell, ...], ...] = (
    ("Navn", "CPR", "Født", "Tolk"),
    (None, None, None, None),
    ("Åse Ø", 701611234, date(1961, 1, 7), True),
)
IN_TEXT = (("Navn", "CPR", "Født", "Tolk"), ("Åse Ø", "701611234", "1961-01-07", "ja"))


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_csv_of_every_danish_program_is_one(separator: str, encoding: str, ends: str) -> None:
    text = ends.join(separator.join(row) for row in ROWS) + ends
    assert table_of("x.csv", text.encode(encoding)).lines == LINES


def test_quotes_commas_within_them_and_empty_lines_are_as_in_the_spreadsheet() -> None:
    text = 'sep=;\r\n;;\r\nNavn;Bor\r\n\r\n"Holm; Bent ""B""";"Elmegade 3,\n2. tv, 8000"\r\n ; \r\n'
    assert table_of("x.csv", text.encode()).lines == (
        Line(3, ("Navn", "Bor")),
        Line(5, ('Holm; Bent "B"', "Elmegade 3,\n2. tv, 8000")),
    )


@pytest.mark.parametrize("data", [spreadsheets.xlsx(SHEET), spreadsheets.ods(SHEET)], ids=["xlsx", "ods"])
def test_a_spreadsheet_gives_whole_numbers_dates_and_yes(data: bytes) -> None:
    assert table_of("x", data).lines == (Line(1, IN_TEXT[0]), Line(3, IN_TEXT[1]))


def test_the_older_format_is_read_as_well() -> None:
    assert [one.cells for one in table_of("x.xls", spreadsheets.xls()).lines] == [
        ("Navn", "CPR", "Født", "Mobil"),
        ("Åse Ø", "701611234", "1961-01-07", "12345678"),
    ]


def test_the_first_sheet_in_sight_is_read_and_the_others_are_named() -> None:
    table = table_of("x.xlsx", spreadsheets.xlsx(SHEET, others=["Gamle"], hidden=["Opslag"]))
    assert table.lines[1].cells == IN_TEXT[1]
    assert [(one.code, one.field) for one in table.notes] == [("import.other_sheets", "»Gamle«")]


def zipped(**parts: bytes) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name.replace("__", "/").replace("_", "."), data)
    return made.getvalue()


FAR = """<table:table-row table:number-rows-repeated="1048575"/>
<table:table-row><table:table-cell table:number-columns-repeated="16383"/>"""
WRONG = {
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "import.not_a_table"),
    "another package": (zipped(word__document_xml=b"<w/>"), "import.not_a_table"),
    "no package": (b"PK\x03\x04 and no more", "import.damaged"),
    "a cut workbook": (spreadsheets.xlsx(SHEET)[:-200], "import.damaged"),
    "an older workbook in pieces": (spreadsheets.xls()[:600], "import.damaged"),
    "one that ends whatever process reads it": (
        spreadsheets.xls()[:1650] + b"\x9c" + spreadsheets.xls()[1651:],
        "import.damaged",
    ),
    "no workbook inside": (zipped(xl__workbook_xml=b"<x"), "import.damaged"),
    "a workbook behind a password": (
        spreadsheets.xls().replace("Workbook".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le")),
        "import.locked",
    ),
    "the other behind a password": (
        spreadsheets.ods(SHEET, lock="<manifest:encryption-data/>"),
        "import.locked",
    ),
    "unpacked far too large": (zipped(xl__workbook_xml=bytes(51 << 20)), "import.too_large"),
    "a stray cell far out": (spreadsheets.xlsx(SHEET, stray="XFD1048576"), "import.too_large"),
    "a stray cell far out in the other": (
        spreadsheets.ods(SHEET, rest=FAR + '<table:table-cell office:value-type="float" office:value="1"/></table:table-row>'),
        "import.too_large",
    ),
    "a quote that does not end": (b'Navn\nBo\n"Ann\nLis\n', "import.quotes"),
    "too many rows": (b"Navn\n" + b"Bo\n" * 1_020, "import.too_many"),
    "too many columns": (b"Navn" + b";" * 300 + b"x\n", "import.too_large"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_no_list_is_said_with_a_piece_of_advice(what: str) -> None:
    data, code = WRONG[what]
    with pytest.raises(InputError) as raised:
        table_of("liste.x", data)
    assert raised.value.code == code
    assert "»liste.x«" in raised.value.title and raised.value.advice.endswith(".")


def test_what_a_dying_reader_says_of_a_list_is_heard_by_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InputError):
        table_of("liste.xls", WRONG["one that ends whatever process reads it"][0])
    assert capfd.readouterr() == ("", "")


def test_a_file_that_is_not_there_not_a_file_or_without_end_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "LARGEST_FILE_BYTES", 1 << 10)
    for path, code in (
        (tmp_path / "nej.csv", "import.file"),
        (tmp_path, "import.file"),
        (Path(os.devnull).parent / "zero", "import.too_large"),
    ):
        with pytest.raises(InputError) as raised:
            read_table(path)
        assert raised.value.code == code
