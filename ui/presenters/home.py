"""Today: visits, promises of the week, papers owed, the list of cases, and search as you type. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from ui.presenters.bell import Bell
from ui.presenters.due import DueHere
from ui.presenters.lines import Line
from ui.presenters.runner import Latest, Runner
from ui.presenters.status_words import SILENT, StatusLine
from ui.presenters.timers import Alarm, Timers

PAGE = 200
HITS = 50
FILES_S = 0.4
"""What lies outside the vault is asked of the paper's rooms, which load after the page is painted."""
REST_S = 0.12
"""A search waits this long for the next letter, so that the access log holds words and not each letter on the way."""


CALENDAR_SAVED = (
    "Gemt som {file}. Åbn filen, så kommer frister, besøg og aftaler i Outlook, uden navne. Slet den bagefter på listen her."
)


@dataclass(frozen=True)
class Outside:
    """A readable file that was saved outside the vault. what: which paper; where: the file; told: when."""

    id: str
    what: str
    where: str
    told: str


@dataclass(frozen=True)
class Today:
    """What the day asks for. cases: how many there are; upcoming: visits that are not over;
    meetings: of the day; agreed: what else is of it; waits: what others have promised this week; expiring: yeses that end
    within 30 days; due: limits of the next days, what was missed first; due_later: how many more run.

    on_their_way: cases of which nothing but the first lines is here, so that they are not counted above; coming: what is known
    of these to the end of the week; arrived: cases that are here whole and were not read
    yet, so that they are not counted either.

    lease: that the laptop must meet the office soon, in words, or ""; handed: that what shut-out laptops wrote waits, or "";
    asked: that another lead asks for a yes, or "".
    local: what is only on this computer, in words; is_member: this vault belongs to an office.
    """

    day: date
    visits: tuple[Line, ...] = ()
    upcoming: tuple[Line, ...] = ()
    promises: tuple[Line, ...] = ()
    unprinted: int = 0
    unsigned: int = 0
    sheet_is_owed: bool = False
    disk_is_open: bool = False
    local: StatusLine = SILENT
    cases: int = 0
    is_member: bool = False
    meetings: tuple[Line, ...] = ()
    agreed: tuple[Line, ...] = ()
    waits: tuple[Line, ...] = ()
    expiring: tuple[Line, ...] = ()
    due: tuple[DueHere, ...] = ()
    due_later: int = 0
    coming: tuple[Line, ...] = ()
    on_their_way: int = 0
    arrived: int = 0
    lease: str = ""
    handed: str = ""
    asked: str = ""


class HomeSource(Protocol):
    """Where the page's facts come from; each call reads the vault and is made off the screen's thread."""

    def today(self) -> Today: ...

    def cases(self, limit: int, offset: int) -> tuple[Line, ...]: ...

    def find(self, text: str, limit: int) -> tuple[Line, ...]: ...

    def elsewhere(self, text: str) -> str: ...

    def owed(self, what: str) -> tuple[Line, ...]: ...

    def files(self) -> tuple[Outside, ...]: ...

    def remove(self, file: str) -> None: ...

    def save_calendar(self, target: Path) -> int: ...


