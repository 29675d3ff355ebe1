"""Computed rules as data, held against the fields that they ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.authoring.conditions import check_condition
from forms.authoring.findings import Findings, meant, one_of
from forms.day_shift import split_shift
from forms.model import Field
from forms.rules import listed
from forms.target_groups import GROUPS

KINDS: Mapping[str, tuple[str, ...]] = {
    "age": ("number",),
    "count": ("number",),
    "sum": ("number",),
    "day": ("date",),
    "minutes": ("number",),
    "groups": ("number",),
    "any": ("yes_no",),
    "all": ("yes_no",),
    "summary": ("choice",),
    "text": ("line", "text", "person"),
    "result": ("choice", "yes_no", "number", "line", "text"),
    "found": ("yes_no", "line", "text", "person", "date", "number", "choice", "phone"),
    "range": ("choice",),
    "outside": ("yes_no",),
    "replacement_cpr": ("yes_no",),
    "copy": ("line", "text", "person", "date", "time", "number", "yes_no", "choice", "choices", "phone", "mail", "cpr"),
}
_KEYS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {  # needed, allowed
    "age": (("of",), ("at",)),
    "count": ((), ("of", "rows", "where")),
    "any": ((), ("of", "rows", "where")),
    "all": ((), ("of", "rows", "where")),
    "summary": (("rows", "where"), ()),
    "sum": (("of",), ("rows", "where")),
    "day": (("of", "shift"), ()),
    "minutes": (("of",), ()),
    "text": (("of",), ("rows", "where", "between")),
    "groups": (("groups",), ()),
    "result": (("cases",), ()),
    "found": (("of", "in", "by"), ("where", "give")),
    "range": (("of", "in"), ()),
    "outside": (("of", "in"), ()),
    "replacement_cpr": (("of",), ()),
    "copy": (("of",), ()),
}
_ASKED: Mapping[str, tuple[str, ...]] = {
    "age": ("date", "cpr"),
    "sum": ("number",),
    "day": ("date",),
    "minutes": ("time",),
    "text": ("line", "text", "person", "mail", "phone"),
    "range": ("number",),
    "outside": ("number",),
    "replacement_cpr": ("cpr",),
}
"""What kinds of field a rule can use; any kind for the rules that are not here."""
RANGES: Mapping[str, tuple[str, ...]] = {"profil.maalgrupper": GROUPS}
"""The profile's ranges, and the answers that they give."""
_EVERYWHERE = ("rule", "when", "otherwise")


def check_rule(field: Field, tops: Mapping[str, Field], beside: Mapping[str, Field], place: str, findings: Findings) -> None:
    """Tell what is wrong with a computed field's rule."""
    rule = field.computed or {}
    name = rule.get("rule")
    if not isinstance(name, str) or name not in KINDS:
        remedy = meant(str(name), KINDS, f"Skriv rule = {one_of(KINDS)}.")
        findings.tell("rule_unknown", place, f"Reglen »{name}« findes ikke.", remedy)
        return
    if field.kind not in KINDS[name]:
        remedy = f"Skriv kind = {one_of(KINDS[name])}."
        findings.tell("rule_kind", place, f"Reglen »{name}« kan ikke stå på et felt af slagsen »{field.kind}«.", remedy)
    _keys(rule, name, place, findings)
    check_condition(rule.get("when"), tops, beside, place, findings)
    cells = _cells(rule, tops, place, findings)
    if "where" in rule and name != "found":  # found's rows are another form's: the library holds it against that one
        check_condition(rule["where"], tops, cells, place, findings)
    in_rows = name in ("sum", "text") and "rows" in rule
    _names(rule, cells if in_rows else {**tops, **beside}, place, findings)
    if name == "summary" and {option.id for option in field.options} != {"alle", "nogle", "ingen"}:
        findings.tell("rule_options", place, "summary giver svarene alle, nogle og ingen.", "Giv feltet netop de tre svar.")
    if name == "found":
        _found(rule, field, place, findings)
    if name in ("range", "outside"):
        _ranges(rule, field, place, findings)
    if name == "result":
        _cases(rule, field, tops, beside, place, findings)
    if name == "groups":
        _groups(rule, {**tops, **beside}, place, findings)


def _keys(rule: Mapping[str, Any], name: str, place: str, findings: Findings) -> None:
    needed, allowed = _KEYS[name]
    for key in rule:
        if key not in (*needed, *allowed, *_EVERYWHERE):
            remedy = meant(key, (*needed, *allowed), f"Slet den. Her kan stå {one_of((*needed, *allowed, 'when', 'otherwise'))}.")
            findings.tell("unknown_key", place, f"Nøglen »{key}« findes ikke i reglen »{name}«.", remedy)
    missing = [key for key in needed if key not in rule]
    if name in ("count", "any", "all") and ("of" in rule) == ("rows" in rule):
        missing = ["of eller rows"]
    for key in missing:
        findings.tell("missing_key", place, f"Reglen »{name}« mangler »{key}«.", f"Skriv {key} = …")
    if name == "day" and "shift" in rule and split_shift(f"dag{rule['shift']}")[1] is None:
        findings.tell(
            "wrong_type", place, "»shift« har en værdi, der ikke passer her.", 'Skriv den som "+14d", "-4d" eller "+3m".'
        )
    if name == "minutes" and not (isinstance(rule.get("of"), list) and len(rule["of"]) == 2):
        findings.tell("wrong_type", place, "»of« skal her have netop to tider.", 'Skriv of = ["start", "slut"].')
    if "between" in rule and not isinstance(rule["between"], str):
        findings.tell("wrong_type", place, "»between« har en værdi, der ikke passer her.", 'Skriv en tekst, som ", ".')


