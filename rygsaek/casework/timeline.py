"""The history of a case as people read it: who, when, which question, what stood before and what stood then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

import msgspec

from forms.calendar_words import date_in_words
from forms.model import Definition, Field
from forms.paths import register_of, register_paths
from forms.profile import fill
from forms.texts import text_in
from forms.values import show_value
from rygsaek.casework import from_paper
from rygsaek.casework.documents import Begun, begun, day_of, field_of, paths_of
from rygsaek.casework.summary import DefinitionOf
from rygsaek.errors import ODD
from rygsaek.history import changes as kinds
from rygsaek.history.changes import Change
from rygsaek.history.clock import Stamp, at_of
from rygsaek.history.ids import ChangeId
from rygsaek.history.registers import CaseState, same

REDACTED: Final = "skrev noget, som en leder har fjernet"
FILE_REDACTED: Final = "lagde et bilag i sagen, som en leder har fjernet"
MOVED: Final = "skrev noget, som hører til en anden sag"
WORDS: Final[dict[str, str]] = {
    kinds.CASE_OPENED: "oprettede sagen",
    kinds.CASE_IMPORTED: "hentede sagen ind fra en liste",
    kinds.DOCUMENT_BEGUN: "begyndte på papiret",
    kinds.PAPER_DATED: "rettede papirets dag",
    kinds.ANSWER_CLEARED: "slettede",
    kinds.ROW_ADDED: "tilføjede",
    kinds.ROW_REMOVED: "tog væk",
    kinds.ROW_MOVED: "flyttede",
    kinds.NOTE_WRITTEN: "skrev et notat",
    kinds.VERSION_MADE: "lavede nr. {number}",
    kinds.PAPER_MADE: "lavede et papir af nr. {version}",
    kinds.SIGNED: "skrev ned, at der er svaret på underskrift",
    kinds.FILE_ATTACHED: "lagde et bilag i sagen",
    kinds.FILE_REMOVED: "tog et bilag ud af sagen",
    kinds.CONSENT_WITHDRAWN: "skrev ned, at samtykket er taget tilbage fra {day}",
    kinds.CITIZEN_COMPARED: "skrev, at en anden sag er en anden borgers",
    kinds.UNDONE: "fortrød",
    kinds.ANSWER_MOVED: "flyttede til en anden sag",
    kinds.ANSWERS_TAKEN_OVER: "flyttede hertil fra en anden sag",
    kinds.REDACTED: REDACTED,
}
WORDS_OF_HIDDEN: Final = frozenset({kinds.ANSWER_MOVED, kinds.REDACTED})
KNOWN_BEFORE: Final = "stod der fra start"
FOREIGN: Final = "skrev noget, som dette program ikke kender"


class HistoryLine(msgspec.Struct, frozen=True):
    """One thing that happened. at: UTC, as the clock stood; what: a verb phrase; old, new: as shown, a CPR number masked."""

    at: datetime
    who: str
    what: str
    form: str
    field_label: str
    old: str
    new: str
    document: str
    path: str
    change: str


def lines(
    changes: Iterable[Change], state: CaseState, definition_of: DefinitionOf, names: Mapping[str, str]
) -> Iterator[HistoryLine]:
    """Every line, oldest first. names: for the placeholders in questions."""
    changes = tuple(changes)
    hidden = _moved(changes)
    known: dict[ChangeId, Change] = {}
    made_rows: set[tuple[str, int, str]] = set()
    cache: dict[str, tuple[Begun | None, Definition | None]] = {}
    for change in in_order(changes):
        known[change.id] = change
        if change.document not in cache:
            one = begun(state, change.document)
            cache[change.document] = one, definition_of(one) if one else None
        one, definition = cache[change.document]
        if change.kind == kinds.ROW_ADDED:
            made_rows.add((change.id.incarnation, change.id.txn, change.register))
        is_placing = change.kind == kinds.ROW_MOVED and _key(change, change.register.removesuffix("/^")) in made_rows
        if is_placing:
            continue
        try:
            found = list(_lines(change, known, state, one, definition, names, hidden))
        except ODD:
            found = [HistoryLine(at_of(change.at.ms), change.by, FOREIGN, "", "", "", "", change.document, "", str(change.id))]
        yield from found


def in_order(changes: Iterable[Change]) -> list[Change]:
    """By time, but never before what a change replaced: a clock that was put back turns no history round."""
    found = {change.id: change for change in changes}
    placed: dict[ChangeId, tuple[Stamp, int]] = {}
    met: set[ChangeId] = set()
    waiting = sorted(found.values(), key=lambda change: (change.at, change.id), reverse=True)
    while waiting:
        change = waiting[-1]
        before = [one for one in change.supersedes if one in found and one not in met]
        met.update(before)
        if before:
            waiting.extend(found[one] for one in before)
            continue
        waiting.pop()
        met.add(change.id)
        after = max((placed[one] for one in change.supersedes if one in placed), default=(Stamp(0, 0), 0))
        placed.setdefault(change.id, (change.at, 0) if change.at > after[0] else (after[0], after[1] + 1))
    return sorted(found.values(), key=lambda change: (placed[change.id], change.id))


def _moved(changes: tuple[Change, ...]) -> frozenset[ChangeId]:
    """What was written in a register before it was moved to another case: it is not to be read here any more."""
    by_id = {change.id: change for change in changes}
    waiting = [before for change in changes if change.kind == kinds.ANSWER_MOVED for before in change.supersedes]
    found: set[ChangeId] = set()
    while waiting:
        one = waiting.pop()
        if one not in found and one in by_id:
            found.add(one)
            waiting.extend(by_id[one].supersedes)
    return frozenset(found)


def _key(change: Change, register: str) -> tuple[str, int, str]:
    return change.id.incarnation, change.id.txn, register


def _lines(
    change: Change,
    known: Mapping[ChangeId, Change],
    state: CaseState,
    one: Begun | None,
    definition: Definition | None,
    names: Mapping[str, str],
    hidden: frozenset[ChangeId],
) -> Iterator[HistoryLine]:
    form = text_in(definition.standard_name, "da") if definition else (one.form if one else "")
    before = [known[gone] for gone in change.supersedes if gone in known]
    at, by = at_of(change.at.ms), change.by

    def line(what: str, path: str, old: str, new: str) -> HistoryLine:
        label = _label(definition, state, change.document, path, names)
        return HistoryLine(at, by, what, form, label, old, new, change.document, path, str(change.id))

    if change.kind in (kinds.ANSWER_MOVED, kinds.REDACTED) or change.id in hidden:
        if change.register.endswith("/^"):
            return
        what = _words(change, state) if change.kind in WORDS_OF_HIDDEN else MOVED
        for path in ("",) if change.register.startswith("^") else _paths(definition, change.register):
            yield line(what, path, "", "")
        return
    if change.kind == kinds.ANSWERS_TAKEN_OVER:
        path = change.value.get("path", "") if isinstance(change.value, dict) else ""
        yield line(_words(change, state), str(path), "", _written(change))
        return
    if change.kind == kinds.PAPER_DATED and isinstance(change.value, dict):
        old_day, new_day = (_day_words(change.value.get(key)) for key in ("before", "day"))
        yield line(_words(change, state), "", old_day, new_day)
        return
    if change.kind not in (kinds.ANSWER_GIVEN, kinds.ANSWER_CLEARED, kinds.UNDONE):
        path = "" if change.register.startswith("^") else change.register.removesuffix("/^")
        yield line(_words(change, state), path, "", _title(change))
        return
    old_by_path = _cells(one for one in before if one.id not in hidden)
    new_by_path = dict(paths_of(change.register, change.shown))
    for path in dict.fromkeys((*old_by_path, *new_by_path)):
        olds, new = old_by_path.get(path, []), new_by_path.get(path)
        if len(olds) == 1 and same(olds[0], new):
            continue
        field = field_of(definition, path)
        old_text = " / ".join(dict.fromkeys(_shown(field, old) for old in olds))
        is_first = one is not None and (change.id.incarnation, change.id.txn) == (one.id.incarnation, one.id.txn)
        what = KNOWN_BEFORE if is_first else _verb(change, bool(old_text), new)
        yield line(what, path, old_text, _shown(field, new))


def _paths(definition: Definition | None, register: str) -> tuple[str, ...]:
    """The questions that a register answers; the register's own name where the form is not here."""
    if definition is None or not register.rpartition("/")[2].startswith("@"):
        return (register,)
    try:
        return tuple(register_paths(definition, register))
    except KeyError:
        return (register,)


