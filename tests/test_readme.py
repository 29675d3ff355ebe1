"""What the README names is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMING = {"build", "office", "sync"}


def bootstrap_commands() -> set[str]:
    return set(re.findall(r"packaging/bootstrap\.py (\w+)", README))


def paths() -> set[str]:
    """Everything in backquotes that looks like a place in this repository, and every picture."""
    rooms = ("forms/", "rygsaek/", "sync/", "ui/", "tests/", "packaging/", ".ci/")
    named = {one for one in re.findall(r"`([^`\s]+)`", README) if one.startswith(rooms) or one == "LICENSE"}
    return named | set(re.findall(r"\]\(([^)]+)\)", README))


def rygsaek_commands() -> set[tuple[str, ...]]:
    """`forms check`, `vault create` …: the words after the program's name and its options."""
    found = re.findall(r"rygsaek (?:--profile-dir DIR --passphrase-stdin )?(forms|vault|case|print|demo)(?: ([a-z]+))?", README)
    return {tuple(word for word in one if word) for one in found}


def test_the_readme_names_both_commands_and_no_unknown_one() -> None:
    help_text = (ROOT / "packaging" / "bootstrap.py").read_text(encoding="utf-8")
    assert {"demo", "test"} <= bootstrap_commands()
    unknown = {command for command in bootstrap_commands() - COMING if f"bootstrap.py {command}" not in help_text}
    assert unknown == set()


@pytest.mark.parametrize("path", sorted(paths()))
def test_a_path_in_the_readme_exists(path: str) -> None:
    assert (ROOT / path).exists()


def test_the_top_level_is_as_the_readme_tells() -> None:
    rooms = set(re.findall(r"^\| `(\w+)/`", README, re.MULTILINE))
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert {one.partition("/")[0] for one in tracked if "/" in one and not one.startswith(".")} == rooms


@pytest.mark.parametrize("command", sorted(rygsaek_commands()), ids=" ".join)
def test_a_command_in_the_readme_exists(command: tuple[str, ...]) -> None:
    done = subprocess.run([sys.executable, "-m", "ui.main", *command, "--help"], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
