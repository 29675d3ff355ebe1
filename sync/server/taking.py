"""What is checked of each thing handed in, kind by kind, before it gets its position. Each raises, or keeps the whole thing.

The same again is taken again and changes nothing. Any member may hand in what others have signed, in cases that it sees: so a
store that was put back is healed by whoever comes first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sync.proof.envelopes import check_read as check_envelope
from sync.proof.envelopes import read as read_envelope
from sync.proof.errors import ProofError
from sync.proof.names import digest
from sync.proof.notices import check_new, check_notice
from sync.proof.orders import check_lease, check_receipt, check_redaction, check_tombstone, check_wipe
from sync.proof.pairings import check_pairing
from sync.proof.signed import body_of, id_of, read_signed
from sync.server import deleting, redacting
from sync.server.ahead import Ahead
from sync.server.errors import NOT_ALLOWED, Fault
from sync.server.healing import Together, may_bring_redaction, may_bring_tombstone
from sync.server.offices import NO_HEAD, Head, Office
from sync.server.turn import Turn
from sync.wire.codec import WireError
from sync.wire.office import Grant, OrgDoc, Receipt, Redaction, RosterEvent, Signed
from sync.wire.requests import Item, Kind, Notice, Result


def take(
    turn: Turn, office: Office, asker: bytes, item: Item, ahead: Ahead | None = None, together: Together | None = None
) -> Result:
    """One thing handed in by a device (its fingerprint). The office must be locked.

    ahead: what is known of it; together: what is handed in with it.
    """
    try:
        if item.kind == "grant":
            return Result("", _grant(turn, office, asker, item.data, together or Together()))
        if item.kind == "envelope":
            return Result("", _envelope(turn, office, asker, item.data, ahead or Ahead(read_envelope(item.data), b"")))
        return Result("", _TAKERS[item.kind](turn, office, asker, item.data))
    except (ProofError, WireError) as error:
        return Result(error.code, 0)


def _signed(data: bytes, kind: Kind) -> Signed:
    signed = read_signed(data)
    if signed.what != kind:
        raise ProofError("signed.other")
    return signed


def _orgdoc(turn: Turn, office: Office, asker: bytes, data: bytes) -> int:
    signed = _signed(data, "orgdoc")
    number = body_of(signed, "orgdoc", OrgDoc).number
    if number <= office.roster.doc.number:
        kept = turn.lying(office, "orgdoc", "", number)
        if kept is not None and kept.hash == id_of(signed):
            return kept.position
    office.roster = office.roster.with_doc(signed)
    return turn.keep(office, "orgdoc", data, id_of(signed), seq=number)


def _roster(turn: Turn, office: Office, asker: bytes, data: bytes) -> int:
    signed = _signed(data, "roster")
    said = body_of(signed, "roster", RosterEvent)
    roster = office.roster.with_link(signed)
    if roster is office.roster:
        return _position(turn, office, "roster", "", said.n)
    if said.kind == "add" and not turn.adopt(office, said.device):
        raise ProofError("roster.device_elsewhere")
    office.roster = roster
    turn.directory.note_devices(office)
    return turn.keep(office, "roster", data, id_of(signed), seq=said.n)


def _officekey(turn: Turn, office: Office, asker: bytes, data: bytes) -> int:
    signed = _signed(data, "officekey")
    keys = office.keys.with_key(signed, office.roster, is_new=True)
    count = keys.heads.index(id_of(signed)) + 1
    if keys is office.keys:
        return _position(turn, office, "officekey", "", count)
    office.keys = keys
    return turn.keep(office, "officekey", data, id_of(signed), seq=count)


def _pairing(turn: Turn, office: Office, asker: bytes, data: bytes) -> int:
    signed = _signed(data, "pairing")
    receiver, id_ = check_pairing(signed, office.roster).receiver, id_of(signed)
    kept = turn.lying_about(office, "pairing", receiver, id_)
    return kept.position if kept is not None else turn.keep(office, "pairing", data, id_, about=receiver)


def _grant(turn: Turn, office: Office, asker: bytes, data: bytes, together: Together) -> int:
    signed = _signed(data, "grant")
    said = body_of(signed, "grant", Grant)
    _refuse_deleted(office, said.case)
    before = office.grants(turn.connection, said.case)
    try:
        if before.n and not before.may_see(asker) and not (said.is_recovery and office.roster.is_lead(asker)):
            raise ProofError(NOT_ALLOWED)
        after = before.with_grant(signed, office.roster, is_new=True)
    except ProofError:
        if not together.lead_to(asker, before, office.roster):
            raise
        after = before.with_grant(signed, office.roster)
    if after is before:
        return _position(turn, office, "grant", said.case, said.n)
    office.set_grants(after)
    position = turn.keep(office, "grant", data, id_of(signed), case=said.case, seq=said.n)
    turn.let_in(office, after, position)
    return position


def _envelope(turn: Turn, office: Office, asker: bytes, data: bytes, ahead: Ahead) -> int:
    header = ahead.read.header
    _refuse_deleted(office, header.case)
    grants = office.grants(turn.connection, header.case)
    if not grants.may_see(asker):
        raise ProofError("envelope.not_writer" if header.device == asker else NOT_ALLOWED)
    incarnation = office.incarnation(turn.connection, header.incarnation)
    if incarnation is not None and incarnation.device != header.device:
        raise ProofError("envelope.incarnation")
    head = NO_HEAD if incarnation is None else incarnation.heads.get((header.case, header.type), NO_HEAD)
    can_itself = office.roster.is_active(header.device) and header.device in grants.writers
    is_by_itself = header.device == asker or can_itself
    is_new = is_by_itself and header.seq > head.seq
    checked = check_envelope(ahead.read, office.roster, grants, is_new=is_new, signed_by=ahead.signed_by)
    if header.seq <= head.seq:
        kept = turn.lying(office, "envelope", header.case, header.seq, header.incarnation, header.type)
        if kept is None or kept.hash != checked.id:
            raise ProofError("envelope.forked")
        return kept.position
    if header.seq > head.seq + 1:
        raise ProofError("envelope.gap")
    if header.previous != head.hash:
        raise ProofError("envelope.forked")
    if header.covers > office.position:
        raise ProofError("envelope.unreadable")
    if incarnation is None:
        incarnation = office.add_incarnation(header.incarnation, header.device)
    incarnation.heads[(header.case, header.type)] = Head(header.seq, checked.id)
    incarnation.envelopes += 1
    is_behind = header.type in ("checkpoint", "summary") and redacting.settle(turn, office, header)
    return turn.keep(
        office,
        "envelope",
        None if is_behind else data,
        checked.id,
        case=header.case,
        incarnation=header.incarnation,
        type_=header.type,
        seq=header.seq,
        covers=header.covers,
    )


def _notice(turn: Turn, office: Office, asker: bytes, data: bytes) -> int:
    said = check_notice(data, office.roster, office.keys)
    hash_, slot = notice_hash(said), slot_of(said)
    last = office.slots.get(slot, 0)
    if said.number <= last:
        kept = turn.lying_about(office, "notice", slot, hash_)
        if kept is not None:
            return kept.position
    check_new(said, office.roster, office.keys)
    if said.number <= last:
        raise ProofError("notice.behind")
    if last:
        turn.empty_older(office, slot)
    office.slots[slot] = said.number
    return turn.keep(office, "notice", data, hash_, seq=said.number, about=slot)


def _redaction(turn: Turn, office: Office, asker: bytes, data: bytes) -> int:
    """No envelope that a newcomer needs goes yet: a checkpoint by one who has seen this must come first."""
    signed = _signed(data, "redaction")
    said = body_of(signed, "redaction", Redaction)
    _refuse_deleted(office, said.case)
    grants = office.grants(turn.connection, said.case)
    if not grants.may_see(asker):
        raise ProofError(NOT_ALLOWED)
    kept = turn.lying_in(office, "redaction", said.case, id_of(signed))
    if kept is not None:
        return kept.position
    is_healing = may_bring_redaction(asker, signed, grants)
    check_redaction(signed, office.roster, grants, is_new=not is_healing)
    redacting.stand_in(turn, office, said)
    redacting.drop_files(turn, office, said)
    redacting.empty_summaries(turn, office, said.case)
    return turn.keep(office, "redaction", data, id_of(signed), case=said.case)


def _tombstone(turn: Turn, office: Office, asker: bytes, data: bytes) -> int:
    signed = _signed(data, "tombstone")
    said = check_tombstone(signed, office.roster)
    if said.case in office.deleted:
        kept = turn.lying_in(office, "tombstone", said.case, id_of(signed))
        if kept is None:
            raise ProofError(DELETED)
        return kept.position
    is_healing = may_bring_tombstone(asker, signed, said, office.grants(turn.connection, said.case))
    check_tombstone(signed, office.roster, is_new=not is_healing)
    deleting.empty(turn, office, said)
    return turn.keep(office, "tombstone", data, id_of(signed), case=said.case)


def _receipt(turn: Turn, office: Office, asker: bytes, data: bytes) -> int:
    signed = _signed(data, "receipt")
    said = body_of(signed, "receipt", Receipt)
    stone = deleting.stone_of(turn, office, said.case)
    if stone is None:
        raise ProofError("receipt.other")
    check_receipt(signed, office.roster, stone)
    kept = turn.lying_in(office, "receipt", said.case, id_of(signed))
    return kept.position if kept is not None else turn.keep(office, "receipt", data, id_of(signed), case=said.case)


def _refuse_deleted(office: Office, case: str) -> None:
    """Nothing brings back a case that was deleted."""
    if case in office.deleted:
        raise ProofError(DELETED)


def slot_of(notice: Notice) -> bytes:
    """Where the store keeps a notice: each device has its own slots, so that none replaces another's."""
    return digest(notice.device, notice.slot)


