"""A working day is Monday to Friday."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from forms.day_shift import counts_days
from forms.working_days import working_day_from


def test_from_a_week_each_day_leads_to_itself_or_the_next_monday() -> None:
    monday = date(2026, 5, 4)
    week = [working_day_from(monday + timedelta(days=number)) for number in range(7)]
    assert week[:5] == [monday + timedelta(days=number) for number in range(5)]
    assert week[5:] == [date(2026, 5, 11)] * 2


@pytest.mark.parametrize(
    ("source", "days"), [("i_dag+14d", True), ("i_dag+12m", False), ("dato+1y", False), ("naeste_dato", False)]
)
def test_only_a_shift_of_days_counts_days(source: str, days: bool) -> None:
    assert counts_days(source) is days
