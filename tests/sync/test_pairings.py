"""Secrets between laptops: handed over once, waited for where they are withheld, taken from nobody else, and kept by no one who
should not have them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from rygsaek.casework import cases, views
from sync import keyring, pairings
from sync.identity import DeviceSecret
from sync.proof.errors import ProofError
from sync.proof.names import recovery_name
from sync.proof.signed import body_of, read_signed
from sync.sealing.grants import sign
from sync.sealing.pairings import make_pairing
from sync.wire.codec import encode
from sync.wire.office import Grant, Pairing, Signed
from tests.support.desks import ANNA
from tests.support.lied_to import Pair
from tests.support.lying_server import LyingServer, honest, of_each, of_items
from tests.support.offices import AT
from tests.support.synced import SyncedLaptop, SyncedOffice
from tests.support.vault_rows import asides
from tests.sync.test_lies_about_content import refused


@pytest.fixture
def pair(office: SyncedOffice) -> Pair:
    return Pair(office)


def given(laptop: SyncedLaptop) -> list[bytes]:
    """To whom a laptop has handed secrets."""
    with laptop.vault.read() as reader:
        rows = reader.query("SELECT receiver FROM sync_pairing WHERE giver = ? ORDER BY id", (laptop.secret.name,))
    return [bytes(receiver) for (receiver,) in rows]


def latest(laptop: SyncedLaptop, case: str) -> Signed:
    with laptop.vault.read() as reader:
        return read_signed(bytes(reader.query("SELECT data FROM sync_grant WHERE case_id = ? ORDER BY n DESC", (case,))[0][0]))


def lied_to(laptop: SyncedLaptop) -> LyingServer:
    """A store between the laptop and its own, honest at first."""
    server, honestly = LyingServer(laptop.carry(), honest), laptop.carry
    server.close()  # each sync gets one of its own

    def carry() -> LyingServer:
        server._honest = honestly()
        return server

    laptop.carry = carry
    return server


def test_a_secret_is_handed_over_once_whatever_is_granted_afterwards(pair: Pair) -> None:
    before = given(pair.lise)
    assert before.count(pair.bo.secret.name) == 1
    more = cases.create_case(pair.lise.desk, ANNA)
    pair.lise.sync()
    pair.lise.share(more, pair.bo)
    pair.lise.unshare(pair.case, pair.bo)
    pair.lise.share(pair.case, pair.bo)
    pair.lise.sync()
    assert given(pair.lise) == before
    pair.bo_hears(honest)
    assert more in pair.bo.desk.journal.cases() and pair.agree()
    assert len(encode(latest(pair.lise, more))) < 1000


def test_a_kept_secret_is_given_out_for_grants_of_its_giver_alone(pair: Pair) -> None:
    bo, lise = pair.bo.secret.name, pair.lise.secret.name
    with pair.bo.vault.read() as reader:
        ((name,), *_) = reader.query("SELECT id FROM sync_pairing WHERE giver = ? AND receiver = ?", (lise, bo))
        assert pairings.secrets(reader, bo)(bytes(name), lise)
        for giver, receiver in ((bo, bo), (lise, lise)):
            with pytest.raises(ProofError, match=r"pairing\.missing"):
                pairings.secrets(reader, receiver)(bytes(name), giver)


def test_everyone_keeps_what_is_for_the_kit_and_cannot_open_it(pair: Pair) -> None:
    kit = recovery_name(pair.known(pair.bo).roster.doc.recovery)
    with pair.bo.vault.read() as reader:
        kept = pairings.of_kit(reader, kit)
        assert reader.query("SELECT count(*) FROM sync_pairing WHERE receiver = ? AND secret IS NOT NULL", (kit,)) == [(0,)]
    assert body_of(latest(pair.lise, pair.case), "grant", Grant).recovery.pairing in kept


def test_a_case_whose_pairing_is_withheld_waits_and_is_there_when_it_comes(pair: Pair) -> None:
    carl = pair.office.laptop()
    server = lied_to(carl)
    for one in (carl, pair.lise):
        one.sync()
    pair.lise.share(pair.case, carl)
    pair.lise_writes("Bor på værestedet.")
    server.lie = of_items(lambda items: tuple(one for one in items if one.kind != "pairing"))
    carl.sync()
    assert carl.desk.journal.cases() == () and pair.grants(carl).n == pair.grants(pair.lise).n
    assert set(asides(carl.vault)) == {"key.missing", "envelope.gap"}
    carl.sync()
    server.lie = honest
    carl.sync()
    assert pair.reads(carl) == "Bor på værestedet." and asides(carl.vault) == []
    pair.writes(carl, "Bor i sin bil.")
    carl.sync()
    pair.bo_hears(honest)
    assert pair.reads(pair.bo) == "Bor i sin bil."


def test_the_offices_own_key_waits_for_its_pairing_too(pair: Pair) -> None:
    carl = pair.office.laptop()
    server = lied_to(carl)
    server.lie = of_items(lambda items: tuple(one for one in items if one.kind != "pairing"))
    carl.sync()
    with carl.vault.read() as reader:
        assert reader.query("SELECT epoch FROM sync_office_key") == []
    server.lie = honest
    carl.sync()
    with carl.vault.read() as reader:
        assert reader.query("SELECT count(*) FROM sync_office_key") == [(1,)]
    assert asides(carl.vault) == []


def test_no_pairing_but_the_givers_own_is_taken(pair: Pair) -> None:
    lise, bo, stranger = pair.lise.secret, pair.bo.secret, DeviceSecret.generate(os.urandom)
    pair.bo_hears(honest)
    org = pair.known(pair.bo).org
    mine = make_pairing(lise, org, bo.name, bo.keys.receive, AT)[1]
    said = body_of(mine, "pairing", Pairing)
    theirs = make_pairing(stranger, org, bo.name, bo.keys.receive, AT)[1]
    things = [
        theirs,
        replace(theirs, by=(lise.name,)),
        replace(mine, signatures=theirs.signatures),
        make_pairing(lise, org, lise.name, lise.keys.receive, AT)[1],
        make_pairing(lise, os.urandom(32), bo.name, bo.keys.receive, AT)[1],
        sign("pairing", encode(replace(said, wrap=body_of(theirs, "pairing", Pairing).wrap)), lise),
        sign("pairing", encode(replace(said, receiver=stranger.name)), lise),
        sign("pairing", encode(replace(said, format=2)), lise),
    ]
    refused(pair, "pairing", [encode(one) for one in things])


def test_a_pairing_that_was_changed_on_the_way_opens_nothing_until_the_right_one_comes(pair: Pair) -> None:
    carl = pair.office.laptop()
    server = lied_to(carl)
    for one in (carl, pair.lise):
        one.sync()
    pair.lise.share(pair.case, carl)
    pair.lise.sync()
    server.lie = of_each("pairing", lambda data: data[:-1] + bytes((data[-1] ^ 1,)))
    carl.sync()
    assert "signature.wrong" in asides(carl.vault) and carl.desk.journal.cases() == ()
    server.lie = honest
    carl.sync()
    assert pair.reads(carl) == pair.reads(pair.lise)


def test_whoever_leaves_a_case_keeps_nothing_that_opens_its_next_key(pair: Pair) -> None:
    pair.bo_hears(honest)
    pair.lise.unshare(pair.case, pair.lise)
    pair.lise.sync()
    pair.bo_hears(honest)
    said = body_of(latest(pair.lise, pair.case), "grant", Grant)
    assert said.epoch == 2 and said.writers == (pair.bo.secret.name,)
    named = [one.wrap.pairing for one in said.wraps] + [said.recovery.pairing]
    with pair.lise.vault.read() as reader:
        for name in named:
            assert reader.query("SELECT secret FROM sync_pairing WHERE id = ? AND secret IS NOT NULL", (name,)) == []
    with pair.bo.vault.read() as reader:
        assert keyring.case_key(reader, pair.grants(pair.bo), 2) is not None


def test_a_store_that_was_put_back_gets_the_pairings_again_from_whoever_has_them(office: SyncedOffice, tmp_path: Path) -> None:
    lise, bo, carl = office.laptop(), office.laptop(), office.laptop()
    case = cases.create_case(lise.desk, ANNA)
    for one in (lise, bo, carl):
        one.sync()
    backup = office.central_image()
    lise.share(case, bo)
    lise.sync()
    bo.sync()
    bo.share(case, carl)
    bo.sync()
    office.put_central_back(backup)
    for one in (lise, bo, carl):
        one.sync()
    document = views.case_view(carl.desk, case).documents[0].document
    assert views.document_view(carl.desk, case, document).answers["navn"] == ANNA["navn"]
