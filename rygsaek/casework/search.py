"""Finding a case by any word in it, as one types: over everything the caseworker may see.

A case is found when every word that was typed begins a word somewhere in it. First those whose name, address or number it is,
then the others, each with what was written in last before the rest: to somebody with a hundred cases that is a better rank than
a count of words. Two FTS5 tables without contents or positions hold each case's folded words (decisions/0004-search-index.md).

A save only marks its case. A search reads the few marked cases as they stand, beside the index; where there are many it brings
them up to date first. So it always finds what was last saved, and no save waits for an index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import msgspec

from forms.library import Library
from forms.problems import Problem
from forms.roles import Role
from rygsaek.casework import accesslog, definitions, preview
from rygsaek.casework.desk import Desk
from rygsaek.casework.folding import asked, found_in, whole
from rygsaek.casework.searchtext import FoundText, texts_of
from rygsaek.casework.summary import UNNAMED, citizen_name, initials
from rygsaek.history.changes import Change
from rygsaek.history.registers import CaseState
from rygsaek.vault.migrations import Migration
from rygsaek.vault.transaction import Reader, Transaction

_FTS: Final = "content='', columnsize=0, detail=none, tokenize='ascii', prefix='1 2 3'"
MIGRATIONS = (
    Migration(
        "casework-search-1",
        (
            """CREATE TABLE search_case (
                n INTEGER PRIMARY KEY, case_id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, texts BLOB NOT NULL
            ) STRICT""",
            "CREATE TABLE search_dirty (case_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
            f"CREATE VIRTUAL TABLE search_who USING fts5(words, {_FTS})",
            f"CREATE VIRTUAL TABLE search_body USING fts5(words, {_FTS})",
        ),
    ),
    Migration(  # the texts are kept with their folded words: every case is read anew
        "casework-search-2",
        (
            "DELETE FROM search_case",
            "INSERT INTO search_who (search_who) VALUES ('delete-all')",
            "INSERT INTO search_body (search_body) VALUES ('delete-all')",
            "INSERT OR IGNORE INTO search_dirty SELECT case_id FROM case_summary",
        ),
    ),
)
ASK: Final = {
    "who": "SELECT rowid FROM search_who WHERE search_who MATCH ? ORDER BY rowid DESC LIMIT ?",
    "body": "SELECT rowid FROM search_body WHERE search_body MATCH ? ORDER BY rowid DESC LIMIT ?",
}
AT_ONCE: Final = 100
"""As many marked cases are brought up to date in one transaction; between two of them others may write."""
ALL: Final = 100_000
FEW: Final = 4
"""As many marked cases are read as they stand; it takes about a millisecond each."""
AROUND: Final = 32
DECODER: Final = msgspec.msgpack.Decoder(list[FoundText])


class _Found(NamedTuple):
    """A case with what can be found in it. rank: 0 its whole name, 1 its beginning, 2 any word; n: grows with the last change."""

    rank: int
    n: int
    case: str
    name: str
    texts: bytes | list[FoundText]


class Hit(msgspec.Struct, frozen=True):
    """A case that was found. path: the answer's place; snippet: the words around; marks: from–to in it, of what was asked."""

    case: str
    name: str
    short_name: str
    form: str
    document: str
    path: str
    snippet: str
    marks: tuple[tuple[int, int], ...]


def find(desk: Desk, text: str, limit: int = 20) -> tuple[Hit, ...]:
    """The best hits for what is typed so far, at most `limit`. Writes the access log: the words, and the cases shown."""
    text = whole(text)
    wanted = asked(text)
    if not wanted or not desk.role.sees_cases:
        return ()
    most = limit if desk.role.sees_all else ALL
    while True:
        # Read by the writer, in the transaction of the access entry: a reader would find its cache gone after every entry.
        with desk.vault.write() as tx:
            marked = _marked(tx)
            if len(marked) <= FEW:
                best = _in_sight(desk.role, _best(desk, tx, wanted, most, marked), wanted)[:limit]
                shown = (one.case for one in best)
                accesslog.note(desk, accesslog.NO_CASE, "search", detail=text.strip(), cases=shown, tx=tx)
                break
        catch_up(desk)
    return tuple(_hit(one, wanted) for one in best)


