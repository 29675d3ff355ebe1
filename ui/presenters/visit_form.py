"""One form in a visit: its document, opened when it is first wanted, and the way through its questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec.structs import replace

from forms.conditions import is_filled
from forms.flow import Flow, FlowPage, pages
from forms.paths import Answers, register_paths
from forms.profile import fill
from forms.texts import text_in
from rygsaek.casework import cases
from rygsaek.casework.desk import Desk
from rygsaek.errors import RygsaekError
from ui.presenters.bell import Bell
from ui.presenters.editing import Editing
from ui.presenters.field_view import FieldView
from ui.presenters.field_words import Wording, field_view
from ui.presenters.form_shape import item_paths
from ui.presenters.question import Question, first_stop, next_stop, question
from ui.presenters.runner import Runner
from ui.presenters.timers import Timers

Length = Literal["short", "whole"]


class VisitForm:
    """A form of the visit. reshaped: rings when the page that stands looks different."""

    def __init__(self, desk: Desk, case: str, form_id: str, wording: Wording, runner: Runner, timers: Timers) -> None:
        self._desk, self._case, self._runner, self._timers = desk, case, runner, timers
        self.id = form_id
        self.wording = wording
        self.definition = desk.library.newest(form_id)
        self.editing: Editing | None = None
        self.flow: Flow | None = None
        self.length: Length = "short"
        self.is_through: set[Length] = set()
        self.is_heard = False
        self._settled: frozenset[str] | None = None
        self.reshaped: Bell[[]] = Bell()

    @property
    def title(self) -> str:
        """The form's plain title."""
        return fill(text_in(self.definition.title), self.wording.names)

    @property
    def has_more(self) -> bool:
        """Whether the form has a short length and more than that."""
        flags = [field.short for section in self.definition.sections for field in section.fields]
        return self.definition.finished == "next" and any(flags) and not all(flags) and "whole" not in self.is_through

    @property
    def is_begun(self) -> bool:
        """Whether it was talked about in this visit."""
        return self.editing is not None

    @property
    def is_finished(self) -> bool:
        """Whether the document is finished for good."""
        return self.editing is not None and self.editing.is_frozen

    @property
    def document(self) -> str:
        """The document's id, "" before it is opened."""
        return self.editing.document if self.editing else ""

    def open(self, done: Callable[[], None], failed: Callable[[RygsaekError], None], *, document: str = "", at: str = "") -> None:
        """Opens the document (the case's open one, or a new one, prefilled) and goes to its first page, or to `at`.

        One that is finished for good stays as it is: another one is begun.
        """
        if self.editing is not None and not self.is_finished:
            self._begin(at)
            done()
            return

        def opened(found: str) -> None:
            editing = Editing(self._desk, self._case, found, self._runner, self._timers)

            def loaded() -> None:
                self.length, self.is_through, self.is_heard, self._settled = "short", set(), False, None
                self.editing = editing
                self.definition = editing.definition
                self._begin(at)
                editing.reshaped.listen(self._refresh)
                done()

            editing.load(loaded, failed)

        if document:
            opened(document)
        else:
            self._runner.write(lambda: cases.open_document(self._desk, self._case, self.id), opened, failed)

    def asked_at(self, place: str) -> str:
        """Where the citizen is asked what stands in a field or register: the path to go to, "" where they are not."""
        if self.editing is None:
            return ""
        asked = pages(self.definition, self.editing.answers, by="question", audience="citizen", today=self.editing.today)
        for path in register_paths(self.definition, place):
            top = path.partition("/")[0]
            if self.editing.field(path).visible == "citizen" and any(
                path in page.paths or top in page.paths or path == page.rows_id for page in asked
            ):
                return path
        return ""

    def lengthen(self) -> None:
        """Goes on with what the short length left out; what was asked is not asked again."""
        self.length = "whole"
        self._begin("")
        if self.flow is not None and self.editing is not None and self._is_asked_before(self.flow):
            self.flow = self._over_asked(self.flow, self.flow.next)

    @property
    def question(self) -> Question | None:
        """The page that stands now."""
        page = self.flow.page if self.flow else None
        if page is None or self.flow is None or self.editing is None:
            return None
        first = next(one for one in self.flow.pages if one.section.id == page.section.id)
        begins = first.id == page.id and page.section.fields[0].id in _tops(page)
        return question(self.editing, page, self.wording, begins_section=begins)

    def field(self, path: str) -> FieldView:
        """What a field shows now."""
        if self.editing is None:
            raise LookupError("the document is not open yet")
        return field_view(self.editing, path, self.wording)

    @property
    def progress(self) -> str:
        """How far, "3 af 9"."""
        if self.flow is None or self.flow.page is None:
            return ""
        asked = self._asked_before()
        ids = [page.id for page in self.flow.pages if page.id == self.flow.page.id or not set(page.paths) <= asked]
        return f"{ids.index(self.flow.page.id) + 1} af {len(ids)}"

    @property
    def page(self) -> FlowPage | None:
        return self.flow.page if self.flow else None

    def first_stop(self) -> str | None:
        """Where the keyboard begins on this page."""
        asked = self.question
        return first_stop(self.editing, asked) if self.editing and asked else None

    def next_stop(self, path: str) -> str | None:
        """Where Enter goes from a field; None for the next page."""
        asked = self.question
        return next_stop(self.editing, asked, path) if self.editing and asked else None

    def next(self) -> bool:
        """One page on, with what was offered here taken as answered; False at the end of the form."""
        if self.editing is None or self.flow is None or self.question is None:
            return False
        self.editing.settle_all()
        self.editing.accept(item_paths(self.question.items))
        return self._step(self._over_asked(self.flow, self.flow.next))

    def skip(self) -> bool:
        """One page on, with nothing taken as answered ("Ikke nu")."""
        if self.editing is None or self.flow is None:
            return False
        self.editing.settle_all()
        return self._step(self._over_asked(self.flow, self.flow.skip))

    def back(self) -> bool:
        """One page back; False at the beginning."""
        if self.editing is None or self.flow is None or self.flow.is_first:
            return False
        self.editing.settle_all()
        before = self._over_asked(self.flow, self.flow.back)
        return before.page != self.flow.page and self._step(before)

    def leave(self) -> None:
        """The page is left for another part, the end, a pause or a lock."""
        if self.editing is not None:
            self.editing.settle_all()

    def _asked_before(self) -> frozenset[str]:
        """The paths that the short length asked, while the rest is talked about."""
        if self.length == "short" or "short" not in self.is_through:
            return frozenset()
        return frozenset(path for page in self._flow("short").pages for path in page.paths)

    def _is_asked_before(self, flow: Flow) -> bool:
        return flow.page is not None and set(flow.page.paths) <= self._asked_before()

    def _over_asked(self, flow: Flow, step: Callable[[Answers], Flow]) -> Flow:
        """One step, and on in the same direction over pages that were asked before; where there are none beyond, no step."""
        if self.editing is None:
            return flow
        name = step.__name__
        found = step(self.editing.answers)
        while self._is_asked_before(found) and not found.is_done:
            after: Flow = found.back(self.editing.answers) if name == "back" else found.next(self.editing.answers)
            if name == "back" and after.page == found.page:
                return flow
            found = after
        return found

    def _step(self, flow: Flow) -> bool:
        if self.editing is not None:
            self.editing.rows.forget_removed()
        self.flow = flow
        if flow.is_done:
            self.is_through.add(self.length)
        return not flow.is_done

    def _begin(self, at: str) -> None:
        self.flow = self._flow(self.length, at)

    def _flow(self, length: Length, at: str = "") -> Flow:
        if self.editing is None:
            raise LookupError("the document is not open yet")
        editing = self.editing
        settled = self._settled_before(editing) - {at.partition("/")[0]}
        flow = Flow.begin(
            editing.definition, editing.answers, by="question", length=length, audience="citizen",
            settled=settled, today=editing.today,
        )  # fmt: skip
        begun = {row_path.partition("/")[0]: row_path.partition("/")[2] for row_path in editing.rows.new}
        flow = replace(flow, waiting={**flow.waiting, **begun}).refresh(editing.answers)
        flow = flow.goto(at, editing.answers) if at else flow
        if at and length == "short" and (flow.page is None or at.partition("/")[0] not in _tops(flow.page)):
            self.length = "whole"
            return self._flow("whole", at)
        return flow

    def _settled_before(self, editing: Editing) -> frozenset[str]:
        """What was answered before the visit began."""
        if self._settled is None:
            self._settled = frozenset(path for path, value in editing.answers.items() if is_filled(value))
        return self._settled

    def _refresh(self) -> None:
        if self.flow is not None and self.editing is not None:
            self.flow = self.flow.refresh(self.editing.answers)
            self.reshaped.ring()


def _tops(page: FlowPage) -> set[str]:
    return {path.partition("/")[0] for path in page.paths}
