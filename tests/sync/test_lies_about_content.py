"""A store that swaps parts of what was signed, puts other keys in the place of the right ones, or shows what is older or weaker:
every one is refused, set aside with its reason, and changes nothing. SECURITY rows 13 and 15, as the laptop lives them."""

from __future__ import annotations

import itertools
import os

import pytest
from msgspec.structs import fields, replace

from sync.identity import DeviceSecret, RecoverySecret, RootSecret
from sync.proof.names import fingerprint
from sync.proof.signatures import covers_signed
from sync.sealing.envelopes import seal
from sync.sealing.grants import sign
from sync.wire.codec import NO_HASH, Message, decode, encode
from sync.wire.envelopes import ENVELOPE_CAP, Envelope, Header
from sync.wire.office import BODY_CAP, FORMAT, SIGNED_CAP, Grant, OfficeKey, Signed, What, WrapFor
from sync.wire.requests import Delivered, Exchange, Exchanged, Fetched, Kind
from tests.support.lied_to import Pair
from tests.support.lying_server import Lie, Said, honest
from tests.support.offices import AT, added, document
from tests.support.synced import SyncedOffice
from tests.support.vault_rows import asides

SMALL_ORDER = bytes([1]) + bytes(31)


@pytest.fixture
def pair(office: SyncedOffice) -> Pair:
    return Pair(office)


def instead(kind: Kind, things: list[bytes]) -> Lie:
    """A lie that gives these in the place of all that is new, does not go on from where it was, and has nothing else to fetch."""

    def lie(said: Said) -> Message:
        if isinstance(said.answer, Fetched):
            return replace(said.answer, items=(), rest=())
        if not isinstance(said.answer, Exchanged) or not isinstance(said.question, Exchange):
            return said.answer
        asked = said.question
        told = tuple(Delivered(asked.cursor + 1, kind, data) for data in things)
        return replace(said.answer, items=told, cursor=asked.cursor, mark=asked.mark, begun=(), is_more=False)

    return lie


def refused(pair: Pair, kind: Kind, things: list[bytes]) -> list[str]:
    """Each of them is set aside, and nothing else happens; returns all reasons so far."""
    before = asides(pair.bo.vault)
    heard = pair.bo_hears(instead(kind, things))
    assert (heard.code, heard.changed) == ("", [])
    assert len(heard.asides) - len(before) == len(set(things)), heard.asides
    return heard.asides


def mixed(one: Header, other: Header, names: tuple[str, ...]) -> Header:
    return replace(one, **{name: getattr(other, name) for name in names})


def parts(data: bytes) -> tuple[Envelope, Header]:
    envelope = decode(data, Envelope, ENVELOPE_CAP)
    return envelope, decode(envelope.header, Header, 4096)


def envelopes(pair: Pair) -> tuple[list[bytes], list[bytes]]:
    """Two of Lise's that Bo has not got yet, and others: of another case, another device, another type and time."""
    case = pair.case
    known = pair.known(pair.lise)
    grants = pair.grants(pair.lise)
    pair.lise_writes("Bor på værestedet.", "Bor i sin bil.")
    with pair.lise.vault.read() as reader:
        own = [bytes(data) for (data,) in reader.query("SELECT data FROM sync_own WHERE case_id = ? ORDER BY seq", (case,))]
    other = seal(
        pair.bo.secret,
        pair.key(pair.lise),
        org=RootSecret.generate(os.urandom).org,
        case="andensag12",
        epoch=2,
        commitment=os.urandom(32),
        incarnation="andeninkarnation",
        type_="checkpoint",
        seq=9,
        previous=os.urandom(32),
        salt=os.urandom(32),
        body=b"x" * 700,
        covers=7,
    )
    other_envelope, header = parts(other)
    other = encode(replace(other_envelope, header=encode(replace(header, domain="rygsaek envelope 0", suite=0))))
    assert known.org != header.org and grants.epoch == 1
    return own[-2:], [other]