def catch_up(desk: Desk) -> int:
    """Bring every marked case up to date; returns how many. Does nothing at once when none is marked."""
    done = 0
    while True:
        with desk.vault.read() as reader:
            if reader.one("SELECT 1 FROM search_dirty LIMIT 1") is None:
                return done
        with desk.vault.write() as tx:
            marked = [row[0] for row in tx.query("SELECT case_id FROM search_dirty LIMIT ?", (AT_ONCE,))]
            for case in marked:
                index(tx, case, desk.journal.state(case, tx), desk.library)
            tx.executemany("DELETE FROM search_dirty WHERE case_id = ?", [(case,) for case in marked])
        done += len(marked)


def index(tx: Transaction, case: str, state: CaseState, library: Library) -> None:
    """Put a case into the index as it stands, by when it was last written in."""
    _take_out(tx, case)
    found = texts_of(state, lambda one: definitions.definition_of(library, tx, one))
    if not found:
        return
    n = _place(tx, state.latest.ms)
    name = citizen_name(state) or UNNAMED
    tx.execute("INSERT INTO search_case VALUES (?, ?, ?, ?)", (n, case, name, msgspec.msgpack.encode(found)))
    tx.execute("INSERT INTO search_who (rowid, words) VALUES (?, ?)", (n, _line(one for one in found if one.is_who)))
    tx.execute("INSERT INTO search_body (rowid, words) VALUES (?, ?)", (n, _line(found)))


class Search:
    """The projector. Its tables follow once a search has come by, so a check compares what they then hold (`stale`)."""

    name = "search"
    version = 1
    tables: tuple[str, ...] = ()

    def apply(self, tx: Transaction, case: str, changes: Sequence[Change], state: CaseState) -> None:
        """Mark the case."""
        tx.execute("INSERT OR IGNORE INTO search_dirty VALUES (?)", (case,))

    def forget(self, tx: Transaction, case: str) -> None:
        """Take the case out of the index, its words included."""
        _take_out(tx, case)
        tx.execute("DELETE FROM search_dirty WHERE case_id = ?", (case,))


def purge(tx: Transaction, case: str) -> None:
    """Take a case out so that no word of it stays behind in the index's pages. Slow: it writes the whole index anew."""
    _take_out(tx, case)
    tx.execute("INSERT INTO search_who (search_who) VALUES ('optimize')")
    tx.execute("INSERT INTO search_body (search_body) VALUES ('optimize')")


def stale(desk: Desk) -> tuple[str, ...]:
    """Cases of which the index holds something else than what stands, once it has caught up: none, or a fault."""
    catch_up(desk)
    wrong: list[str] = []
    with desk.vault.read() as reader:
        stored = {row[0]: bytes(row[1]) for row in reader.query("SELECT case_id, texts FROM search_case")}
        for case in desk.journal.cases():
            state = desk.journal.state(case)
            found = texts_of(state, lambda one: definitions.definition_of(desk.library, reader, one))
            if stored.pop(case, b"") != (msgspec.msgpack.encode(found) if found else b""):
                wrong.append(case)
    return (*wrong, *stored)


def problems(desk: Desk) -> tuple[Problem, ...]:
    """The same as findings of a check."""
    return tuple(
        Problem(
            "check.search", case, "Søgningen følger ikke af det gemte.", "Kør »rygsaek vault check --rebuild«; intet går tabt."
        )
        for case in stale(desk)
    )


def _in_sight(role: Role, found: Sequence[_Found], wanted: Sequence[str]) -> Sequence[_Found]:
    """What a role finds: a word that stands only in papers which the role does not see finds nothing."""
    if role.sees_all:
        return found
    kept = []
    for one in found:
        texts = DECODER.decode(one.texts) if isinstance(one.texts, bytes) else one.texts
        seen = [text for text in texts if role.sees(text.form)]
        if all(any(f" {want}" in text.words for text in seen) for want in wanted):
            kept.append(one._replace(texts=seen))
    return kept


def _marked(reader: Reader) -> tuple[str, ...]:
    return tuple(row[0] for row in reader.query("SELECT case_id FROM search_dirty LIMIT ?", (FEW + 1,)))


def _best(desk: Desk, tx: Transaction, wanted: Sequence[str], limit: int, marked: Sequence[str]) -> list[_Found]:
    """The best of the index and of the cases that are read as they stand."""
    fresh = (_fresh(desk, tx, case, wanted) for case in marked)
    coming = (_Found(rank, 0, case, name, texts) for rank, case, name, texts in preview.found(tx, wanted))
    found = [*(one for one in fresh if one is not None), *_indexed(tx, wanted, limit, marked), *coming]
    return sorted(found, key=lambda one: (one.rank, -one.n))[:limit]


