"""The short paper: what is looked for first stands first, on one page, and nothing is said that nobody said."""

from __future__ import annotations

from typing import Any

import pytest

from forms.pdf.document import render
from forms.pdf.short import short_words
from tests.support.forms import example
from tests.support.papers import PAPER_ID, codes, letters, request_for, request_from, request_of, text_of

FORM = """
[[section]]
id = "a"
title = "Afsnit"
field = [
  { id = "dag", kind = "date", label = "Dag" },
  { id = "tid", kind = "time", label = "Tid" },
  { id = "sted", kind = "choice", label = "Sted", options = [
    { id = "hjem", label = "Hjemme hos dig" }, { id = "ude", label = "På {Navn}s kontor" },
  ] },
  { id = "haab", kind = "text", label = "Håb" },
  { id = "emner", kind = "choices", label = "Emner", options = [
    { id = "a", label = "Hjem, leje" }, { id = "b", label = "Din krop" },
  ] },
  { id = "maal", kind = "rows", label = "Mål", row_name = "hvad", field = [
    { id = "hvad", kind = "line", label = "Hvad" },
    { id = "naaet", kind = "yes_no", label = "Nået" },
    { id = "goer", kind = "text", label = "Gør" },
    { id = "hvornaar", kind = "date", label = "Hvornår" },
  ] },
]
"""


def words(block: str, answers: dict[str, Any], **changes: Any) -> list[tuple[str, list[str]]]:
    found = short_words(request_from(f"{FORM}[[short_paper]]\n{block}", answers, length="short", **changes))
    return [(heading, [line.replace("\u00a0", " ") for line in lines]) for heading, lines in found]


def line(template: str, answers: dict[str, Any], **changes: Any) -> str:
    found = words(f'lines = ["{template}"]', answers, **changes)
    return found[0][1][0] if found else ""


@pytest.mark.parametrize(
    ("template", "answers", "told"),
    [
        ("{haab}.", {"haab": "at få et job"}, "at få et job."),
        ("{haab}.", {"haab": "At få et job."}, "At få et job."),
        ("{haab}.", {"haab": "Går det?"}, "Går det?"),
        ("{haab}.", {}, ""),
        ("Ring til {Navn}.", {}, "Ring til Lise."),
        ("Ring til {Navn} om {haab}.", {}, ""),
        ("{dag}[ kl. {tid}][ {sted}]", {"dag": "2026-05-18", "tid": "10:00"}, "mandag den 18. maj 2026 kl. 10"),
        ("{dag}[ kl. {tid}][ {sted}]", {"dag": "2026-05-18", "sted": "hjem"}, "mandag den 18. maj 2026 hjemme hos dig"),
        ("{sted}", {"sted": "hjem"}, "Hjemme hos dig"),
        ("{sted}", {"sted": "ude"}, "På Lises kontor"),
        ("Ja[, {sted}].[ Senest {dag}.]", {"sted": "hjem"}, "Ja, hjemme hos dig."),
        ("{haab}[ · {tid}]", {"haab": "En\nto"}, "En. to"),
        ("Om: {emner}.", {"emner": ["a", "b"]}, "Om: Hjem, leje. Din krop."),
        ("Mål: {maal}.", {"maal": [{"hvad": "sove"}, {"hvad": "spise"}, {"hvad": "gå"}]}, "Mål: sove, spise og gå."),
    ],
)
def test_a_line_tells_what_is_answered(template: str, answers: dict[str, Any], told: str) -> None:
    assert line(template, answers) == told


def test_a_bracket_of_an_unknown_name_is_left_out_and_a_bare_one_is_seen() -> None:
    assert line("{tlf}[ · {aabningstid}]", {}, names={"tlf": "12 34 56 78"}) == "12 34 56 78"
    assert line("Ring til {vagt}.", {}, names={}) == "Ring til …"
    assert line("{tlf}[ · {aabningstid}]", {}, names={}) == ""


def test_rows_are_told_one_by_one_and_those_that_do_not_count_left_out() -> None:
    block = 'heading = "Mål"\nstyle = "list"\nrows = "maal"\nrow_if = { field = "naaet", is_not = true }\nlines = ["{nr} {hvad}"]'
    rows = [{"hvad": "sove"}, {"hvad": "spise", "naaet": True}, {"hvad": "gå"}]
    assert words(block, {"maal": rows}) == [("Mål", ["1 sove", "2 gå"])]


