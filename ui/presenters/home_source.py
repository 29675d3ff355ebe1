"""The home page's facts from an open vault. Every call reads the vault, and is made off the screen's thread."""

from __future__ import annotations

from collections.abc import Callable, Container, Set
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from forms.calendar_words import time_in_words
from rygsaek.casework import agenda, consents, preview, search, settings, status, views
from rygsaek.casework.consent_dates import ConsentDate
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import answers_of, documents
from rygsaek.casework.due_dates import DueDate
from sync import tables
from sync.status import standing
from ui.presenters import waiting_for_you
from ui.presenters.arrival import is_ahead
from ui.presenters.due import DueHere
from ui.presenters.home import Outside, Today
from ui.presenters.lease_words import lease_words
from ui.presenters.lines import ARRIVED, ON_ITS_WAY, Line, day_words, owed_words, way_words
from ui.presenters.status_words import status_line
from ui.presenters.times import moment_words

if TYPE_CHECKING:
    from rygsaek.paper.exits import Exits

NOTHING = "Intet planlagt"
VISIT, MEETING, FOLLOW_UP = "Besøg", "Koordinerende møde", "Opfølgning"
CONTINUE, FIRST = "Fortsæt jeres aftale", "Første besøg"
DUE_SHOWN = 5


class DeskHome:
    """disk_is_open: whether the disk is known not to be encrypted, and nobody has read so yet. exits: the door, slow to load."""

    def __init__(self, desk: Desk, disk_is_open: Callable[[], bool], exits: Callable[[], Exits]) -> None:
        self._desk, self._disk_is_open, self._exits = desk, disk_is_open, exits

    def today(self) -> Today:
        """The day: visits, promises to the end of the week, papers owed."""
        desk, day = self._desk, self._desk.today()
        sunday = day + timedelta(6 - day.weekday())
        owed = agenda.owed(desk)
        stands = standing(desk)
        dates, now, lying = agenda.dates(desk, day, sunday), desk.now(), self._lying()
        near, later = agenda.due(desk, DUE_SHOWN)
        due = {(one.case, one.document) for one in near if one.day == day.isoformat()}
        visits = [one for one in dates if one.kind == "visit" and one.day == day.isoformat()]
        own = [one for one in dates if one.kind == "promise" or self._is_own(one)]
        others = [one for one in dates if one.kind == "awaited" and not self._is_own(one)]
        return Today(
            day,
            tuple(self._visit_line(one) for one in visits),
            tuple(self._visit_line(one) for one in visits if is_ahead(one, now)),
            tuple(_date_line(one, day_words(one.day, day, one.time)) for one in own),
            owed.unprinted,
            owed.unsigned,
            bool(settings.get(desk.vault, settings.SHEET_OWED, bool)),
            self._disk_is_open(),
            status_line(stands, desk.now(), status.clock_problem(desk)),
            count_cases(desk),
            stands.is_member,
            meetings=tuple(self._meeting_line(one) for one in dates if one.kind == "meeting" and one.day == day.isoformat()),
            agreed=tuple(_agreed_line(one) for one in agenda.agreed(desk, day, day) if (one.case, one.document) not in due),
            waits=tuple(_date_line(one, day_words(one.day, day)) for one in others),
            due=tuple(_due_line(one, day) for one in near),
            due_later=later,
            expiring=tuple(_expiring_line(one, day) for one in consents.expiring(desk)),
            coming=tuple(_coming_line(one, day, lying) for one in agenda.coming(desk, day, sunday)),
            on_their_way=self._on_their_way(lying),
            arrived=len(lying) if desk.role.sees_all else 0,
            lease=self._lease() if stands.is_member else "",
            handed=waiting_for_you.handed(self._desk) if stands.is_member else "",
            asked=waiting_for_you.asked(self._desk) if stands.is_member else "",
        )

    def _on_their_way(self, lying: Container[str]) -> int:
        with self._desk.vault.read() as reader:
            coming = preview.count_coming(reader) if self._desk.role.sees_all else 0
            return coming - sum(case in lying for case in preview.names(reader)) if coming and lying else coming

    def _lying(self) -> Set[str]:
        """The cases that are here whole and were not read yet."""
        with self._desk.vault.read() as reader:
            return set(tables.lying(reader))

    def _lease(self) -> str:
        from sync.office import leasing

        with self._desk.vault.read() as reader:
            return lease_words(leasing.ends_ms(reader), self._desk.now())

    def _is_own(self, one: agenda.CaseDate) -> bool:
        """Whether what was agreed on with others falls to the caseworker."""
        return one.kind == "awaited" and one.text.startswith(self._desk.worker.name)

    def files(self) -> tuple[Outside, ...]:
        """What was saved outside the vault, and when."""
        now = self._desk.now()
        found = self._exits().saved_files()
        return tuple(
            Outside(one.id, _whose(one.what, one.whose), one.path, moment_words(datetime.fromisoformat(one.at), now))
            for one in found
        )

    def remove(self, file: str) -> None:
        """Deletes one of them."""
        self._exits().remove_saved(file)

    def save_calendar(self, target: Path) -> int:
        """Saves what lies ahead for another calendar; returns how many cases are not in it. Raises DiskError."""
        from rygsaek.paper import calendar_file  # late: the paper's rooms load when something leaves

        return calendar_file.save(self._exits(), target).left_out

    def cases(self, limit: int, offset: int) -> tuple[Line, ...]:
        """Cases by what comes next."""
        day, lying = self._desk.today(), self._lying()
        return tuple(
            Line(
                one.case,
                one.short_name,
                day_words(one.next_date, day) if one.next_date else "",
                _short(one.next_what) if one.next_what else NOTHING,
                way_words(one, lying) or owed_words(one.unprinted, one.unsigned, one.conflicts),
            )
            for one in views.case_list(self._desk, limit=limit, offset=offset)
        )

    def find(self, text: str, limit: int) -> tuple[Line, ...]:
        """Cases where the words stand; the words around them say why."""
        found = search.find(self._desk, text, limit)
        return tuple(Line(one.case, one.short_name, "", one.snippet, "", one.document, one.path) for one in found)

    def elsewhere(self, text: str) -> str:
        """Where a CPR number is searched for: whether a colleague has the citizen; "" for other words, and in no office."""
        from forms import cpr
        from sync import membership
        from ui.presenters.elsewhere import of_number

        number = cpr.compact(text)
        if number is None or not self._desk.role.sees_cases:
            return ""
        with self._desk.vault.read() as reader:
            known = membership.load(reader)
        return "" if known is None else of_number(self._desk, known, number)

    def owed(self, what: str) -> tuple[Line, ...]:
        """Cases whose papers are not printed, or not signed."""
        said = {"unprinted": ("ikke printet", 2), "unsigned": ("ikke skrevet under", 3)}[what]
        counted = ((row, row[said[1]]) for row in agenda.owed(self._desk).cases)
        return tuple(
            Line(str(row[0]), str(row[1]), "", "1 papir" if count == 1 else f"{count} papirer", said[0])
            for row, count in counted
            if isinstance(count, int) and count
        )

    def _visit_line(self, one: agenda.CaseDate) -> Line:
        """A visit by its time; under it what there is to go on with."""
        has_agreement = bool(documents(self._desk.journal.state(one.case), "samarbejdsaftale"))
        when = time_in_words(one.time).capitalize() if one.time else "I dag"
        return Line(one.case, one.short_name, when, CONTINUE if has_agreement else FIRST, "", one.document, one.path)

    def _meeting_line(self, one: agenda.CaseDate) -> Line:
        """A meeting by its time; under it how many have said whether they come."""
        asked = answers_of(self._desk.journal.state(one.case), one.document).get("deltagere") or ()
        when = time_in_words(one.time).capitalize() if one.time else "I dag"
        said = sum(1 for row in asked if row.get("tilstede"))
        return Line(one.case, one.short_name, when, coming_words(said, len(asked)), "", one.document, one.path)


