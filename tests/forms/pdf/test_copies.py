"""Whose eyes a paper is for: what each copy shows, and what none may."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import msgspec
import pytest

from forms.pdf.document import render
from forms.pdf.words import WORDS
from forms.problems import ProblemsError
from tests.support.papers import request_from, request_of, text_of

FORM = """
[[section]]
id = "a"
title = "Om dig"
field = [
  { id = "navn", kind = "person", label = "Dit navn" },
  { id = "gade", kind = "line", label = "Gade", compound = "adresse" },
  { id = "by", kind = "line", label = "By", compound = "adresse" },
  { id = "cpr", kind = "cpr", label = "Cpr" },
  { id = "note", kind = "text", label = "Notat", visible = "internal" },
  { id = "skjult", kind = "line", label = "Skjult", on_paper = false },
  { id = "tolk", kind = "yes_no", label = "Tolk" },
  { id = "sprog", kind = "line", label = "Sprog", show_if = { field = "tolk", is = true } },
  { id = "naeste", kind = "line", label = "Telefon" },
  { id = "folk", kind = "rows", label = "Folk", row_name = "hvem", field = [
    { id = "hvem", kind = "line", label = "Hvem" },
    { id = "rolle", kind = "text", label = "Rolle" },
    { id = "hemmelig", kind = "text", label = "Hemmelig", visible = "internal" },
  ] },
  { id = "under", kind = "signature", label = "Skriv dit navn" },
]
[[section]]
id = "b"
title = "Kun for os"
visible = "internal"
field = [{ id = "vurdering", kind = "text", label = "Vurdering" }]
"""
ANSWERS: dict[str, Any] = {
    "navn": "Anna Nordvang",
    "gade": "Elmegade 3",
    "by": "Nordby",
    "cpr": "6701811234",
    "note": "internt-notat",
    "skjult": "aldrig-papir",
    "tolk": False,
    "sprog": "gammelt-svar",
    "folk": [{"hvem": "Bo", "rolle": "læge", "hemmelig": "internt-i-række"}],
    "vurdering": "intern-vurdering",
}
AGREEMENT = '[[short_paper]]\nheading = "Kort"\nlines = ["{navn} {cpr}"]\n'
TWO = (("Anna N.", "Lise Holm", "mandag kl. 10"), ("Anne N.", "Bo Friis", "mandag kl. 11"))


def text(**changes: Any) -> str:
    answers = changes.pop("answers", ANSWERS)
    form = changes.pop("form", FORM)
    return " ".join(text_of(render(request_from(form, answers, **changes)).data))


def test_every_language_that_the_paper_has_words_for_has_them_all_with_the_same_braces() -> None:
    braces = {key: re.findall(r"{(\w+)}", said) for key, said in WORDS["da"].items()}
    for lang, words in WORDS.items():
        assert {key: re.findall(r"{(\w+)}", said) for key, said in words.items()} == braces, lang


def test_what_waits_and_what_was_not_talked_about_is_said_in_the_papers_language() -> None:
    more = '[[section]]\nid = "c"\ntitle = "Mere"\nfield = [{ id = "mere", kind = "line", label = "Mere", required = "soft" }]\n'
    form = f'languages = ["da", "en"]\n{FORM}{more}'
    known = {"borger": "Anna", "Navn": "Lise"}
    said = text(form=form, answers={**ANSWERS, "navn": "Anna Nordvang"}, lang="en", names=known, left_out=("tolk",))
    assert "Anna and Lise" in said and "We will talk about that next time." in said
    assert "Anna og Lise" not in said and "næste gang" not in said
    assert "We have not talked about this yet" in said and "ikke talt om" not in said


def test_a_copy_in_another_language_says_in_it_that_it_is_a_copy() -> None:
    signed = {"under": {"how": "papir", "name": "Anna Nordvang", "date": "2026-04-03"}, "folk": []}
    form = FORM.replace('title = "Om dig"', 'title = { da = "Om dig", en = "About you" }')
    said = {"form": f'languages = ["da", "en"]\n{form}', "answers": {**ANSWERS, **signed}, "version": "2"}
    copied = text(**said, lang="en", copied_from=date(2026, 4, 3)).replace("\u00a0", " ")
    assert "copied from a paper of 3 April 2026" in copied and "Signed on the paper: Anna Nordvang, 3 April 2026" in copied
    assert "No. 2 · page 1 of" in copied
    assert not any(word in copied for word in ("skrevet af", "Skrevet under", "side 1"))
    for copy, whose in (("third", "paper for somebody else"), ("internal", "the municipality's own paper")):
        foot = text(**said, lang="en", copy=copy, paper_id="k7m2p9xq4d").replace("\u00a0", " ")
        assert all(word in foot for word in (whose, ", edition 3 · paper k7m2p9xq4d · made ", "2026 · fingerprint ")), foot
        assert not any(word in foot for word in ("udgave", "papir", "lavet", "fingeraftryk", "kommunens"))
    for lang, whole in (("da", "sagt ja til · side 1 af 1"), ("en", "has said yes to · page 1 of 1")):
        foot = text(**{**said, "version": "99"}, lang=lang, copy="internal", is_part=True)
        assert whole in foot, "the page's number stands there, however much is said before it"
    here = text(**said, lang="en", news=("Two goals.",))
    assert all(word in here for word in ("On paper", "Date", "New since last time: Two goals."))
    assert "Skrevet under på papiret: Anna Nordvang" in text(**said, copied_from=date(2026, 4, 3))


@pytest.mark.parametrize("copy", ["citizen", "third"])
def test_other_peoples_copies_leave_out_what_is_internal(copy: str) -> None:
    shown = text(copy=copy)
    assert "Elmegade 3" in shown
    for word in ("internt-notat", "internt-i-række", "intern-vurdering", "Kun for os", "aldrig-papir", "gammelt-svar"):
        assert word not in shown


def test_the_internal_copy_has_it_all_and_says_that_it_is_internal() -> None:
    shown = text(copy="internal")
    for word in ("internt-notat", "internt-i-række", "intern-vurdering", "kommunens eget papir"):
        assert word in shown
    assert "aldrig-papir" not in shown


def test_a_cpr_number_is_masked_on_every_copy() -> None:
    for copy in ("citizen", "internal", "third"):
        assert "670181-••••" in text(copy=copy)


def test_the_citizens_agreement_has_no_cpr_number_at_all() -> None:
    for length in ("short", "whole"):
        shown = text(form=FORM + AGREEMENT, length=length)
        assert "Anna Nordvang" in shown
        assert "670181" not in shown
        assert "internt-notat" not in shown


def test_a_cpr_number_in_somebodys_own_words_is_masked() -> None:
    shown = text(answers={**ANSWERS, "naeste": "mit nummer 670181-1234"})
    assert "1234" not in shown
    assert "670181-••••" in shown


@pytest.mark.parametrize("copy", ["citizen", "third"])
@pytest.mark.parametrize("key", ["navn", "folk/r1/rolle", "folk/r1"])
def test_an_open_conflict_stops_every_copy_but_the_internal(copy: str, key: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        text(copy=copy, conflicts={key: TWO})
    assert [(one.code, one.field) for one in caught.value.problems] == [("paper.conflict_open", key)]


@pytest.mark.parametrize("key", ["note", "folk/r1/hemmelig", "vurdering", "folk/r1/^", "skjult"])
def test_a_conflict_that_a_copy_does_not_show_does_not_stop_it(key: str) -> None:
    assert "Elmegade 3" in text(conflicts={key: TWO})


def test_what_is_left_out_says_that_it_waits() -> None:
    shown = text(conflicts={"navn": TWO}, left_out=("navn",))
    assert "Dit navn Det taler vi om næste gang." in shown
    assert "Anna N." not in shown
    assert "Anne N." not in shown


def test_a_row_left_out_says_so_too() -> None:
    shown = text(left_out=("folk/r1",))
    assert "Det taler vi om næste gang." in shown
    assert "læge" not in shown


def test_the_short_paper_says_so_too() -> None:
    shown = text(form=FORM + AGREEMENT, length="short", left_out=("navn",))
    assert "Det taler vi om næste gang." in shown
    assert "Anna Nordvang" not in shown


def test_the_internal_copy_prints_both_with_who_and_when() -> None:
    shown = text(copy="internal", conflicts={"navn": TWO})
    assert "Lise Holm, mandag kl. 10: Anna N." in shown
    assert "Bo Friis, mandag kl. 11: Anne N." in shown


def test_a_conflict_in_a_compound_register_is_told_cell_by_cell() -> None:
    both = (
        ({"gade": "Elmegade 3", "by": "Nordby"}, "Lise Holm", "mandag"),
        ({"gade": "Bøgevej 9", "by": "Nordby"}, "Bo Friis", "tirsdag"),
    )
    shown = text(copy="internal", conflicts={"@adresse": both})
    assert "Lise Holm, mandag: Elmegade 3" in shown
    assert "Bo Friis, tirsdag: Bøgevej 9" in shown
    assert "mandag: Nordby" not in shown
    with pytest.raises(ProblemsError) as caught:
        text(conflicts={"@adresse": both})
    assert [one.field for one in caught.value.problems] == ["gade"]


def test_a_conflict_within_a_row_is_told_in_the_row() -> None:
    shown = text(copy="internal", conflicts={"folk/r1/rolle": (("læge", "Lise", "mandag"), ("nabo", "Bo", "tirsdag"))})
    assert "Lise, mandag: læge" in shown
    assert "Bo, tirsdag: nabo" in shown


def test_a_row_that_one_removed_and_another_kept_says_so() -> None:
    shown = text(copy="internal", conflicts={"folk/r1": ((None, "Lise", "mandag"), (True, "Bo", "tirsdag"))})
    assert "Lise, mandag: fjernet" in shown
    assert "Bo, tirsdag: beholdt" in shown


@pytest.mark.parametrize(
    ("how", "words"), [("papir", "På papir"), ("skaerm", "På skærm"), ("ord", "Med ord"), ("vil_ikke", "Vil ikke skrive under")]
)
def test_how_somebody_signed_stands_by_the_line(how: str, words: str) -> None:
    signed = {"how": how, "name": "Anna Nordvang", "date": "2026-05-04"}
    shown = text(answers={"under": signed}, copy="internal")
    assert words in shown
    assert "4. maj 2026" in shown


def test_the_citizens_agreement_keeps_silent_about_a_refusal_and_a_consent_tells_it() -> None:
    refused = {"under": {"how": "vil_ikke", "name": "", "date": "2026-05-04"}}
    assert "Vil ikke" not in text(answers=refused)
    frozen = FORM.replace("[[section]]", 'finished = "frozen"\n[[section]]', 1)
    assert "Vil ikke skrive under" in text(answers=refused, form=frozen)


def test_a_no_is_as_plain_as_a_yes() -> None:
    shown = text_of(render(request_of("samtykke")).data)
    assert "Jobcenter Nordby" in " ".join(shown)
    assert "Du har sagt nej. Det er helt i orden." in " ".join(shown)


def test_what_is_not_answered_is_left_out_for_the_citizen_and_a_dash_for_the_office() -> None:
    assert "Telefon" not in text(answers={"navn": "Anna"})
    assert "Telefon –" in text(answers={"navn": "Anna"}, copy="internal")


def test_what_is_new_stands_under_the_title_in_one_run() -> None:
    whole = request_of("samarbejdsaftale", news=("Det taler vi om.", "Når vi ses igen."))
    for length in ("short", "whole"):
        said = render(msgspec.structs.replace(whole, length=length)).page_texts[0].splitlines()
        assert [line for line in said if "Nyt siden" in line] == ["Nyt siden sidst: Det taler vi om. Når vi ses igen."]
