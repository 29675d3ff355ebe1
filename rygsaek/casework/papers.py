"""One paper as it stands: its answers, what is worked out from them, what is to mend, which version it is and who has which."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import msgspec

from forms.answers import computed, with_computed
from forms.checks import check
from forms.conditions import holds
from forms.disputed import with_both_in_sight
from forms.model import Definition, Field
from forms.own_words import with_own_words
from forms.paths import Answers, put
from forms.problems import Problem
from forms.profile import names
from forms.rules import look_up
from forms.texts import text_in
from rygsaek.casework import drafts, problems, promoting, versions
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import (
    Begun,
    Standing,
    answers_of,
    conflicts_of,
    content,
    field_of,
    overruled,
    paths_of,
    successor,
)
from rygsaek.casework.drafts import Draft
from rygsaek.casework.from_paper import today_in
from rygsaek.casework.known import TODAY
from rygsaek.casework.sources import Sources, sources
from rygsaek.casework.summary import citizen_name, is_written
from rygsaek.casework.versions import Signing, Version
from rygsaek.history.changes import ANSWER_MOVED, ROW_ADDED
from rygsaek.history.registers import CaseState
from rygsaek.vault.transaction import Reader

State = Literal["tom", "i gang", "klar", "flyttet"]
FROM: dict[str, str] = {
    "borger": "fra borgerens oplysninger",
    "netvaerkskort": "fra netværkskortet",
    "samarbejdsaftale": "fra aftalen",
    "samtykke": "fra samtykket",
    "besoeg": "fra besøget",
    "kontaktbrev": "fra brevet",
    "kontaktforsoeg": "fra sidste forsøg",
    "udrettedagsorden": "fra mødet",
    "naeste_besoeg": "fra næste besøg",
    "forrige": "fra sidst",
    "profil": "fra kommunens oplysninger",
    "medarbejder": "fra dig",
    "i_dag": "i dag",
}


class DocumentView(msgspec.Struct, frozen=True):
    """A paper as it stands.

    successor: the paper that has taken over from it, "" for none.
    definition: in the municipality's words, None where the form is not here (the answers show all the same).
    answers: without signatures that belong to an earlier version (`signed` has them all). values: answers and computed together.
    conflicts: by register; a compound's values are dicts of its cells. overruled: rows that somebody took out, by `rows/ROWID`.
    drafts: typed text by path. prefilled: where an answer came from, by path, while nobody changed it.
    version_label: what a print made now would bear ("4", "4a"); printed_label: what the citizen has, "" for nothing.
    """

    case: str
    document: str
    form: str
    begun: Begun
    successor: str
    definition: Definition | None
    answers: Answers
    computed: dict[str, Any]
    values: Answers
    sources: Sources
    conflicts: dict[str, tuple[Standing, ...]]
    overruled: dict[str, tuple[str, ...]]
    drafts: dict[str, Draft]
    prefilled: dict[str, str]
    problems: tuple[Problem, ...]
    state: State
    is_frozen: bool
    version_label: str
    printed_label: str
    signed: tuple[Signing, ...]
    versions: tuple[Version, ...]


class Standings(msgspec.Struct, frozen=True):
    """Which version stands now, which one the citizen has, and whose signatures still hold. now: None while newer is written."""

    all: tuple[Version, ...]
    now: Version | None
    printed: Version | None
    signed: tuple[Signing, ...]
    stale: frozenset[str]

    @property
    def label(self) -> str:
        """What a print made now would bear."""
        if self.now is not None:
            return self.now.label
        return str(max((version.number for version in self.all), default=0) + 1)


def standings_of(state: CaseState, document: str, definition: Definition | None) -> Standings:
    """The versions of a document and what became of them."""
    found = versions.versions(state, document)
    now = versions.current(found, versions.standing(state, document, definition)[0])
    given = versions.handed_over(state, document)
    printed = versions.by_id(found, given[-1].version, state, document) if given else None
    signed = versions.signings(state, document)
    holding = {one.path for one in signed if now is not None and versions.by_id(found, one.version, state, document) == now}
    return Standings(found, now, printed, signed, frozenset(one.path for one in signed) - holding)


def read_document(
    desk: Desk, reader: Reader, case: str, state: CaseState, one: Begun, definition: Definition | None
) -> DocumentView:
    """The paper as a view. No access entry: see views."""
    document, today, of_paper = one.document, desk.today(), today_in(desk, one)
    answers = answers_of(state, document)
    standings = standings_of(state, document, definition)
    for path in standings.stale:
        answers = put(answers, path, None)
    known = sources(desk, reader, state, document)
    typed = drafts.of_document(reader, case, document)
    worked_out: dict[str, Any] = {}
    wrong: list[Problem] = []
    if definition is not None:
        definition = in_sight(with_own_words(definition, desk.profile), state, document, answers, today)
        worked_out = computed(definition, answers, today, known)
        told = with_computed(answers, worked_out)
        words = names(desk.profile, desk.worker, citizen_name(state))
        wrong = [*check(definition, told, today=of_paper, names=words)]
        wrong += [left for draft in typed.values() if (left := promoting.unread(definition, draft, of_paper))]
    conflicts = conflicts_of(state, document)
    wrong += [problems.in_conflict(register) for register in conflicts]
    is_frozen = definition is not None and definition.finished == "frozen" and versions.is_finished(standings.all)
    return DocumentView(
        case,
        document,
        one.form,
        one,
        successor(state, document),
        definition,
        answers,
        worked_out,
        with_computed(answers, worked_out),
        known,
        conflicts,
        overruled(state, document),
        typed,
        prefilled(state, one, definition, known),
        tuple(wrong),
        state_of(state, one, standings),
        is_frozen,
        standings.label,
        standings.printed.label if standings.printed else "",
        standings.signed,
        standings.all,
    )


def in_sight(definition: Definition, state: CaseState, document: str, answers: Answers, today: date) -> Definition:
    """The form with nothing hidden that one of two answers would show, as long as nobody has chosen between them."""
    disputed: dict[str, list[Any]] = {}
    for register, standing in conflicts_of(state, document).items():
        for one in standing:
            for path, value in paths_of(register, one.value):
                disputed.setdefault(path, []).append(value)
    return with_both_in_sight(definition, answers, disputed, today)


def state_of(state: CaseState, one: Begun, standings: Standings) -> State:
    """How far a paper is: nothing written yet, on the way, finished or signed as it stands, or moved to another case."""
    if is_moved_away(state, one):
        return "flyttet"
    if standings.now is not None and standings.now.reasons & {"finished", "sign"}:
        return "klar"
    return "i gang" if is_written(state, one) else "tom"


def prefilled(state: CaseState, one: Begun, definition: Definition | None, known: Sources) -> dict[str, str]:
    """Where answers came from that nobody has touched since the paper, or their row, began."""
    found: dict[str, str] = {}
    first = (one.id.incarnation, one.id.txn)
    for name, register in content(state, one.document):
        if len(register.heads) != 1 or register.heads[0].is_empty:
            continue
        head = register.heads[0]
        row = name.rpartition("/")[0]
        began = {first}
        if row:
            began |= {
                (added.id.incarnation, added.id.txn)
                for added in state.register(one.document, row).heads
                if added.kind == ROW_ADDED
            }
        if (head.id.incarnation, head.id.txn) not in began:
            continue
        for path, value in paths_of(name, head.value):
            field = field_of(definition, path)
            if field is not None and (field.prefill or (first in began and field.default is not None and not row)):
                words = _from(field, value, known, has_paper=bool(one.paper))
                if words:
                    found[path] = words
    return found


def _from(field: Field, value: Any, known: Sources, *, has_paper: bool) -> str:
    """Where a value came from, "" where it came along from elsewhere on the same paper."""
    sources_of = [source for source in field.prefill if source.partition(".")[0].partition("+")[0] in (*known, "i_dag")]
    exact = [source for source in sources_of if value in look_up(source, known)]
    for source in (*exact, *sources_of):
        form = source.partition(".")[0].partition("+")[0]
        return "papirets dag" if has_paper and form == TODAY else FROM.get(form) or f"fra {form}"
    return "foreslået" if field.default is not None and not field.prefill else ""


def is_moved_away(state: CaseState, one: Begun) -> bool:
    """What was written in a paper has been moved to another case, and nothing has been written in it since."""
    return not is_written(state, one) and any(
        head.kind == ANSWER_MOVED for _, register in content(state, one.document) for head in register.heads
    )


def copies_line(first_name: str, standings: Standings, one: Begun) -> str:
    """Who has which: "Anna har nr. 2. Print nr. 4."; "" where all there is is the paper that this was copied from."""
    if standings.printed is None and one.paper:
        return ""
    if standings.printed is None:
        return f"{first_name} har ikke fået et print."
    if standings.printed == standings.now:
        return f"{first_name} har nr. {standings.printed.label}."
    return f"{first_name} har nr. {standings.printed.label}. Print nr. {standings.label}."


def own_day(definition: Definition | None, answers: Answers) -> str:
    """The day that a paper is about, YYYY-MM-DD; "" where it has none, or none is said."""
    field = own_day_field(definition) if definition is not None else None
    return str(answers.get(field.id) or "") if field is not None else ""


def own_day_field(definition: Definition) -> Field | None:
    """The question for the day that a paper is about: the first that its form must have, whatever else is answered.

    A day that must be there because something else was answered (when one meets again after a closing) is another day.
    """

    def must_have(field: Field) -> bool:
        is_asked = holds(field.show_if, {}) and holds(field.required_if, {})
        return field.kind == "date" and field.required == "hard" and field.computed is None and is_asked

    asked = (field for section in definition.sections if holds(section.show_if, {}) for field in section.fields)
    return next(filter(must_have, asked), None)


def title_of(desk: Desk, one: Begun, definition: Definition | None) -> str:
    """What the paper is called."""
    if definition is None:
        return one.form
    return text_in(with_own_words(definition, desk.profile).standard_name, "da")
