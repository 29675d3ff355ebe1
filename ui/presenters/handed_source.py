"""What lies in the store's quarantine of the cases here, from an open vault. Off the screen's thread."""

from __future__ import annotations

from datetime import UTC, datetime

from rygsaek.casework import views
from rygsaek.casework.accesslog import WORDS
from rygsaek.casework.desk import Desk
from rygsaek.casework.summary import UNNAMED, citizen_name, initials
from rygsaek.paper import attached, attachments
from sync.office import adopting, awaiting, people
from sync.office.handed import Waiting
from sync.office.line import Line
from ui.presenters.case import Happened
from ui.presenters.case_source import said
from ui.presenters.handed import HandedCase
from ui.presenters.handed_words import CLAIMED, DROPPED, DROPPED_WHOLE, adopted_words, waiting_words
from ui.presenters.times import moment_words


class DeskHanded:
    """line: the way to the store."""

    def __init__(self, desk: Desk, line: Line) -> None:
        self._desk, self._line = desk, line
        self._found: dict[str, Waiting] = {}

    def waiting(self) -> tuple[HandedCase, ...]:
        """Every case in which something lies for a person to look at. Where it is only when the case was looked at, that is
        written into its access log at once: a laptop that was shut out hands that over for every case on its list."""
        line = self._line
        cases = awaiting.ask(line, line.caught_up())
        asked = {case: adopting.look(self._desk, line, case) for case in cases}
        for one in asked.values():
            if one.is_only_looks:
                adopting.adopt(self._desk, line, one)
        self._found = {
            case: one
            for case, one in asked.items()
            if one.is_anything and not one.is_only_looks and (one.is_new or self._desk.journal.state(case).documents())
        }
        return tuple(self._line_of(one) for one in self._found.values())

    def look(self, case: str) -> tuple[Happened, ...]:
        """What the laptops wrote, in the words of the case's history."""
        found = self._found[case]
        lines = [said(line, self._desk) for line in views.handed_over(self._desk, case, found.changes)]
        return (*lines, *self._missing_files(found), *self._looks(found))

    def adopt(self, case: str) -> str:
        """Take it into the case, under the names of those who wrote it."""
        found = self._found[case]
        views.require_with(self._desk, case, found.changes)
        told = adopted_words(adopting.adopt(self._desk, self._line, found), is_new=found.is_new)
        del self._found[case]
        return told

    def drop(self, case: str) -> str:
        """Let it go."""
        found = self._found.pop(case)
        adopting.discard(self._line, found)
        return DROPPED_WHOLE if found.is_new else DROPPED

    def _line_of(self, one: Waiting) -> HandedCase:
        known = self._line.membership()
        whose = people.names_of_devices(self._line, known, one.devices) if one.devices else "en lukket computer"
        name = initials(citizen_name(self._desk.journal.state(one.case).plus(one.changes)) or UNNAMED)
        return HandedCase(one.case, name, whose, waiting_words(one), one.is_usable, CLAIMED if one.is_new else "")

    def _looks(self, found: Waiting) -> tuple[Happened, ...]:
        """When the case was looked at on the laptop: a word that a searcher typed is not among it."""
        now = self._desk.now()
        return tuple(
            Happened(WORDS.get(look.what, look.what), f"{look.user}, {moment_words(datetime.fromisoformat(look.at), now)}")
            for one in found.looks
            for look in one.told
        )

    def _missing_files(self, found: Waiting) -> tuple[Happened, ...]:
        """The files that the case tells of already, and whose bytes only the laptop had."""
        left = {one.blob.hex() for one in found.usable}
        told = {one.key.blob for part in found.handed for one in map(attached.file_in, part.changes) if one is not None}
        if not left - told:
            return ()
        now = self._desk.now()
        return tuple(
            Happened(f"Bilag, der mangler i sagen: {one.title}", f"{one.by}, {moment_words(_moment(one.at), now)}")
            for one in (listed.attachment for listed in attachments.of_case(self._desk, found.case))
            if one.key.blob in left - told
        )


def _moment(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)
