"""A field in words: labels with names put in, how a date is understood, where a value came from, what two people wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from forms.answers import register_of, register_paths
from forms.model import Field, Kind
from forms.problems import Problem
from forms.profile import fill
from forms.texts import text_in
from forms.values import read_value, show_value
from rygsaek.casework.documents import Standing
from ui.presenters.differing import differing
from ui.presenters.editing import TEXT_KINDS, Editing
from ui.presenters.field_view import FieldView, OptionView, QuickWord, StandingView
from ui.presenters.times import moment_words

QUICK_DAYS = tuple(QuickWord(word, word) for word in ("i dag", "i morgen", "om en uge", "om to uger"))


@dataclass(frozen=True)
class Wording:
    """Whose words, and for whom.

    names: what stands in for placeholders. second: the citizen's other language, "" for none. hides_cpr: at the table.
    asks_who: how a person who wrote is named ("Lise").
    """

    names: Mapping[str, str]
    second: str = ""
    hides_cpr: bool = False


def field_view(editing: Editing, path: str, wording: Wording) -> FieldView:
    """What the field at a path shows now."""
    field = editing.field(path)
    typed = editing.typed(path)
    names = names_at(editing, path, wording.names)
    value = None if typed is None and editing.is_disputed(path) else editing.value(path)
    is_typed, is_open = field.kind in TEXT_KINDS, editing.is_open(path)
    text = editing.text(path) if is_typed else ""
    hidden = ""
    if field.kind == "cpr" and value and typed is None:
        hidden = show_value(field, value)
        text = "" if wording.hides_cpr else text
    is_copied = bool(editing.view and editing.view.begun.paper)
    written = standings(editing, path)
    return FieldView(
        path=path,
        kind=field.kind,
        label=fill(text_in(field.label), names),
        second=fill(text_in(field.label, wording.second), names) if _has(field, wording.second) else "",
        help=fill(text_in(field.help), names),
        text=text,
        value=value,
        caret=typed.caret if typed else -1,
        said=_said(editing, field, text, value),
        problem=problem_words(editing, path),
        mark=editing.view.prefilled.get(path, "") if editing.view and typed is None else "",
        hidden_text=hidden,
        required=field.required,
        is_read_only=not is_open,
        is_shown_only=field.computed is not None,
        is_copied=is_copied,
        options=tuple(
            OptionView(one.id, fill(text_in(one.label), names), one.label.get(wording.second, "")) for one in field.options
        ),
        quick=QUICK_DAYS if is_open and not is_copied and field.kind == "date" and field.weekday else (),
        suggests=is_open and bool(field.suggest),
        standings=written,
        both=as_one([one.value for one in written], field.kind),
        lines=field.lines,
        to_paste=field.to_paste,
    )


def names_at(editing: Editing, path: str, names: Mapping[str, str]) -> dict[str, str]:
    """The placeholders' words at a path: the profile's and people's names, and in a row what its own fields say."""
    told = dict(names)
    row_path = path.rpartition("/")[0]
    if row_path.count("/") != 1:
        return told
    rows = editing.field(row_path.partition("/")[0])
    row = editing.value(row_path) or {}
    for cell in rows.fields:
        typed = editing.typed(f"{row_path}/{cell.id}")
        shown = typed.text if typed else show_value(cell, row.get(cell.id), today=editing.desk.today())
        if shown:
            told[cell.id] = shown
    return told


def standings(editing: Editing, path: str) -> tuple[StandingView, ...]:
    """What stands in a field that two wrote at once; nothing where one value stands.

    Fields that mean something only together were written together: the first of them shows all of it.
    """
    register = register_of(editing.definition, path)
    together = register_paths(editing.definition, register)
    if editing.view is None or not together or together[0] != path:
        return ()
    told = tuple(editing.view.conflicts.get(register, ()))
    texts = [_shown(editing, register, together, one.value) for one in told]
    return tuple(
        StandingView(
            who_when=_who_when(editing, one),
            value=one.value,
            parts=differing(text, texts[1] if index == 0 else texts[0]),
        )
        for index, (one, text) in enumerate(zip(told, texts, strict=True))
    )


def as_one(written: Sequence[Any], kind: Kind) -> str:
    """Texts kept together in one, as they were written; "" for what is no free text, and where one text holds the others."""
    if kind not in ("text", "line") or not all(isinstance(one, str) and one for one in written):
        return ""
    if any(all(other in one for other in written) for one in written):
        return ""
    return ("\n" if kind == "text" else " / ").join(written)


ROW_STANDS = "Den ene har taget rækken væk, mens den anden skrev i den. Den står her, til du vælger."
ROW_IS_OUT = "Den ene har taget rækken væk, og den anden har sat den ind igen. Den gælder ikke, før du vælger."


def row_standings(editing: Editing, row_path: str, names: Mapping[str, str]) -> tuple[StandingView, ...]:
    """What two did with a row: one took it away, the other wrote in it or put it back; nothing where it is not disputed.

    The value of each is whether the row is to stand. First, where the keyboard comes to, what holds until somebody chooses.
    """
    one = editing.disputed.get(row_path)
    if one is None:
        return ()
    cells = editing.field(row_path.partition("/")[0]).fields
    said = [(fill(text_in(cell.label), names), show_value(cell, one.cells.get(cell.id))) for cell in cells]
    text = "\n".join(f"{label} {value}" for label, value in said if value) or "(ingenting)"
    away = StandingView(_who_when(editing, one.removed), False, (("Taget væk", True),), "Tag den væk")
    keep = StandingView(_who_when(editing, one.kept), True, ((text, False),), "Behold den")
    return (keep, away) if one.is_standing else (away, keep)


def _who_when(editing: Editing, one: Standing) -> str:
    at = datetime.fromtimestamp(one.at / 1000, UTC)
    return f"{' og '.join(one.who)} · {moment_words(at, editing.desk.now())}"


def _shown(editing: Editing, register: str, together: tuple[str, ...], value: Any) -> str:
    if register == together[0]:
        return show_value(editing.field(register), value) or "(ingenting)"
    cells = value if isinstance(value, dict) else {}
    lines = [
        f"{text_in(field.label)} {show_value(field, cells[field.id])}"
        for field in (editing.field(path) for path in together)
        if cells.get(field.id) is not None
    ]
    return "\n".join(lines) or "(ingenting)"


def _said(editing: Editing, field: Field, text: str, value: Any) -> str:
    """How what stands is understood, where that is not plain from the text itself."""
    if field.computed is not None:
        return show_value(field, value, today=editing.desk.today())
    if field.kind not in ("date", "time") or not text.strip():
        return ""
    read = read_value(field, text, editing.today)
    return "" if isinstance(read, Problem) else show_value(field, read, today=editing.desk.today())


def problem_words(editing: Editing, path: str) -> str:
    """What is wrong at a path and what to do, "" for nothing."""
    problem = editing.unread.get(path) or editing.faults.get(path)
    return f"{problem.text} {problem.remedy}".strip() if problem else ""


def _has(field: Field, lang: str) -> bool:
    return bool(lang) and lang != "da" and lang in field.label
