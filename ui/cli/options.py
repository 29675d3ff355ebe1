"""The two options that stand before every command. Read without Typer, which the window's start does not wait for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

WITH_VALUE, ALONE = "--profile-dir", "--passphrase-stdin"


def hoisted(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """The two options that may stand before or after the command, and the rest. After `--` nothing is an option."""
    options: list[str] = []
    rest: list[str] = []
    waiting = list(arguments)
    while waiting:
        one = waiting.pop(0)
        if one == "--":
            return options, [*rest, one, *waiting]
        if one == ALONE or one.startswith(WITH_VALUE + "="):
            options.append(one)
        elif one == WITH_VALUE:
            options.append(one)
            if waiting:
                options.append(waiting.pop(0))
        else:
            rest.append(one)
    return options, rest


def profile_dir_in(options: Sequence[str]) -> Path | None:
    """The folder that is named; None where none is, or where the options are wrong."""
    given = [one.removeprefix(WITH_VALUE + "=") for one in options if one not in (WITH_VALUE, ALONE)]
    is_whole = len(given) == sum(one.startswith(WITH_VALUE) for one in options) and "" not in given
    return Path(given[-1]) if given and is_whole else None
