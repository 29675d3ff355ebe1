"""A store that holds back, forks, rolls back or plays the fool; a colleague's laptop that says two things under one number; a
laptop that was put back. Told within three syncs, nothing lost, no number used twice. SECURITY rows 16 and 17."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from rygsaek.casework import caselist, cases, preview, views
from rygsaek.casework.accesslog import Told
from rygsaek.history.entries import chain_hashes
from sync import keyring, membership, missing
from sync.columns import pack, unpack
from sync.identity import DeviceSecret
from sync.office import words
from sync.office.sharing import share
from sync.proof.envelopes import Checked, Read
from sync.proof.envelopes import read as read_envelope
from sync.sealing.bodies import AccessBody, ChangesBody, CheckpointBody, Covered, SaveHead, SummaryBody, pack_body, read_body
from sync.sealing.envelopes import open_envelope, seal
from sync.sealing.grants import sign
from sync.status import standing
from sync.wire.codec import NO_HASH, Message, encode
from sync.wire.envelopes import Header, Type
from sync.wire.office import FORMAT
from sync.wire.requests import Delivered, Exchange, Exchanged, Refusal, Result
from tests.support.central import Central
from tests.support.desks import ANNA
from tests.support.lied_to import Pair
from tests.support.lying_server import Lie, LyingServer, Raw, Said, honest, of_each, of_items
from tests.support.offices import added
from tests.support.staff import Hire
from tests.support.synced import SyncedLaptop, SyncedOffice
from ui.presenters.status_words import status_line

MOST_QUESTIONS = 20
"""Of one sync with a store that never lets it end."""


@pytest.fixture
def pair(office: SyncedOffice) -> Pair:
    return Pair(office)


def without(device: bytes) -> Lie:
    """The store holds back what a device (its fingerprint) writes."""
    return of_items(
        lambda items: tuple(one for one in items if one.kind != "envelope" or read_envelope(one.data).header.device != device)
    )


def told_missing(pair: Pair) -> list[tuple[int, bool]]:
    """How many saves are told to be missing, and whether it is an alarm."""
    with pair.bo.vault.read() as reader:
        return [(one.saves, one.is_alarm) for one in missing.all_of(reader, int(pair.bo.desk.now().timestamp() * 1000))]


def test_what_is_held_back_is_told_and_is_an_alarm_after_three_syncs(pair: Pair) -> None:
    carl = pair.office.laptop()
    pair.lise.sync()
    pair.lise.share(pair.case, carl)
    pair.lise.sync()
    pair.bo_hears(honest)
    carl.sync()
    pair.lise_writes("Bor på værestedet.", "Bor i sin bil.")
    carl.sync()
    cases.fill(carl.desk, pair.case, pair.agreement, {"haab_laengere_sigt": "Et job."})
    carl.sync()
    for _ in range(3):
        assert pair.bo_hears(without(pair.lise.secret.fingerprint)).code == ""
        assert [count for count, _ in told_missing(pair)] == [2]
    assert told_missing(pair) == [(2, True)]
    assert pair.reads(pair.bo) == "Bor hos sin søster."
    assert carl.desk.journal.state(pair.case) != pair.bo.desk.journal.state(pair.case)


def test_whose_changes_are_missing_is_told_by_name(central: Central, hire: Hire) -> None:
    lise, bo, eva = hire("Lise Holm"), hire("Bo Krag"), hire("Eva Lund")
    lise.found(central.url)
    for one in (bo, eva):
        lise.let_in(one)
    case = cases.create_case(lise.desk, ANNA)
    lise.sync()
    known = lise.line.caught_up()
    with lise.desk.vault.write() as tx:
        share(tx, known, case, [bo.device, eva.device], lise.line.now_ms())
    for one in (lise, bo, eva):
        one.sync()
    document = views.case_view(bo.desk, case).facts_document
    cases.fill(bo.desk, case, document, {"mobil": "20304050"})
    for one in (bo, lise, eva):
        one.sync()
    for writer, place in ((bo, "Skive"), (eva, "Viborg")):
        cases.fill(writer.desk, case, document, {"opholdssted_aktuelt": place})
        writer.sync()
        eva.sync()
    lise.sync(lambda line: LyingServer(line, without(bo.device)))
    found = standing(lise.desk)
    assert found.authors == ("Bo Krag",) and [one.saves for one in found.missing] == [1]
    assert "Her mangler 1 ændring fra Bo Krag i 1 sag." in " ".join(status_line(found, lise.desk.now()).whole)


def forged(pair: Pair, text: str) -> bytes:
    """Lise's own laptop says something else under the number of its last envelope."""
    header, known = last_of_lise(pair).header, pair.known(pair.lise)
    body = ChangesBody(1, pair.case, header.incarnation, 1, 1, os.urandom(32), 0, known.roster.n, known.roster.head, (), b"")
    return sealed_as(pair, header, pack_body(body) + text.encode())


