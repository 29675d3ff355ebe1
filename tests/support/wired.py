"""The desk as the program puts it together, on a vault whose passphrase is cheap to try and whose clock a test sets."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from forms.profile import Person
from rygsaek.casework import cases, settings
from rygsaek.casework.desk import Desk
from rygsaek.paper.exits import Exits
from rygsaek.paper.ipp_printer import IppPrinter
from rygsaek.paper.print_queue import PrintQueue
from tests.support import vaults
from tests.support.desks import LISE, PASSPHRASE, SetClock
from ui import wiring

ANSWERS = Path(__file__).parent / "answers"
NOWHERE = "ipp://localhost:9/ipp/print"
"""A printer that is never there."""


def places(profile_dir: Path) -> wiring.Places:
    """The places of one user, with the invented municipality's file in them."""
    found = wiring.Places(profile_dir)
    found.municipality.mkdir(parents=True, exist_ok=True)
    kommune = Path(__file__).parent.parent.parent / "forms" / "kommune.toml"
    shutil.copy(kommune, found.municipality / kommune.name)
    return found


@contextmanager
def new_desk(profile_dir: Path, clock: SetClock | None = None, worker: Person = LISE) -> Iterator[Desk]:
    """A desk on a new vault, closed at the end."""
    found = places(profile_dir)
    with vaults.new_vault(found.vault, PASSPHRASE, wiring.migrations()) as vault:
        with vault.write() as tx:
            settings.put(vault, settings.WORKER, worker, tx)
            settings.put(vault, settings.SHEET_OWED, True, tx)
        yield wiring.desk_on(vault, found, (clock or SetClock()).now)


@contextmanager
def reopened(profile_dir: Path, clock: SetClock | None = None) -> Iterator[Desk]:
    """The desk on a vault that is there, as a fresh process unlocks it."""
    desk = wiring.unlock(wiring.Places(profile_dir), PASSPHRASE, now=(clock or SetClock()).now)
    with desk.vault:
        yield desk


def ring_of(desk: Desk) -> bytes:
    """What opens the desk's vault without stretching its passphrase."""
    return vaults.ring_of(desk.vault)


@contextmanager
def reopened_by_ring(profile_dir: Path, ring: bytes, clock: SetClock | None = None) -> Iterator[Desk]:
    """The desk as a fresh process has it, without the tenth of a second that the passphrase costs."""
    found = wiring.Places(profile_dir)
    with vaults.open_by_ring(found.vault, ring, wiring.migrations()) as vault:
        yield wiring.desk_on(vault, found, (clock or SetClock()).now)


def exits_of(desk: Desk) -> Exits:
    """The door, with a queue that has no CUPS behind it."""
    return Exits(desk, PrintQueue(desk.vault, IppPrinter(None, timeout_s=2.0), desk.now))


def answers(name: str) -> dict[str, Any]:
    """The filled example of a form, as a caseworker's JSON file holds it."""
    found: dict[str, Any] = json.loads((ANSWERS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def whole_case(desk: Desk) -> tuple[str, dict[str, str]]:
    """The invented citizen's case with all papers of a visit; returns its id, and the papers' ids by form."""
    case = cases.create_case(desk, answers("borger"))
    names = ("netvaerkskort", "samarbejdsaftale", "samtykke", "besoeg")
    return case, {name: cases.fill_form(desk, case, name, answers(name)) for name in names}
