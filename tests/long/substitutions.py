"""Keys put in the place of others, keys that are nobody's, and everything rolled back or weakened: all refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from msgspec.structs import replace

from sync.identity import DeviceSecret, RecoverySecret, RootSecret
from sync.proof.envelopes import check
from sync.proof.errors import ProofError
from sync.proof.grants import CaseGrants
from sync.proof.names import fingerprint
from sync.proof.pairings import check_pairing
from sync.proof.requests import check_answer, check_request
from sync.proof.roster import Roster
from sync.proof.signatures import covers_answer, covers_envelope
from sync.proof.signed import id_of
from sync.sealing.grants import countersign, joined, make_grant, make_recovery_body, open_grant, sign
from sync.sealing.joining import check_join, join_proof, seal_label
from sync.sealing.pairings import Pairs, make_pairing, open_pairing, secrets_in
from sync.sealing.requests import authenticate
from sync.wire.codec import NO_HASH, WireError, decode, encode
from sync.wire.envelopes import ENVELOPE_CAP, Envelope, Header
from sync.wire.office import BODY_CAP, DeviceKeys, Pairing, RosterEvent, Signed
from sync.wire.requests import Seal
from tests.support.curve import SMALL_POINTS, encoded, non_canonical, small_u
from tests.support.offices import AT, CASE, STORE, Case, Office, added, document, drawn, event, new_office

TITLE = "keys of devices, leads, recovery and store substituted, of small order, twice encoded; downgrades"
FULL = range(300)
NOBODYS = [encoded(point) for point in SMALL_POINTS] + non_canonical()
Attempt = tuple[str, Callable[[], object]]


def run(first_seed: int, last_seed: int) -> str:
    """An office a seed."""
    tried = 0
    for seed in range(first_seed, last_seed + 1):
        for told, attempt in attempts(seed):
            tried += 1
            try:
                attempt()
            except (ProofError, WireError):
                continue
            raise AssertionError(f"seed {seed}: {told} was taken")
    return f"{tried} substitutions and downgrades in {last_seed - first_seed + 1} offices, all refused"


def attempts(seed: int) -> Iterator[Attempt]:
    """What an attacker tries who runs the store, is a colleague, or was one."""
    office = new_office(f"substituted {seed}", devices=4)
    thief = DeviceSecret.generate(drawn(f"thief {seed}"))
    case = office.case(office.devices[0], office.devices[1])
    case.renew(office.devices[0], [office.devices[0], office.devices[1]])
    yield from of_devices(office, thief)
    yield from of_leads(office, thief)
    yield from of_the_root(office, thief)
    yield from of_recipients(office, case, thief)
    yield from of_pairings(office, case, thief)
    yield from of_the_kit(office, case, thief)
    yield from of_the_store(office, thief)
    yield from nobodys(office, case)
    yield from downgrades(office, case)
    yield from rollbacks(office, case)


def of_devices(office: Office, thief: DeviceSecret) -> Iterator[Attempt]:
    """Another's keys under a device's name."""
    roster, lead, target = office.roster, office.devices[0], office.devices[1]
    joining = DeviceSecret.generate(office.entropy)
    honest = added(roster, joining, "p9")
    mixed = (
        thief.keys,
        DeviceKeys(thief.keys.sign, joining.keys.receive),
        DeviceKeys(joining.keys.sign, thief.keys.receive),
        target.keys,
    )
    for keys in mixed:
        yield "a device's keys changed, by the store", lambda keys=keys: roster.with_link(_tampered(honest, lead, keys=keys))
        yield "a device's keys changed, signed", lambda keys=keys: roster.with_link(_signed(replace(honest, keys=keys), lead))
        secret = office.entropy(16)
        label = seal_label(secret, office.org, joining.keys, b"Lise", office.entropy)
        proof = join_proof(secret, office.org, joining.keys, label)
        yield (
            "a newcomer's keys changed",
            lambda keys=keys, secret=secret, label=label, proof=proof: check_join(secret, office.org, keys, label, proof),
        )
        auth = authenticate(joining, "POST", "/v1/join", b"", STORE.public, office.entropy(32), AT)
        yield (
            "a request of another's keys",
            lambda keys=keys, auth=auth: check_request(auth, "POST", "/v1/join", b"", STORE.public, keys),
        )
    yield "a known device added again", lambda: roster.with_link(_signed(added(roster, target, "p9"), lead))


def of_leads(office: Office, thief: DeviceSecret) -> Iterator[Attempt]:
    """Those who are no leads, or none any more, in a lead's place."""
    roster, lead, colleague, second = office.roster, *office.devices[:3]
    add = added(roster, thief, "p9")
    for told, by in (("a colleague", colleague), ("a stranger", thief)):
        yield f"a link by {told}", lambda by=by: roster.with_link(_signed(add, by))
        yield f"a link by {told} in a lead's name", lambda by=by: roster.with_link(replace(_signed(add, by), by=(lead.name,)))
        raised = event(roster, "role", by.name, "lead")
        yield f"{told} made a lead by itself", lambda by=by, raised=raised: roster.with_link(_signed(raised, by))
    yield "a stranger adds itself as a lead", lambda: roster.with_link(_signed(replace(add, role="lead"), thief))
    raised = roster.with_link(_signed(event(roster, "role", second.name, "lead"), lead))
    gone = raised.with_link(_signed(event(raised, "revoke", second.name), lead))
    lowered = raised.with_link(_signed(event(raised, "role", second.name, "caseworker"), lead))
    for told, now in (("a revoked lead", gone), ("one who was a lead", lowered)):
        yield f"a link by {told}", lambda now=now: now.with_link(_signed(added(now, thief, "p9"), second))
        yield (
            f"{told} made a lead by itself",
            lambda now=now: now.with_link(_signed(event(now, "role", second.name, "lead"), second)),
        )


