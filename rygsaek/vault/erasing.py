"""Erasing a vault for good: its keys first, so that a kill in between leaves nothing that opens."""

from __future__ import annotations

import os
from pathlib import Path

from rygsaek.vault.files import told_as_disk_errors
from rygsaek.vault.keys import COPIES
from rygsaek.vault.opening import LOCK
from rygsaek.vault.vault import Vault


def erase(vault: Vault) -> None:
    """Close a vault, overwrite its key files, and remove everything in its folder.

    What the disk keeps of the encrypted pages opens with no key that is left; a backup elsewhere still opens with its own.
    Raises DiskError: then some of it stands, and the next try goes on.
    """
    folder = vault.folder
    with vault.connections.alone():
        vault.connections.close()
        with told_as_disk_errors():
            for name in COPIES:
                overwrite(folder / name)
            for path in sorted(folder.iterdir()):
                if path.is_file() and path.name != LOCK:
                    path.unlink()
    vault.close()
    with told_as_disk_errors():
        (folder / LOCK).unlink(missing_ok=True)
        if not any(folder.iterdir()):
            folder.rmdir()


def overwrite(path: Path) -> None:
    """Put random bytes in a file's place, durably."""
    if not path.exists():
        return
    with path.open("r+b") as handle:
        handle.write(os.urandom(path.stat().st_size))
        handle.flush()
        os.fsync(handle.fileno())
