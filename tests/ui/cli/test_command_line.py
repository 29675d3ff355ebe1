"""What the command line understands, before any vault is opened."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rygsaek.errors import OursError
from ui import main
from ui.cli import command_line
from ui.cli.session import Session

HEAVY = ("PySide6", "shiboken6", "sqlcipher3", "sqlite_utils", "reportlab", "pikepdf", "cryptography")


def test_the_two_options_may_stand_before_or_after_the_command() -> None:
    before = command_line.hoisted(["--profile-dir", "her", "--passphrase-stdin", "case", "list", "--json"])
    after = command_line.hoisted(["case", "list", "--json", "--passphrase-stdin", "--profile-dir=her"])
    assert before == (["--profile-dir", "her", "--passphrase-stdin"], ["case", "list", "--json"])
    assert after == (["--passphrase-stdin", "--profile-dir=her"], ["case", "list", "--json"])


def test_nothing_is_an_option_after_two_dashes() -> None:
    assert command_line.hoisted(["case", "show", "--", "--passphrase-stdin"]) == (
        [],
        ["case", "show", "--", "--passphrase-stdin"],
    )


def test_options_without_a_command_say_whose_window_it_is(tmp_path: Path) -> None:
    assert command_line.session_from(["--profile-dir", str(tmp_path)]) == (Session(tmp_path), 0)
    assert command_line.session_from([f"--profile-dir={tmp_path}"]) == (Session(tmp_path), 0)
    assert command_line.session_from([]) == (Session(None), 0)


@pytest.mark.parametrize("options", [["--profile-dir"], ["--profile-dir="]])
def test_a_profile_dir_without_a_folder_is_wrong_usage(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.session_from(options) == (None, 2)
    assert "mappe" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["nej"],
        ["case"],
        ["case", "nej"],
        ["case", "show"],
        ["vault", "backup"],
        ["forms", "list", "--nej"],
        ["print", "submit", "sag", "borger", "--wait", "nan"],
        ["print", "submit", "sag", "borger", "--wait", "inf"],
        ["print", "submit", "sag", "borger", "--wait=-1"],
        ["print", "confirm", "papir", "--pages", "en"],
        ["--profile-dir", __file__, "case", "list"],
    ],
)
def test_wrong_usage_ends_with_two_and_shows_the_way(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.run(arguments) == 2
    told = capsys.readouterr()
    assert not any(foreign in told.err + told.out for foreign in ("Traceback", "Invalid", "Usage"))
    assert told.err + told.out


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.run(["--help"]) == 0
    told = capsys.readouterr().out
    assert all(command in told for command in command_line.COMMANDS)


def test_an_interrupted_command_says_so_in_danish(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: object) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr("ui.cli.forms._folder", interrupted)
    assert command_line.run(["forms", "list"]) == 3
    assert capsys.readouterr().err == "Afbrudt.\n"


def test_a_bug_that_is_known_as_one_is_told_with_its_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> Path:
        raise OursError("Noget gik galt i programmet.", "Giv besked.", code="bug.of_a_test")

    monkeypatch.setattr("ui.cli.forms._folder", broken)
    assert command_line.run(["forms", "list"]) == 3
    assert "Skriv dette med: bug.of_a_test" in capsys.readouterr().err


def test_a_bug_is_told_without_what_it_knew(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(name: str) -> None:
        raise ValueError("Anna Nørgaard 670180-1234")

    monkeypatch.setattr(command_line, "application", broken)
    assert command_line.run(["case", "list"]) == 3
    told = capsys.readouterr().err
    assert "Anna" not in told
    assert "ValueError i test_command_line.py:" in told


def test_listing_forms_loads_neither_window_nor_vault_nor_paper() -> None:
    code = (
        "import sys; from ui.main import main; code = main(['forms', 'list']);"
        f"loaded = [name for name in {HEAVY!r} if name in sys.modules]; print('LOADED', loaded); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "LOADED []"
    assert "samarbejdsaftale" in done.stdout


def test_danish_letters_come_out_in_utf_8_in_any_locale() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ui.main", "forms", "list"],
        capture_output=True,
        check=False,
        env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 0, done.stderr.decode()
    assert "Netværkskort" in done.stdout.decode("utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_the_window_without_a_screen_is_refused_in_danish(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ui.main", "--profile-dir", str(tmp_path)],
        capture_output=True,
        check=False,
        env={"PATH": "/usr/bin"},
    )
    assert done.returncode == 3
    assert done.stderr.decode().startswith("Her er ingen skærm.\n")


def test_an_interruption_while_something_is_loaded_ends_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(main, "_main", interrupted)
    assert main.main(["forms", "list"]) == 3