def of_the_root(office: Office, thief: DeviceSecret) -> Iterator[Attempt]:
    """Another root under the office's name."""
    roster, other = office.roster, RootSecret.generate(drawn(office.entropy(8)))
    mine = document(office.root, office.kit, thief, number=2)
    theirs = document(other, office.kit, thief, number=2)
    for told, said, by, name in (
        ("another root", mine, other, office.org),
        ("another root, which the document tells", replace(mine, root=other.public), other, office.org),
        ("another root under its own name", theirs, other, other.org),
        ("another root under the office's name", replace(theirs, org=office.org), other, office.org),
        ("a lead", mine, office.devices[0], office.org),
        ("a lead under its own name", mine, office.devices[0], office.devices[0].name),
    ):
        forged = replace(sign("orgdoc", encode(said), by), by=(name,))
        yield f"a document by {told}", lambda forged=forged: roster.with_doc(forged)
        first = replace(sign("orgdoc", encode(replace(said, number=1)), by), by=(name,))
        yield f"an office begun by {told}", lambda first=first: Roster.begin(first, office.links[0], office.org)
    honest = sign("orgdoc", encode(document(office.root, office.kit, office.devices[0], number=2)), office.root)
    for change in (
        {"recovery": RecoverySecret.generate(office.entropy).public},
        {"server": other.public},
        {"leads": (thief.name,)},
    ):
        body = encode(replace(document(office.root, office.kit, office.devices[0], number=2), **change))
        yield f"a document with another {next(iter(change))}", lambda body=body: roster.with_doc(replace(honest, body=body))


