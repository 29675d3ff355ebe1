"""`rygsaek shelf …`: the municipality's leaflets, found by a word and printed."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.cli.print_ import AsJson, Printer, Wait, follow, known_printer
from ui.cli.session import session_of
from ui.cli.speaking import say, say_json

shelf_app = typer.Typer(name="shelf", help="Kommunens hylde.", no_args_is_help=True, pretty_exceptions_enable=False)


@shelf_app.command("list")
def list_shelf(
    context: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(metavar="[WORD…]", help="Kun det, hvor alle ordene står.")] = None,
    as_json: AsJson = False,
) -> None:
    """Vis, hvad der ligger på hylden."""
    from rygsaek.paper import shelf
    from ui import wiring

    session = session_of(context)
    with session.desk() as desk:
        found = shelf.search(shelf.leaflets(wiring.shelf_of(desk.vault, session.places)), " ".join(words or ()))
    if as_json:
        say_json([{"name": one.name, "title": one.title, "kind": one.kind, "trouble": one.trouble} for one in found])
        return
    for one in found:
        say(f"{one.name}  {one.title} ({one.kind}){f'  {one.trouble}' if one.trouble else ''}")
    if not found:
        say("Der er intet på hylden med de ord." if words else "Hylden er tom. Læg PDF'er og tekster i kommunens mappe »hylde«.")


@shelf_app.command("print")
def print_leaflet(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Filens navn på hylden.")],
    printer: Printer = None,
    wait: Wait = 10.0,
) -> None:
    """Print noget fra hylden. Nummeret på listen står alene på sidste linje."""
    from ui import wiring
    from ui.cli.leaving import exits_of

    session = session_of(context)
    with session.desk() as desk:
        exits = exits_of(desk, wiring.shelf_of(desk.vault, session.places))
        follow(exits, exits.print_leaflet(printer or known_printer(desk), name), wait)
