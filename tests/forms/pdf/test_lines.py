"""Lines: nothing sticks out, nothing is lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.pdf.lines import Run, balanced_width, break_lines, longest_word, plain
from forms.pdf.style import faces

WORDS = st.text(alphabet="abcæøåÅWil.-/@ ŁşЩ", min_size=0, max_size=400)


@settings(max_examples=150, deadline=None)
@given(first=WORDS, second=WORDS, size=st.sampled_from((8.5, 12.0, 13.0, 29.0)), width=st.floats(60, 480))
def test_no_line_is_wider_than_its_column_and_no_letter_is_lost(first: str, second: str, size: float, width: float) -> None:
    rich = (Run(first, strong=True), Run(second))
    lines = break_lines(rich, faces(), size, width)
    assert all(line.width <= width + 0.02 for line in lines)
    set_text = "".join(part.text for line in lines for part in line.parts).replace("\u00ad", "")
    assert "".join(set_text.split()) == "".join((first + second).split())


def test_a_word_of_three_hundred_letters_is_cut_with_soft_hyphens() -> None:
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 4
    lines = break_lines(plain(word[:300]), faces(), 12, 300)
    texts = [line.parts[0].text for line in lines]
    assert all(text.endswith("\u00ad") for text in texts[:-1])
    assert "".join(texts).replace("\u00ad", "") == word[:300]


def test_an_address_is_cut_after_its_own_signs() -> None:
    lines = break_lines(plain("anna.nordvang@et-meget-langt-vaertsnavn.example"), faces(), 12, 150)
    assert all(line.parts[0].text[-1] in "@.-" for line in lines[:-1])


def test_each_line_end_in_a_text_ends_a_line_and_empty_ones_stay() -> None:
    lines = break_lines(plain("en\n\nto"), faces(), 12, 300)
    assert [len(line.parts) for line in lines] == [1, 0, 1]


def test_a_no_break_space_never_ends_a_line() -> None:
    lines = break_lines(plain("Ring til os på 12\u00a034\u00a056\u00a078 i dag"), faces(), 12, 120)
    assert any("12\u00a034\u00a056\u00a078" in part.text for line in lines for part in line.parts)


def test_two_lines_are_made_of_like_length() -> None:
    rich = plain("mandag den 18. maj kl. 10 hjemme hos dig", strong=True)
    width = balanced_width(rich, faces(), 19, 330)
    lines = break_lines(rich, faces(), 19, width)
    assert len(lines) == len(break_lines(rich, faces(), 19, 330)) == 2
    assert min(line.width for line in lines) > 0.6 * max(line.width for line in lines)
    assert width >= longest_word(rich, faces(), 19)
