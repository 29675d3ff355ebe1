"""What a form is: the values that a definition file is read into. No rules here, only shapes.

A default is left out of a form's canonical JSON (canonical.py), so that a key added here later does not change the
hash of an older form.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

Texts = dict[str, str]
"""A text in one or more languages: language code to text. Danish (`da`) is always there and governs."""

Kind = Literal[
    "line", "text", "date", "time", "number", "yes_no", "choice", "choices",
    "phone", "mail", "cpr", "person", "signature", "fixed", "rows",
]  # fmt: skip
Required = Literal["hard", "soft", "no"]
Visible = Literal["citizen", "internal"]
Direction = Literal["indhente", "videregive", "begge"]
Copy = Literal["citizen", "internal", "third"]
"""Whose eyes a paper is for."""


class Option(msgspec.Struct, frozen=True):
    """One answer that can be chosen. information: what a paper tells that is about it (NamedPaper.information_by)."""

    id: str
    label: Texts
    ffb: str | None = None
    information: tuple[str, ...] | None = None


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One thing asked, or (`kind = "rows"`) a repeated group of things asked.

    Asked and shown
    required_if: `required` applies only while this condition holds.
    show_if: a condition as data (conditions.py), None for always; a hidden answer counts nowhere.
    ask_if: in a visit the question is asked only while this holds; wizard, paper and data do not care.
    together: neighbours with the same word stand on one question page in a visit.
    once: a visit leaves the question out when it was answered before the visit.
    after_finish: may be answered in a finished, frozen document (the withdrawal of a consent).
    short: part of the form's short length.

    Where a first answer comes from, in this order
    prefill: sources (`borger.navn`, `profil.enhed`, `i_dag+14d`, …), the first that has a value.
    default: a constant, or cases `[{ value, if }, …]`.
    offer, offer_if, renew: a guess, shown as typed and answered only by going on; only while offer_if holds; again when the
    date has come.
    suggest: offers below the field, never filled in.
    computed: a rule as data (rules.py); a computed field is never typed.

    Kept and printed
    compound: name of the compound register that the field shares with others in the same section or row.
    due_if: for a date: a coming date counts as the case's next one only while this condition holds, None for always.
    weekday: for a date: it is told with its weekday; not the day that one was born.
    to_paste: its text goes into another program; the screen offers to copy it.
    lines: lines to write on, on blank paper. paper_topic: what the citizen must allow for it to stand on a paper at home.
    information: what a paper for others tells by it, where that is something else than the section says.

    For rows alone
    fields: its cells. row_name: the cell that names a row. at_least, at_most: how many.
    is_list (`list` in the file): all rows stand on one question page as lines. start: rows that are there from the beginning.
    each: another rows field of the form, which these rows follow one by one with the same row ids.
    """

    id: str
    kind: Kind
    label: Texts
    help: Texts | None = None
    required: Required = "no"
    required_if: dict[str, Any] | None = None
    visible: Visible = "citizen"
    show_if: dict[str, Any] | None = None
    ask_if: dict[str, Any] | None = None
    prefill: tuple[str, ...] = ()
    default: Any = None
    offer: tuple[str, ...] = ()
    offer_if: dict[str, Any] | None = None
    renew: bool = False
    suggest: tuple[str, ...] = ()
    compound: str | None = None
    computed: dict[str, Any] | None = None
    ffb: str | None = None
    options: tuple[Option, ...] = ()
    together: str | None = None
    once: bool = False
    short: bool = False
    lines: int = 1
    weekday: bool = True
    to_paste: bool = False
    on_paper: bool = True
    news: bool = True
    paper_topic: str | None = None
    information: tuple[str, ...] | None = None
    after_finish: bool = False
    due_if: dict[str, Any] | None = None
    awaits: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    row_name: str | None = None
    at_least: int = 0
    at_most: int | None = None
    is_list: bool = False
    start: tuple[dict[str, Any], ...] = ()
    each: str | None = None


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a form with a heading of its own.

    information: what a paper for others tells by it (information.py), where that is something else than the form says.
    """

    id: str
    title: Texts
    intro: Texts | None = None
    visible: Visible = "citizen"
    show_if: dict[str, Any] | None = None
    information: tuple[str, ...] | None = None
    fields: tuple[Field, ...] = ()


class PaperBlock(msgspec.Struct, frozen=True, kw_only=True):
    """One block of the short paper, from top to bottom.

    lines: templates with `{field_id}` and profile words (`{Navn}`); a line whose fields are all empty is left out.
    rows: repeat the lines for each row of this field; `{nr}` counts them.
    style: `plain`, `big` (what is looked for first), `list` (numbered), `quiet` (small print), `signatures`.
    """

    heading: Texts | None = None
    lines: tuple[Texts, ...] = ()
    rows: str | None = None
    row_if: dict[str, Any] | None = None
    style: Literal["plain", "big", "list", "quiet", "signatures"] = "plain"
    show_if: dict[str, Any] | None = None


class NamedPaper(msgspec.Struct, frozen=True, kw_only=True):
    """A paper of the form beside the short and the whole one: a state of the document, or what one reader gets of it.

    title: what lists call it. heading: what stands large on it, None for the title. copy: whose eyes it is for.
    each: one paper for each row of this field (only those of row_if), with that row's cells at hand in every line.
    recipient: the field, in that row first, that names who gets it.
    show_if: the paper can be made only while this holds.
    look: `letter` is a plain letter, without the form's name, its number, its fingerprint and the QR code.
    information: what it tells beside what its lines mention (`moede`). information_by: the choice, in that row first, whose
    answer tells more. direction: as of the form, where this paper asks something else.
    """

    id: str
    title: Texts
    heading: Texts | None = None
    copy: Copy = "citizen"
    each: str | None = None
    row_if: dict[str, Any] | None = None
    recipient: str | None = None
    show_if: dict[str, Any] | None = None
    look: Literal["paper", "letter"] = "paper"
    information: tuple[str, ...] | None = None
    information_by: str | None = None
    direction: Direction | None = None
    blocks: tuple[PaperBlock, ...] = ()


class Advice(msgspec.Struct, frozen=True, kw_only=True):
    """A check that the form itself brings: where `show_if` holds, `text` and `remedy` are told at `field`.

    field: a field, or `rows/cell` for a check of each row, whose condition looks in the row first.
    severity: `block` stops finishing, `note` only advises.
    """

    id: str
    field: str
    show_if: dict[str, Any]
    text: Texts
    remedy: Texts
    severity: Literal["block", "note"] = "note"


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A drawing of rows on the whole paper: one person in the middle, two rings of others around.

    centre: the field whose value stands in the middle.
    inner, outer: ids of row fields, near (private) and further out (professional).
    name: the field in each row that is written beside its mark.
    contact: the yes/no field in each row that decides the mark's shape.
    """

    centre: str
    inner: tuple[str, ...] = ()
    outer: tuple[str, ...] = ()
    name: str = "navn"
    contact: str = "har_kontakt"


