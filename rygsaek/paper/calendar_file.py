"""Limits, visits, meetings and agreed days of all cases as a file for another calendar: neutral titles, no name, number, place.

Each thing keeps its id from file to file, so that a calendar moves it and shows it once. The ids say nothing of the case.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Final, NamedTuple

from icalendar import Alarm, Calendar, Event

from rygsaek.casework import agenda, preview
from rygsaek.casework.agenda import CaseDate
from rygsaek.casework.caselist import APPOINTMENTS
from rygsaek.paper.exits import Exits
from rygsaek.paper.saved import SavedFile

WHAT: Final = "Frister og aftaler til kalenderen"
TITLES: Final = {"visit": "Rygsæk: besøg", "meeting": "Rygsæk: møde", "agreed": "Rygsæk: aftale"}
LIMIT: Final = "Rygsæk: frist"
AHEAD: Final = timedelta(days=366)
LASTS: Final = timedelta(hours=1)
REMINDED: Final = timedelta(hours=-15)
"""Before the day begins: at nine the morning before."""


class SavedCalendar(NamedTuple):
    """file: as it is listed; left_out: how many cases are on their way hither, so that nothing of them is in it."""

    file: SavedFile
    left_out: int


def save(exits: Exits, target: Path) -> SavedCalendar:
    """Save what lies ahead in the next year outside the vault; it is listed until it is removed. Raises DiskError."""
    with exits.desk.vault.read() as reader:
        left_out = preview.count_coming(reader)
    return SavedCalendar(exits.save_sheet(WHAT, as_ics(exits), target), left_out)


def as_ics(exits: Exits) -> bytes:
    """The calendar. Times are those of the clock on the wall, so that they need no zone."""
    desk = exits.desk
    calendar = Calendar()
    calendar.add("prodid", "-//Rygsæk//Frister//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for one in _events(exits):
        one.add("dtstamp", desk.now())
        one.add("sequence", int(desk.now().timestamp()) // 60)
        one.add("class", "PRIVATE")
        calendar.add_component(one)
    found: bytes = calendar.to_ical()
    return found


def _events(exits: Exits) -> Iterator[Event]:
    today = exits.desk.today()
    limits = agenda.limits(exits.desk, today + AHEAD)
    for limit in limits:
        event = _event(LIMIT, "frist", limit.case, limit.limit, limit.start, limit.document)
        event.add("dtstart", date.fromisoformat(limit.day))
        event.add("dtend", date.fromisoformat(limit.day) + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", LIMIT)
        alarm.add("trigger", REMINDED)
        event.add_component(alarm)
        yield event
    told = {(limit.case, limit.document, limit.day) for limit in limits}
    agreed = agenda.agreed(exits.desk, today, today + AHEAD)
    yield from (_dated(one) for one in agenda.dates(exits.desk, today, today + AHEAD) if one.kind in APPOINTMENTS)
    yield from (_dated(one) for one in agreed if (one.case, one.document, one.day) not in told)


def _dated(one: CaseDate) -> Event:
    event = _event(TITLES[one.kind], one.kind, one.case, one.document, one.path)
    start = date.fromisoformat(one.day)
    if one.time:
        at = datetime.fromisoformat(f"{one.day}T{one.time}")
        event.add("dtstart", at)
        event.add("dtend", at + LASTS)
    else:
        event.add("dtstart", start)
        event.add("dtend", start + timedelta(days=1))
    return event


def _event(title: str, *known_by: str) -> Event:
    event = Event()
    event.add("summary", title)
    event.add("uid", f"{blake2b('/'.join(known_by).encode(), digest_size=16).hexdigest()}@rygsaek")
    return event