def notice_hash(notice: Notice) -> bytes:
    """What the store knows a notice by."""
    return digest(notice.slot, notice.number.to_bytes(8, "big"), digest(notice.ciphertext), notice.signature)


def _wipe(turn: Turn, office: Office, asker: bytes, data: bytes) -> int:
    signed = _signed(data, "wipe")
    return _order(turn, office, signed, check_wipe(signed, office.roster).device, data)


def _lease(turn: Turn, office: Office, asker: bytes, data: bytes) -> int:
    signed = _signed(data, "lease")
    return _order(turn, office, signed, check_lease(signed, office.roster).device, data)


def _order(turn: Turn, office: Office, signed: Signed, device: bytes, data: bytes) -> int:
    kind: Kind = "wipe" if signed.what == "wipe" else "lease"
    kept = turn.lying_about(office, kind, device, id_of(signed))
    return kept.position if kept is not None else turn.keep(office, kind, data, id_of(signed), about=device)


def _bequest(turn: Turn, office: Office, asker: bytes, data: bytes) -> int:
    """It is handed over, and lies in quarantine only."""
    raise ProofError(NOT_ALLOWED)


def _position(turn: Turn, office: Office, kind: Kind, case: str, seq: int) -> int:
    kept = turn.lying(office, kind, case, seq)
    if kept is None:
        raise Fault("a link is remembered that does not lie here")
    return kept.position


_TAKERS: Final[dict[Kind, Callable[[Turn, Office, bytes, bytes], int]]] = {
    "orgdoc": _orgdoc,
    "roster": _roster,
    "officekey": _officekey,
    "pairing": _pairing,
    "notice": _notice,
    "wipe": _wipe,
    "lease": _lease,
    "redaction": _redaction,
    "tombstone": _tombstone,
    "receipt": _receipt,
    "bequest": _bequest,
}
DELETED: Final = "case.deleted"
