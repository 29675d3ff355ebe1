"""Many laptops at once at one store: a small morning, and one on which somebody stayed away."""

from __future__ import annotations

import pytest

from tests.long import morning

pytestmark = [pytest.mark.xdist_group("morning"), pytest.mark.timeout(300)]


def test_everybody_who_comes_at_half_past_eight_has_the_same_afterwards() -> None:
    assert morning.run(0, 0, laptops=24).endswith("0 lost, 0 different")


def test_one_who_stayed_away_is_found_out() -> None:
    with pytest.raises(AssertionError, match="hold different changes"):
        morning.run(0, 0, laptops=8, absent=1)
