"""How long nobody is listened to after wrong passphrases, as it stands beside a vault.

Apart from `unlocking`, since the first page asks it before anything that opens a vault is loaded.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec.structs import replace

from rygsaek.errors import DiskError
from rygsaek.vault.files import replace_file, told_as_disk_errors

WAIT = "vault.wait"
LONGEST_S = 60


Natural = Annotated[int, msgspec.Meta(ge=0)]


class Wait(msgspec.Struct, frozen=True):
    """attempts: wrong ones since the last right one; at: when the last was made, seconds since 1970."""

    attempts: Natural = 0
    at: Natural = 0

    def left_s(self, now: int) -> int:
        """Seconds still to wait. A clock put back does not lengthen the wait beyond the whole, nor end it."""
        if self.attempts == 0:
            return 0
        whole = min(LONGEST_S, 1 << min(self.attempts - 1, 6))
        return max(0, whole - max(0, now - self.at))


def wait_left_s(folder: Path, now: int) -> int:
    """Seconds until the next attempt is allowed. now: seconds since 1970."""
    return standing(folder, now).left_s(now)


def standing(folder: Path, now: int) -> Wait:
    """The wait as it stands. One that a clock which was wrong then has put in the future begins anew now, so that it ends."""
    wait = read_wait(folder)
    if wait.at > now:
        wait = replace(wait, at=max(0, now))
        keep(folder, wait)
    return wait


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
