"""What is only on this computer, since when, and why: the one line that never lies, from drafts, unsealed saves and the outbox.

In no office everything that was saved is only here. In one it is what no store is known to have taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

import msgspec

from rygsaek.casework import preview
from rygsaek.casework.desk import Desk
from rygsaek.history.entries import unpack
from rygsaek.paper import attached
from rygsaek.vault.transaction import Reader
from sync import attempts, files, membership, missing, outbox, tables, unsealed
from sync.aside import TOLD
from sync.attempts import Attempt
from sync.missing import Missing
from sync.office.labels import label_of
from sync.proof.errors import ProofError
from sync.wire.codec import WireError

REVOKED: Final = "roster.revoked"
REFUSED: Final = (
    "SELECT case_id, min(refused) FROM sync_own WHERE position = 0 AND refused <> '' GROUP BY case_id"
    " UNION SELECT case_id, why FROM sync_unsealed WHERE why <> ''"
    " UNION SELECT case_id, CASE WHEN case_id IN (SELECT case_id FROM sync_out) THEN 'grant.out' ELSE 'grant.unmet' END"
    " FROM sync_unmet"
    " UNION SELECT case_id, refused FROM sync_sending WHERE refused <> '' AND kind IN ('grant', 'redaction', 'tombstone')"
)
SAID_OF_CASES: Final = "SELECT count(DISTINCT case_id) FROM sync_sending WHERE kind IN ('grant', 'redaction', 'tombstone')"
UNCHECKED: Final = (
    "SELECT case_id FROM sync_behind"
    " UNION SELECT case_id FROM case_preview WHERE case_id NOT IN (SELECT case_id FROM sync_arrived)"
)
HANDED_OVER: Final = (
    "SELECT coalesce(sum(last - first + 1), 0) FROM sync_own WHERE position = 0 AND type = 'changes' AND refused = ?"
)
SET_ASIDE: Final = f"SELECT reason, count(*) FROM sync_aside WHERE {TOLD} GROUP BY reason ORDER BY reason"  # noqa: S608 - names of our own


class LocalOnly(msgspec.Struct, frozen=True):
    """What only this computer has. changes: how many saves; drafts: typed text that is no answer yet; since: UTC, or None.

    files: how many attached files; decided: in how many cases a share, a removal or a deletion has not reached the store.
    """

    changes: int
    cases: int
    drafts: int
    since: datetime | None
    files: int = 0
    decided: int = 0


class Standing(msgspec.Struct, frozen=True):
    """How things stand between this laptop and the store.

    is_member: this vault belongs to an office; attempt: the last time that the store was talked to; refused: why the store does
    not take what is only here, by case; missing: what colleagues have seen and is not here; set_aside: how many things came that
    cannot be used, by reason; is_in_doubt: the store shows another office than before; fetching: cases whose content is on its
    way; has_order: a lead wants this vault erased; unchecked: how many cases are shown from a summary or a checkpoint, and are
    not checked yet; files_away: attached files that are not here yet; files_wrong: those that cannot be used as the store has
    them; stopped: cases of which a summary came, and nothing more when it was asked for; arrived: how many are here whole and
    checked, and not read yet; handed: how many saves this laptop, shut out, has left with the store for a colleague to take in;
    authors: whose saves are missing, each once, "" for those whose name is not known here.
    """

    local: LocalOnly
    is_member: bool = False
    attempt: Attempt = Attempt(0, 0, "", 0)
    refused: dict[str, str] = {}
    missing: tuple[Missing, ...] = ()
    set_aside: dict[str, int] = {}
    is_in_doubt: bool = False
    fetching: int = 0
    has_order: bool = False
    unchecked: int = 0
    files_away: int = 0
    files_wrong: int = 0
    stopped: tuple[str, ...] = ()
    arrived: int = 0
    handed: int = 0
    authors: tuple[str, ...] = ()

    @property
    def is_revoked(self) -> bool:
        return self.attempt.code == REVOKED


def standing(desk: Desk) -> Standing:
    """How things stand now. Reads only what is unsent, so that it costs the same however many cases there are."""
    with desk.vault.read() as reader:
        drafts, begun = reader.one("SELECT count(*), min(begun) FROM draft") or (0, None)
        typed = datetime.fromisoformat(begun) if begun else None
        if tables.fact(reader, tables.ORG) is None:
            return Standing(local_only(_saved(reader), drafts, typed, len(attached.here(reader))))
        held = files.counted(reader)
        now_ms = int(desk.now().timestamp() * 1000)
        stopped, lacking = preview.stopped(reader), missing.all_of(reader, now_ms)
        return Standing(
            local_only(_unsent(reader), drafts, typed, held.only_here, (reader.one(SAID_OF_CASES) or (0,))[0]),
            True,
            attempts.last(reader),
            dict(reader.query(REFUSED)),
            lacking,
            dict(reader.query(SET_ASIDE)),
            membership.is_in_doubt(reader),
            (reader.one("SELECT count(DISTINCT case_id) FROM sync_fetching") or (0,))[0],
            tables.fact(reader, tables.WIPE) is not None,
            len({case for (case,) in reader.query(UNCHECKED)}.difference(stopped)),
            held.away,
            held.wrong,
            stopped,
            len(tables.lying(reader)),
            (reader.one(HANDED_OVER, (outbox.HANDED,)) or (0,))[0],
            _authors(reader, [one for one in lacking if one.case not in stopped and not one.is_other]),
        )


def _authors(reader: Reader, lacking: Sequence[Missing]) -> tuple[str, ...]:
    """Whose these are, by the names that people know."""
    try:
        known = membership.load(reader) if lacking else None
    except (ProofError, WireError):  # it is told by who talks with the store
        known = None
    owners = {one.owner for one in lacking}
    if known is None:
        return ("",) if owners else ()
    labels = [label_of(reader, known, one) if one in known.roster.members else None for one in owners if one is not None]
    names = {"" if label is None else label.person for label in labels}
    return tuple(sorted(names | ({""} if None in owners else set())))


Saved = tuple[int, int, int | None]
"""Saves, cases, and when the first was made: ms since 1970."""


def local_only(saved: Saved, drafts: int, typed: datetime | None, count: int = 0, decided: int = 0) -> LocalOnly:
    changes, cases, first_ms = saved
    moments = [] if first_ms is None else [datetime.fromtimestamp(first_ms / 1000, UTC)]
    moments += [] if typed is None else [typed]
    return LocalOnly(changes, cases, drafts, min(moments, default=None), count, decided)


def _saved(reader: Reader) -> Saved:
    """Everything that was ever saved."""
    rows = reader.query("SELECT coalesce(sum(last), 0), count(DISTINCT case_id), min(first_ms) FROM local_tail")
    changes, cases, first_ms = rows[0]
    return changes, cases, first_ms


def _unsent(reader: Reader) -> Saved:
    """What is unsealed, and what is sealed and not known to be taken."""
    first: dict[tuple[str, str], int] = {}
    count = 0
    sealed = reader.query(
        "SELECT case_id, incarnation, min(first), sum(last - first + 1) FROM sync_own"
        " WHERE position = 0 AND type = 'changes' AND refused <> ? GROUP BY case_id, incarnation",
        (outbox.HANDED,),
    )
    for case, incarnation, number, saves in sealed:
        first[case, incarnation] = number
        count += saves
    for case in unsealed.marked(reader):
        for one in unsealed.uncovered(reader, case):
            first.setdefault((case, one.incarnation), one.first)
            count += one.last - one.first + 1
    moments = [_at(reader, case, incarnation, number) for (case, incarnation), number in first.items()]
    return count, len({case for case, _ in first}), min(moments, default=None)


def _at(reader: Reader, case: str, incarnation: str, txn: int) -> int:
    """When a save was made, in ms since 1970."""
    payload = reader.one(
        "SELECT payload FROM log_entry WHERE case_id = ? AND incarnation = ? AND txn = ?", (case, incarnation, txn)
    )
    return 0 if payload is None else unpack(case, incarnation, txn, payload[0]).at.ms
