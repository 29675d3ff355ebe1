"""Keys and their types: a definition file's TOML tables to the values of forms.model."""

from __future__ import annotations

from typing import Any

from forms.authoring.findings import Findings, meant, one_of
from forms.authoring.table import Table
from forms.information import DIRECTIONS, MEETING
from forms.information import KINDS as KINDS_TOLD
from forms.model import Advice, Definition, Field, NamedPaper, Option, PaperBlock, Picture, Section

KINDS = (
    "line", "text", "date", "time", "number", "yes_no", "choice", "choices",
    "phone", "mail", "cpr", "person", "signature", "fixed", "rows",
)  # fmt: skip
STYLES = ("plain", "big", "list", "quiet", "signatures")
COPIES = ("citizen", "internal", "third")
LOOKS = ("paper", "letter")

FORM_KEYS = (
    "id", "version", "standard_name", "title", "languages", "finished", "repeats", "given", "removal_wins",
    "information", "direction",
    "section", "short_paper", "paper", "advice", "picture", "upgrade",
)  # fmt: skip
SECTION_KEYS = ("id", "title", "intro", "visible", "show_if", "information", "field")
FIELD_KEYS = (
    "id", "kind", "label", "help", "required", "required_if", "visible", "show_if", "ask_if", "prefill", "default",
    "offer", "offer_if", "renew", "suggest", "compound", "computed", "ffb", "options", "together", "once", "short", "lines",
    "weekday", "to_paste", "on_paper", "news", "paper_topic", "information", "after_finish", "due_if", "awaits", "field",
    "row_name", "at_least", "at_most", "list", "start", "each",
)  # fmt: skip
OPTION_KEYS = ("id", "label", "ffb", "information")
PAPER_KEYS = ("heading", "lines", "rows", "row_if", "style", "show_if")
NAMED_KEYS = (
    "id", "title", "heading", "copy", "each", "row_if", "recipient", "show_if", "look",
    "information", "information_by", "direction", "block",
)  # fmt: skip
ADVICE_KEYS = ("id", "field", "show_if", "text", "remedy", "severity")
PICTURE_KEYS = ("centre", "inner", "outer", "name", "contact")


def shape_definition(raw: dict[str, Any], findings: Findings) -> Definition:
    """The definition as far as it can be read. What cannot is told in `findings` and stands at a harmless value."""
    table = Table(raw, "", findings)
    table.know(FORM_KEYS)
    languages = table.strings("languages") or ("da",)
    if "da" not in languages:
        text, remedy = "Dansk er ikke med i listen over sprog.", 'Skriv "da" som det første i listen.'
        findings.tell("danish_missing", "languages", text, remedy)
        languages = ("da", *languages)
    sections = tuple(_section(section) for section in table.tables("section", "afsnit", by="id"))
    if not sections:
        findings.tell("empty", "", "Formularen har ingen afsnit.", "Skriv [[section]] og mindst et felt.")
    return Definition(
        id=table.id("id"),
        version=table.whole("version", least=1, needed=True, otherwise=1),
        standard_name=table.texts("standard_name"),
        title=table.texts("title"),
        languages=languages,
        finished=table.word("finished", ("next", "frozen"), "next"),
        repeats=table.truth("repeats"),
        given=table.truth("given", otherwise=True),
        removal_wins=table.truth("removal_wins"),
        information=_information(table),
        direction=table.word("direction", DIRECTIONS, "videregive"),
        sections=sections,
        short_paper=tuple(_block(block) for block in table.tables("short_paper", "kort papir")),
        papers=tuple(_paper(paper) for paper in table.tables("paper", "papir", by="id")),
        advice=tuple(_advice(advice) for advice in table.tables("advice", "råd", by="id")),
        picture=_picture(Table(table.raw["picture"], "[picture]", findings))
        if table.table_or_none("picture") is not None
        else None,
        upgrade=_upgrade(table),
    )


def _section(table: Table) -> Section:
    table.know(SECTION_KEYS)
    fields = tuple(_field(field) for field in table.tables("field", "felt", by="id"))
    if not fields:
        table.tell("empty", "Afsnittet har ingen felter.", "Skriv [[section.field]] og et felt, eller slet afsnittet.")
    return Section(
        id=table.id("id"),
        title=table.texts("title"),
        intro=table.texts_or_none("intro"),
        visible=table.word("visible", ("citizen", "internal"), "citizen"),
        show_if=table.table_or_none("show_if"),
        information=_information(table),
        fields=fields,
    )