def test_no_part_of_a_header_goes_with_another_envelope(pair: Pair) -> None:
    (first, second), (other,) = envelopes(pair)
    names = [field.name for field in fields(Header)]
    made: dict[tuple[str, ...], bytes] = {}
    for donor in (second, other):
        envelope, header = parts(first)
        for swap in [*itertools.combinations(names, 1), *itertools.combinations(names, 2)]:
            changed = encode(mixed(header, parts(donor)[1], swap))
            if changed != envelope.header:
                made[(*swap, str(donor == other))] = encode(replace(envelope, header=changed))
    assert len(made) > 2 * len(names)
    refused(pair, "envelope", list(dict.fromkeys(made.values())))
    pair.bo_hears(honest)
    assert pair.reads(pair.bo) == "Bor i sin bil."


def test_no_body_and_no_signature_goes_with_another_envelope(pair: Pair) -> None:
    (first, second), (other,) = envelopes(pair)
    one, two, three = (decode(data, Envelope, ENVELOPE_CAP) for data in (first, second, other))
    made = [
        encode(replace(mine, **{name: getattr(theirs, name) for name in swap}))
        for mine, theirs in itertools.permutations((one, two, three), 2)
        for size in (1, 2)
        for swap in itertools.combinations(("header", "ciphertext", "signature"), size)
    ]
    genuine = {first, second, other}
    refused(pair, "envelope", [data for data in dict.fromkeys(made) if data not in genuine])


def test_no_wrap_and_no_signature_goes_with_another_grant(pair: Pair) -> None:
    carl = pair.office.laptop()
    genuine = decode(pair.items("grant")[-1].data, Signed, SIGNED_CAP)
    pair.lise.sync()
    pair.bo_hears(honest)
    pair.lise.share(pair.case, carl)
    pair.lise.sync()
    with pair.lise.vault.read() as reader:
        sql = "SELECT data FROM sync_grant WHERE case_id = ? ORDER BY n DESC LIMIT 1"
        signed = decode(bytes(reader.query(sql, (pair.case,))[0][0]), Signed, SIGNED_CAP)
    said = decode(signed.body, Grant, BODY_CAP)
    swapped = [WrapFor(one.device, two.wrap) for one, two in zip(said.wraps, (*said.wraps[1:], said.wraps[0]), strict=True)]
    bodies = [
        replace(said, wraps=tuple(swapped)),
        replace(said, recovery=said.wraps[0].wrap),
        replace(said, writers=said.writers[:1], readers=said.writers[1:]),
        replace(said, commitment=os.urandom(32)),
        replace(said, n=said.n + 1, previous=NO_HASH),
        replace(said, case="andensag12"),
    ]
    made = [encode(replace(signed, body=encode(body))) for body in bodies]
    made += [encode(replace(signed, signatures=genuine.signatures)), encode(replace(signed, by=(pair.bo.secret.fingerprint,)))]
    refused(pair, "grant", made)
    known_already = encode(replace(genuine, signatures=signed.signatures))
    assert pair.bo_hears(instead("grant", [known_already])).changed == []
    pair.bo_hears(honest)
    assert pair.grants(pair.bo).head == pair.grants(pair.lise).head


def by(said: Message, what: What, *signers: DeviceSecret | RootSecret) -> bytes:
    """Signed by whoever it is, with no look at whether they may."""
    body = encode(said)
    names = tuple(one.org if isinstance(one, RootSecret) else one.name for one in signers)
    return encode(Signed(what, body, names, tuple(one.sign(covers_signed(what, body)) for one in signers)))


def test_nobody_gets_in_by_the_store_alone(pair: Pair) -> None:
    """Links, keys and documents by who may not make them; and keys that anything verifies under."""
    known, intruder = pair.known(pair.bo), DeviceSecret.generate(os.urandom)
    root, kit = RootSecret.generate(os.urandom), RecoverySecret.generate(os.urandom)
    link = added(known.roster, intruder, "indtrænger", "lead")
    keys = replace(intruder.keys, sign=SMALL_ORDER)
    unsound = replace(link, keys=keys, device=fingerprint(keys))
    theirs = document(root, kit, intruder, number=2)
    forged = replace(known.roster.doc, number=known.roster.doc.number + 1, recovery=kit.public, leads=(intruder.name,))
    links = [by(link, "roster", intruder), by(link, "roster", pair.bo.secret), by(unsound, "roster", pair.lise.secret)]
    assert "key.unsound" in refused(pair, "roster", links)
    refused(pair, "orgdoc", [by(theirs, "orgdoc", root), by(forged, "orgdoc", root), by(forged, "orgdoc", pair.lise.secret)])


