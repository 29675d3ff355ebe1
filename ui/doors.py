"""The ways into a vault, as the wiring hands them to the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from forms.profile import Person
from rygsaek.casework.desk import Desk
from rygsaek.vault.secret import RecoverySecret


@dataclass(frozen=True)
class Opened:
    """What opening gives. secret: of the recovery sheet, only when the vault was made just now."""

    desk: Desk
    secret: RecoverySecret | None = None


@dataclass(frozen=True)
class Doors:
    """folder: where the vault is. Everything else is work for the writer lane, raising RygsaekError.

    wait_left: seconds until words are listened to again.
    """

    folder: Path
    exists: Callable[[], bool]
    create: Callable[[Person, str], Opened]
    unlock: Callable[[str], Opened]
    recover: Callable[[RecoverySecret, str], Opened]
    restore: Callable[[Path, str], None]
    wait_left: Callable[[], float]
