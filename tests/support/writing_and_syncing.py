"""A laptop process that writes and syncs until it is killed: `python -m tests.support.writing_and_syncing FOLDER RING URL NAME`.

It says `wrote N` when a save is durable, and `synced` after each sync that went well. FOLDER: the profile's; RING: in hex.
"""

from __future__ import annotations

import contextlib
import itertools
import random
import sys
from datetime import UTC, datetime
from pathlib import Path

from sync.errors import SyncError
from sync.runner import Connection, Runner
from sync.transport import HttpTransport
from tests.support.vaults import answer, open_by_ring
from ui import wiring

REGISTERS = ("navn", "by", "@adresse", "maal/r1/handling")


def main(folder: Path, ring: bytes, url: str, name: str) -> None:
    """Until it is killed."""
    places = wiring.Places(folder)
    with open_by_ring(places.vault, ring, wiring.migrations()) as vault:
        desk = wiring.desk_on(vault, places, lambda: datetime.now(UTC))
        runner = Runner(lambda: desk, Connection(lambda _, is_cancelled: HttpTransport(url, is_cancelled=is_cancelled)))
        print("open", flush=True)
        for number in itertools.count():
            for case in desk.journal.cases():
                mark = f"{name}.{number}"
                desk.journal.append(case, [answer(random.choice(REGISTERS), mark)], name)
                print(f"wrote {mark}", flush=True)
            with contextlib.suppress(SyncError):
                runner.run()
                print("synced", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), *sys.argv[3:])
