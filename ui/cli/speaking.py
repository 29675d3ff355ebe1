"""What the command line says: UTF-8 everywhere, problems in words or as JSON, exit codes with one meaning."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any, NoReturn, TextIO

import typer

from forms.problems import Problem

DONE, PROBLEMS, WRONG_USAGE, SURROUNDINGS = 0, 1, 2, 3
"""0 done; 1 the input has problems; 2 wrong usage; 3 the environment failed (disk, printer, network)."""


def say(text: str = "", *, error: bool = False) -> None:
    """One line to standard output, or to standard error, in UTF-8 whatever the terminal was set to."""
    stream = sys.stderr if error else sys.stdout
    _in_utf8(stream)
    print(text, file=stream)


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


def _in_utf8(stream: TextIO) -> None:
    """A redirected Windows stream is in an old code page by itself; one that a test put there may not be told."""
    if (stream.encoding or "").lower().replace("-", "") != "utf8" and hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8")
