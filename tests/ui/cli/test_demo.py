"""`rygsaek demo` knows no window: it hands what is wished to whoever has them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ui.cli import demo


class HeardStages:
    """Stages that only note what was asked of them."""

    def __init__(self, code: int = 0) -> None:
        self.code = code
        self.asked: list[object] = []

    def play(self, out: Path, *, headless: bool, tell: Callable[[str], None]) -> int:
        self.asked.append((out, headless))
        tell("Færdig")
        return self.code

    def perform(self, act: str, folder: Path) -> int:
        self.asked.append((act, folder))
        return self.code


def test_the_wish_goes_to_the_windows_and_their_code_comes_back(capsys: pytest.CaptureFixture[str]) -> None:
    stages = HeardStages(3)
    assert demo.run(["--out", "her", "--headless"], stages) == 3
    assert stages.asked == [(Path("her"), True)]
    assert capsys.readouterr().out == "Færdig\n"


def test_without_options_it_goes_to_the_screen_and_to_demo_output() -> None:
    stages = HeardStages()
    assert demo.run([], stages) == 0
    assert stages.asked == [(Path("demo-output"), False)]


def test_an_act_is_performed_in_this_process(tmp_path: Path) -> None:
    stages = HeardStages()
    assert demo.run(["--act", "first", "--scene", str(tmp_path)], stages) == 0
    assert stages.asked == [("first", tmp_path)]


def test_help_is_danish_and_names_what_a_person_may_say(capsys: pytest.CaptureFixture[str]) -> None:
    stages = HeardStages()
    assert demo.run(["--help"], stages) == 0
    told = capsys.readouterr().out
    assert "--headless" in told and "Vis denne hjælp" in told and "--act" not in told
    assert stages.asked == []


def test_what_cannot_be_understood_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert demo.run(["--nej"], HeardStages()) == 2
    assert "rygsaek demo --help" in capsys.readouterr().err
