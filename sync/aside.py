"""What came and was not applied: kept as it came, with its reason, and tried again when what it waits for has come.

Of what nobody in the office has signed only the reason is kept: it proves nothing, and a store could fill the disk with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final, NamedTuple

from rygsaek.program import VERSION
from rygsaek.vault.transaction import Reader, Transaction

MOST_REASONS: Final = 1_000
MOST_WAITING: Final = 50_000
MOST_WAITING_BYTES: Final = 256 * 1024 * 1024
FOR_EVER: Final = ""
ROSTER: Final = "roster"
OFFICE_KEY: Final = "officekey"
OWN_AHEAD: Final = "own.ahead"
"""One's own chain goes on in the store beyond what this vault knows: it was put back or copied."""
OWN_FORKED: Final = "own.forked"
"""The same, and this vault has written something else under the same numbers meanwhile."""
PROGRAM: Final = "program "
"""Before the version of this program that could not use it: every other version tries it once."""
TOLD: Final = f"waits = '' OR waits GLOB '{PROGRAM}*'"
"""Nothing that may come lets it be tried again."""
COLUMNS: Final = "kind, case_id, position, reason, waits, since_ms, data"


class AsideError(Exception):
    """A thing that is not to be applied now. reason: stable, PROTOCOL.md lists them; waits: what would let it be tried again.

    case: of which case it says that it is, "" for none.
    """

    def __init__(self, reason: str, waits: str = FOR_EVER, case: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.waits = waits
        self.case = case


class Aside(NamedTuple):
    """A thing set aside. kind: as it was delivered; since_ms: when it came; position: where it lies in the store."""

    kind: str
    case: str
    position: int
    reason: str
    waits: str
    since_ms: int
    data: bytes


def grants_of(case: str) -> str:
    """What waits for a case's grants and keys."""
    return f"grant {case}"


def chain_of(case: str, incarnation: str, type_: str) -> str:
    """What waits for what goes before it in its chain."""
    return f"chain {case} {incarnation} {type_}"


def keep(tx: Transaction, one: Aside) -> None:
    """Set a thing aside; one that lies there already gets its latest reason."""
    tx.execute(
        "INSERT INTO sync_aside VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
        " SET reason = excluded.reason, waits = excluded.waits",
        (name_of(one.data), *one),
    )


def keep_reason(tx: Transaction, one: Aside) -> None:
    """Note that something came which nobody in the office has signed, as often as anybody need be told."""
    if tx.query("SELECT count(*) FROM sync_aside WHERE data = x''")[0][0] < MOST_REASONS:
        row = one._replace(case="", waits=FOR_EVER, data=b"")
        tx.execute("INSERT OR REPLACE INTO sync_aside VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (name_of(one.data), *row))


def can_come(waits: str) -> bool:
    """Whether what something waits for may come, so that it is not told yet."""
    return waits != FOR_EVER and not waits.startswith(PROGRAM)


def is_too_much(tx: Transaction) -> bool:
    """More waits than there is in any office."""
    sizes = f"SELECT count(*), coalesce(sum(length(data)), 0) FROM sync_aside WHERE NOT ({TOLD})"  # noqa: S608 - our own
    count, size = tx.query(sizes)[0]
    return int(count) > MOST_WAITING or int(size) > MOST_WAITING_BYTES


def forget_waiting(tx: Transaction) -> None:
    """Let go of all that waits: whoever does so asks the store for everything again."""
    tx.execute(f"DELETE FROM sync_aside WHERE NOT ({TOLD})")  # noqa: S608 - our own


def waiting_for(tx: Transaction, what: Iterable[str]) -> list[Aside]:
    """Take out everything that waits for one of these, in the store's order."""
    found: list[Aside] = []
    if tx.one("SELECT 1 FROM sync_aside WHERE waits > '' LIMIT 1") is None:
        return found
    for name in what:
        rows = tx.query(f"DELETE FROM sync_aside WHERE waits = ? RETURNING {COLUMNS}", (name,))  # noqa: S608 - our own names
        found.extend(Aside(*row) for row in rows)
    return sorted(found, key=lambda one: one.position)


def all_of(reader: Reader) -> tuple[Aside, ...]:
    """Everything that is set aside, in the store's order."""
    return tuple(Aside(*row) for row in reader.query(f"SELECT {COLUMNS} FROM sync_aside ORDER BY position"))  # noqa: S608


def of_other_versions(reader: Reader) -> list[bytes]:
    """The names of what another version of this program could not use, in the store's order."""
    sql = f"SELECT id FROM sync_aside WHERE waits GLOB '{PROGRAM}*' AND waits <> ? ORDER BY position"  # noqa: S608 - our own
    return [bytes(id_) for (id_,) in reader.query(sql, (another_program(),))]


def of_this_version(reader: Reader) -> set[bytes]:
    """The names of what this version of the program has tried and could not use: it is not tried again when it comes again."""
    return {bytes(id_) for (id_,) in reader.query("SELECT id FROM sync_aside WHERE waits = ?", (another_program(),))}


def take_out(tx: Transaction, names: Iterable[bytes]) -> list[Aside]:
    """Take these out, by their names."""
    rows = (tx.query(f"DELETE FROM sync_aside WHERE id = ? RETURNING {COLUMNS}", (name,)) for name in names)  # noqa: S608
    return [Aside(*row) for some in rows for row in some]


def another_program() -> str:
    """What waits for another version than this one, which cannot use it."""
    return f"{PROGRAM}{VERSION}"


def name_of(data: bytes) -> bytes:
    """What a thing is known by here, whatever it claims to be."""
    return hashlib.sha256(data).digest()
