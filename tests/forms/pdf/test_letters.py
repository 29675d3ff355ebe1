"""Letters: what people write comes out as they wrote it, or a problem says why not."""

from __future__ import annotations

import pytest

from forms.pdf.document import render
from forms.pdf.letters import Speller, mask_cpr, tidy
from forms.pdf.style import faces
from forms.problems import ProblemsError
from tests.support.papers import request_from, text_of

FORM = """
[[section]]
id = "a"
title = "Afsnit"
field = [{ id = "svar", kind = "text", label = "Svar" }]
"""
LANGUAGES = {
    "dansk": "Blåbærgrød på Ærø, én til Åse",
    "polsk": "Zażółć gęślą jaźń, Łódź",
    "tyrkisk": "Şükrü ığdır İzmir çağ göğüs ünlü",
    "somali": "Waxaan rabaa in aan shaqo helo",
    "ukrainsk": "Щастя, їжак, ґанок, Є, І, Олена",
    "russisk": "Съешь ещё этих мягких булок",
    "vietnamesisk": "Tiếng Việt",
    "græsk": "Καλημέρα",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_of_a_language_come_out_of_the_file_again(language: str) -> None:
    text = LANGUAGES[language]
    assert text in text_of(render(request_from(FORM, {"svar": text})).data)[0]


@pytest.mark.parametrize("text", ["مرحبا", "שלום", "Jeg hedder محمد og bor her"])
def test_text_from_right_to_left_is_refused_and_not_printed_wrong(text: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        render(request_from(FORM, {"svar": text}))
    (problem,) = caught.value.problems
    assert (problem.code, problem.field) == ("paper.right_to_left", "svar")


@pytest.mark.parametrize("text", ["Jeg er glad 😊", "日本", "नमस्ते", "✓"])
def test_a_letter_that_the_type_has_not_is_a_problem_and_not_a_box(text: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        render(request_from(FORM, {"svar": text}))
    (problem,) = caught.value.problems
    assert (problem.code, problem.field) == ("paper.letter_missing", "svar")
    assert any(sign in problem.text for sign in text if not sign.isascii()) and "U+" not in problem.text


def test_every_problem_is_found_at_once() -> None:
    form = FORM.replace('label = "Svar" }', 'label = "Svar" }, { id = "mere", kind = "line", label = "Mere" }')
    with pytest.raises(ProblemsError) as caught:
        render(request_from(form, {"svar": "😊", "mere": "שלום"}))
    assert [problem.field for problem in caught.value.problems] == ["svar", "mere"]


@pytest.mark.parametrize(
    ("given", "set_as"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("e\u0301 A\u030a", "é Å"),
        ("bind\u2011e\u00adstreg", "bind-estreg"),
        ("nul\x00bip\x07", "nulbip"),
        ("tyk\u202ftusind\u200b", "tyk\u00a0tusind"),
        ("§ 11 a i loven", "§\u00a011\u00a0a i loven"),
        ("§ 11 alle", "§\u00a011 alle"),
    ],
)
def test_text_is_tidied(given: str, set_as: str) -> None:
    assert tidy(given) == set_as


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Mit nummer er 070161-1234.", "Mit nummer er 070161-••••."),
        ("670181 1234", "670181-••••"),
        ("0701611234", "070161-••••"),
        ("Ring 12 34 56 78", "Ring 12 34 56 78"),
        ("konto 9999991234", "konto 9999991234"),
        ("sag 12070161123499", "sag 12070161123499"),
        ("2026-05-04", "2026-05-04"),
    ],
)
def test_a_cpr_number_in_free_text_is_masked(given: str, shown: str) -> None:
    assert mask_cpr(given) == shown


def test_a_long_text_of_ordinary_letters_is_left_alone() -> None:
    text = "Helt almindelig tekst, med komma. " * 100
    speller = Speller(faces().known)
    assert speller.spell(text, "svar") == text
    assert speller.problems == []


def test_labels_names_and_profile_are_held_to_the_same() -> None:
    with pytest.raises(ProblemsError) as caught:
        render(request_from(FORM, {"svar": "Ja"}, names={"Navn": "שלום", "borger": "Anna"}))
    assert caught.value.problems[0].code == "paper.right_to_left"