def last_of_lise(pair: Pair) -> Read:
    with pair.lise.vault.read() as reader:
        sql = "SELECT data FROM sync_own WHERE case_id = ? AND type = 'changes' ORDER BY seq DESC LIMIT 1"
        return read_envelope(bytes(reader.query(sql, (pair.case,))[0][0]))


def sealed_as(pair: Pair, header: Header, body: bytes, by: SyncedLaptop | None = None) -> bytes:
    """A body in an envelope of Lise's, by her own laptop or a colleague's."""
    return seal(
        (by or pair.lise).secret,
        pair.key(pair.lise),
        org=header.org,
        case=header.case,
        epoch=header.epoch,
        commitment=header.commitment,
        incarnation=header.incarnation,
        type_=header.type,
        seq=header.seq,
        previous=header.previous,
        salt=os.urandom(32),
        body=body,
    )


def also(data: bytes) -> Lie:
    return of_items(lambda items: (*items, Delivered(1, "envelope", data)))


def test_who_says_two_things_under_one_number_is_told_and_frozen_and_both_are_kept(pair: Pair) -> None:
    pair.lise_writes("Bor på værestedet.")
    pair.bo_hears(honest)
    other = forged(pair, "Bor på gaden.")
    heard = pair.bo_hears(also(other))
    assert heard.asides == ["envelope.forked"]
    assert all(change.startswith("sync_chain") for change in heard.changed), heard.changed
    assert pair.reads(pair.bo) == "Bor på værestedet."
    pair.lise_writes("Bor i sin bil.")
    assert sorted(pair.bo_hears(honest).asides) == ["envelope.forked", "envelope.frozen"]
    assert pair.reads(pair.bo) == "Bor på værestedet."
    with pair.bo.vault.read() as reader:
        ids = {read_envelope(bytes(data)).id for (data,) in reader.query("SELECT data FROM sync_aside WHERE kind = 'envelope'")}
        (kept,) = reader.query("SELECT id FROM sync_link WHERE seq = ?", (read_envelope(other).header.seq,))
    assert read_envelope(other).id in ids and bytes(kept[0]) not in ids


def test_who_goes_on_from_another_than_the_last_is_told_and_frozen(pair: Pair) -> None:
    """A colleague and the store together: what lies between the two numbers is shown to somebody else."""
    pair.lise_writes("Bor på værestedet.")
    genuine = last_of_lise(pair)
    body = open_envelope(Checked(*genuine), pair.key(pair.lise))
    other = sealed_as(pair, replace(genuine.header, previous=os.urandom(32)), body)
    swapped = of_each("envelope", lambda data: other if data == encode(genuine.envelope) else data)
    assert pair.bo_hears(swapped).asides == ["envelope.forked"]
    assert pair.reads(pair.bo) == "Bor hos sin søster."
    pair.lise_writes("Bor i sin bil.")
    assert "envelope.frozen" in pair.bo_hears(honest).asides and pair.reads(pair.bo) == "Bor hos sin søster."


def test_while_a_newer_roster_is_held_back_nothing_is_granted_and_it_is_asked_for_again(pair: Pair) -> None:
    pair.office.laptop()
    pair.lise.sync()
    pair.lise_writes("Bor på værestedet.")
    held_back = of_items(lambda items: tuple(one for one in items if one.kind not in ("roster", "officekey")))
    for _ in range(2):
        assert pair.bo_hears(held_back).code == ""
    assert pair.reads(pair.bo) == "Bor på værestedet."
    mine = cases.create_case(pair.bo.desk, ANNA)
    pair.bo_hears(held_back)
    assert (is_in_doubt(pair), granted(pair, mine)) == (True, 0)
    pair.bo_hears(honest)
    pair.bo_hears(honest)
    assert (is_in_doubt(pair), granted(pair, mine), pair.agree()) == (False, 1, True)


