"""Projections: tables that follow from the log, and can be thrown away and made again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from rygsaek.history import log
from rygsaek.history.changes import Change
from rygsaek.history.registers import CaseState, fold
from rygsaek.vault.transaction import Transaction
from rygsaek.vault.vault import Vault


class Projector(Protocol):
    """Keeps some tables equal to what follows from the log.

    name: unlike any other's. version: grows whenever the same log would give other rows; then everything is made again.
    tables: the names of its tables, which `checking` compares with a rebuild.
    """

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> int: ...

    @property
    def tables(self) -> tuple[str, ...]: ...

    def apply(self, tx: Transaction, case: str, changes: Sequence[Change], state: CaseState) -> None:
        """Follow these changes; `state` is the case with them. The same changes twice leave the same rows.

        A projection is a function of the state: after the same changes in another order, or all at once, it is the same.
        """

    def forget(self, tx: Transaction, case: str) -> None:
        """Throw away what the tables hold of the case."""


def settle(vault: Vault, projectors: Sequence[Projector]) -> tuple[str, ...]:
    """Make again what is not of this program's version; returns the projectors' names. Nothing to do costs one query."""
    with vault.read() as reader:
        stored: dict[str, int] = dict(reader.query("SELECT name, version FROM log_projection"))
    stale = [one for one in projectors if stored.get(one.name) != one.version]
    if stale:
        rebuild(vault, stale)
    return tuple(one.name for one in stale)


def rebuild(vault: Vault, projectors: Sequence[Projector]) -> None:
    """Throw away and make again everything that these projectors keep, in one transaction."""
    with vault.write() as tx:
        rebuild_within(tx, projectors)
        tx.executemany(
            "INSERT INTO log_projection VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET version = excluded.version",
            [(one.name, one.version) for one in projectors],
        )


def rebuild_within(tx: Transaction, projectors: Sequence[Projector]) -> None:
    """The same within a transaction. Rows of cases that have no log go too."""
    cases = log.cases(tx)
    for projector in projectors:
        if not projector.tables:
            for case in cases:
                projector.forget(tx, case)
        for table in projector.tables:
            if tx.one(f'SELECT 1 FROM "{table}" LIMIT 1'):  # noqa: S608
                tx.execute(f'DELETE FROM "{table}"')  # noqa: S608
    for case in cases:
        changes = tuple(log.changes(tx, case))
        state = fold(changes)
        for projector in projectors:
            projector.apply(tx, case, changes, state)