def of_recipients(office: Office, case: Case, thief: DeviceSecret) -> Iterator[Attempt]:
    """A key wrapped to one who is not in the office, or to another than it says."""
    roster, one, two = office.roster, *office.devices[:2]
    yield (
        "a grant to a stranger",
        lambda: make_grant(office.pairs(one), roster, case.grants, case.key, [one.name, two.name, thief.name], [], AT),
    )
    posing = replace(roster.members[two.name].keys, receive=thief.keys.receive)
    fooled = replace_member(roster, two.name, posing)
    pairs = Pairs(one, office.org, entropy=office.entropy)
    made = make_grant(pairs, fooled, case.grants, case.key, [one.name, two.name], [], AT, entropy=office.entropy)
    said = case.grants.with_grant(made, roster).latest
    assert said is not None
    shared = secrets_in(two, {id_of(pairing): pairing for pairing in pairs.signed})
    yield "a key wrapped to a thief in a colleague's name", lambda: open_grant(two.name, said, made.by, shared)
    foreign = new_office(f"{office.seed} abroad", devices=2)
    theirs = foreign.case(foreign.devices[0], foreign.devices[1])
    yield "another office's grant", lambda: CaseGrants.none(office.org, CASE).with_grant(theirs.signed[0], roster)
    yield "a grant by a stranger", lambda: case.grants.with_grant(_again(case, thief), roster)
    yield "a grant by a colleague", lambda: case.grants.with_grant(_again(case, office.devices[2]), roster)
    yield (
        "a grant by a colleague in a writer's name",
        lambda: case.grants.with_grant(replace(_again(case, office.devices[2]), by=(one.name,)), roster),
    )


def of_pairings(office: Office, case: Case, thief: DeviceSecret) -> Iterator[Attempt]:
    """A secret in the place of the one that two share."""
    roster, one, two, three = office.roster, *office.devices[:3]
    pair, honest = office.pairs(one).made[two.name]
    said = decode(honest.body, Pairing, BODY_CAP)
    stranger = make_pairing(thief, office.org, two.name, two.keys.receive, AT, office.entropy)[1]
    theirs = make_pairing(three, office.org, two.name, two.keys.receive, AT, office.entropy)[1]
    their_wrap = decode(theirs.body, Pairing, BODY_CAP).wrap
    foreign = make_pairing(one, office.entropy(32), two.name, two.keys.receive, AT, office.entropy)[1]
    outside = make_pairing(one, office.org, thief.name, thief.keys.receive, AT, office.entropy)[1]
    yield "a stranger's pairing", lambda: check_pairing(stranger, roster)
    yield "a stranger's pairing in a colleague's name", lambda: check_pairing(replace(stranger, by=(one.name,)), roster)
    yield "a colleague's pairing in another's name", lambda: check_pairing(replace(theirs, by=(one.name,)), roster)
    yield "another office's pairing", lambda: check_pairing(foreign, roster)
    yield "a pairing with a stranger", lambda: check_pairing(outside, roster)
    for told, by in (("a colleague", three), ("a stranger", thief), ("the root", office.root)):
        for change in ({}, {"wrap": their_wrap}, {"giver": by.name}, {"giver": by.name, "org": by.name}):
            signed = sign("pairing", encode(replace(said, **change)), by)
            yield (
                f"a pairing that {told} signed, with {sorted(change)}",
                lambda signed=signed: open_pairing(two, check_pairing(signed, roster)),
            )
    for version in (0, 2):
        signed = sign("pairing", encode(replace(said, format=version)), one)
        yield f"a pairing of format {version}", lambda signed=signed: check_pairing(signed, roster)
    latest = case.grants.latest
    assert latest is not None
    by = case.signed[-1].by
    for told, other in (("a colleague's", theirs), ("a stranger's", stranger)):
        for name in (pair.id, id_of(other)):
            wraps = tuple(replace(each, wrap=replace(each.wrap, pairing=name)) for each in latest.wraps)
            shared = secrets_in(two, {name: other})
            yield (
                f"a grant opened with {told} pairing",
                lambda wraps=wraps, shared=shared: open_grant(two.name, replace(latest, wraps=wraps), by, shared),
            )
    for u in small_u():
        weak = two.keys.receive[:-32] + u
        yield "a pairing with a key that is nobody's", lambda weak=weak: make_pairing(one, office.org, two.name, weak, AT)


