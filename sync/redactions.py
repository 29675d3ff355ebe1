"""A redaction that came, or was made here: what it names goes from the log and from everything beside it; the chains still hold.

What is left stands on the lead's signature: it names the saves, the hashes that they keep, and the hash of what is left of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from rygsaek.casework import purging
from rygsaek.history.journal import Journal
from rygsaek.history.redacting import Mark, RedactionError
from rygsaek.paper import attached, print_jobs
from rygsaek.vault.transaction import Reader, Transaction
from sync import checkpoints, healing, keyring, missing, summaries, vouching
from sync.aside import AsideError, grants_of
from sync.membership import Membership
from sync.proof.envelopes import read as read_envelope
from sync.proof.errors import ProofError
from sync.proof.grants import CaseGrants
from sync.proof.orders import check_redaction
from sync.proof.signed import id_of
from sync.sealing.redactions import open_taken
from sync.vouching import Vouched
from sync.wire.codec import WireError, encode
from sync.wire.office import Forgotten, Signed


def take(tx: Transaction, journal: Journal, known: Membership, grants: CaseGrants, signed: Signed, now_ms: int) -> bool:
    """Take a redaction in; False for one that is here already. now_ms: this laptop's clock.

    Raises ProofError, WireError; AsideError: `key.missing`, `redaction.differs` (it tells of another history than the one here).
    Nothing is written then.
    """
    if is_here(tx, grants.case, signed):
        return False
    said = check_redaction(signed, known.roster, grants)
    key = keyring.case_key(tx, grants, said.epoch)
    if key is None:
        raise AsideError("key.missing", grants_of(grants.case), grants.case)
    taken = open_taken(key, said)
    if any(_is_readable(tx, said.case, one.incarnation, one.txn) for one in taken.saves):
        check_redaction(signed, known.roster, grants, is_new=True)
    marks = [Mark(one.incarnation, one.txn, one.changes, one.hash, one.left) for one in taken.saves]
    files = attached.keys_at(tx, said.case, {one.save: one.changes for one in marks})
    try:
        purging.redact(journal, said.case, marks, tx=tx)
    except RedactionError as error:
        raise AsideError("redaction.differs", case=said.case) from error
    attached.drop_unattached(tx, files)
    for blob in said.blobs:
        for table in ("sync_file", "sync_piece"):
            tx.execute(f"DELETE FROM {table} WHERE case_id = ? AND blob = ?", (said.case, blob.hex()))  # noqa: S608 - our own names
    for chain, head in zip(said.chains, taken.heads, strict=True):
        vouching.put(tx, said.case, Vouched(chain.incarnation, chain.device, chain.seq, chain.id, head.txn, head.hash))
    missing.note(tx, said.case, taken.heads, signed.by[0], now_ms)
    _let_go(tx, said.case, said.chains)
    print_jobs.forget_case(tx, said.case, iso_of(now_ms))
    tx.execute("INSERT INTO sync_redaction VALUES (?, ?, ?)", (said.case, id_of(signed), encode(signed)))
    checkpoints.owe(tx, said.case)
    summaries.forget(tx, said.case)
    return True


def is_here(reader: Reader, case: str, signed: Signed) -> bool:
    """Whether it has been taken in."""
    return reader.one("SELECT 1 FROM sync_redaction WHERE case_id = ? AND id = ?", (case, id_of(signed))) is not None


def _is_readable(reader: Reader, case: str, incarnation: str, txn: int) -> bool:
    """A save that it names stands here with its texts."""
    place = (case, incarnation, txn)
    return (
        reader.one("SELECT 1 FROM log_entry WHERE case_id = ? AND incarnation = ? AND txn = ?", place) is not None
        and reader.one("SELECT 1 FROM log_redaction WHERE case_id = ? AND incarnation = ? AND txn = ?", place) is None
    )


def _let_go(tx: Transaction, case: str, chains: Sequence[Forgotten]) -> None:
    """Sealed copies of the texts: one's own envelopes and others', checkpoints, summaries, and what was set aside."""
    gone = {one.incarnation: one.seq for one in chains}
    healing.let_go(tx, case, chains)
    for incarnation, seq in gone.items():
        tx.execute(
            "UPDATE sync_own SET data = x'', position = max(position, 1), refused = ''"
            " WHERE case_id = ? AND incarnation = ? AND type = 'changes' AND seq <= ?",
            (case, incarnation, seq),
        )
    tx.execute(
        "UPDATE sync_own SET data = x'', position = max(position, 1), refused = ''"
        " WHERE case_id = ? AND type IN ('checkpoint', 'summary')",
        (case,),
    )
    for id_, data in tx.query("SELECT id, data FROM sync_aside WHERE case_id = ? AND kind = 'envelope'", (case,)):
        try:
            header = read_envelope(bytes(data)).header
        except (ProofError, WireError):
            continue
        is_named = header.type == "changes" and header.seq <= gone.get(header.incarnation, 0)
        if is_named or header.type in ("checkpoint", "summary"):
            tx.execute("DELETE FROM sync_aside WHERE id = ?", (id_,))
        if header.type == "checkpoint":  # one that waited may be newer than the redaction: the store knows which stands
            tx.execute("INSERT OR IGNORE INTO sync_fetching VALUES (?, ?, 0)", (case, checkpoints.TYPE))


def iso_of(now_ms: int) -> str:
    """A moment as the print queue writes it."""
    return datetime.fromtimestamp(now_ms / 1000, UTC).isoformat(timespec="milliseconds")
