"""The shelf on a page about paper: what is found by the words typed, and one press to print it."""

from __future__ import annotations

from rygsaek.paper import shelf
from rygsaek.paper.shelf import Leaflet
from ui.presenters.bell import Bell
from ui.presenters.print_room import PrintRoom
from ui.presenters.printing import Printing
from ui.presenters.runner import Runner

MOST_SHOWN = 5


class Shelf:
    """changed: rings when what is found does.

    is_at_table: in a citizen's sight, where nothing lies open that nobody asked for, and nothing broken.
    """

    def __init__(self, room: PrintRoom, printing: Printing, runner: Runner, *, is_at_table: bool = False) -> None:
        self._room, self._printing, self._runner = room, printing, runner
        self._is_at_table = is_at_table
        self._all: tuple[Leaflet, ...] = ()
        self.wanted = ""
        self.changed: Bell[[]] = Bell()
        printing.changed.listen(self.changed.ring)

    def load(self) -> None:
        """Reads what stands on the shelf, off the screen's thread."""
        self._runner.read(self._room.exits.leaflets, self._on_found)

    @property
    def is_empty(self) -> bool:
        """Whether the municipality has put nothing there."""
        return not self._all

    @property
    def may_print(self) -> bool:
        """Whether there is a printer to print to."""
        return self._printing.has_printer

    def found(self) -> tuple[Leaflet, ...]:
        """The first few with the words; at a table none while nothing is typed."""
        return self._hits()[:MOST_SHOWN]

    @property
    def say(self) -> str:
        """What to be told of the search, "" for nothing."""
        more = len(self._hits()) - MOST_SHOWN
        if self.wanted and not self.found():
            return "Der er intet på hylden med de ord."
        return f"Og {more} til. Skriv et ord for at finde dem." if more > 0 else ""

    def _hits(self) -> tuple[Leaflet, ...]:
        if self._is_at_table and not self.wanted:
            return ()
        return tuple(one for one in shelf.search(self._all, self.wanted) if not (self._is_at_table and one.trouble))

    def search(self, text: str) -> None:
        """Other words."""
        self.wanted = text.strip()
        self.changed.ring()

    def print(self, name: str) -> None:
        """One press."""
        self._printing.print_leaflet(name)

    def _on_found(self, found: tuple[Leaflet, ...]) -> None:
        self._all = found
        self.changed.ring()
