"""A case in words and as JSON, for `rygsaek case …`."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import datetime
from typing import Any, Final

import msgspec

from forms.answers import get, paths
from forms.calendar_words import day_in_words
from forms.values import show_value
from rygsaek.casework import due, from_paper
from rygsaek.casework.accesslog import WORDS, AccessEntry, ExtractLine
from rygsaek.casework.caselist import CaseRow
from rygsaek.casework.course import Step
from rygsaek.casework.desk import local
from rygsaek.casework.documents import field_of
from rygsaek.casework.dues import Standing
from rygsaek.casework.linking import Linked
from rygsaek.casework.papers import DocumentView
from rygsaek.casework.preview import Preview
from rygsaek.casework.summary import Head
from rygsaek.casework.timeline import HistoryLine
from rygsaek.casework.versions import PaperNote
from rygsaek.casework.views import CaseView, DocumentLine, first_lines
from ui.cli.conflict_words import Names, conflicts_in_one, disputed_paths, iso, label_of, plain, utc
from ui.presenters.lines import REST_COMES, REST_IS_NOT_COME, way_words
from ui.presenters.status_words import many

STATES: Final[dict[due.State, str]] = {"over": "Skulle være sket senest", "today": "I dag,", "ahead": "Senest"}


def row_json(row: CaseRow, arrived: Container[str] = ()) -> dict[str, Any]:
    """One case of the list. arrived: those that are here whole and were not read yet."""
    return {
        "case": row.case,
        "name": row.name,
        "short_name": row.short_name,
        "next_date": row.next_date,
        "next_what": row.next_what,
        "conflicts": row.conflicts,
        "unprinted": row.unprinted,
        "unsigned": row.unsigned,
        "is_on_its_way": row.is_preview and row.case not in arrived,
        "has_arrived": row.is_preview and row.case in arrived,
        "has_stopped": row.has_stopped,
    }


def case_json(shown: CaseView, documents: list[dict[str, Any]], linked: tuple[Linked, ...]) -> dict[str, Any]:
    """A whole case."""
    return {
        "case": shown.case,
        "citizen": _citizen_json(shown.citizen_name, first_lines(shown)),
        "conflicts": shown.conflicts,
        "missing": shown.missing,
        "linked": [{"case": one.case, "name": one.name} for one in linked],
        "documents": documents,
    }


def preview_json(case: str, shown: Preview) -> dict[str, Any]:
    """What there is of a case that is on its way."""
    return {"case": case, "citizen": _citizen_json(shown.name, shown.head), "is_on_its_way": True}


def _citizen_json(name: str, head: Head) -> dict[str, Any]:
    return {
        "name": name,
        "first_name": head.first_name,
        "address": head.address,
        "is_protected": head.is_protected,
        "whereabouts": head.whereabouts,
        "contact": head.contact,
        "interpreter": head.interpreter,
    }


def document_json(line: DocumentLine, shown: DocumentView, papers: tuple[PaperNote, ...]) -> dict[str, Any]:
    """One paper with all that stands in it, conflicts with everything that was written."""
    return {
        "document": shown.document,
        "form": shown.form,
        "form_version": shown.begun.version,
        "title": line.title,
        "state": shown.state,
        "version": shown.version_label,
        "printed": shown.printed_label,
        "is_frozen": shown.is_frozen,
        "predecessor": shown.begun.predecessor,
        "successor": shown.successor,
        "kilde": from_paper.PAPER if line.paper else None,
        "paper_day": line.paper or None,
        "is_unprinted": line.is_unprinted,
        "is_unsigned": line.is_unsigned,
        "answers": shown.answers,
        "computed": shown.computed,
        "prefilled": shown.prefilled,
        "conflicts": [
            {
                "register": register,
                "values": [{"value": one.value, "who": list(one.who), "at": iso(one.at)} for one in standing],
            }
            for register, standing in shown.conflicts.items()
        ],
        "overruled": {row: list(who) for row, who in shown.overruled.items()},
        "drafts": [{"path": draft.path, "text": draft.text, "at": draft.at} for draft in shown.drafts.values()],
        "problems": [problem.as_json() for problem in shown.problems],
        "versions": [
            {"label": one.label, "reasons": sorted(one.reasons), "at": iso(one.at.ms), "by": one.by} for one in shown.versions
        ],
        "papers": [{"paper_id": one.paper_id, "copy": one.copy, "way": one.way, "at": iso(one.at.ms)} for one in papers],
        "signed": [
            {"path": one.path, "how": one.how, "name": one.name, "date": one.date, "at": iso(one.at.ms), "by": one.by}
            for one in shown.signed
        ],
    }


def step_json(step: Step) -> dict[str, Any]:
    """A milestone of the course and how far it is."""
    return {
        "milestone": step.milestone.id,
        "title": step.milestone.title,
        "under": step.milestone.under,
        "state": step.state,
        "day": step.day or None,
        "document": step.document or None,
        "turn": step.milestone.turn or None,
        "who": step.who or None,
        "why": step.why or None,
        "dated_before": step.before[0].id if step.before else None,
    }


def standing_json(found: Standing) -> dict[str, Any]:
    """The course with its limits; keys are stable."""
    return {
        "milestones": [step_json(one) for one in found.steps],
        "due": [due.as_json(one) for one in found.due],
        "missing": [msgspec.structs.asdict(one) for one in found.missing],
        "conflicts": [msgspec.structs.asdict(one) for one in found.conflicts],
        "papers": [{"document": document, "milestone": step} for document, step in found.papers.items()],
    }


def standing_lines(found: Standing) -> Iterator[str]:
    """What is due, what is missing and what does not agree, as a person reads it."""
    if found.due:
        yield ""
    for one in found.due:
        yield f"{STATES[one.state]} {day_in_words(one.due.day)}: {one.limit.title}. {one.limit.next}."
        yield f"    {one.due.reason[:1].upper()}{one.due.reason[1:]}"
    for told in (*found.missing, *found.conflicts):
        yield f"! {told.text}"


def preview_lines(case: str, shown: Preview, *, has_stopped: bool = False) -> Iterator[str]:
    """A case that is on its way, as a person reads it. has_stopped: the rest was asked for and did not come."""
    yield from _head_lines(case, shown.name, shown.head)
    yield f"    {REST_IS_NOT_COME if has_stopped else REST_COMES}"


def _head_lines(case: str, name: str, head: Head) -> Iterator[str]:
    yield f"{name}  ({case})"
    where = "Hemmelig adresse" if head.is_protected else head.address
    facts = (("Bor", where), ("Er nu", head.whereabouts), ("", head.contact), ("Tolk", head.interpreter))
    yield from (f"    {label}: {value}" if label else f"    {value}" for label, value in facts if value)


def case_lines(shown: CaseView, documents: list[DocumentView], linked: tuple[Linked, ...], names: Names) -> Iterator[str]:
    """A case as a person reads it. names: as `conflict_words.Names`."""
    yield from _head_lines(shown.case, shown.citizen_name, first_lines(shown))
    yield from (f"    Borgeren har også en anden sag her: {one.name}  ({one.case})" for one in linked)
    if shown.missing:
        yield f"    Mangler {many(shown.missing, '1 ændring', 'ændringer')}, som andre har lavet."
    for line, document in zip(shown.documents, documents, strict=True):
        yield ""
        yield f"{line.title}: {line.state}, nr. {line.version_label}  ({line.document})"
        if line.paper:
            yield f"    {from_paper.sentence(line.paper)}"
        if line.copies:
            yield f"    {line.copies}"
        if document.begun.predecessor:
            yield f"    Retter {document.begun.predecessor}"
        if line.successor:
            yield f"    Rettet i {line.successor}"
        yield from (f"    {text}" for text in _answers(document, names))
        yield from (f"    {text}" for text in conflicts_in_one(document, names))


def list_lines(rows: tuple[CaseRow, ...], arrived: Container[str] = ()) -> Iterator[str]:
    """The list of cases. arrived: those that are here whole and were not read yet."""
    for row in rows:
        owed = [f"{many(row.conflicts, '1 sted', 'steder')} er skrevet to ting"] if row.conflicts else []
        owed += [f"{row.unprinted} ikke printet"] if row.unprinted else []
        owed += [f"{row.unsigned} ikke skrevet under"] if row.unsigned else []
        owed += [way_words(row, arrived)] if row.is_preview else []
        nothing = "" if row.is_preview else "intet på vej"
        ahead = f"{row.next_date}  {row.next_what}" if row.next_date else nothing
        yield "  ".join(part for part in (row.case, row.name, ahead, ", ".join(owed)) if part)


def history_json(line: HistoryLine) -> dict[str, Any]:
    """One line of the history."""
    found: dict[str, Any] = msgspec.to_builtins(line)
    return found | {"at": utc(line.at)}


def history_line(line: HistoryLine) -> str:
    """One line of the history as a person reads it."""
    at = local(line.at) if 1900 < line.at.year < 9000 else line.at
    asked = " · ".join(part for part in (line.form, line.field_label) if part)
    values = " → ".join(" / ".join(part.splitlines()) for part in (line.old, line.new) if part)
    told = (f"{asked} " if asked.endswith("?") else f"{asked}: ") + values if asked and values else asked or values
    what = f"{line.what[:1].upper()}{line.what[1:]}"
    return f"{at:%d-%m-%Y %H.%M}  {what}{': ' if told else ''}{told}  ({line.who})"


def entry_json(entry: AccessEntry) -> dict[str, Any]:
    """One look at a case."""
    keys = ("at", "user", "what", "purpose", "detail")
    return {key: getattr(entry, key) for key in keys}


def entry_line(entry: AccessEntry) -> str:
    """The same as the caseworker reads it."""
    what = f"{WORDS.get(entry.what, entry.what)}{': ' if entry.detail else ''}{entry.detail}"
    return f"{local(datetime.fromisoformat(entry.at)):%d-%m-%Y %H.%M.%S}  {what}. Formål: {entry.purpose}  ({entry.user})"


def extract_json(line: ExtractLine) -> dict[str, Any]:
    """One line of the citizen's extract."""
    return {
        "first": line.first.isoformat(timespec="minutes"),
        "last": line.last.isoformat(timespec="minutes"),
        "what": line.what,
        "purpose": line.purpose,
        "times": line.times,
    }


