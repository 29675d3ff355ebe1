"""Scanning paper into a case: find the scanner, page by page, where it belongs, keep. No Qt.

Each page lies sealed in the scan tray as soon as it has come: a lock or a crash loses no page that the scanner has given.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from forms.pdf.document import Paper
from rygsaek.errors import RygsaekError
from rygsaek.paper.scanners import Scanner
from ui.presenters.bell import Bell
from ui.presenters.runner import Runner

MOST_PAGES: Final = 50
LOOKING = "Vi leder efter scanneren …"
SCANNING = "Scanner side {number} …"
CAME = "Side {number} er kommet."
THERE = "{number} sider er kommet."
NOT_SCANNED: Final = frozenset({"scan.stopped"})
"""What the person did themselves is no trouble."""


@dataclass(frozen=True)
class Place:
    """Where a scan can be put. value: for `keep`; words: as a person chooses it."""

    value: str
    words: str


@dataclass(frozen=True)
class Signature:
    """A name that may stand on the paper. path: its field; label: what it asks."""

    path: str
    label: str


@dataclass(frozen=True)
class Laid:
    """A scan that lies in the tray. said: what its code tells, and what to do; may_keep: it can be put into this case.

    places: where a person can put it, what is proposed first; none where its own code decides. signatures: that it may bear.
    """

    id: str
    pages: int
    said: str
    may_keep: bool = True
    places: tuple[Place, ...] = ()
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True)
class Waiting:
    """A scan of an earlier time. words: when, and how many pages; nothing of what it shows."""

    id: str
    words: str


class ScanSource(Protocol):
    """Where the page's facts come from; each call is made off the screen's thread."""

    def scanners(self) -> tuple[Scanner, ...]: ...

    def pages(self, scanner: Scanner, cancelled: threading.Event, *, is_fed: bool) -> Iterator[bytes]: ...

    def lay(self, page: bytes, before: str) -> Laid: ...

    def turn(self, scan: str, page: int) -> Laid: ...

    def drop(self, scan: str, page: int) -> Laid: ...

    def waiting(self) -> tuple[Waiting, ...]: ...

    def laid(self, scan: str) -> Laid: ...

    def paper(self, scan: str) -> Paper: ...

    def keep(self, scan: str, place: str, title: str, signed: Mapping[str, str]) -> str: ...

    def discard(self, scan: str) -> None: ...


class Scanning:
    """source: where its facts come from. changed: rings when what is shown does; looked: with a scan to look at; kept, trouble:
    what came of it."""

    def __init__(self, source: ScanSource, runner: Runner) -> None:
        self.source, self._runner = source, runner
        self._cancelled = threading.Event()
        self._coming: Iterator[bytes] = iter(())
        self._is_fed = False
        self._is_scanned = False
        self.scanners: tuple[Scanner, ...] | None = None
        self.waiting: tuple[Waiting, ...] = ()
        self.scanner = ""
        self.laid: Laid | None = None
        self.is_scanning = False
        self.is_keeping = False
        self.changed: Bell[[]] = Bell()
        self.looked: Bell[[Paper]] = Bell()
        self.kept: Bell[[str]] = Bell()
        self.trouble: Bell[[RygsaekError]] = Bell()

    def begin(self) -> None:
        """The page is shown."""
        self.find()
        self._runner.read(self.source.waiting, self._on_waiting, self.trouble.ring)

    def find(self) -> None:
        """Looks for scanners, anew where somebody has switched one on."""
        self.scanners = None
        self.changed.ring()
        self._runner.read(self.source.scanners, self._on_scanners, self._on_no_scanners)

    def choose(self, scanner: str) -> None:
        """Another scanner."""
        self.scanner = scanner
        self.changed.ring()

    def scan(self, *, is_fed: bool = False) -> None:
        """One page, behind those that came before it; or all in the feeder, each shown as it comes."""
        scanner = next((one for one in self.scanners or () if one.id == self.scanner), None)
        if scanner is None or not self.may_scan:
            return
        self._cancelled, self.is_scanning, self._is_fed = threading.Event(), True, is_fed
        self._coming = self._pages(scanner, self._cancelled, is_fed=is_fed)
        self.changed.ring()
        self._next()

    def turn(self, page: int) -> None:
        """One page a quarter round."""
        self._change(self.source.turn, page)

    def drop(self, page: int) -> None:
        """Takes one page out; the last one is thrown away with the scan."""
        self._change(self.source.drop, page)

    def _change(self, change: Callable[[str, int], Laid], page: int) -> None:
        laid = self.laid
        if laid is not None and self.may_change:
            self.is_keeping = True
            self.changed.ring()
            self._runner.write(lambda: change(laid.id, page), self._on_changed, self._on_not_kept)

    def _on_changed(self, laid: Laid) -> None:
        self.is_keeping = False
        self._show(laid)

    def stop(self) -> None:
        """Gives up the page that is under way, and those behind it."""
        self._cancelled.set()

    def end(self) -> None:
        """The page is left: the scanner stops, and what has come lies in the tray."""
        self.stop()

    def open(self, scan: str) -> None:
        """Goes on with a scan of an earlier time."""
        self._is_scanned = False
        self._runner.read(lambda: self.source.laid(scan), self._show, self.trouble.ring)

    def keep(self, place: str, title: str, signed: Mapping[str, str]) -> None:
        """Puts the scan into the case."""
        laid, names = self.laid, {path: name for path, name in signed.items() if name}
        if laid is None or not self.may_keep:
            return
        self.is_keeping = True
        self.changed.ring()
        self._runner.write(lambda: self.source.keep(laid.id, place, title, names), self._on_kept, self._on_not_kept)

    def discard(self) -> None:
        """Throws the scan away."""
        laid = self.laid
        if laid is not None and not self.is_scanning and not self.is_keeping:
            self._runner.write(lambda: self.source.discard(laid.id), lambda _: self._over(), self.trouble.ring)

    @property
    def may_scan(self) -> bool:
        """There is a scanner, and nothing is under way."""
        is_free = not self.is_scanning and not self.is_keeping and (self.laid is None or self._is_scanned)
        return bool(self.scanner) and is_free and self._count < MOST_PAGES

    @property
    def has_feeder(self) -> bool:
        """Whether the scanner that is chosen takes several pages at once."""
        return any(one.feeder for one in self.scanners or () if one.id == self.scanner)

    @property
    def may_change(self) -> bool:
        """There are pages to turn and to take out, and nothing is under way."""
        return self.laid is not None and not self.is_scanning and not self.is_keeping

    @property
    def may_keep(self) -> bool:
        """There is something to keep, and it belongs here."""
        return self.laid is not None and self.laid.may_keep and not self.is_scanning and not self.is_keeping

    @property
    def is_more(self) -> bool:
        """A page has come, and the next one goes behind it."""
        return self._is_scanned

    @property
    def _count(self) -> int:
        return self.laid.pages if self.laid is not None and self._is_scanned else 0

    @property
    def words(self) -> str:
        """How far it is."""
        count = self._count
        if self.is_scanning:
            return SCANNING.format(number=count + 1)
        if self.scanners is None:
            return LOOKING
        return (CAME if count == 1 else THERE).format(number=count) if count else ""

    def _on_waiting(self, waiting: tuple[Waiting, ...]) -> None:
        self.waiting = waiting
        self.changed.ring()

    def _on_scanners(self, found: tuple[Scanner, ...]) -> None:
        self.scanners = found
        if self.scanner not in [one.id for one in found]:
            self.scanner = found[0].id if found else ""
        self.changed.ring()

    def _on_no_scanners(self, error: RygsaekError) -> None:
        self.scanners, self.scanner = (), ""
        self.trouble.ring(error)
        self.changed.ring()

    def _pages(self, scanner: Scanner, cancelled: threading.Event, *, is_fed: bool) -> Iterator[bytes]:
        """As the source gives them; begun where the first is waited for, and not on the screen's thread."""
        yield from self.source.pages(scanner, cancelled, is_fed=is_fed)

    def _next(self) -> None:
        coming = self._coming
        self._runner.read(lambda: next(coming, None), self._on_page, self._on_no_page)

    def _on_page(self, page: bytes | None) -> None:
        if page is None:  # the feeder is empty
            self.is_scanning = False
            self.changed.ring()
            return
        before = self.laid.id if self.laid is not None else ""
        self._runner.write(lambda: self.source.lay(page, before), self._on_laid, self._on_no_page)

    def _on_no_page(self, error: RygsaekError) -> None:
        """No page came, or it cannot be used; those before it stand."""
        self._cancelled.set()
        self.is_scanning = False
        if error.code not in NOT_SCANNED:
            self.trouble.ring(error)
        self.changed.ring()

    def _on_laid(self, laid: Laid) -> None:
        self._is_scanned = True
        self.is_scanning = self._is_fed and laid.pages < MOST_PAGES
        self._show(laid)
        if self.is_scanning:
            self._next()
        else:
            self._cancelled.set()

    def _show(self, laid: Laid) -> None:
        self.laid = laid
        self._runner.read(lambda: self.source.paper(laid.id), self.looked.ring, self._on_not_looked)
        self.changed.ring()

    def _on_not_looked(self, error: RygsaekError) -> None:
        """A page more has come meanwhile, and what was to be shown lies there by another name: that is shown instead."""
        if error.code != "scan.unknown":
            self.trouble.ring(error)

    def _on_kept(self, said: str) -> None:
        self.kept.ring(said)
        self._over()

    def _on_not_kept(self, error: RygsaekError) -> None:
        self.is_keeping = False
        self.trouble.ring(error)
        self.changed.ring()

    def _over(self) -> None:
        """Ready for the next paper."""
        self._is_scanned, self.laid, self.is_keeping = False, None, False
        self._runner.read(self.source.waiting, self._on_waiting, self.trouble.ring)
        self.changed.ring()
