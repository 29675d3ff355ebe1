"""What an invite's secret proves: that these keys are of whoever held it."""

from __future__ import annotations

from sync.proof.names import invite_hash
from sync.sealing.joining import check_join, join_proof, open_label, seal_label
from tests.support.offices import new_office, refused

OFFICE = new_office(devices=2)
ONE, TWO = OFFICE.devices
SECRET = OFFICE.entropy(16)
LABEL = seal_label(SECRET, OFFICE.org, ONE.keys, "Lise, bærbar".encode())
PROOF = join_proof(SECRET, OFFICE.org, ONE.keys, LABEL)


def test_the_lead_sees_who_it_is_and_that_nothing_was_exchanged_on_the_way() -> None:
    check_join(SECRET, OFFICE.org, ONE.keys, LABEL, PROOF)
    assert open_label(SECRET, OFFICE.org, ONE.keys, LABEL) == "Lise, bærbar".encode()


def test_the_store_cannot_put_other_keys_another_office_or_another_name_in_their_place() -> None:
    other = seal_label(SECRET, OFFICE.org, ONE.keys, b"en anden")
    for secret, org, keys, label in (
        (SECRET, OFFICE.org, TWO.keys, LABEL),
        (SECRET, bytes(32), ONE.keys, LABEL),
        (SECRET, OFFICE.org, ONE.keys, other),
        (invite_hash(SECRET), OFFICE.org, ONE.keys, LABEL),
    ):
        with refused("join.proof"):
            check_join(secret, org, keys, label, PROOF)
    for secret, org, keys, label in (
        (invite_hash(SECRET)[:16], OFFICE.org, ONE.keys, LABEL),
        (SECRET, OFFICE.org, TWO.keys, LABEL),
        (SECRET, bytes(32), ONE.keys, LABEL),
        (SECRET, OFFICE.org, ONE.keys, LABEL[:5]),
    ):
        with refused("join.label"):
            open_label(secret, org, keys, label)
