"""This computer's printers: IPP where the system speaks it, Qt's on Windows."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rygsaek.paper.printers import Printer


def printers_here(known: str = "") -> Printer:
    """The printers. known: the printer that was chosen; where that is an address of its own, it is listed beside the system's."""
    if sys.platform == "win32":
        from ui.printing.qt_printer import QtPrinter
        from ui.printing.windows_spooler import WindowsSpooler

        return QtPrinter(WindowsSpooler())
    from rygsaek.paper import ipp
    from rygsaek.paper.ipp_printer import IppPrinter

    return IppPrinter(ipp.local_cups(), direct=(known,) if "://" in known else ())
