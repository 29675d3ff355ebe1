"""A colleague with a laptop and a vault of their own, who joins the office, gets the case, and writes where Lise writes too."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from forms.profile import Person
from rygsaek.casework import accesslog, cases, views
from rygsaek.casework.desk import Desk
from sync.office import entering
from sync.office.codes import InviteCode
from sync.office.labels import Label
from ui import wiring
from ui.demo import story

FORM: Final = "samarbejdsaftale"
FIELD: Final = "aktuel_situation"


class Colleague:
    """folder: of this laptop alone."""

    def __init__(self, folder: Path) -> None:
        person = Person(story.BO.name, story.BO.title, story.BO.phone)
        self._desk: Desk = wiring.create(wiring.Places(folder), story.BO_WORDS, person)[0]
        self._line = wiring.line_on(self._desk)

    def close(self) -> None:
        """The laptop is shut."""
        self._desk.vault.close()

    def join(self, code: str) -> str:
        """Uses an invite; returns the six words that this laptop shows."""
        return " ".join(entering.start(self._line, InviteCode.read(code), Label(story.BO.name, "Bærbar")).words)

    def open(self) -> str:
        """Is let in, gets what was shared, and opens the case; returns the citizen's name."""
        begun = entering.held(self._line)
        if begun is not None:
            entering.look(self._line, begun)
        self.send()
        accesslog.note(self._desk, self._case, "open")
        return views.case_view(self._desk, self._case).citizen_name

    def write(self) -> str:
        """Writes in the field that Lise has written in meanwhile, and sends; returns the text."""
        cases.fill(self._desk, self._case, self._agreement, {FIELD: story.WRITTEN_BY_BO})
        self.send()
        return story.WRITTEN_BY_BO

    def read(self) -> str:
        """Gets what there is; returns what stands in the field, or nothing while two things do."""
        self.send()
        found = views.document_view(self._desk, self._case, self._agreement)
        return "" if found.conflicts else str(found.values.get(FIELD, ""))

    def send(self) -> None:
        """Sends and gets."""
        wiring.runner_on(self._desk).run()

    @property
    def _case(self) -> str:
        (case,) = self._desk.journal.cases()
        return case

    @property
    def _agreement(self) -> str:
        documents = views.case_view(self._desk, self._case).documents
        return next(one.document for one in reversed(documents) if one.form == FORM)
