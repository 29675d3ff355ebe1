"""The growing wait after a wrong passphrase: 1, 2, 4 … 60 seconds, which a restart does not shorten.

A courtesy, not a defence: whoever has the disk does not ask this program. The attempt is counted before it is made, so
that ending the program in the middle of it is no way round.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from rygsaek.errors import DiskError, VaultError
from rygsaek.vault.files import replace_file, told_as_disk_errors
from rygsaek.vault.migrations import Migration
from rygsaek.vault.vault import Vault

WAIT = "vault.wait"
LONGEST_S = 60


class Wait(msgspec.Struct, frozen=True):
    """attempts: wrong ones since the last right one; at: when the last was made, seconds since 1970."""

    attempts: int = 0
    at: int = 0

    def left_s(self, now: int) -> int:
        """Seconds still to wait. A clock put back does not lengthen the wait beyond the whole, nor end it."""
        if self.attempts == 0:
            return 0
        whole = min(LONGEST_S, 1 << min(self.attempts - 1, 6))
        return max(0, whole - max(0, now - self.at))


def wait_left_s(folder: Path, now: int) -> int:
    """Seconds until the next attempt is allowed. now: seconds since 1970."""
    return read_wait(folder).left_s(now)


def unlock(folder: Path, passphrase: str, *, migrations: Sequence[Migration], now: int) -> Vault:
    """Open the vault, if the wait after earlier wrong passphrases is over.

    Raises VaultError `vault.wait` with the seconds left, and what `Vault.open` raises.
    """
    wait = read_wait(folder)
    left_s = wait.left_s(now)
    if left_s:
        raise VaultError(
            f"Vent {left_s} sekunder, før du prøver igen.",
            "Skriv adgangssætningen langsomt. Har du glemt den, så brug nøglearket.",
            code="vault.wait",
        )
    if not folder.exists():
        return Vault.open(folder, passphrase, migrations=migrations)
    keep(folder, Wait(wait.attempts + 1, now))
    try:
        vault = Vault.open(folder, passphrase, migrations=migrations)
    except VaultError as problem:
        if problem.code != "vault.wrong_passphrase":
            keep(folder, wait)
        raise
    keep(folder, Wait())
    return vault


def keep(folder: Path, wait: Wait) -> None:
    """Store the wait. On a full disk the vault still opens: a courtesy must lock nobody out."""
    with suppress(DiskError):
        replace_file(folder / WAIT, msgspec.json.encode(wait))


def read_wait(folder: Path) -> Wait:
    """The wait as stored; a file that is no longer readable counts as none."""
    with told_as_disk_errors():
        data = (folder / WAIT).read_bytes() if (folder / WAIT).exists() else b"{}"
    try:
        return msgspec.json.decode(data, type=Wait)
    except msgspec.DecodeError:
        return Wait()
