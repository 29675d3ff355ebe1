"""Named papers: a state of a document, or what one reader gets of it, said as data."""

from __future__ import annotations

from typing import Any

import pytest

from forms.model import Copy
from forms.pdf.document import render
from tests.support.forms import EXAMPLES, definition, form_of
from tests.support.inline import codes, whole
from tests.support.papers import codes as codes_on
from tests.support.papers import faults, request_from, request_of, text_of

FORM = """
[[section]]
id = "moedet"
title = "Mødet"
field = [
  { id = "dato", kind = "date", label = "Hvilken dag?" },
  { id = "cpr", kind = "cpr", label = "Nummer" },
  { id = "deltagere", kind = "rows", label = "Hvem?", row_name = "navn", field = [
    { id = "navn", kind = "person", label = "Navn" },
    { id = "hvorfor", kind = "line", label = "Hvorfor?" },
    { id = "samtykke", kind = "line", label = "Samtykke", visible = "internal" },
  ] },
  { id = "internt", kind = "line", label = "Internt", visible = "internal" },
]

[[paper]]
id = "indbydelse"
title = "Indbydelse"
heading = "Kære {navn}"
copy = "third"
each = "deltagere"
recipient = "navn"
look = "letter"

  [[paper.block]]
  lines = ["Vi ses {dato}.", "Du er med, fordi {hvorfor}.", "{cpr}"]

  [[paper.block]]
  show_if = { field = "hvorfor", filled = false }
  lines = ["Vi fortæller hvorfor."]

[[paper]]
id = "liste"
title = "Liste"

  [[paper.block]]
  heading = "Hvem kommer"
  rows = "deltagere"
  style = "list"
  lines = ["{navn}", "{hvorfor}"]
"""
ANSWERS: dict[str, Any] = {
    "dato": "2026-05-11",
    "cpr": "6701811234",
    "deltagere": [{"navn": "Bo Dam", "hvorfor": "du er Annas læge", "samtykke": "hemmeligt"}, {"navn": "Ida Friis"}],
    "internt": "hemmeligt",
}


def said(paper: str, row: str = "", copy: Copy = "citizen") -> str:
    return " ".join(render(request_from(FORM, ANSWERS, paper=paper, row=row, copy=copy)).page_texts)


def test_a_paper_for_each_row_tells_of_that_row_alone() -> None:
    bo, ida = said("indbydelse", "r1", "third"), said("indbydelse", "r2", "third")
    assert "Kære Bo Dam" in bo and "Du er med, fordi du er Annas læge." in bo and "Ida" not in bo
    assert "Kære Ida Friis" in ida and "Vi fortæller hvorfor." in ida and "læge" not in ida


def test_a_named_paper_shows_its_lines_and_never_what_is_internal_or_a_cpr_number() -> None:
    for told in (said("indbydelse", "r1", "third"), said("liste")):
        assert "hemmeligt" not in told
        assert "670181" not in told
    assert "Hvilken dag?" not in said("liste")
    assert "Bo Dam du er Annas læge" in " ".join(said("liste").split())


def test_a_letter_looks_like_one_and_is_archivable() -> None:
    letter = render(request_from(FORM, ANSWERS, paper="indbydelse", row="r1", copy="third"))
    (text,) = text_of(letter.data)
    assert "papir k7m2p9xq4d" in text
    assert not any(word in text for word in ("fingeraftryk", "udgave", "side 1", "papir til en anden"))
    assert codes_on(letter.data) == [[]]
    assert faults(letter.data) == []
    assert codes_on(render(request_from(FORM, ANSWERS, paper="liste")).data) != [[]]


def test_each_row_and_each_paper_has_a_fingerprint_of_its_own() -> None:
    rows = [render(request_from(FORM, ANSWERS, paper="indbydelse", row=row, copy="third")).fingerprint for row in ("r1", "r2")]
    assert len({*rows, render(request_from(FORM, ANSWERS, paper="liste")).fingerprint}) == 3


PAPER = (
    '[[section.field]]\nid = "felt"\nkind = "line"\nlabel = "Felt"\nvisible = "internal"\n\n[[paper]]\nid = "et"\ntitle = "Et"\n'
)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("", "form.empty"),
        ('block = [{ lines = ["{ukendt}"] }]', "form.placeholder_unknown"),
        ('block = [{ lines = ["{felt}"] }]', "form.paper_internal"),
        ('copy = "third"\nblock = [{ lines = ["{felt}"] }]', "form.paper_internal"),
        ('each = "felt"\nblock = [{ lines = ["Hej"] }]', "form.paper_rows_unknown"),
        ('recipient = "navn"\nblock = [{ lines = ["Hej"] }]', "form.field_unknown"),
        ('row_if = { field = "felt", filled = true }\nblock = [{ lines = ["Hej"] }]', "form.rows_only"),
        ('show_if = { field = "ukendt", filled = true }\nblock = [{ lines = ["Hej"] }]', "form.condition_field_unknown"),
        ('look = "plakat"\nblock = [{ lines = ["Hej"] }]', "form.word_unknown"),
        ('block = [{ lines = ["Hej"] }]\n[[paper]]\nid = "et"\ntitle = "To"\nblock = [{ lines = ["Hej"] }]', "form.duplicate_id"),
    ],
)
def test_a_paper_that_cannot_be_is_told(more: str, code: str) -> None:
    assert code in codes(whole(PAPER + more))


def test_a_paper_for_the_municipality_may_show_what_is_internal() -> None:
    assert codes(whole(PAPER + 'copy = "internal"\nblock = [{ lines = ["{felt}"] }]')) == []


NAMED = [
    pytest.param(name, paper.id, paper.each, paper.copy, id=f"{name}-{paper.id}")
    for name in sorted(path.stem for path in EXAMPLES.glob("*.json"))
    for paper in definition(form_of(name)).papers
]


@pytest.mark.parametrize(("name", "paper", "each", "copy"), NAMED)
def test_every_named_paper_of_every_example_is_one_whole_page(name: str, paper: str, each: str | None, copy: Copy) -> None:
    made = render(request_of(name, paper=paper, row="r1" if each else "", copy=copy))
    assert faults(made.data) == []
    assert made.pages == 1
    assert not any(word in " ".join(made.page_texts) for word in ("{", "}", "…"))
