"""Scanning into one case from an open vault. Every call waits for a scanner or the vault, off the screen's thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from forms.answers import paths
from forms.pdf.document import Paper
from forms.profile import fill, names
from forms.texts import text_in
from rygsaek.casework import accesslog, views
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import BORGER
from rygsaek.paper import filing
from rygsaek.paper.filing import Home
from rygsaek.paper.scan_tray import Scan
from rygsaek.paper.scanners import ScanError, Scanner, Scanners
from ui.presenters.case_files import pages_words, shown
from ui.presenters.scanning import MOST_PAGES, Laid, Place, Signature, Waiting
from ui.presenters.times import moment_words

OTHERS = "Papiret hører til en anden sag. Åbn den sag, og tag scanningen derfra. Den ligger her så længe."
MIXED = "Der er flere papirer i scanningen. Smid den væk, og scan et papir ad gangen."
UNKNOWN = "Vi kan ikke se, hvilket papir det er. Vælg selv."
LOOSE = Place("", "Ikke et af papirerne: bare et bilag")


class DeskScanning:
    """make: this computer's scanners."""

    def __init__(self, desk: Desk, case: str, make: Callable[[], Scanners] = Scanners) -> None:
        self._desk, self._case, self.make = desk, case, make

    def scanners(self) -> tuple[Scanner, ...]:
        """Those that answer. Raises ScanError, also for none."""
        found = self.make().listed()
        if not found:
            raise ScanError("scan.none")
        return found

    def pages(self, scanner: Scanner, cancelled: threading.Event, *, is_fed: bool) -> Iterator[bytes]:
        """One page, or all in the feeder; nothing is scanned before the first is asked for. Raises ScanError then."""
        here = self.make()
        return here.fed(scanner, MOST_PAGES, cancelled) if is_fed else here.pages(scanner.id, 1, cancelled)

    def lay(self, page: bytes, before: str) -> Laid:
        """A page into the tray, behind what lies there by the id `before`. Raises InputError, DiskError."""
        scan = filing.add_page(self._desk, before, page) if before else filing.take_pages(self._desk, (page,))
        return self._laid(scan)

    def turn(self, scan: str, page: int) -> Laid:
        """One page a quarter round. Raises InputError."""
        return self._laid(filing.turn_page(self._desk, scan, page))

    def drop(self, scan: str, page: int) -> Laid:
        """Without one page. Raises InputError."""
        return self._laid(filing.drop_page(self._desk, scan, page))

    def waiting(self) -> tuple[Waiting, ...]:
        """What lies in the tray, oldest first."""
        now = self._desk.now()
        return tuple(
            Waiting(one.id, f"{moment_words(datetime.fromisoformat(one.at), now)}, {pages_words(one.pages)}")
            for one in filing.in_tray(self._desk)
        )

    def laid(self, scan: str) -> Laid:
        """One of them. Raises InputError `scan.unknown`."""
        return self._laid(filing.opened(self._desk, scan)[0])

    def paper(self, scan: str) -> Paper:
        """A scan to look at; it is written down as a look at the case that it is looked at from."""
        found, data = filing.opened(self._desk, scan)
        accesslog.seen(self._desk, self._case, "show", f"scanning {scan}")
        return shown(data, found.pages, scan, "Det scannede")

    def keep(self, scan: str, place: str, title: str, signed: Mapping[str, str]) -> str:
        """Puts it where it belongs; says what came of it. Raises InputError (`scan.…`, `file.…`), ProblemsError, DiskError."""
        home = filing.home_of(self._desk, filing.opened(self._desk, scan)[0])
        if home.copy is not None and home.copy.case == self._case:
            kept = filing.file_to_paper(self._desk, scan, signed)
        else:
            form, _, document = place.rpartition(":")
            kept = filing.file_in_case(
                self._desk, scan, self._case, document=document if not form else "", form=document if form else "", title=title
            )
        return f"Lagt i sagen: {kept.title}."

    def discard(self, scan: str) -> None:
        """Throws it away."""
        filing.discard(self._desk, scan)

    def _laid(self, scan: Scan) -> Laid:
        """What its codes tell, seen from this case. Of another case nothing is said but that it is another."""
        home = filing.home_of(self._desk, scan)
        if home.is_mixed:
            return Laid(scan.id, scan.pages, MIXED, may_keep=False)
        if home.copy is not None and home.copy.case != self._case:
            return Laid(scan.id, scan.pages, OTHERS, may_keep=False)
        if home.copy is not None:
            return self._own(scan, home, home.copy.document, home.copy.version)
        places = self._places()
        if home.form and self._desk.role.may_write(home.form) and home.form in self._desk.library.ids():
            name = text_in(self._desk.library.newest(home.form).standard_name, "da")
            proposed = Place(f"form:{home.form}", f"{name}: det åbne papir, eller et nyt")
            return Laid(scan.id, scan.pages, f"Et tomt papir, der er skrevet på: {name}.", places=(proposed, *places))
        return Laid(scan.id, scan.pages, UNKNOWN, places=places)

    def _own(self, scan: Scan, home: Home, document: str, version: str) -> Laid:
        """One of this case's own papers, and who may have signed it."""
        view = views.document_view(self._desk, self._case, document)
        definition, words = view.definition, names(self._desk.profile, self._desk.worker, "")
        signatures: tuple[Signature, ...] = ()
        if definition is not None:
            words = names(self._desk.profile, self._desk.worker, views.case_view(self._desk, self._case).first_name)
            signatures = tuple(
                Signature(path, fill(text_in(field.label, "da"), words))
                for path, field in paths(definition, view.values, self._desk.today())
                if field.kind == "signature" and not view.answers.get(path)
            )
        title = text_in(definition.standard_name, "da") if definition is not None else home.form
        return Laid(scan.id, scan.pages, f"Koden siger: {title} nr. {version} fra denne sag.", signatures=signatures)

    def _places(self) -> tuple[Place, ...]:
        """The case's papers, newest first, behind none of them."""
        view = views.case_view(self._desk, self._case)
        mine = [one for one in reversed(view.documents) if one.form != BORGER and self._desk.role.may_write(one.form)]
        return (LOOSE, *(Place(f":{one.document}", f"{one.title}, {one.state}") for one in mine))
