"""The office's sheets, as the command line puts them on paper and reads them back."""

from __future__ import annotations

from pathlib import Path

import typer

from forms.pdf.office_sheets import KIT_COPIES, KIT_TITLE, invite_sheet, kit_sheets
from rygsaek.casework.desk import Desk
from rygsaek.paper.scanned_codes import code_in
from sync.office.codes import InviteCode, KitCode
from ui.cli.leaving import exits_of
from ui.cli.print_ import follow
from ui.cli.speaking import say

PRINTING_S = 30.0


def put_kit(desk: Desk, kit: KitCode, target: Path | None, printer: str) -> None:
    """Put the kit on paper: into a file that a person asked for, or to a printer.

    Raises typer.Exit where the printer did not take it: there must be no office whose key is on no paper.
    """
    data = kit_sheets(kit.groups, str(kit), kit.server.removeprefix("https://"), desk.today(), sender=_sender(desk))
    if target is None:
        exits = exits_of(desk)
        job = exits.print_sheet(printer, KIT_TITLE, KIT_COPIES, data)
        try:
            follow(exits, job, PRINTING_S)
        except typer.Exit:
            exits.queue.cancel(job)  # a sheet that comes out later would be the key of no office
            raise
        say("Kontornøglen er sendt til printeren: to ens ark. Se efter, at begge kom ud. Læg dem i hver sit låste skab.")
    else:
        exits_of(desk).save_sheet(KIT_TITLE, data, target)
        say(f"Kontornøglen er gemt: {target}. Print de to ark, læg dem i hver sit låste skab, og slet filen.")


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
