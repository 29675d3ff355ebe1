"""`rygsaek case share`, `case unshare` and `case sharing`: who can see a case."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.cli.session import session_of
from ui.cli.speaking import say

UNSENT = "Det gælder, næste gang du sender og henter."
ALONE = "Sagen er kun på denne computer."
Case = Annotated[str, typer.Argument(metavar="CASE", help="Sagens id.")]
With = Annotated[
    list[str], typer.Option("--with", metavar="DEVICE", help="Computerens nummer, eller navnet på den, der har den. Gerne flere.")
]


def share(
    context: typer.Context,
    case: Case,
    devices: With,
    read_only: Annotated[bool, typer.Option("--read-only", help="De må læse, men ikke skrive.")] = False,
) -> None:
    """Del hele sagen med en kollegas computer. Det står i adgangsloggen."""
    from rygsaek.casework import views
    from sync.office import case_sharing, people
    from ui import wiring

    with session_of(context).desk() as desk:
        line = wiring.line_on(desk)
        views.require(desk, case)
        given = [people.member_named(line, line.membership(), one).device for one in devices]
        told = case_sharing.give(line, desk, case, given, may_write=not read_only)
    say(f"Sagen er delt med {told}. {UNSENT}")


def unshare(context: typer.Context, case: Case, devices: With) -> None:
    """Del ikke sagen mere. Det, kollegaen har set, er set; det nye kan ikke læses."""
    from rygsaek.casework import views
    from sync.office import case_sharing, people
    from ui import wiring

    with session_of(context).desk() as desk:
        line = wiring.line_on(desk)
        views.require(desk, case)
        given = [people.member_named(line, line.membership(), one).device for one in devices]
        told = case_sharing.take_back(line, desk, case, given)
    say(f"Sagen er ikke mere delt med {told}. {UNSENT}")


def show(
    context: typer.Context,
    case: Case,
    has_seen: Annotated[bool, typer.Option("--seen", help="Nævn det ikke mere, som ikke gælder.")] = False,
) -> None:
    """Vis, hvem der kan se sagen, og hvad du har delt eller fjernet, som ikke gælder."""
    from rygsaek.casework import views
    from sync.office import case_sharing
    from ui import wiring
    from ui.presenters.sharing_words import IN_VAIN, OUT, READER, SEEN, WRITER, in_vain

    with session_of(context).desk() as desk:
        line = wiring.line_on(desk)
        views.require(desk, case)
        found = case_sharing.sharing_of(line, case)
        if found is None:
            say(ALONE)
            return
        for them, how in ((found.writers, WRITER), (found.readers, READER)):
            for one in them:
                say(f"{one.name}: {'denne computer' if one.is_me else how}")
        if found.is_out:
            say(OUT)
        if found.unmet:
            say(IN_VAIN)
            for told in in_vain(found.unmet):
                say(f"    {told}")
        if has_seen:
            case_sharing.have_seen(line, case)
            say(SEEN)
