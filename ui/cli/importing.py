"""`rygsaek case import`: a caseworker's citizens from a list, looked at first, brought in at once, taken out again as one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli.session import session_of
from ui.cli.speaking import PROBLEMS, refuse, say, say_json, say_problems

if TYPE_CHECKING:
    from rygsaek.casework.desk import Desk
    from rygsaek.casework.importing.imports import Listed
    from rygsaek.casework.importing.planning import Plan, Row
    from rygsaek.casework.importing.taking_in import Import
    from sync.office.unimporting import TakenOut

Rows = list[int]


def import_citizens(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Listen: CSV, xlsx, xls eller ods.")] = None,
    preview: Annotated[bool, typer.Option("--preview", help="Vis, hvad der ville ske. Intet bliver skrevet.")] = False,
    take: Annotated[
        Rows | None,
        typer.Option("--take", metavar="ROW", help="Tag rækken med alligevel, uden det, der ikke kan læses. Gerne flere."),
    ] = None,
    leave: Annotated[Rows | None, typer.Option("--leave", metavar="ROW", help="Lad rækken være. Gerne flere.")] = None,
    undo: Annotated[str, typer.Option("--undo", metavar="ID", help="Tag det ud igen, som kom med den import.")] = "",
    listed: Annotated[bool, typer.Option("--list", help="Vis de importer, der er noget af i rygsækken.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Skriv JSON.")] = False,
) -> None:
    """Hent borgere ind fra en liste. Er en borger her i forvejen, eller kan en række ikke læses, så sig, om den skal med.
    Importens id står alene på sidste linje; med det kan alt fortrydes som et."""
    if sum((file is not None, bool(undo), listed)) != 1:
        refuse("Kommandoen kan ikke forstås.", "Skriv en fil, eller --undo ID, eller --list.")
    with session_of(context).desk() as desk:
        if listed:
            _list(desk, as_json=as_json)
        elif file is None:
            _take_out(desk, undo, as_json=as_json)
        else:
            _take_in(desk, file, take or (), leave or (), is_preview=preview, as_json=as_json)


def _take_in(desk: Desk, file: Path, take: Collection[int], leave: Collection[int], *, is_preview: bool, as_json: bool) -> None:
    from rygsaek.casework.importing import planning, taking_in
    from ui.presenters.importing import still_there

    plan = planning.read_plan(desk, file)
    unknown = {*take, *leave} - {row.number for row in plan.rows}
    if unknown:
        refuse(
            "Den række er ikke i listen.", f"Se rækkerne med --preview. Listen har ikke {', '.join(map(str, sorted(unknown)))}."
        )
    chosen = plan.chosen(take, leave)
    made = None if is_preview or not chosen else taking_in.take_in(desk, chosen)
    if as_json:
        say_json(plan_json(plan, {one.number for one in chosen}, made))
    else:
        for line in plan_lines(plan, {one.number for one in chosen}):
            say(line)
        say_problems(plan.notes)
        say_problems(problem for row in plan.rows for problem in row.citizen.problems)
        say(_told(len(chosen), len(plan.rows) - len(chosen), is_preview=is_preview))
        if made is not None:
            say(still_there(plan.name))
            say(made.id)
    if not chosen or any(not row.citizen.is_whole and row.number not in (*take, *leave) for row in plan.rows):
        raise typer.Exit(PROBLEMS)


def plan_json(plan: Plan, chosen: Collection[int], made: Import | None) -> dict[str, Any]:
    """What a list says, and what has come of it; keys are stable."""
    return {
        "file": plan.name,
        "columns": [{"number": one.number, "heading": one.heading, "fields": list(one.fields)} for one in plan.columns],
        "notes": [one.as_json() for one in plan.notes],
        "rows": [
            {
                "row": row.number,
                "is_chosen": row.number in chosen,
                "answers": row.citizen.answers,
                "problems": [one.as_json() for one in row.citizen.problems],
                "twins": [{"case": one.case, "name": one.name, "by": one.by} for one in row.twins],
                "same_as_rows": list(row.rows),
            }
            for row in plan.rows
        ],
        "import": made.id if made else None,
        "cases": list(made.cases) if made else [],
    }


def plan_lines(plan: Plan, chosen: Collection[int]) -> Iterator[str]:
    """The same as a person reads it."""
    for row in plan.rows:
        mark = "+" if row.number in chosen else "-"
        yield f"{mark} række {row.number}: {row.citizen.name or 'intet navn'}"
        yield from (f"    {one}" for one in _why_asked(row))


def _why_asked(row: Row) -> Iterator[str]:
    from ui.presenters.importing_source import ALIKE

    for one in row.twins:
        yield f"{one.name} {ALIKE[one.by]}: {one.case}"
    if row.rows:
        yield f"Det samme står i række {', '.join(map(str, row.rows))}."


def _told(chosen: int, left: int, *, is_preview: bool) -> str:
    many = "1 borger" if chosen == 1 else f"{chosen} borgere"
    rest = f" {left} rækker bliver ikke til noget." if left > 1 else " 1 række bliver ikke til noget." if left else ""
    if not chosen:
        return f"Der er ingen at hente.{rest}"
    return f"{many} kan hentes.{rest} Der er ikke skrevet noget." if is_preview else f"{many} er hentet.{rest}"


def _take_out(desk: Desk, name: str, *, as_json: bool) -> None:
    from sync.office import unimporting

    found = unimporting.take_out(desk, name)
    if as_json:
        kept = [{"case": one.case, "name": one.name, "why": one.why} for one in found.kept]
        say_json({"import": name, "gone": found.gone, "kept": kept})
    else:
        _say_taken_out(found)
    if found.kept:
        raise typer.Exit(PROBLEMS)


def _say_taken_out(found: TakenOut) -> None:
    from ui.presenters.importing_source import WHY_KEPT

    say("1 sag er taget ud igen." if found.gone == 1 else f"{found.gone} sager er taget ud igen.")
    for one in found.kept:
        say(f"{one.case}  {one.name} bliver. {WHY_KEPT[one.why]}")
    if found.kept:
        say("Skal en sag væk alligevel, så slet den med: rygsaek case delete SAG --rule REGEL")


def _list(desk: Desk, *, as_json: bool) -> None:
    from rygsaek.casework.importing import imports

    with desk.vault.read() as reader:
        found = imports.listed(reader)
    if as_json:
        say_json([{"import": one.id, "at": _moment(one).isoformat(), "cases": one.cases} for one in found])
        return
    for one in found:
        say(f"{one.id}  {_moment(one):%d.%m.%Y kl. %H.%M}  {'1 sag' if one.cases == 1 else f'{one.cases} sager'}")
    if not found:
        say("Der er ikke hentet borgere ind fra en liste.")


def _moment(one: Listed) -> datetime:
    from rygsaek.casework.desk import local

    return local(datetime.fromtimestamp(one.at / 1000, UTC))
