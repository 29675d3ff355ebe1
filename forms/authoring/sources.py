"""prefill and suggest that name other forms, held against the forms at hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from forms.authoring.findings import meant
from forms.day_shift import split_shift
from forms.model import Definition, Field
from forms.paths import top_fields
from forms.problems import Problem
from forms.rules import listed

ROWS_ID = "_rows"
"""As a cell: the id of the rows field that the row stands in."""
_OURS = ("profil", "medarbejder", "forrige", "dokument")
_SAME_FORM = {"naeste_besoeg": "besoeg"}


def check_forms_named(definition: Definition, forms: Mapping[str, Definition]) -> list[Problem]:
    """Every source of another form that no form at hand answers.

    forms: the newest version of every form by id. The form itself may be among them.
    """
    return [
        Problem("form.source_unknown", f"{definition.id}: felt {path}", f"Kilden »{source}« findes ikke.", remedy)
        for path, source in _named(definition)
        if (remedy := _trouble(source, definition, forms))
    ]


def _named(definition: Definition) -> Iterator[tuple[str, str]]:
    ours = {*_OURS, *(top.id for top in top_fields(definition) if top.kind == "rows")}
    for top in top_fields(definition):
        for path, field in ((top.id, top), *((f"{top.id}/{cell.id}", cell) for cell in top.fields)):
            for source in (*field.prefill, *field.offer, *field.suggest, *_rule_sources(field)):
                name, _ = split_shift(source)
                if "." in name and name.partition(".")[0] not in ours:
                    yield path, name


def _rule_sources(field: Field) -> Iterator[str]:
    rule = field.computed or {}
    yield from (name for key in ("of", "at") for name in listed(rule.get(key)) if "." in name)
    if rule.get("rule") == "found":
        yield from (f"{rule['in']}.{rule[key]}" for key in ("by", "give") if key in rule)


def _trouble(source: str, own: Definition, forms: Mapping[str, Definition]) -> str:
    form_id, _, rest = source.partition(".")
    named = _SAME_FORM.get(form_id, form_id)
    form = own if named == own.id else forms.get(named)
    if form is None:
        return meant(form_id, [*forms, own.id], "Skriv id på en formular, som findes her.")
    top_id, _, cell_id = rest.partition(".")
    tops = {field.id: field for field in top_fields(form)}
    groups = list(tops.values()) if top_id == "*" else [tops[top_id]] if top_id in tops else []
    if not groups:
        return meant(top_id, tops, f"Skriv et felt i formularen »{form_id}«.")
    cells = [cell.id for group in groups for cell in group.fields]
    if cell_id and cell_id not in (*cells, ROWS_ID):
        return meant(cell_id, cells, f"Skriv et felt i rækken »{top_id}«.")
    return ""