def of_the_kit(office: Office, case: Case, thief: DeviceSecret) -> Iterator[Attempt]:
    """A recovery without the kit, without the leads, or with others in their places."""
    roster, lead = office.roster, office.devices[0]
    root = RootSecret.generate(drawn(office.entropy(8)))
    people = [office.devices[0].name, office.devices[1].name, office.devices[3].name]
    body = make_recovery_body(office.pairs(office.root), roster, case.grants, case.key, people, [], AT, entropy=office.entropy)
    mine, other = countersign("grant", body, office.root), countersign("grant", body, root)
    by_lead, by_other = countersign("grant", body, lead), countersign("grant", body, office.devices[2])
    assert case.grants.with_grant(joined("grant", body, [mine, by_lead]), roster).n == 3
    for told, parts in (
        ("the kit alone", [mine]),
        ("a lead alone", [by_lead]),
        ("another root and a lead", [other, by_lead]),
        ("another root in the root's name", [(office.org, other[1]), by_lead]),
        ("the kit and a colleague", [mine, by_other]),
        ("the kit and a colleague in the lead's name", [mine, (lead.name, by_other[1])]),
        ("the kit and a stranger", [mine, countersign("grant", body, thief)]),
        ("the kit twice", [mine, mine]),
        ("a lead and the kit", [by_lead, mine]),
    ):
        yield f"a recovery by {told}", lambda parts=parts: case.grants.with_grant(joined("grant", body, parts), roster)


def of_the_store(office: Office, thief: DeviceSecret) -> Iterator[Attempt]:
    """Another store under the pinned one's name."""
    nonce, other = office.entropy(32), RootSecret.generate(drawn(office.entropy(8)))
    for told, server, by in (("another store", other.public, other), ("another in its name", STORE.public, other)):
        seal = Seal(server, nonce, AT, by.sign(covers_answer(nonce, 200, b"", server, AT)))
        yield f"an answer of {told}", lambda seal=seal: check_answer(seal, nonce, 200, b"", STORE.public)
    auth = authenticate(thief, "POST", "/v1/exchange", b"", other.public, nonce, AT)
    yield (
        "a request to another store",
        lambda: check_request(auth, "POST", "/v1/exchange", b"", STORE.public, thief.keys),
    )


def nobodys(office: Office, case: Case) -> Iterator[Attempt]:
    """Keys of small order or in a second encoding, wherever one is read, and the signatures that they let anyone make."""
    roster, lead = office.roster, office.devices[0]
    receive = lead.keys.receive
    weak = [DeviceKeys(key, receive) for key in NOBODYS] + [DeviceKeys(lead.keys.sign, receive[:-32] + u) for u in small_u()]
    for keys in weak:
        said = replace(added(roster, lead, "p9"), device=fingerprint(keys), keys=keys)
        yield "a device with a key that is nobody's", lambda said=said: roster.with_link(_signed(said, lead))
    for key in NOBODYS:
        free = key + bytes(32)
        covers = covers_answer(NO_HASH, 200, b"", key, AT)
        assert covers
        yield (
            "a store's seal that nobody made",
            lambda key=key, free=free: check_answer(Seal(key, NO_HASH, AT, free), NO_HASH, 200, b"", key),
        )
        doc = sign("orgdoc", encode(replace(document(office.root, office.kit, lead, number=2), server=key)), office.root)
        yield "a document with a store's key that is nobody's", lambda doc=doc: roster.with_doc(doc)
        fooled = replace_member(roster, lead.name, DeviceKeys(key, receive))
        envelope = replace(decode(case.envelope(lead), Envelope, ENVELOPE_CAP), signature=free)
        yield (
            "an envelope that nobody signed",
            lambda fooled=fooled, envelope=envelope: check(encode(envelope), fooled, case.grants),
        )
    for u in small_u():
        said = replace(document(office.root, office.kit, lead, number=2), recovery=receive[:-32] + u)
        doc = sign("orgdoc", encode(said), office.root)
        yield "a document with a recovery key that is nobody's", lambda doc=doc: roster.with_doc(doc)


