"""What belongs to a vault while it is open: its desk, the way to the printers, and the work of pages that is more than reading.

The paper's rooms load ReportLab, which the first page does not need: they are fetched once the home page stands.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from forms.profile import Person
from rygsaek.casework import settings
from rygsaek.casework.caselist import CaseDate
from rygsaek.casework.desk import Desk
from rygsaek.errors import InputError, VaultError
from rygsaek.vault.secret import RecoverySecret
from sync import tables
from ui.places import Home, Place, Sheet, decode_place
from ui.presenters.settings import SettingsView
from ui.presenters.times import moment_words
from ui.wiring import Places, desk_anew, municipality_in, shelf_of

if TYPE_CHECKING:
    from rygsaek.paper.exits import Exits
    from rygsaek.paper.print_queue import PrintQueue
    from rygsaek.paper.printers import Printer
    from rygsaek.paper.sheets import OnItsWay

SHEET = "Nøgleark"
IDLE = "idle_minutes"
WARNED = "disk_warned"
RETURNING = "Du er ikke tilbage i kontoret endnu. Åbn »Kontoret«, og brug kontornøglen igen."
TAKEN = (".toml", ".png", ".jpg", ".jpeg")
"""Kinds of files taken over from the municipality's folder."""


class Ahead(NamedTuple):
    """What was read ahead. kept: where the person was; visits: of today; idle_min: quiet minutes, 0 where none were set.

    is_returning: coming back into the office with its key was begun, and is not done.
    """

    kept: Place = Home()
    visits: tuple[CaseDate, ...] = ()
    idle_min: int = 0
    is_returning: bool = False


