"""The door of a desk with no printer behind it."""

from __future__ import annotations

from rygsaek.casework.desk import Desk
from rygsaek.paper.exits import Exits
from rygsaek.paper.ipp_printer import IppPrinter
from rygsaek.paper.print_queue import PrintQueue


def exits_of(desk: Desk) -> Exits:
    """What leaves goes to no printer, and says so."""
    return Exits(desk, PrintQueue(desk.vault, IppPrinter(None), desk.now))
