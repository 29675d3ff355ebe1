"""The whole paper and blank paper: long answers, many rows, very long words, and lines to write on."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import msgspec
import pikepdf
import pytest

from forms.pdf import style
from forms.pdf.document import render
from tests.support.forms import definition, example
from tests.support.papers import faults, letters, request_for, request_from, request_of, text_of

LONG_WORD = ("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 4)[:300]
FORM = """
[[section]]
id = "a"
title = "Det lange"
field = [
  { id = "svar", kind = "text", label = "Hvordan er dit liv lige nu?", lines = 5 },
  { id = "ord", kind = "line", label = "Et ord" },
  { id = "folk", kind = "rows", label = "Folk", row_name = "navn", lines = 6, field = [
    { id = "navn", kind = "person", label = "Navn" },
    { id = "nummer", kind = "phone", label = "Nummer" },
    { id = "nu", kind = "yes_no", label = "Taler I med hinanden nu?" },
  ] },
  { id = "kort", kind = "rows", label = "Kort", row_name = "hvad", lines = 2, field = [
    { id = "hvad", kind = "line", label = "Hvad skal ske?" },
    { id = "hvorfor", kind = "text", label = "Hvorfor?" },
    { id = "valg", kind = "choices", label = "Hvilke?", options = [
      { id = "a", label = "Den første" }, { id = "b", label = "Den anden" }, { id = "c", label = "Den tredje" },
      { id = "d", label = "Den fjerde" }, { id = "e", label = "Den femte" },
    ] },
  ] },
]
"""


def inside(data: bytes) -> bool:
    return all(
        letter.left >= style.LEFT - 1.5 and letter.right <= style.LEFT + style.WIDTH + 1.5 and letter.bottom >= style.BOTTOM - 3
        for sheet in letters(data)
        for letter in sheet
    )


def flat(data: bytes) -> str:
    return "".join("".join(text_of(data)).split())


def test_an_answer_of_twenty_thousand_letters_runs_on_over_pages() -> None:
    answer = " ".join(f"Jeg sover dårligt, og så bliver jeg bange nr{number}." for number in range(420))[:20_000]
    paper = render(request_from(FORM, {"svar": answer}))
    assert paper.pages > 4
    assert inside(paper.data)
    found = re.findall(r"nr(\d+)\.", " ".join(text_of(paper.data)))
    assert found == [str(number) for number in range(len(found))]
    assert len(found) == answer.count("nr")


@pytest.mark.parametrize("copy", ["citizen", "internal"])
def test_a_word_of_three_hundred_letters_stays_within_the_page_everywhere(copy: str) -> None:
    rows = [{"navn": LONG_WORD, "nummer": "12345678", "nu": True}, {"navn": "Bo", "nummer": "87654321", "nu": False}]
    cards = [{"hvad": LONG_WORD, "hvorfor": LONG_WORD, "valg": ["a", "e"]}]
    paper = render(request_from(FORM, {"svar": LONG_WORD, "ord": LONG_WORD, "folk": rows, "kort": cards}, copy=copy))
    assert inside(paper.data)
    assert faults(paper.data) == []
    assert flat(paper.data).replace("\u00ad", "").count(LONG_WORD) == 5


def test_a_table_of_many_rows_has_its_head_on_every_page_and_each_row_once() -> None:
    rows = [{"navn": f"Person {number:03}", "nummer": "12345678", "nu": True} for number in range(120)]
    paper = render(request_from(FORM, {"folk": rows}))
    texts = text_of(paper.data)
    assert paper.pages >= 4
    assert all("Navn Nummer" in text for text in texts)
    assert re.findall(r"Person (\d{3})", " ".join(texts)) == [f"{number:03}" for number in range(120)]
    with pikepdf.open(BytesIO(paper.data)) as pdf:
        (table,) = [node for node in pdf.Root.StructTreeRoot.K.K if node.S == "/Table"]
        heads = [cell for row in table.K for cell in row.K if cell.S == "/TH"]
        assert len(table.K) == 121
        assert [str(head.A.Scope) for head in heads] == ["/Column"] * 3


def test_a_row_longer_than_a_page_is_broken_between_lines() -> None:
    rows = [
        {"navn": "Bo", "nummer": "12345678"},
        {"navn": "ord " * 2500, "nummer": "12345678"},
        {"navn": "Eva", "nummer": "12345678"},
    ]
    paper = render(request_from(FORM, {"folk": rows}))
    assert inside(paper.data)
    assert sum(text.count("ord") for text in text_of(paper.data)) >= 2500


def test_no_page_ends_with_a_heading() -> None:
    for name in ("samarbejdsaftale_lang", "samarbejdsaftale_fulgt_op", "netvaerkskort_60", "samtykke"):
        for copy in ("citizen", "internal"):
            request = request_of(name, copy=copy)
            titles = {" ".join(section.title["da"].replace("{Navn}", "Lise").split()) for section in request.definition.sections}
            for told in render(request).page_texts:
                assert told.split("\n")[-2] not in titles


def test_sections_that_nobody_spoke_of_are_named_at_the_end() -> None:
    paper = render(request_of("samarbejdsaftale_kort"))
    assert "Det har vi ikke talt om endnu" in " ".join(text_of(paper.data))


def test_a_group_without_anybody_is_told_in_one_line() -> None:
    texts = " ".join(text_of(render(request_of("netvaerkskort")).data))
    assert "Skole og kursus Nej, ingen nu" in texts
    assert texts.count("Er der nogen her, du taler med nu?") == 0


def test_blank_paper_has_lines_and_boxes_for_everything_asked() -> None:
    paper = render(request_from(FORM, blank=True, names={}, version=""))
    (shown, *more) = text_of(paper.data)
    whole = " ".join([shown, *more])
    for label in (
        "Hvordan er dit liv lige nu?",
        "Et ord",
        "Navn",
        "Nummer",
        "Taler I med hinanden nu?",
        "1. Hvad skal ske?",
        "2. Hvad skal ske?",
    ):
        assert label in whole
    assert whole.count("Den femte") == 2
    with pikepdf.open(BytesIO(paper.data)) as pdf:
        drawing = b"".join(sheet.Contents.read_bytes() for sheet in pdf.pages)
    rules = drawing.count(b" l S")
    assert rules >= 5 + 1 + 7 + 2 * (1 + 2)
    assert drawing.count(b" re S") >= 2 * 5


NAMELESS = """
[[section]]
id = "a"
title = "Det ser vi på"
field = [
  { id = "behov", kind = "rows", label = "Et behov", lines = 3, field = [
    { id = "omraade", kind = "choice", label = "Hvad handler det om?", options = [{ id = "penge", label = "Penge" }] },
    { id = "svaert", kind = "text", label = "Hvad er svært?" },
  ] },
]
"""


def test_a_row_without_a_name_is_called_what_the_form_calls_its_rows() -> None:
    rows = [{"omraade": "penge", "svaert": "Huslejen."}, {"svaert": "Regningerne."}]
    filled = " ".join(text_of(render(request_from(NAMELESS, {"behov": rows})).data))
    assert "1. Et behov Hvad handler det om? Penge" in filled and "2. Et behov Hvad er svært?" in filled
    needs = " ".join(text_of(render(request_of("behovsvurdering")).data))
    assert "1. Penge Hvad er svært?" in needs and "2. Hverdagen Hvad er svært?" in needs, "this form names them"
    blank = " ".join(text_of(render(request_from(NAMELESS, blank=True)).data))
    assert [f"{number}. Et behov" in blank for number in (1, 2, 3, 4)] == [True, True, True, False]


def test_lines_to_write_on_are_never_closer_than_eight_millimetres() -> None:
    for step in style.BLANK:
        assert step.pitch >= 8 / 25.4 * 72


def test_blank_paper_keeps_what_is_known_and_asks_the_rest() -> None:
    paper = render(request_from(FORM, {"ord": "tryghed", "folk": [{"navn": "Bo Dam"}]}, blank=True))
    shown = " ".join(text_of(paper.data))
    assert "tryghed" in shown
    assert "Bo Dam" in shown
    assert "Hvordan er dit liv lige nu?" in shown


def test_what_a_form_begins_with_stands_on_blank_paper_as_far_as_it_is_known() -> None:
    rows = """