def test_what_is_older_or_weaker_is_not_believed(pair: Pair) -> None:
    root, doc = pair.office.office.root, pair.known(pair.bo).roster.doc
    newer = replace(doc, number=doc.number + 1, lease_days=30)
    assert pair.bo_hears(instead("orgdoc", [encode(sign("orgdoc", encode(newer), root))])).asides == []
    assert pair.known(pair.bo).roster.doc.lease_days == 30
    same_number = replace(newer, lease_days=365)
    back = replace(doc, lease_days=365)
    unknown = [replace(newer, number=newer.number + 1, suite=0), replace(newer, number=newer.number + 1, format=FORMAT + 1)]
    skipped = replace(newer, number=newer.number + 2)
    refused(pair, "orgdoc", [by(one, "orgdoc", root) for one in (same_number, back, skipped, *unknown)])
    assert pair.known(pair.bo).roster.doc == newer


def test_no_colleague_who_helps_the_store_gets_or_gives_a_case(pair: Pair) -> None:
    """Dorte is in the office and has not got the case: with the store's help she grants, and writes."""
    dorte = pair.office.laptop()
    pair.bo_hears(honest)
    known, grants = pair.known(pair.bo), pair.grants(pair.bo)
    latest = grants.latest
    assert latest is not None
    everyone = sorted((*latest.writers, dorte.secret.fingerprint))
    taken = replace(
        latest,
        n=latest.n + 1,
        previous=grants.head,
        roster_n=known.roster.n,
        roster_head=known.roster.head,
        writers=tuple(everyone),
        wraps=tuple(WrapFor(one, latest.wraps[0].wrap) for one in everyone),
    )
    alone = replace(
        taken, epoch=taken.epoch + 1, writers=(dorte.secret.fingerprint,), wraps=taken.wraps[:1], earlier=os.urandom(60)
    )
    recovered = replace(taken, is_recovery=True)
    things = [by(one, "grant", dorte.secret) for one in (taken, alone, recovered)]
    refused(pair, "grant", [*things, by(recovered, "grant", RootSecret.generate(os.urandom), dorte.secret)])
    written = seal(
        dorte.secret,
        pair.key(pair.lise),
        org=known.org,
        case=pair.case,
        epoch=1,
        commitment=grants.commitment(1),
        incarnation="dortes0",
        type_="changes",
        seq=1,
        previous=NO_HASH,
        salt=os.urandom(32),
        body=b"",
    )
    assert "envelope.not_writer" in refused(pair, "envelope", [written])


def test_no_office_key_by_who_does_not_lead(pair: Pair) -> None:
    known = pair.known(pair.bo)
    latest = decode(decode(pair.items("officekey")[-1].data, Signed, SIGNED_CAP).body, OfficeKey, BODY_CAP)
    own = replace(latest, epoch=latest.epoch + 1, previous=known.office.head, commitment=os.urandom(32), earlier=os.urandom(60))
    same = replace(latest, previous=known.office.head, at=AT, wraps=latest.wraps[::-1])
    refused(pair, "officekey", [by(one, "officekey", pair.bo.secret) for one in (own, same)])


def test_the_sabotage_a_laptop_that_checks_no_signature_takes_a_swapped_one(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    for room in ("sync.proof.envelopes.check_signature", "sync.proof.signed.check"):
        monkeypatch.setattr(room, lambda *_: None)
    intruder = DeviceSecret.generate(os.urandom)
    link = replace(added(pair.known(pair.bo).roster, intruder, "indtrænger"), keys=intruder.keys)
    with pytest.raises(AssertionError):
        refused(pair, "roster", [by(link, "roster", pair.lise.secret)[:-64] + bytes(64)])
