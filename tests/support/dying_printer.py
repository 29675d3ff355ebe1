"""A process that prints one paper and is killed at a named moment on the way. Run: VAULT PASSPHRASE PRINTER-URI MOMENT."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from rygsaek.paper import print_jobs
from rygsaek.paper.ipp_printer import IppPrinter
from rygsaek.paper.print_jobs import NewJob
from rygsaek.paper.print_queue import PrintQueue
from rygsaek.paper.printers import Ticket, never
from rygsaek.vault.vault import Vault

MOMENTS = ("queued", "announced", "ticket written down", "half delivered", "delivered", "recorded")


class DyingPrinter(IppPrinter):
    """Prints, and kills its own process at a moment."""

    moment = ""

    def prepare(self, name: str, title: str, copies: int) -> Ticket:
        self._die_at("queued")
        ticket = super().prepare(name, title, copies)
        self._die_at("announced")
        return ticket

    def deliver(self, name: str, ticket: Ticket, data: bytes, stop: Callable[[], bool] = never) -> None:
        self._die_at("ticket written down")
        pieces = iter(range(1000))

        def stop_or_die() -> bool:
            if next(pieces) == 1:
                self._die_at("half delivered")
            return stop()

        super().deliver(name, ticket, data, stop_or_die)
        self._die_at("delivered")

    def _die_at(self, moment: str) -> None:
        if moment == self.moment:
            os.kill(os.getpid(), signal.SIGKILL)


def main(folder: Path, passphrase: str, uri: str, moment: str, data: bytes) -> None:
    with Vault.open(folder, passphrase, migrations=print_jobs.MIGRATIONS) as vault:
        printer = DyingPrinter(None)
        printer.moment = moment
        queue = PrintQueue(vault, printer, lambda: datetime.now(UTC))
        new = NewJob(
            case="anna", document="aftale", version="1", paper_id="p1", copy="citizen", visit="v1", printer=uri,
            what="Vores aftale", whose="Anna", pages=2,
        )  # fmt: skip
        queue.submit(new, data)
        queue.step()
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4], sys.stdin.buffer.read())
