"""The ways into a vault, as the wiring hands them to the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from forms.profile import Person
    from rygsaek.vault.secret import RecoverySecret
    from ui.open_vault import OpenVault


class Doors(msgspec.Struct, frozen=True):
    """folder: where the vault is. Everything else is work for the writer lane, raising RygsaekError.

    wait_left: seconds until words are listened to again.
    """

    folder: Path
    exists: Callable[[], bool]
    create: Callable[[Person, str], OpenVault]
    unlock: Callable[[str], OpenVault]
    recover: Callable[[RecoverySecret, str], OpenVault]
    restore: Callable[[Path, str], None]
    wait_left: Callable[[], float]
