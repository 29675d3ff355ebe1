"""The caseworker's view of one document: sections on the left with their state, one section in the middle, what is left to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from forms import dates
from forms.model import Section
from forms.problems import Problem, ProblemsError
from forms.profile import fill
from forms.texts import text_in
from rygsaek.casework import from_paper, redating
from ui.presenters.bell import Bell
from ui.presenters.editing import Editing
from ui.presenters.field_view import FieldView
from ui.presenters.field_words import Wording, field_view
from ui.presenters.form_shape import Item, item_paths, section_items, shown_fields
from ui.presenters.times import clock_words

State = Literal["tom", "i gang", "klar"]


@dataclass(frozen=True)
class SectionLine:
    """One section in the list on the left."""

    id: str
    title: str
    state: State
    is_current: bool


class Wizard:
    """Which section stands open, and what it holds. moved: rings when another section does."""

    def __init__(self, editing: Editing, wording: Wording, section: str = "") -> None:
        self.editing = editing
        self.wording = wording
        self._wanted = section
        self._saved_at: datetime | None = None
        self.moved: Bell[[]] = Bell()
        editing.saved.listen(self._on_saved)

    @property
    def title(self) -> str:
        """The form's plain title."""
        return self._words(self.editing.definition.title)

    @property
    def standard_name(self) -> str:
        """What the method calls the form."""
        return self._words(self.editing.definition.standard_name)

    @property
    def copied_words(self) -> str:
        """That it is copied from a paper, and of which day; "" for what was written here first."""
        view = self.editing.view
        return from_paper.sentence(view.begun.paper) if view is not None and view.begun.paper else ""

    @property
    def may_date(self) -> bool:
        """Whether the day of the paper that it is copied from may be corrected."""
        return bool(self.copied_words) and not self.editing.is_frozen

    def correct_day(self, text: str, wrong: Callable[[str], None], done: Callable[[], None]) -> None:
        """Says another day of the paper. text: as a person writes it; wrong: told in words what is to mend."""
        editing = self.editing
        day = dates.read(text, editing.desk.today())
        if isinstance(day, Problem):
            wrong(f"{day.text} {day.remedy}")
            return

        def correct() -> Problem | None:
            try:
                redating.correct_day(editing.desk, editing.case, editing.document, day)
            except ProblemsError as error:
                return error.problems[0]
            return None

        def on_corrected(problem: Problem | None) -> None:
            if problem is not None:
                wrong(f"{problem.text} {problem.remedy}")
            else:
                editing.load(done)

        editing.settle_all()
        editing.write(correct, done=on_corrected)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections that are asked now."""
        return tuple(one for one in self.editing.definition.sections if shown_fields(self.editing, one))

    @property
    def index(self) -> int:
        """Which section stands open."""
        return self._index_in(self.sections)

    @property
    def section(self) -> Section:
        """The section that stands open."""
        sections = self.sections
        return sections[self._index_in(sections)]

    @property
    def section_title(self) -> str:
        return self._words(self.section.title)

    @property
    def section_intro(self) -> str:
        return self._words(self.section.intro)

    @property
    def items(self) -> tuple[Item, ...]:
        """What stands in the middle."""
        return section_items(self.editing, self.section, self.wording)

    @property
    def is_first(self) -> bool:
        return self.index == 0

    @property
    def is_last(self) -> bool:
        return self.index == len(self.sections) - 1

    @property
    def saved_words(self) -> str:
        """The quiet line that says up to when everything is safe."""
        return f"Gemt kl. {clock_words(self._saved_at)}" if self._saved_at else ""

    def lines(self) -> tuple[SectionLine, ...]:
        """The list on the left."""
        sections = self.sections
        here = self._index_in(sections)
        missing = {one.field.partition("/")[0] for one in self.editing.check(finishing=True) if one.severity == "block"}
        return tuple(
            SectionLine(one.id, self._words(one.title), self._state(one, missing), number == here)
            for number, one in enumerate(sections)
        )

    def field(self, path: str) -> FieldView:
        """What a field shows now."""
        return field_view(self.editing, path, self.wording)

    def go(self, section: str) -> None:
        """Opens a section. What is typed in the one that stands becomes a change; rows taken away stay away."""
        self.editing.settle_all()
        self.editing.rows.forget_removed()
        self._wanted = section
        self.moved.ring()

    def go_to_path(self, path: str) -> None:
        """Opens the section that a field stands in."""
        top = path.partition("/")[0]
        self.go(next((one.id for one in self.sections if any(field.id == top for field in one.fields)), self.section.id))

    def next(self) -> None:
        """The next section; at the last one, stays."""
        self.editing.accept(item_paths(self.items))
        if not self.is_last:
            self.go(self.sections[self.index + 1].id)

    def back(self) -> None:
        """The section before; at the first one, stays."""
        if not self.is_first:
            self.go(self.sections[self.index - 1].id)

    def _index_in(self, sections: Sequence[Section]) -> int:
        ids = [one.id for one in sections]
        return ids.index(self._wanted) if self._wanted in ids else 0

    def _state(self, section: Section, missing: Set[str]) -> State:
        wanted = item_paths(section_items(self.editing, section, self.wording))
        asked = [path for path in wanted if self.editing.field(path).kind != "fixed" and not self.editing.field(path).computed]
        if any(self.editing.is_disputed(path) for path in asked):
            return "i gang"
        if all(self.editing.is_empty(path) for path in asked):
            return "tom"
        return "i gang" if any(field.id in missing for field in section.fields) else "klar"

    def _words(self, texts: dict[str, str] | None) -> str:
        return fill(text_in(texts), self.wording.names)

    def _on_saved(self, at: datetime) -> None:
        self._saved_at = at
