"""Kill -9 at any keystroke: the next start is at the same field, caret there, with all text that was older than a second.

Real processes: the whole program, offscreen, with a typist at it. More seeds: tests/long/typed_kills.py.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.kill_typing import check

SEED = 3


def test_nothing_older_than_a_second_is_lost(tmp_path: Path) -> None:
    assert check(tmp_path / "vault", 0) in ("same field", "between two fields")


def test_in_the_middle_of_a_text_the_next_start_is_at_the_same_letter(tmp_path: Path) -> None:
    assert check(tmp_path / "vault", SEED, mid_text=True) == "same field"


def test_a_program_that_keeps_too_seldom_is_found_out(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="typed over a second ago"):
        check(tmp_path / "vault", SEED, keep_after_s=60.0, mid_text=True)
