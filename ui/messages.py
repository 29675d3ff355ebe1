"""What went wrong, as a person reads it: a title and one piece of advice, in Danish, with nothing of a case.

What is logged of a bug is where it happened: the kind of error and the lines of our own code, never its text, its
values or its locals, since those may quote a citizen.
"""

from __future__ import annotations

import logging
import sys
import traceback
from pathlib import Path

from rygsaek.errors import InputError, OursError, RygsaekError

BUG_TITLE = "Der skete en fejl hos os."
BUG_ADVICE = "Det, du har skrevet, er gemt. Prøv igen, eller luk og åbn Rygsæk."
_ROOT = Path(__file__).resolve().parent.parent


def where(error: BaseException) -> str:
    """The error's kind and the places it went through, without a word of its message."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{_short(Path(one.filename))}:{one.lineno}" for one in frames]
    return f"{type(error).__name__} at {' < '.join(reversed(places)) or 'no place'}"


def bug(error: BaseException, log: logging.Logger) -> RygsaekError:
    """An unexpected error as a message for the screen, logged without content."""
    problems = sys.modules.get("forms.problems")  # who raised such a thing has loaded it
    if problems is not None and isinstance(error, problems.ProblemsError) and error.problems:
        first = error.problems[0]
        return InputError(first.text, first.remedy, code=first.code)
    log.error("unexpected: %s", where(error))
    return OursError(BUG_TITLE, BUG_ADVICE)


def _short(path: Path) -> str:
    try:
        return path.resolve().relative_to(_ROOT).as_posix()
    except ValueError:
        return path.name
