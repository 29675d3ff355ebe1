"""Today: the list grows as it is read, search as one types, stale results dropped."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.presenting import HandRunner, HandTimers
from ui.presenters.home import PAGE, HomePresenter, Outside, Today, owed_sentence
from ui.presenters.lines import Line


class Cases:
    """A thousand cases and a memory of what was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def today(self) -> Today:
        return Today(date(2026, 5, 4), cases=1000)

    def cases(self, limit: int, offset: int) -> tuple[Line, ...]:
        return tuple(Line(str(n), f"sag {n}") for n in range(offset, min(offset + limit, 1000)))

    def find(self, text: str, limit: int) -> tuple[Line, ...]:
        self.asked.append(text)
        return (Line("1", text),)

    def elsewhere(self, text: str) -> str:
        return f"Bo har {text}" if text.isdigit() else ""

    def owed(self, what: str) -> tuple[Line, ...]:
        return (Line("2", what),)

    def files(self) -> tuple[Outside, ...]:
        return (Outside("file1", "Samarbejdsaftale, A.", "/hjem/aftale.pdf", "i dag kl. 9"),)

    def remove(self, file: str) -> None:
        self.asked.append(f"remove {file}")


class Scene:
    def __init__(self) -> None:
        self.cases, self.runner, self.timers = Cases(), HandRunner(), HandTimers()
        self.presenter = HomePresenter(self.cases, self.runner, self.timers)
        self.found: list[tuple[str, tuple[Line, ...]]] = []
        self.presenter.found.listen(lambda words, lines: self.found.append((words, lines)))


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_who_else_has_a_number_is_told_with_what_was_found_and_goes_with_it(scene: Scene) -> None:
    told: list[str] = []
    scene.presenter.elsewhere.listen(told.append)
    for text in ("6701801234", ""):
        scene.presenter.search(text)
        scene.timers.forward(1)
        scene.runner.all()
    assert told == ["Bo har 6701801234", ""]


def test_a_word_is_searched_once_when_the_typing_rests(scene: Scene) -> None:
    for text in ("a", "an", "ann", "anna"):
        scene.presenter.search(text)
        scene.timers.forward(0.05)
    scene.timers.forward(1)
    scene.runner.all()
    assert scene.cases.asked == ["anna"]
    assert scene.found == [("anna", (Line("1", "anna"),))]


def test_an_answer_to_an_older_word_is_dropped(scene: Scene) -> None:
    scene.presenter.search("bo")
    scene.timers.forward(1)
    scene.presenter.search("bodil")
    scene.timers.forward(1)
    scene.runner.step(1)
    scene.runner.step(0)
    assert [words for words, _ in scene.found] == ["bodil"]


def test_emptying_the_field_brings_the_list_back_at_once_and_nothing_after(scene: Scene) -> None:
    scene.presenter.search("bo")
    scene.timers.forward(1)
    scene.presenter.search("  ")
    scene.runner.all()
    scene.timers.forward(1)
    assert scene.found == [("", ())]


def test_the_list_is_read_page_by_page_to_its_end(scene: Scene) -> None:
    heard: list[tuple[int, bool, bool]] = []
    scene.presenter.cases.listen(lambda lines, is_more, is_whole: heard.append((len(lines), is_more, is_whole)))
    scene.presenter.begin()
    scene.runner.all()
    for count in range(PAGE, 1001, PAGE):
        scene.presenter.more(count)
        scene.runner.all()
    assert [one[0] for one in heard] == [PAGE] * (1000 // PAGE) + [0]
    assert [one[1] for one in heard] == [False] + [True] * (1000 // PAGE)
    assert [one[2] for one in heard] == [False] * (1000 // PAGE) + [True]


def test_what_is_owed_is_listed_like_something_found(scene: Scene) -> None:
    scene.presenter.show_owed("unsigned")
    scene.runner.all()
    assert scene.found == [("Ikke skrevet under", (Line("2", "unsigned"),))]


def test_files_outside_are_listed_a_moment_later_and_anew_when_one_is_deleted(scene: Scene) -> None:
    heard: list[tuple[Outside, ...]] = []
    scene.presenter.files.listen(heard.append)
    scene.presenter.begin()
    scene.runner.all()
    assert heard == []
    scene.timers.forward(1)
    scene.runner.all()
    assert len(heard) == 1
    scene.presenter.remove("file1")
    scene.runner.all()
    assert scene.cases.asked == ["remove file1"]
    assert len(heard) == 2


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((0, 0), ("", "")),
        ((1, 1), ("1 papir er ikke printet.", "1 papir er ikke skrevet under.")),
        ((2, 12), ("2 papirer er ikke printet.", "12 papirer er ikke skrevet under.")),
    ],
)
def test_what_is_owed_is_said_in_a_sentence_each(counts: tuple[int, int], said: tuple[str, str]) -> None:
    assert owed_sentence(*counts) == said
