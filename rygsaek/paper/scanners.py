"""Scanners through SANE's `scanimage`: pages come over a pipe into memory, and never lie on the disk.

Its exit codes are SANE's statuses. Where there is no `scanimage` (Windows), there is no scanner, and that is said.
"""

from __future__ import annotations

import os
import re
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple

from rygsaek.errors import TheirsError
from rygsaek.paper import feeder

PROGRAM: Final = "scanimage"
DPI: Final = 200
MOST_BYTES: Final = 200_000_000
"""A colour page at 600 dpi is 105 million."""
LOOK_S: Final = 0.2
"""How often a scan that is under way looks whether somebody has given up."""
PATIENCE_S: Final = 180.0
"""Longer than the slowest page takes: a program that says nothing for so long has stopped, and would stand there for ever."""
LIST_S: Final = 30.0
WORDS: Final[dict[str, tuple[str, str]]] = {
    "scan.none": ("Der er ingen scanner.", "Sæt den til, og tænd den. Eller hent en fil i stedet."),
    "scan.no_program": ("Denne computer kan ikke scanne herfra.", "Scan med scannerens eget program, og hent filen."),
    "scan.no_feeder": ("Scanneren har ingen arkføder.", "Scan en side ad gangen."),
    "scan.busy": ("Scanneren er i gang med noget andet.", "Vent lidt, og prøv igen."),
    "scan.jammed": ("Papiret sidder fast i scanneren.", "Tag papiret ud, glat det, og prøv igen."),
    "scan.no_paper": ("Der er ikke papir i scanneren.", "Læg papiret i, og prøv igen."),
    "scan.cover_open": ("Låget på scanneren er åbent.", "Luk låget, og prøv igen."),
    "scan.connection": ("Der er ingen forbindelse til scanneren.", "Se efter, om stikket sidder i, og prøv igen."),
    "scan.refused": ("Computeren må ikke bruge scanneren.", "Spørg it, om du kan få lov."),
    "scan.stopped": ("Scanningen blev stoppet.", "Tryk »Scan«, når du vil prøve igen."),
    "scan.failed": ("Papiret blev ikke scannet.", "Sluk og tænd scanneren, og prøv igen."),
}
BY_STATUS: Final = {2: "scan.stopped", 3: "scan.busy", 6: "scan.jammed", 7: "scan.no_paper", 8: "scan.cover_open"} | {
    9: "scan.connection", 11: "scan.refused",
}  # fmt: skip
"""SANE standard 1.06, § 4.2.7: the statuses that a person can do something about."""


_HOW: Final = ("--mode", "Gray", "--resolution", str(DPI))
_NO_PAPER: Final = 7
_SOURCES: Final = re.compile(r"--source ([^\[\n]+)")
_FEEDS: Final = re.compile(r"feeder|\badf", re.IGNORECASE)
_BOTH_SIDES: Final = re.compile(r"duplex|back", re.IGNORECASE)


class ScanError(TheirsError):
    """No page came. Its words follow from the code."""

    code = "scan"

    def __init__(self, code: str) -> None:
        super().__init__(*WORDS[code], code=code)


class Scanner(NamedTuple):
    """A scanner as SANE knows it, and its name for people. feeder: what it calls the source that feeds pages, "" for none."""

    id: str
    name: str
    feeder: str = ""


