"""`rygsaek course …`: the method's time limits without a vault, and those of all cases for another calendar."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from forms import dates
from forms.authoring.findings import meant, one_of
from forms.calendar_words import day_in_words
from forms.limits import as_json as limit_as_json
from forms.limits import due_day
from forms.problems import Problem
from forms.profile import Profile, load_profile
from ui.cli.forms import day_here
from ui.cli.session import session_of
from ui.cli.speaking import say, say_json, stop

course_app = typer.Typer(name="course", help="Forløbet: frister og hvornår de er nået.", no_args_is_help=True)

LimitId = Annotated[str, typer.Argument(metavar="FRIST", help="Fristens id, som frist_kontakt.")]
Start = Annotated[str, typer.Argument(metavar="DATO", help="Dagen, fristen regnes fra, som 2026-05-11.")]
ProfileFile = Annotated[Path | None, typer.Option("--profile", metavar="FILE", help="Kommunens kommune.toml.")]
AsJson = Annotated[bool, typer.Option("--json", help="Skriv JSON.")]


@course_app.command()
def ics(context: typer.Context, target: Annotated[Path, typer.Argument(metavar="OUT.ics", help="Filen, der laves.")]) -> None:
    """Gem frister, besøg og aftaler til en anden kalender. Ingen navne og ingen numre kommer med."""
    from rygsaek.paper import calendar_file
    from ui.cli.leaving import exits_of
    from ui.presenters.home import left_out_sentence

    with session_of(context).desk() as desk:
        saved = calendar_file.save(exits_of(desk), target)
    say(f"Gemt i {target}. Slet filen, når kalenderen har hentet den.")
    if saved.left_out:
        say(left_out_sentence(saved.left_out))


@course_app.command()
def due(limit_id: LimitId, start: Start, profile: ProfileFile = None, as_json: AsJson = False) -> None:
    """Sig, hvilken dag en frist når til, og hvorfor."""
    of = load_profile(profile) if profile is not None else Profile.default()
    limit = of.limits.get(limit_id)
    if limit is None:
        days = tuple(one.id for one in of.limits.values() if one.is_day)
        stop([Problem("limit.unknown", limit_id, "Den frist findes ikke.", meant(limit_id, days, f"Skriv {one_of(days)}."))])
    if not limit.is_day:
        text = f"»{limit.title}« er {limit.length} minutter og ingen dag."
        stop([Problem("limit.no_day", limit_id, text, "Vælg en frist, der er en dag.")])
    day = dates.read(start, day_here())
    if isinstance(day, Problem):
        stop([Problem("limit.wrong_start", "DATO", day.text, day.remedy)])
    try:
        found = due_day(limit, day, of.calendar)
    except OverflowError:
        stop([Problem("limit.wrong_start", "DATO", "Datoen ligger for langt fremme.", "Skriv en dag i dette århundrede.")])
    if as_json:
        say_json(limit_as_json(limit, day, found))
        return
    say(f"{found.day.isoformat()}  {day_in_words(found.day)}")
    say(f"    {limit.title}: {found.reason}")