def test_a_colleague_who_tells_of_a_roster_that_nobody_made_is_not_believed_once_shut_out(pair: Pair) -> None:
    """Else one sealed word would keep every laptop that reads it from making a key ever after."""
    newcomer = pair.office.laptop()
    pair.lise_writes("Bor på værestedet.")
    genuine = last_of_lise(pair)
    body = read_body(open_envelope(Checked(*genuine), pair.key(pair.lise)), ChangesBody)
    other = sealed_as(pair, genuine.header, pack_body(replace(body, roster_n=2**40)))
    pair.bo_hears(of_each("envelope", lambda data: other if data == encode(genuine.envelope) else data))
    assert pair.reads(pair.bo) == "Bor på værestedet." and is_in_doubt(pair)
    mine = cases.create_case(pair.bo.desk, ANNA)
    pair.office.leaves(pair.lise)
    pair.bo_hears(honest)
    pair.bo_hears(honest)
    assert (is_in_doubt(pair), granted(pair, mine)) == (False, 1)
    pair.bo.share(pair.case, newcomer)
    pair.bo.sync()
    newcomer.sync()
    with newcomer.vault.read() as reader:
        assert not membership.is_in_doubt(reader), "who comes later does not begin to believe it either"


def is_in_doubt(pair: Pair) -> bool:
    with pair.bo.vault.read() as reader:
        return membership.is_in_doubt(reader)


def granted(pair: Pair, case: str) -> int:
    """How many grants a case of Bo's has."""
    with pair.bo.vault.read() as reader:
        return keyring.grants(reader, pair.known(pair.bo), case).n


def test_a_colleague_whose_envelope_says_inside_what_it_is_not_is_not_applied(pair: Pair) -> None:
    pair.lise_writes("Bor på værestedet.")
    genuine = last_of_lise(pair)
    said = read_body(open_envelope(Checked(*genuine), pair.key(pair.lise)), ChangesBody)
    changes: dict[str, list[dict[str, Any]]] = {
        "body.log": [{"log": os.urandom(32)}],
        "body.other": [{"case": "andensag12"}, {"incarnation": "andet"}, {"first": said.first + 1}, {"last": said.last + 1}],
        "roster.forked": [{"roster_head": os.urandom(32)}],
    }
    forgeries = [
        sealed_as(pair, genuine.header, pack_body(replace(said, **change))) for some in changes.values() for change in some
    ]
    others = tuple(Delivered(1, "envelope", one) for one in forgeries)
    untrue = of_items(lambda items: (*(one for one in items if one.data != encode(genuine.envelope)), *others))
    heard = pair.bo_hears(untrue)
    assert heard.asides == sorted(reason for reason, some in changes.items() for _ in some)
    assert pair.reads(pair.bo) == "Bor hos sin søster."


