"""How long nobody is listened to after wrong passphrases, as it stands beside a vault.

Apart from `unlocking`, since the first page asks it before anything that opens a vault is loaded.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import msgspec

from rygsaek.errors import DiskError
from rygsaek.vault.files import replace_file, told_as_disk_errors

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
