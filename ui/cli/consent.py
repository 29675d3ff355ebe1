"""`rygsaek consent …`: what the citizen has said yes and no to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ui.cli.session import session_of
from ui.cli.speaking import PROBLEMS, say, say_json

if TYPE_CHECKING:
    from rygsaek.casework.consents import Told

consent_app = typer.Typer(name="consent", help="Samtykker.", no_args_is_help=True, pretty_exceptions_enable=False)

AsJson = Annotated[bool, typer.Option("--json", help="Skriv JSON.")]


@consent_app.callback()
def consent() -> None:
    """Samtykker."""


@consent_app.command("may")
def may(
    context: typer.Context,
    case: Annotated[str, typer.Argument(metavar="CASE", help="Sagens id.")],
    party: Annotated[
        str, typer.Argument(metavar="PARTY", help="Navnet, som det står i samtykket, eller netværkskortets GRUPPE/RÆKKE.")
    ],
    kind: Annotated[str, typer.Argument(metavar="TYPE", help="Hvad det drejer sig om, som medicin eller bolig.")],
    direction: Annotated[str, typer.Argument(metavar="DIRECTION", help="indhente, videregive eller begge.")],
    day: Annotated[str, typer.Argument(metavar="DATE", help="Dagen, som 2026-05-04.")],
    as_json: AsJson = False,
) -> None:
    """Sig, om et samtykke dækker det, og hvilken række der siger det. Slutter med 0 for ja og 1 for nej."""
    from rygsaek.casework import consents

    on = _day(day)
    with session_of(context).desk() as desk:
        told = consents.may(desk, case, party, kind, direction, on)
    if as_json:
        say_json(told_json(told))
    else:
        say(told.words)
        if told.cover:
            say(f"    {told.cover}")
        if told.clock:
            say(f"    {told.clock}")
        if told.answer.row is not None:
            say(f"{told.answer.row.document}/part/{told.answer.row.row}")
    if not told.answer.may:
        raise typer.Exit(PROBLEMS)


@consent_app.command("withdraw")
def withdraw(
    context: typer.Context,
    case: Annotated[str, typer.Argument(metavar="CASE", help="Sagens id.")],
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Samtykkets id.")],
    way: Annotated[
        Literal["sagde", "ringede", "skrev"],
        typer.Option("--way", metavar="sagde|ringede|skrev", help="Hvordan borgeren sagde det."),
    ] = "sagde",
) -> None:
    """Tag et samtykke tilbage fra i dag. Det kan ikke fortrydes. Print så kvitteringen."""
    from rygsaek.paper import withdrawn
    from ui.cli.leaving import exits_of

    with session_of(context).desk() as desk:
        done = withdrawn.withdraw(exits_of(desk), case, document, way)
    say(f"Samtykket er taget tilbage. Fra i dag må intet gå til eller fra: {', '.join(done.parties)}.")
    for line in done.had or (withdrawn.NOTHING,):
        say(line)
    say(f"Kvitteringen: rygsaek print submit {case} samtykke --paper {withdrawn.RECEIPT}")


def told_json(told: Told) -> dict[str, Any]:
    """An answer for machines; keys stable."""
    row = told.answer.row
    return {
        "may": told.answer.may, "why": told.answer.why, "words": told.words, "cover": told.cover, "clock": told.clock,
        "row": None if row is None else {
            "document": row.document, "row": row.row, "party": row.name, "kinds": list(row.kinds),
            "directions": list(row.directions),
            "may_invite": row.may_invite, "first": row.first, "last": row.last, "is_health": row.is_health,
            "is_conflict": row.is_conflict, "described": row.described, "excluded": row.excluded, "purpose": row.purpose,
            "how": row.how, "given_on": row.given_on, "withdrawn_on": row.withdrawn_on, "replaced_on": row.replaced_on,
        },
    }  # fmt: skip


def _day(text: str) -> date:
    """The day asked about. Raises InputError `consent.day_unclear`."""
    from rygsaek.errors import InputError

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"»{text}« er ikke en dag.", "Skriv den som 2026-05-04.", code="consent.day_unclear") from None
