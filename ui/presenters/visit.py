"""The visit: one citizen, one mode. Opening → agreement → network → yes and no → paper, in any order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from forms.profile import names
from rygsaek.casework import views
from rygsaek.casework.desk import Desk, local
from rygsaek.errors import RygsaekError
from rygsaek.history.changes import ANSWER_GIVEN, ROW_ADDED
from ui.presenters.bell import Bell
from ui.presenters.field_words import Wording
from ui.presenters.languages import language_code
from ui.presenters.runner import Runner
from ui.presenters.timers import Timers
from ui.presenters.visit_form import VisitForm

AGREEMENT = "samarbejdsaftale"
FORMS = (AGREEMENT, "netvaerkskort", "samtykke")
"""The forms of a visit, in the order in which they are offered."""

Station = Literal["opening", "form", "end", "sign", "aloud"]


@dataclass(frozen=True)
class Choice:
    """Something to go on with, offered in a word. form: its id; is_rest: what the short length left out."""

    form: str
    title: str
    is_rest: bool = False


class Visit:
    """Where the visit stands. moved: another page stands; reshaped: the same page looks different; trouble: something failed."""

    def __init__(self, desk: Desk, case: str, visit: str, runner: Runner, timers: Timers) -> None:
        self.desk, self.case, self.id = desk.for_purpose("Besøg"), case, visit
        self._runner, self._timers = runner, timers
        self.station: Station = "opening"
        self._before_aloud: Station = "end"
        self.is_stopped = False
        self.is_turning = False
        self.forms: dict[str, VisitForm] = {}
        self.current = ""
        self.citizen: views.CaseView | None = None
        self.until: str | None = None
        self.wording = Wording({})
        self.moved: Bell[[]] = Bell()
        self.reshaped: Bell[[]] = Bell()
        self.saved: Bell[datetime] = Bell()
        self.trouble: Bell[RygsaekError] = Bell()

    # beginning

    def begin(
        self, *, document: str = "", path: str = "", station: str = "", is_stopped: bool = False, is_back: bool = False
    ) -> None:
        """Reads the citizen's case and shows the opening page, or the page where a crash or a lock came.

        is_back: the visit goes on. What was written today was talked about in it: a crash does not forget that.
        """

        def read() -> tuple[views.CaseView, str, dict[str, str]]:
            case = views.case_view(self.desk, self.case)
            form = next((one.form for one in case.documents if one.document == document), "")
            self.until = self._planned_until(case)
            return case, form, self._written_today(case) if document or is_back else {}

        def show(found: tuple[views.CaseView, str, dict[str, str]]) -> None:
            self.citizen = found[0]
            told = names(self.desk.profile, self.desk.worker, found[0].citizen_name)
            self.wording = Wording(told, second=language_code(found[0].interpreter), hides_cpr=True)
            self.forms = {
                form: VisitForm(self.desk, self.case, form, self.wording, self._runner, self._timers)
                for form in FORMS
                if form in self.desk.library.ids()
            }
            self.is_stopped = is_stopped
            self._open_all(found[2], lambda: self._return_to(found[1], document, path, station))

        self._runner.read(read, show, self.trouble.ring)

    def _planned_until(self, case: views.CaseView) -> str | None:
        """When today's visit was planned to end (`HH:MM`), None where nobody said."""
        for one in case.documents:
            if one.form == "besoeg":
                planned = views.document_view(self.desk, self.case, one.document).answers
                if planned.get("dato") == self.desk.today().isoformat() and planned.get("til"):
                    return str(planned["til"])
        return None

    def _written_today(self, case: views.CaseView) -> dict[str, str]:
        """The papers of the visit's forms in which somebody wrote today, by form: the open one, else the last one finished."""
        day = self.desk.today()
        touched = {
            change.document
            for change in self.desk.journal.changes(self.case)
            if change.kind in (ANSWER_GIVEN, ROW_ADDED) and local(datetime.fromtimestamp(change.at.ms / 1000, UTC)).date() == day
        }
        written = [one for one in case.documents if one.form in FORMS and one.document in touched and one.state != "tom"]
        return {one.form: one.document for one in sorted(written, key=lambda one: not one.is_frozen)}

    def _open_all(self, documents: dict[str, str], done: Callable[[], None]) -> None:
        """Opens these papers one after the other, without going to them."""
        if not documents:
            done()
            return
        (form_id, document), *rest = documents.items()
        form = self.forms.get(form_id)

        def opened() -> None:
            if form is not None:
                form.is_through.add("short")
                self._hear(form)
            self._open_all(dict(rest), done)

        def failed(error: RygsaekError) -> None:
            self.trouble.ring(error)
            self._open_all(dict(rest), done)

        if form is None:
            opened()
        else:
            form.open(opened, failed, document=document)

    def _return_to(self, form: str, document: str, path: str, station: str) -> None:
        if station in ("end", "sign"):
            self._turn("end" if station == "end" else "sign", form or AGREEMENT)
        elif form in self.forms:
            self._open(form, document=document, at=path)  # without leaving it: what is typed there goes on being typed
        else:
            self.moved.ring()

    # where it stands

    @property
    def form(self) -> VisitForm | None:
        """The form that is talked about now."""
        return self.forms.get(self.current) if self.station == "form" else None

    @property
    def first_name(self) -> str:
        return self.wording.names.get("borger", "")

    @property
    def agreement(self) -> VisitForm | None:
        """The form that the end page tells of and in which the next time stands."""
        return self.forms.get(AGREEMENT)

    def choices(self) -> tuple[Choice, ...]:
        """What else to talk about: forms not talked through first, then what short ones left out, then what may be made anew."""
        new = [Choice(form.id, form.title) for form in self.forms.values() if not form.is_through and not form.is_finished]
        rest = [
            Choice(form.id, f"Mere om {form.title[:1].lower()}{form.title[1:]}", is_rest=True)
            for form in self.forms.values()
            if form.is_through and form.has_more
        ]
        changed = [Choice(form.id, f"Nyt papir: {form.title}") for form in self.forms.values() if form.is_finished]
        return (*new, *rest, *changed)

    # moving

    def go(self, form_id: str, *, document: str = "", at: str = "", is_rest: bool = False) -> None:
        """Turns to a form, opened where it is not yet."""
        if self.is_turning:
            return  # a second Enter while the first is under way is no second wish
        self.leave()
        self._open(form_id, document=document, at=at, is_rest=is_rest)

    def _open(self, form_id: str, *, document: str = "", at: str = "", is_rest: bool = False) -> None:
        form = self.forms[form_id]
        self.is_turning = True

        def opened() -> None:
            self.is_turning = False
            if is_rest:
                form.lengthen()
            self._hear(form)
            self._turn("form" if form.question else "end", form_id)

        form.open(opened, self._on_not_opened, document=document, at=at)

    def _hear(self, form: VisitForm) -> None:
        if not form.is_heard and form.editing is not None:
            form.is_heard = True
            form.reshaped.listen(self.reshaped.ring)
            form.editing.saved.listen(self._on_saved)
            form.editing.trouble.listen(self.trouble.ring)

    def next(self) -> None:
        """One page on; from the opening page to the agreement, from a form's last page to the end."""
        if self.is_turning:
            return
        if self.station == "opening":
            if self.forms:  # they may be on their way yet
                self.go(next(iter(self.forms)))
        elif self.form is not None:
            self._turn("form" if self.form.next() else "end", self.current)

    def skip(self) -> None:
        """Not now: one page on, and nothing on this one is taken as answered."""
        if self.form is not None:
            self._turn("form" if self.form.skip() else "end", self.current)

    def back(self) -> None:
        """One page back; from a form's first page to the opening, from the end to the form that was talked about last."""
        form = self.forms.get(self.current)
        if self.station == "aloud":
            self._turn(self._before_aloud, self.current)
        elif self.station == "sign":
            self._turn("end", self.current)
        elif self.station == "end" and form is not None and form.question is not None and not form.is_finished:
            self.is_stopped = False
            self._turn("form", self.current)
        elif self.form is not None and self.form.back():
            self._turn("form", self.current)
        else:
            self.leave()
            self._turn("opening", "")

    def topics(self) -> None:
        """Back to the opening page, to choose what to talk about."""
        self.leave()
        self._turn("opening", "")

    def stop(self) -> None:
        """That is all for today: what was reached is kept, and can be printed."""
        self.leave()
        self.is_stopped = True
        if self.agreement is not None and not self.agreement.is_begun:
            self.agreement.open(lambda: self._turn("end", self.current), self._on_not_opened)
        else:
            self._turn("end", self.current)

    def sign(self) -> None:
        """Turns to the names under what was agreed."""
        self.leave()
        self._turn("sign", self.current)

    def read_aloud(self) -> None:
        """Turns to the papers as they are read aloud; back leads to where it was asked for."""
        self.leave()
        self._before_aloud = self.station
        self._turn("aloud", self.current)

    def leave(self) -> None:
        """Makes changes of everything typed, for another page, a pause, a lock, the end."""
        for form in self.forms.values():
            form.leave()

    def _turn(self, station: Station, form_id: str) -> None:
        self.station, self.current = station, form_id
        self.moved.ring()

    def _on_not_opened(self, error: RygsaekError) -> None:
        self.is_turning = False
        self.trouble.ring(error)

    def _on_saved(self, at: datetime) -> None:
        self.saved.ring(at)
