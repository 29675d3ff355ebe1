"""The office's kit at work from the command line, and the office's directory asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import typer

from forms import cpr
from forms.calendar_words import day_in_words
from rygsaek.casework import accesslog
from rygsaek.casework.desk import Desk, local
from rygsaek.errors import DiskError, InputError
from sync.errors import SyncError
from sync.membership import Membership
from sync.office import directory, people, recovering, second_lead
from sync.office.kit import Kit
from sync.office.line import Line
from sync.office.recovering import Request
from sync.office.second_lead import Asking
from sync.wire.codec import WireError, decode, encode
from ui import wiring
from ui.cli.session import somebody_is_there
from ui.cli.speaking import refuse, say
from ui.new_file import refuse_existing, write_signed
from ui.presenters.status_words import many


def recover(desk: Desk, kit: Kit, cases: Sequence[str], device: str, request: Path | None, second: str) -> None:
    """Open cases with the kit and this lead; where two must sign, ask the other, through the store or with a file."""
    line = wiring.line_on(desk)
    known = line.caught_up()
    recovering.refuse_other_kit(kit, known)
    writer = people.member_named(line, known, device).device if device else known.device
    found = [one for one in recovering.latest(line, known) if one.said.case in set(cases)]
    if len(found) != len(set(cases)):
        raise InputError("En af sagerne findes ikke på serveren.", "Se, om id'erne er skrevet rigtigt.", code="case.unknown")
    if recovering.leads_needed(known) > 1:
        if request is None and not second:
            raise SyncError("grant.not_leads")
        lead = people.member_named(line, known, second, but=known.device) if second else None
        if request is not None:
            refuse_existing(request)
        asked = recovering.ask_second(line, kit, known, found, (writer,))
        if lead is not None:
            second_lead.ask(line, known, lead.person, asked)
            say("Den anden leder er spurgt. Sagerne åbnes, når der er skrevet under med »office countersign«.")
        _note(desk, cases)
        if request is None:
            return
        write_signed(request, encode(asked))
        say(f"Giv filen {request} til den anden leder. Sagerne åbnes, når der er skrevet under med »office countersign«.")
        return
    recovering.recover(line, kit, known, found, (writer,))
    _note(desk, cases)
    opened = many(len(found), "1 sag", "sager")
    say(f"{opened} er åbnet med kontornøglen og kommer, næste gang der sendes og hentes. Alle i sagerne kan se det.")


def countersign(desk: Desk, file: Path | None, *, agreed: bool) -> None:
    """Sign as the second lead, and hand the grants in. file: what was saved, None for what was asked through the store."""
    line = wiring.line_on(desk)
    known = line.caught_up()
    asker, asked = (b"", _request_in(file)) if file is not None else _asked(line, known)
    first = people.names_of_devices(line, known, recovering.askers(asked, known))
    if not agreed:
        if not somebody_is_there():
            refuse("Det skal en leder sige ja til.", "Tal med den anden leder, og skriv --yes.")
        say(f"{first} beder om at åbne {many(len(asked.grants), '1 sag', 'sager')} med kontornøglen. Alle i sagerne kan se det.")
        if typer.prompt("Er det aftalt mellem jer? ja/nej").strip().lower() not in ("ja", "j"):
            raise typer.Exit(1)
    cases = recovering.sign_second(line, known, asked)
    _note(desk, cases)
    if asker:
        second_lead.done(line, known, asker)
    say(f"{many(len(cases), '1 sag', 'sager')} er åbnet.")


def _request_in(file: Path) -> Request:
    try:
        return decode(file.read_bytes(), Request, recovering.REQUEST_CAP)
    except (OSError, WireError) as error:
        raise DiskError("Filen kan ikke læses.", "Bed den anden leder om den igen.", code="disk.read") from error


def _asked(line: Line, known: Membership) -> Asking:
    """The first that another lead asks through the store."""
    found = second_lead.asked(line, known, tuple(recovering.latest(line, known)))
    if not found:
        raise InputError("Ingen leder har spurgt dig.", "Bed den anden leder om at spørge igen.", code="input.request")
    return found[0]


def who(desk: Desk, typed: str) -> None:
    """Tell who has a citizen; the look is written down."""
    number = cpr.compact(typed)
    if number is None:
        raise InputError("Det er ikke et CPR-nummer.", "Skriv ti cifre.", code="input.cpr")
    known = wiring.line_on(desk).membership()
    with desk.vault.read() as reader:
        found = directory.who_has(reader, known, number)
    accesslog.note(desk, accesslog.NO_CASE, "search", detail="kontorets liste", cases=[one.case for one in found])
    for one in found:
        since = day_in_words(local(datetime.fromtimestamp(one.since / 1000, UTC)).date())
        gone = "" if one.is_active else " Computeren er lukket ude."
        say(f"{'Du' if one.is_me else one.name} har borgeren, fortalt {since}.{gone}")
    if not found:
        say("Ingen i kontoret har fortalt, at de har borgeren.")


def _note(desk: Desk, cases: Sequence[str]) -> None:
    for case in cases:
        accesslog.note(desk, case, "recover")
