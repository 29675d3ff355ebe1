"""Projections: tables that follow from the log, and can be thrown away and made again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from rygsaek.history.changes import Change
from rygsaek.history.registers import CaseState
from rygsaek.vault.migrations import Migration
from rygsaek.vault.transaction import Transaction


class Projector(Protocol):
    """Keeps some tables equal to what follows from the log.

    name: unlike any other's; migrations: its tables' steps; tables: their names, which `checking` compares with a rebuild.
    """

    @property
    def name(self) -> str: ...

    @property
    def migrations(self) -> tuple[Migration, ...]: ...

    @property
    def tables(self) -> tuple[str, ...]: ...

    def apply(self, tx: Transaction, case: str, changes: Sequence[Change], state: CaseState) -> None:
        """Follow these changes; `state` is the case with them. The same changes twice leave the same tables.

        A projection is a function of the state alone: after changes in another order, or all at once, it is the same.
        """

    def forget(self, tx: Transaction, case: str) -> None:
        """Throw away what the tables hold of the case."""
