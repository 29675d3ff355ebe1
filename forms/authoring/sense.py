"""What the parts of a form say together: duplicates, rows, options, compound registers, advice, upgrades, rings."""

from __future__ import annotations

from collections.abc import Iterable

from forms.authoring.conditions import check_condition
from forms.authoring.findings import Findings, meant
from forms.authoring.first_answers import check_default, check_start
from forms.authoring.rules import check_rule
from forms.authoring.wording import check_paper, check_sources, check_wording
from forms.model import Advice, Definition, Field, Picture, Section
from forms.paths import top_fields
from forms.settling import loops
from forms.texts import NAME_WORDS

_MUDDLED = ("condition_unclear", "condition_value", "rule_unknown", "wrong_type", "missing_key", "rule_field_unknown")
"""With one of these, who waits for whom cannot be told."""


def look_for_sense(definition: Definition, findings: Findings) -> None:
    """Tell everything that is well formed and yet cannot work."""
    _no_twins((section.id for section in definition.sections), "afsnit", "", findings)
    _no_twins((field.id for field in top_fields(definition)), "felt", "", findings)
    _no_twins((advice.id for advice in definition.advice), "råd", "", findings)
    _no_twins((paper.id for paper in definition.papers), "papir", "", findings)
    tops = {field.id: field for field in top_fields(definition)}
    for section in definition.sections:
        place = f"afsnit {section.id}"
        check_condition(section.show_if, tops, {}, place, findings)
        _compounds(section, findings)
        for field in section.fields:
            _field(field, f"{place}, felt {field.id}", tops, {}, findings)
            _rows(field, f"{place}, felt {field.id}", tops, findings)
    if not findings.has(_MUDDLED):
        for loop in loops(definition):
            names = " → ".join("/".join(filter(None, node)) for node in (*loop, loop[0]))
            findings.tell("loop", "", f"Felterne venter på hinanden i ring: {names}.", "Fjern en af betingelserne.")
    for advice in definition.advice:
        _advice(advice, tops, findings)
    if definition.picture is not None:
        _picture(definition.picture, tops, findings)
    check_wording(definition, findings)
    check_sources(definition, findings)
    check_paper(definition, findings)
    _upgrade(definition, findings)


def _no_twins(ids: Iterable[str], noun: str, place: str, findings: Findings) -> None:
    seen: set[str] = set()
    for found in ids:
        if found in seen and found:
            where = f"{place}, {noun} {found}" if place else f"{noun} {found}"
            findings.tell("duplicate_id", where, f"To {_PLURALS[noun]} hedder »{found}«.", "Giv det ene et andet id.")
        seen.add(found)


_PLURALS = {"afsnit": "afsnit", "felt": "felter", "råd": "råd", "svar": "svar", "papir": "papirer"}


def _field(field: Field, place: str, tops: dict[str, Field], beside: dict[str, Field], findings: Findings) -> None:
    for condition in (field.show_if, field.required_if, field.ask_if, field.offer_if, field.due_if):
        check_condition(condition, tops, beside, place, findings)
    if field.id in NAME_WORDS:
        findings.tell("id_reserved", place, f"»{field.id}« er et fast ord i tekster.", "Giv feltet et andet id.")
    if place in findings.doubtful:
        return
    if field.kind in ("choice", "choices"):
        if not field.options:
            findings.tell(
                "options_missing", place, "Feltet mangler sine svar.", 'Skriv options = [{ id = "…", label = "…" }, …].'
            )
        _no_twins((option.id for option in field.options), "svar", place, findings)
    elif field.kind == "yes_no" and field.options:
        if [option.id for option in field.options] != ["ja", "nej"]:
            findings.tell("options_yes_no", place, "Et ja/nej-felt har netop svarene ja og nej.", "Skriv dem med id ja og nej.")
    elif field.options:
        findings.tell("options_unused", place, "Svar kan kun stå på choice og choices.", "Slet options, eller ret kind.")
    if field.computed is not None:
        check_rule(field, tops, beside, place, findings)
    if field.due_if is not None and field.kind != "date":
        findings.tell("due_kind", place, "due_if kan kun stå på en dato.", "Slet due_if.")
    if field.awaits and field.kind != "date":
        findings.tell("due_kind", place, "awaits kan kun stå på en dato.", "Slet awaits.")
    if not field.weekday and field.kind != "date":
        findings.tell("due_kind", place, "weekday kan kun stå på en dato.", "Slet weekday.")
    for name in field.awaits:
        if name not in (beside or tops):
            text = f"awaits nævner »{name}«, som ikke står ved siden af datoen."
            findings.tell("awaits_unknown", place, text, meant(name, beside or tops, "Skriv id på et felt ved siden af."))
    never_typed = field.kind == "fixed" or field.computed is not None
    if field.kind == "fixed" and field.required != "no":
        findings.tell("never_typed", place, "En fast tekst har intet svar, så den kan ikke kræves.", "Slet required.")
    if never_typed and (field.prefill or field.default is not None or field.offer):
        text = "Ingen svarer på feltet, så det kan ikke udfyldes på forhånd."
        findings.tell("never_typed", place, text, "Slet prefill, default og offer.")
    check_default(field, tops, beside, place, findings)
    if field.compound is not None and (never_typed or field.kind == "rows"):
        findings.tell("compound_kind", place, "Feltet kan ikke være del af en samling.", "Slet compound.")


