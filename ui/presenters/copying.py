"""A paper that was filled in by hand, about to be copied in: which form it is, and the day that stands on it. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from forms import dates
from forms.problems import Problem, ProblemsError
from forms.texts import text_in
from rygsaek.casework import cases, views
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import BORGER
from rygsaek.errors import RygsaekError
from ui.presenters.bell import Bell
from ui.presenters.runner import Runner


@dataclass(frozen=True)
class Asked:
    """What the page asks with. forms: id and name of each that the role writes in."""

    name: str
    forms: tuple[tuple[str, str], ...]


class CopyingPresenter:
    """Rings with what came. asked: what there is to choose between; begun: the document to go on in; wrong: what to mend."""

    def __init__(self, desk: Desk, case: str, runner: Runner) -> None:
        self._desk, self._case, self._runner = desk, case, runner
        self.asked: Bell[[Asked]] = Bell()
        self.begun: Bell[[str]] = Bell()
        self.wrong: Bell[[str]] = Bell()

    def begin(self) -> None:
        """The page is shown."""
        self._runner.read(self._read, self.asked.ring)

    def copy(self, form: str, day: str) -> None:
        """Begins the copy, or goes on with the one of that form and day. day: as a person writes it."""
        self._runner.write(lambda: self._begin(form, day), self._on_begun, self._on_failed)

    def _read(self) -> Asked:
        desk = self._desk
        written = [one for one in desk.library.ids() if one != BORGER and desk.role.may_write(one)]
        names = [(one, text_in(desk.library.newest(one).standard_name, "da")) for one in written]
        return Asked(views.case_view(desk, self._case).citizen_name, tuple(names))

    def _begin(self, form: str, text: str) -> str | Problem:
        day = dates.read(text, self._desk.today())
        if isinstance(day, Problem):
            return day
        try:
            return cases.open_document(self._desk, self._case, form, from_paper=day)
        except ProblemsError as error:
            return error.problems[0]

    def _on_begun(self, found: str | Problem) -> None:
        if isinstance(found, Problem):
            self.wrong.ring(f"{found.text} {found.remedy}")
        else:
            self.begun.ring(found)

    def _on_failed(self, error: RygsaekError) -> None:
        self.wrong.ring(f"{error.title} {error.advice}")