def _indexed(reader: Reader, wanted: Sequence[str], limit: int, but: Sequence[str]) -> Iterator[_Found]:
    """What the index has, but for the cases that are read as they stand."""
    exact = " ".join(f'"{word}"' for word in wanted)
    begun = " ".join(f'"{word}"*' for word in wanted)
    ranks: dict[int, int] = {}
    for rank, (table, query) in enumerate((("who", exact), ("who", begun), ("body", begun))):
        if len(ranks) < limit + len(but):
            for row in reader.query(ASK[table], (query, limit + len(but))):
                ranks.setdefault(row[0], rank)
    for n, rank in ranks.items():
        kept = reader.one("SELECT case_id, name, texts FROM search_case WHERE n = ?", (n,))
        if kept is not None and kept[0] not in but:
            yield _Found(rank, n, *kept)


def _fresh(desk: Desk, reader: Transaction, case: str, wanted: Sequence[str]) -> _Found | None:
    """A marked case as it stands, None where it has not all of the words."""
    state = desk.journal.state(case, reader)
    texts = texts_of(state, lambda one: definitions.definition_of(desk.library, reader, one))
    who = _words(one for one in texts if one.is_who)
    n, name = state.latest.ms * 1000, citizen_name(state) or UNNAMED
    if all(want in who for want in wanted):
        return _Found(0, n, case, name, texts)
    for rank, known in ((1, who), (2, _words(texts))):
        if all(any(word.startswith(want) for word in known) for want in wanted):
            return _Found(rank, n, case, name, texts)
    return None


def _hit(found: _Found, wanted: Sequence[str]) -> Hit:
    best, most = None, 0
    beginnings = [f" {want}" for want in wanted]
    for one in DECODER.decode(found.texts) if isinstance(found.texts, bytes) else found.texts:
        reached = sum(beginning in one.words for beginning in beginnings)
        if reached > most:
            best, most = one, reached
            if most == len(wanted):
                break
    short = initials(found.name)
    if best is None:
        return Hit(found.case, found.name, short, "", "", "", "", ())
    snippet, marks = _snippet(best.text, list(found_in(best.text, wanted)))
    return Hit(found.case, found.name, short, best.form, best.document, best.path, snippet, marks)


def _snippet(text: str, spots: Sequence[tuple[int, int, str]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text around the first spot, on one line, cut at words."""
    line = text.replace("\n", " ").replace("\t", " ")
    first = min((spot[0] for spot in spots), default=0)
    start = 0 if first <= AROUND else line.find(" ", first - AROUND) + 1
    last = max(spots[0][1] if spots else 0, start) + 2 * AROUND
    stop = len(line) if last >= len(line) else line.rfind(" ", start, last)
    stop = stop if stop > first else min(len(line), last)
    before, after = ("…" if start else ""), ("…" if stop < len(line) else "")
    shift = len(before) - start
    marks = sorted({(a + shift, b + shift) for a, b, _ in spots if a >= start and b <= stop})
    return before + line[start:stop] + after, tuple(marks)


def _take_out(tx: Transaction, case: str) -> None:
    row = tx.one("SELECT n, texts FROM search_case WHERE case_id = ?", (case,))
    if row is None:
        return
    n, found = row[0], DECODER.decode(row[1])
    who = _line(one for one in found if one.is_who)
    tx.execute("INSERT INTO search_who (search_who, rowid, words) VALUES ('delete', ?, ?)", (n, who))
    tx.execute("INSERT INTO search_body (search_body, rowid, words) VALUES ('delete', ?, ?)", (n, _line(found)))
    tx.execute("DELETE FROM search_case WHERE n = ?", (n,))


def _place(tx: Transaction, ms: int) -> int:
    """A free number that grows with the time of the last change: FTS5 gives the greatest first without sorting."""
    first, last = ms * 1000, ms * 1000 + 999
    taken = tx.one("SELECT max(n) FROM search_case WHERE n BETWEEN ? AND ?", (first, last))
    if taken is None or taken[0] is None:
        return first
    return int(taken[0]) + 1 if taken[0] < last else _place(tx, ms + 1)


def _line(found: Iterable[FoundText]) -> str:
    return " ".join(_words(found))


def _words(found: Iterable[FoundText]) -> dict[str, None]:
    return dict.fromkeys(word for one in found for word in one.words.split())
