from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from rygsaek.errors import PrinterError
from rygsaek.paper import reasons
from rygsaek.paper.printers import JobState, StoppedError
from tests.support.cups import PrivateCups
from tests.support.printer import SimulatedPrinter, until
from ui.printing.qt_printer import QtPrinter, _native
from ui.printing.windows_spooler import WindowsSpooler

HERE = Path(__file__).parents[3]


def to_file(target: Path) -> QtPrinter:
    """A Qt printer whose queue is a PDF file."""

    def make(name: str) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        printer.setResolution(150)
        return printer

    return QtPrinter(names=lambda: ["Køkken"], make=make)


@pytest.fixture
def paper() -> bytes:
    """Two pages, a black square in the upper left corner of each, the second one with another in the middle."""
    with pikepdf.new() as made:
        for extra in (b"", b" 250 400 100 100 re f"):
            made.add_blank_page(page_size=(595, 842))
            made.pages[-1].Contents = made.make_stream(b"0 742 100 100 re f" + extra)
        out = io.BytesIO()
        made.save(out)
    return out.getvalue()


def test_a_paper_is_drawn_on_white_page_for_page(qtbot: QtBot, tmp_path: Path, paper: bytes) -> None:
    target = tmp_path / "out.pdf"
    printer = to_file(target)
    ticket = printer.prepare("Køkken", "Rygsaek-a-1", 1)
    assert printer.state("Køkken", ticket) == JobState("unknown")
    printer.deliver("Køkken", ticket, paper)
    assert printer.state("Køkken", ticket) == JobState("queued", reasons.SPOOLED)
    assert "Rygsaek-a-1".encode("utf-16-be") in target.read_bytes() or b"Rygsaek-a-1" in target.read_bytes()
    drawn = QPdfDocument()
    drawn.load(str(target))
    assert drawn.pageCount() == 2
    for page, middle in ((0, "white"), (1, "black")):
        picture = drawn.render(page, QSize(595, 842))
        assert QColor(picture.pixel(50, 50)) == QColor("black")
        assert QColor(picture.pixel(300, 392)) == QColor(middle)
        assert QColor(picture.pixel(500, 800)) == QColor("white")


def test_a_name_that_is_not_there_is_missing_and_never_the_default(qtbot: QtBot, tmp_path: Path, paper: bytes) -> None:
    printer = to_file(tmp_path / "out.pdf")
    assert printer.look("Køkken").at == "ready" and printer.look("køkken").at == "missing"
    for refused in (
        lambda: printer.prepare("Stue", "t", 1),
        lambda: printer.deliver("Stue", "1:t", paper),
        lambda: _native("Stue"),
    ):
        with pytest.raises(PrinterError) as error:
            refused()
        assert error.value.code == "printer.missing"
    assert not (tmp_path / "out.pdf").exists()


def test_a_delivery_that_is_stopped_puts_nothing_more_out(qtbot: QtBot, tmp_path: Path, paper: bytes) -> None:
    printer = to_file(tmp_path / "out.pdf")
    with pytest.raises(StoppedError):
        printer.deliver("Køkken", "1:t", paper, lambda: True)
    assert printer.state("Køkken", "1:t") == JobState("unknown")


def test_what_is_no_paper_is_refused_in_words(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(PrinterError) as error:
        to_file(tmp_path / "out.pdf").deliver("Køkken", "1:t", b"ikke en pdf")
    assert error.value.code == "printer.format"


def test_through_the_systems_queue_it_comes_out_at_the_printer_of_that_name_alone(tmp_path: Path, paper: bytes) -> None:
    with SimulatedPrinter(tmp_path / "printer").on() as printer, PrivateCups().on(printer.bus) as cups:
        cups.add_queue("Koekken", printer.uri)
        cups.set_default("Koekken")
        (tmp_path / "paper.pdf").write_bytes(paper)
        ended = subprocess.run(
            [sys.executable, "-c", IN_A_PROCESS, str(tmp_path / "paper.pdf")],
            env={**os.environ, "CUPS_SERVER": cups.server.socket_path, "QT_QPA_PLATFORM": "offscreen"},
            cwd=HERE, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr
        assert ended.stdout.split() == ["Koekken", "printer.missing", "queued"]
        until(printer.documents)
        assert set(printer.pages()) == {"Rygsaek-a-1"}


IN_A_PROCESS = """
import pathlib, sys
from PySide6.QtWidgets import QApplication
from rygsaek.errors import PrinterError
from ui.printing.qt_printer import QtPrinter
app = QApplication([])
printer = QtPrinter()
print(*(one.name for one in printer.printers()))
try:
    printer.prepare("Stue", "Rygsaek-b-1", 1)
except PrinterError as error:
    print(error.code)
ticket = printer.prepare("Koekken", "Rygsaek-a-1", 1)
printer.deliver("Koekken", ticket, pathlib.Path(sys.argv[1]).read_bytes())
print(printer.state("Koekken", ticket).at)
"""


@pytest.mark.parametrize(
    ("said", "state", "removed"),
    [
        ("", None, None),
        ("asked\n", JobState("done"), JobState("unknown")),
        ("Printing, Retained\nasked\n", JobState("printing"), JobState("printing")),
        ("PaperOut, Printing\r\nasked\r\n", JobState("printing", "paper"), JobState("printing", "paper")),
        ("Offline\nasked\n", JobState("queued", "unreachable"), JobState("queued", "unreachable")),
    ],
)
def test_windows_queue_is_asked_by_the_documents_name(said: str, state: JobState | None, removed: JobState | None) -> None:
    asked: list[tuple[str, dict[str, str]]] = []

    def run(script: str, names: dict[str, str]) -> str:
        asked.append((script, names))
        return said

    spooler = WindowsSpooler(run)
    assert spooler.state("HP '; rm", "Rygsaek-a-1") == state
    assert spooler.remove("HP '; rm", "Rygsaek-a-1") == removed
    assert all("HP" not in script and names["RYGSAEK_PRINTER"] == "HP '; rm" for script, names in asked)
    assert ["Remove-PrintJob" in script for script, _ in asked] == [False, True]
