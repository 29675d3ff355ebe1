"""Small forms that stand inline in their tests."""

from __future__ import annotations

from datetime import date
from textwrap import dedent

from forms.model import Definition, Field
from forms.problems import ProblemsError
from forms.reading import read_definition

HEAD = """
id = "proeve"
version = 1
standard_name = "Prøve"
title = "En prøve"
"""
TODAY = date(2026, 5, 4)
"""A Monday, the day of every example."""


def form(body: str, head: str = HEAD) -> Definition:
    """A form from its body: `[[section]]` tables, or only `[[section.field]]` ones, which get a section."""
    return read_definition(whole(body, head), "proeve.toml")


def whole(body: str, head: str = HEAD) -> str:
    """The text of a form's file around its body."""
    text = dedent(body).strip()
    if "[[section]]" not in text:
        text = f'[[section]]\nid = "om_dig"\ntitle = "Om dig"\n{text}'
    return f"{head}\n{text}\n"


def field(kind: str, more: str = "") -> Field:
    """One field of a kind, with more keys."""
    return form(f'[[section.field]]\nid = "felt"\nkind = "{kind}"\nlabel = "Spørgsmål"\n{more}').sections[0].fields[0]


def codes(text: str) -> list[str]:
    """The codes of every problem that an author's file has, sorted."""
    try:
        read_definition(text, "proeve.toml")
    except ProblemsError as error:
        return sorted(problem.code for problem in error.problems)
    return []
