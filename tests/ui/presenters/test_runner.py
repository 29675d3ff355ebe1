"""Reads where only the newest counts."""

from __future__ import annotations

from tests.support.presenting import HandRunner
from ui.presenters.runner import Latest


def test_what_an_older_question_brings_is_dropped() -> None:
    runner, heard = HandRunner(), list[str]()
    latest = Latest(runner)
    latest.ask(lambda: "old", heard.append)
    latest.ask(lambda: "new", heard.append)
    runner.step(1)
    runner.step(0)
    assert heard == ["new"]


def test_nothing_is_heard_after_dropping() -> None:
    runner, heard = HandRunner(), list[str]()
    latest = Latest(runner)
    latest.ask(lambda: "old", heard.append)
    latest.drop()
    runner.all()
    assert heard == []
