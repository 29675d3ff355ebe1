"""Test vectors of the protocol: from fixed secrets the bytes that every program of this format makes (`tests/vectors/sync.json`).

`python -m tests.support.vectors` writes the file anew, which a new format may need and nothing else. Pairings differ each time
that they are drawn, so what holds or names one is only opened.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rygsaek.casework.caselist import Day
from rygsaek.casework.preview import Preview
from rygsaek.casework.preview import encode as encode_preview
from rygsaek.casework.summary import Head
from rygsaek.history.changes import ANSWER_GIVEN, Change
from rygsaek.history.clock import Stamp
from rygsaek.history.entries import pack as pack_save
from rygsaek.history.ids import ChangeId
from sync.columns import pack
from sync.identity import DeviceSecret, RecoverySecret, RootSecret
from sync.proof.grants import CaseGrants
from sync.proof.names import digest, envelope_id, fingerprint, invite_hash, org_name, recovery_name, signed_id
from sync.proof.signatures import covers_answer, covers_notice, covers_recover
from sync.sealing.bodies import ChangesBody, SaveHead, SummaryBody
from sync.sealing.envelopes import seal
from sync.sealing.grants import make_grant, sign
from sync.sealing.joining import join_proof
from sync.sealing.keys import commitment, seal_earlier
from sync.sealing.notices import keyed_cpr, seal_roster_label, slot_of
from sync.sealing.pairings import Pairs
from sync.sealing.pairings import context as between
from sync.sealing.requests import authenticate
from sync.sealing.wraps import context, wrap
from sync.wire.codec import NO_HASH, decode, encode
from sync.wire.envelopes import ENVELOPE_CAP, Envelope
from sync.wire.office import FORMAT, RosterEvent
from sync.wire.requests import Seal
from tests.support.offices import AT, CASE, STORE, added, document, new_office

PATH = Path(__file__).parent.parent / "vectors" / "sync.json"
ORG, KEY, NEXT, SALT, NONCE = (digest(name) for name in (b"org", b"key", b"next key", b"salt", b"nonce"))
INVITE = digest(b"invite")[:16]
CPR = "6101501234"
INCARNATION = "inkarnation"


def counted(start: int) -> Any:
    """Bytes that count up, as a source of randomness."""
    at = start

    def take(count: int) -> bytes:
        nonlocal at
        at += count
        return bytes((at - count + n) % 256 for n in range(count))

    return take


DEVICE = DeviceSecret.generate(counted(0))
ROOT = RootSecret(bytes(range(32)))
KIT = RecoverySecret(bytes(range(32, 64)))


def saves() -> list[tuple[str, int, bytes]]:
    """Three saves as the log writes them, the last of which corrects the first."""
    made = []
    for txn, (register, value) in enumerate((("felt", "tekst"), ("andet", ["a", 1]), ("felt", "æøå")), 1):
        gone = (ChangeId(INCARNATION, CASE, 1, 0),) if txn == 3 else ()
        change = Change(
            ChangeId(INCARNATION, CASE, txn, 0), Stamp(AT + txn, 0), "lise", "aftale", register, ANSWER_GIVEN, value, gone
        )
        made.append((INCARNATION, txn, pack_save([change], None)))
    return made


def body() -> ChangesBody:
    return ChangesBody(FORMAT, CASE, INCARNATION, 1, 3, NONCE, AT, 1, SALT, (), pack(saves()))


def summary() -> SummaryBody:
    head = Head("Anna", "Elmegade 3, 8000 Aarhus C", False, "hos sin søster", "Vil helst have en sms", "polsk")
    shown = Preview("Anna Nørgaard", head, 1, 2, 3, (Day("2026-05-20", "13:00", "Besøg: Dato"),))
    return SummaryBody(FORMAT, CASE, AT, (SaveHead(INCARNATION, 3, NONCE),), encode_preview(shown))


def made() -> dict[str, bytes]:
    """Everything that follows from the secrets alone."""
    committed = commitment(KEY, ORG, CASE, 1)
    envelope = seal(
        DEVICE,
        KEY,
        org=ORG,
        case=CASE,
        epoch=1,
        commitment=committed,
        incarnation=INCARNATION,
        type_="changes",
        seq=1,
        previous=NO_HASH,
        salt=SALT,
        body=encode(body()),
    )
    place = context(ORG, CASE, 1, DEVICE.name, ROOT.org, 1, SALT, committed, NONCE)
    read = decode(envelope, Envelope, ENVELOPE_CAP)
    first = RosterEvent(FORMAT, ROOT.org, 1, NO_HASH, AT, "add", DEVICE.name, DEVICE.keys, "p0", b"label", "lead", ())
    link, doc = sign("roster", encode(first), DEVICE), sign("orgdoc", encode(document(ROOT, KIT, DEVICE)), ROOT)
    return {
        "device keys": encode(DEVICE.keys),
        "device name": fingerprint(DEVICE.keys),
        "office name": org_name(ROOT.public),
        "kit key": KIT.public,
        "kit name": recovery_name(KIT.public),
        "invite hash": invite_hash(INVITE),
        "join proof": join_proof(INVITE, ORG, DEVICE.keys, b"label"),
        "document": encode(doc),
        "document id": signed_id(doc.what, doc.body),
        "roster link": encode(link),
        "roster link id": signed_id(link.what, link.body),
        "commitment": committed,
        "earlier key": seal_earlier(NEXT, KEY, ORG, CASE, 2, counted(7)),
        "pairing context": between(ORG, ROOT.org, DEVICE.name),
        "wrap context": place,
        "wrap": wrap(KEY, NEXT, place),
        "envelope": envelope,
        "envelope id": envelope_id(read.header, read.ciphertext),
        "request": encode(authenticate(DEVICE, "POST", "/v1/exchange", b"body", STORE.public, NONCE, AT)),
        "answer": encode(Seal(STORE.public, NONCE, AT, STORE.sign(covers_answer(NONCE, 200, b"body", STORE.public, AT)))),
        "notice covers": covers_notice(ORG, 1, SALT, 2, DEVICE.name, b"ciphertext"),
        "recover covers": covers_recover(ORG, DEVICE.name, STORE.public),
        "directory hash": keyed_cpr(KEY, CPR),
        "slot": slot_of(KEY, DEVICE.name, "directory", CASE),
        "label": seal_roster_label(KEY, ORG, 1, DEVICE.name, b"Lise Holm", counted(9)),
        "columns": pack(saves()),
        "summary": encode(summary()),
    }


def drawn() -> dict[str, bytes]:
    """Pairings, which no two programs draw alike, and what names them: kept once, and opened for ever."""
    office = new_office("vectors")
    office.take(added(office.roster, DEVICE, "p1"))
    none = CaseGrants.none(office.org, CASE)
    pairs = Pairs(office.devices[0], office.org, entropy=counted(5))
    grant = make_grant(pairs, office.roster, none, KEY, [office.devices[0].name, DEVICE.name], [], AT, entropy=counted(3))
    with_kit, with_device = (encode(pairs.made[one][1]) for one in (office.kit.name, DEVICE.name))
    return {"grant": encode(grant), "pairing with the kit": with_kit, "pairing with the device": with_device}


def kept() -> dict[str, bytes]:
    """The vectors as they lie in the file."""
    return {name: bytes.fromhex(value) for name, value in json.loads(PATH.read_text(encoding="utf-8")).items()}


if __name__ == "__main__":
    told = {name: data.hex() for name, data in {**made(), **drawn()}.items()}
    PATH.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
