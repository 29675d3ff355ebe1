"""A revoked device is refused at once; its unsent work is kept apart; nobody but a lead orders it erased."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from sync.errors import RefusedError
from sync.identity import DeviceSecret
from sync.proof.envelopes import HEADER_CAP
from sync.proof.signatures import covers_envelope
from sync.sealing.bequests import make_bequest
from sync.sealing.grants import joined, sign
from sync.server import bequests
from sync.wire.codec import NO_HASH, decode, encode
from sync.wire.envelopes import ENVELOPE_CAP, Envelope, Header
from sync.wire.handover import Awaiting, AwaitingAnswer, HandedOver, HandOver, Quarantine, QuarantineAnswer
from sync.wire.office import FORMAT, Signed, Wipe
from sync.wire.requests import Exchange, Exchanged, Found, Founded, Item
from tests.support.central import Client, found, hand_in, signed
from tests.support.chains import chain, id_of
from tests.support.offices import AT, Case, Office, new_office
from tests.support.store_here import StoreHere
from tests.support.stores import broken

Make = Callable[[DeviceSecret], Client]
FORGED = 1_000
OTHER = b"o" * 32


def order(office: Office, device: bytes, by: DeviceSecret) -> Signed:
    return sign("wipe", encode(Wipe(FORMAT, office.org, device, office.roster.n, AT)), by)


def test_the_first_thing_that_a_revoked_device_says_is_refused(office: Office, lead: Client, client: Make) -> None:
    gone = client(office.add())
    case = office.case(gone.secret)
    hand_in(lead, signed(office.links[1]))
    first, second = chain(case, gone.secret, 2)
    hand_in(gone, signed(case.signed[0]), first)
    office.revoke(gone.secret)
    hand_in(lead, signed(office.links[2]))
    with pytest.raises(RefusedError) as refused:
        gone.exchange(second)
    assert refused.value.code == "roster.revoked"


def test_it_gets_roster_and_orders_and_nothing_else(office: Office, lead: Client, client: Make) -> None:
    gone = client(office.add())
    case = office.case(lead.secret, gone.secret)
    hand_in(lead, signed(office.links[1]), signed(case.signed[0]), *chain(case, lead.secret, 2))
    office.revoke(gone.secret)
    wipe = order(office, gone.secret.name, lead.secret)
    hand_in(lead, signed(office.links[2]), signed(wipe))
    got = gone.exchange(cursor=0).items
    assert [one.kind for one in got] == ["orgdoc", "roster", "roster", "roster", "wipe"]
    assert decode(got[-1].data, Signed, 10_000) == wipe


def test_unsent_work_is_handed_over_and_dealt_with_by_a_colleague(office: Office, lead: Client, client: Make) -> None:
    gone, colleague, other = client(office.add()), client(office.add()), client(office.add())
    case = office.case(gone.secret, colleague.secret, readers=[other.secret])
    hand_in(lead, *(signed(link) for link in office.links[1:]))
    work = chain(case, gone.secret, 3, "efterladt")
    hand_in(gone, signed(case.signed[0]), work[0])
    office.revoke(gone.secret)
    wipe = order(office, gone.secret.name, lead.secret)
    hand_in(lead, signed(office.links[-1]), signed(wipe))
    done = gone.ask("/v1/handover", HandOver(FORMAT, tuple(work)), HandedOver)
    assert (done.taken, decode(done.wipe, Signed, 10_000)) == (3, wipe)
    assert gone.ask("/v1/handover", HandOver(FORMAT, tuple(work)), HandedOver).taken == 3, "a broken line: handed over again"
    kept = colleague.ask("/v1/quarantine", Quarantine(FORMAT, case.grants.case, (), ()), QuarantineAnswer).items
    assert {one.data for one in kept} == {one.data for one in work[1:]}, "what lay in the store already is not quarantined"
    waits = [by.ask("/v1/awaiting", Awaiting(FORMAT), AwaitingAnswer).cases for by in (colleague, other)]
    assert waits == [(case.grants.case,), ()], "who only reads in it is not told of what they may not deal with"
    own = office.case(other.secret, case="enanden")
    hand_in(other, signed(own.signed[0]))
    other.ask("/v1/quarantine", Quarantine(FORMAT, "enanden", (id_of(work[1].data),), ()), QuarantineAnswer)
    unharmed = Quarantine(FORMAT, case.grants.case, (), ())
    assert len(colleague.ask("/v1/quarantine", unharmed, QuarantineAnswer).items) == 2, "it lies in a case that is not theirs"
    after = Quarantine(FORMAT, case.grants.case, (id_of(work[1].data),), ())
    assert colleague.ask("/v1/quarantine", after, QuarantineAnswer).items == (work[2],)


def test_only_its_own_work_in_cases_where_it_could_write_is_kept(office: Office, lead: Client, client: Make) -> None:
    gone, other = client(office.add()), office.add()
    mine, theirs = office.case(gone.secret, other), office.case(other, case="andres")
    hand_in(lead, *(signed(link) for link in office.links[1:]))
    hand_in(gone, signed(mine.signed[0]))
    hand_in(client(other), signed(theirs.signed[0]))
    office.revoke(gone.secret)
    hand_in(lead, signed(office.links[-1]))
    one = chain(mine, gone.secret, 1)[0]
    broken_one = Item("envelope", one.data[:-1] + bytes([one.data[-1] ^ 1]))
    posing, elsewhere = (signed_as(gone.secret, one, **said) for said in ({"device": other.name}, {"org": OTHER}))
    of_others = (*chain(mine, other, 1), *chain(theirs, gone.secret, 1), posing, elsewhere)
    others = (broken_one, *of_others, signed(mine.signed[0]), Item("envelope", b""))
    assert gone.ask("/v1/handover", HandOver(FORMAT, others), HandedOver).taken == 0
    assert gone.ask("/v1/handover", HandOver(FORMAT, (one,)), HandedOver).taken == 1


@pytest.mark.parametrize("sabotage", ["room_for_two_envelopes", "room_for_a_kibibyte_of_envelopes"])
def test_a_device_hands_over_only_so_much(office: Office, tmp_path: Path, sabotage: str) -> None:
    with broken(tmp_path, sabotage) as client:
        lead = client(office.devices[0])
        found(lead, office)
        gone, colleague = client(office.add()), client(office.add())
        case = office.case(gone.secret, colleague.secret)
        hand_in(lead, *(signed(link) for link in office.links[1:]))
        hand_in(gone, signed(case.signed[0]))
        work = chain(case, gone.secret, 4, "efterladt")
        assert 3 * len(work[0].data) < 1024 < 4 * len(work[0].data)
        office.revoke(gone.secret)
        hand_in(lead, signed(office.links[-1]))
        most = 2 if sabotage == "room_for_two_envelopes" else 3

        def hand_over(*items: Item) -> int:
            return gone.ask("/v1/handover", HandOver(FORMAT, items), HandedOver).taken

        assert hand_over(*work[:most]) == most
        with pytest.raises(RefusedError) as refused:
            hand_over(work[most])
        assert refused.value.code == "quarantine.full"
        colleague.ask("/v1/quarantine", Quarantine(FORMAT, case.grants.case, (id_of(work[0].data),), ()), QuarantineAnswer)
        assert hand_over(work[most]) == 1, "when somebody has dealt with it there is room again"


def signed_as(by: DeviceSecret, one: Item, **said: object) -> Item:
    """An envelope whose header says something else, and whose device signs that."""
    envelope = decode(one.data, Envelope, ENVELOPE_CAP)
    header = encode(replace(decode(envelope.header, Header, HEADER_CAP), **said))
    return Item("envelope", encode(Envelope(header, envelope.ciphertext, by.sign(covers_envelope(header, envelope.ciphertext)))))


def test_what_opens_a_case_is_kept_of_revoked_devices_and_lets_only_the_named_leads_look_while_nobody_has_it(
    office: Office, lead: Client, client: Make
) -> None:
    gone, colleague, other_lead = client(office.add()), client(office.add()), client(office.add("lead"))
    also_gone = client(office.add())
    hand_in(lead, *(signed(link) for link in office.links[1:]))
    case = office.case(gone.secret, case="aldrigsendt")
    known = office.case(colleague.secret, gone.secret)
    hand_in(colleague, signed(known.signed[0]))
    to = {one.secret.name: one.secret.keys.receive for one in (lead, colleague)}  # one of them leads, and looks

    def left(by: Client, of: Case, key: bytes = case.key) -> Item:
        return signed(make_bequest(by.secret, office.org, of.grants.case, 1, key, to, AT))

    def hand_over(*items: Item, by: Client = gone) -> int:
        return by.ask("/v1/handover", HandOver(FORMAT, items), HandedOver).taken

    def look(by: Client, *drop: bytes, release: tuple[bytes, ...] = ()) -> tuple[Item, ...]:
        return by.ask("/v1/quarantine", Quarantine(FORMAT, "aldrigsendt", drop, release), QuarantineAnswer).items

    def waits(by: Client) -> tuple[str, ...]:
        return by.ask("/v1/awaiting", Awaiting(FORMAT), AwaitingAnswer).cases

    work = chain(case, gone.secret, 2, "aldrig")
    assert hand_over(left(gone, case), *work) == 0, "who is in the office hands it in, and leaves nothing"
    for one in (gone, also_gone):
        office.revoke(one.secret)
        hand_in(lead, signed(office.links[-1]))
    assert lead.codes(left(gone, case)) == ["request.not_allowed"], "it has no place but in quarantine"
    assert hand_over(left(colleague, case), left(also_gone, case), left(gone, known), *work) == 0
    assert hand_over(left(gone, case, b"k" * 32), *work) == 1, "envelopes of another key do not count"
    assert waits(lead) == (), "nothing lies there that it opens"
    opens = left(gone, case)
    assert hand_over(opens, *work) == 3 == hand_over(opens, *work)
    assert waits(lead) == ("aldrigsendt",) and waits(colleague) == waits(other_lead) == ()
    assert look(lead) == (opens, *sorted(work, key=lambda one: id_of(one.data)))
    for by, release in ((colleague, ()), (other_lead, ()), (gone, ()), (lead, (b"b" * 32,))):
        with pytest.raises(RefusedError):
            look(by, release=release)
    other = office.case(colleague.secret, case="aldrigsendt")
    hand_in(colleague, signed(other.signed[0]))
    assert waits(lead) == () and waits(colleague) == ("aldrigsendt",), "now somebody has it"
    with pytest.raises(RefusedError):
        look(lead)
    assert look(colleague, *(id_of(one.data) for one in work)) == (opens,)
    assert waits(colleague) == ()


def test_a_device_leaves_only_so_many_keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bequests, "MOST_OF_A_DEVICE", 1)
    office = new_office("keys left")
    lead = office.devices[0]
    begins = tuple(signed(one) for one in (office.docs[0], office.links[0], office.renew()))
    gone = office.add()
    office.revoke(gone)
    links = tuple(signed(one) for one in office.links[1:])
    with StoreHere(tmp_path, lambda: AT) as store:
        store.ask(lead, "/v1/found", Found(FORMAT, lead.keys, begins), Founded)
        store.ask(lead, "/v1/exchange", Exchange(FORMAT, "test", "mine", 0, NO_HASH, 1000, links), Exchanged)

        def leave(*cases: str) -> int:
            to = {lead.name: lead.keys.receive}
            items = tuple(signed(make_bequest(gone, office.org, case, 1, b"k" * 32, to, AT)) for case in cases)
            return store.ask(gone, "/v1/handover", HandOver(FORMAT, items), HandedOver).taken

        assert leave("ensag12345") == 1 == leave("ensag12345"), "in the place of what it left before"
        with pytest.raises(RefusedError) as refused:
            leave("andensag12")
        assert refused.value.code == "quarantine.full"


def forgeries(office: Office, gone: DeviceSecret, other: DeviceSecret, seed: int) -> list[Item]:
    """Orders to erase a device that no lead gave: by others, changed, copied, aimed anew."""
    chance = random.Random(seed)
    real = order(office, gone.name, office.devices[0])
    said = decode(real.body, Wipe, 1000)
    made: list[Item] = []
    for _ in range(FORGED // 5):
        at = chance.randrange(len(real.body))
        flipped = real.body[:at] + bytes([real.body[at] ^ (1 << chance.randrange(8))]) + real.body[at + 1 :]
        made += [
            signed(joined("wipe", real.body, [(office.devices[0].name, chance.randbytes(64))])),
            signed(sign("wipe", encode(replace(said, at=chance.randrange(AT))), chance.choice((gone, other)))),
            signed(Signed("wipe", flipped, real.by, real.signatures)),
            signed(Signed("wipe", encode(replace(said, device=other.name, at=chance.randrange(AT))), real.by, real.signatures)),
            signed(joined("wipe", encode(said), [(office.devices[0].name, other.sign(chance.randbytes(40)))])),
        ]
    return made


def taken(office: Office, client: Make, seed: int) -> int:
    """How many of a thousand forged orders the store takes."""
    lead = client(office.devices[0])
    found(lead, office)
    gone, other = office.add(), client(office.add())
    office.revoke(gone)
    hand_in(lead, *(signed(link) for link in office.links[1:]))
    made = forgeries(office, gone, other.secret, seed)
    assert len(made) == FORGED
    return sum(code == "" for start in range(0, FORGED, 200) for code in other.codes(*made[start : start + 200]))


def test_no_forged_order_of_a_thousand_is_taken(office: Office, client: Make) -> None:
    assert taken(office, client, 1) == 0


@pytest.mark.parametrize("sabotage", ["no_orders", "no_signatures"])
def test_a_store_that_takes_orders_from_anyone_is_found_out(office: Office, tmp_path: Path, sabotage: str) -> None:
    with broken(tmp_path, sabotage) as client:
        assert taken(office, client, 2) > 0


def test_a_real_order_is_taken_once(office: Office, lead: Client) -> None:
    gone = office.add()
    office.revoke(gone)
    real = signed(order(office, gone.name, lead.secret))
    done = hand_in(lead, *(signed(link) for link in office.links[1:]), real, real)
    assert done.results[-1] == done.results[-2]
