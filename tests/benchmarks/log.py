"""Rows 1 to 3: one edit durable, a case opened, 100,000 changes appended; against bare tables in plain sqlite3."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from forms.profile import Person
from rygsaek.casework import search
from rygsaek.casework.desk import Desk
from rygsaek.history.changes import ANSWER_GIVEN, BEGUN, NewChange
from rygsaek.history.clock import HybridClock
from rygsaek.history.journal import Journal
from rygsaek.vault.slots import FLOOR
from tests.benchmarks import office
from tests.benchmarks.measure import Row, in_turns, median
from ui import wiring

TABLE = """CREATE TABLE change (incarnation TEXT, case_id TEXT, txn INTEGER, n INTEGER, ms INTEGER, tick INTEGER, who TEXT,
    document TEXT, register TEXT, kind TEXT, value TEXT, supersedes TEXT,
    PRIMARY KEY (case_id, incarnation, txn, n)) WITHOUT ROWID"""
INSERT = "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
FETCH = """SELECT incarnation, txn, n, ms, tick, who, document, register, kind, value, supersedes FROM change
    WHERE case_id = ? ORDER BY incarnation, txn, n"""
WORDS = "borger hjælp aftale møde kaffe trappe kontakt læge økonomi bolig penge familie ven netværk hverdag uge næste".split()
REGISTERS, DOCUMENTS, CHANGES = 75, 4, 300
"""As one case has them: 60 fields and the cells of 15 rows over 4 documents, 300 edits."""


def rows() -> list[Row]:
    """All three."""
    with tempfile.TemporaryDirectory() as place, bench(Path(place)) as both:
        return [edit(*both), opening(*both), bulk(*both)]


@contextmanager
def bench(place: Path) -> Iterator[tuple[Desk, sqlite3.Connection]]:
    """A vault with everything that follows from its log, and a plain file, each with fifty cases in it."""
    plain = sqlite3.connect(place / "plain.db", isolation_level=None)
    for setting in ("journal_mode = WAL", "synchronous = FULL"):
        plain.execute(f"PRAGMA {setting}").fetchall()
    plain.execute(TABLE)
    chance = random.Random(1)
    store(plain, ((f"before{number}", edits(chance, CHANGES)) for number in range(50)))
    desk, _ = wiring.create(wiring.Places(place), office.PASSPHRASE, Person("Lise Holm", "12345678"), now=office.now, kdf=FLOOR)
    with desk.vault:
        for number in range(50):
            with desk.vault.write() as tx:
                office.open_case(desk, tx, number)
        search.catch_up(desk)
        yield desk, plain
    plain.close()


def edits(chance: random.Random, count: int) -> list[NewChange]:
    return [edit_of(chance, number) for number in range(count)]


def edit_of(chance: random.Random, number: int) -> NewChange:
    text = " ".join(chance.choice(WORDS) for _ in range(8))
    return NewChange(f"document{number % DOCUMENTS}", f"felt{number % REGISTERS}", ANSWER_GIVEN, text)


def as_row(case: str, txn: int, n: int, change: NewChange) -> tuple[Any, ...]:
    before = f"abcdefghij.{case}.{txn - REGISTERS}.{n}" if txn > REGISTERS else ""
    place = (change.document, change.register, change.kind, change.value)
    return ("abcdefghij", case, txn, n, 1_795_316_680_310, 0, "fs", *place, before)


def store(plain: sqlite3.Connection, cases: Any) -> None:
    plain.execute("BEGIN IMMEDIATE")
    for case, changes in cases:
        plain.executemany(INSERT, [as_row(case, txn, 0, change) for txn, change in enumerate(changes, start=1)])
    plain.execute("COMMIT")


def edit(desk: Desk, plain: sqlite3.Connection) -> Row:
    """One answer of a case of 300 changes, durable with all that follows from it."""
    chance, count, case = random.Random(2), iter(range(1, 1_000_000)), desk.journal.cases()[0]
    state = desk.journal.state(case)
    agreement = next(
        one for one in state.documents() if (state.register(one, BEGUN).value or {}).get("form") == "samarbejdsaftale"
    )

    def give() -> None:
        edited = edit_of(chance, next(count))
        desk.journal.append(case, [NewChange(agreement, "aktuel_situation", edited.kind, edited.value)], "fs")

    def bare() -> None:
        plain.execute("BEGIN IMMEDIATE")
        plain.execute(INSERT, as_row("edited", next(count), 0, edit_of(chance, next(count))))
        plain.execute("COMMIT")

    for _ in range(CHANGES):
        give()
    mine, theirs = in_turns(give, bare, 400)
    note = "the index is told; a search finds it at once"
    return Row(
        "1", "one edit durable, its projections included", median(mine), median(theirs), "sqlite3, bare row", 2.5, note=note
    )


def opening(desk: Desk, plain: sqlite3.Connection) -> Row:
    """A case of 300 saves fetched and folded, nothing kept in memory."""
    chance, bare = random.Random(3), bare_journal(desk)
    with desk.vault.write() as tx:
        for number in range(CHANGES):
            bare.append("opened", [edit_of(chance, number)], "fs", tx=tx)
    store(plain, [("opened", edits(chance, CHANGES))])
    mine, theirs = in_turns(lambda: bare_journal(desk).state("opened"), lambda: folded(plain, "opened"), 200)
    return Row("2", "a case of 300 changes opened and folded", median(mine), median(theirs), "sqlite3, clustered, + fold", 2.0)


def bare_journal(desk: Desk) -> Journal:
    """A journal on the same vault that nothing follows, and that remembers nothing."""
    return Journal(desk.vault, (), HybridClock(lambda: 0))


def folded(plain: sqlite3.Connection, case: str) -> dict[tuple[str, str], dict[str, Any]]:
    """The same fold, as short as it can be written."""
    registers: dict[tuple[str, str], dict[str, Any]] = {}
    for incarnation, txn, n, ms, tick, who, document, register, kind, value, supersedes in plain.execute(FETCH, (case,)):
        heads = registers.setdefault((document, register), {})
        for gone in supersedes.split(",") if supersedes else ():
            heads.pop(gone, None)
        heads[f"{incarnation}.{case}.{txn}.{n}"] = (ms, tick, who, kind, value)
    return registers


def bulk(desk: Desk, plain: sqlite3.Connection) -> Row:
    """100,000 changes in 333 cases of 300, in one transaction, without projections on either side."""
    chance, rounds, bare = random.Random(4), iter(range(100)), bare_journal(desk)
    news = [edits(chance, CHANGES) for _ in range(333)]

    def ours() -> None:
        turn = next(rounds)
        with desk.vault.write() as tx:
            for number, changes in enumerate(news):
                bare.append(f"bulk{turn}.{number}", changes, "fs", tx=tx)

    def theirs() -> None:
        turn = next(rounds)
        store(plain, ((f"bulk{turn}.{number}", changes) for number, changes in enumerate(news)))

    mine, others = in_turns(ours, theirs, 5)
    return Row("3", "100,000 changes appended", median(mine), median(others), "sqlite3", 1.4)
