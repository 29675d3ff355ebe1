"""Founding, inviting, joining and admitting, against a real store; and what a store or a thief of invites may try."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace

from rygsaek.casework import cases
from rygsaek.errors import InputError
from sync import keyring, pairings
from sync.errors import RefusedError, SyncError
from sync.identity import DeviceSecret
from sync.office import admitting, entering, founding, joining, letting_in, people, roles
from sync.office.admitting import Invites
from sync.office.kit import Kit
from sync.office.labels import Label
from sync.proof.names import invite_hash
from sync.sealing.grants import open_recovery, sign
from sync.sealing.pairings import secrets_in
from sync.wire.codec import encode
from sync.wire.office import DeviceKeys, Signed
from sync.wire.requests import Delivered, Join, Joined
from tests.support.central import Central
from tests.support.desks import ANNA
from tests.support.offices import STORE
from tests.support.staff import Hire, Staff, Staffroom
from tests.support.synced import Empty


@pytest.fixture
def lise(central: Central, hire: Hire) -> Staff:
    """Who has founded an office."""
    one: Staff = hire("Lise Holm")
    one.found(central.url)
    return one


def test_an_office_of_two_sees_the_same_six_words_and_each_others_names(lise: Staff, hire: Hire) -> None:
    bo = hire("Bo Krag", "Bærbar 2")
    lise.let_in(bo)
    assert people.words(lise.line.membership()) == people.words(bo.line.membership())
    assert [one.name for one in people.members(bo.line)] == ["Bo Krag, Bærbar 2", "Lise Holm, Bærbar"]
    assert [one.is_lead for one in people.members(bo.line)] == [False, True]


def test_a_laptop_that_is_in_is_told_so_and_a_number_of_which_too_little_is_told_is_asked_for(lise: Staff, hire: Hire) -> None:
    bo = hire("Bo Krag")
    assert entering.inside(bo.line) is None
    lise.let_in(bo)
    inside = entering.inside(bo.line)
    assert inside is not None and inside.words == people.words_of(lise.line.membership(), bo.device)
    for named in (
        lambda number: people.member_named(lise.line, lise.line.membership(), number),
        lambda number: letting_in.applicant_named((), number),
    ):
        with pytest.raises(InputError) as refused:
            named(bo.device.hex()[:3])
        assert str(refused.value) == "Nummeret er for kort. Skriv mindst de første 4 tegn."


def test_every_case_that_was_there_before_gets_a_key_for_its_person_and_the_kit(central: Central, hire: Hire) -> None:
    lise = hire("Lise Holm")
    mine = {cases.create_case(lise.desk, ANNA) for _ in range(3)}
    kit = lise.found(central.url)
    known = lise.line.membership()
    with lise.desk.vault.read() as reader:
        assert set(keyring.granted_cases(reader)) == mine
        for case in mine:
            grants = keyring.grants(reader, known, case)
            assert grants.latest is not None and grants.writers == (known.device,)
            shared = secrets_in(kit.recovery, pairings.of_kit(reader, kit.recovery.name))
            key = open_recovery(kit.recovery.name, grants.latest, (known.device,), shared)
            assert key == keyring.case_key(reader, grants, 1)


def test_a_founding_that_was_killed_goes_on_with_the_same_office(central: Central, hire: Hire) -> None:
    lise = hire("Lise Holm")
    made = founding.prepare(lise.line, central.url, lise.label)
    founding.hold(lise.line, made.founding)
    held = founding.held(lise.line)
    assert held == made.founding
    founding.finish(lise.line, held)
    founding.finish(lise.line, held)  # the store had taken it, and the answer was lost
    assert lise.line.membership().org == made.kit.org
    assert founding.held(lise.line) is None
    with pytest.raises(InputError) as refused:
        founding.prepare(lise.line, central.url, lise.label)
    assert refused.value.code == "office.already"


def test_who_waits_to_be_let_in_is_not_told_to_ask_for_an_invitation(lise: Staff, hire: Hire) -> None:
    bo = hire("Bo Krag")
    with pytest.raises(InputError, match="ikke med i et kontor"):
        bo.line.membership()
    entering.start(bo.line, letting_in.invite(lise.line), bo.label)
    with pytest.raises(InputError, match="venter på at blive lukket ind"):
        bo.line.membership()


def test_the_kit_lies_nowhere_in_the_vault(central: Central, hire: Hire) -> None:
    lise = hire("Lise Holm")
    kit = lise.found(central.url)
    with lise.desk.vault.read() as reader:
        kept = b"".join(bytes(value) for (value,) in reader.query("SELECT value FROM sync_fact"))
    assert kit.seed not in kept and kit.root.seed not in kept and kit.recovery.seed not in kept
    assert lise.line.membership().secret.encode()[-32:] in kept  # what lies there would have been found


def test_a_joining_that_was_killed_goes_on_with_the_same_words(lise: Staff, hire: Hire) -> None:
    bo = hire("Bo Krag")
    code = letting_in.invite(lise.line)
    first = entering.start(bo.line, code, bo.label)
    assert entering.start(bo.line, code, bo.label) == first
    begun = entering.held(bo.line)
    assert begun is not None and entering.look(bo.line, begun) == first
    assert len(letting_in.pending(lise.line)[0]) == 1


def test_an_invite_works_once(lise: Staff, hire: Hire) -> None:
    code = letting_in.invite(lise.line)
    bo, eva = hire("Bo Krag"), hire("Eva Lund")
    entering.start(bo.line, code, bo.label)
    with pytest.raises(RefusedError) as refused:
        entering.start(eva.line, code, eva.label)
    assert refused.value.code == "invite.used"
    assert "ny" in refused.value.advice


def test_who_is_turned_away_is_told_so(lise: Staff, hire: Hire) -> None:
    bo = hire("Bo Krag")
    entering.start(bo.line, letting_in.invite(lise.line), bo.label)
    (applicant,), _ = letting_in.pending(lise.line)
    letting_in.pending(lise.line, refuse=(applicant.invite,))
    assert letting_in.pending(lise.line) == ((), 0)
    begun = entering.held(bo.line)
    assert begun is not None
    with pytest.raises(SyncError) as refused:
        entering.look(bo.line, begun)
    assert refused.value.code == "invite.refused"


def test_whoever_finds_a_used_invite_is_not_shown_to_the_lead_though_the_store_helps(lise: Staff, hire: Hire) -> None:
    """The store is to take an invite once; a lead who has let somebody in by it, or turned them away, does not rest on that."""
    let_in, turned_away = hire("Bo Krag"), hire("Per Friis")
    for newcomer in (let_in, turned_away):
        code = letting_in.invite(lise.line)
        entering.start(newcomer.line, code, newcomer.label)
        ((applicant,), _), known = letting_in.pending(lise.line), lise.line.membership()
        thief = joining.begin(code, known.server_key, Label(newcomer.name, "Bærbar"))
        assert len(admitting.applicants(known, letting_in.invites(lise.line), [thief.join])) == 1, "before it is used"
        if newcomer is let_in:
            letting_in.admit(lise.line, applicant)
        else:
            letting_in.pending(lise.line, refuse=(applicant.invite,))
        assert admitting.applicants(known, letting_in.invites(lise.line), [thief.join, applicant_join(newcomer)]) == ()


def applicant_join(newcomer: Staff) -> Join:
    begun = entering.held(newcomer.line)
    assert begun is not None
    return begun.join


def test_only_a_lead_invites_and_admits(lise: Staff, hire: Hire) -> None:
    bo = hire("Bo Krag")
    lise.let_in(bo)
    with pytest.raises(RefusedError) as refused:
        letting_in.invite(bo.line)
    assert refused.value.code == "request.not_allowed"
    with pytest.raises(RefusedError):
        letting_in.pending(bo.line)


def test_a_lead_makes_another_a_lead_and_unmakes_it(lise: Staff, hire: Hire) -> None:
    bo = hire("Bo Krag")
    lise.let_in(bo)
    roles.set_role(lise.line, bo.device, "lead")
    assert bo.line.caught_up().roster.is_lead(bo.device)
    letting_in.invite(bo.line)
    roles.set_role(lise.line, bo.device, "caseworker")
    with pytest.raises(RefusedError) as refused:
        letting_in.invite(bo.line)
    assert refused.value.code == "request.not_allowed"
    with pytest.raises(SyncError) as no_lead:
        roles.set_role(bo.line, bo.device, "lead")
    assert no_lead.value.code == "roster.not_lead"
    with pytest.raises(SyncError) as founder:
        roles.set_role(lise.line, lise.device, "caseworker")
    assert founder.value.code == "roster.named_lead"


def test_two_leads_who_admit_at_once_both_succeed(lise: Staff, hire: Hire) -> None:
    bo, eva, per = hire("Bo Krag"), hire("Eva Lund"), hire("Per Friis")
    lise.let_in(bo, is_lead=True)
    for lead, newcomer in ((lise, eva), (bo, per)):
        entering.start(newcomer.line, letting_in.invite(lead.line), newcomer.label)
    (first,), _ = letting_in.pending(lise.line)
    (second,), others = letting_in.pending(bo.line)
    assert others == 1
    letting_in.admit(lise.line, first)
    letting_in.admit(bo.line, second)  # bo has not seen eva come in
    for newcomer in (eva, per):
        begun = entering.held(newcomer.line)
        assert begun is not None and entering.look(newcomer.line, begun).known is not None
    assert lise.line.caught_up().roster.n == bo.line.caught_up().roster.n == 4
    assert people.words(lise.line.membership()) == people.words(per.line.membership())


def test_an_invite_is_128_bits_from_the_generator_that_lies_nowhere_but_with_the_lead(lise: Staff, central: Central) -> None:
    secrets = {letting_in.invite(lise.line).secret for _ in range(20)}
    assert len(secrets) == 20 and {len(one) for one in secrets} == {16}
    stored = b"".join(path.read_bytes() for path in central.folder.rglob("*") if path.is_file())
    assert all(invite_hash(one) in stored for one in secrets)
    assert not any(one in stored for one in secrets)
    known = lise.line.membership()
    _, invited = admitting.make_invite(known, 1_000)
    assert 0 < invited.until - 1_000 <= 24 * 60 * 60 * 1000


# What a store may try with those who come in (SECURITY.md, row 15). Each is refused, and would not be if the check were gone.


class Asking:
    """An invite that was used, as lead and newcomer hold it, and what the store has of it."""

    def __init__(self, lise: Staff, kit: Kit) -> None:
        self.kit, self.known = kit, lise.line.membership()
        code, invited = admitting.make_invite(self.known, 1_000)
        self.invites = Invites((invited,))
        self.joining = joining.begin(code, self.known.server_key, Label("Bo Krag", "Bærbar"))
        self.join = self.joining.join

    def seen(self, join: Join) -> int:
        """How many applicants the lead sees."""
        return len(admitting.applicants(self.known, self.invites, [join]))


@pytest.fixture(scope="module")
def asking(central: Central, empty: Empty, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    room = Staffroom(tmp_path_factory.mktemp("asking"), empty)
    lise = room("Lise Holm")
    yield Asking(lise, lise.found(central.url))
    room.close()


SMALL = bytes([1] + [0] * 31)
STRANGER = DeviceSecret.generate()
FORGED_JOINS: dict[str, Callable[[Join], Join]] = {
    "another device": lambda join: replace(join, keys=STRANGER.keys),
    "another key to sign": lambda join: replace(join, keys=DeviceKeys(STRANGER.keys.sign, join.keys.receive)),
    "another key to receive": lambda join: replace(join, keys=DeviceKeys(join.keys.sign, STRANGER.keys.receive)),
    "a key of small order": lambda join: replace(join, keys=DeviceKeys(SMALL, join.keys.receive)),
    "another name": lambda join: replace(join, label=bytes(len(join.label))),
    "another proof": lambda join: replace(join, proof=bytes(32)),
    "another invite": lambda join: replace(join, hash=bytes(32)),
}


@pytest.mark.parametrize("what", FORGED_JOINS)
def test_a_lead_is_not_shown_whom_the_store_has_put_in_the_newcomers_place(asking: Asking, what: str) -> None:
    assert asking.seen(asking.join) == 1
    assert asking.seen(FORGED_JOINS[what](asking.join)) == 0


def test_sabotage_without_the_proof_the_lead_would_see_the_stranger(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admitting, "check_join", lambda *_: None)
    monkeypatch.setattr(admitting, "open_label", lambda *_: encode(Label("Bo Krag", "Bærbar")))
    forged = FORGED_JOINS["another device"](asking.join)
    assert asking.seen(forged) == 1
    (shown,) = admitting.applicants(asking.known, asking.invites, [forged])
    assert shown.words != asking.joining.words  # and then only the six words are left


def test_one_who_has_seen_the_invite_gets_other_words_than_the_newcomer(asking: Asking) -> None:
    thief = joining.begin(asking.joining.invite, asking.known.server_key, Label("Bo Krag", "Bærbar"))
    (shown,) = admitting.applicants(asking.known, asking.invites, [thief.join])
    assert shown.words == thief.words != asking.joining.words


def document(asking: Asking, kit: Kit, **changes: object) -> Signed:
    """The office's first document with something changed, signed by a kit."""
    base = founding.first_document(kit, asking.known.device, asking.known.server_key)
    return sign("orgdoc", encode(replace(base, **changes)), kit.root)


