"""What follows from the log in paper, and every step of its tables."""

from __future__ import annotations

from rygsaek.history.projection import Projector
from rygsaek.paper import attached, copies, print_jobs, saved, scan_tray
from rygsaek.paper.attached import Attached
from rygsaek.paper.copies import Copies
from rygsaek.vault.migrations import Migration

MIGRATIONS: tuple[Migration, ...] = (
    *print_jobs.MIGRATIONS,
    *copies.MIGRATIONS,
    *saved.MIGRATIONS,
    *attached.MIGRATIONS,
    *scan_tray.MIGRATIONS,
)


def projectors() -> tuple[Projector, ...]:
    """The projectors that every journal of a vault is given, after casework's."""
    return (Copies(), Attached())