def test_no_kind_of_envelope_says_inside_what_it_is_not(pair: Pair) -> None:
    genuine, known = last_of_lise(pair).header, pair.known(pair.lise)
    with pair.lise.vault.read() as reader:
        shown = caselist.summary_of(reader, pair.case)
    assert shown is not None
    other, by, line = "andensag12", (known.roster.n, known.roster.head), preview.encode(preview.of(shown, ""))

    def looks(case: str, *numbers: int) -> AccessBody:
        told = [Told(n, "2026-01-01T08:00:00+00:00", "Lise Holm", "open", "Besøg", "") for n in numbers]
        return AccessBody(FORMAT, case, numbers[0], numbers[-1], msgspec.msgpack.encode(told))

    def sealed(type_: Type, life: str, body: Message, seq: int = 1, previous: bytes = NO_HASH) -> bytes:
        header = replace(genuine, type=type_, incarnation=life, seq=seq, previous=previous)
        return sealed_as(pair, header, pack_body(body))

    payload = unpack(read_body(open_envelope(Checked(*last_of_lise(pair)), pair.key(pair.lise)), ChangesBody).saves)[-1][2]

    def said_in(case: str, life: str) -> ChangesBody:
        (log,) = chain_hashes(case, life, 1, NO_HASH, (payload,))
        return ChangesBody(FORMAT, case, life, 1, 1, log, 1, *by, (), pack([(life, 1, payload)]))

    first = sealed("access", "liv4", looks(pair.case, 7))
    end = Covered("liv3", 1, os.urandom(32), pair.lise.secret.fingerprint, 1, os.urandom(32))
    false_log = sealed("checkpoint", "liv3", CheckpointBody(FORMAT, pair.case, 1, *by, (end,), pack([("liv3", 1, payload)])))
    untrue = [
        sealed("changes", "liv1", said_in(other, "liv1")),
        sealed("changes", "liv2", said_in(pair.case, "liv3")),
        sealed("checkpoint", "liv1", CheckpointBody(FORMAT, other, 1, *by, (), pack([]))),
        sealed("summary", "liv1", SummaryBody(FORMAT, other, 1, (SaveHead("liv1", 1, NO_HASH),), line)),
        sealed("summary", "liv2", SummaryBody(FORMAT, pair.case, 1, (), line)),
        sealed("access", "liv1", looks(other, 1)),
        sealed("access", "liv2", looks(pair.case, 1, 3, 2, 4)),
        sealed("access", "liv3", looks(pair.case, 1, 1)),
        sealed("access", "liv4", looks(pair.case, 7), 2, read_envelope(first).id),
    ]
    told = tuple(Delivered(1, "envelope", one) for one in (first, false_log, *untrue))
    assert pair.bo_hears(of_items(lambda items: (*items, *told))).asides == ["body.log"] + ["body.other"] * len(untrue)
    assert len(pair.bo.desk.journal.cases()) == 1
    with pair.bo.vault.read() as reader:
        assert [n for (n,) in reader.query("SELECT n FROM access_told")] == [7]


def test_a_colleague_who_may_write_does_not_go_on_in_anothers_chain(pair: Pair) -> None:
    carl = pair.office.laptop()
    pair.lise.sync()
    pair.lise.share(pair.case, carl)
    pair.lise.sync()
    pair.bo_hears(honest)
    pair.lise_writes("Bor på værestedet.")
    genuine = last_of_lise(pair)
    other = sealed_as(pair, genuine.header, open_envelope(Checked(*genuine), pair.key(pair.lise)), carl)
    swapped = of_each("envelope", lambda data: other if data == encode(genuine.envelope) else data)
    assert pair.bo_hears(swapped).asides == ["envelope.incarnation"]
    assert pair.reads(pair.bo) == "Bor hos sin søster."


def test_a_laptop_that_is_shown_what_it_wrote_and_forgot_goes_on_as_another_though_the_store_hides_how_much(pair: Pair) -> None:
    image = pair.office.image(pair.bo)
    pair.writes(pair.bo, "Bor i telt.")
    pair.bo.sync()
    with pair.bo.vault.read() as reader:
        own = reader.query("SELECT data FROM sync_own WHERE type = 'changes' ORDER BY seq DESC LIMIT 1")[0][0]
    pair.bo = pair.office.put_back(pair.bo, image)
    before, told = pair.bo.vault.incarnation, Delivered(1, "envelope", bytes(own))

    def hides(said: Said) -> Message:
        if not isinstance(said.answer, Exchanged):
            return said.answer
        return replace(said.answer, own=said.answer.own - 1, items=(*said.answer.items, told))

    pair.bo_hears(hides)
    assert pair.bo.vault.incarnation != before and pair.reads(pair.bo) == "Bor i telt."


def test_a_store_that_is_not_the_one_it_was_gets_everything_again_and_nothing_changes(pair: Pair) -> None:
    pair.writes(pair.bo, "Bor på værestedet.")
    pair.bo_hears(honest)
    is_first = iter((True,))

    def forgotten(said: Said) -> Message | Raw:
        if not next(is_first, False):
            return said.answer
        server = pair.servers[-1]
        return server.sealed(Refusal("store.other_line", 0), server.asked[-1], said.time, 409)

    assert pair.bo_hears(forgotten).asides == []
    assert pair.reads(pair.bo) == "Bor på værestedet."
    pair.lise.sync()
    assert pair.agree()