def _field(table: Table) -> Field:
    table.know(FIELD_KEYS)
    return Field(
        id=table.id("id"),
        kind=table.word("kind", KINDS, "line", needed=True, code="kind_unknown"),
        label=table.texts("label"),
        help=table.texts_or_none("help"),
        required=table.word("required", ("hard", "soft", "no"), "no"),
        required_if=table.table_or_none("required_if"),
        visible=table.word("visible", ("citizen", "internal"), "citizen"),
        show_if=table.table_or_none("show_if"),
        ask_if=table.table_or_none("ask_if"),
        prefill=table.strings("prefill"),
        default=table.default("default"),
        offer=table.strings("offer"),
        offer_if=table.table_or_none("offer_if"),
        renew=table.truth("renew"),
        suggest=table.strings("suggest"),
        compound=table.string_or_none("compound"),
        computed=table.table_or_none("computed"),
        ffb=table.string_or_none("ffb"),
        options=tuple(_option(option) for option in table.tables("options", "svar", by="id")),
        together=table.string_or_none("together"),
        once=table.truth("once"),
        short=table.truth("short"),
        lines=table.whole("lines", least=1, otherwise=1, most=60),
        weekday=table.truth("weekday", otherwise=True),
        to_paste=table.truth("to_paste"),
        on_paper=table.truth("on_paper", otherwise=True),
        news=table.truth("news", otherwise=True),
        paper_topic=table.string_or_none("paper_topic"),
        information=_information(table),
        after_finish=table.truth("after_finish"),
        due_if=table.table_or_none("due_if"),
        awaits=table.strings("awaits"),
        fields=tuple(_field(cell) for cell in table.tables("field", "felt", by="id")),
        row_name=table.string_or_none("row_name"),
        at_least=table.whole("at_least", least=0, otherwise=0),
        at_most=table.whole("at_most", least=1) if table.has("at_most") else None,
        is_list=table.truth("list"),
        start=tuple(row.raw for row in table.tables("start", "startrække")),
        each=table.string_or_none("each"),
    )


def _option(table: Table) -> Option:
    table.know(OPTION_KEYS)
    return Option(
        id=table.id("id", digits_first=True),
        label=table.texts("label"),
        ffb=table.string_or_none("ffb"),
        information=_information(table),
    )


def _block(table: Table) -> PaperBlock:
    table.know(PAPER_KEYS)
    return PaperBlock(
        heading=table.texts_or_none("heading"),
        lines=table.texts_list("lines"),
        rows=table.string_or_none("rows"),
        row_if=table.table_or_none("row_if"),
        style=table.word("style", STYLES, "plain"),
        show_if=table.table_or_none("show_if"),
    )


def _information(table: Table) -> tuple[str, ...] | None:
    """What a paper for others tells, None where nothing is said; [] is that it tells no more than that there is a case."""
    if not table.has("information"):
        return None
    told = table.strings("information")
    for word in told:
        if word not in (*KINDS_TOLD, MEETING):
            known = (*KINDS_TOLD, MEETING)
            text = f"»{word}« er ikke en slags oplysning."
            table.tell("information_unknown", text, meant(word, known, f"Skriv {one_of(known)}."))
    return told


def _paper(table: Table) -> NamedPaper:
    table.know(NAMED_KEYS)
    blocks = tuple(_block(block) for block in table.tables("block", "stykke"))
    if not blocks:
        table.tell("empty", "Papiret er tomt.", "Skriv [[paper.block]] og mindst en linje, eller slet papiret.")
    return NamedPaper(
        id=table.id("id"),
        title=table.texts("title"),
        heading=table.texts_or_none("heading"),
        copy=table.word("copy", COPIES, "citizen"),
        each=table.string_or_none("each"),
        row_if=table.table_or_none("row_if"),
        recipient=table.string_or_none("recipient"),
        show_if=table.table_or_none("show_if"),
        look=table.word("look", LOOKS, "paper"),
        information=_information(table),
        information_by=table.string_or_none("information_by"),
        direction=table.word("direction", DIRECTIONS, "videregive") if table.has("direction") else None,
        blocks=blocks,
    )


def _advice(table: Table) -> Advice:
    table.know(ADVICE_KEYS)
    if not table.has("show_if"):
        table.tell("missing_key", "Rådet mangler nøglen »show_if«.", "Skriv, hvornår rådet skal gives.")
    return Advice(
        id=table.id("id"),
        field=table.string("field"),
        show_if=table.table_or_none("show_if") or {},
        text=table.texts("text"),
        remedy=table.texts("remedy"),
        severity=table.word("severity", ("note", "block"), "note"),
    )


def _picture(table: Table) -> Picture:
    table.know(PICTURE_KEYS)
    return Picture(
        centre=table.string("centre"),
        inner=table.strings("inner"),
        outer=table.strings("outer"),
        name=table.string_or_none("name") or "navn",
        contact=table.string_or_none("contact") or "har_kontakt",
    )


def _upgrade(table: Table) -> dict[str, str | None]:
    raw = table.table_or_none("upgrade") or {}
    for old, new in raw.items():
        if not isinstance(new, str):
            table.tell(
                "wrong_type", f"[upgrade] {old}: her skal stå et felts id i anførselstegn.", 'Skriv "" for at lade feltet gå ud.'
            )
    return {old: new or None for old, new in raw.items() if isinstance(new, str)}
