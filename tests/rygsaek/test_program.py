"""The program knows its own version without asking what is installed."""

from __future__ import annotations

import tomllib
from pathlib import Path

from rygsaek.program import VERSION


def test_the_version_is_the_one_that_the_project_is_published_under() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION
