"""What a form is: the values that a definition file is read into. No rules here, only shapes."""

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


class Option(msgspec.Struct, frozen=True):
    """One answer that can be chosen."""

    id: str
    label: Texts
    ffb: str | None = None


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One thing asked, or (`kind = "rows"`) a repeated group of things asked.

    show_if: a condition as data (see conditions.py), None for always.
    prefill: where a first value comes from (`borger.navn`, `profil.enhed`, `medarbejder.navn`, `i_dag`, `forrige.maal`).
    suggest: where offers come from, shown but not filled in (same notation).
    compound: name of the compound register that the field shares with others in the same section or row.
    computed: a rule as data (see answers.py); a computed field is never typed.
    together: neighbours with the same word stand on one question page in a visit.
    short: part of the form's short length.
    lines: lines to write on, on blank paper.
    fields, row_name, at_least, at_most: for rows alone; row_name is the field that names a row.
    """

    id: str
    kind: Kind
    label: Texts
    help: Texts | None = None
    required: Required = "no"
    visible: Visible = "citizen"
    show_if: dict[str, Any] | None = None
    prefill: str | None = None
    suggest: tuple[str, ...] = ()
    compound: str | None = None
    computed: dict[str, Any] | None = None
    ffb: str | None = None
    options: tuple[Option, ...] = ()
    together: str | None = None
    short: bool = False
    lines: int = 1
    on_paper: bool = True
    fields: tuple[Field, ...] = ()
    row_name: str | None = None
    at_least: int = 0
    at_most: int | None = None


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a form with a heading of its own."""

    id: str
    title: Texts
    intro: Texts | None = None
    visible: Visible = "citizen"
    show_if: dict[str, Any] | None = None
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
    style: Literal["plain", "big", "list", "quiet", "signatures"] = "plain"
    show_if: dict[str, Any] | None = None


class Definition(msgspec.Struct, frozen=True, kw_only=True):
    """A form as asked: everything that wizard, checks, paper, search and merge need to know.

    finished: `next` lets an edit begin the next version; `frozen` makes a new document instead (consents).
    removal_wins: in a merge a removed row stays removed (consents); else an edit revives it.
    upgrade: declared steps from the version before: old field id to new field id, or None for dropped.
    fingerprint: hex SHA-256 of the definition's canonical JSON; set by the reader.
    """

    id: str
    version: int
    standard_name: Texts
    title: Texts
    languages: tuple[str, ...] = ("da",)
    finished: Literal["next", "frozen"] = "next"
    removal_wins: bool = False
    sections: tuple[Section, ...] = ()
    short_paper: tuple[PaperBlock, ...] = ()
    upgrade: dict[str, str | None] = {}
    fingerprint: str = ""
