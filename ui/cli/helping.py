"""The help of every command, in Danish and plain lines: Typer's own speaks English. Options that take a value name it."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import Any, Final

from ui.cli.speaking import say

WIDTH: Final = 100
MOST_INDENT: Final = 28


def help_in_danish(command: Any) -> None:
    """Let a command, and all under it, say its help in these words."""

    def format_help(context: Any, _: Any) -> None:
        for line in help_lines(command, context):
            say(line)

    command.format_help = format_help
    for one in getattr(command, "commands", {}).values():
        help_in_danish(one)


def help_lines(command: Any, context: Any) -> Iterator[str]:
    """How a command is written, what it does, and what may stand in it."""
    shown = [one for one in command.params if not getattr(one, "hidden", False)]
    arguments = [one for one in shown if one.param_type_name == "argument"]
    options = [one for one in shown if one.param_type_name == "option"]
    under = getattr(command, "commands", {})
    usage = [context.command_path, *(_argument(one) for one in arguments), *(["KOMMANDO"] if under else []), "[TILVALG]"]
    yield f"Skriv: {' '.join(usage)}"
    yield ""
    yield from wrap(command.help or "", WIDTH)
    yield from _table("Argumenter", [(_argument(one), one.help or "") for one in arguments])
    yield from _table("Kommandoer", [(name, one.help or "") for name, one in under.items()])
    told = [(_option(one), f"{one.help or ''}{' Skal skrives.' if one.required else ''}") for one in options]
    yield from _table("Tilvalg", [*told, ("--help", "Vis denne hjælp.")])


def _argument(argument: Any) -> str:
    return str(argument.metavar or argument.name.upper())


def _option(option: Any) -> str:
    return f"{', '.join(option.opts)} {option.metavar or ''}".rstrip()


def _table(title: str, rows: list[tuple[str, str]]) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield f"{title}:"
    indent = min(MOST_INDENT, max(len(name) for name, _ in rows) + 4)
    for name, told in rows:
        first, *more = wrap(told, WIDTH - indent) or [""]
        head = f"  {name}"
        if len(head) + 2 > indent:
            yield head
            head = ""
        yield f"{head:{indent}}{first}".rstrip()
        yield from (f"{'':{indent}}{line}" for line in more)
