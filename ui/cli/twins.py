"""`rygsaek case twins | link | unlink`: whether the citizen has another case here, as it looks and as a person says."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from ui.cli.session import session_of
from ui.cli.speaking import say, say_json

WORDS: Final[dict[str, str]] = {
    "cpr": "samme CPR-nummer",
    "name_and_birth": "samme navn og fødselsdag; se efter, om det er den samme",
    "name_on_its_way": "samme navn, på vej hertil, ikke efterprøvet; se efter, når den er her",
}


def list_twins(
    context: typer.Context,
    case: Annotated[str, typer.Argument(metavar="CASE", help="Sagens id.")],
    as_json: Annotated[bool, typer.Option("--json", help="Skriv JSON.")] = False,
) -> None:
    """Vis, om borgeren har en anden sag her eller på vej hertil. Sagerne bliver ikke lagt sammen."""
    from rygsaek.casework import twins

    with session_of(context).desk() as desk:
        found = twins.twins(desk, case)
    if as_json:
        say_json([{"case": one.case, "name": one.name, "by": one.by} for one in found])
        return
    for one in found:
        say(f"{one.case}  {one.name} ({WORDS[one.by]})")
    if not found:
        say("Borgeren har ikke en anden sag på denne computer eller på vej hertil.")


Other = Annotated[str, typer.Argument(metavar="OTHER", help="Den anden sags id.")]


def link(context: typer.Context, case: Annotated[str, typer.Argument(metavar="CASE", help="Sagens id.")], other: Other) -> None:
    """Skriv i begge sager, at de er den samme borgers. De bliver ikke lagt sammen."""
    from rygsaek.casework import linking

    with session_of(context).desk() as desk:
        linking.link(desk, case, other)
    say("Begge sager siger nu, at borgeren også har en anden sag.")


def unlink(context: typer.Context, case: Annotated[str, typer.Argument(metavar="CASE", help="Sagens id.")], other: Other) -> None:
    """Skriv i begge sager, at de er to borgeres. Så bliver det ikke foreslået igen."""
    from rygsaek.casework import linking

    with session_of(context).desk() as desk:
        linking.unlink(desk, case, other)
    say("Begge sager siger nu, at det er to borgere.")
