"""What people type where a time is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import clocks

UNDERSTOOD = {
    "10": "10:00",
    "9": "09:00",
    "10.30": "10:30",
    "10:30": "10:30",
    "10,30": "10:30",
    "1030": "10:30",
    "930": "09:30",
    "kl 10": "10:00",
    "kl. 10.30": "10:30",
    "Kl.10": "10:00",
    "klokken 14": "14:00",
    "ca. kl. 10": None,
    "omkring 10": "10:00",
    "halv elleve": "10:30",
    "halv 11": "10:30",
    "kl. halv elleve": "10:30",
    "halv tre": "14:30",
    "halv et": "12:30",
    "ti": "10:00",
    "tre": "15:00",
    "tolv": "12:00",
    "kvart over ti": "10:15",
    "kvart i ti": "09:45",
    "ti over otte": "08:10",
    "fem i halv elleve": "10:25",
    "fem over halv elleve": "10:35",
    "middag": "12:00",
    "midnat": "00:00",
    "3 om eftermiddagen": "15:00",
    "8 om aftenen": "20:00",
    "9 om formiddagen": "09:00",
    "00.15": "00:15",
    "23.59": "23:59",
    "24": None,
    "10.60": None,
    "10-11": None,
    "snart": None,
    "halv": None,
    "i ti": None,
    "halv 13": None,
    "²": None,
    "": None,
}


@pytest.mark.parametrize(("typed", "meant"), UNDERSTOOD.items())
def test_a_time_is_understood_as_people_say_it(typed: str, meant: str | None) -> None:
    assert clocks.read(typed) == meant


@given(st.times())
def test_every_time_is_read_as_it_is_written(clock: object) -> None:
    text = str(clock)[:5]
    assert clocks.read(text.replace(":", ".")) == text


@given(st.text(max_size=30))
def test_no_text_makes_reading_a_time_fail(typed: str) -> None:
    found = clocks.read(typed)
    assert found is None or (len(found) == 5 and int(found[:2]) < 24 and int(found[3:]) < 60)
