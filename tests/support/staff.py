"""People with laptops: real vaults, the program's own wiring, and a real store to talk to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from forms.profile import Person
from rygsaek.casework.desk import Desk
from rygsaek.vault.sealing import FLOOR
from sync.office import entering, founding, letting_in
from sync.office.kit import Kit
from sync.office.labels import Label
from sync.office.line import Line
from ui import wiring
from ui.profile_folder import Places

PASSPHRASE = "seks helt almindelige danske ord her"


@dataclass
class Staff:
    """One person at one laptop."""

    name: str
    laptop: str
    desk: Desk
    line: Line

    @property
    def label(self) -> Label:
        return Label(self.name, self.laptop)

    @property
    def device(self) -> bytes:
        return self.line.membership().device

    def found(self, url: str) -> Kit:
        """Found an office; returns its kit."""
        made = founding.prepare(self.line, url, self.label)
        founding.hold(self.line, made.founding)
        founding.finish(self.line, made.founding)
        return made.kit

    def let_in(self, other: Staff, *, is_lead: bool = False, person: str | None = None) -> None:
        """Invite another, compare six words, and let them in."""
        code = letting_in.invite(self.line)
        standing = entering.start(other.line, code, other.label)
        applicant = next(one for one in letting_in.pending(self.line)[0] if one.words == standing.words)
        letting_in.admit(self.line, applicant, "lead" if is_lead else "caseworker", person)
        begun = entering.held(other.line)
        assert begun is not None and entering.look(other.line, begun).known is not None


Hire = Callable[..., Staff]


@contextmanager
def hiring(folder: Path) -> Iterator[Hire]:
    """Makes people with a vault each; all are closed at the end."""
    hired: list[Staff] = []

    def hire(name: str, laptop: str = "Bærbar") -> Staff:
        places = Places(folder / f"{len(hired)}")
        desk, _ = wiring.create(places, PASSPHRASE, Person(name, "12345678"), kdf=FLOOR)
        hired.append(Staff(name, laptop, desk, wiring.line_on(desk)))
        return hired[-1]

    try:
        yield hire
    finally:
        for one in hired:
            one.desk.vault.close()
