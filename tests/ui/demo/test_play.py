"""What the demo says when its last steps fail; the whole of it runs in tests/journeys/test_demo.py."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from forms.problems import Problem, ProblemsError
from rygsaek.vault.files import full
from ui.demo import acts, papers, play, story
from ui.demo.ledger import Said
from ui.demo.office_play import Met
from ui.demo.papers import Left

MET = Met(words=True, opened=story.CITIZEN, chosen=story.WRITTEN_BY_BO, size_kb=40, found=())


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], tuple[int, list[str]]]:
    """Plays the end of the demo, as if the acts before had gone well; returns the exit code and what was said."""
    for act in ("_first_act", "play_act", "_await"):
        monkeypatch.setattr(play, act, lambda *_, **__: 0.0)
    monkeypatch.setattr(play.simulated_printer, "switched_on", lambda folder: nullcontext(None))
    monkeypatch.setattr(play.office_play, "play", lambda told, tell: MET)
    monkeypatch.setattr(play.account, "beginning", lambda told: "Vi begynder.")
    monkeypatch.setattr(play.account, "ending", lambda *_: "Målt.")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def end() -> tuple[int, list[str]]:
        said: list[str] = []
        code = play.play(tmp_path / "ud", headless=True, tell=said.append)
        assert not list(tmp_path.glob("rygsaek-fremvisning-*")), "the throw-away vault is thrown away"
        return code, said

    return end


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (full(), "Disken er fuld"),
        (
            ProblemsError([Problem("paper.letter_missing", "navn", "Skriften har ikke tegnet.", "Skriv et andet.")]),
            "Skriv et andet.",
        ),
        (OSError(30, "Read-only file system"), "Der kunne ikke skrives i"),
        (KeyError("Anna Nordvang"), "Giv besked, og skriv dette med: KeyError at"),
    ],
)
def test_papers_that_cannot_be_left_at_the_end_are_said_with_the_step_and_end_in_three(
    error: Exception, words: str, told: Callable[[], tuple[int, list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> Left:
        raise error

    monkeypatch.setattr(papers, "leave", failing)
    code, said = told()
    assert code == 3 and len(said) == 2
    assert said[-1].startswith("Det gik ikke: Papirerne til sidst. ") and words in said[-1] and "Anna" not in said[-1]


def test_an_office_that_cannot_be_met_is_said_with_its_step(
    told: Callable[[], tuple[int, list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> Met:
        raise LookupError("Anna Nordvang")

    monkeypatch.setattr(play.office_play, "play", failing)
    code, said = told()
    assert code == 3 and said[-1].startswith("Det gik ikke: Kontoret. ") and "Anna" not in said[-1]


@pytest.mark.parametrize(
    ("left", "met", "code"),
    [
        (Left(3, 4, True, 15, 5, 0), MET, 0),
        (Left(3, 4, False, 15, 5, 0), MET, 3),
        (Left(3, 4, True, 15, 5, 1), MET, 3),
        (Left(3, 4, True, 15, 5, 0), MET._replace(words=False), 3),
        (Left(3, 4, True, 15, 5, 0), MET._replace(found=("Anna Nordvang",)), 3),
    ],
)
def test_the_demo_ends_well_only_where_what_it_promises_came_out(
    left: Left, met: Met, code: int, told: Callable[[], tuple[int, list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(play.office_play, "play", lambda told, tell: met)
    monkeypatch.setattr(papers, "leave", lambda *_: left)
    assert told()[0] == code


def test_an_act_is_stuck_when_it_tells_nothing_new_and_not_for_being_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "SILENT_LOOKS", 3)
    silence, told = acts.Silence(), [Said("first", "step")]
    assert not any(silence.is_too_long(told * count) for count in (1, 1, 1, 1, 2, 2, 2, 2, 3))
    assert [silence.is_too_long(told * 3) for _ in range(4)] == [False, False, False, True]
