"""A desk on a real vault, for tests: with a clock that the test sets, and colleagues whose vaults can be merged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from forms.library import Library
from forms.profile import Person, Profile, read_profile
from rygsaek.casework.desk import Desk
from rygsaek.casework.projectors import MIGRATIONS, projectors
from rygsaek.history import log
from rygsaek.history.clock import HybridClock
from rygsaek.history.journal import Journal
from rygsaek.paper import projectors as papers
from rygsaek.vault.vault import Vault
from sync import tables as sync
from tests.support.vaults import new_vault

PASSPHRASE = "seks helt almindelige danske ord her"
LISE = Person("Lise Holm", "12345678", "fremskudt sagsbehandler")
BO = Person("Bo Krag", "11223344", "fremskudt sagsbehandler")
ALL_MIGRATIONS = (*log.MIGRATIONS, *MIGRATIONS, *papers.MIGRATIONS, *sync.MIGRATIONS)
ANNA: dict[str, Any] = {
    "navn": "Anna Nørgaard",
    "cpr": "6701801234",
    "adresse": "Elmegade 3, 2. tv",
    "postnr": "8000",
    "by": "Aarhus C",
    "mobil": "12345678",
    "kontakt_maade": "sms",
    "kontakt_tid": "formiddag",
    "opholdssted_aktuelt": "hos sin søster",
    "tolk_behov": False,
}


class SetClock:
    """A clock that stands where a test sets it, and moves on by a second with every look, so that nothing is simultaneous."""

    def __init__(self, at: datetime = datetime(2026, 5, 4, 7, 0, tzinfo=UTC)) -> None:
        self.at = at

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


@cache
def library() -> Library:
    """The built-in forms."""
    return Library.load()


@cache
def profile() -> Profile:
    """Nordby Kommune."""
    return read_profile((files("forms") / "kommune.toml").read_text("utf-8"), "kommune.toml")


def as_role(desk: Desk, role: str) -> Desk:
    """The same desk, had the municipality given its worker a role."""
    staff = f'\n[[medarbejder]]\nnavn = "{desk.worker.name}"\nrolle = "{role}"\n'
    text = (files("forms") / "kommune.toml").read_text("utf-8")
    return replace(desk, profile=read_profile(text + staff, "kommune.toml"))


def desk_on(vault: Vault, clock: SetClock, worker: Person = LISE, forms: Library | None = None) -> Desk:
    """A desk on an open vault."""
    known = forms or library()
    hybrid = HybridClock(lambda: int(clock.now().timestamp() * 1000))
    return Desk(vault, Journal(vault, projectors(known), hybrid), known, profile(), worker, clock.now)


@contextmanager
def new_desk(folder: Path, clock: SetClock | None = None, worker: Person = LISE, forms: Library | None = None) -> Iterator[Desk]:
    """A desk on a new vault, closed at the end."""
    with new_vault(folder, PASSPHRASE, ALL_MIGRATIONS) as vault:
        yield desk_on(vault, clock or SetClock(), worker, forms)


@contextmanager
def reopened(folder: Path, clock: SetClock | None = None, worker: Person = LISE) -> Iterator[Desk]:
    """The desk on a vault that is there."""
    with Vault.open(folder, PASSPHRASE, migrations=ALL_MIGRATIONS) as vault:
        yield desk_on(vault, clock or SetClock(), worker)


def merge(into: Desk, case: str, other: Desk) -> None:
    """What two laptops do when they meet: the case's blobs and log go over."""
    with other.vault.read() as reader:
        blobs = [reader.blobs.get(name) for name in reader.blobs.names()]
    with into.vault.write() as tx:
        for blob in blobs:
            if blob is not None:
                tx.blobs.put(blob)
    into.journal.merge(case, other.journal.entries(case))
