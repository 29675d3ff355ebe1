from __future__ import annotations

import pytest

from rygsaek.paper import reasons

CODES = [value for name, value in vars(reasons).items() if name.isupper() and isinstance(value, str)]


@pytest.mark.parametrize(
    ("keywords", "is_stopped", "code"),
    [
        (("none",), False, ""),
        (("media-empty-warning",), False, "paper"),
        (("media-needed-error", "media-empty-error"), True, "paper"),
        (("media-low-warning", "toner-low-report", "marker-supply-low-warning"), False, ""),
        (("media-jam-error", "media-empty-error"), True, "jam"),
        (("door-open-error",), True, "cover"),
        (("toner-empty-error",), True, "ink"),
        (("output-area-full",), True, "tray"),
        (("paused",), True, "paused"),
        (("cups-waiting-for-job-completed",), False, ""),
        (("offline-report",), False, "unreachable"),
        (("fuser-over-temp-error",), False, "other"),
        (("none",), True, "other"),
    ],
)
def test_what_a_system_tells_becomes_what_a_person_can_do(keywords: tuple[str, ...], is_stopped: bool, code: str) -> None:
    assert reasons.gather(keywords, is_stopped) == code


@pytest.mark.parametrize("code", CODES)
def test_every_reason_has_a_sentence_and_one_piece_of_advice(code: str) -> None:
    for words in (reasons.words(code, "Anna", "HP", 2), reasons.words(code)):
        assert words.title.endswith(".") and words.advice.endswith((".", "?"))
        assert "  " not in words.title + words.advice and "udskriv" not in (words.title + words.advice).lower()


def test_the_words_are_those_agreed() -> None:
    assert " ".join(reasons.words("paper", "Anna")) == "Der er ikke mere papir. Læg nyt i, så kommer resten af Annas papir."
    assert " ".join(reasons.words("unreachable")) == "Printeren svarer ikke. Er den tændt, og sidder kablet i?"
    assert (
        " ".join(reasons.words("visit_over", "Anna", pages=1))
        == "1 side venter. Den kommer kun ud, når du er hos Anna og siger til."
    )
    assert reasons.question(2) == "Kom alle 2 sider ud?"


@pytest.mark.parametrize(("name", "whose"), [("Anna", "Annas"), ("Jens", "Jens'"), ("Max", "Max'")])
def test_a_name_owns_its_paper(name: str, whose: str) -> None:
    assert reasons.genitive(name) == whose