class Definition(msgspec.Struct, frozen=True, kw_only=True):
    """A form as asked: everything that wizard, checks, paper, search and merge need to know.

    finished: `next` lets an edit begin the next version; `frozen` makes a new document instead (consents).
    repeats: each time is a document of its own (a visit, an attempt), begun anew while another is open.
    given: the citizen is owed a paper of this form.
    removal_wins: in a merge a removed row stays removed (consents); else an edit revives it.
    information: the kinds that a paper for others tells, None where the form does not say: then all of them are asked about.
    direction: whether such a paper tells others (`videregive`), asks them (`indhente`), or both.
    advice: checks of the form's own, as data.
    upgrade: declared steps from the version before: old field id (`rows/cell` inside rows) to the new one, or None for dropped.
    fingerprint: hex SHA-256 of the definition's canonical JSON; set by the reader.
    """

    id: str
    version: int
    standard_name: Texts
    title: Texts
    languages: tuple[str, ...] = ("da",)
    finished: Literal["next", "frozen"] = "next"
    repeats: bool = False
    given: bool = True
    removal_wins: bool = False
    information: tuple[str, ...] | None = None
    direction: Direction = "videregive"
    sections: tuple[Section, ...] = ()
    short_paper: tuple[PaperBlock, ...] = ()
    papers: tuple[NamedPaper, ...] = ()
    advice: tuple[Advice, ...] = ()
    picture: Picture | None = None
    upgrade: dict[str, str | None] = {}
    fingerprint: str = ""

    @property
    def is_internal(self) -> bool:
        """Whether no part of the form is for a citizen: all its paper is the municipality's own."""
        return all(section.visible == "internal" for section in self.sections)

    def paper(self, paper_id: str) -> NamedPaper | None:
        """One of its named papers, None where there is none of that id."""
        return next((paper for paper in self.papers if paper.id == paper_id), None)
