"""Who looked at what, when and why: every opening, search, print, file, export and history, so that a citizen can be told.

Entries form a chain for each case, outside its history: each holds the hash of the one before, so that none can be altered or
taken out from between unseen; the oldest may be pruned. A search belongs to no case: its entry carries the words searched for
and the cases that were shown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal, NamedTuple

import msgspec

from forms.problems import Problem
from rygsaek.casework.desk import Desk, local
from rygsaek.vault.migrations import Migration
from rygsaek.vault.transaction import Reader, Transaction

What = Literal[
    "open",
    "search",
    "list",
    "show",
    "history",
    "print",
    "save",
    "export",
    "share",
    "unshare",
    "recover",
    "move",
    "redact",
    "import",
    "unimport",
]

MIGRATIONS = (
    Migration(
        "casework-access-1",
        (
            """CREATE TABLE access_entry (
                case_id TEXT NOT NULL, n INTEGER NOT NULL, at TEXT NOT NULL, user TEXT NOT NULL, what TEXT NOT NULL,
                purpose TEXT NOT NULL, detail TEXT NOT NULL, cases TEXT NOT NULL, hash BLOB NOT NULL,
                PRIMARY KEY (case_id, n)
            ) STRICT, WITHOUT ROWID""",
        ),
    ),
    Migration(
        "casework-access-2",
        (
            # looks that colleagues with the case have not been told of; about: the case that was seen
            "CREATE TABLE access_untold (n INTEGER PRIMARY KEY AUTOINCREMENT, about TEXT NOT NULL, case_id TEXT NOT NULL,"
            " entry INTEGER NOT NULL) STRICT",
            "CREATE INDEX access_untold_about ON access_untold (about, n)",
            "INSERT INTO access_untold (about, case_id, entry) SELECT case_id, case_id, n FROM access_entry"
            " WHERE case_id <> '' ORDER BY case_id, n",
            # what colleagues' laptops tell; chain: whose
            """CREATE TABLE access_told (
                case_id TEXT NOT NULL, chain TEXT NOT NULL, n INTEGER NOT NULL, at TEXT NOT NULL, user TEXT NOT NULL,
                what TEXT NOT NULL, purpose TEXT NOT NULL, detail TEXT NOT NULL, PRIMARY KEY (case_id, chain, n)
            ) STRICT, WITHOUT ROWID""",
        ),
    ),
    Migration(  # up to which search the cases that were shown stand among the untold
        "casework-access-3",
        (
            "CREATE TABLE access_spread (entry INTEGER NOT NULL) STRICT",
            "INSERT INTO access_spread SELECT coalesce(max(n), 0) FROM access_entry WHERE case_id = ''",
        ),
    ),
)

NO_CASE: Final = ""
EVER: Final = "9999"
SITTING = timedelta(minutes=5)
LOOKED_BACK = 12
NO_HASH = bytes(32)
_UNTOLD: Final = "INSERT INTO access_untold (about, case_id, entry) VALUES (?, ?, ?)"
WORDS: dict[str, str] = {
    "open": "Sagen blev åbnet",
    "search": "Sagen kom frem ved en søgning",
    "list": "Sagen stod på en liste",
    "show": "Et papir i sagen blev vist",
    "history": "Sagens historik blev vist",
    "print": "Et papir blev printet",
    "save": "Et papir blev gemt som fil",
    "export": "Sagen blev udleveret som fil",
    "share": "En kollega fik adgang til sagen",
    "unshare": "En kollegas adgang til sagen ophørte",
    "recover": "Sagen blev åbnet med kontorets nøgle",
    "move": "Noget blev flyttet til den rigtige sag",
    "redact": "En leder fjernede en tekst eller et bilag fra sagen",
    "import": "Sagen blev hentet ind fra en liste",
    "unimport": "Sager, der var hentet ind fra en liste, blev taget ud igen",
}


class AccessEntry(msgspec.Struct, frozen=True):
    """One look. at: UTC in ISO 8601; user: who; detail: what of the case, or the words searched for; cases: those shown."""

    case: str
    n: int
    at: str
    user: str
    what: str
    purpose: str
    detail: str
    cases: tuple[str, ...]
    hash: bytes


class Told(NamedTuple):
    """One look, as colleagues with the case are told of it. n: grows; at: UTC in ISO 8601."""

    n: int
    at: str
    user: str
    what: str
    purpose: str
    detail: str


class ExtractLine(msgspec.Struct, frozen=True):
    """One line for the citizen: no staff names. first, last: Danish wall time, equal unless it happened several times on end."""

    first: datetime
    last: datetime
    what: str
    purpose: str
    times: int


def note(
    desk: Desk,
    case: str,
    what: What,
    purpose: str = "",
    detail: str = "",
    *,
    cases: Iterable[str] = (),
    tx: Transaction | None = None,
) -> None:
    """Write one entry. purpose: "" for the desk's. tx: to stand or fall with what it tells of. Raises DiskError."""
    if tx is None:
        with desk.vault.write() as own:
            note(desk, case, what, purpose, detail, cases=cases, tx=own)
        return
    at = desk.now().astimezone(UTC).isoformat(timespec="milliseconds")
    _write(tx, case, (at, desk.by, what, purpose or desk.purpose, detail), cases)