def _written(change: Change) -> str:
    """Who wrote what was moved, and on which day."""
    value = change.value if isinstance(change.value, dict) else {}
    by = value.get("by")
    who = " og ".join(str(one) for one in by) if isinstance(by, list) else ""
    day = at_of(value["at"]).date() if isinstance(value.get("at"), int) else None
    return f"Skrevet af {who}" + (f" {day.day}.{day.month}.{day.year}" if day else "")


def _title(change: Change) -> str:
    """Of a file that was attached."""
    value = change.value if change.kind == kinds.FILE_ATTACHED and isinstance(change.value, dict) else {}
    return str(value.get("title", ""))


def _cells(before: Iterable[Change]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for change in before:
        for path, value in paths_of(change.register, change.shown):
            if value is not None:
                found.setdefault(path, []).append(value)
    return found


def _day_words(said: Any) -> str:
    day = day_of(said)
    return date_in_words(date.fromisoformat(day)) if day else ""


def _verb(change: Change, had_text: bool, new: Any) -> str:
    if change.kind == kinds.UNDONE:
        return WORDS[kinds.UNDONE]
    if new is None:
        return WORDS[kinds.ANSWER_CLEARED]
    return "rettede" if had_text else "skrev"


def _words(change: Change, state: CaseState) -> str:
    if change.kind == kinds.REDACTED and change.register.startswith("^file/"):
        return FILE_REDACTED
    text = WORDS.get(change.kind, FOREIGN)
    value = change.value if isinstance(change.value, dict) else {}
    if change.kind == kinds.CITIZEN_COMPARED and value.get("same") is True:
        return "skrev, at borgeren også har en anden sag"
    if change.kind == kinds.DOCUMENT_BEGUN:
        before = begun(state, str(value.get("predecessor") or ""))
        told = f", som retter det fra {date_in_words(date.fromisoformat(before.day))}" if before is not None else ""
        paper = day_of(value.get("paper"))
        return text + told + (f", {from_paper.words(paper)}" if paper else "")
    for key in ("number", "version", "day"):
        text = text.replace("{" + key + "}", str(value.get(key, "?")))
    if change.kind == kinds.PAPER_MADE and value.get("recipient"):
        text += f" til {value['recipient']}" + (f" uden samtykke: {value['override']}" if value.get("override") else "")
    return text


def _shown(field: Field | None, value: Any) -> str:
    if value is None:
        return ""
    if field is None:
        return value if isinstance(value, str) else msgspec.json.encode(value).decode()
    try:
        return show_value(field, value)
    except (ValueError, TypeError, KeyError):
        return str(value)


def _label(definition: Definition | None, state: CaseState, document: str, path: str, names: Mapping[str, str]) -> str:
    """The question, behind the row that it is asked in."""
    if not path:
        return ""
    field, rows = field_of(definition, path), field_of(definition, path.partition("/")[0])
    if field is None:
        return path
    label = fill(text_in(field.label, "da"), names)
    if rows is None or "/" not in path:
        return label
    rows_id, row_id, *cell = path.split("/")
    name = ""
    if definition is not None and rows.row_name:
        named = f"{rows_id}/{row_id}/{rows.row_name}"
        register = register_of(definition, named)
        name = _shown(field_of(definition, named), dict(paths_of(register, state.register(document, register).value)).get(named))
    whose = fill(text_in(rows.label, "da"), names) + (f" ({name})" if name else "")
    return f"{whose}: {label}" if cell else whose
