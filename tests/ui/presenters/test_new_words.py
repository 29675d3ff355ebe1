"""Words typed back: forgiving of blanks and case, exact otherwise."""

from __future__ import annotations

import pytest

from rygsaek.errors import InputError
from rygsaek.vault.passphrase import generate, refuse_weak
from ui.presenters.new_words import NewWords

SIX = "kaffe solsikke morgen vindue cykel fjord"


def words(text: str = SIX) -> NewWords:
    return NewWords(lambda: text, refuse_weak)


@pytest.mark.parametrize("typed", [SIX, f"  {SIX}  ", "Kaffe  SOLSIKKE\tmorgen vindue cykel fjord"])
def test_the_same_words_are_the_same(typed: str) -> None:
    assert words().compare(typed) == ""


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Skriv ordene her, som du har skrevet dem ned."),
        ("kaffe solsikke morgen", "Der er tre ord. Der skal være seks."),
        ("kaffe solsikke morgen vindue cykel fjor", "Ord 6 er ikke det samme."),
        ("solsikke kaffe morgen vindue cykel fjord", "Ord 1 og 2 er ikke det samme."),
    ],
)
def test_what_differs_is_said(typed: str, said: str) -> None:
    assert words().compare(typed) == said


def test_a_composed_letter_equals_the_same_letter_in_two_parts() -> None:
    assert words("ål æble øre åben bål små").compare("a\u030al æble øre a\u030aben ba\u030al sma\u030a") == ""


def test_ones_own_sentence_is_compared_to_the_letter() -> None:
    found = words()
    found.choose_own("  Min hest hedder Frederik. ")
    assert found.words == "Min hest hedder Frederik."
    assert found.compare("min hest hedder frederik.") != ""
    assert found.compare("Min hest hedder Frederik.") == ""


def test_a_weak_sentence_is_refused_and_the_words_stay() -> None:
    found = words()
    with pytest.raises(InputError):
        found.choose_own("kort")
    assert found.words == SIX


def test_other_words_are_really_others() -> None:
    found = NewWords(generate, refuse_weak)
    assert len({found.words, *(found.another() for _ in range(5))}) == 6
    assert all(len(found.another().split()) == 6 for _ in range(5))
