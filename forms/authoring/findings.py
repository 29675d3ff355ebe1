"""The list of what a form author should mend, gathered while the file is read to its end."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from forms.problems import Problem, ProblemsError


class Findings:
    """Gathers problems of one file.

    area: the first word of every code, `form` or `profile`.
    compound_homes: which section or rows field each compound register was first seen in.
    doubtful: places that already have a problem, where what follows from it is not told as well.
    """

    def __init__(self, file: str, *, area: str = "form") -> None:
        self.file = file
        self.area = area
        self.problems: list[Problem] = []
        self.doubtful: set[str] = set()
        self.compound_homes: dict[str, str] = {}

    def tell(self, code: str, place: str, text: str, remedy: str) -> None:
        """Add one problem. place: `afsnit dialog, felt maal`, or "" for the file as a whole."""
        field = f"{self.file}: {place}" if place else self.file
        found = Problem(code=f"{self.area}.{code}", field=field, text=text, remedy=remedy)
        if found not in self.problems:
            self.problems.append(found)

    def has(self, codes: Iterable[str]) -> bool:
        """Whether any of these codes was told."""
        wanted = {f"{self.area}.{code}" for code in codes}
        return any(problem.code in wanted for problem in self.problems)

    def doubt(self, place: str) -> None:
        """Let nothing more be said of this place that only follows from what was told."""
        self.doubtful.add(place)

    def raise_any(self) -> None:
        """Raise ProblemsError when anything was told."""
        if self.problems:
            raise ProblemsError(self.problems)


def meant(word: str, known: Iterable[str], otherwise: str) -> str:
    """A remedy that names the known word nearest to a mistyped one, or else `otherwise`."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"Mente du »{near[0]}«?" if near else otherwise


def one_of(words: Iterable[str]) -> str:
    """The words as a Danish list: »a«, »b« eller »c«."""
    quoted = [f"»{word}«" for word in words]
    if len(quoted) < 2:
        return "".join(quoted)
    return ", ".join(quoted[:-1]) + " eller " + quoted[-1]