def _due_line(one: DueDate, day: date) -> DueHere:
    """Whose limit, the one thing to do, until when, and why then."""
    when, is_over = day_words(one.day, day), one.day < day.isoformat()
    told = f"skulle være sket senest {when}" if is_over else f"senest {when}"
    because = f"{one.reason[:1].upper()}{one.reason[1:]}"
    line = Line(one.case, one.short_name, told, f"{one.title}: {one.next}", document=one.document)
    return DueHere(line, because, "over" if is_over else "due")


def _coming_line(one: preview.Coming, day: date, lying: Container[str]) -> Line:
    """What a case on its way has first on a day."""
    way = ARRIVED if one.case in lying else ON_ITS_WAY
    return Line(one.case, one.short_name, day_words(one.day, day, one.time), _short(one.what), way)


def _agreed_line(one: agenda.CaseDate) -> Line:
    """What was agreed on, by its time, and with whom."""
    when = time_in_words(one.time).capitalize() if one.time else "I dag"
    return Line(one.case, f"{one.what}, {one.short_name}", when, one.text, "", one.document, one.path)


def _expiring_line(one: ConsentDate, day: date) -> Line:
    """Whose yes ends, and to whom it was given."""
    return Line(one.case, one.short_name, day_words(one.last, day), f"Ja til {one.party}", "", one.document)


def coming_words(said: int, asked: int) -> str:
    """`2 af 5 har svaret på, om de kommer`; "" where nobody is asked."""
    return f"{said} af {asked} har svaret på, om de kommer" if asked else ""


def _short(what: str) -> str:
    """What comes next in a case: a visit is a visit, a meeting a meeting and a follow-up one, whatever its form asks."""
    form = what.partition(":")[0]
    return {VISIT: VISIT, "Udrettedagsorden": MEETING, FOLLOW_UP: FOLLOW_UP}.get(form, what)


def count_cases(desk: Desk) -> int:
    """How many cases there are, those on their way among them."""
    with desk.vault.read() as reader:
        return len(desk.journal.cases()) + preview.count(reader)


def _whose(what: str, whose: str) -> str:
    return f"{what}, {whose[:1]}." if whose else what


def _date_line(one: agenda.CaseDate, when: str) -> Line:
    return Line(one.case, one.short_name, when, one.text or one.what, "", one.document, one.path)