def test_a_block_that_has_nothing_to_say_is_left_out_with_its_heading() -> None:
    assert words('heading = "Mål"\nrows = "maal"\nlines = ["{hvad}"]', {}) == []
    assert words('heading = "Håb"\nlines = ["{haab}", "Senest {dag}."]', {"tid": "10:00"}) == []


def test_the_citizens_page_comes_in_the_order_of_what_is_looked_for() -> None:
    (shown,) = text_of(render(request_of("samarbejdsaftale", length="short")).data)
    order = [
        "Vores aftale", "Vi ses igen", "mandag den 18. maj 2026", "Lise Holm fra kommunen", "12 34 56 78", "Det vil du gerne",
        "Det gør vi",
        "Det kan blive svært", "Det gør Lise sammen med andre", "Dem, Lise må tale med", "Godt at vide",
    ]  # fmt: skip
    places = [shown.index(words_) for words_ in order]
    assert places == sorted(places)
    assert shown.index("Så skriv dit navn her") > places[-1]


def agreement(goals: int, partners: int) -> dict[str, Any]:
    """An agreement as long as the example of wording.md, with so many goals and partners."""
    _, answers = example("samarbejdsaftale")
    texts = [
        ("Sove bedre", "Går i seng kl. 23 tre dage om ugen.", "Ringer til din læge om en tid."),
        ("Få styr på huslejen", "Finder brevet fra udlejer.", "Spørger udlejer om en plan."),
        ("Komme ud hver dag", "Går en tur med din søster om lørdagen.", "Går med dig første gang."),
    ][:goals]
    people = [("Bo Dam", "din læge"), ("Nordby Bolig", ""), ("Sanne Bak", "Jobcenter Nordby"), ("Eva Krogh", "psykiatrien")][
        :partners
    ]
    return {
        **answers,
        "maal_3_mdr": [{"_id": f"m{n}", "maal": goal} for n, (goal, _, _) in enumerate(texts)],
        "haab_laengere_sigt": "at få et job",
        "aftaler": [
            {"_id": f"m{n}", "maal": goal, "handling_borger": mine, "handling_fs": theirs, "dato_fs": "2026-05-08"}
            for n, (goal, mine, theirs) in enumerate(texts)
        ],
        "samarbejdsparter": [
            {"_id": f"p{n}", "navn": name, "hvem": who, "telefon": f"1234560{n}"} for n, (name, who) in enumerate(people)
        ],
    }


@pytest.mark.parametrize(("goals", "partners"), [(1, 1), (2, 2), (3, 4)])
def test_the_citizens_agreement_is_one_page_of_letters_that_can_be_read(goals: int, partners: int) -> None:
    form, _ = example("samarbejdsaftale")
    paper = render(request_for(form, agreement(goals, partners), length="short"))
    assert paper.pages == 1
    assert codes(paper.data) == [[f"RYGSAEK:{PAPER_ID}:1"]]
    body = [letter.size for letter in letters(paper.data)[0] if letter.size not in (8.5, 10, 11)]
    assert min(body) >= 12


def test_a_roomy_agreement_is_set_larger_than_a_full_one() -> None:
    form, _ = example("samarbejdsaftale")
    sizes = []
    for goals, partners in ((1, 1), (3, 4)):
        sheet = letters(render(request_for(form, agreement(goals, partners), length="short")).data)[0]
        sizes.append(max(letter.size for letter in sheet))
    assert sizes[0] > sizes[1]


def test_what_is_too_much_for_one_page_goes_on_to_the_next_at_a_readable_size() -> None:
    paper = render(request_of("samarbejdsaftale_lang", length="short"))
    assert paper.pages > 1
    assert all(letter.size >= 12 for sheet in letters(paper.data) for letter in sheet if letter.size not in (8.5, 10, 11))


def test_a_paper_of_nobodys_says_din_sagsbehandler_with_a_capital_where_a_line_begins() -> None:
    assert line("{Navn}: Ringer til {Navn}.", {}, names={}) == "Din sagsbehandler: Ringer til din sagsbehandler."
    (said,) = text_of(render(request_of("samarbejdsaftale", names={}, length="short")).data)
    assert "Din sagsbehandler skriver sit navn her." in said and "ring eller skriv til din sagsbehandler." in said
    assert "…" not in said
