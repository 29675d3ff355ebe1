"""Working days in Denmark, counted: the golden dates were worked out independently of the program."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.calendar import Calendar
from forms.day_shift import counts_days

PLAIN = Calendar()
SATURDAYS = Calendar(saturdays=True)
AGREED = Calendar(own={"12-24": "heldag", "12-31": "heldag"})


def day(iso: str) -> date:
    return date.fromisoformat(iso)


@pytest.mark.parametrize(
    ("start", "two", "five", "fourteen", "five_with_saturdays", "five_weekdays"),
    [
        ("2026-03-30", "2026-04-01", "2026-04-09", "2026-04-22", "2026-04-08", "2026-04-09"),
        ("2026-05-11", "2026-05-13", "2026-05-19", "2026-06-02", "2026-05-18", "2026-05-19"),
        ("2026-05-22", "2026-05-27", "2026-06-01", "2026-06-12", "2026-05-29", "2026-06-01"),
        ("2025-12-19", "2025-12-23", "2025-12-30", "2026-01-13", "2025-12-27", "2025-12-30"),
        ("2026-12-18", "2026-12-22", "2026-12-28", "2027-01-11", "2026-12-24", "2026-12-28"),
        ("2026-06-01", "2026-06-03", "2026-06-08", "2026-06-19", "2026-06-06", "2026-06-08"),
        ("2024-04-22", "2024-04-24", "2024-04-29", "2024-05-13", "2024-04-27", "2024-04-29"),
    ],
)
def test_the_golden_dates_hold(
    start: str, two: str, five: str, fourteen: str, five_with_saturdays: str, five_weekdays: str
) -> None:
    assert PLAIN.counted(day(start), 2, "arbejdsdage").day == day(two)
    assert PLAIN.counted(day(start), 5, "arbejdsdage").day == day(five)
    assert PLAIN.counted(day(start), 14, "arbejdsdage").day == day(fourteen)
    assert SATURDAYS.counted(day(start), 5, "hverdage").day == day(five_with_saturdays)
    assert PLAIN.counted(day(start), 5, "hverdage").day == day(five_weekdays)


@pytest.mark.parametrize(("start", "five"), [("2025-12-19", "2026-01-02"), ("2026-12-18", "2026-12-29")])
def test_days_off_by_agreement_are_passed_over(start: str, five: str) -> None:
    found = AGREED.counted(day(start), 5, "arbejdsdage")
    assert found.day == day(five)
    assert "juleaftensdag" in found.skipped


def test_a_holiday_is_told_by_its_name_and_a_weekend_is_not() -> None:
    assert PLAIN.counted(day("2026-05-11"), 5, "arbejdsdage").skipped == ("Kristi himmelfartsdag",)
    assert PLAIN.counted(day("2026-03-30"), 5, "arbejdsdage").skipped == ("skærtorsdag", "langfredag", "anden påskedag")


def test_store_bededag_is_a_working_day_from_2024() -> None:
    assert not PLAIN.is_working(day("2023-05-05"))
    assert PLAIN.is_working(day("2024-04-26"))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-05-04", 3, "2026-08-04"),
    ],
)
def test_a_month_on_is_the_same_day_or_the_months_last(start: str, months: int, end: str) -> None:
    assert PLAIN.counted(day(start), months, "maaneder").day == day(end)


def test_a_half_day_counts_as_a_working_day_that_closes_at_noon() -> None:
    half = Calendar(own={"06-05": "fra_kl_12"})
    assert half.is_working(day("2026-06-05"))
    assert half.closes_at_noon(day("2026-06-05"))
    assert half.counted(day("2026-06-01"), 5, "arbejdsdage").day == day("2026-06-08")


def test_a_day_of_ones_own_is_closed_that_year_or_every_year() -> None:
    once, always = Calendar(own={"2026-05-15": "heldag"}), Calendar(own={"05-15": "heldag"})
    assert not once.is_working(day("2026-05-15"))
    assert once.is_working(day("2028-05-15"))
    assert not always.is_working(day("2028-05-15"))


def test_a_suggested_day_is_itself_or_the_next_working_day() -> None:
    assert PLAIN.working_day_from(day("2026-05-14")) == day("2026-05-15")
    assert PLAIN.working_day_from(day("2026-04-02")) == day("2026-04-07")
    assert PLAIN.working_day_until(day("2026-04-06")) == day("2026-04-01")


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 60))
def test_counting_ends_on_a_working_day_and_passes_over_none(start: date, length: int) -> None:
    found = PLAIN.counted(start, length, "arbejdsdage").day
    between = (start + timedelta(days=n) for n in range(1, (found - start).days + 1))
    assert PLAIN.is_working(found)
    assert sum(map(PLAIN.is_working, between)) == length


@pytest.mark.parametrize(
    ("source", "days"), [("i_dag+14d", True), ("i_dag+12m", False), ("dato+1y", False), ("naeste_dato", False)]
)
def test_only_a_shift_of_days_counts_days(source: str, days: bool) -> None:
    assert counts_days(source) is days
