"""Asking for a file: the system's own dialog."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

BACKUPS = "Sikkerhedskopi (*.rygsaek)"
PAPERS = "Papir (*.pdf)"
TABLES = "Tal til et regneark (*.csv)"
CALENDARS = "Kalender (*.ics)"
REQUESTS = "En leders ja (*.rygsaek-ja)"
KINDS = {".rygsaek": BACKUPS, ".csv": TABLES, ".ics": CALENDARS, ".rygsaek-ja": REQUESTS}
LISTS = "Regneark eller CSV (*.xlsx *.xls *.ods *.csv *.txt)"
FILES = "PDF eller billede (*.pdf *.png *.jpg *.jpeg *.tif *.tiff)"
PICTURES = "Billede eller papir (*.png *.jpg *.jpeg *.tif *.tiff *.pdf)"


def ask_target(parent: QWidget, name: str) -> Path | None:
    """Where to save; None where the person changed their mind."""
    kind = KINDS.get(Path(name).suffix, PAPERS)
    start = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)) / name
    found, _ = QFileDialog.getSaveFileName(parent, "Gem som fil", str(start), kind)
    return Path(found) if found else None


def ask_backup(parent: QWidget) -> Path | None:
    """Which backup to fetch."""
    start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    found, _ = QFileDialog.getOpenFileName(parent, "Vælg sikkerhedskopien", start, f"{BACKUPS};;Alle filer (*)")
    return Path(found) if found else None


def ask_request(parent: QWidget) -> Path | None:
    """Which file another lead has made, to be signed."""
    start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    found, _ = QFileDialog.getOpenFileName(parent, "Vælg filen fra den anden leder", start, f"{REQUESTS};;Alle filer (*)")
    return Path(found) if found else None


def ask_picture(parent: QWidget) -> Path | None:
    """Which picture to read a code from."""
    start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    found, _ = QFileDialog.getOpenFileName(parent, "Vælg billedet af koden", start, f"{PICTURES};;Alle filer (*)")
    return Path(found) if found else None


def ask_file(parent: QWidget) -> Path | None:
    """Which file to put into a case."""
    start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    found, _ = QFileDialog.getOpenFileName(parent, "Hent en fil til sagen", start, f"{FILES};;Alle filer (*)")
    return Path(found) if found else None


def ask_list(parent: QWidget) -> Path | None:
    """Which list to bring citizens in from."""
    start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    found, _ = QFileDialog.getOpenFileName(parent, "Vælg listen", start, f"{LISTS};;Alle filer (*)")
    return Path(found) if found else None


def ask_folder(parent: QWidget, title: str) -> Path | None:
    """Which folder to use."""
    found = QFileDialog.getExistingDirectory(parent, title)
    return Path(found) if found else None
