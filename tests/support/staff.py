"""People with laptops: real vaults, the program's own wiring, and a real store to talk to."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from forms.profile import Person
from rygsaek.casework.desk import Desk
from sync.asking import Transport
from sync.office import entering, founding, letting_in
from sync.office.kit import Kit
from sync.office.labels import Label
from sync.office.line import Line
from sync.runner import Connection, Outcome, Runner
from sync.transport import HttpTransport
from tests.support.synced import Empty
from tests.support.vaults import open_by_ring
from tests.support.wired import places
from ui import wiring


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

    def at(self, now: Callable[[], datetime]) -> Staff:
        """The same at a laptop whose clock shows something else."""
        return replace(self, desk=replace(self.desk, now=now))

    def sync(self, between: Callable[[Transport], Transport] = lambda straight: straight) -> Outcome:
        """Say and hear everything. between: what stands between the laptop and the store."""
        outcome = Runner(lambda: self.desk, Connection(lambda url, _: between(HttpTransport(url)))).run()
        assert outcome is not None
        return outcome


@dataclass
class Staffroom:
    """Makes people with a vault each, copies of an empty one."""

    folder: Path
    empty: Empty
    hired: list[Staff] = field(default_factory=list)

    def __call__(self, name: str, laptop: str = "Bærbar") -> Staff:
        here = places(self.folder / f"{len(self.hired)}")
        shutil.copytree(self.empty[0], here.vault)
        desk = wiring.desk_on(open_by_ring(here.vault, self.empty[1], wiring.migrations()), here)
        desk = replace(desk, worker=Person(name, "12345678"))
        self.hired.append(Staff(name, laptop, desk, wiring.line_on(desk)))
        return self.hired[-1]

    def close(self) -> None:
        for one in self.hired:
            one.desk.vault.close()


Hire = Callable[..., Staff]
