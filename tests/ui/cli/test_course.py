"""`rygsaek course …`: a limit's day and why, from a terminal and without a vault."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ui.cli import command_line


def said(*words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = command_line.run(["course", *words])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_a_limits_day_and_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said("due", "frist_kontakt", "2026-05-13", capsys=capsys)
    assert code == 0
    assert out.splitlines()[0] == "2026-05-18  mandag den 18. maj 2026"
    assert "Kristi himmelfartsdag er sprunget over" in out


def test_the_same_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said("due", "frist_efter", "2026-01-30", "--json", capsys=capsys)
    found = json.loads(out)
    assert code == 0
    assert (found["due"], found["opens"], found["limit"]) == ("2026-07-30", "2026-04-30", "frist_efter")
    assert found["reason"]


def test_the_municipalitys_own_length_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "kommune.toml"
    own.write_text('kommune = "Nordby"\n[frister.frist_kontakt]\nlaengde = 4\n', "utf-8")
    assert said("due", "frist_kontakt", "2026-06-01", "--profile", str(own), capsys=capsys)[1].startswith("2026-06-05")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("frist_kontkat", "2026-05-13"), "limit.unknown"),
        (("moede_max", "2026-05-13"), "limit.no_day"),
        (("frist_kontakt", "2026-13-13"), "limit.wrong_start"),
        (("frist_kontakt", "snart"), "limit.wrong_start"),
    ],
)
def test_what_cannot_be_counted_is_said_with_advice(
    words: tuple[str, str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    exit_code, out, err = said("due", *words, capsys=capsys)
    assert exit_code == 1
    assert out == ""
    assert err.startswith(code)
    assert len(err.splitlines()) == 2


def test_nothing_to_count_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert said("due", "frist_kontakt", capsys=capsys)[0] == 2