def downgrades(office: Office, case: Case) -> Iterator[Attempt]:
    """Older and unknown formats and suites, signed by those who may."""
    roster, lead = office.roster, office.devices[0]
    for change in ({"suite": 0}, {"suite": 2}, {"format": 0}, {"format": 2}, {"least_format": 0}, {"least_format": 2}):
        doc = sign("orgdoc", encode(replace(document(office.root, office.kit, lead, number=2), **change)), office.root)
        yield f"a document with {change}", lambda doc=doc: roster.with_doc(doc)
    for version in (0, 2):
        link = replace(added(roster, DeviceSecret.generate(office.entropy), "p9"), format=version)
        yield f"a link of format {version}", lambda link=link: roster.with_link(_signed(link, lead))
        yield (
            f"a grant of format {version}",
            lambda version=version: case.grants.with_grant(_again(case, lead, format=version), roster),
        )
    data = decode(case.envelope(lead), Envelope, ENVELOPE_CAP)
    header = decode(data.header, Header, 1024)
    for change in (
        {"suite": 0},
        {"suite": 2},
        {"domain": "rygsaek envelope 0"},
        {"domain": "rygsaek envelope 2"},
        {"domain": ""},
    ):
        said = encode(replace(header, **change))
        signed = encode(Envelope(said, data.ciphertext, lead.sign(covers_envelope(said, data.ciphertext))))
        yield f"an envelope with {change}", lambda signed=signed: check(signed, roster, case.grants)


def rollbacks(office: Office, case: Case) -> Iterator[Attempt]:
    """What was before, served as what is now, and another past."""
    roster, lead = office.roster, office.devices[0]
    second, third = (
        sign("orgdoc", encode(document(office.root, office.kit, lead, number=number)), office.root) for number in (2, 3)
    )
    later = roster.with_doc(second).with_doc(third)
    for doc in (office.docs[0], second):
        yield "an older document", lambda doc=doc: later.with_doc(doc)
    other = sign("orgdoc", encode(replace(document(office.root, office.kit, lead, number=3), lease_days=99)), office.root)
    yield "another document of the same number", lambda: later.with_doc(other)
    stranger = DeviceSecret.generate(office.entropy)
    for n in range(1, roster.n + 1):
        past = replace(added(roster, stranger, "p9"), n=n, previous=roster.heads[n - 2] if n > 1 else NO_HASH)
        yield f"another link {n}", lambda past=past: roster.with_link(_signed(past, lead))
    for n in (1, 2):
        past = _again(case, lead, n=n, previous=case.grants.heads[n - 2] if n > 1 else NO_HASH, at=AT + 1)
        yield f"another grant {n}", lambda past=past: case.grants.with_grant(past, roster)
    old = case.grants.epochs[0]
    yield (
        "a return to the key before",
        lambda: case.grants.with_grant(_again(case, lead, epoch=1, commitment=old.commitment, earlier=b""), roster),
    )
    older = {"roster_n": 1, "roster_head": roster.heads[0], "writers": (lead.name,)}
    yield "a grant by an older roster", lambda: case.grants.with_grant(_again(case, lead, **older), roster)


def replace_member(roster: Roster, device: bytes, keys: DeviceKeys) -> Roster:
    """A roster in which a device has other keys: what no link makes, for one who could bring it about."""
    members = {**roster.members, device: roster.members[device]._replace(keys=keys)}
    return Roster(roster.doc, roster.doc_id, members, roster.heads, roster.terms)


def _signed(said: RosterEvent, by: DeviceSecret) -> Signed:
    return sign("roster", encode(said), by)


def _tampered(said: RosterEvent, by: DeviceSecret, **changes: Any) -> Signed:
    """Signed, and changed afterwards."""
    return replace(_signed(said, by), body=encode(replace(said, **changes)))


def _again(case: Case, by: DeviceSecret, **changes: Any) -> Signed:
    """The latest grant as the next one, changed and signed."""
    said = case.grants.latest
    assert said is not None
    following = {"n": case.grants.n + 1, "previous": case.grants.head, **changes}
    return sign("grant", encode(replace(said, **following)), by)
