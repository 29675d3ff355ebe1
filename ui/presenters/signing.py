"""Names under the papers of a visit: which fields are to be signed, in words what is signed, and finishing what was signed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from forms.answers import paths
from forms.pdf.short import short_words
from forms.problems import Problem
from rygsaek.casework.desk import Desk
from rygsaek.errors import InputError
from rygsaek.paper import papers
from rygsaek.paper.papers import Wish
from ui.presenters.bell import Bell
from ui.presenters.editing import Editing
from ui.presenters.visit import Visit
from ui.presenters.visit_form import VisitForm

REFUSED = "vil_ikke"


@dataclass(frozen=True)
class Unfinished:
    """A paper that cannot be finished yet. words: what is missing. path: where it is asked in the visit, "" for nowhere."""

    form: str
    words: str
    path: str


class Signing:
    """The names page. unfinished: what keeps papers from being finished. changed: rings when that does."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self.unfinished = tuple(
            self._unfinished(form, missing)
            for form in visit.forms.values()
            if form.editing is not None and _is_finishable(form.editing) and (missing := _unanswered(form.editing))
        )
        self.changed: Bell[[]] = Bell()

    def finish(self, done: Callable[[], None]) -> None:
        """The names are given: each signed paper of a kind that is finished for good is frozen as it stands.

        done is called where nothing hinders that, or nothing that was not told before; the names stand in any case.
        """
        due = [form for form in self._visit.forms.values() if form.editing is not None and _is_signed(form.editing)]
        self._finish(due, (), done)

    def _finish(self, waiting: Sequence[VisitForm], found: tuple[Unfinished, ...], done: Callable[[], None]) -> None:
        if not waiting:
            told, self.unfinished = self.unfinished, found
            self.changed.ring()
            if set(found) <= set(told):
                done()
            return
        form, *rest = waiting

        def ended(missing: tuple[Problem, ...]) -> None:
            self._finish(rest, (*found, self._unfinished(form, missing)) if missing else found, done)

        if form.editing is not None:
            form.editing.finish(ended)

    def _unfinished(self, form: VisitForm, missing: Sequence[Problem]) -> Unfinished:
        """In sight of the citizen: what is internal is neither named nor gone to."""
        opening = f"»{form.title}« er ikke færdigt endnu."
        for one in missing:
            if path := form.asked_at(one.field):
                return Unfinished(form.id, f"{opening} {one.text} {one.remedy}", path)
        return Unfinished(form.id, f"{opening} {self._visit.wording.names.get('Navn', '')} skriver resten bagefter.", "")


def signature_paths(editing: Editing) -> tuple[str, ...]:
    """The fields to sign that are there now, in the form's order."""
    return tuple(path for path, field in paths(editing.definition, editing.answers, editing.today) if field.kind == "signature")


def signed_words(desk: Desk, case: str, document: str) -> tuple[tuple[str, str], ...]:
    """What stands on the citizen's paper, block by block: heading and text."""
    with desk.vault.read() as reader:
        subject = papers.subject_of(desk, reader, case, Wish(document=document))
    try:
        return tuple((heading, "\n".join(lines)) for heading, lines in short_words(subject.request))
    except InputError:
        return ()


def _is_finishable(editing: Editing) -> bool:
    """Whether a paper is of a kind that is finished for good, and is not yet."""
    return editing.definition.finished == "frozen" and not editing.is_frozen


def _unanswered(editing: Editing) -> tuple[Problem, ...]:
    """What is missing besides the names."""
    return tuple(one for one in editing.missing() if editing.field(one.field).kind != "signature")


def _is_signed(editing: Editing) -> bool:
    """Whether a paper that can be finished for good was signed by everybody who has to."""
    said = {path: editing.value(path) for path in signature_paths(editing)}
    signed = {path for path, value in said.items() if isinstance(value, dict) and value.get("how") != REFUSED}
    return (
        _is_finishable(editing)
        and bool(signed)
        and all(path in signed for path in said if editing.field(path).required == "hard")
    )
