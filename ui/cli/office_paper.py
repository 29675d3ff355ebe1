"""The office's sheets, as the command line puts them on paper and reads them back."""

from __future__ import annotations

from pathlib import Path

import typer

from forms.pdf.office_sheets import KIT_COPIES, KIT_TITLE, invite_sheet, kit_sheets
from rygsaek.casework.desk import Desk
from rygsaek.paper import sheets
from rygsaek.paper.scanned_codes import code_in
from sync.office.codes import InviteCode, KitCode
from ui.cli.leaving import exits_of
from ui.cli.session import somebody_is_there
from ui.cli.speaking import SURROUNDINGS, say


def put_kit(desk: Desk, kit: KitCode, target: Path | None, printer: str) -> None:
    """Put the kit on paper: into a file that a person asked for, or to a printer.

    Raises PrinterError, typer.Exit where it did not come out: there must be no office whose key is on no paper.
    """
    if target is None:
        data = _kit_sheets(desk, kit)
        exits = exits_of(desk)
        sent = sheets.send(exits.queue, exits.print_sheet(printer, KIT_TITLE, KIT_COPIES, data))
        say(sent.trouble or "Printeren har fået kontornøglen: to ens ark. Se efter, at begge kom ud.", error=bool(sent.trouble))
        if not (_came_out() if somebody_is_there() else not sent.trouble):
            exits.queue.cancel(sent.job)
            say("Så gælder arkene ikke, og der er ikke lavet noget kontor. Makuler det, der kom ud, og prøv igen.", error=True)
            raise typer.Exit(SURROUNDINGS)
        say("Læg arkene i hver sit låste skab.")
    else:
        save_kit(desk, kit, target)
        say(f"Kontornøglen er gemt: {target}. Print de to ark, læg dem i hver sit låste skab, og slet filen.")


def save_kit(desk: Desk, kit: KitCode, target: Path) -> None:
    """The kit as a file. Raises DiskError."""
    exits_of(desk).save_sheet(KIT_TITLE, _kit_sheets(desk, kit), target)


def _kit_sheets(desk: Desk, kit: KitCode) -> bytes:
    return kit_sheets(kit.groups, str(kit), kit.server.removeprefix("https://"), desk.today(), sender=_sender(desk))


def _came_out() -> bool:
    return str(typer.prompt("Kom begge ark ud? ja/nej")).strip().lower() in ("ja", "j")


def save_invite(desk: Desk, code: InviteCode, target: Path) -> None:
    """An invite as a sheet."""
    groups = str(code).rpartition("#")[2].split("-")
    data = invite_sheet(groups, str(code), code.server.removeprefix("https://"), desk.today(), sender=_sender(desk))
    exits_of(desk).save_sheet("Invitation", data, target)


def invite_in(given: str) -> InviteCode:
    """A code, or a file with a picture of one."""
    return InviteCode.read(code_in(given, "invitation"))


def _sender(desk: Desk) -> tuple[str, ...]:
    return tuple(part for part in (desk.profile.kommune, desk.profile.enhed) if part)
