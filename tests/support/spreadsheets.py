"""Spreadsheets as files, made for tests: just what xlsx, ods and the older xls need to open."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile
from zlib import decompress

Cell = str | int | bool | date | None
ROOT = "http://schemas.openxmlformats.org"
MAIN, DOCUMENT = f"{ROOT}/spreadsheetml/2006/main", f"{ROOT}/officeDocument/2006/relationships"
PACKAGE = f'xmlns="{ROOT}/package/2006/relationships"'
DAY_ONE = date(1899, 12, 30)
A_DATE = 1
HIDDEN = ' state="hidden"'
ODS = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
ODS_NAMES = " ".join(f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in ("office", "table", "text"))


def xlsx(rows: Sequence[Sequence[Cell]], *, others: Sequence[str] = (), hidden: Sequence[str] = (), stray: str = "") -> bytes:
    """A workbook whose sheet »Borgere« has these rows. hidden: sheets before it, others: behind it; stray: one cell more."""
    names = [*hidden, "Borgere", *others]
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"{HIDDEN if name in hidden else ""}/>'
        for n, name in enumerate(names, start=1)
    )
    kinds = [(n, "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(names) + 1)] + [(99, "styles", "styles.xml")]
    relations = "".join(f'<Relationship Id="rId{n}" Type="{DOCUMENT}/{kind}" Target="{target}"/>' for n, kind, target in kinds)
    first = f'<Relationship Id="rId1" Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{ROOT}/package/2006/content-types"/>',
        "_rels/.rels": f"<Relationships {PACKAGE}>{first}</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships {PACKAGE}>{relations}</Relationships>",
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    }
    for n, name in enumerate(names, start=1):
        body = "".join(_xlsx_row(r, cells) for r, cells in enumerate(rows, start=1)) if name == "Borgere" else ""
        if stray and name == "Borgere":
            row = "".join(one for one in stray if one.isdigit())
            body += f'<row r="{row}"><c r="{stray}"><v>1</v></c></row>'
        parts[f"xl/worksheets/sheet{n}.xml"] = f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'
    return _packed(parts)


def ods(rows: Sequence[Sequence[Cell]], *, rest: str = "", lock: str = "") -> bytes:
    """The same as OpenDocument, with the empty rest of the sheet told as one, as LibreOffice does.

    rest: rows behind, instead of that; lock: what tells that it is encrypted.
    """
    body = "".join(f"<table:table-row>{''.join(map(_ods_cell, cells))}</table:table-row>" for cells in rows)
    empty = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/>'
        "</table:table-row>"
    )
    content = (
        f"<office:document-content {ODS_NAMES}><office:body><office:spreadsheet>"
        f'<table:table table:name="Borgere">{body}{rest or empty}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    entry = f'<manifest:file-entry manifest:full-path="content.xml">{lock}</manifest:file-entry>'
    manifest = f'<manifest:manifest xmlns:manifest="{MANIFEST}">{entry}</manifest:manifest>'
    return _packed({"mimetype": ODS, "content.xml": content, "META-INF/manifest.xml": manifest})


def xls() -> bytes:
    """Two rows in the older format: Navn, CPR, Født, Mobil; Åse Ø, 701611234 as a number, 7 January 1961 as a date, 12345678."""
    return decompress(b64decode(XLS))


def _xlsx_row(number: int, cells: Sequence[Cell]) -> str:
    found = "".join(_xlsx_cell(f"{chr(64 + n)}{number}", cell) for n, cell in enumerate(cells, start=1) if cell is not None)
    return f'<row r="{number}">{found}</row>'


def _xlsx_cell(place: str, cell: Cell) -> str:
    match cell:
        case bool():
            return f'<c r="{place}" t="b"><v>{int(cell)}</v></c>'
        case date():
            return f'<c r="{place}" s="{A_DATE}"><v>{(cell - DAY_ONE).days}</v></c>'
        case int():
            return f'<c r="{place}"><v>{cell}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(str(cell))}</t></is></c>'


def _ods_cell(cell: Cell) -> str:
    match cell:
        case None:
            return "<table:table-cell/>"
        case bool():
            return f'<table:table-cell office:value-type="boolean" office:boolean-value="{str(cell).lower()}"/>'
        case date():
            return f'<table:table-cell office:value-type="date" office:date-value="{cell.isoformat()}"/>'
        case int():
            return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'


def _packed(parts: dict[str, str]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return made.getvalue()


XLS = (
    "eNrtWE1oE0EU/mY3aX5I0yRNhVYooWDVmh6KFxHabWttTwmxF38o2MTkUFISjUXQi9WaoyB4UrwU6sFL1Ys/qKCg4EGo6EERlEQvgqeCQg9t1jcvu5K2Cg"
    "1ooTJfmDfvfTPz5mV+d/f1QrA0e7etjDXog46K6UFDDScoeWwjACo3TanauZuSqbCl4HHTRDY48ajxlUvOoZzvMjTccTwjCXymNIaTiOdzmcgmYpBjSAoZ"
    "Qy9JgRvE+NHKUYVYnmDZzPI213zMsp+Zyyx7qW5JHMOCEe/aZ63iI1oHl/kh/d7nNh+Y6UELXspVfP6KqNZ1YqAwkZzcYgXtDh/mQBM6ksllCtJuwk14ga"
    "Gh7lis+yihhDBN9hx+mBHgu72rn0YUv7m8APFLq3nXH3g3TeJa/qrmAKZhjvMmKcKHZocscdBKyPYsI0prApyIjifP5HTgQGKUjOGl9BTxsXxqYpLyF6cz"
    "kfdeecTzkRBYdSQ08lbxkUyjifUgb5gAxbR8a/FNLJUwjjMzzddA9bLYIWODiQuyBTX2c4mGanxAF+t7WF5kr9tZb2MZpqgp70y0WMrwDNe5xKWd1M9exl"
    "tjZ42+i/Tit0MP2otfjN2kz4+Uz4Xn3xmz6KDLK03t5W8GUREV169JPDTsXFgHy0eWresOGbcWsGI3rRuxCStyWxGCLKuWHB3xy9KssapaOlm65Uv8xpdg"
    "X3J0dBovwb4Ipz59fT7whOIT5CuEwTHJ7y8uajr6tBDu8aD211zWXigoKCgoKCgoKCisg7AeyHXrkdxpPfC7rO86K5Qq6jPJf4tR5Ok3RS+VB5GjvICzda"
    "2fbXAK25fYYBv7e6HEYeq9gCxSHEe27vVLL2yi9v9suGHg722hevuv1BPnP+7/J/dC1+4="
)
