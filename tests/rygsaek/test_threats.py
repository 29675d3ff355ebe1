"""THREATS.md names only tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
THREATS = TESTS.parent / "rygsaek" / "THREATS.md"
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")


def named(text: str) -> list[tuple[str, str]]:
    return NAMED.findall(text)


def missing(text: str) -> list[str]:
    """The named tests that are not there."""
    gone = []
    for file, name in named(text):
        path = TESTS / file
        source = path.read_text(encoding="utf-8") if path.exists() else ""
        if not re.search(rf"^(def {name}\(|{name} = |class {name}\b)", source, re.MULTILINE):
            gone.append(f"{file}::{name}")
    return gone


def test_every_test_that_a_promise_names_exists() -> None:
    text = THREATS.read_text(encoding="utf-8")
    assert len(named(text)) > 30
    assert missing(text) == []


def test_a_promise_whose_test_is_gone_is_noticed() -> None:
    assert missing("shown by `rygsaek/test_threats.py::test_that_nobody_wrote`") == [
        "rygsaek/test_threats.py::test_that_nobody_wrote"
    ]