class HomePresenter:
    """Rings with what came; the page only shows."""

    def __init__(self, source: HomeSource, runner: Runner, timers: Timers) -> None:
        self._source, self._runner = source, runner
        self._search = Latest(runner)
        self._alarm = Alarm(timers, self._ask)
        self._files_alarm = Alarm(timers, self._read_files)
        self._text = ""
        self.is_searching = False
        """Words are typed whose answer has not come yet."""
        self.today: Bell[[Today]] = Bell()
        self.files: Bell[[tuple[Outside, ...]]] = Bell()
        self.cases: Bell[[tuple[Line, ...], bool, bool]] = Bell()
        """Lines, whether they come after those that stand, and whether they are the last."""
        self.told: Bell[[str]] = Bell()
        """One line about what was done."""
        self.found: Bell[[str, tuple[Line, ...]]] = Bell()
        """The words searched for, and what was found; no words: the list of cases stands again."""
        self.elsewhere: Bell[[str]] = Bell()
        """Of a number that was searched for: who else in the office has the citizen, in words; "" for nothing to tell."""

    def begin(self) -> None:
        """The page is shown: reads the day and the first cases."""
        self._runner.read(self._source.today, self.today.ring)
        self.more(0)
        self._files_alarm.set(FILES_S)

    def refresh(self, *, has_news: bool) -> None:
        """Something was sent: how things stand now. has_news: something came, too, and the list is read again."""
        self._runner.read(self._source.today, self.today.ring)
        if has_news:
            self.more(0)

    def end(self) -> None:
        """The page is left: nothing more is asked."""
        for one in (self._alarm, self._files_alarm):
            one.stop()
        self._search.drop()

    def more(self, count: int) -> None:
        """The end of the list is in sight. count: how many stand there."""
        self._runner.read(
            lambda: self._source.cases(PAGE, count), lambda lines: self.cases.ring(lines, count > 0, len(lines) < PAGE)
        )

    def search(self, text: str) -> None:
        """Another letter was typed."""
        self._text = " ".join(text.split())
        self._search.drop()
        self.is_searching = bool(self._text)
        if not self._text:
            self._alarm.stop()
            self.found.ring("", ())
            self.elsewhere.ring("")
            return
        self._alarm.set(REST_S)

    def show_owed(self, what: str) -> None:
        """Lists the cases with papers that are not printed (`unprinted`) or not signed (`unsigned`)."""
        words = {"unprinted": "Ikke printet", "unsigned": "Ikke skrevet under"}[what]
        self.is_searching = False
        self._search.ask(lambda: self._source.owed(what), lambda lines: self.found.ring(words, lines))

    def remove(self, file: str) -> None:
        """Deletes a file outside the vault, and reads what is left."""
        self._runner.write(lambda: self._source.remove(file), lambda _: self._read_files())

    def save_calendar(self, target: Path) -> None:
        """Saves limits, visits and meetings for another calendar, and says so, and what is not in it."""

        def done(left_out: int) -> None:
            self.told.ring(" ".join(filter(None, (CALENDAR_SAVED.format(file=target.name), left_out_sentence(left_out)))))
            self._read_files()

        self._runner.write(lambda: self._source.save_calendar(target), done)

    def _read_files(self) -> None:
        self._runner.read(self._source.files, self.files.ring)

    def _ask(self) -> None:
        text = self._text

        def show(found: tuple[tuple[Line, ...], str]) -> None:
            self.is_searching = False
            self.found.ring(text, found[0])
            self.elsewhere.ring(found[1])

        self._search.ask(lambda: (self._source.find(text, HITS), self._source.elsewhere(text)), show)

    def search_now(self) -> None:
        """Does not wait for another letter."""
        if self._alarm.is_set:
            self._alarm.stop()
            self._ask()


def coming_sentence(count: int, *, has_lines: bool) -> str:
    """What the day does not count, since it is not here yet; "" where all cases are here. has_lines: some of it is shown."""
    if not count:
        return ""
    many = "1 sag er" if count == 1 else f"{count} sager er"
    them = "den" if count == 1 else "dem"
    shown = f" Det vigtigste fra {them} står her, og det er ikke efterprøvet." if has_lines else ""
    return f"{many} på vej hertil.{shown} Frister og papirer i {them} er ikke talt med."


def arrived_sentence(count: int) -> str:
    """The same of cases that are here, and not read yet."""
    if not count:
        return ""
    many, them = ("1 sag er", "den") if count == 1 else (f"{count} sager er", "dem")
    return f"{many} kommet og bliver lagt på plads. Frister og papirer i {them} er ikke talt med endnu."


def left_out_sentence(count: int) -> str:
    """What a calendar lacks, since cases are not here yet, or not read; "" where all are. count: cases."""
    if not count:
        return ""
    many, it = ("1 sag er", "den") if count == 1 else (f"{count} sager er", "de")
    return f"{many} ikke lagt på plads her endnu og er ikke med. Gem igen, når {it} er her."


def owed_sentence(unprinted: int, unsigned: int) -> tuple[str, str]:
    """`1 papir er ikke printet.` and `2 papirer er ikke skrevet under.`; "" where there are none."""

    def said(count: int, what: str) -> str:
        return f"{count} {'papir' if count == 1 else 'papirer'} er ikke {what}." if count else ""

    return said(unprinted, "printet"), said(unsigned, "skrevet under")
