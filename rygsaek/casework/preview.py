"""Cases on their way hither, of which nothing has come but what the list and their first lines show.

A preview is no projection, since no log of the case is here: a colleague's laptop made it of the case as it stood there (`of`).
It stands in the list, and the case is found by name; it goes, whole, when the case itself comes. Nothing is merged with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Annotated, Any, Final, NamedTuple

import msgspec
from msgspec.structs import replace

from rygsaek.casework import caselist, problems
from rygsaek.casework.caselist import NEVER, PREVIEW, STOPPED, CaseRow, Day, firsts, places
from rygsaek.casework.documents import BORGER
from rygsaek.casework.folding import fold, words
from rygsaek.casework.searchtext import FoundText
from rygsaek.casework.summary import DAY, Head, Summary, initials
from rygsaek.errors import InputError
from rygsaek.vault.migrations import Migration
from rygsaek.vault.transaction import Reader, Transaction

MIGRATIONS = (
    Migration(
        "casework-preview-1",
        (
            # asked: somebody has opened it; the greatest was opened last
            """CREATE TABLE case_preview (
                case_id TEXT PRIMARY KEY, data BLOB NOT NULL, asked INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID""",
            """CREATE TABLE preview_list (
                day TEXT NOT NULL, place TEXT NOT NULL, case_id TEXT NOT NULL, previous TEXT NOT NULL,
                name TEXT NOT NULL, next_date TEXT, what TEXT, owes INTEGER NOT NULL,
                PRIMARY KEY (day, place, case_id)
            ) STRICT, WITHOUT ROWID""",
        ),
    ),
)
CAP_BYTES: Final = 8 * 1024
MOST_DAYS: Final = 8
MOST_LETTERS: Final = 200
MOST: Final = 0xFFFFF

AHEAD: Final = """
    SELECT case_id, name, day, iif(place LIKE '~%', '', substr(place, 1, 5)), what FROM preview_list
    WHERE day BETWEEN ? AND ? AND owes & ? = 0 ORDER BY day, place, case_id"""
NAMES: Final = "SELECT case_id, name FROM preview_list WHERE day = ?"

Text = Annotated[str, msgspec.Meta(max_length=MOST_LETTERS)]
Count = Annotated[int, msgspec.Meta(ge=0, le=MOST)]

LISTED: Final = """
    SELECT case_id, name, next_date, what, owes FROM (
        SELECT day, place, case_id, name, next_date, what, (conflicts << 40) | (unprinted << 20) | unsigned AS owes
        FROM case_list WHERE day >= ? AND previous < ?
        UNION ALL
        SELECT day, place, case_id, name, next_date, what, owes FROM preview_list WHERE day >= ? AND previous < ?
    ) ORDER BY day, place, case_id LIMIT ? OFFSET ?"""


class Preview(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What is shown of a case before the case is here. days: what it has first on the days that lie ahead."""

    name: Text
    head: Head
    conflicts: Count
    unprinted: Count
    unsigned: Count
    days: Annotated[tuple[Day, ...], msgspec.Meta(max_length=MOST_DAYS)]

    @property
    def owes(self) -> int:
        """As `CaseRow` has it."""
        return PREVIEW | self.conflicts << 40 | self.unprinted << 20 | self.unsigned


class Coming(NamedTuple):
    """What a case on its way has first on a day. day: YYYY-MM-DD; time: HH:MM or ""; what: the form and the question."""

    case: str
    short_name: str
    day: str
    time: str
    what: str


def of(summary: Summary, today: str) -> Preview:
    """The preview of a case. today: YYYY-MM-DD, days before it are left out. An address that is not to be told stays behind."""
    head = summary.head
    if head.is_protected:
        head = replace(head, address="", whereabouts="")
    short = {name: cut(value) for name, value in msgspec.structs.asdict(head).items()}
    ahead = (one for one in firsts(summary) if DAY.fullmatch(one.day) and one.day >= today)
    return Preview(
        cut(summary.name),
        Head(**short),
        min(summary.conflicts, MOST),
        min(len(summary.unprinted), MOST),
        min(len(summary.unsigned), MOST),
        tuple(replace(one, time=one.time[:5], what=cut(one.what)) for one in islice(ahead, MOST_DAYS)),
    )


def encode(preview: Preview) -> bytes:
    """Its one encoding."""
    return msgspec.msgpack.encode(preview)


def decode(data: bytes) -> Preview:
    """A preview that came, read strictly. Raises ValueError."""
    if len(data) > CAP_BYTES:
        raise ValueError("a preview of more than may come")
    try:
        found = msgspec.msgpack.decode(data, type=Preview)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ValueError("no preview") from error
    texts = (found.name, *(one for one in msgspec.structs.astuple(found.head) if isinstance(one, str)))
    if encode(found) != data or any(len(one) > MOST_LETTERS for one in texts) or not found.name:
        raise ValueError("no preview")
    return found


def put(tx: Transaction, case: str, preview: Preview) -> None:
    """Show this of a case until it comes; what was shown before goes."""
    before = tx.one("SELECT asked FROM case_preview WHERE case_id = ?", (case,))
    if before is not None:
        drop(tx, case)
    tx.execute("INSERT INTO case_preview VALUES (?, ?, ?)", (case, encode(preview), before[0] if before else 0))
    tx.executemany(
        "INSERT INTO preview_list VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (day, place, case, previous, preview.name, day if what else None, what, preview.owes)
            for day, place, previous, what in places(preview.name, preview.days)
        ],
    )


