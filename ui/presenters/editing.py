"""One document being filled in: what stands, what is typed, what is wrong. The wizard and the visit look at the same thing.

What a person does counts on the screen at once and goes to the writer lane in the order it was done; when the lane is empty the
document is read again, so that what the screen shows is what the vault holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from forms.answers import computed, field_at, get, paths, put, register_of, with_computed
from forms.checks import check
from forms.following import followers
from forms.model import Definition, Field
from forms.paths import Answers
from forms.problems import Problem
from forms.said_along import time_along
from forms.values import edit_text, read_value
from rygsaek.casework import cases, drafts, edits, offers, promoting, views
from rygsaek.casework.desk import Desk
from rygsaek.casework.disputed_rows import DisputedRow
from rygsaek.casework.from_paper import today_in
from rygsaek.casework.known import Known
from rygsaek.casework.versions import Version
from rygsaek.errors import RygsaekError
from ui.presenters.bell import Bell
from ui.presenters.disputes import Disputes
from ui.presenters.document_reading import Read, read, shown_anew
from ui.presenters.drafting import Drafting, Typed
from ui.presenters.row_editing import Rows
from ui.presenters.runner import Latest, Runner
from ui.presenters.timers import Timers
from ui.presenters.writing import Writing

TEXT_KINDS = frozenset({"line", "text", "date", "time", "number", "phone", "mail", "cpr", "person"})
"""Kinds that are typed; the others are chosen, and a choice is a change at once."""


class Editing:
    """A document on the screen.

    offered: guesses by path, shown as typed, answers only when the person goes on.
    disputed: rows that one took out while another wrote in them.
    unread: what is typed and cannot be understood. faults: what is wrong with the answers.
    changed: rings with the paths whose field looks different now. reshaped: other fields or rows are to be shown.
    saved: rings with the moment up to which everything is durable. trouble: something could not be written.
    """

    def __init__(self, desk: Desk, case: str, document: str, runner: Runner, timers: Timers) -> None:
        self.desk, self.case, self.document = desk, case, document
        self._runner = runner
        self._reread = Latest(runner)
        self._drafting = Drafting(desk, case, document, runner, timers, self.settle)
        self._writing = Writing(desk, runner, self._drafting)
        self._stored: Answers = {}
        self._known: Known | None = None
        self.view: views.DocumentView | None = None
        self.answers: Answers = {}
        self.offered: dict[str, Any] = {}
        self.unread: dict[str, Problem] = {}
        self.faults: dict[str, Problem] = {}
        self.disputed: dict[str, DisputedRow] = {}
        self.is_finishing = False
        self._disputes = Disputes()
        self._seen_of: Answers | None = None
        self._seen_on: date | None = None
        self._seen: dict[tuple[str, ...], tuple[str, ...]] = {}
        self.rows = Rows(self)
        self.write = self._writing.write
        self.changed: Bell[frozenset[str]] = Bell()
        self.reshaped: Bell[[]] = Bell()
        self.saved: Bell[datetime] = Bell()
        self.trouble: Bell[RygsaekError] = Bell()
        self._drafting.kept.listen(self._on_durable)
        self._drafting.trouble.listen(self.trouble.ring)
        self._writing.written.listen(self._on_durable)
        self._writing.trouble.listen(self.trouble.ring)
        self._writing.emptied.listen(self._read_again)

    # what stands

    @property
    def definition(self) -> Definition:
        """The form that the document is filled in by."""
        if self.view is None or self.view.definition is None:
            raise LookupError("the document is not read yet")
        return self.view.definition

    @property
    def today(self) -> date:
        """The day on the wall, or that of the paper that the document is copied from."""
        return today_in(self.desk, self.view.begun if self.view is not None else None)

    def field(self, path: str) -> Field:
        """The field at a path."""
        return field_at(self.definition, path)

    @property
    def is_frozen(self) -> bool:
        """Whether the document is finished for good: only signatures and what comes after finishing may be answered."""
        return self.view is not None and self.view.is_frozen

    def is_open(self, path: str) -> bool:
        """Whether a field may be answered now."""
        return not self.is_frozen or edits.is_free(self.definition, path)

    def value(self, path: str) -> Any:
        """What stands at a path."""
        return get(self.answers, path)

    def typed(self, path: str) -> Typed | None:
        """What is typed at a path and is no change yet."""
        return self._drafting.get(path)

    def typed_paths(self) -> tuple[str, ...]:
        """Where something is typed that is no change yet."""
        return self._drafting.paths()

    def is_disputed(self, path: str) -> bool:
        """Whether two things are written here, and nobody has chosen: then neither stands in the field as the answer."""
        return self._disputes.is_open(path)

    def text(self, path: str) -> str:
        """What stands in the field: what is typed, else the answer, else what is offered; nothing where two things stand."""
        return "" if self._drafting.get(path) is None and self.is_disputed(path) else self._text(path)

    def _text(self, path: str) -> str:
        typed = self._drafting.get(path)
        if typed is not None:
            return typed.text
        return edit_text(self.field(path), self.offered.get(path, self.value(path)))

    def is_empty(self, path: str) -> bool:
        """Whether nothing is answered, typed or offered here."""
        if self.field(path).kind in TEXT_KINDS:
            return not self._text(path).strip()
        return self.offered.get(path, self.value(path)) in (None, "", [], {})

    @property
    def is_saved(self) -> bool:
        """Whether everything on the screen is durable."""
        return self._writing.is_idle and not self._drafting.is_dirty

    def visible(self, new_rows: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Every path that is shown now, in the form's order; worked out once for the answers that stand.

        new_rows: paths of rows that are on the screen alone, to be told with the others.
        """
        if self._seen_of is not self.answers or self._seen_on != self.today:
            self._seen_of, self._seen_on, self._seen = self.answers, self.today, {}
        found = self._seen.get(new_rows)
        if found is None:
            answers = self.answers
            for row_path in new_rows:
                answers = put(answers, row_path, {})
            found = self._seen[new_rows] = tuple(path for path, _ in paths(self.definition, answers, self.today))
        return found

    def check(self, *, finishing: bool) -> list[Problem]:
        """What is wrong with the answers as they stand."""
        return list(check(self.definition, self.answers, today=self.today, finishing=finishing))

    def missing(self) -> tuple[Problem, ...]:
        """What keeps the document from being finished as it stands on the screen."""
        found = (*self.unread.values(), *self.check(finishing=True), *self._disputes.problems())
        return tuple(one for one in found if one.severity == "block")

    # reading

    def load(self, done: Callable[[], None] | None = None, failed: Callable[[RygsaekError], None] | None = None) -> None:
        """Reads the document and what was typed in it before."""

        def show(found: Read) -> None:
            self._drafting.adopt(found.typed)
            self._adopt(found)
            self.rows.adopt(found.typed)
            for path in found.typed:
                self._judge(path)
            if done is not None:
                done()

        self._runner.read(self._read, show, failed)

    def _read(self) -> Read:
        return read(self.desk, self.case, self.document)

    def _read_again(self) -> None:
        def show(found: Read) -> None:
            if self._writing.is_idle:
                self._adopt(found)

        self._reread.ask(self._read, show)

    def _adopt(self, found: Read) -> None:
        told = shown_anew(found.view, self.view)
        was, self.disputed = self.disputed, found.disputed
        self.view, self._known, self._stored = found.view, found.known, found.view.answers
        self._disputes.adopt(found.view)
        self.settle_answers(told)
        if was != self.disputed:
            self.reshaped.ring()

    # typing and choosing

    def type(self, path: str, text: str, caret: int) -> None:
        """A key in a field."""
        was_empty = self.is_empty(path)
        self._drafting.take(path, text, caret)
        was_wrong = self.unread.pop(path, None) is not None
        if was_empty is bool(text.strip()):
            self._guess()
            if self.rows.is_new(path):
                self.reshaped.ring()
        if was_wrong or self.field(path).kind in ("date", "time"):
            self.changed.ring(frozenset({path}))

    def settle(self, path: str) -> None:
        """Makes a change of what is typed at a path. What cannot be read, or is a part of what must be whole, stays as typed."""
        typed = self._drafting.get(path)
        if typed is None:
            return
        value, together = self._judge(path), self._disputes.together(path)
        if path in self.unread or (value is not None and not together <= {*self._drafting.paths()}):  # a third is whole
            self._drafting.keep()
            self.changed.ring(frozenset({path}))
            return
        self._drafting.drop(path, keeps_rest=bool(together))
        if value is None and (self.rows.is_new(path) or self.is_disputed(path)):  # left empty: no row, and neither of two
            self.write(lambda: drafts.clear(self.desk, self.case, self.document, path), draft=path)
            self.changed.ring(frozenset({path}))
            return
        values = {**{one: self._judge(one) for one in together}, path: value, **self._said_along(path, typed.text)}
        self._disputes.settle(path)
        wanted = self._show_put({place: said for place, said in values.items() if said != self.value(place)})
        self.write(lambda: promoting.answer(self.desk, self.case, self.document, path, typed.text), draft=path, typed=typed)
        if wanted:
            self.settle_answers(wanted)
        else:
            self.changed.ring(frozenset({path}))

    def settle_all(self) -> None:
        """Makes changes of everything typed, before leaving, printing, locking, ending."""
        for path in self._drafting.paths():
            self.settle(path)
        self._drafting.keep()

    def _said_along(self, path: str, text: str) -> dict[str, str]:
        """A time that was typed with a day, for the field that asks for it and has nothing yet."""
        along = time_along(self.definition, path, text)
        return {} if along is None or self._drafting.get(along[0]) or self.value(along[0]) else dict([along])

    def _judge(self, path: str) -> Any:
        typed = self._drafting.get(path)
        found = read_value(self.field(path), typed.text, self.today) if typed is not None else None
        if isinstance(found, Problem):
            self.unread[path] = found
            return None
        self.unread.pop(path, None)
        return found

    def answer(self, path: str, value: Any) -> None:
        """A value was chosen."""
        if self.field(path).kind == "signature" and isinstance(value, dict):
            value = {"how": value["how"], "name": value.get("name") or self._signer(path), "date": self.today.isoformat()}
        if value != self.value(path) or self.is_disputed(path):
            self._disputes.settle(path)
            self.put({path: value})

    def _signer(self, path: str) -> str:
        """Who signs here, where no name was written: the caseworker in their own field, else the citizen."""
        if path.endswith("_fs"):
            return self.desk.worker.name
        facts = self.view.sources.get("borger", {}) if self.view is not None else {}
        return str(facts.get("navn") or "")

    def accept(self, paths: Iterable[str]) -> None:
        """The person goes on from these fields: what was offered and stood there in sight is the answer now."""
        taken = {path: self.offered[path] for path in paths if path in self.offered and self._drafting.get(path) is None}
        if taken:
            self.put(taken)

    def take(self, path: str, suggestion: offers.Suggestion) -> None:
        """What was meant is known already: it is put in, with everything that goes with it in the same row."""
        typed = self._drafting.drop(path)
        row_path = path.rpartition("/")[0]
        along = {f"{row_path}/{cell}": value for cell, value in suggestion.fills.items()}
        self.put({path: suggestion.text} | along, draft=path, typed=typed)

    def choose(self, path: str, value: Any) -> None:
        """Of two things that were written in the register of a field, a person chose one."""
        self._drafting.drop(path)
        register = register_of(self.definition, path)
        seen = self._disputes.seen(register)
        self.write(
            lambda: cases.choose(self.desk, self.case, self.document, register, value, seen=seen, instead_of=path), draft=path
        )

    def choose_row(self, row_path: str, *, keeps: bool) -> None:
        """Of a row that one took out and another wrote in, a person says whether it stands."""
        one = self.disputed[row_path]
        value = True if keeps else None
        self.write(lambda: cases.choose(self.desk, self.case, self.document, row_path, value, seen=one.heads))

    def undo(self) -> None:
        """Takes back one's own latest change."""
        self.settle_all()
        self.write(lambda: cases.undo(self.desk, self.case))

    def finish(self, done: Callable[[tuple[Problem, ...]], None]) -> None:
        """Freezes a version if nothing is missing; done is told what still is, on the screen or in the vault."""
        self.settle_all()
        self.is_finishing = True
        self.settle_answers(set())
        blocking = self.missing()
        if blocking:
            self.changed.ring(frozenset(one.field for one in blocking))
            done(blocking)
            return
        self.write(
            lambda: cases.finish(self.desk, self.case, self.document),
            done=lambda made: done(() if isinstance(made, Version) else made),
        )

    # writing

    def put(self, values: Mapping[str, Any], *, draft: str | None = None, typed: Typed | None = None) -> None:
        """Answers, in one change. draft: the path of the typed text that they stand for; typed: that text, for when it fails."""
        wanted = {path: value for path, value in values.items() if value is not None or not self.rows.is_new(path)}
        shown = self._show_put(wanted)
        self.write(lambda: cases.fill(self.desk, self.case, self.document, wanted, instead_of=draft), draft=draft, typed=typed)
        self.settle_answers(shown)

    def _show_put(self, values: Mapping[str, Any]) -> set[str]:
        """Lets answers count on the screen; returns the paths that there were any for."""
        wanted = {path: value for path, value in values.items() if value is not None or not self.rows.is_new(path)}
        for path, value in wanted.items():
            for follower, written in followers(self.definition, self._stored, path, value).items():
                self._stored = put(self._stored, follower, written)
            self._stored = put(self._stored, path, value)
            self.rows.became_real(path)
        return set(wanted)

    def replace_rows(self, rows_id: str, rows: list[Answers]) -> None:
        """The rows stand so on the screen from now on; whoever calls writes it."""
        self._stored = {**self._stored, rows_id: rows}
        self.settle_answers(set())

    def drop_draft(self, path: str) -> None:
        """Takes back what was typed here, with the row it was typed in."""
        if self._drafting.drop(path) is not None:
            self.unread.pop(path, None)
            self.write(lambda: drafts.clear(self.desk, self.case, self.document, path), draft=path)

    def settle_answers(self, touched: set[str]) -> None:
        """Works out what follows of new answers: computed values, guesses, problems, and which fields look different now."""
        if self.view is None:
            return
        before = self.answers
        worked_out = computed(self.definition, self._stored, self.desk.today(), self.view.sources)
        self.answers = with_computed(self._stored, worked_out)
        found = self.check(finishing=self.is_finishing)
        was, self.faults = self.faults, {one.field: one for one in reversed(found)}
        told = {path for path in was.keys() | self.faults.keys() if was.get(path) != self.faults.get(path)}
        differing = {key for key in before.keys() | self.answers.keys() if before.get(key) != self.answers.get(key)}
        self._guess()
        if differing:
            self.reshaped.ring()
        if touched | told | differing:
            self.changed.ring(frozenset(touched | told | differing))

    def _guess(self) -> None:
        """Works out the guesses anew, with what is being typed taken as said."""
        if self._known is None:
            return
        said = self.answers
        for path in self._drafting.paths():
            typed = self._drafting.get(path)
            if typed is not None and typed.text.strip() and self.value(path) is None:
                said = put(said, path, typed.text)
        guessed = {} if self.is_frozen else offers.guesses(self.definition, self._known, said, self.today)
        was, self.offered = self.offered, dict(guessed)
        told = {path for path in was.keys() | self.offered.keys() if was.get(path) != self.offered.get(path)}
        if told:
            self.changed.ring(frozenset(told))

    def _on_durable(self, at: datetime) -> None:
        if self.is_saved:
            self.saved.ring(at)