[[section]]
id = "a"
title = "Folk"

  [[section.field]]
  id = "folk"
  kind = "rows"
  label = "Hvem var med?"
  row_name = "navn"
  start = [{ _id = "a", navn = "{borger}" }, { _id = "b", navn = "{Navn}", rolle = "Skriver ned" }, { _id = "c" }]
  field = [{ id = "navn", kind = "person", label = "Navn" }, { id = "rolle", kind = "text", label = "Hvad gør de?" }]
"""
    shown = " ".join(text_of(render(request_from(rows, blank=True, names={"Navn": "Lise"})).data))
    assert "1. Navn" in shown and "2. Lise Hvad gør de? Skriver ned 3. Navn" in shown and "4. Navn" not in shown
    kept = " ".join(text_of(render(request_from(rows, {"folk": [{"navn": "Bo Dam"}]}, blank=True)).data))
    assert "1. Bo Dam" in kept and "Lise" not in kept.replace("Anna og Lise", ""), "what somebody wrote counts alone"


def test_blank_paper_of_nobody_names_nobody() -> None:
    paper = render(request_for(definition("samtykke"), {}, blank=True, names={}, version=""))
    shown = " ".join(text_of(paper.data))
    assert "din sagsbehandler" in shown
    assert "Ring til din sagsbehandler på ______________" in shown
    assert "…" not in shown
    assert "{" not in shown


def test_a_municipalitys_own_words_stand_on_its_papers() -> None:
    request = request_from(FORM, {"ord": "tryghed"})
    texts: dict[str, Any] = {"proeve": {"ord": {"label": {"da": "Sig det med et ord"}}}}
    profile = msgspec.structs.replace(request.profile, texts=texts)
    paper = render(msgspec.structs.replace(request, profile=profile))
    assert "Sig det med et ord tryghed" in " ".join(" ".join(text_of(paper.data)).split())


@pytest.mark.parametrize("copy", ["citizen", "internal"])
@pytest.mark.parametrize("day", ["2026-09-30", "2026-11-30"])
def test_the_day_of_a_signature_stands_on_one_line(copy: str, day: str) -> None:
    signed = {"how": "papir", "name": "Lise Holm", "date": day}
    form = """
