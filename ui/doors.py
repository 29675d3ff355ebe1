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

    restore_instead: the same where a damaged vault stands, which is set aside; returns its folder's new name.
    unlock_without_lost: opens a vault whose log is damaged, without what is lost; a person was told.
    unlock_with_kit: opens a vault whose lease has ended, with the office's key, typed or in a file.
    wait_left: seconds until words are listened to again.
    """

    folder: Path
    exists: Callable[[], bool]
    create: Callable[[Person, str], OpenVault]
    unlock: Callable[[str], OpenVault]
    recover: Callable[[RecoverySecret, str], OpenVault]
    restore: Callable[[Path, str], None]
    restore_instead: Callable[[Path, str], str]
    unlock_without_lost: Callable[[str], OpenVault]
    wait_left: Callable[[], float]
    unlock_with_kit: Callable[[str, str], OpenVault]
