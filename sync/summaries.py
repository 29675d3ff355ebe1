"""Summaries: what the list of cases and a case's first lines show, in an envelope of their own, by one who may write in the case.

A new laptop fetches them before everything else, and has its list at once. When the case itself comes, the summary goes, whole:
nothing is merged with it. It is then held against the history that it says it was made of, and where it says something else, that
is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from rygsaek.casework import caselist, held, preview
from rygsaek.casework.preview import Preview
from rygsaek.casework.summary import UNNAMED, citizen_name, head_of
from rygsaek.history import log
from rygsaek.history.registers import fold
from rygsaek.vault.transaction import Reader, Transaction
from sync import aside, checkpoints, keyring, missing, outbox, saves, tables
from sync.aside import FOR_EVER, Aside, AsideError
from sync.outbox import Sealing
from sync.proof.envelopes import Checked
from sync.proof.envelopes import read as read_envelope
from sync.proof.names import digest
from sync.sealing.bodies import SaveHead, SummaryBody, pack_body, read_body
from sync.wire.codec import decode, encode
from sync.wire.office import FORMAT

TYPE: Final = "summary"
FALSE: Final = "summary.false"
BODY_CAP: Final = 64 * 1024
"""Of one that is kept here."""
NOTHING: Final = b""
HERE: Final = """
    SELECT 1 FROM log_entry WHERE case_id = ?1
    UNION ALL SELECT 1 FROM sync_chain WHERE case_id = ?1 AND type = 'changes' AND seq > 0
    UNION ALL SELECT 1 FROM sync_redaction WHERE case_id = ?1 LIMIT 1"""
"""Something of the case, or that something was taken out of it: no summary is to be shown any more."""


def make_due(tx: Transaction, by: Sealing, cases: Iterable[str]) -> int:
    """Make a summary of each of these cases whose newest says something else, or that has none; returns of how many.

    Only of a case that is wholly known here, and not of one whose redaction is still on its way to the store.
    """
    made = 0
    for case in sorted(set(cases)):
        grants, known = keyring.grants(tx, by.known, case), checkpoints.chains_of(tx, case)
        shown = caselist.summary_of(tx, case)
        may_make = by.known.device in grants.writers and keyring.case_key(tx, grants, grants.epoch) is not None
        if shown is None or not may_make or _is_redacting(tx, case) or not checkpoints.is_whole(tx, case, known):
            continue
        data = preview.encode(preview.of(shown, _day_before(by.now_ms)))
        newest = tx.one("SELECT digest FROM sync_summary WHERE case_id = ?", (case,))
        if newest is None or bytes(newest[0]) != digest(data):
            heads = tuple(SaveHead(one, tail.txn, tail.hash) for one, tail in sorted(log.tails(tx, case).items()))
            body = pack_body(SummaryBody(FORMAT, case, by.now_ms, heads, data))
            outbox.seal(tx, by, grants, TYPE, body, 0, 0, covers=tables.number(tx, tables.CURSOR))
            _note(tx, case, data)
            made += 1
    return made


def shared(reader: Reader, by: Sealing) -> Iterator[str]:
    """Cases with a grant on its way to the store that lets others see them than this laptop."""
    for (case,) in reader.query("SELECT DISTINCT case_id FROM sync_sending WHERE kind = 'grant' AND refused = ''"):
        grants = keyring.grants(reader, by.known, case)
        if {*grants.writers, *grants.readers} != {by.known.device}:
            yield case


def take(tx: Transaction, checked: Checked, data: bytes) -> None:
    """A summary that was opened: shown where nothing of the case is here, and kept until its history is (`settle`).

    Raises AsideError: `body.…`; nothing is written then.
    """
    body, case = read_body(data, SummaryBody), checked.header.case
    names = [one.incarnation for one in body.heads]
    if body.case != case or not names or names != sorted(set(names)) or not all(one.txn for one in body.heads):
        raise AsideError("body.other")
    try:
        told = preview.decode(body.data)
    except ValueError as error:
        raise AsideError("body.unreadable") from error
    _note(tx, case, body.data, encode(body), encode(checked.envelope))
    if tx.one(HERE, (case,)) is None:
        preview.put(tx, case, told)


def settle(tx: Transaction, case: str, now_ms: int) -> None:
    """Once the case is here its summary is shown no more. When all is here of which it was made, it must have said the same."""
    is_here = log.has(tx, case)
    is_coming = tx.one("SELECT 1 FROM sync_fetching WHERE case_id = ? LIMIT 1", (case,)) is not None
    if is_coming and not is_here:
        return
    row = tx.one("SELECT body, envelope FROM sync_summary WHERE case_id = ? AND body <> x''", (case,))
    if row is None:
        return
    if is_here:
        preview.drop(tx, case)
    body, data = decode(bytes(row[0]), SummaryBody, BODY_CAP), bytes(row[1])
    hashes = [saves.hash_at(tx, case, one.incarnation, one.txn) for one in body.heads]
    if any(here is not None and here != one.hash for here, one in zip(hashes, body.heads, strict=True)):
        is_true = False
    elif None in hashes:
        if not is_coming:
            missing.note(tx, case, body.heads, read_envelope(data).header.device, now_ms)
            preview.stop(tx, case)
        return
    else:
        is_true = _is_redacted(tx, case) or _says_the_same(tx, case, body)
    tx.execute("UPDATE sync_summary SET body = x'', envelope = x'' WHERE case_id = ?", (case,))
    if not is_true:
        aside.keep(tx, Aside("envelope", case, 0, FALSE, FOR_EVER, now_ms, data))


def let_go(tx: Transaction, case: str) -> None:
    """A person has read that the rest of a case does not come, and wants its line no more. Shared again, it begins anew."""
    if preview.is_shown(tx, case):
        forget(tx, case)
        tx.execute("DELETE FROM sync_missing WHERE case_id = ?", (case,))
        held.hold(tx, case, is_held=False)


def forget(tx: Transaction, case: str) -> None:
    """A text was taken out of the case, or its summary never went: the next is made anew, and none is shown."""
    tx.execute("DELETE FROM sync_summary WHERE case_id = ?", (case,))
    preview.drop(tx, case)


def _says_the_same(tx: Transaction, case: str, body: SummaryBody) -> bool:
    """Whether the citizen's name stands in the history as the summary said, and whether the address is to be told.

    What else it says follows from the forms as its author's program reads them, and may differ between two programs.
    """
    told, shown = preview.decode(body.data), caselist.summary_of(tx, case)
    if shown is not None and _who(preview.of(shown, "")) == _who(told):
        return True
    heads = {one.incarnation: one.txn for one in body.heads}
    state = fold([one for one in log.changes(tx, case) if one.id.txn <= heads.get(one.id.incarnation, 0)])
    return _who(told) == (preview.cut(citizen_name(state) or UNNAMED), head_of(state, None).is_protected)


def _who(told: Preview) -> tuple[str, bool]:
    return told.name, told.head.is_protected


def _note(tx: Transaction, case: str, data: bytes, body: bytes = NOTHING, envelope: bytes = NOTHING) -> None:
    """The newest summary of a case. body, envelope: of a colleague's, until it has been held against the history."""
    tx.execute("INSERT OR REPLACE INTO sync_summary VALUES (?, ?, ?, ?)", (case, digest(data), body, envelope))


def _is_redacting(reader: Reader, case: str) -> bool:
    found = reader.one("SELECT 1 FROM sync_sending WHERE kind = 'redaction' AND case_id = ? LIMIT 1", (case,))
    return found is not None


def _is_redacted(reader: Reader, case: str) -> bool:
    return reader.one("SELECT 1 FROM sync_redaction WHERE case_id = ? LIMIT 1", (case,)) is not None


def _day_before(now_ms: int) -> str:
    """YYYY-MM-DD: a day that nobody who gets it soon has before today."""
    return (datetime.fromtimestamp(now_ms / 1000, UTC) - timedelta(days=1)).date().isoformat()
