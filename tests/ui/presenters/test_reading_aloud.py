"""What is read aloud: one sentence a line, few at a time, both languages where the form has both."""

from __future__ import annotations

import pytest

from ui.presenters.reading_aloud import MOST_LINES, SpokenLine, sentences, spoken


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Du vælger selv. Du må sige nej.", ["Du vælger selv.", "Du må sige nej."]),
        ("Vi ses kl. 10. Ring til Lise.", ["Vi ses kl. 10.", "Ring til Lise."]),
        ("mandag den 18. maj kl. 10 hos dig", ["mandag den 18. maj kl. 10 hos dig"]),
        ("Det er nr. A 2 på Skt. Hans Gade.", ["Det er nr. A 2 på Skt. Hans Gade."]),
        ("12 34 56 78 · også sms", ["12 34 56 78", "også sms"]),
        ("Bliver det svært? Ring til A. Holm. »Ja« er nok.", ["Bliver det svært?", "Ring til A. Holm.", "»Ja« er nok."]),
        ("Sove bedre\nFå styr på huslejen", ["Sove bedre", "Få styr på huslejen"]),
        ("", []),
    ],
)
def test_a_text_becomes_its_sentences_with_their_marks(text: str, found: list[str]) -> None:
    assert sentences(text) == found


def test_a_page_holds_no_more_than_an_interpreter_keeps() -> None:
    pages = spoken("Aftalen", [("Det har du ret til", ["Et. To. Tre. Fire. Fem. Seks. Syv."]), ("", ["Farvel."])])
    assert [(one.heading, len(one.lines)) for one in pages] == [
        ("Det har du ret til", MOST_LINES),
        ("Det har du ret til", 2),
        ("", 1),
    ]
    assert {one.title for one in pages} == {"Aftalen"}


def test_the_other_language_stands_under_each_sentence() -> None:
    (page,) = spoken("Aftalen", [("Nej", ["Du må sige nej. Det er i orden."])], [("No", ["You may say no. That is fine."])])
    assert page.heading == "Nej · No"
    assert page.lines == (SpokenLine("Du må sige nej.", "You may say no."), SpokenLine("Det er i orden.", "That is fine."))


def test_a_text_with_other_sentences_is_kept_whole() -> None:
    (page,) = spoken("Aftalen", [("Nej", ["Du må sige nej. Det er i orden."])], [("No", ["You may say no, and that is fine."])])
    assert page.lines == (SpokenLine("Du må sige nej."), SpokenLine("Det er i orden.", "You may say no, and that is fine."))
