"""What the command line says: UTF-8 everywhere, problems in words or as JSON, exit codes with one meaning."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from typing import Any, NoReturn, TextIO

import typer

from forms.problems import Problem

DONE, PROBLEMS, WRONG_USAGE, SURROUNDINGS = 0, 1, 2, 3
"""0 done; 1 the input has problems; 2 wrong usage; 3 the environment failed (disk, printer, network)."""


def say(text: str = "", *, error: bool = False) -> None:
    """One line to standard output, or to standard error, in UTF-8 whatever the terminal was set to.

    Where standard output takes no more, the command ends with exit code 3; it says why, unless the reader has gone.
    """
    stream = sys.stderr if error else sys.stdout
    if stream is None:  # closed before the start: nobody wants to hear
        return
    in_utf8(stream)
    try:
        print(text, file=stream, flush=True)
    except OSError as problem:
        silence(stream)
        if error:
            return
        if not isinstance(problem, BrokenPipeError):
            say("Svaret kan ikke skrives.", error=True)
            say("    Se efter, om disken er fuld, og skriv kommandoen igen. Det, der er gemt, er gemt.", error=True)
        raise typer.Exit(SURROUNDINGS) from None


def say_json(value: Any) -> None:
    """A value as indented JSON; keys stand in the order that they were given in."""
    say(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


def say_problems(problems: Iterable[Problem], *, error: bool = True) -> None:
    """Each problem on two lines: its code and place, then what is the matter and what to do."""
    for problem in problems:
        mark = "" if problem.severity == "block" else "  (råd)"
        say(f"{problem.code}  {problem.field}{mark}".rstrip(), error=error)
        say(f"    {problem.text} {problem.remedy}", error=error)


def stop(problems: Iterable[Problem], exit_code: int = PROBLEMS) -> NoReturn:
    """Say the problems on standard error, and end."""
    say_problems(problems)
    raise typer.Exit(exit_code)


def refuse(title: str, advice: str) -> NoReturn:
    """Say what is wrong with how the command was written, and end with exit code 2."""
    say(title, error=True)
    say(f"    {advice}", error=True)
    raise typer.Exit(WRONG_USAGE)


def in_utf8(stream: TextIO | None) -> None:
    """A redirected Windows stream is in an old code page by itself; one that a test put there may not be told.

    A file name that is no UTF-8 comes out as the bytes that it is.
    """
    if stream is not None and hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="surrogateescape")


def silence(stream: TextIO) -> None:
    """Let what is still waiting for a stream that takes nothing more go nowhere, so that Python's end does not stumble."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