def extract_line(line: ExtractLine) -> str:
    """The same as the citizen reads it."""
    until = f"–{line.last:%H.%M}" if line.last > line.first and f"{line.last:%H%M}" != f"{line.first:%H%M}" else ""
    return f"{line.first:%d-%m-%Y kl. %H.%M}{until}  {line.what}. Formål: {line.purpose}"


def _answers(shown: DocumentView, names: Names) -> Iterator[str]:
    disputed = disputed_paths(shown)
    for path, value in _ordered(shown):
        if path in disputed:
            continue
        field = field_of(shown.definition, path)
        label = label_of(field, names) if field is not None else path
        text = show_value(field, value) if field is not None else plain(value)
        text = "\n        ".join(text.splitlines())
        if text:
            yield f"{label} {text}" if label.endswith("?") else f"{label}: {text}"


def _ordered(shown: DocumentView) -> Iterator[tuple[str, Any]]:
    """What is answered, in the form's order where the form is here."""
    if shown.definition is None:
        yield from _flat(shown.values)
        return
    for path, field in paths(shown.definition, shown.values):
        if field.kind != "rows":
            yield path, get(shown.values, path)


def _flat(answers: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in answers.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for row in value:
                yield from ((f"{key}/{row['_id']}/{cell}", part) for cell, part in row.items() if cell != "_id")
        else:
            yield key, value
