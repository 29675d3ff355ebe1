"""Texts and where they may point: placeholders, languages, prefill and suggestions, the short paper and the named ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from forms.authoring.conditions import check_condition
from forms.authoring.findings import Findings, meant, one_of
from forms.conditions import TODAY
from forms.day_shift import split_shift
from forms.model import Definition, Field, PaperBlock, Texts
from forms.paths import top_fields
from forms.texts import NAME_WORDS, placeholders

PROFILE_SOURCES = (
    "kommune", "enhed", "adresse", "telefon", "mail", "aabningstid", "dpo", "dpo_telefon", "vagt", "vagt_telefon", "lov",
)  # fmt: skip
PROFILE_ROWS = ("fagsystemer",)
WORKER_SOURCES = ("navn", "telefon", "titel")


def check_wording(definition: Definition, findings: Findings) -> None:
    """Placeholders that no name answers, and languages that the form does not list."""
    for place, texts in _texts(definition):
        for word in placeholders(texts):
            if word not in NAME_WORDS:
                remedy = meant(word, NAME_WORDS, f"Her kan stå {one_of(sorted(NAME_WORDS))}.")
                findings.tell("placeholder_unknown", place, f"»{{{word}}}« betyder ikke noget her.", remedy)
        _languages(texts, definition, place, findings)


def check_sources(definition: Definition, findings: Findings) -> None:
    """prefill and suggest that point nowhere. Other forms' own fields are checked by the library, which has them."""
    tops = {field.id: field for field in top_fields(definition)}
    for section in definition.sections:
        for field in section.fields:
            for place, found in _with_cells(f"afsnit {section.id}", field):
                beside = {cell.id: cell for cell in field.fields}
                for source in (*found.prefill, *found.offer, *found.suggest):
                    trouble = _source_trouble(source, found, tops, beside)
                    if trouble:
                        findings.tell("source_unknown", place, f"Kilden »{source}« findes ikke.", trouble)


def check_paper(definition: Definition, findings: Findings) -> None:
    """The short paper and the named ones: rows, conditions, who gets them, and placeholders."""
    tops = {field.id: field for field in top_fields(definition)}
    for number, block in enumerate(definition.short_paper, start=1):
        _block(block, f"kort papir nr. {number}", None, definition, findings, is_internal=False)
    for paper in definition.papers:
        place = f"papir {paper.id}"
        check_condition(paper.show_if, tops, {}, place, findings)
        each = _rows_of(paper.each, tops, place, findings)
        cells = {cell.id: cell for cell in each.fields} if each else {}
        check_condition(paper.row_if, tops, cells, place, findings)
        if paper.row_if is not None and not paper.each:
            findings.tell("rows_only", place, "row_if kan kun stå sammen med each.", "Skriv each, eller slet row_if.")
        if paper.recipient is not None and paper.recipient not in {**tops, **cells}:
            remedy = meant(paper.recipient, {**tops, **cells}, "Skriv id på et felt.")
            findings.tell("field_unknown", place, f"Feltet »{paper.recipient}« findes ikke.", remedy)
        chooses = {**tops, **cells}.get(paper.information_by or "")
        if paper.information_by is not None and (chooses is None or chooses.kind not in ("choice", "choices")):
            remedy = meant(paper.information_by, {**tops, **cells}, "Skriv id på et felt, hvor man vælger.")
            findings.tell("field_unknown", place, f"»{paper.information_by}« er ikke et valg i formularen.", remedy)
        is_internal = paper.copy == "internal"
        titles = (paper.title, *((paper.heading,) if paper.heading else ()))
        _words(titles, place, each, definition, findings, is_internal=is_internal)
        for number, block in enumerate(paper.blocks, start=1):
            _block(block, f"{place}, stykke nr. {number}", each, definition, findings, is_internal=is_internal)


def _block(
    block: PaperBlock, place: str, each: Field | None, definition: Definition, findings: Findings, *, is_internal: bool
) -> None:
    """each: the rows field of which the paper shows one row. is_internal: no citizen and nobody else sees the paper."""
    tops = {field.id: field for field in top_fields(definition)}
    beside = {cell.id: cell for cell in each.fields} if each else {}
    check_condition(block.show_if, tops, beside, place, findings)
    if block.row_if is not None and not block.rows:
        findings.tell("rows_only", place, "row_if kan kun stå sammen med rows.", "Skriv rows, eller slet row_if.")
    rows = _rows_of(block.rows, tops, place, findings)
    check_condition(block.row_if, tops, {cell.id: cell for cell in rows.fields} if rows else {}, place, findings)
    if block.heading:
        _words((block.heading,), place, each, definition, findings, is_internal=is_internal)
    _words(block.lines, place, rows or each, definition, findings, is_internal=is_internal, more=("nr",) if block.rows else ())


