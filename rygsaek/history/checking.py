"""Is the log unbroken, and does everything shown follow from it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from forms.problems import Problem
from rygsaek.history import log
from rygsaek.history.entries import unpack
from rygsaek.history.log import START, Tail
from rygsaek.history.projection import Projector, rebuild_within
from rygsaek.history.redacting import follows, marks_of
from rygsaek.vault.checking import FROM_BACKUP, check_vault
from rygsaek.vault.transaction import Reader
from rygsaek.vault.vault import Vault

UNREADABLE = ("check.page", "check.structure")
REBUILD = "Kør »rygsaek vault check --rebuild«; intet går tabt."


def check(vault: Vault, projectors: Sequence[Projector]) -> tuple[Problem, ...]:
    """Everything wrong with a vault: pages, keys, blobs, chains, projections. None of it is mended. Reads all of it."""
    found = list(check_vault(vault))
    if any(problem.code in UNREADABLE for problem in found):
        return tuple(found)
    with vault.read() as reader:
        for case in log.cases(reader):
            found.extend(chains(reader, case))
    if not any(problem.code == "check.entry" for problem in found):
        found.extend(projections(vault, projectors))
    return tuple(found)


def chains(reader: Reader, case: str) -> Iterator[Problem]:
    """Entries that do not continue their chain, or cannot be read."""
    tails: dict[str, Tail] = {}
    marks = marks_of(reader, case)
    for entry in log.entries(reader, case):
        tail = tails.get(entry.incarnation, START)
        place = f"{case}.{entry.incarnation}.{entry.txn}"
        if entry.txn != tail.txn + 1 or not follows(entry, tail.hash, marks):
            yield Problem("check.chain", place, "Historikken er brudt: noget mangler eller er ændret.", FROM_BACKUP)
        try:
            unpack(case, entry.incarnation, entry.txn, entry.payload)
        except ValueError:
            yield Problem("check.entry", place, "En gemt ændring kan ikke læses.", FROM_BACKUP)
        tails[entry.incarnation] = Tail(entry.txn, entry.hash)


class TakenBackError(Exception):
    """Ends a transaction that is not to stand."""


def projections(vault: Vault, projectors: Sequence[Projector]) -> list[Problem]:
    """Tables that are not what the log gives. They are made again inside a transaction that is then taken back."""
    tables = [table for one in projectors for table in one.tables]
    found: list[Problem] = []
    try:
        with vault.write() as tx:
            before = {table: rows_of(tx, table) for table in tables}
            rebuild_within(tx, projectors)
            for table in tables:
                if rows_of(tx, table) != before[table]:
                    found.append(Problem("check.projection", table, "Visningen stemmer ikke med historikken.", REBUILD))
            raise TakenBackError
    except TakenBackError:
        return found


def rows_of(reader: Reader, table: str) -> bytes:
    """A sum over all rows of a table, whatever their order: at the size of a hash, no two different sets meet by accident."""
    total = 0
    for row in reader.execute(f'SELECT * FROM "{table}"'):  # noqa: S608
        digest = hashlib.sha256(repr(row).encode()).digest()
        total = (total + int.from_bytes(digest, "big")) % (1 << 256)
    return total.to_bytes(32, "big")
