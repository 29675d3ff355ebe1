"""Kill -9 at any keystroke: the next start is at the same field, caret there, with all text that was older than a second.

Real processes: the whole program, offscreen, with a typist at it. More seeds: tests/long/typed_kills.py.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.kill_typing import check

MID_TEXT = 3
"""A seed whose kill comes in the middle of a long text."""


@pytest.mark.parametrize("seed", [0, MID_TEXT])
def test_nothing_older_than_a_second_is_lost(tmp_path: Path, seed: int) -> None:
    assert check(tmp_path / "vault", seed) in ("same field", "between two fields")


def test_a_program_that_keeps_too_seldom_is_found_out(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="typed over a second ago"):
        check(tmp_path / "vault", MID_TEXT, keep_after_s=60.0)
