"""Who has a case's key: what extends a chain of grants, and all that does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext

import pytest
from msgspec.structs import replace

from sync.identity import DeviceSecret, RootSecret
from sync.proof.grants import CaseGrants
from sync.sealing.grants import (
    countersign,
    earlier_key,
    joined,
    make_grant,
    make_recovery_body,
    sign,
)
from sync.sealing.keys import new_key
from sync.sealing.wraps import context, wrap
from sync.wire.codec import NO_HASH, decode, encode
from sync.wire.office import BODY_CAP, Grant, Signed, Wrap
from tests.support.offices import AT, CASE, Case, drawn, event, new_office, refused


def body(signed: Signed) -> Grant:
    return decode(signed.body, Grant, BODY_CAP)


def again(case: Case, by: DeviceSecret, change: Callable[[Grant], Grant]) -> Signed:
    """The latest grant said over, changed and signed."""
    return sign("grant", encode(change(body(case.signed[-1]))), by)


def recovery(case: Case, root: RootSecret, leads: Sequence[DeviceSecret], key: bytes, people: Sequence[bytes]) -> Signed:
    """The next grant, by the kit and leads."""
    office = case.office
    said = make_recovery_body(office.pairs(root), office.roster, case.grants, key, people, [], AT)
    made = joined("grant", said, [countersign("grant", said, one) for one in (root, *leads)])
    case.grants.with_grant(made, office.roster, is_new=True)
    return made


def test_grants_read_again_from_the_start_say_the_same() -> None:
    office = new_office(devices=4)
    one, two, three, four = office.devices
    case = office.case(one, two)
    case.share(two, [one, two], [three])
    case.renew(one, [one], [three])
    case.share(one, [one, four], [three])
    read = CaseGrants.none(office.org, CASE)
    for signed in case.signed:
        read = read.with_grant(signed, office.roster)
    assert read == case.grants
    assert (read.epoch, read.n) == (2, 4)
    assert [read.was_writer(device.name, 1) for device in office.devices] == [True, True, False, False]
    assert [read.was_writer(device.name, 2) for device in office.devices] == [True, False, False, True]
    assert [read.may_see(device.name) for device in office.devices] == [True, False, True, True]


def test_the_same_grant_again_changes_nothing_and_another_in_its_place_is_a_fork() -> None:
    office = new_office(devices=2)
    one, two = office.devices
    case = office.case(one)
    before, first = case.grants, case.signed[0]
    case.share(one, [one, two])
    assert case.grants.with_grant(first, office.roster) is case.grants
    other = make_grant(office.pairs(one), office.roster, before, case.key, [one.name], [two.name], AT, entropy=office.entropy)
    with refused("grant.forked"):
        case.grants.with_grant(other, office.roster)
    with refused("grant.behind"):
        CaseGrants.none(office.org, CASE).with_grant(case.signed[1], office.roster)


def test_only_a_writer_grants() -> None:
    office = new_office(devices=3)
    one, two, three = office.devices
    case = office.case(one, readers=[two])
    for other in (two, three):
        with refused("grant.not_writer"):
            case.share(other, [one, other], [two])
    with refused("grant.not_writer"):
        none = CaseGrants.none(office.org, "ny")
        make_grant(office.pairs(three), office.roster, none, new_key(office.entropy), [one.name], [], AT)


@pytest.mark.parametrize(("writers", "readers"), [([0], []), ([0], [1, 2]), ([1, 2], [])])
def test_with_the_same_key_nobody_loses_anything(writers: list[int], readers: list[int]) -> None:
    office = new_office(devices=3)
    one, two, three = office.devices
    case = office.case(one, two, readers=[three])
    with refused("grant.unreadable"):
        case.share(one, [office.devices[at] for at in writers], [office.devices[at] for at in readers])
    case.renew(one, [office.devices[at] for at in writers] or [one], [office.devices[at] for at in readers])


@pytest.mark.parametrize(
    "change",
    [
        lambda said: replace(said, epoch=3),
        lambda said: replace(said, epoch=0),
        lambda said: replace(said, commitment=bytes(32)),
        lambda said: replace(said, earlier=b"x" * 60),
        lambda said: replace(said, wraps=said.wraps[:1]),
        lambda said: replace(said, wraps=said.wraps[::-1]),
        lambda said: replace(said, wraps=said.wraps + said.wraps[-1:]),
        lambda said: replace(said, writers=said.writers[::-1]),
        lambda said: replace(said, writers=(said.writers[0], *said.writers)),
        lambda said: replace(said, readers=said.writers[:1]),
        lambda said: replace(said, writers=(), readers=said.writers),
    ],
)
def test_a_grant_does_not_contradict_itself_or_the_one_before(change: Callable[[Grant], Grant]) -> None:
    office = new_office(devices=2)
    one, two = office.devices
    case = office.case(one, two)
    following = again(case, one, lambda said: change(replace(said, n=2, previous=case.grants.head)))
    with refused("grant.unreadable"):
        case.grants.with_grant(following, office.roster)


def test_a_grant_that_says_nothing_new_is_a_grant() -> None:
    office = new_office(devices=2)
    case = office.case(*office.devices)
    following = again(case, office.devices[0], lambda said: replace(said, n=2, previous=case.grants.head))
    assert case.grants.with_grant(following, office.roster).n == 2


def test_a_grant_names_a_roster_that_is_known_and_never_an_older_one_than_before() -> None:
    office = new_office(devices=2)
    one = office.devices[0]
    case = office.case(one)
    changes = {
        "roster.behind": {"roster_n": 9},
        "roster.forked": {"roster_head": bytes(32)},
        "roster.rolled_back": {"roster_n": 1, "roster_head": office.roster.heads[0]},
    }
    for code, change in changes.items():
        following = again(case, one, lambda said, change=change: replace(said, n=2, previous=case.grants.head, **change))
        with refused(code):
            case.grants.with_grant(following, office.roster)


def test_old_grants_outlive_their_signers_and_readers_but_new_ones_do_not_name_them() -> None:
    office = new_office(devices=3)
    one, two, three = office.devices
    case = office.case(two, one, three)
    made = [*case.signed]
    late = make_grant(office.pairs(two), office.roster, case.grants, case.key, [one.name, two.name, three.name], [], AT)
    office.revoke(two)
    assert CaseGrants.none(office.org, CASE).with_grant(made[0], office.roster) == case.grants
    for at, is_new in ((late, True), (made[0], True)):
        with refused("grant.not_active"):
            (case.grants if at is late else CaseGrants.none(office.org, CASE)).with_grant(at, office.roster, is_new=is_new)
    with refused("grant.not_active"):
        case.renew(one, [one, two])
    case.renew(one, [one, three])
    after = again(case, two, lambda said: replace(said, n=3, previous=case.grants.head))
    with refused("grant.not_active"):
        case.grants.with_grant(after, office.roster)


def test_a_revoked_devices_backdated_grant_is_too_late_once_the_next_epoch_is_there() -> None:
    office = new_office(devices=3)
    one, two, three = office.devices
    case = office.case(one, two)
    then, head = office.roster.n, office.roster.head
    office.revoke(two)
    case.renew(one, [one])
    backdated = again(
        case, two, lambda said: replace(said, n=3, previous=case.grants.head, roster_n=then, roster_head=head, is_recovery=False)
    )
    with refused("roster.rolled_back"):
        case.grants.with_grant(backdated, office.roster)
    assert not case.grants.may_see(three.name)


def test_a_grant_of_another_case_or_office_is_not_taken() -> None:
    office, other = new_office(1, devices=2), new_office(2, devices=2)
    case, elsewhere = office.case(office.devices[0]), other.case(other.devices[0])
    with refused("grant.other_case"):
        CaseGrants.none(office.org, "en anden").with_grant(case.signed[0], office.roster)
    with refused("grant.other_case"):
        CaseGrants.none(office.org, CASE).with_grant(elsewhere.signed[0], office.roster)
    with refused("grant.other_case"):
        CaseGrants.none(other.org, CASE).with_grant(elsewhere.signed[0], office.roster)


def test_a_key_wrapped_to_another_place_does_not_open() -> None:
    office = new_office(devices=3)
    one, two, three = office.devices
    case, other = office.case(one, two), office.case(one, two, case="en2anden")
    mine, theirs = body(case.signed[0]), body(other.signed[0])
    assert office.opened(two, mine, case.signed[0].by) == case.key
    for wrong in (
        replace(mine, wraps=theirs.wraps),
        replace(mine, case="en2anden"),
        replace(mine, epoch=2),
        replace(mine, roster_head=bytes(32)),
        replace(mine, roster_n=2),
        replace(mine, commitment=theirs.commitment),
        replace(mine, org=other.grants.head),
    ):
        with refused("key.not_opened"):
            office.opened(two, wrong, case.signed[0].by)
    for wrong in (
        replace(mine, wraps=tuple(replace(a, wrap=b.wrap) for a, b in zip(mine.wraps, mine.wraps[::-1], strict=True))),
        replace(mine, wraps=tuple(replace(one, wrap=replace(one.wrap, pairing=bytes(32))) for one in mine.wraps)),
    ):
        with refused("pairing.missing"):
            office.opened(two, wrong, case.signed[0].by)
    with refused("pairing.missing"):
        office.opened(two, mine, (three.name,))


def test_a_granter_who_seals_another_key_than_it_says_gives_nobody_that_key() -> None:
    office = new_office(devices=2)
    one, two = office.devices
    case = office.case(one, two)
    said, pair = body(case.signed[0]), office.pairs(one).made[two.name][0]
    where = context(office.org, CASE, 1, two.name, one.name, said.roster_n, said.roster_head, said.commitment, pair.id)
    other = Wrap(pair.id, wrap(new_key(office.entropy), pair.secret, where))
    with refused("key.commitment"):
        office.opened(two, replace(said, wraps=tuple(replace(one, wrap=other) for one in said.wraps)), case.signed[0].by)


def test_a_new_epoch_needs_a_new_key_and_the_key_as_now() -> None:
    office = new_office(devices=2)
    one, two = office.devices
    case = office.case(one, two)
    key = new_key(office.entropy)
    with refused("key.commitment"):
        make_grant(office.pairs(one), office.roster, case.grants, key, [one.name, two.name], [], AT)
    with refused("key.same"):
        make_grant(office.pairs(one), office.roster, case.grants, case.key, [one.name], [], AT, key_before=case.key)
    with refused("key.commitment"):
        make_grant(office.pairs(one), office.roster, case.grants, key, [one.name], [], AT, key_before=key)


def test_an_earlier_key_of_another_case_or_epoch_does_not_open() -> None:
    office = new_office(devices=2)
    one = office.devices[0]
    case, other = office.case(one), office.case(one, case="en2anden")
    for each in (case, other):
        each.renew(one, [one])
        each.renew(one, [one])
    epochs = case.grants.epochs
    wrong_ones = (
        epochs[2]._replace(earlier=other.grants.epochs[2].earlier),
        epochs[2]._replace(earlier=epochs[1].earlier),
        epochs[2]._replace(earlier=epochs[2].earlier[:9]),
    )
    assert earlier_key(case.key, case.grants, 1) != case.key
    for wrong in wrong_ones:
        changed = CaseGrants(case.grants.org, case.grants.case, case.grants.heads, (*epochs[:2], wrong), case.grants.latest)
        with refused("key.not_opened"):
            earlier_key(case.key, changed, 1)
    forged = CaseGrants(
        case.grants.org,
        case.grants.case,
        case.grants.heads,
        (epochs[0]._replace(commitment=NO_HASH), *epochs[1:]),
        case.grants.latest,
    )
    with refused("key.commitment"):
        earlier_key(case.key, forged, 1)
    with refused("grant.behind"):
        earlier_key(case.key, case.grants, 4)


def test_a_recovery_grant_takes_the_kit_and_leads_of_two_persons() -> None:
    office = new_office(devices=4)
    one, two, three, four = office.devices
    case = office.case(three)
    office.take(event(office.roster, "role", two.name, "lead"))
    latest = case.grants.latest
    assert latest is not None
    key = office.recovered(latest, case.signed[0].by)
    people = [three.name, four.name]
    for leads in ([], [one], [one, one], [one, four]):
        with refused("grant.not_leads"):
            recovery(case, office.root, leads, key, people)
    stranger = RootSecret.generate(drawn("x"))
    with refused("grant.not_leads"):
        recovery(case, stranger, [one, two], key, people)
    made = recovery(case, office.root, [one, two], key, people)
    after = case.grants.with_grant(made, office.roster)
    assert after.may_see(four.name)
    assert office.opened(four, body(made), made.by) == case.key
    for n in range(3):
        forged = (*made.signatures[:n], made.signatures[n - 1], *made.signatures[n + 1 :])
        with refused("signature.wrong"):
            case.grants.with_grant(replace(made, signatures=forged), office.roster)


def test_two_laptops_of_one_lead_are_one_lead() -> None:
    office = new_office()
    one = office.devices[0]
    second = office.add("lead", person="p0")
    case = office.case(one)
    with refused("grant.not_leads"):
        recovery(case, office.root, [one, second], case.key, [one.name])
    people = [one.name, second.name]
    made = recovery(case, office.root, [second], case.key, people)
    assert case.grants.with_grant(made, office.roster).n == 2


def test_two_laptops_of_one_lead_are_one_lead_where_another_leads_too() -> None:
    office = new_office(devices=2)
    one, two = office.devices
    second = office.add("lead", person="p0")
    office.take(event(office.roster, "role", two.name, "lead"))
    case = office.case(two)
    said = make_recovery_body(office.pairs(office.root), office.roster, case.grants, case.key, [one.name, two.name], [], AT)
    for leads, is_enough in (([one, second], False), ([one, two], True)):
        made = joined("grant", said, [countersign("grant", said, by) for by in (office.root, *leads)])
        with nullcontext() if is_enough else refused("grant.not_leads"):
            case.grants.with_grant(made, office.roster)


def test_a_grant_that_follows_another_than_the_last_is_a_fork() -> None:
    office = new_office(devices=2)
    case = office.case(*office.devices)
    for before in (bytes(32), new_office("another", devices=2).roster.head):
        following = again(case, office.devices[0], lambda said, before=before: replace(said, n=2, previous=before))
        with refused("grant.forked"):
            case.grants.with_grant(following, office.roster)


def test_a_recovery_grant_signed_on_three_machines_is_the_same_thing() -> None:
    office = new_office(devices=2)
    one, two = office.devices
    office.take(event(office.roster, "role", two.name, "lead"))
    case = office.case(one)
    said = make_recovery_body(office.pairs(office.root), office.roster, case.grants, case.key, [one.name, two.name], [], AT)
    parts = [countersign("grant", said, by) for by in (office.root, two, one)]
    made = joined("grant", said, parts)
    assert case.grants.with_grant(made, office.roster).n == 2
    for wrong in (parts[:2], parts[1:], [parts[0], parts[1], parts[1]], [parts[1], parts[0], parts[2]]):
        with refused("grant.not_leads"):
            case.grants.with_grant(joined("grant", said, wrong), office.roster)
    mixed = [parts[0], (parts[1][0], parts[2][1]), (parts[2][0], parts[1][1])]
    with refused("signature.wrong"):
        case.grants.with_grant(joined("grant", said, mixed), office.roster)


def test_nobody_makes_a_recovery_grant_by_saying_so() -> None:
    office = new_office(devices=2)
    one = office.devices[0]
    case = office.case(one)
    following = again(case, one, lambda said: replace(said, n=2, previous=case.grants.head, is_recovery=True))
    with refused("grant.not_leads"):
        case.grants.with_grant(following, office.roster)
    none, pairs = CaseGrants.none(office.org, "ny"), office.pairs(office.root)
    said = make_recovery_body(pairs, office.roster, none, case.key, [one.name], [], AT)
    with refused("grant.not_leads"):
        first = joined("grant", said, [countersign("grant", said, by) for by in (office.root, one)])
        CaseGrants.none(office.org, "ny").with_grant(first, office.roster)


def test_what_ones_own_vault_kept_is_read_without_its_signatures_and_with_every_other_check() -> None:
    office = new_office(devices=2)
    case = office.case(office.devices[0])
    none = CaseGrants.none(office.org, CASE)
    unsigned = replace(case.signed[0], signatures=(bytes(64),))
    assert none.with_grant(unsigned, office.roster, is_kept=True) == case.grants
    with refused("signature.wrong"):
        none.with_grant(unsigned, office.roster)
    with refused("grant.not_writer"):
        none.with_grant(replace(unsigned, by=(office.devices[1].name,)), office.roster, is_kept=True)
