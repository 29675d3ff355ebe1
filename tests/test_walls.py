"""The walls of the house: which room may import which. Each rule reads as a sentence and fails with the import's place."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

pytestmark = pytest.mark.xdist_group("walls")  # all read the same files, once
ROOT = Path(__file__).resolve().parent.parent
HOUSE = ("forms", "rygsaek", "sync", "ui")
FLOORS = ("rygsaek.vault", "rygsaek.history", "rygsaek.casework", "rygsaek.paper")


class Import(NamedTuple):
    """One import of one module: where it stands, who imports, and what."""

    place: str
    importer: str
    imported: str


def imports_of(path: Path, root: Path = ROOT) -> Iterator[Import]:
    importer = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        place = f"{path.relative_to(root)}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Import):
            yield from (Import(place, importer, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{place}: imports are absolute here"
            for alias in node.names:
                yield Import(place, importer, f"{node.module}.{alias.name}")


@cache
def all_imports() -> list[Import]:
    """Every import in the house, read once."""
    return [found for room in HOUSE for path in sorted((ROOT / room).rglob("*.py")) for found in imports_of(path)]


def within(module: str, rooms: tuple[str, ...]) -> bool:
    return any(module == room or module.startswith(room + ".") for room in rooms)


def refused(found: list[Import], library: tuple[str, ...], allowed: tuple[str, ...]) -> list[Import]:
    """Imports of a library by anyone outside the rooms that may."""
    return [one for one in found if within(one.imported, library) and not within(one.importer, allowed)]


def upward(found: list[Import], order: tuple[str, ...]) -> list[Import]:
    """Imports from a room into one that stands later in the order."""
    return [
        one
        for one in found
        for level, room in enumerate(order)
        if within(one.importer, (room,)) and within(one.imported, order[level + 1 :])
    ]


def test_nothing_imports_to_the_right() -> None:
    assert upward(all_imports(), HOUSE) == []


def test_inside_rygsaek_nothing_imports_upwards() -> None:
    assert upward(all_imports(), FLOORS) == []


LIBRARIES = {
    "Qt only in ui": (("PySide6", "shiboken6"), ("ui",)),
    "ReportLab and pikepdf only in forms/pdf": (("reportlab", "pikepdf"), ("forms.pdf",)),
    "only the vault opens the database": (("sqlcipher3", "sqlite_utils", "sqlite3", "pysqlite3"), ("rygsaek.vault",)),
    "only the central store knows its engine": (("sqlalchemy", "psycopg"), ("sync.server",)),
    "httpx only in sync/transport": (("httpx",), ("sync.transport",)),
    "what httpx connects by only in sync/connecting": (("httpcore",), ("sync.connecting",)),
    "spreadsheets are opened in one room": (("python_calamine",), ("rygsaek.casework.importing.sheets",)),
    "http.client only in paper/ipp": (("http",), ("rygsaek.paper.ipp",)),
    "only sync/transport asks the system for proxies": (("urllib.request",), ("sync.transport",)),
    "POSIX and Windows calls in two modules": (
        ("fcntl", "msvcrt", "resource", "winreg", "ctypes", "pwd", "grp"),
        ("rygsaek.vault.system", "ui.system"),
    ),
}


@pytest.mark.parametrize("rule", LIBRARIES)
def test_a_library_stays_in_its_room(rule: str) -> None:
    library, allowed = LIBRARIES[rule]
    assert refused(all_imports(), library, allowed) == []


def test_presenters_and_command_line_know_no_qt() -> None:
    found = [one for one in all_imports() if within(one.importer, ("ui.presenters", "ui.cli"))]
    assert refused(found, ("PySide6",), ()) == []


def test_what_the_central_store_imports_cannot_open_anything() -> None:
    leaves = ("sync.wire", "sync.proof")
    found = [one for one in all_imports() if within(one.importer, ("sync.server", *leaves))]
    assert [one for one in found if within(one.imported, HOUSE) and not within(one.imported, ("sync.server", *leaves))] == []


def test_packages_are_maps_that_hand_out_nothing() -> None:
    for room in HOUSE:
        for path in (ROOT / room).rglob("__init__.py"):
            body = ast.parse(path.read_text(encoding="utf-8")).body
            assert len(body) == 1 and isinstance(body[0], ast.Expr), f"{path.relative_to(ROOT)} holds more than its docstring"
            assert isinstance(body[0].value, ast.Constant) and len(str(body[0].value.value)) > 20, f"{path}: an empty map"


def test_the_packaging_folder_shadows_no_library() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_a_wall_notices_what_goes_through_it(tmp_path: Path) -> None:
    (tmp_path / "forms").mkdir()
    climber = tmp_path / "forms" / "climber.py"
    climber.write_text("from rygsaek.vault import vault\nimport PySide6.QtWidgets\n", encoding="utf-8")
    found = list(imports_of(climber, tmp_path))
    assert [one.place for one in upward(found, HOUSE)] == ["forms/climber.py:1"]
    assert [one.place for one in refused(found, ("PySide6",), ("ui",))] == ["forms/climber.py:2"]
