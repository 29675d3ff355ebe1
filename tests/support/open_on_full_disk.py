"""Opens a vault on a disk of its own that has less and less room.

python -m tests.support.open_on_full_disk FOLDER     the folder is the disk; prints how each opening ended
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from rygsaek.errors import RygsaekError
from rygsaek.vault.slots import FLOOR
from rygsaek.vault.vault import Vault

PASSPHRASE = "fem blå cykler ved en bro"
ROOMS = (200_000, 24_000, 12_000, 0)
"""Bytes left free."""


def main(disk: Path) -> None:
    """Makes the vault, fills the disk up to each room, opens."""
    vault, _ = Vault.create(disk / "vault", PASSPHRASE, migrations=(), kdf=FLOOR)
    vault.close()
    for room in ROOMS:
        (disk / "rest").unlink(missing_ok=True)
        (disk / "rest").write_bytes(bytes(shutil.disk_usage(disk).free - room))
        try:
            with Vault.open(disk / "vault", PASSPHRASE, migrations=()) as vault, vault.read() as reader:
                reader.query("SELECT count(*) FROM sqlite_master")
            print("open")
        except RygsaekError as error:
            print(error.code)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