class Scanners:
    """This computer's scanners. environment, options: more for `scanimage`."""

    def __init__(self, environment: Mapping[str, str] | None = None, options: Sequence[str] = ()) -> None:
        self._environment = {**os.environ, **(environment or {}), "LC_ALL": "C"}
        self._options = tuple(options)

    def listed(self) -> tuple[Scanner, ...]:
        """Those that answer; it may take seconds. Raises ScanError `scan.no_program`."""
        try:
            done = subprocess.run(
                [PROGRAM, "-f", "%d\t%v %m%n"], env=self._environment, capture_output=True, timeout=LIST_S, check=False
            )
        except FileNotFoundError as error:
            raise ScanError("scan.no_program") from error
        except subprocess.TimeoutExpired as error:
            raise ScanError("scan.connection") from error
        lines = done.stdout.decode("utf-8", "replace").splitlines()
        found = (line.split("\t", 1) for line in lines if "\t" in line)
        return tuple(Scanner(device, name, self._feeder(device)) for device, name in found)

    def _feeder(self, scanner: str) -> str:
        """Its feeder, of one side where it has several; "" where it does not say."""
        try:
            told = subprocess.run(
                [PROGRAM, "--device-name", scanner, "-A"],
                env=self._environment, capture_output=True, timeout=LIST_S, check=False,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired):
            return ""
        sources = _SOURCES.search(told.stdout.decode("utf-8", "replace"))
        named = [one.strip() for one in sources[1].split("|")] if sources else []
        return next((one for one in named if _FEEDS.search(one) and not _BOTH_SIDES.search(one)), "")

    def pages(
        self, scanner: str, most: int = 1, cancelled: threading.Event | None = None, came: Callable[[int], None] = lambda _: None
    ) -> Iterator[bytes]:  # fmt: skip
        """Scan pages, each as a picture, until there are so many or the feeder is empty. came: told how many there are.

        Raises ScanError; the pages before are whole.
        """
        for count in range(1, most + 1):
            try:
                page = self._page(scanner, cancelled or threading.Event())
            except ScanError as error:
                if error.code == "scan.no_paper" and count > 1:
                    return
                raise
            came(count)
            yield page

    def fed(self, scanner: Scanner, most: int, cancelled: threading.Event | None = None) -> Iterator[bytes]:
        """Every page in its feeder, each as a picture, in one go.

        Raises ScanError, `scan.no_paper` for an empty feeder; the pages before are whole.
        """
        stop = cancelled or threading.Event()
        for how in (_HOW, ()):
            command = [PROGRAM, "--device-name", scanner.id, "--format=pnm", "--source", scanner.feeder, *how, *self._options]
            try:
                yield from feeder.fed(command, self._environment, most, MOST_BYTES, PATIENCE_S, stop, partial(_ended, stop))
                return
            except _NoSuchOptionError:
                continue
            except FileNotFoundError as error:
                raise ScanError("scan.no_program") from error
            except (OSError, feeder.StandsStillError) as error:
                raise ScanError("scan.connection") from error
        raise ScanError("scan.failed")

    def _page(self, scanner: str, cancelled: threading.Event) -> bytes:
        status, page, said = self._run(scanner, _HOW, cancelled)
        if status == 1 and "option" in said:  # a scanner that knows no modes or no resolutions
            status, page, said = self._run(scanner, (), cancelled)
        if cancelled.is_set():
            raise ScanError("scan.stopped")
        if status or not page:
            raise _refusal(status, said)
        return page

    def _run(self, scanner: str, how: Sequence[str], cancelled: threading.Event) -> tuple[int, bytes, str]:
        """Its exit code, the picture, and what it said of errors."""
        command = [PROGRAM, "--device-name", scanner, "--format=pnm", *how, *self._options]
        try:
            running = subprocess.Popen(command, env=self._environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        except FileNotFoundError as error:
            raise ScanError("scan.no_program") from error
        looks = 0
        try:
            while True:
                try:
                    page, said = running.communicate(timeout=LOOK_S)
                except subprocess.TimeoutExpired:
                    looks += 1
                    if looks * LOOK_S > PATIENCE_S:
                        raise ScanError("scan.connection") from None
                    if cancelled.is_set():
                        running.terminate()  # it stops the scanner's lamp itself, and ends
                    continue
                return running.returncode, page if len(page) <= MOST_BYTES else b"", said.decode("utf-8", "replace")
        finally:
            if running.poll() is None:
                running.kill()
                running.communicate()


class _NoSuchOptionError(Exception):
    """A scanner that knows no modes or no resolutions."""


def _ended(cancelled: threading.Event, count: int, how: feeder.Ended) -> None:
    """Raise for a feeder that did not give all it had."""
    status, said = how
    if cancelled.is_set():
        raise ScanError("scan.stopped")
    if status == 1 and "option" in said and not count:
        raise _NoSuchOptionError
    if status and not (status == _NO_PAPER and count):
        raise _refusal(status, said)


def _refusal(status: int, said: str) -> ScanError:
    unknown = "scan.none" if "open of device" in said else "scan.failed"
    return ScanError(BY_STATUS.get(status, unknown))
