"""What goes wrong, in words: no two kinds of trouble of the store are told as the same."""

from __future__ import annotations

from sync.errors import words_of


def test_a_store_that_is_down_faulty_put_back_or_contradicts_itself_is_told_apart() -> None:
    codes = ("store.unavailable", "store.fault", "store.other_line", "store.contradicts")
    assert len({words_of(code) for code in codes}) == len(codes)
    assert all("gemt på computeren" in advice for _, advice in map(words_of, codes))


def test_a_certificate_that_does_not_fit_is_told_with_what_helps_at_a_login_page_and_where_it_is_the_stores_own() -> None:
    title, advice = words_of("net.certificate")
    assert title == "Serverens certifikat passer ikke."
    assert advice.startswith("Log ind på nettet i en browser, eller prøv et andet net. Sker det også der, så sig det til it.")
