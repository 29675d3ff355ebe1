"""A deleted case as a line: who decided it, and what is known here of where it still lies."""

from __future__ import annotations

import pytest

from sync.office.deleting import Deleted
from ui.cli.deleting import line_of

AT = 1_777_888_000_000
"""In May 2026."""


@pytest.mark.parametrize(
    ("absent", "is_told", "said"),
    [
        ((), True, "Den er væk på alle computere."),
        (("Lise Holm, Bærbar", "Eva Lund, Bærbar"), True, "Mangler svar fra: Lise Holm, Bærbar; Eva Lund, Bærbar."),
        (("Lise Holm, Bærbar",), False, "Spørg en, der havde sagen, om den er væk på alle computere."),
    ],
)
def test_who_has_not_answered_is_told_only_where_answers_come(absent: tuple[str, ...], is_told: bool, said: str) -> None:
    told = line_of(Deleted("sag1", AT, "5 år", ("Lise Holm", "Per Vang"), (), absent, is_told))
    assert told.startswith("sag1  slettet mandag den 4. maj 2026 af Lise Holm og Per Vang (5 år). ")
    assert told.endswith(said)
