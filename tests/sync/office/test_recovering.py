"""The kit: back on a fresh machine (SECURITY.md, row 20), and into a colleague's case."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from msgspec.structs import replace

from rygsaek.casework import cases, views
from rygsaek.errors import InputError
from sync import keyring
from sync.errors import RefusedError, SyncError
from sync.identity import DeviceSecret
from sync.office import adopting, awaiting, recovering, returning, revoking, sharing
from sync.office.kit import Kit
from sync.office.line import item
from sync.office.people import members, words
from sync.sealing import grants as sealing_grants
from sync.sealing.grants import countersign, joined
from sync.wire.requests import Item
from tests.support.central import Central
from tests.support.desks import ANNA
from tests.support.staff import Hire, Staff

CASES = 12
NAMES = tuple(f"Anna Prøve {number}" for number in range(CASES))


def filled(at: Staff, names: Iterable[str] = NAMES) -> dict[str, str]:
    """Cases with a history each, by name."""
    made = {name: cases.create_case(at.desk, {**ANNA, "navn": name}) for name in names}
    for name, case in made.items():
        cases.fill_form(at.desk, case, "borger", {"opholdssted_aktuelt": f"hos {name}"})
    at.sync()
    return made


def told(at: Staff, case: str) -> tuple[object, object, int]:
    """What a laptop shows of a case, and how many changes it has."""
    document = views.case_view(at.desk, case).documents[0].document
    answers = views.document_view(at.desk, case, document).answers
    return answers.get("navn"), answers.get("opholdssted_aktuelt"), len(at.desk.journal.changes(case))


def test_an_office_of_one_comes_back_whole_on_a_fresh_machine(central: Central, hire: Hire) -> None:
    lise = hire("Lise Holm")
    kit = lise.found(central.url)
    made = filled(lise)
    before = {case: told(lise, case) for case in made.values()}
    lost = lise.device
    fresh = hire("Lise Holm", "Ny bærbar")
    done = returning.come_back(fresh.line, Kit(kit.seed), central.url, fresh.label)
    assert set(done.cases) == set(made.values()) and done.revoked == (lost,)
    fresh.sync()
    assert {case: told(fresh, case) for case in fresh.desk.journal.cases()} == before
    known = fresh.line.membership()
    assert [(one.name, one.is_lead, one.is_revoked) for one in members(fresh.line)] == [
        ("Lise Holm, Ny bærbar", True, False),
        ("Lise Holm, Bærbar", False, True),
    ]
    assert {one.person for one in known.roster.members.values()} == {known.roster.members[lost].person}
    assert lise.sync().is_revoked


def test_what_was_recovered_can_be_written_in_and_shared_as_before(central: Central, hire: Hire) -> None:
    lise = hire("Lise Holm")
    kit = lise.found(central.url)
    case = filled(lise, NAMES[:1])[NAMES[0]]
    fresh, bo = hire("Lise Holm", "Ny bærbar"), hire("Bo Krag")
    returning.come_back(fresh.line, kit, central.url, fresh.label)
    fresh.sync()
    cases.fill_form(fresh.desk, case, "borger", {"opholdssted_aktuelt": "flyttet"})
    fresh.let_in(bo)
    known = fresh.line.membership()
    with fresh.desk.vault.write() as tx:
        sharing.share(tx, known, case, [bo.device], fresh.line.now_ms())
    fresh.sync()
    bo.sync()
    assert told(bo, case)[1] == "flyttet"


def test_a_recovery_that_was_killed_goes_on_with_the_same_laptop(
    central: Central, hire: Hire, monkeypatch: pytest.MonkeyPatch
) -> None:
    lise = hire("Lise Holm")
    kit = lise.found(central.url)
    made = filled(lise, NAMES[:2])
    fresh = hire("Lise Holm", "Ny bærbar")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    for name in ("_with_office_key", "_others_of_one"):
        with monkeypatch.context() as patch:
            patch.setattr(returning, name, killed)
            with pytest.raises(KeyboardInterrupt):
                returning.come_back(fresh.line, kit, central.url, fresh.label)
    done = returning.come_back(fresh.line, kit, central.url, fresh.label)
    assert set(done.cases) == set(made.values())
    assert len(done.known.roster.members) == 2


def test_the_kit_of_another_office_gets_nowhere(central: Central, hire: Hire) -> None:
    lise = hire("Lise Holm")
    lise.found(central.url)
    fresh = hire("Lise Holm", "Ny bærbar")
    with pytest.raises(RefusedError) as refused:
        returning.come_back(fresh.line, Kit.generate(), central.url, fresh.label)
    assert refused.value.code == "request.unknown_device"
    with pytest.raises(InputError) as other:
        recovering.refuse_other_kit(Kit.generate(), lise.line.membership())
    assert other.value.code == "kit.other"


def test_who_is_in_one_office_does_not_come_back_into_another(central: Central, hire: Hire) -> None:
    lise, bo = hire("Lise Holm"), hire("Bo Krag")
    kit = lise.found(central.url)
    bo.found(central.url)
    with pytest.raises(InputError) as refused:
        returning.come_back(bo.line, kit, central.url, bo.label)
    assert refused.value.code == "office.already"


class Pair:
    """Lise and Bo lead; Eva, who is a caseworker, has cases of her own."""

    def __init__(self, central: Central, hire: Hire) -> None:
        self.lise, self.bo, self.eva = hire("Lise Holm"), hire("Bo Krag"), hire("Eva Lund")
        self.kit = self.lise.found(central.url)
        self.lise.let_in(self.bo, is_lead=True)
        self.lise.let_in(self.eva)
        self.case = filled(self.eva, NAMES[:1])[NAMES[0]]
        for one in (self.lise, self.bo, self.eva):
            one.line.caught_up()

    def latest(self) -> recovering.Latest:
        known = self.lise.line.membership()
        return next(one for one in recovering.latest(self.lise.line, known) if one.said.case == self.case)

    def body(self) -> tuple[bytes, list[Item]]:
        """A recovery grant for the first lead, and the pairings that it needs."""
        known, line = self.lise.line.membership(), self.lise.line
        by = recovering.opening(line, self.kit)
        body = recovering.body_for(by, known, self.latest(), (self.lise.device,), line.now_ms())
        return body, [item(one) for one in by.pairs.signed]


@pytest.fixture
def pair(central: Central, hire: Hire) -> Pair:
    return Pair(central, hire)


def test_kit_and_two_leads_open_a_colleagues_case_and_the_case_shows_it(pair: Pair) -> None:
    known = pair.lise.line.membership()
    with pytest.raises(SyncError) as refused:
        recovering.recover(pair.lise.line, pair.kit, known, [pair.latest()], (known.device,))
    assert refused.value.code == "grant.not_leads"
    body, pairings = pair.body()
    parts = recovering.signed_by(pair.kit, known.secret, body)
    second = countersign("grant", body, pair.bo.line.membership().secret)
    pair.bo.line.hand_in(pair.bo.line.membership(), [*pairings, item(joined("grant", body, [*parts, second]))])
    pair.lise.sync()
    assert told(pair.lise, pair.case)[0] == NAMES[0]
    pair.eva.sync()
    for one in (pair.lise, pair.eva):
        with one.desk.vault.read() as reader:
            (seen,) = recovering.seen_in(reader, one.line.membership(), pair.case)
        assert seen.leads == tuple(sorted((pair.lise.device, pair.bo.device)))
        assert seen.writers == (pair.lise.device,)


@pytest.mark.parametrize("who", ["one lead", "one lead twice", "a lead and a caseworker", "a lead and a stranger", "no kit"])
def test_fewer_do_not(pair: Pair, who: str) -> None:
    body, pairings = pair.body()
    lise, eva = pair.lise.line.membership().secret, pair.eva.line.membership().secret
    kit, first = recovering.signed_by(pair.kit, lise, body)
    parts = {
        "one lead": [kit, first],
        "one lead twice": [kit, first, first],
        "a lead and a caseworker": [kit, first, countersign("grant", body, eva)],
        "a lead and a stranger": [kit, first, countersign("grant", body, DeviceSecret.generate())],
        "no kit": [first, countersign("grant", body, pair.bo.line.membership().secret)],
    }[who]
    with pytest.raises(RefusedError) as refused:
        pair.lise.line.hand_in(pair.lise.line.membership(), [*pairings, item(joined("grant", body, parts))])
    assert refused.value.code == "grant.not_leads"


def test_a_second_lead_signs_for_no_pairing_but_the_kits_own(pair: Pair) -> None:
    known, line = pair.lise.line.membership(), pair.lise.line
    asked = recovering.ask_second(line, pair.kit, known, [pair.latest()], (known.device,))
    assert {one.by for one in asked.pairings} == {(known.org,)}
    forged = tuple(replace(one, signatures=(known.secret.sign(b"another"),)) for one in asked.pairings)
    with pytest.raises(SyncError) as refused:
        recovering.sign_second(pair.bo.line, pair.bo.line.caught_up(), replace(asked, pairings=forged))
    assert refused.value.code == "signature.wrong"
    assert recovering.sign_second(pair.bo.line, pair.bo.line.caught_up(), asked) == (pair.case,)
    pair.lise.sync()
    assert told(pair.lise, pair.case)[0] == NAMES[0]


def test_a_colleague_who_is_gone_leaves_cases_that_kit_and_leads_open_with_a_new_key(pair: Pair) -> None:
    assert revoking.revoke(pair.lise.line, pair.eva.device).ownerless == (pair.case,)
    known = pair.lise.line.membership()
    body, pairings = pair.body()
    pair.bo.line.caught_up()
    second = countersign("grant", body, pair.bo.line.membership().secret)
    parts = (*recovering.signed_by(pair.kit, known.secret, body), second)
    pair.lise.line.hand_in(known, [*pairings, item(joined("grant", body, parts))])
    pair.lise.sync()
    assert told(pair.lise, pair.case)[0] == NAMES[0]
    with pair.lise.desk.vault.read() as reader:
        grants = keyring.grants(reader, known, pair.case)
    assert grants.epoch == 2 and grants.writers == (pair.lise.device,)


def test_who_comes_back_where_two_must_sign_is_in_and_is_told_what_waits(pair: Pair, central: Central, hire: Hire) -> None:
    revoking.revoke(pair.lise.line, pair.eva.device)
    fresh = hire("Lise Holm", "Ny bærbar")
    done = returning.come_back(fresh.line, pair.kit, central.url, fresh.label)
    assert (done.revoked, done.cases, done.waiting) == ((), (), (pair.case,))
    assert fresh.line.caught_up().roster.is_lead(fresh.device)


def test_who_gets_a_lost_laptops_case_with_the_kit_also_gets_what_it_hands_over(central: Central, hire: Hire) -> None:
    lise, eva = hire("Lise Holm"), hire("Eva Lund")
    kit = lise.found(central.url)
    lise.let_in(eva)
    case = filled(eva, NAMES[:1])[NAMES[0]]
    cases.fill_form(eva.desk, case, "borger", {"opholdssted_aktuelt": "hos Per"})
    revoking.revoke(lise.line, eva.device)
    assert eva.sync().is_revoked
    known = lise.line.caught_up()
    recovering.recover(lise.line, kit, known, list(recovering.latest(lise.line, known)), (lise.device,))
    lise.sync()
    assert awaiting.ask(lise.line, lise.line.membership()) == (case,)
    assert adopting.adopt(lise.desk, lise.line, adopting.look(lise.desk, lise.line, case)).saves == 1
    assert told(lise, case)[:2] == (NAMES[0], "hos Per")


def test_a_slip_in_the_address_is_mended_at_the_next_try(central: Central, hire: Hire) -> None:
    lise = hire("Lise Holm")
    kit = lise.found(central.url)
    fresh = hire("Lise Holm", "Ny bærbar")
    with pytest.raises(SyncError):
        returning.come_back(fresh.line, kit, "http://127.0.0.1:9", fresh.label)
    assert returning.come_back(fresh.line, kit, central.url, fresh.label).revoked == (lise.device,)


def test_a_lead_with_two_laptops_is_one_lead(central: Central, hire: Hire) -> None:
    lise, second = hire("Lise Holm"), hire("Lise Holm", "Bærbar 2")
    lise.found(central.url)
    me = lise.line.membership().me
    assert me is not None
    lise.let_in(second, is_lead=True, person=me.person)
    assert recovering.leads_needed(lise.line.caught_up()) == 1


def test_a_drill_opens_every_case_with_the_kit_and_changes_nothing(pair: Pair) -> None:
    filled(pair.bo, NAMES[1:4])
    before = words(pair.lise.line.caught_up())
    report = recovering.drill(pair.lise.line, pair.kit)
    assert (report.opened, report.closed) == (4, ())
    assert words(pair.lise.line.caught_up()) == before
    with pytest.raises(InputError):
        recovering.drill(pair.lise.line, Kit.generate())


def test_sabotage_a_case_whose_key_was_not_given_to_the_kit_is_found_by_the_drill(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = sealing_grants._wraps

    def forgetful(*arguments: object) -> object:
        wraps, _ = true(*arguments)
        return wraps, wraps[0].wrap

    with monkeypatch.context() as patch:
        patch.setattr(sealing_grants, "_wraps", forgetful)
        made = filled(pair.bo, NAMES[1:2])
    assert recovering.drill(pair.lise.line, pair.kit).closed == tuple(made.values())
