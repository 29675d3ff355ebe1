"""The desk: everything that casework needs at hand, passed in by whoever wires."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from forms.library import Library
from forms.problems import Problem
from forms.profile import Person, Profile
from forms.roles import Role, role_of
from rygsaek.history.journal import Journal
from rygsaek.vault.vault import Vault

CASEWORK: Final = "Sagsbehandling"
"""The purpose that stands in the access log when nobody said another."""


@dataclass(frozen=True)
class Desk:
    """One caseworker's open vault with the forms, the profile and the clock.

    now: the present moment, aware and in UTC. purpose: why cases are looked at from this desk, in a citizen's words.
    problems: of the municipality's own files; what has any is left out, and stops nothing. fetch: has a case that came and was
    not read yet read into the log, and says whether there was such a case.
    """

    vault: Vault
    journal: Journal
    library: Library
    profile: Profile
    worker: Person
    now: Callable[[], datetime]
    purpose: str = CASEWORK
    problems: tuple[Problem, ...] = ()
    fetch: Callable[[str], bool] = lambda case: False

    @property
    def by(self) -> str:
        """Who changes and access entries are signed with."""
        return self.worker.name

    @property
    def role(self) -> Role:
        """What the worker at this desk sees and writes."""
        return role_of(self.profile.staff, self.worker.name)

    def today(self) -> date:
        """The day on the wall in Denmark."""
        return local(self.now()).date()

    def for_purpose(self, purpose: str) -> Desk:
        """The same desk, for another purpose (`Besøg`)."""
        return replace(self, purpose=purpose)


@cache
def _denmark() -> ZoneInfo:
    return ZoneInfo("Europe/Copenhagen")


def local(moment: datetime) -> datetime:
    """A moment as clocks in Denmark show it."""
    return moment.astimezone(_denmark())