def _write(tx: Transaction, case: str, look: tuple[str, ...], cases: Iterable[str] = ()) -> None:
    """The next entry of a chain. look: when, who, what, purpose, detail."""
    before = tx.one("SELECT n, hash FROM access_entry WHERE case_id = ? ORDER BY n DESC LIMIT 1", (case,))
    n, previous = (before[0] + 1, bytes(before[1])) if before else (1, NO_HASH)
    said = (case, n, *look, " ".join(cases))
    tx.execute("INSERT INTO access_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*said, chained(previous, said)))
    if case:
        tx.execute(_UNTOLD, (case, case, n))


def seen(desk: Desk, case: str, what: What, detail: str = "") -> None:
    """Write an entry unless the same person looked at the same thing for the same purpose within the last five minutes.

    A page that reads its case again after every answer is one look; one that stays open is told of every five minutes.
    """
    with desk.vault.read() as reader:
        latest = reader.query("SELECT * FROM access_entry WHERE case_id = ? ORDER BY n DESC LIMIT ?", (case, LOOKED_BACK))
    now = desk.now()
    for entry in map(_entry, latest):
        if (entry.user, entry.what, entry.purpose, entry.detail) == (desk.by, what, desk.purpose, detail):
            if abs(now - datetime.fromisoformat(entry.at)) < SITTING:
                return
            break
    note(desk, case, what, detail=detail)


def entries(desk: Desk, case: str) -> tuple[AccessEntry, ...]:
    """Every look at a case, oldest first, searches that showed it and colleagues' looks included.

    Staff names, and the words that were searched for here, are in it.
    """
    with desk.vault.read() as reader:
        found = (*_chain(reader, case), *_searches(reader, case), *_told(reader, case))
    return tuple(sorted(found, key=lambda entry: (entry.at, entry.case, entry.n)))


def extract(desk: Desk, case: str) -> tuple[ExtractLine, ...]:
    """When and for what purpose a case was looked at, for its citizen: no staff names, nothing of others."""
    found = entries(desk, case)
    staff = sorted({entry.user for entry in found if entry.user} | {desk.by}, key=len, reverse=True)
    lines: list[ExtractLine] = []
    for entry in found:
        at, what, purpose = local(datetime.fromisoformat(entry.at)), WORDS.get(entry.what, entry.what), entry.purpose
        for name in staff:
            purpose = purpose.replace(name, "en medarbejder")
        if lines and (lines[-1].what, lines[-1].purpose, lines[-1].last.date()) == (what, purpose, at.date()):
            lines[-1] = msgspec.structs.replace(lines[-1], last=at, times=lines[-1].times + 1)
        else:
            lines.append(ExtractLine(at, at, what, purpose, 1))
    return tuple(lines)


def broken(reader: Reader) -> Iterator[Problem]:
    """Where a chain does not hold: an entry altered, added or taken out."""
    case, n, previous = None, 0, NO_HASH
    for row in reader.execute("SELECT * FROM access_entry ORDER BY case_id, n"):
        entry = _entry(row)
        if entry.case != case:
            case, n, previous = entry.case, entry.n - 1, NO_HASH
            pruned = entry.n > 1
        said = (*row[:8],)
        if entry.n != n + 1 or (not pruned and chained(previous, said) != entry.hash):
            yield Problem(
                "access.chain_broken",
                f"{entry.case or 'søgninger'}: {entry.n}",
                "Adgangsloggen hænger ikke sammen her.",
                "Gem rygsækken, som den er, og giv besked til kommunens databeskyttelse.",
            )
        n, previous, pruned = entry.n, entry.hash, False


def chained(previous: bytes, said: tuple[object, ...]) -> bytes:
    """The hash of an entry: of everything it says, and through `previous` of all before it."""
    return hashlib.sha256(b"rygsaek access 1\0" + previous + msgspec.msgpack.encode(said)).digest()


def spread(tx: Transaction) -> None:
    """Put the cases that were shown by searches among the untold. Before they are told of, and not at the search itself:
    twenty cases are twenty pages to write while somebody types."""
    (after,) = tx.query("SELECT entry FROM access_spread")[0]
    found = tx.query("SELECT n, cases FROM access_entry WHERE case_id = ? AND n > ? ORDER BY n", (NO_CASE, after))
    if found:
        tx.executemany(_UNTOLD, [(one, NO_CASE, n) for n, cases in found for one in dict.fromkeys(cases.split())])
        tx.execute("UPDATE access_spread SET entry = ?", (found[-1][0],))


def untold(reader: Reader, before: str = EVER) -> tuple[str, ...]:
    """Cases with looks from before a moment that colleagues have not been told of. before: UTC in ISO 8601."""
    found = reader.query(
        "SELECT u.about, e.at FROM (SELECT about, min(n) AS n FROM access_untold GROUP BY about) o"
        " JOIN access_untold u ON u.n = o.n LEFT JOIN access_entry e ON e.case_id = u.case_id AND e.n = u.entry ORDER BY u.about"
    )
    return tuple(about for about, at in found if at is None or at < before)


def to_tell(reader: Reader, case: str, after: int) -> list[Told]:
    """Looks at a case for its colleagues, behind a number, in order: without the words of a search, which may name others."""
    found = reader.query(
        "SELECT u.n, e.at, e.user, e.what, e.purpose, CASE WHEN e.case_id = '' THEN '' ELSE e.detail END"
        " FROM access_untold u JOIN access_entry e ON e.case_id = u.case_id AND e.n = u.entry"
        " WHERE u.about = ? AND u.n > ? ORDER BY u.n",
        (case, after),
    )
    return [Told(*row) for row in found]


def have_told(tx: Transaction, case: str, last: int) -> None:
    """Colleagues can know now of the looks at a case up to a number."""
    tx.execute("DELETE FROM access_untold WHERE about = ? AND n <= ?", (case, last))


def read_told(data: bytes) -> list[Told]:
    """Looks as a colleague's laptop packed them. Raises ValueError where they are none, or at no time that can be shown."""
    found = msgspec.msgpack.decode(data, type=list[Told])
    for one in found:
        moment = datetime.fromisoformat(one.at)
        if moment.tzinfo is None or not 1970 <= moment.year < 9999:
            raise ValueError("not a moment")
    return found


def take_over(tx: Transaction, case: str, told: Iterable[Told]) -> int:
    """Make looks one's own that a laptop told of which is gone: with who and when, as they were written, so that colleagues are
    told of them as of one's own. Returns how many; those that are here already are not written twice."""
    known = {(one.at, one.user, one.what, one.purpose, one.detail) for one in (*_chain(tx, case), *_told(tx, case))}
    looks = [look for look in dict.fromkeys(one[1:] for one in told) if look not in known]
    for look in looks:
        _write(tx, case, look)
    return len(looks)


def take_told(tx: Transaction, case: str, chain: str, told: Iterable[Told]) -> None:
    """Keep what a colleague's laptop tells. chain: whose; the same again changes nothing."""
    tx.executemany("INSERT OR IGNORE INTO access_told VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [(case, chain, *one) for one in told])


def _told(reader: Reader, case: str) -> Iterator[AccessEntry]:
    found = reader.query("SELECT * FROM access_told WHERE case_id = ? ORDER BY chain, n", (case,))
    for _, _, n, at, user, what, purpose, detail in found:
        yield AccessEntry(case, n, at, user, what, purpose, detail, (), NO_HASH)


def _chain(reader: Reader, case: str) -> Iterator[AccessEntry]:
    return map(_entry, reader.query("SELECT * FROM access_entry WHERE case_id = ? ORDER BY n", (case,)))


def _searches(reader: Reader, case: str) -> Iterator[AccessEntry]:
    found = reader.query("SELECT * FROM access_entry WHERE case_id = ? AND instr(cases, ?)", (NO_CASE, case))
    return (entry for entry in map(_entry, found) if case and case in entry.cases)


def _entry(row: tuple[Any, ...]) -> AccessEntry:
    *said, cases, digest = row
    case, n, at, user, what, purpose, detail = said
    return AccessEntry(case, n, at, user, what, purpose, detail, tuple(cases.split()), digest)
