"""What goes wrong, in words: no two kinds of trouble of the store are told as the same."""

from __future__ import annotations

from sync.errors import words_of


def test_a_store_that_is_down_faulty_put_back_or_contradicts_itself_is_told_apart() -> None:
    codes = ("store.unavailable", "store.fault", "store.other_line", "store.contradicts")
    assert len({words_of(code) for code in codes}) == len(codes)
    assert all("gemt på computeren" in advice for _, advice in map(words_of, codes))
