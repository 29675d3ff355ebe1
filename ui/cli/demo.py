"""`rygsaek demo`: the main job on an invented case, in the real windows, with papers and pictures left behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Protocol

import typer

from rygsaek.errors import RygsaekError
from ui.cli.helping import help_in_danish
from ui.cli.speaking import SURROUNDINGS, WRONG_USAGE, say


class Stages(Protocol):
    """The windows, passed in: nothing here knows Qt."""

    def play(self, out: Path, *, headless: bool, tell: Callable[[str], None]) -> int:
        """The whole demo; returns the exit code."""
        ...

    def play_course(self, out: Path, *, headless: bool, tell: Callable[[str], None]) -> int:
        """One case from the inquiry to the follow-up; returns the exit code."""
        ...

    def perform(self, act: str, folder: Path) -> int:
        """One act of it, in this process."""
        ...


demo_app = typer.Typer(help="Vis det hele frem på en opdigtet sag.", pretty_exceptions_enable=False, add_completion=False)
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Her lægges papirer og billeder.")]
Headless = Annotated[bool, typer.Option("--headless", help="Åbn ikke vinduet på skærmen.")]


@demo_app.command()
def demo(
    context: typer.Context,
    out: Out = Path("demo-output"),
    headless: Headless = False,
    course: Annotated[bool, typer.Option("--course", help="Vis et helt forløb, fra henvendelse til opfølgning.")] = False,
    act: Annotated[str, typer.Option("--act", hidden=True)] = "",
    scene: Annotated[Path | None, typer.Option("--scene", hidden=True)] = None,
) -> None:
    """Vis det hele frem på en opdigtet sag: rygsæk, besøg, papir, strømsvigt og lås."""
    stages: Stages = context.obj
    if act and scene is not None:
        raise typer.Exit(stages.perform(act, scene))
    play = stages.play_course if course else stages.play
    raise typer.Exit(play(out, headless=headless, tell=say))


def run(arguments: Sequence[str], stages: Stages) -> int:
    """Run the command; returns its exit code."""
    command = typer.main.get_command(demo_app)
    help_in_danish(command)
    usage_error: type[Exception] = typer.BadParameter.__bases__[0]
    try:
        result = command.main(list(arguments), prog_name="rygsaek demo", standalone_mode=False, obj=stages)
    except usage_error:
        say("Kommandoen kan ikke forstås.", error=True)
        say("    Se hvordan: rygsaek demo --help", error=True)
        return WRONG_USAGE
    except RygsaekError as error:
        say(f"{error.title} {error.advice}", error=True)
        return error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        say("Afbrudt.", error=True)
        return SURROUNDINGS
    return result if isinstance(result, int) else 0
