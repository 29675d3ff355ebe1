"""Names that colleagues chose, as they are shown."""

from __future__ import annotations

import pytest

from sync.office.labels import MOST_SIGNS, Label, read_label
from sync.wire.codec import encode


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        ("Ærø Bo-Krag O’Hara", "Ærø Bo-Krag O’Hara"),
        ("Bo\nKrag.\tAlt er sendt.", "Bo Krag. Alt er sendt."),
        ("\x1b[2J\u202eBo\u2028", "[2J Bo"),
        ("B" * 1900, "B" * (MOST_SIGNS - 1) + "…"),
    ],
)
def test_a_name_is_one_short_line_of_signs_that_are_seen(chosen: str, shown: str) -> None:
    assert read_label(encode(Label(chosen, "Bærbar"))) == Label(shown, "Bærbar")
    assert read_label(encode(Label("Bo", chosen))) == Label("Bo", shown)
