"""What people type where a day is asked. Today is Monday 4 May 2026."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import dates
from forms.problems import Problem
from tests.support.inline import TODAY

UNDERSTOOD = {
    "i dag": "2026-05-04",
    "idag": "2026-05-04",
    "I morgen": "2026-05-05",
    "i overmorgen": "2026-05-06",
    "i går": "2026-05-03",
    "i forgårs": "2026-05-02",
    "på fredag": "2026-05-08",
    "fredag": "2026-05-08",
    "fre": "2026-05-08",
    "mandag": "2026-05-11",
    "næste mandag": "2026-05-11",
    "næste fredag": "2026-05-15",
    "fredag i næste uge": "2026-05-15",
    "i fredags": "2026-05-01",
    "i tirsdags": "2026-04-28",
    "sidste onsdag": "2026-04-29",
    "om 14 dage": "2026-05-18",
    "om en uge": "2026-05-11",
    "om to uger": "2026-05-18",
    "om fjorten dage": "2026-05-18",
    "om en måned": "2026-06-04",
    "om 3 mdr.": "2026-08-04",
    "om et år": "2027-05-04",
    "3/4": "2026-04-03",
    "3.4.": "2026-04-03",
    "3-4": "2026-04-03",
    "3 4": "2026-04-03",
    "3/1": "2026-01-03",
    "30/12": "2025-12-30",
    "3/4-26": "2026-04-03",
    "3/4 2026": "2026-04-03",
    "3.4.2026": "2026-04-03",
    "03-04-2026": "2026-04-03",
    "030426": "2026-04-03",
    "03042026": "2026-04-03",
    "2026-04-03": "2026-04-03",
    "7/1-61": "1961-01-07",
    "070161": "1961-01-07",
    "1/1-36": "2036-01-01",
    "1/1-37": "1937-01-01",
    "3. april": "2026-04-03",
    "3 april": "2026-04-03",
    "3. apr": "2026-04-03",
    "den 3. april": "2026-04-03",
    "d. 3/4": "2026-04-03",
    "den 3. april kl. 10": "2026-04-03",
    "den 3. april kl": "2026-04-03",
    "fredag den 8. maj": "2026-05-08",
    "fredag d. 8/5 kl 10.30": "2026-05-08",
    "fre. 8/5": "2026-05-08",
    "den 4.": "2026-05-04",
    "den 12": "2026-05-12",
    "den 3.": "2026-06-03",
    "31. januar 2027": "2027-01-31",
    "29/2": "2028-02-29",
}

NOT_UNDERSTOOD = (
    "snart", "uge 20", "31/4", "32/1", "0/5", "3/13", "i næste uge", "efter påske", "29/2-2027", "om lidt", "om x dage",
    "12", "3/4-026", "3. ap", "i mandag", "²/4", "fredag den 8. maj kl. tolvten", "om 999 år", "1/1-1700", "1/1-9999",
)  # fmt: skip


@pytest.mark.parametrize(("typed", "meant"), UNDERSTOOD.items())
def test_a_day_is_understood_as_people_write_it(typed: str, meant: str) -> None:
    assert dates.read(typed, TODAY) == date.fromisoformat(meant)


@pytest.mark.parametrize("typed", NOT_UNDERSTOOD)
def test_what_is_no_day_is_told_with_an_example(typed: str) -> None:
    found = dates.read(typed, TODAY)
    assert isinstance(found, Problem)
    assert found.code == "answer.wrong_date"
    assert "3/4" in found.remedy


def test_a_weekday_that_is_not_the_dates_is_told_with_the_right_one() -> None:
    found = dates.read("mandag den 5. maj", TODAY)
    assert isinstance(found, Problem)
    assert (found.code, found.text) == ("answer.weekday_differs", "Den 5. maj 2026 er en tirsdag.")


def test_a_month_that_is_shorter_ends_on_its_last_day() -> None:
    assert dates.read("om en måned", date(2026, 1, 31)) == date(2026, 2, 28)


def test_friday_said_on_a_friday_is_the_next_one() -> None:
    assert dates.read("på fredag", date(2026, 5, 8)) == date(2026, 5, 15)


@given(st.dates(date(1850, 1, 1), date(2199, 12, 31)), st.dates(date(1900, 1, 1), date(2150, 12, 31)))
def test_a_whole_date_is_the_same_whatever_day_it_is_read(day: date, today: date) -> None:
    assert dates.read(f"{day.day}/{day.month}-{day.year}", today) == day
    assert dates.read(day.isoformat(), today) == day


@given(st.text(max_size=40), st.dates())
def test_no_text_makes_reading_a_day_fail(typed: str, today: date) -> None:
    assert isinstance(dates.read(typed, today), date | Problem)
