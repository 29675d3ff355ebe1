"""Steps from an older vault to this program's. Rooms declare theirs; the wiring passes all of them in, in a fixed order.

A step never changes once a version with it has been released: a new step comes after. What has been applied is kept in
sqlite-utils' own table; `PRAGMA user_version` counts it, so that an up-to-date vault opens without importing sqlite-utils.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from rygsaek.errors import VaultError
from rygsaek.vault.driver import sqlite_utils_over, told

SET = "rygsaek"


class Migration(NamedTuple):
    """One step: a name that no other has, and the statements that it runs, all in one transaction."""

    name: str
    statements: tuple[str, ...]


def migrate(connection: Any, steps: Sequence[Migration]) -> bool:
    """Bring the vault up to the last step; True where anything was done.

    Raises VaultError `vault.newer` where the vault has steps that this program does not know. A kill in between leaves
    the vault after some whole step, and the next opening goes on from there.
    """
    names = [step.name for step in steps]
    if len(set(names)) != len(names):
        raise ValueError("two migrations of one name")
    applied = told(lambda: applied_names(connection))
    if set(applied) - set(names):
        raise newer(len(applied), len(steps))
    pending = [step for step in steps if step.name not in applied]
    if pending:
        told(lambda: run(connection, pending, len(applied)))
    return bool(pending)


def applied_names(connection: Any) -> list[str]:
    """Which steps the vault has taken."""
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone() is None:
        return []
    found = connection.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY id", (SET,))
    return [row[0] for row in found]


def run(connection: Any, pending: Iterable[Migration], already: int) -> None:
    """Each step in a transaction of its own, with its record and the count."""
    from sqlite_utils.migrations import Migrations

    steps = Migrations(SET)
    for count, step in enumerate(pending, start=already + 1):

        def take(database: Any, step: Migration = step, count: int = count) -> None:
            for statement in step.statements:
                database.execute(statement)
            database.execute(f"PRAGMA user_version = {count}")

        steps(name=step.name)(take)
    steps.apply(sqlite_utils_over(connection))


def newer(vault_version: int, program_version: int) -> VaultError:
    """The vault has been opened by a later program."""
    return VaultError(
        f"Rygsækken er fra en nyere udgave af programmet (rygsækken: {vault_version}, programmet: {program_version}).",
        "Hent den nyeste udgave af Rygsæk, og åbn igen. Der er ikke ændret noget.",
        code="vault.newer",
    )
