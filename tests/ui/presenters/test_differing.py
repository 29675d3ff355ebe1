"""Two texts side by side: whole words that differ are told apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.presenters.differing import differing


def test_the_words_that_differ_are_marked_and_nothing_else() -> None:
    assert differing("Sove bedre om natten", "Sove godt om natten") == (("Sove ", False), ("bedre", True), (" om natten", False))


def test_equal_texts_have_no_marks() -> None:
    assert differing("Sove bedre", "Sove bedre") == (("Sove bedre", False),)


@given(st.text(), st.text())
def test_the_pieces_are_the_text(text: str, other: str) -> None:
    assert "".join(piece for piece, _ in differing(text, other)) == text