def _rows_of(name: str | None, tops: Mapping[str, Field], place: str, findings: Findings) -> Field | None:
    """The rows field of that name; anything else is told."""
    rows = tops.get(name) if name else None
    if name and (rows is None or rows.kind != "rows"):
        remedy = meant(name, [field.id for field in tops.values() if field.kind == "rows"], "Skriv id på et felt med rækker.")
        findings.tell("paper_rows_unknown", place, f"»{name}« er ikke et felt med rækker.", remedy)
        return None
    return rows


def _words(
    texts: Iterable[Texts], place: str, rows: Field | None, definition: Definition, findings: Findings, *,
    is_internal: bool, more: tuple[str, ...] = (),
) -> None:  # fmt: skip
    """The words in braces: a cell of the row that the text is about, a field, a fixed word."""
    cells = {cell.id for cell in rows.fields} if rows is not None else set()
    known = NAME_WORDS | {field.id for field in top_fields(definition)} | cells | {*more}
    for text in texts:
        _languages(text, definition, place, findings)
        for word in placeholders(text):
            if word not in known:
                remedy = meant(word, known, "Skriv et felts id eller et fast ord.")
                findings.tell("placeholder_unknown", place, f"»{{{word}}}« er ikke et felt i formularen.", remedy)
            elif word not in NAME_WORDS and not is_internal and _is_internal(word, rows, definition):
                told = f"»{{{word}}}« er et internt felt og må ikke stå på et papir, der gives ud."
                findings.tell("paper_internal", place, told, "Slet det fra papiret.")


def _is_internal(word: str, rows: Field | None, definition: Definition) -> bool:
    """Whether a word in braces names a field that the citizen does not see, by itself, its rows or its section."""
    cell = next((cell for cell in rows.fields if cell.id == word), None) if rows else None
    top = rows.id if cell and rows else word
    if cell and cell.visible == "internal":
        return True
    homes = [(section, field) for section in definition.sections for field in section.fields if field.id == top]
    return any("internal" in (section.visible, field.visible) for section, field in homes)


def _texts(definition: Definition) -> Iterator[tuple[str, Texts]]:
    yield "standard_name", definition.standard_name
    yield "title", definition.title
    for section in definition.sections:
        place = f"afsnit {section.id}"
        yield place, section.title
        if section.intro:
            yield place, section.intro
        for field in section.fields:
            for inner, found in _with_cells(place, field):
                yield inner, found.label
                if found.help:
                    yield inner, found.help
                for option in found.options:
                    yield f"{inner}, svar {option.id}", option.label
    for advice in definition.advice:
        yield f"råd {advice.id}", advice.text
        yield f"råd {advice.id}", advice.remedy


def _with_cells(place: str, field: Field) -> Iterator[tuple[str, Field]]:
    yield f"{place}, felt {field.id}", field
    for cell in field.fields:
        yield f"{place}, felt {field.id}, felt {cell.id}", cell


def _languages(texts: Texts, definition: Definition, place: str, findings: Findings) -> None:
    for language in texts:
        if language not in definition.languages:
            remedy = f"Skriv languages = {[*definition.languages, language]}, eller slet teksten.".replace("'", '"')
            findings.tell("language_unlisted", place, f"Der er tekst på »{language}«, som ikke står i languages.", remedy)


def _source_trouble(source: str, field: Field, tops: dict[str, Field], beside: dict[str, Field]) -> str:
    """A remedy, or "" for a source that can be."""
    name, shift = split_shift(source)
    form, _, rest = name.partition(".")
    if shift is not None and field.kind != "date":
        return f"{source} kan kun stå på en dato."
    if name == TODAY:
        return "" if field.kind == "date" else "i_dag kan kun stå på en dato."
    if form in tops and form != "forrige" and (not rest or tops[form].kind == "rows"):
        return _own_trouble(name, tops)
    if name in beside:
        return ""
    if form == "profil":
        rows = PROFILE_ROWS if field.kind == "rows" else ()
        if rest in (*PROFILE_SOURCES, *rows):
            return ""
        return meant(rest, PROFILE_SOURCES, f"Skriv profil. og {one_of(PROFILE_SOURCES)}.")
    if form == "medarbejder":
        return "" if rest in WORKER_SOURCES else meant(rest, WORKER_SOURCES, f"Skriv medarbejder. og {one_of(WORKER_SOURCES)}.")
    if form == "forrige":
        return _own_trouble(rest, tops)
    parts = name.split(".")
    if len(parts) in (2, 3) and all(part == "*" or part.isidentifier() for part in parts):
        return ""
    return "Skriv formular.felt, formular.rækker.felt, profil.…, medarbejder.…, forrige.… eller i_dag."


def _own_trouble(name: str, tops: dict[str, Field]) -> str:
    top, _, cell = name.partition(".")
    if top not in tops:
        return meant(top, tops, "Skriv et felt i denne formular.")
    cells = [found.id for found in tops[top].fields]
    return "" if not cell or cell in cells else meant(cell, cells, f"Skriv et felt i rækken »{top}«.")