def _rows(field: Field, place: str, tops: dict[str, Field], findings: Findings) -> None:
    if field.kind != "rows":
        rowy = (field.fields, field.row_name, field.at_least, field.at_most, field.is_list, field.start, field.each)
        if any(rowy) and place not in findings.doubtful:
            text = 'Kun felter med kind = "rows" kan have field, row_name, at_least, at_most, list, start og each.'
            findings.tell("rows_only", place, text, 'Skriv kind = "rows", eller slet dem.')
        return
    cells = {cell.id: cell for cell in field.fields}
    if not cells:
        findings.tell("rows_empty", place, "Rækken har ingen felter.", "Skriv [[section.field.field]] og et felt.")
    _no_twins((cell.id for cell in field.fields), "felt", place, findings)
    if field.row_name is not None and field.row_name not in cells:
        remedy = meant(field.row_name, cells, "Skriv id på et felt i rækken.")
        findings.tell("row_name_unknown", place, f"Rækken har ikke feltet »{field.row_name}«.", remedy)
    if field.at_most is not None and field.at_most < field.at_least:
        findings.tell("rows_limits", place, "at_most er mindre end at_least.", "Ret det ene tal.")
    if field.each is not None and (field.each == field.id or field.each not in tops or tops[field.each].kind != "rows"):
        remedy = meant(
            field.each, [top.id for top in tops.values() if top.kind == "rows"], "Skriv id på et andet felt med rækker."
        )
        findings.tell("each_unknown", place, f"»{field.each}« er ikke et andet felt med rækker.", remedy)
    check_start(field, place, findings)
    for cell in field.fields:
        inner = f"{place}, felt {cell.id}"
        _field(cell, inner, tops, cells, findings)
        if cell.kind == "rows":
            findings.tell("rows_nested", inner, "Rækker kan ikke stå i rækker.", "Giv de indre rækker et felt for sig.")
        else:
            _rows(cell, inner, tops, findings)


def _advice(advice: Advice, tops: dict[str, Field], findings: Findings) -> None:
    place = f"råd {advice.id}"
    top, _, cell_id = advice.field.partition("/")
    cells = {cell.id: cell for cell in tops[top].fields} if cell_id and top in tops else {}
    if advice.field and (top not in tops or (cell_id and cell_id not in cells)):
        remedy = meant(advice.field, tops, "Skriv id på et felt, eller rækker/felt.")
        findings.tell("field_unknown", place, f"Feltet »{advice.field}« findes ikke.", remedy)
    else:
        check_condition(advice.show_if, tops, cells, place, findings)


def _picture(picture: Picture, tops: dict[str, Field], findings: Findings) -> None:
    place = "[picture]"
    if picture.centre not in tops:
        remedy = meant(picture.centre, tops, "Skriv id på et felt.")
        findings.tell("field_unknown", place, f"Feltet »{picture.centre}« findes ikke.", remedy)
    for name in (*picture.inner, *picture.outer):
        rows = tops.get(name)
        if rows is None or rows.kind != "rows":
            remedy = meant(name, [top.id for top in tops.values() if top.kind == "rows"], "Skriv id på et felt med rækker.")
            findings.tell("field_unknown", place, f"»{name}« er ikke et felt med rækker.", remedy)
        elif picture.name not in {cell.id for cell in rows.fields}:
            text = f"Rækken »{name}« har ikke feltet »{picture.name}«."
            findings.tell("field_unknown", place, text, "Ret name, eller giv rækken feltet.")


def _compounds(section: Section, findings: Findings) -> None:
    """A compound register lies wholly inside one row or one section."""
    homes: dict[str, str] = findings.compound_homes
    for home, fields in ((f"afsnit {section.id}", section.fields), *((f"felt {f.id}", f.fields) for f in section.fields)):
        for field in fields:
            if field.compound is None:
                continue
            first = homes.setdefault(field.compound, home)
            if first != home and (first.startswith("afsnit") or home.startswith("afsnit")):
                text = f"Samlingen »{field.compound}« står både i {first} og i {home}."
                findings.tell("compound_spread", f"{home}, felt {field.id}", text, "Lad den stå i ét afsnit eller i én række.")


def _upgrade(definition: Definition, findings: Findings) -> None:
    known = {field.id: field for field in top_fields(definition)}
    places = set(known) | {f"{field.id}/{cell.id}" for field in known.values() for cell in field.fields}
    if definition.upgrade and definition.version == 1:
        findings.tell("upgrade_first", "[upgrade]", "Version 1 har ingen version før sig.", "Slet [upgrade], eller ret version.")
    taken: set[str] = set()
    for old, new in definition.upgrade.items():
        place = f"[upgrade] {old}"
        if new is None:
            continue
        if new not in places:
            remedy = meant(new, places, 'Skriv et felt fra denne version, eller "".')
            findings.tell("upgrade_unknown", place, f"Feltet »{new}« findes ikke i denne version.", remedy)
        if ("/" in old) != ("/" in new):
            findings.tell(
                "upgrade_rows", place, "Et felt kan ikke flytte ind i eller ud af en række.", "Lad begge eller ingen have /."
            )
        if new in taken:
            findings.tell("upgrade_twice", place, f"To felter bliver til »{new}«.", 'Lad det ene gå ud med "".')
        taken.add(new)
