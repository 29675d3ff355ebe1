"""After the visit, in the car: what is owed, the next time, the note, and one question that is never skipped over in a list."""

from __future__ import annotations

from dataclasses import dataclass

from forms.paths import field_at
from forms.values import show_value
from rygsaek.casework import agenda, cases, views, visiting
from rygsaek.casework.desk import Desk
from rygsaek.errors import RygsaekError
from ui.presenters.bell import Bell
from ui.presenters.lines import Line, day_words
from ui.presenters.runner import Runner

MARKER = "markering"


@dataclass(frozen=True)
class Owed:
    """A paper that is not finished: what is missing, in words, and where to go for it."""

    document: str
    title: str
    is_unprinted: bool
    is_unsigned: bool
    is_unfinished: bool = False

    @property
    def words(self) -> str:
        """What is owed."""
        owed = (
            ("ikke printet", self.is_unprinted),
            ("ikke skrevet under", self.is_unsigned),
            ("ikke gjort færdigt", self.is_unfinished),
        )
        return f"{self.title}: {' og '.join(word for word, is_owed in owed if is_owed)}"


@dataclass(frozen=True)
class Marking:
    """The marker in other systems. document: where it is written, "" before that is begun; words: what is missing, or ""."""

    document: str = ""
    words: str = ""


@dataclass(frozen=True)
class Found:
    """All that the page shows. promises: what the caseworker promised, each with its day; drafted: a first text for the note."""

    citizen: views.CaseView
    visit_document: str
    agreement: str
    next_time: str
    drafted: str
    promises: tuple[Line, ...]
    marking: Marking


class AfterVisit:
    """changed: rings when the page has something new to show. begun: a paper stands, to be gone to."""

    def __init__(self, desk: Desk, case: str, runner: Runner) -> None:
        self._desk, self.case, self._runner = desk, case, runner
        self.found: Found | None = None
        self.changed: Bell[[]] = Bell()
        self.begun: Bell[[str]] = Bell()
        self.trouble: Bell[RygsaekError] = Bell()

    @property
    def citizen(self) -> views.CaseView | None:
        """The case, once it is read."""
        return self.found.citizen if self.found else None

    @property
    def visit_document(self) -> str:
        """The visit's own record, where the note belongs; "" before it is read."""
        return self.found.visit_document if self.found else ""

    def load(self) -> None:
        """Reads what is owed, opens the visit's own record, where the note belongs, and plans the next one that was agreed on."""
        desk, case = self._desk, self.case

        def work() -> Found:
            document = visiting.held_today(desk, case)
            found = views.case_view(desk, case)
            agreement = next((one.document for one in reversed(found.documents) if one.form == "samarbejdsaftale"), "")
            visiting.plan_next(desk, case, agreement)
            return Found(
                found,
                document,
                agreement,
                _next_time(desk, case, agreement),
                _drafted(desk, case, agreement),
                _promises(desk, case),
                _marking(desk, case, found),
            )

        self._runner.write(work, self._on_found, self.trouble.ring)

    def open_form(self, form: str) -> None:
        """Goes on in the open paper of a form, begun where there is none."""
        self._runner.write(lambda: cases.open_document(self._desk, self.case, form), self.begun.ring, self.trouble.ring)

    def owed(self) -> tuple[Owed, ...]:
        """Papers that are not printed, not signed, or signed and not finished where their kind is finished for good."""
        lines = self.citizen.documents if self.citizen else ()
        found = (Owed(one.document, one.title, one.is_unprinted, one.is_unsigned, self._is_unfinished(one)) for one in lines)
        return tuple(one for one in found if one.is_unprinted or one.is_unsigned or one.is_unfinished)

    def _is_unfinished(self, one: views.DocumentLine) -> bool:
        if one.form not in self._desk.library.ids() or one.state != "klar" or one.is_frozen:
            return False
        return self._desk.library.newest(one.form).finished == "frozen"

    def _on_found(self, found: Found) -> None:
        self.found = found
        self.changed.ring()


def _promises(desk: Desk, case: str) -> tuple[Line, ...]:
    """What the caseworker has promised this citizen, from today on."""
    today = desk.today()
    return tuple(
        Line(case, one.short_name, day_words(one.day, today), one.text or one.what, document=one.document, path=one.path)
        for one in agenda.promises_in(desk, case, today)
    )


def _marking(desk: Desk, case: str, found: views.CaseView) -> Marking:
    """How many systems of the municipality's do not say yet that the citizen has an outreach caseworker."""
    document = next((one.document for one in reversed(found.documents) if one.form == MARKER), "")
    if not document:
        count = len(desk.profile.systems) if MARKER in desk.library.ids() and desk.role.may_write(MARKER) else 0
    else:
        count = int(views.document_view(desk, case, document).values.get("mangler_sat") or 0)
    where = "i et system" if count == 1 else f"i {count} systemer"
    return Marking(document, f"Andre kan ikke se endnu, at {found.first_name} har dig. Det mangler {where}." if count else "")


def _next_time(desk: Desk, case: str, agreement: str) -> str:
    """When the two meet again, in words; "" where nobody said."""
    if not agreement:
        return ""
    view = views.document_view(desk, case, agreement)
    if view.definition is None or not view.answers.get("naeste_dato"):
        return ""
    parts = [
        show_value(field_at(view.definition, path), view.answers.get(path), today=desk.today())
        for path in ("naeste_dato", "naeste_tid")
    ]
    return " ".join(part for part in parts if part)


def _drafted(desk: Desk, case: str, agreement: str) -> str:
    """A first text for the note: the goals of the agreement, and who does what. The caseworker mends it."""
    view = views.document_view(desk, case, agreement) if agreement else None
    if view is None:
        return ""
    rows = view.answers.get("aftaler") or []
    worker = desk.worker.first_name
    sentences = []
    for row in rows:
        steps = [
            f"{who} {text[:1].lower()}{text[1:].rstrip('.')}"
            for who, text in (("borgeren", row.get("handling_borger")), (worker, row.get("handling_fs")))
            if text
        ]
        sentences.append(f"{str(row.get('maal', '')).rstrip('.')}: {', '.join(steps)}." if steps else f"{row.get('maal', '')}.")
    return f"Vi talte om mål og aftaler. {' '.join(sentences)}" if sentences else ""
