"""The whole command line put together, and everything that goes wrong in it said in Danish, never as a traceback."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from forms.problems import ProblemsError
from rygsaek.errors import OursError, RygsaekError
from rygsaek.vault.system import forbid_core_dumps
from ui.cli.helping import help_in_danish
from ui.cli.options import ALONE, WITH_VALUE, hoisted
from ui.cli.session import Session
from ui.cli.speaking import DONE, PROBLEMS, SURROUNDINGS, WRONG_USAGE, refuse, say, say_problems

COMMANDS = {
    "forms": "ui.cli.forms:forms_app",
    "vault": "ui.cli.vault:vault_app",
    "case": "ui.cli.case:case_app",
    "consent": "ui.cli.consent:consent_app",
    "course": "ui.cli.course:course_app",
    "overview": "ui.cli.overview:overview_app",
    "print": "ui.cli.print_:print_app",
    "scan": "ui.cli.scan:scan_app",
    "shelf": "ui.cli.shelf:shelf_app",
    "office": "ui.cli.office:office_app",
    "sync": "ui.cli.sync:sync_app",
}
"""Each in a module that is loaded when its command is asked for."""
UsageError: type[Exception] = typer.BadParameter.__bases__[0]
"""Whatever is wrong with a command's words; Typer names only its children."""
INTERRUPTED = 130
"""What Typer makes of Ctrl+C."""
HELP = "Rygsæk: aftale, netværkskort og samtykke ved køkkenbordet. Uden kommando åbnes vinduet. »demo« viser det hele frem."


def run(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit code."""
    options, command = hoisted(arguments)
    try:
        return _run([*options, *command], command[0] if command else "")
    except RygsaekError as error:
        say(error.title, error=True)
        say(f"    {error.advice}", error=True)
        if isinstance(error, OursError):
            say(f"    Skriv dette med: {error.code}", error=True)
        return error.exit_code
    except ProblemsError as error:
        say_problems(error.problems)
        return PROBLEMS
    except UsageError as error:
        _say_usage(error)
        return WRONG_USAGE
    except (typer.Abort, KeyboardInterrupt, EOFError):
        say("Afbrudt.", error=True)
        return SURROUNDINGS
    except Exception as error:
        # A bug. Neither its words nor a traceback may reach the terminal: both may hold what a citizen said.
        place = _place_of(error)
        say("Der er en fejl i Rygsæk. Det, der er gemt, er gemt.", error=True)
        say(f"    Giv besked, og skriv dette med: {type(error).__name__} i {place}", error=True)
        return SURROUNDINGS


def session_from(options: Sequence[str]) -> tuple[Session | None, int]:
    """The session that the options ask for without a command; None and the exit code where they are wrong."""
    given = [one.removeprefix(WITH_VALUE + "=") for one in options if one not in (WITH_VALUE, ALONE)]
    if len(given) != sum(one.startswith(WITH_VALUE) for one in options) or "" in given:
        say("Kommandoen kan ikke forstås.", error=True)
        say("    Skriv en mappe efter --profile-dir.", error=True)
        return None, WRONG_USAGE
    return Session(Path(given[-1]) if given else None), DONE


def application(name: str = "") -> typer.Typer:
    """The commands: the one that is asked for, or all of them for the help."""
    app = typer.Typer(
        name="rygsaek", help=HELP, no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False,
    )  # fmt: skip
    app.callback()(_begin)
    for command, place in COMMANDS.items():
        if name in (command, "") or name not in COMMANDS:
            module, _, attribute = place.partition(":")
            app.add_typer(getattr(import_module(module), attribute), name=command)
    return app


def _begin(
    context: typer.Context,
    profile_dir: Annotated[
        Path | None, typer.Option("--profile-dir", metavar="DIR", help="Læg alt, der er dit, i denne mappe.")
    ] = None,
    passphrase_stdin: Annotated[
        bool, typer.Option("--passphrase-stdin", help="De seks ord er første linje af standard input.")
    ] = False,
) -> None:
    if profile_dir is not None and profile_dir.exists() and not profile_dir.is_dir():
        refuse("Kommandoen kan ikke forstås.", f"»{profile_dir}« er en fil. Skriv en mappe efter --profile-dir.")
    forbid_core_dumps()
    context.obj = Session(profile_dir, passphrase_stdin)


def _run(arguments: list[str], name: str) -> int:
    command = typer.main.get_command(application(name))
    help_in_danish(command)
    result = command.main(arguments, prog_name="rygsaek", standalone_mode=False)
    if result == INTERRUPTED:
        raise KeyboardInterrupt
    return result if isinstance(result, int) else DONE


def _say_usage(error: Exception) -> None:
    """What could not be understood. A command that was given nothing to do has shown its help by now, and says no more."""
    told = str(getattr(error, "format_message", lambda: "")())
    context, option, parameter = (getattr(error, name, None) for name in ("ctx", "option_name", "param"))
    if not told.strip():
        return
    if option:
        told = f"{option} findes ikke her."
    elif parameter is not None:
        named = getattr(parameter, "metavar", None) or next(iter(getattr(parameter, "opts", ())), "Noget")
        told = f"{named} mangler eller kan ikke bruges."
    elif told.startswith("No such command"):
        told = f"Der er ingen kommando, der hedder {told.removeprefix('No such command ').rstrip('.')}."
    say("Kommandoen kan ikke forstås.", error=True)
    say(f"    {told}", error=True)
    say(f"    Se hvordan: {context.command_path if context is not None else 'rygsaek'} --help", error=True)


def _place_of(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace is not None else "?"