class OpenVault:
    """make_printer: other printers than this computer's; made when first needed. Methods may be called from any thread."""

    def __init__(
        self, desk: Desk, places: Places, make_printer: Callable[[], Printer] | None, secret: RecoverySecret | None
    ) -> None:
        self.desk, self.places = desk, places
        self._make_printer = make_printer
        self._secret = secret
        self._printer: Printer | None = None
        self._queue: PrintQueue | None = None
        self._exits: Exits | None = None
        self._making = threading.RLock()
        self._published: bytes | None = None
        """What of the office's the desk was made with."""
        self.ahead = Ahead()

    def look_ahead(self) -> None:
        """Reads what the screen asks for the moment that the vault is open; off its thread."""
        from rygsaek.casework import caselist, drafts

        day = self.desk.today().isoformat()
        with self.desk.vault.read() as reader:
            visits = tuple(one for one in caselist.dated(reader, day, day) if one.kind == "visit")
            is_returning = tables.fact(reader, tables.RETURNING) is not None
            self._published = tables.fact(reader, tables.PUBLISHED)
        self.ahead = Ahead(decode_place(drafts.last_place(self.desk)), visits, self.idle_min(), is_returning)

    def follow_office(self) -> bool:
        """Use the forms, the profile and the shelf that a lead has published since; whether there were any."""
        with self.desk.vault.read() as reader:
            now = tables.fact(reader, tables.PUBLISHED)
        if now == self._published:
            return False
        self._published = now
        self.desk = desk_anew(self.desk, self.places)
        return True

    def is_gone(self, case: str) -> bool:
        """Nothing of a case is here any more, not even its line."""
        from rygsaek.casework import preview
        from rygsaek.history import log

        with self.desk.vault.read() as reader:
            return not log.has(reader, case) and preview.of_case(reader, case) is None

    def arrival(self, *, only_next: bool) -> tuple[Place, str]:
        """Where the window goes first, and what is said there."""
        from ui.presenters.arrival import arrival

        if self.has_secret:
            return Sheet(first=True), ""
        place, said = arrival(self.ahead.kept, self.ahead.visits, self.desk.now(), only_next=only_next)
        return place, RETURNING if self.ahead.is_returning and place == Home() else said

    @property
    def printer(self) -> Printer:
        """This computer's printers."""
        with self._making:
            if self._printer is None:
                self._printer = self._make_printer() if self._make_printer else self._printers_here()
            return self._printer

    def _printers_here(self) -> Printer:
        from ui.printing.printers_here import printers_here

        return printers_here(settings.get(self.desk.vault, settings.PRINTER, str) or "")

    @property
    def queue(self) -> PrintQueue:
        """The one print queue of this vault."""
        from rygsaek.paper.print_queue import PrintQueue

        with self._making:
            if self._queue is None:
                self._queue = PrintQueue(self.desk.vault, self.printer, self.desk.now)
            return self._queue

    @property
    def exits(self) -> Exits:
        """The one door for papers."""
        from rygsaek.paper.exits import Exits

        with self._making:
            if self._exits is None or self._exits.desk is not self.desk:
                self._exits = Exits(self.desk, self.queue, shelf=shelf_of(self.desk.vault, self.places))
            return self._exits

    def idle_min(self) -> int:
        """Quiet minutes before the lock, 0 where none were set."""
        return settings.get(self.desk.vault, IDLE, int) or 0

    # The recovery sheet (ui/presenters/sheet.SheetSource)

    @property
    def has_secret(self) -> bool:
        """Whether the sheet of a vault made just now can still be printed as it is."""
        return self._secret is not None

    def printers(self) -> tuple[str, ...]:
        """The printers' names, the known one first."""
        known = settings.get(self.desk.vault, settings.PRINTER, str) or ""
        names = [one.name for one in self.printer.printers()]
        return tuple(sorted(names, key=lambda name: (name != known, name)))

    def print_to(self, printer: str, words: str) -> OnItsWay:
        """Prints the recovery sheet. Raises PrinterError where the printer does not take it."""
        from rygsaek.paper import sheets

        return sheets.send(self.queue, self.exits.print_sheet(printer, SHEET, 1, self._sheet(words)))

    def save_to(self, target: Path, words: str) -> None:
        """Saves the recovery sheet; it is owed no more."""
        self.exits.save_sheet(SHEET, self._sheet(words), target)
        settings.put(self.desk.vault, settings.SHEET_OWED, False)

    def came_out(self, job: str, came: bool) -> None:
        """Whether the printed sheet came out."""
        if not came:
            self.queue.cancel(job)
            return
        self.exits.confirm(job, "all")
        settings.put(self.desk.vault, settings.SHEET_OWED, False)

    def _sheet(self, words: str) -> bytes:
        from forms.pdf.sheets import recovery_sheet
        from rygsaek.vault.rekeying import new_sheet

        if self._secret is None:
            self._secret = new_sheet(self.desk.vault, words)
        profile = self.desk.profile
        sender = [one for one in (profile.kommune, profile.enhed) if one]
        return recovery_sheet(self._secret.groups, self.desk.worker.name, self.desk.today(), sender=sender)

    # The settings (ui/presenters/settings.SettingsSource)

    def view(self) -> SettingsView:
        """Everything that is set."""
        from rygsaek.casework import pin
        from rygsaek.errors import PrinterError

        vault, desk = self.desk.vault, self.desk
        try:
            names = self.printers()
        except PrinterError:
            names = ()
        made = settings.get(vault, settings.BACKUP, str)
        backup = f"Den nyeste kopi er fra {moment_words(datetime.fromisoformat(made), desk.now())}." if made else ""
        return SettingsView(
            settings.worker(vault) or desk.worker, names, settings.get(vault, settings.PRINTER, str) or "",
            self.idle_min() or 5, pin.has_pin(vault), desk.profile.kommune, backup,
        )  # fmt: skip

    def set_worker(self, person: Person) -> None:
        """Keeps who works here; papers made from now on say so."""
        settings.set_worker(self.desk.vault, person)
        self.desk = replace(self.desk, worker=person)

    def set_printer(self, name: str) -> None:
        """Keeps the printer that is used without asking."""
        settings.put(self.desk.vault, settings.PRINTER, name)

    def set_idle_min(self, minutes: int) -> None:
        """Keeps the quiet minutes."""
        settings.put(self.desk.vault, IDLE, minutes)

    def set_pin(self, code: str) -> None:
        """Keeps the code that ends a pause."""
        from rygsaek.casework import pin

        pin.set_pin(self.desk.vault, code)

    def set_kommune(self, folder: Path) -> str:
        """Takes over the municipality's profile and forms; what is wrong in them is told, and nothing is taken then."""
        target = self.places.municipality
        beside = target.with_name(target.name + ".new")
        shutil.rmtree(beside, ignore_errors=True)
        found = [one for one in sorted(folder.rglob("*")) if one.is_file() and one.suffix.lower() in TAKEN]
        if not any(one.name == "kommune.toml" for one in found):
            raise InputError(
                "Der er ingen kommune.toml i mappen.", "Vælg den mappe, som kommunen har lavet.", code="input.kommune"
            )
        for one in found:
            into = beside / one.relative_to(folder)
            into.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(one, into)
        problems = municipality_in(beside).problems
        if problems:
            shutil.rmtree(beside, ignore_errors=True)
            raise InputError(problems[0].text, f"{problems[0].remedy} ({problems[0].field})", code=problems[0].code)
        shutil.rmtree(target, ignore_errors=True)
        beside.rename(target)
        self.desk = desk_anew(self.desk, self.places)
        return f"{self.desk.profile.kommune or 'Mappen'} er taget i brug."

    def change_passphrase(self, old: str, new: str) -> None:
        """Lets new words open the vault."""
        from rygsaek.vault.rekeying import change_passphrase

        change_passphrase(self.desk.vault, old, new)

    def backup(self, target: Path) -> None:
        """Makes a sealed copy of everything, and notes when."""
        from rygsaek.vault.backup import backup

        now = self.desk.now()
        backup(self.desk.vault, target, now=int(now.timestamp()))
        settings.put(self.desk.vault, settings.BACKUP, now.isoformat())

    def check(self) -> str:
        """Looks whether everything is whole, and says so. Raises VaultError with the first thing that is not."""
        from ui import wiring

        found = wiring.check(self.desk)
        if found:
            count = "1 ting er ikke, som den skal være." if len(found) == 1 else f"{len(found)} ting er ikke, som de skal være."
            raise VaultError(f"{count} {found[0].text}", found[0].remedy, code=found[0].code)
        return "Alt er i orden."

    # The home page

    def disk_is_open(self) -> bool:
        """Whether the disk is known not to be encrypted, and nobody has read so yet."""
        from ui.system import disk_is_encrypted

        return disk_is_encrypted(self.desk.vault.folder) is False and not settings.get(self.desk.vault, WARNED, bool)

    def disk_was_told(self) -> None:
        """The person has read it."""
        settings.put(self.desk.vault, WARNED, True)

    def new_case(self, name: str) -> tuple[str, str]:
        """Opens a case; its id, and that of the document with the citizen's facts."""
        from rygsaek.casework import cases, views

        case = cases.create_case(self.desk, {"navn": name})
        return case, views.case_view(self.desk, case).facts_document