def forged_documents(asking: Asking) -> dict[str, Signed]:
    other, kit, lead = Kit.generate(), asking.kit, asking.known.device
    true, first = document(asking, kit), founding.first_document(kit, lead, STORE.public)
    changed = encode(replace(first, leads=(STRANGER.fingerprint,)))
    recovery = encode(replace(first, recovery=other.recovery.public))
    stolen = encode(replace(founding.first_document(other, lead, STORE.public), org=kit.org))
    return {
        "another office": document(asking, other),
        "another lead, signed by nobody": Signed("orgdoc", changed, true.by, true.signatures),
        "another kit to recover with": Signed("orgdoc", recovery, true.by, true.signatures),
        "another root under the same name": sign("orgdoc", stolen, other.root),
        "another store": document(asking, kit, server=DeviceSecret.generate().keys.sign),
        "a store's key of small order": document(asking, kit, server=SMALL),
        "another suite": document(asking, kit, suite=2),
        "an older format": document(asking, kit, least_format=0),
    }


FORGED = (
    "another office",
    "another lead, signed by nobody",
    "another kit to recover with",
    "another root under the same name",
    "another store",
    "a store's key of small order",
    "another suite",
    "an older format",
)


@pytest.mark.parametrize("what", FORGED)
def test_a_newcomer_takes_no_office_but_that_of_the_invite(asking: Asking, what: str) -> None:
    assert joining.office_items(asking.joining, shown(document(asking, asking.kit)))
    with pytest.raises(SyncError):
        joining.office_items(asking.joining, shown(forged_documents(asking)[what]))


def test_sabotage_without_the_roots_signature_a_newcomer_would_take_a_forged_lead(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "checked_document", lambda *_: None)
    assert joining.office_items(asking.joining, shown(forged_documents(asking)["another lead, signed by nobody"]))


def shown(*items: Signed) -> Joined:
    """What a store answers one who waits."""
    return Joined("waiting", tuple(Delivered(1, "orgdoc", encode(one)) for one in items))
