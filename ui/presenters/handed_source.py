"""What lies in the store's quarantine of the cases here, from an open vault. Off the screen's thread."""

from __future__ import annotations

from rygsaek.casework import views
from rygsaek.casework.desk import Desk
from rygsaek.casework.summary import UNNAMED, citizen_name, initials
from sync.office import adopting, people
from sync.office.adopting import Waiting
from sync.office.line import Line
from ui.presenters.case import Happened
from ui.presenters.case_source import said
from ui.presenters.handed import HandedCase
from ui.presenters.status_words import many

UNREADABLE = "kan ikke læses her endnu. Send og hent, og se igen."


class DeskHanded:
    """line: the way to the store."""

    def __init__(self, desk: Desk, line: Line) -> None:
        self._desk, self._line = desk, line
        self._found: dict[str, Waiting] = {}

    def waiting(self) -> tuple[HandedCase, ...]:
        """Every case in which something lies, asked of the store case by case."""
        line = self._line
        known = line.caught_up()
        with line.vault.read() as reader:
            cases = adopting.cases_to_ask(reader, known)
        asked = {case: adopting.look(line, case) for case in cases if self._desk.journal.state(case).documents()}
        self._found = {case: one for case, one in asked.items() if one.handed or one.unreadable}
        return tuple(self._line_of(one) for one in self._found.values())

    def look(self, case: str) -> tuple[Happened, ...]:
        """What the laptops wrote, in the words of the case's history."""
        changes = [change for one in self._found[case].handed for change in one.changes]
        return tuple(said(line, self._desk) for line in views.handed_over(self._desk, case, changes))

    def adopt(self, case: str) -> str:
        """Take it into the case, under the names of those who wrote it."""
        views.require(self._desk, case)
        count = adopting.adopt(self._desk, self._line, self._found.pop(case))
        taken = many(count, "1 ændring", "ændringer")
        return f"{taken} er kommet ind i sagen. Stod der noget andet i forvejen, står begge dele, til du vælger."

    def drop(self, case: str) -> str:
        """Let it go."""
        found = self._found.pop(case)
        adopting.drop(self._line, case, (*(one.id for one in found.handed), *found.unreadable))
        return "Det er slettet. Sagen er, som den var."

    def _line_of(self, one: Waiting) -> HandedCase:
        devices = sorted({handed.device for handed in one.handed})
        whose = people.names_of_devices(self._line, self._line.membership(), devices) if devices else "en lukket computer"
        count = sum(len(handed.entries) for handed in one.handed)
        parts = [many(count, "1 ændring", "ændringer") + "."] if count else []
        if one.unreadable:
            parts.append(f"{many(len(one.unreadable), '1 stykke', 'stykker')} {UNREADABLE}")
        name = initials(citizen_name(self._desk.journal.state(one.case)) or UNNAMED)
        return HandedCase(one.case, name, whose, " ".join(parts), bool(one.handed))
