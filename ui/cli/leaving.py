"""The one door out of the vault, as the command line uses it."""

from __future__ import annotations

from rygsaek.casework.desk import Desk
from rygsaek.paper import ipp
from rygsaek.paper.exits import Exits
from rygsaek.paper.ipp_printer import IppPrinter
from rygsaek.paper.print_queue import PrintQueue
from rygsaek.paper.shelf import Shelf


def exits_of(desk: Desk, shelf: Shelf | None = None) -> Exits:
    """The exits of a desk, with this computer's printers. What an earlier command has sent is let go on. shelf: its leaflets.

    A file that an earlier command died over is settled first.
    """
    exits = Exits(desk, PrintQueue(desk.vault, printer_here(), desk.now, is_continuing=True), shelf=shelf or Shelf())
    exits.recover()
    return exits


def printer_here() -> IppPrinter:
    """This computer's CUPS, and driverless printers by their address."""
    return IppPrinter(ipp.local_cups())
