"""Cases deleted for good, from the command line."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer

from forms.calendar_words import day_in_words
from rygsaek.casework import views
from rygsaek.casework.desk import Desk, local
from rygsaek.errors import DiskError
from sync import membership
from sync.office import deleting
from sync.wire.codec import WireError, decode, encode
from ui import wiring
from ui.cli.session import somebody_is_there
from ui.cli.speaking import refuse, say
from ui.new_file import refuse_existing, write_signed


def delete(desk: Desk, case: str, rule: str, request: Path | None, *, agreed: bool) -> None:
    """Delete a case, or ask another person to."""
    name = views.case_view(desk, case).citizen_name
    _ask(f"Sagen om {name} bliver slettet hos alle, der har den. Det kan ikke fortrydes. Slet den?", agreed=agreed)
    if request is not None:
        refuse_existing(request)
    begun = deleting.begin(desk, case, rule, wiring.line_on(desk).now_ms())
    if begun.request is None:
        _say_gone()
        return
    if request is None:
        refuse("To skal slette sagen.", "Skriv --request OUT, og giv filen til den anden.")
    write_signed(request, encode(begun.request))
    say(f"Giv filen {request} til en anden i kontoret. Sagen slettes, når den anden siger ja med »case confirm-delete«.")


def confirm(desk: Desk, file: Path, *, agreed: bool) -> None:
    """Agree, as the second person."""
    try:
        request = decode(file.read_bytes(), deleting.Request, deleting.REQUEST_CAP)
    except (OSError, WireError) as error:
        raise DiskError("Filen kan ikke læses.", "Bed den anden om filen igen.", code="disk.read") from error
    line = wiring.line_on(desk)
    known = line.membership()
    with desk.vault.read() as reader:
        said, who = deleting.asked(reader, known, request)
    name = views.case_view(desk, said.case).citizen_name if said.case in desk.journal.cases() else "en borger, du ikke har"
    _ask(f"{who} vil slette sagen om {name} ({said.retention}). Det kan ikke fortrydes. Er I enige?", agreed=agreed)
    deleting.agree(desk, request, line.now_ms())
    _say_gone()


def lines(desk: Desk) -> list[deleting.Deleted]:
    """Every case that the office has deleted."""
    with desk.vault.read() as reader:
        known = membership.load(reader)
        return [] if known is None else list(deleting.deleted(reader, known))


def line_of(one: deleting.Deleted) -> str:
    """One of them in words."""
    day = day_in_words(local(datetime.fromtimestamp(one.at / 1000, UTC)).date())
    if one.is_told:
        answers = f"Mangler svar fra: {'; '.join(one.absent)}." if one.absent else "Den er væk på alle computere."
    else:
        answers = "Spørg en, der havde sagen, om den er væk på alle computere."
    return f"{one.case}  slettet {day} af {' og '.join(one.by)} ({one.retention}). {answers}"


def json_of(one: deleting.Deleted) -> dict[str, Any]:
    """One of them for machines."""
    return one._asdict()


def _ask(question: str, *, agreed: bool) -> None:
    if agreed:
        return
    if not somebody_is_there():
        refuse("Det kan ikke fortrydes.", "Skriv --yes, når du er sikker.")
    if typer.prompt(f"{question} ja/nej").strip().lower() not in ("ja", "j"):
        say("Der er ikke slettet noget.", error=True)
        raise typer.Exit(1)


def _say_gone() -> None:
    say("Sagen er slettet her. Send og hent, så forsvinder den også hos kollegerne og på serveren.")
    say("Papir, gemte filer og gamle sikkerhedskopier er her stadig. Husk dem.")