def _cells(rule: Mapping[str, Any], tops: Mapping[str, Field], place: str, findings: Findings) -> dict[str, Field]:
    """The cells that every one of the rule's rows fields has."""
    found: list[dict[str, Field]] = []
    for name in _listed(rule, "rows", place, findings):
        rows = tops.get(name)
        if rows is None or rows.kind != "rows":
            remedy = meant(name, [top.id for top in tops.values() if top.kind == "rows"], "Skriv id på et felt med rækker.")
            findings.tell("rule_field_unknown", place, f"»{name}« er ikke et felt med rækker.", remedy)
        else:
            found.append({cell.id: cell for cell in rows.fields})
    shared = dict(found[0]) if found else {}
    for cells in found[1:]:
        shared = {key: cell for key, cell in shared.items() if key in cells}
    return shared


def _names(rule: Mapping[str, Any], known: Mapping[str, Field], place: str, findings: Findings) -> None:
    single = {"of": rule.get("rule") in ("copy", "day", "found", "range", "outside", "replacement_cpr"), "at": True}
    for key in ("of", "at"):
        if single[key] and key in rule and not isinstance(rule[key], str):
            findings.tell("wrong_type", place, f"»{key}« har en værdi, der ikke passer her.", "Skriv et felts id.")
            continue
        for name in _listed(rule, key, place, findings):
            field = known.get(name)
            if field is None and "." not in name:
                remedy = meant(name, known, "Skriv id på et felt i denne formular, eller form.felt.")
                findings.tell("rule_field_unknown", place, f"Reglen spørger om feltet »{name}«, som ikke findes.", remedy)
            elif field is not None and field.kind not in _ASKED.get(str(rule.get("rule")), (field.kind,)):
                text = f"Reglen »{rule['rule']}« kan ikke bruge »{name}«, som er af slagsen »{field.kind}«."
                remedy = f"Spørg om et felt af slagsen {one_of(_ASKED[rule['rule']])}."
                findings.tell("rule_field_kind", place, text, remedy)


def _found(rule: Mapping[str, Any], field: Field, place: str, findings: Findings) -> None:
    for key in ("in", "by", "give"):
        if key in rule and not isinstance(rule[key], str):
            findings.tell("wrong_type", place, f"»{key}« har en værdi, der ikke passer her.", "Skriv den i anførselstegn.")
    if isinstance(rule.get("in"), str) and rule["in"].count(".") != 1:
        findings.tell("source_unknown", place, f"Kilden »{rule['in']}« findes ikke.", "Skriv formular.rækker.")
    if "give" not in rule and field.kind != "yes_no":
        findings.tell("rule_kind", place, "found uden give svarer ja eller nej.", 'Skriv kind = "yes_no", eller skriv give.')


def _ranges(rule: Mapping[str, Any], field: Field, place: str, findings: Findings) -> None:
    source = rule.get("in")
    if source is not None and source not in RANGES:
        findings.tell("source_unknown", place, f"Kilden »{source}« findes ikke.", f"Skriv in = {one_of(RANGES)}.")
    elif source is not None and rule["rule"] == "range" and {option.id for option in field.options} != set(RANGES[source]):
        text = f"»{source}« giver svarene {one_of(RANGES[source])}."
        findings.tell("rule_options", place, text, "Giv feltet netop de svar.")


def _cases(
    rule: Mapping[str, Any], field: Field, tops: Mapping[str, Field], beside: Mapping[str, Field], place: str, findings: Findings
) -> None:
    cases = rule.get("cases")
    if not isinstance(cases, list) or not all(isinstance(case, dict) and set(case) == {"if", "then"} for case in cases):
        findings.tell("wrong_type", place, "»cases« har en værdi, der ikke passer her.", "Skriv [{ if = { … }, then = … }, …].")
        return
    for case in cases:
        check_condition(case["if"], tops, beside, place, findings)
    values = [case["then"] for case in cases] + ([rule["otherwise"]] if "otherwise" in rule else [])
    options = [option.id for option in field.options]
    for value in values:
        if not _fits(value, field, options):
            findings.tell(
                "rule_value", place, f"»{value}« kan ikke være svaret på dette felt.", "Skriv et svar, der passer til feltet."
            )


def _fits(value: object, field: Field, options: list[str]) -> bool:
    match field.kind:
        case "choice":
            return value in options or not options
        case "yes_no":
            return isinstance(value, bool)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str)


def _groups(rule: Mapping[str, Any], known: Mapping[str, Field], place: str, findings: Findings) -> None:
    groups = rule.get("groups")
    if not isinstance(groups, dict) or not all(
        isinstance(names, list) and all(isinstance(name, str) for name in names) for names in groups.values()
    ):
        findings.tell("wrong_type", place, "»groups« har en værdi, der ikke passer her.", 'Skriv { a = ["felt", …], b = [ … ] }.')
        return
    for name in (name for names in groups.values() for name in names):
        if name not in known:
            remedy = meant(name, known, "Skriv id på et felt i denne formular.")
            findings.tell("rule_field_unknown", place, f"Reglen spørger om feltet »{name}«, som ikke findes.", remedy)


def _listed(rule: Mapping[str, Any], key: str, place: str, findings: Findings) -> tuple[str, ...]:
    value = rule.get(key)
    if value is None or isinstance(value, str) or (isinstance(value, list) and all(isinstance(name, str) for name in value)):
        return listed(value)
    findings.tell("wrong_type", place, f"»{key}« har en værdi, der ikke passer her.", "Skriv et felts id, eller en liste af dem.")
    return ()
