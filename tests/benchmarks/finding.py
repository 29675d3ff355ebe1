"""Rows 4 and 5: the list of 10,000 cases by what comes next, and search as one types, against plain sqlite3 with the same."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from pathlib import Path

from rygsaek.casework import caselist, search
from rygsaek.casework.desk import Desk
from rygsaek.casework.folding import words
from tests.benchmarks import office
from tests.benchmarks.measure import Row, in_turns, median, p95

CASES = 10_000
TYPED = ("e", "el", "elm", "elme", "anna", "anna n", "lund-1", "bre", "hunden", "brev ud", "østb", "krogh")
PLAIN_LIST = "SELECT case_id, name, day, what FROM list WHERE day >= ? ORDER BY day, name, case_id LIMIT ?"
PLAIN_SEARCH = "SELECT case_id, snippet(text, 1, '', '', '…', 8) FROM text WHERE text MATCH ? ORDER BY rank LIMIT 20"


def rows() -> list[Row]:
    """Both rows."""
    folder = Path(tempfile.mkdtemp())
    desk = office.desk(CASES)
    try:
        return [listing(desk, folder), *searching(desk, folder)]
    finally:
        desk.vault.close()
        shutil.rmtree(folder)


def listing(desk: Desk, folder: Path) -> Row:
    """All 10,000 by next date, as rows of values."""
    today = desk.today().isoformat()
    with desk.vault.read() as reader:
        wanted = caselist.listed(reader, today, CASES, 0)
    plain = sqlite3.connect(folder / "list.db")
    plain.execute("PRAGMA cache_size = -8192")
    plain.execute(
        "CREATE TABLE list (day TEXT, name TEXT, case_id TEXT, short_name TEXT, what TEXT,"
        " conflicts INTEGER, unprinted INTEGER, unsigned INTEGER, PRIMARY KEY (day, name, case_id)) WITHOUT ROWID"
    )
    plain.executemany(
        "INSERT INTO list VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(one.next_date or "~", one.name, one.case, one.short_name, one.next_what, 0, 0, 0) for one in wanted],
    )
    plain.commit()

    def ours() -> object:
        with desk.vault.read() as reader:
            return caselist.listed(reader, today, CASES, 0)

    def peer() -> object:
        return plain.execute(
            "SELECT case_id, name, short_name, day, what, conflicts, unprinted, unsigned FROM list"
            " WHERE day >= ? ORDER BY day, name, case_id LIMIT ?",
            (today, CASES),
        ).fetchall()

    mine, theirs = in_turns(ours, peer, 31)
    plain.close()
    return Row("4", "list 10,000 cases by what comes next", median(mine), median(theirs), "plain sqlite3", 1.1)


def searching(desk: Desk, folder: Path) -> list[Row]:
    """Each beginning of a word that somebody types, the best twenty hits; access log included on our side."""
    plain = sqlite3.connect(folder / "search.db")
    plain.execute("CREATE VIRTUAL TABLE text USING fts5(case_id UNINDEXED, words)")
    with desk.vault.read() as reader:
        kept = reader.query("SELECT case_id, texts FROM search_case ORDER BY n")
    plain.executemany(
        "INSERT INTO text VALUES (?, ?)",
        [(case, " ".join(word for one in search.DECODER.decode(texts) for word in words(one.text))) for case, texts in kept],
    )
    plain.commit()
    mine: list[float] = []
    theirs: list[float] = []
    for typed in TYPED:
        asked = " ".join(f'"{word}"*' for word in words(typed))
        ours, peer = in_turns(
            lambda typed=typed: search.find(desk, typed),
            lambda asked=asked: plain.execute(PLAIN_SEARCH, (asked,)).fetchall(),
            9,
        )
        mine += ours
        theirs += peer
    plain.close()
    return [
        Row("5", "search as one types, 10,000 cases, median", median(mine), median(theirs), "FTS5 plain", 1.3),
        Row("5", "search as one types, 10,000 cases, p95", p95(mine), p95(theirs), "FTS5 plain", 1.3),
    ]