def test_two_laptops_that_are_shown_two_rosters_for_ever_find_it_by_six_words(pair: Pair) -> None:
    """A lead and the store together: one new colleague for Lise's laptop, another for Bo's."""
    pair.lise.sync()
    pair.bo_hears(honest)
    same = [six_words(pair, laptop) for laptop in (pair.lise, pair.bo)]
    assert same[0] == same[1]
    office = pair.office.office
    link = added(office.roster, DeviceSecret.generate(os.urandom), "kollega")
    fork = encode(sign("roster", encode(link), office.devices[0]))
    pair.office.laptop()
    pair.lise.sync()

    def forked(items: tuple[Delivered, ...]) -> tuple[Delivered, ...]:
        kept = [item for item in items if item.kind not in ("roster", "officekey")]
        return (Delivered(1, "roster", fork), *kept)

    pair.bo_hears(of_items(forked))
    assert pair.known(pair.bo).roster.n == pair.known(pair.lise).roster.n
    assert six_words(pair, pair.bo) != six_words(pair, pair.lise)
    pair.lise_writes("Bor på værestedet.")
    heard = pair.bo_hears(honest)
    assert heard.asides, "what is built on the other roster is told as soon as it comes"
    true = Delivered(1, "roster", encode(office.links[-1]))
    assert not is_in_doubt(pair)
    pair.bo_hears(of_items(lambda items: (*items, true)))
    assert is_in_doubt(pair), "a lead has signed another history than the one here: no key is made"


def six_words(pair: Pair, laptop: SyncedLaptop) -> tuple[str, ...]:
    known = pair.known(laptop)
    return words.of_office(known.org, known.roster.doc_id, known.roster.head, known.office.head)


def ends(pair: Pair, lie: Lie) -> None:
    """A sync with such a store ends by itself before long, and everything is there afterwards."""
    texts = {change.value for change in pair.bo.desk.journal.changes(pair.case) if isinstance(change.value, str)}

    def counted(said: Said) -> Message | bytes | Raw:
        if len(pair.servers[-1].said) > MOST_QUESTIONS:
            raise AssertionError("it asks for ever")
        return lie(said)

    pair.bo_hears(counted)
    after = {change.value for change in pair.bo.desk.journal.changes(pair.case) if isinstance(change.value, str)}
    assert texts <= after
    pair.bo_hears(honest)
    pair.lise.sync()
    pair.bo_hears(honest)
    assert pair.agree()


def changed(change: Callable[[Exchange, Exchanged], Exchanged]) -> Lie:
    def lie(said: Said) -> Message:
        if isinstance(said.question, Exchange) and isinstance(said.answer, Exchanged):
            return change(said.question, said.answer)
        return said.answer

    return lie


FOOLS: dict[str, Lie] = {
    "refuses everything as forked": changed(
        lambda asked, told: replace(told, results=tuple(Result("envelope.forked", 0) for _ in asked.push))
    ),
    "refuses everything as another's": changed(
        lambda asked, told: replace(told, results=tuple(Result("envelope.incarnation", 0) for _ in asked.push))
    ),
    "has more of this laptop than it ever said": changed(lambda asked, told: replace(told, own=told.own + 1000)),
    "has nothing of this laptop": changed(lambda asked, told: replace(told, own=0)),
    "always has more to tell": changed(lambda asked, told: replace(told, is_more=True)),
    "goes back to the beginning": changed(lambda asked, told: replace(told, cursor=0, mark=bytes(32), is_more=True)),
    "tells of cases that are not there": changed(lambda asked, told: replace(told, begun=("findesikke1",))),
    "has not got its own head": changed(lambda asked, told: replace(told, head=0)),
}


@pytest.mark.parametrize("fool", FOOLS)
def test_a_store_that_plays_the_fool_costs_time_and_nothing_else(pair: Pair, fool: str) -> None:
    pair.writes(pair.bo, "Bor på værestedet.")
    ends(pair, FOOLS[fool])


def test_as_many_results_as_things_or_the_answer_is_none(pair: Pair) -> None:
    pair.writes(pair.bo, "Bor på værestedet.")
    heard = pair.bo_hears(changed(lambda asked, told: replace(told, results=(*told.results, Result("", 1)))))
    assert heard.code == "wire.results"
    pair.bo_hears(honest)
    pair.lise.sync()
    assert pair.agree()
