"""Invites: known to the store as a hash alone, good once and for 24 hours at most, and nobody guesses them quickly."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from sync.errors import RefusedError
from sync.identity import DeviceSecret
from sync.proof.names import invite_hash
from sync.proof.officekeys import OfficeKeys
from sync.sealing.grants import sign
from sync.sealing.joining import join_proof, seal_label
from sync.server import invites
from sync.wire.codec import decode, encode
from sync.wire.office import BODY_CAP, FORMAT, OrgDoc
from sync.wire.requests import Found, Founded, Invite, Join, Joined, Pending, PendingAnswer
from tests.support.central import Central, Client, found, hand_in, signed
from tests.support.offices import AT, Office, added, new_office
from tests.support.store_here import StoreHere
from tests.support.stores import broken

Make = Callable[[DeviceSecret], Client]
DAY_MS = 24 * 60 * 60 * 1000


def refused_with(code: str) -> pytest.RaisesExc[RefusedError]:
    return pytest.RaisesExc(RefusedError, check=lambda error: error.code == code)


def invite(lead: Client, secret: bytes, after_ms: int = DAY_MS - 60_000) -> None:
    asked = Invite(FORMAT, invite_hash(secret), lead.now_ms() + after_ms)
    lead.ask("/v1/invite", asked, Founded)


def join(office: Office, secret: bytes, device: DeviceSecret) -> Join:
    label = seal_label(secret, office.org, device.keys, b"Anna, den lille")
    return Join(FORMAT, invite_hash(secret), device.keys, join_proof(secret, office.org, device.keys, label), label)


def pending(lead: Client, *refuse: bytes) -> tuple[Join, ...]:
    return lead.ask("/v1/pending", Pending(FORMAT, refuse), PendingAnswer).joins


def test_a_new_device_waits_until_a_lead_has_let_it_in(office: Office, lead: Client, client: Make) -> None:
    secret, device = os.urandom(16), DeviceSecret.generate()
    invite(lead, secret)
    new, asked = client(device), join(office, secret, device)
    waiting = new.ask("/v1/join", asked, Joined)
    assert (waiting.state, [one.kind for one in waiting.items]) == ("waiting", ["orgdoc"])
    assert pending(lead) == (asked,)
    link = office.take(added(office.roster, device, "p9"))
    office.devices.append(device)
    key = office.renew()
    hand_in(lead, signed(link), signed(key))
    admitted = new.ask("/v1/join", asked, Joined)
    assert admitted.state == "admitted"
    assert [one.kind for one in admitted.items] == ["orgdoc", "roster", "officekey", "roster", "officekey"]
    assert pending(lead) == ()
    assert new.exchange().head == 5


def refusals(office: Office, lead: Client, client: Make) -> list[str]:
    """How two devices that bring the same invite are refused, "" for one that is not, and the lead who gives it once more."""
    secret, found_out = os.urandom(16), []
    invite(lead, secret)
    devices = [DeviceSecret.generate() for _ in range(2)]
    tries = [lambda one=one: client(one).ask("/v1/join", join(office, secret, one), Joined) for one in devices]
    for attempt in (*tries, lambda: invite(lead, secret)):
        try:
            attempt()
            found_out.append("")
        except RefusedError as error:
            found_out.append(error.code)
    return found_out


def test_an_invite_is_good_for_one_device(office: Office, lead: Client, client: Make) -> None:
    assert refusals(office, lead, client) == ["", "invite.used", "invite.used"]
    assert len(pending(lead)) == 1


def test_a_store_whose_invites_are_good_for_anybody_is_found_out(office: Office, tmp_path: Path) -> None:
    with broken(tmp_path, "invites_for_ever") as client:
        lead = client(office.devices[0])
        found(lead, office)
        assert refusals(office, lead, client) == ["", "", "invite.used"]


def test_a_lead_says_no(office: Office, lead: Client, client: Make) -> None:
    secret, device = os.urandom(16), DeviceSecret.generate()
    invite(lead, secret)
    new = client(device)
    new.ask("/v1/join", join(office, secret, device), Joined)
    assert pending(lead, invite_hash(secret)) == ()
    assert new.ask("/v1/join", join(office, secret, device), Joined) == Joined("refused", ())


def test_a_lead_takes_an_invite_back_that_nobody_has_used(office: Office, lead: Client, client: Make) -> None:
    secret, device = os.urandom(16), DeviceSecret.generate()
    invite(lead, secret)
    pending(lead, invite_hash(secret))
    assert client(device).ask("/v1/join", join(office, secret, device), Joined) == Joined("refused", ())
    assert pending(lead) == ()


def test_an_invite_that_nobody_gave_lets_nobody_in(office: Office, lead: Client, client: Make) -> None:
    device = DeviceSecret.generate()
    with refused_with("invite.unknown"):
        client(device).ask("/v1/join", join(office, os.urandom(16), device), Joined)


def test_an_invite_lives_for_a_day_at_most(lead: Client) -> None:
    for after_ms in (DAY_MS + 60_000, -1):
        with refused_with("invite.until"):
            invite(lead, os.urandom(16), after_ms)


def test_an_invite_that_has_run_out_lets_nobody_ask_but_who_had_asked_sees_how_it_stands(
    office: Office, lead: Client, client: Make
) -> None:
    device, late = DeviceSecret.generate(), DeviceSecret.generate()
    one, other = os.urandom(16), os.urandom(16)
    for after_ms in (300, 3_000, 30_000):  # a machine may be that slow
        until = lead.now_ms() + after_ms
        try:
            for secret in (one, other):
                lead.ask("/v1/invite", Invite(FORMAT, invite_hash(secret), until), Founded)
            client(device).ask("/v1/join", join(office, one, device), Joined)
        except RefusedError:
            one, other = os.urandom(16), os.urandom(16)
        else:
            break
    while lead.now_ms() <= until:
        pending(lead)
    with refused_with("invite.expired"):
        client(late).ask("/v1/join", join(office, other, late), Joined)
    assert client(device).ask("/v1/join", join(office, one, device), Joined).state == "waiting"


def test_a_joining_is_signed_with_the_keys_that_it_brings(office: Office, lead: Client, client: Make) -> None:
    secret, device, other = os.urandom(16), DeviceSecret.generate(), DeviceSecret.generate()
    invite(lead, secret)
    with refused_with("request.unknown_device"):
        client(other).ask("/v1/join", join(office, secret, device), Joined)
    assert pending(lead) == ()


def test_only_leads_invite(office: Office, lead: Client, client: Make) -> None:
    colleague = office.add()
    hand_in(lead, signed(office.links[1]))
    with refused_with("request.not_allowed"):
        invite(client(colleague), os.urandom(16))
    with refused_with("request.not_allowed"):
        pending(client(colleague))


def test_nobody_founds_an_office_in_anothers_name_or_for_another_store(office: Office, lead: Client, client: Make) -> None:
    elsewhere = new_office(os.urandom(8))
    items = tuple(signed(one) for one in (elsewhere.docs[0], elsewhere.links[0], elsewhere.renew()))

    def founds(device: DeviceSecret) -> Founded:
        return client(device).ask("/v1/found", Found(FORMAT, device.keys, items), Founded)

    with refused_with("request.not_allowed"):
        founds(DeviceSecret.generate())
    true, said = items, decode(elsewhere.docs[0].body, OrgDoc, BODY_CAP)
    of_another_store = encode(replace(said, server=DeviceSecret.generate().keys.sign))
    items = (signed(sign("orgdoc", of_another_store, elsewhere.root)), *true[1:])
    with refused_with("found.other_store"):
        founds(elsewhere.devices[0])
    another = new_office(os.urandom(8))
    another.renew()
    items = (*true[:2], *(signed(one) for one in another.pairings.values()), true[2])
    with refused_with("pairing.other_office"):
        founds(elsewhere.devices[0])
    items = true
    assert founds(elsewhere.devices[0]) == founds(elsewhere.devices[0]), "the same again is no matter"
    elsewhere.keys = OfficeKeys.none(elsewhere.org)
    elsewhere.office_keys.clear()
    items = (*true[:2], signed(elsewhere.renew()))
    with refused_with("found.closed"):
        founds(elsewhere.devices[0])


def test_an_office_has_only_so_many_invites_out_that_nobody_has_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(invites, "MOST_OPEN", 2)
    office = new_office("invites")
    lead = office.devices[0]
    now_ms, secrets = AT, [os.urandom(16) for _ in range(4)]
    founds = Found(FORMAT, lead.keys, tuple(signed(one) for one in (office.docs[0], office.links[0], office.renew())))
    with StoreHere(tmp_path, lambda: now_ms) as store:

        def invites_one(n: int) -> Founded:
            return store.ask(lead, "/v1/invite", Invite(FORMAT, invite_hash(secrets[n]), now_ms + DAY_MS), Founded)

        store.ask(lead, "/v1/found", founds, Founded)
        invites_one(0)
        invites_one(1)
        with refused_with("invite.too_many"):
            invites_one(2)
        device = DeviceSecret.generate()
        store.ask(device, "/v1/join", join(office, secrets[0], device), Joined)
        invites_one(2)
        now_ms += DAY_MS + 1
        invites_one(3)


def test_a_device_belongs_to_one_office(office: Office, lead: Client, client: Make) -> None:
    colleague = office.add()
    hand_in(lead, signed(office.links[1]))
    elsewhere = new_office(os.urandom(8))
    other = client(elsewhere.devices[0])
    found(other, elsewhere)
    stolen = elsewhere.take(added(elsewhere.roster, colleague, "p1"))
    assert other.codes(signed(stolen)) == ["roster.device_elsewhere"]
    assert client(colleague).exchange().head == 4


def test_the_store_never_has_an_invites_secret(central: Central, office: Office, lead: Client, client: Make) -> None:
    secret, device = os.urandom(16), DeviceSecret.generate()
    invite(lead, secret)
    client(device).ask("/v1/join", join(office, secret, device), Joined)
    kept = b"".join(path.read_bytes() for path in Path(central.folder).iterdir() if path.is_file())
    assert secret not in kept and secret.hex().encode() not in kept
    if not central.is_elsewhere:
        assert invite_hash(secret) in kept, "nothing was looked at"


@pytest.mark.parametrize("sabotage", ["", "no_hurry"])
def test_whoever_guesses_invites_is_soon_told_to_wait_and_a_store_that_never_does_is_found_out(
    office: Office, tmp_path: Path, sabotage: str
) -> None:
    with broken(tmp_path, sabotage) as client:
        device = DeviceSecret.generate()
        guesser = client(device)
        codes = []
        for _ in range(60):
            with pytest.raises(RefusedError) as refused:
                guesser.ask("/v1/join", join(office, os.urandom(16), device), Joined)
            codes.append(refused.value.code)
    assert codes[:20] == ["invite.unknown"] * 20
    assert (codes.count("invite.unknown") < 30 and codes[-1] == "request.too_many") is not bool(sabotage)


def test_a_label_that_was_changed_is_another_joining(office: Office, lead: Client, client: Make) -> None:
    secret, device = os.urandom(16), DeviceSecret.generate()
    invite(lead, secret)
    asked = join(office, secret, device)
    new = client(device)
    new.ask("/v1/join", asked, Joined)
    new.ask("/v1/join", replace(asked, label=b"another"), Joined)
    assert pending(lead) == (asked,), "the first word counts"