def drop(tx: Transaction, case: str) -> None:
    """The case has come, or will not."""
    known = of_case(tx, case)
    if known is None:
        return
    tx.executemany(
        "DELETE FROM preview_list WHERE day = ? AND place = ? AND case_id = ?",
        [(day, place, case) for day, place, _, _ in places(known.name, known.days)],
    )
    tx.execute("DELETE FROM case_preview WHERE case_id = ?", (case,))


def stop(tx: Transaction, case: str) -> None:
    """What follows was asked for and did not come: the case is on its way no more. A newer preview begins anew."""
    known = of_case(tx, case)
    if known is not None:
        tx.executemany(
            "UPDATE preview_list SET owes = owes | ? WHERE day = ? AND place = ? AND case_id = ?",
            [(STOPPED, day, place, case) for day, place, _, _ in places(known.name, known.days)],
        )


def stopped(reader: Reader) -> tuple[str, ...]:
    """The cases that are on their way no more, and have not come."""
    found = reader.query("SELECT case_id FROM preview_list WHERE day = ? AND owes & ? <> 0 ORDER BY case_id", (NEVER, STOPPED))
    return tuple(case for (case,) in found)


def of_case(reader: Reader, case: str) -> Preview | None:
    """What is shown of a case that is on its way; None for one that is here, or that nobody has told of."""
    row = reader.one("SELECT data FROM case_preview WHERE case_id = ?", (case,))
    return None if row is None else msgspec.msgpack.decode(row[0], type=Preview)


def is_shown(reader: Reader, case: str) -> bool:
    """The case is on its way."""
    return reader.one("SELECT 1 FROM case_preview WHERE case_id = ?", (case,)) is not None


def count(reader: Reader) -> int:
    """How many cases are shown that are not here, whether the rest is to come or not."""
    row = reader.one("SELECT count(*) FROM case_preview")
    return int(row[0]) if row else 0


def count_coming(reader: Reader) -> int:
    """How many cases are on their way."""
    return count(reader) - len(stopped(reader))


def ask_for(tx: Transaction, case: str) -> None:
    """Somebody has opened it: it is to come before the others."""
    tx.execute("UPDATE case_preview SET asked = (SELECT max(asked) + 1 FROM case_preview) WHERE case_id = ?", (case,))


def asked_for(reader: Reader) -> tuple[str, ...]:
    """The cases that somebody has opened, the last first."""
    return tuple(case for (case,) in reader.query("SELECT case_id FROM case_preview WHERE asked > 0 ORDER BY asked DESC"))


def listed(reader: Reader, today: str, limit: int, offset: int) -> tuple[CaseRow, ...]:
    """As `caselist.listed`, with the cases that are on their way among the others."""
    if reader.one("SELECT 1 FROM case_preview LIMIT 1") is None:
        return caselist.listed(reader, today, limit, offset)
    return reader.named(CaseRow, LISTED, (today, today, today, today, limit, offset))


def ahead(reader: Reader, first: str, last: str) -> tuple[Coming, ...]:
    """What cases on their way have from a day to a day, both included, by day and time; of each the first on each day."""
    return tuple(Coming(case, initials(name), *rest) for case, name, *rest in reader.query(AHEAD, (first, last, STOPPED)))


def names(reader: Reader, name: str = "") -> dict[str, str]:
    """The names of the cases on their way, by case. name: of those alone whose citizen is called so."""
    if name:
        return dict(reader.query(f"{NAMES} AND place = ?", (NEVER, fold(name))))
    return dict(reader.query(NAMES, (NEVER,)))


def found(reader: Reader, wanted: Sequence[str]) -> Iterator[tuple[int, str, str, list[FoundText]]]:
    """Cases on their way by who they are about: 0 where every word stands whole, else 1; case, name, and where they stand.

    wanted: folded words, each the beginning of one.
    """
    rows: list[Any] = reader.query("SELECT case_id, data FROM case_preview")
    for case, data in rows:
        known = msgspec.msgpack.decode(data, type=Preview)
        texts = [_text("navn", known.name), *([_text("adresse", known.head.address)] if known.head.address else [])]
        there = "".join(one.words for one in texts) + " "
        if all(f" {want}" in there for want in wanted):
            yield int(not all(f" {want} " in there for want in wanted)), case, known.name, texts


def absent(reader: Reader, case: str) -> InputError:
    """What to say of a case whose papers are not here."""
    return problems.no_case(case) if of_case(reader, case) is None else problems.on_its_way()


def cut(value: Any) -> Any:
    """A text that finds room."""
    return value[: MOST_LETTERS - 1] + "…" if isinstance(value, str) and len(value) > MOST_LETTERS else value


def _text(path: str, text: str) -> FoundText:
    return FoundText("", BORGER, path, text, "".join(f" {word}" for word in dict.fromkeys(words(text))), True)
