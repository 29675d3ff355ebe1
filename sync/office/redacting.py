"""A text or a file taken out of a case for good: by a lead who may write in it, on every laptop that has it, and in the store.

Where nobody else has the case (no office, or never sent), it goes from this vault alone, and needs no signature.
"""

from __future__ import annotations

from collections.abc import Collection

from rygsaek.casework import accesslog, problems, purging
from rygsaek.casework.desk import Desk
from rygsaek.errors import InputError
from rygsaek.history import log
from rygsaek.history.redacting import mark_of
from rygsaek.history.reissuing import Save
from rygsaek.paper import attached, print_jobs
from rygsaek.vault.transaction import Reader
from sync import checkpoints, keyring, membership, redactions
from sync.aside import AsideError
from sync.errors import SyncError
from sync.identity import Entropy
from sync.membership import Membership
from sync.proof.errors import ProofError
from sync.sealing.bodies import SaveHead
from sync.sealing.grants import sign
from sync.sealing.redactions import RedactedSave, Taken, seal_taken
from sync.sending import send
from sync.wire.codec import encode
from sync.wire.office import FORMAT, Forgotten, Redaction, Signed


def may_redact(reader: Reader, case: str) -> bool:
    """Whether this laptop may take a text out of a case: a lead who may write in it, or whoever has it alone."""
    known = membership.load(reader)
    if known is None or not _was_handed_out(reader, case):
        return True
    return known.roster.is_lead(known.device) and known.device in keyring.grants(reader, known, case).writers


def redact(
    desk: Desk, case: str, changes: Collection[str], at: int, entropy: Entropy, *, reason: str, is_whole_field: bool = False
) -> int:
    """Take the texts and files of these changes out, and all that says them again in the case; returns in how many changes.

    at: milliseconds. reason: for the access log; it must not say the text again. It holds here at once, elsewhere when what is
    handed in has been fetched.
    Raises InputError (`redact.…`, `reason.…`), SyncError (`roster.not_lead`, `grant.not_writer`, `key.missing`).
    """
    why = " ".join(reason.split())
    if not why:
        raise problems.no_reason()
    with desk.vault.write() as tx:
        places = purging.places_of(tx, case, changes, is_whole_field=is_whole_field)
        purging.refuse_repeating(tx, case, places, why)
        known = membership.load(tx)
        if known is None or not _was_handed_out(tx, case):
            files = attached.keys_at(tx, case, places)
            purging.rewrite(desk.journal, case, places, tx=tx)
            attached.drop_unattached(tx, files)
            print_jobs.forget_case(tx, case, redactions.iso_of(at))
        else:
            signed = signed_redaction(tx, known, case, places, at, entropy)
            try:
                redactions.take(tx, desk.journal, known, keyring.grants(tx, known, case), signed, at)
            except (ProofError, AsideError) as error:
                raise SyncError(getattr(error, "code", "redaction.differs")) from error
            send(tx, "redaction", case, encode(signed), at)
        accesslog.note(desk, case, "redact", detail=why, tx=tx)
    return sum(len(one) for one in places.values())


def signed_redaction(
    reader: Reader, known: Membership, case: str, places: dict[Save, tuple[int, ...]], at: int, entropy: Entropy
) -> Signed:
    """A redaction by this laptop. places: which changes of which saves. Raises InputError, SyncError."""
    grants = keyring.grants(reader, known, case)
    if not known.roster.is_lead(known.device):
        raise SyncError("roster.not_lead")
    if known.device not in grants.writers:
        raise SyncError("grant.not_writer")
    key = keyring.case_key(reader, grants, grants.epoch)
    if key is None:
        raise SyncError("key.missing")
    chains = checkpoints.chains_of(reader, case)
    if not checkpoints.is_whole(reader, case, chains):
        raise InputError(
            "Noget i sagen er ikke sendt eller hentet endnu.", "Send og hent, og prøv igen.", code="redact.not_whole"
        )
    tails = log.tails(reader, case)
    entries = list(log.entries(reader, case))
    hashes = {(one.incarnation, one.txn): one.hash for one in entries}
    marks = [
        mark_of(one, hashes.get((one.incarnation, one.txn - 1), log.START.hash), places[one.incarnation, one.txn])
        for one in entries
        if (one.incarnation, one.txn) in places
    ]
    taken = Taken(
        FORMAT,
        tuple(RedactedSave(*one) for one in marks),
        tuple(SaveHead(one.incarnation, one.last, tails[one.incarnation].hash) for one in chains),
    )
    said = Redaction(
        FORMAT,
        known.org,
        case,
        grants.epoch,
        known.roster.n,
        at,
        tuple(Forgotten(one.incarnation, one.device, one.seq, one.id) for one in chains),
        seal_taken(key, taken, known.org, case, grants.epoch, entropy),
        tuple(sorted({bytes.fromhex(one.blob) for one in attached.keys_at(reader, case, places)})),
    )
    return sign("redaction", encode(said), known.secret)


def _was_handed_out(tx: Reader, case: str) -> bool:
    """Something of the case has been sealed, so that others may have it."""
    return tx.one("SELECT 1 FROM sync_chain WHERE case_id = ? AND type = 'changes' AND seq > 0 LIMIT 1", (case,)) is not None
