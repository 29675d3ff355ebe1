"""Envelopes in chains, and notices, as a laptop would seal them for a store."""

from __future__ import annotations

from sync.identity import DeviceSecret
from sync.proof.names import envelope_id
from sync.proof.signatures import covers_notice
from sync.sealing.envelopes import seal
from sync.wire.codec import NO_HASH, decode
from sync.wire.envelopes import ENVELOPE_CAP, Envelope, Type
from sync.wire.requests import Item, Notice
from tests.support.central import item
from tests.support.offices import Case, Office


def id_of(data: bytes) -> bytes:
    """An envelope's id."""
    envelope = decode(data, Envelope, ENVELOPE_CAP)
    return envelope_id(envelope.header, envelope.ciphertext)


def sealed(
    case: Case,
    by: DeviceSecret,
    seq: int,
    previous: bytes = NO_HASH,
    *,
    type_: Type = "changes",
    incarnation: str = "mine",
    covers: int = 0,
    body: bytes = b"a body",
) -> bytes:
    """One envelope under the case's key of now."""
    return seal(
        by,
        case.key,
        org=case.office.org,
        case=case.grants.case,
        epoch=case.grants.epoch,
        commitment=case.grants.commitment(case.grants.epoch),
        incarnation=incarnation,
        type_=type_,
        seq=seq,
        previous=previous,
        salt=case.office.entropy(32),
        body=body,
        covers=covers,
    )


def chain(case: Case, by: DeviceSecret, count: int, incarnation: str = "mine", body: bytes = b"a body") -> list[Item]:
    """So many envelopes of one chain."""
    made: list[Item] = []
    previous = NO_HASH
    for seq in range(1, count + 1):
        data = sealed(case, by, seq, previous, incarnation=incarnation, body=body)
        previous = id_of(data)
        made.append(item("envelope", data))
    return made


def notice(office: Office, by: DeviceSecret, slot: bytes, number: int, text: bytes = b"sealed") -> Item:
    """A notice of the office's key of now; to the store its inside is any bytes."""
    slot = slot.ljust(32, b"\0")
    epoch = office.keys.epoch
    covered = covers_notice(office.org, epoch, slot, number, by.name, text)
    return item("notice", Notice(office.org, epoch, slot, number, by.name, text, by.sign(covered)))
