"""The Printer port through Qt, where there is no IPP: each page is drawn as a picture by QPdfDocument and given to QPrinter.

What Qt tells is little (6.12): a printer without paper, and one that is off, count as active; a job is "done" once it lies in
the system's queue; and `setPrinterName` quietly takes the default printer for a name that is not there. So a name is compared
letter by letter before and after, a job is at best "sendt til computerens kø", and a person says whether it came out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSize
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from rygsaek.errors import PrinterError
from rygsaek.paper import reasons
from rygsaek.paper.printers import JobState, PrinterInfo, StoppedError, Ticket, never

DPI = 300
"""Small print stays sharp; 600 takes three times as long on a page."""


class Spooler(Protocol):
    """The system's own queue, where it can be asked about a job by the name of its document."""

    def state(self, printer: str, document: str) -> JobState | None:
        """Where the job is; None where the queue cannot be asked."""
        ...

    def remove(self, printer: str, document: str) -> JobState | None:
        """Take it out, and tell where it then is; None where the queue cannot be asked."""
        ...


class QtPrinter:
    """Printers that Qt knows. names: theirs, now; make: a QPrinter for one; spooler: the system's queue, if it can be asked."""

    def __init__(
        self,
        spooler: Spooler | None = None,
        *,
        names: Callable[[], Sequence[str]] = QPrinterInfo.availablePrinterNames,
        make: Callable[[str], QPrinter] | None = None,
    ) -> None:
        self._spooler = spooler
        self._names = names
        self._make = make or _native
        self._spooled: set[Ticket] = set()

    def printers(self) -> tuple[PrinterInfo, ...]:
        """Every printer; nothing is known of how they are."""
        return tuple(PrinterInfo(name, "", name, "ready") for name in sorted(self._names()))

    def look(self, name: str) -> PrinterInfo:
        """Whether there is a printer of exactly this name."""
        is_there = name in self._names()
        return PrinterInfo(name, "", name, "ready" if is_there else "missing", "" if is_there else reasons.MISSING)

    def prepare(self, name: str, title: str, copies: int) -> Ticket:
        """A ticket; the system's queue hears nothing yet."""
        self._there(name)
        return f"{copies}:{title}"

    def deliver(self, name: str, ticket: Ticket, data: bytes, stop: Callable[[], bool] = never) -> None:
        """Draw the pages into the system's queue."""
        self._there(name)
        copies, _, title = ticket.partition(":")
        buffer = QBuffer()
        buffer.setData(QByteArray(data))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        paper = QPdfDocument()
        paper.load(buffer)
        if paper.status() != QPdfDocument.Status.Ready:
            raise _failure(reasons.FORMAT, name)
        printer = self._make(name)
        printer.setDocName(title)
        printer.setCopyCount(int(copies))
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
        printer.setFullPage(True)
        self._draw(printer, paper, name, stop)
        self._spooled.add(ticket)

    def state(self, name: str, ticket: Ticket) -> JobState:
        """What the system's queue says; else that it was given to it, or (after a restart) that nobody knows."""
        told = self._spooler.state(name, _title(ticket)) if self._spooler else None
        if told is not None:
            return told
        return JobState("queued", reasons.SPOOLED) if ticket in self._spooled else JobState("unknown")

    def cancel(self, name: str, ticket: Ticket) -> JobState:
        """Taken out of the system's queue where that can be asked; else nobody knows."""
        told = self._spooler.remove(name, _title(ticket)) if self._spooler else None
        return told if told is not None else self.state(name, ticket)

    def trace(self, title: str) -> Ticket:
        """The document's name is all that a queue knows."""
        return f"1:{title}"

    def _there(self, name: str) -> None:
        if name not in self._names():
            raise _failure(reasons.MISSING, name)

    def _draw(self, printer: QPrinter, paper: QPdfDocument, name: str, stop: Callable[[], bool]) -> None:
        painter = QPainter()
        if not painter.begin(printer):
            raise _failure(reasons.REFUSING, name)
        try:
            for page in range(paper.pageCount()):
                if stop():
                    printer.abort()
                    raise StoppedError
                if page and not printer.newPage():
                    printer.abort()
                    raise _failure(reasons.REFUSING, name)
                target = printer.paperRect(QPrinter.Unit.DevicePixel)
                painter.drawImage(target, _picture(paper, page))
        finally:
            is_taken = painter.end()
        if not is_taken:
            raise _failure(reasons.REFUSING, name)


def _native(name: str) -> QPrinter:
    """A printer of exactly this name. Raises PrinterError where Qt has quietly taken another."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(name)
    if printer.printerName() != name or not printer.isValid():
        raise _failure(reasons.MISSING, name)
    printer.setOutputFormat(QPrinter.OutputFormat.NativeFormat)
    printer.setResolution(DPI)
    return printer


def _picture(paper: QPdfDocument, page: int) -> QImage:
    """A page on white: QPdfDocument renders what is not printed as transparent, which a printer takes for black."""
    points = paper.pagePointSize(page)
    size = QSize(round(points.width() / 72 * DPI), round(points.height() / 72 * DPI))
    white = QImage(size, QImage.Format.Format_RGB32)
    white.fill(QColor("white"))
    painter = QPainter(white)
    painter.drawImage(0, 0, paper.render(page, size))
    painter.end()
    return white


def _title(ticket: Ticket) -> str:
    return ticket.partition(":")[2]


def _failure(reason: str, name: str) -> PrinterError:
    told = reasons.words(reason, printer=name)
    return PrinterError(told.title, told.advice, code=f"printer.{reason}")
