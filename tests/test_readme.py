"""What README says is there is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
TOP = {"pyproject.toml", "rygsaek", "ui", "forms", "sync", "tests", "packaging", "README.md", "LICENSE", "requirements.lock"}


@pytest.mark.parametrize("place", sorted(set(re.findall(r"\]\(([^)#]+)\)", README))))
def test_every_link_leads_somewhere(place: str) -> None:
    assert (ROOT / place).exists()


@pytest.mark.parametrize("command", sorted(set(re.findall(r"bootstrap\.py (\w+)", README))))
def test_every_command_of_the_readme_is_one(command: str) -> None:
    source = (ROOT / "packaging" / "bootstrap.py").read_text(encoding="utf-8")
    assert f'"{command}": ' in source


def test_without_a_command_bootstrap_says_which_there_are() -> None:
    told = subprocess.run(
        [sys.executable, "packaging/bootstrap.py"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert told.returncode == 0
    assert all(f"bootstrap.py {command}" in told.stdout for command in ("setup", "demo", "test", "bench", "long", "run"))


def test_the_top_level_holds_what_it_should_and_no_more() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    assert {line.partition("/")[0] for line in listed.splitlines() if not line.startswith(".")} == TOP


def test_the_lock_names_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "--hash=sha256:" in lock
