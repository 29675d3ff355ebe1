"""`rygsaek overview …`: what a lead sees over all cases, and the figures with no person in them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli.session import session_of
from ui.cli.speaking import say, say_json, stop

if TYPE_CHECKING:
    from rygsaek.casework.figures import Figure, Period
    from rygsaek.casework.overview import Overview, Waiting

overview_app = typer.Typer(name="overview", help="Overblik over alle sager, for den, der leder.", invoke_without_command=True)

AsJson = Annotated[bool, typer.Option("--json", help="Skriv JSON.")]
First = Annotated[str, typer.Option("--from", metavar="DATO", help="Første dag, som 2026-01-01.")]
Last = Annotated[str, typer.Option("--to", metavar="DATO", help="Sidste dag, som 2026-06-30.")]
Csv = Annotated[Path | None, typer.Option("--csv", metavar="FIL", help="Gem tallene i en fil til et regneark.")]


@overview_app.callback()
def overview(context: typer.Context, as_json: AsJson = False) -> None:
    """Sig, hvem der har hvor mange sager, hvad der venter, og hvilke sager ingen har."""
    if context.invoked_subcommand is not None:
        return
    from rygsaek.casework import overview as leading

    with session_of(context).desk() as desk:
        found = leading.overview(desk)
    if as_json:
        say_json(overview_json(found))
        return
    say(f"{len(found.inbox)} venter på, at nogen tager stilling")
    for one in found.inbox:
        say(f"    {_waiting_words(one)}")
    say(f"{len(found.unassigned)} har ingen sagsbehandler")
    for one in found.unassigned:
        say(f"    {_waiting_words(one)}")
    say(f"{len(found.late)} tager længere tid end fristen")
    for late in found.late:
        say(f"    {late.case}  {late.short_name}  {late.title}, {late.day}  {late.why}".rstrip())
    if found.on_their_way:
        from ui.presenters.overview_source import not_counted

        say(not_counted(found.on_their_way))
    for load in found.load:
        say(f"{load.worker}: {load.open} åbne, {load.resting} hviler, {load.closed} slut")


@overview_app.command("figures")
def figures(context: typer.Context, to_file: Csv = None, first: First = "", last: Last = "", as_json: AsJson = False) -> None:
    """Sig tallene uden personer. Det, der bygger på færre end fem, vises ikke."""
    from rygsaek.casework import figures as counting
    from ui.presenters.figure_words import WHY_HIDDEN, basis_words, value_words

    period = _period(first, last)
    with session_of(context).desk() as desk:
        found = counting.figures(desk, period)
        if to_file is not None:
            from rygsaek.paper import figures_file
            from ui.cli.leaving import exits_of

            figures_file.save(exits_of(desk), to_file, period)
    if as_json:
        say_json(figures_json(found, period))
        return
    for one in found:
        basis = basis_words(one)
        say(f"{one.title}: {value_words(one)}{f' ({basis})' if basis else ''}")
    if any(one.is_hidden for one in found):
        say(WHY_HIDDEN)
    if to_file is not None:
        say(f"Gemt i {to_file}")


def overview_json(found: Overview) -> dict[str, Any]:
    """For machines; keys are stable. Names of citizens stand abbreviated."""

    def waiting(one: Waiting) -> dict[str, str]:
        return {"case": one.case, "short_name": one.short_name, "inquiry": one.day, "document": one.document}

    return {
        "load": [{"worker": one.worker, "open": one.open, "resting": one.resting, "closed": one.closed} for one in found.load],
        "inbox": [waiting(one) for one in found.inbox],
        "unassigned": [waiting(one) for one in found.unassigned],
        "late": [
            {
                "case": one.case,
                "short_name": one.short_name,
                "worker": one.worker,
                "title": one.title,
                "due": one.day,
                "why": one.why,
            }
            for one in found.late
        ],
        "on_their_way": found.on_their_way,
    }


def figures_json(found: tuple[Figure, ...], period: Period) -> dict[str, Any]:
    """For machines; keys are stable. value, of: null where they are not shown."""
    return {
        "from": period.first.isoformat() if period.first else None,
        "to": period.last.isoformat() if period.last else None,
        "figures": [{"id": one.id, "title": one.title, "unit": one.unit, "value": one.value, "of": one.of} for one in found],
    }


def _waiting_words(one: Waiting) -> str:
    return f"{one.case}  {one.short_name}  {one.day}".rstrip()


def _period(first: str, last: str) -> Period:
    from rygsaek.casework.figures import Period

    return Period(_day(first, "--from"), _day(last, "--to"))


def _day(text: str, option: str) -> date | None:
    from forms import dates
    from forms.problems import Problem
    from ui.cli.forms import day_here

    if not text:
        return None
    day = dates.read(text, day_here())
    if isinstance(day, Problem):
        stop([Problem("overview.wrong_day", option, day.text, day.remedy)])
    return day
