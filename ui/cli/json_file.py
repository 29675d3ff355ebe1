"""Answers as a JSON file or standard input, refused with the line that is wrong, and never half read."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from forms.library import LARGEST_FILE_BYTES, read_text
from forms.problems import Problem, ProblemsError


def read_json(path: Path) -> Any:
    """Decoded JSON. Raises ProblemsError: `answers.file`, `answers.json` (with the line), `answers.twice`."""
    text = _standard_input() if str(path) == "-" else read_text(path, "answers.file")
    name = "standard input" if str(path) == "-" else path.name
    try:
        return json.loads(text, parse_constant=_refuse, object_pairs_hook=_once_each)
    except json.JSONDecodeError as error:
        place = f"{name}: linje {error.lineno}, tegn {error.colno}"
        remedy = "Se efter komma, kolon og anførselstegn på linjen og linjen før."
        raise ProblemsError([Problem("answers.json", place, "Filen er ikke JSON.", remedy)]) from None
    except _TwiceError as error:
        remedy = "Slet det ene af de to svar."
        raise ProblemsError([Problem("answers.twice", f"{name}: {error}", "Feltet har to svar i samme fil.", remedy)]) from None
    except (ValueError, RecursionError):
        text, remedy = "Filen har et tal eller en dybde, der ikke kan læses.", "Skriv almindelige tal, og højst rækker i felter."
        raise ProblemsError([Problem("answers.json", name, text, remedy)]) from None


class _TwiceError(Exception):
    pass


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _TwiceError(key)
        found[key] = value
    return found


def _refuse(constant: str) -> float:
    raise ValueError(constant)


def _standard_input() -> str:
    if sys.stdin is None:
        raise ProblemsError([Problem("answers.file", "standard input", "Standard input er lukket.", "Send svarene der.")])
    try:
        data = sys.stdin.buffer.read(LARGEST_FILE_BYTES + 1)
        if len(data) > LARGEST_FILE_BYTES:
            text = "Det, der kom ind, er alt for stort."
            raise ProblemsError([Problem("answers.file", "standard input", text, "Send svarene til en formular.")])
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "Det, der kom ind, er ikke skrevet i UTF-8."
        raise ProblemsError([Problem("answers.file", "standard input", text, "Send det som UTF-8.")]) from None
