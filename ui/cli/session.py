"""One run of the command line: whose vault, where the passphrase comes from, and how a desk is opened and closed."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ui.cli.speaking import refuse, say_problems
from ui.profile_folder import Places

if TYPE_CHECKING:
    from rygsaek.casework.desk import Desk

LONGEST_LINE_BYTES = 10_000


@dataclass(frozen=True)
class Session:
    """profile_dir: None for the system's place; is_piped: the first line of standard input is the passphrase."""

    profile_dir: Path | None = None
    is_piped: bool = False

    @property
    def places(self) -> Places:
        """Where this user's things are."""
        return Places(self.profile_dir) if self.profile_dir is not None else Places.standard()

    def passphrase(self, asked: str = "Dine seks ord: ") -> str:
        """The passphrase, from standard input or typed unseen. Ends with exit code 2 where there is nobody to ask."""
        if self.is_piped:
            return piped_line()
        if not somebody_is_there():
            refuse("Ingen kan spørges om de seks ord.", "Send dem på første linje, og skriv --passphrase-stdin.")
        return getpass.getpass(asked)

    @contextmanager
    def desk(self, *, needs_lease: bool = True) -> Iterator[Desk]:
        """The desk of this user's vault, closed again whatever happens. needs_lease: as `wiring.unlock`.

        Raises VaultError, DiskError.
        """
        from ui import wiring

        words = self.passphrase()
        desk = wiring.unlock(self.places, words, needs_lease=needs_lease)
        try:
            say_problems(desk.problems)
            yield desk
        finally:
            desk.vault.close()


def somebody_is_there() -> bool:
    """Whether a person can be asked: standard input is a terminal, not a file, and not closed."""
    return sys.stdin is not None and sys.stdin.isatty()


def piped_line() -> str:
    """One line of standard input, without its end. The rest is left for whoever reads answers from there.

    Ends with exit code 2 where standard input is closed.
    """
    if sys.stdin is None:
        refuse("Standard input er lukket.", "Send de seks ord på første linje.")
    line = sys.stdin.buffer.readline(LONGEST_LINE_BYTES).decode("utf-8", errors="replace")
    return line.rstrip("\r\n").removeprefix("\ufeff")


def session_of(context: typer.Context) -> Session:
    """The session that a command runs in."""
    found = context.find_root().obj
    return found if isinstance(found, Session) else Session()
