"""The bytes of this format, for ever: what other programs of it made is made and opened here."""

from __future__ import annotations

import hmac
from hashlib import sha256

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from rygsaek.casework import preview
from sync.columns import unpack
from sync.proof.envelopes import Checked, read
from sync.proof.grants import CaseGrants
from sync.proof.names import recovery_name
from sync.proof.pairings import check_pairing
from sync.proof.roster import Roster
from sync.proof.signed import id_of
from sync.sealing.bodies import SummaryBody
from sync.sealing.envelopes import open_envelope
from sync.sealing.grants import open_grant, open_recovery
from sync.sealing.keys import open_earlier
from sync.sealing.notices import open_roster_label
from sync.sealing.pairings import secrets_in
from sync.wire.codec import KIB, decode, encode
from sync.wire.office import SIGNED_CAP, Signed
from tests.support import vectors
from tests.support.offices import CASE, added, new_office

KEPT = vectors.kept()
MADE = vectors.made()


@pytest.mark.parametrize("name", MADE)
def test_the_same_secrets_give_the_same_bytes(name: str) -> None:
    assert MADE[name] == KEPT[name]


def test_there_is_no_vector_that_nobody_looks_at() -> None:
    assert set(KEPT) == {*MADE, "grant", "pairing with the kit", "pairing with the device"}


def test_an_office_begins_from_the_vectors() -> None:
    doc, link = (decode(KEPT[name], Signed, SIGNED_CAP) for name in ("document", "roster link"))
    roster = Roster.begin(doc, link, KEPT["office name"])
    assert roster.head == KEPT["roster link id"]
    assert roster.is_lead(KEPT["device name"])


def test_the_envelope_of_the_vectors_is_opened() -> None:
    found = read(KEPT["envelope"])
    assert found.id == KEPT["envelope id"]
    assert open_envelope(Checked(*found), vectors.KEY) == encode(vectors.body())


def test_the_envelope_of_the_vectors_is_opened_by_hand_as_the_protocol_tells() -> None:
    header, ciphertext, signature = msgspec.msgpack.decode(KEPT["envelope"])
    fields = msgspec.msgpack.decode(header)
    without_length = msgspec.msgpack.encode([*fields[:12], 0, *fields[13:]])
    info = b"rygsaek envelope key 1" + sha256(without_length).digest()
    stretched = hkdf_by_hand(vectors.KEY, fields[11], info, 44)
    plain = AESGCM(stretched[:32]).decrypt(stretched[32:], ciphertext, header)
    said = encode(vectors.body())
    assert plain[: 4 + len(said)] == len(said).to_bytes(4, "big") + said
    assert not any(plain[4 + len(said) :])
    covered = b"rygsaek envelope 1" + sha256(header).digest() + sha256(ciphertext).digest()
    Ed25519PublicKey.from_public_bytes(vectors.DEVICE.keys.sign).verify(signature, covered)
    assert KEPT["envelope id"] == sha256(b"rygsaek envelope id 1" + covered[18:]).digest()


def test_the_summary_of_the_vectors_says_what_the_list_shows() -> None:
    body = decode(KEPT["summary"], SummaryBody, 64 * KIB)
    assert body == vectors.summary()
    assert [one.txn for one in body.heads] == [3]
    shown = preview.decode(body.data)
    assert (shown.name, shown.head.first_name, shown.days[0].what) == ("Anna Nørgaard", "Anna", "Besøg: Dato")


def hkdf_by_hand(key: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """RFC 5869 with SHA-256."""
    extracted, made, block = hmac.digest(salt, key, "sha256"), b"", b""
    while len(made) < length:
        block = hmac.digest(extracted, block + info + bytes((len(made) // 32 + 1,)), "sha256")
        made += block
    return made[:length]


def test_the_grant_of_the_vectors_gives_its_key_to_device_and_kit() -> None:
    office = new_office("vectors")
    office.take(added(office.roster, vectors.DEVICE, "p1"))
    signed = decode(KEPT["grant"], Signed, SIGNED_CAP)
    said = CaseGrants.none(office.org, CASE).with_grant(signed, office.roster).latest
    assert said is not None
    pairings = [decode(KEPT[f"pairing with the {who}"], Signed, SIGNED_CAP) for who in ("device", "kit")]
    shared = [{id_of(one): one} for one in pairings if check_pairing(one, office.roster)]
    device, kit = secrets_in(vectors.DEVICE, shared[0]), secrets_in(office.kit, shared[1])
    assert open_grant(vectors.DEVICE.name, said, signed.by, device) == vectors.KEY
    assert open_recovery(office.kit.name, said, signed.by, kit) == vectors.KEY
    assert recovery_name(vectors.KIT.public) == KEPT["kit name"]


def test_the_earlier_key_and_the_label_of_the_vectors_are_opened() -> None:
    assert open_earlier(vectors.NEXT, KEPT["earlier key"], vectors.ORG, CASE, 2, KEPT["commitment"]) == vectors.KEY
    label = open_roster_label(vectors.KEY, vectors.ORG, vectors.DEVICE.name, KEPT["label"])
    assert label.decode() == "Lise Holm"


def test_the_columns_of_the_vectors_are_the_saves() -> None:
    assert unpack(KEPT["columns"]) == vectors.saves()