[[section]]
id = "a"
title = "Navne"
field = [
  { id = "din", kind = "signature", label = "Skriv dit navn her" },
  { id = "min", kind = "signature", label = "Anna skriver sit navn her" },
]
"""
    paper = render(request_from(form, {"din": signed, "min": signed}, copy=copy))
    lines = " ".join(text_of(paper.data)).replace("\xa0", " ")
    month = "september" if day[5:7] == "09" else "november"
    assert lines.count(f"30. {month} 2026") == 2


def test_a_phone_number_in_a_crowded_table_is_never_broken() -> None:
    person = {
        "_id": "r1",
        "navn": "Per",
        "relation_eller_rolle": "Din læge",
        "arbejdssted": "Klinikken",
        "telefon_mobil": "12345678",
    }
    told = person | {"har_kontakt": True, "note": "Ringer selv. " * 6, "mail": "a@b.dk"}
    rows = [told | {"_id": f"r{n}"} for n in range(3)]
    request = request_for(definition("netvaerkskort"), {"sundhed_og_behandling": rows}, copy="internal")
    told_on_paper = " ".join(text_of(render(request).data)).replace("\xa0", " ")
    assert told_on_paper.count("12 34 56 78") >= 3 and "12 34 56 7 8" not in told_on_paper


def test_what_only_the_office_sees_of_a_row_runs_across_the_page_and_makes_it_little_longer() -> None:
    definition, answers = example("netvaerkskort_60")
    told = {"mail": "en@nordby.example", "note": "Ring helst om aftenen, og ikke om fredagen.", "gyldig_til": "2027-01-01"}
    answers = {
        key: [{**row, **told} for row in value] if isinstance(value, list) and key != "fremskudt_sagsbehandler" else value
        for key, value in answers.items()
    }
    citizens, internal = (render(request_for(definition, answers, copy=copy, length="whole")) for copy in ("citizen", "internal"))
    assert internal.pages <= citizens.pages * 1.5
    assert "en@nordby.example" not in " ".join(citizens.page_texts)
    assert faults(internal.data) == []
    said = "\n".join(internal.page_texts)
    assert "Mail: en@nordby.example" in said.replace("\u00a0", " ") and "Med lille skrift: kun for kommunen" in said


def test_a_title_that_asks_what_its_field_asks_stands_alone() -> None:
    for blank in (False, True):
        definition, answers = example("besoeg")
        paper = render(request_for(definition, {} if blank else answers, blank=blank, length="whole"))
        assert " ".join(paper.page_texts).count("Hvem kommer") == 1
    assert "Du må gerne tage en med" in " ".join(paper.page_texts)


def test_the_eleven_points_of_a_blank_agenda_take_four_pages_and_each_stands_on_one() -> None:
    pages = text_of(render(request_for(definition("udrettedagsorden"), {}, blank=True, names={}, version="")).data)
    assert len(pages) <= 8
    points = [page for page in pages if "Hvad blev vi enige om?" in page]
    assert len(points) == 4
    heads = [len(re.findall(r"(?<!\d)\d{1,2}\. (?!Hvad skal der gøres)[A-ZÆØÅ]", page)) for page in points]
    assert heads == [page.count("Hvad blev vi enige om?") for page in points] and sum(heads) == 11
    assert all("Hvem fortæller? Hvor mange minutter?" in page and "Hvem gør det? Senest hvilken dag?" in page for page in points)


def test_a_card_to_write_on_stands_on_one_page() -> None:
    pages = text_of(render(request_for(definition("samtykke"), {}, blank=True, length="whole")).data)
    cards = [text for text in pages if re.search(r"\d\. Hvem må Lise tale med\?", text)]
    assert len(cards) == 4
    assert all(text.count("Må Lise bede dem om at komme") == 1 for text in cards)
