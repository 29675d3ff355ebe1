"""`rygsaek case paper-day`: the day of a paper that was copied in, corrected."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.cli.session import session_of
from ui.cli.speaking import say


def correct_day(
    context: typer.Context,
    case: Annotated[str, typer.Argument(metavar="CASE", help="Sagens id.")],
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Papirets id.")],
    day: Annotated[str, typer.Argument(metavar="DATO", help="Den dag, der står på papiret.")],
) -> None:
    """Ret dagen på et papir, der er skrevet af. Den gamle dag står i historikken."""
    import msgspec

    from forms import dates
    from forms.problems import Problem, ProblemsError
    from rygsaek.casework import from_paper, redating, views

    with session_of(context).desk() as desk:
        found = dates.read(day, desk.today())
        if isinstance(found, Problem):
            raise ProblemsError([msgspec.structs.replace(found, field="DATO")])
        redating.correct_day(desk, case, document, found)
        say(from_paper.sentence(views.document_view(desk, case, document).begun.paper))
