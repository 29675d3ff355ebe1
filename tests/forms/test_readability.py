"""LIX as counted by hand, its traps, and every form that a citizen reads below the limit."""

from __future__ import annotations

import re

import pytest

from forms.readability import (
    GOAL,
    LONGEST_SENTENCE,
    UNAVOIDABLE,
    citizen_texts,
    is_unavoidable,
    measure,
    sentences_in,
)
from tests.support.forms import FORMS, citizen_words, definition


def test_lix_is_counted_as_by_hand() -> None:
    found = measure(["Hvilken dag blev vi enige?"])
    assert (found.words, found.sentences, found.long_words) == (5, 1, ("Hvilken",))
    assert found.lix == pytest.approx(25.0)


def test_a_text_of_several_sentences_is_counted_as_one() -> None:
    found = measure(["Du vælger selv. Du må sige nej, og du skal ikke sige hvorfor."])
    assert found.lix == pytest.approx(13 / 2 + 100 / 13)


def test_no_words_have_no_lix() -> None:
    assert measure([]).lix == 0.0


@pytest.mark.parametrize(
    "text",
    [
        "Vi ses mandag den 4. maj kl. 10.00 hos dig.",
        "Det er nr. 2 af 3 papirer",
        "Tag bl.a. brevet fra d. 17. april med",
        "Det koster 5.678,50 kr om året",
        "Ring på tlf. 12 34 56 78 mellem kl. 9 og 15",
    ],
)
def test_dates_numbers_and_short_forms_end_no_sentence(text: str) -> None:
    assert len(sentences_in(text)) == 1


def test_a_date_at_the_end_of_a_sentence_ends_it() -> None:
    assert len(sentences_in("Vi ses den 4. Så taler vi om det.")) == 2


def test_a_line_break_ends_a_sentence_and_dots_alone_are_none() -> None:
    assert sentences_in("Sove bedre\nKomme ud …") == ["Sove bedre", "Komme ud"]


def test_unavoidable_terms_are_counted_apart_in_all_their_forms() -> None:
    found = measure(["Samarbejdsaftalen og samtykket ligger hos sagsbehandleren i psykiatrien"])
    assert found.terms == ("Samarbejdsaftalen", "samtykket", "sagsbehandleren", "psykiatrien")
    assert found.long_words == ()


def test_a_word_that_only_begins_like_a_term_is_no_exception() -> None:
    assert not is_unavoidable("samtykkeerklæring")
    assert not is_unavoidable("psykiatriplan")


def test_the_list_of_exceptions_does_not_grow() -> None:
    assert {
        "samarbejdsaftale", "samtykke", "netværkskort", "sagsbehandler", "kriminalforsorgen", "borgerservice", "psykiatri",
        "fuldmagt", "cpr-nummer",
    } >= UNAVOIDABLE  # fmt: skip


SECTIONS = [(form_id, section, texts) for form_id in FORMS for section, texts in citizen_texts(definition(form_id))]


@pytest.mark.parametrize(("form_id", "section", "texts"), SECTIONS, ids=[f"{form}-{section}" for form, section, _ in SECTIONS])
def test_a_section_that_a_citizen_reads_is_easy(form_id: str, section: str, texts: tuple[str, ...]) -> None:
    found = measure(texts)
    assert found.lix <= GOAL, found.long_words
    assert found.longest_words <= LONGEST_SENTENCE, found.longest


def test_internal_words_are_not_measured() -> None:
    assert "internt" not in dict(citizen_texts(definition("besoeg")))


_SHORT_FORMS = re.compile(
    r"\b(?:FS|SKP|VUM|KP|MOD|DPO|bl\.a\.|f\.eks\.|fx|evt\.|mv\.|osv\.|dvs\.|pga\.|ift\.|iht\.|jf\.|vedr\.|m\.m\.|ca\.|tlf\.|nr\.)",
    re.IGNORECASE,
)


@pytest.mark.parametrize("form_id", FORMS)
def test_a_citizen_meets_no_abbreviation(form_id: str) -> None:
    texts = [re.sub(r"\{[^}]*\}", "", text) for text in citizen_words(definition(form_id))]
    assert [text for text in texts if _SHORT_FORMS.search(text)] == []


@pytest.mark.parametrize("form_id", FORMS)
def test_a_citizen_is_spoken_to_and_never_about(form_id: str) -> None:
    about = re.compile(r"\bborger(?:en|ens|e)?\b", re.IGNORECASE)
    texts = [re.sub(r"\{[^}]*\}", "", text) for text in citizen_words(definition(form_id))]
    assert [text for text in texts if about.search(text)] == []
