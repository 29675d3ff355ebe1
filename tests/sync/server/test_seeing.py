"""What a device gets to see: what is new, in pages; the content of cases; where chains end. Nothing of cases that are not its."""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import sha256

import pytest
from msgspec.structs import replace

from sync.asking import answered, asked
from sync.errors import RefusedError
from sync.identity import DeviceSecret
from sync.proof.names import signed_id
from sync.sealing.pairings import make_pairing
from sync.wire.codec import NO_HASH, Message, decode
from sync.wire.envelopes import ENVELOPE_CAP, Envelope, Header
from sync.wire.office import FORMAT
from sync.wire.packing import unpacked
from sync.wire.requests import ANSWER_CAP, CaseFrom, Delivered, Exchange, Exchanged, Fetch, Heads, HeadsAnswer
from tests.support.central import MANY, Client, Raw, hand_in, item, signed
from tests.support.chains import chain, id_of, notice, sealed
from tests.support.offices import AT, Office

Make = Callable[[DeviceSecret], Client]
EVERY = ("grant", "redaction", "summary", "checkpoint", "changes", "access")


def fetch(*cases: CaseFrom, types: tuple[str, ...] = EVERY, whole: bool = False, room: int = MANY) -> Fetch:
    return Fetch(FORMAT, cases, types, whole, room)


def told(items: tuple[Delivered, ...]) -> list[str]:
    """Kind, or an envelope's type and number."""
    return [one.kind if one.kind != "envelope" else f"{header(one).type} {header(one).seq}" for one in items]


def header(one: Delivered) -> Header:
    return decode(decode(one.data, Envelope, ENVELOPE_CAP).header, Header, 4096)


@pytest.fixture
def colleague(office: Office, lead: Client, client: Make) -> Client:
    """Another device of the office."""
    secret = office.add()
    hand_in(lead, signed(office.links[1]))
    return client(secret)


def test_one_gets_what_others_have_sealed_and_not_ones_own(office: Office, lead: Client, colleague: Client) -> None:
    case = office.case(lead.secret, colleague.secret)
    hand_in(lead, signed(case.signed[0]), *chain(case, lead.secret, 2, "mine"))
    assert told(lead.exchange(incarnation="mine", cursor=0).items).count("changes 1") == 0
    assert told(lead.exchange(incarnation="naeste", cursor=0).items).count("changes 1") == 1
    assert told(colleague.exchange(incarnation="kollegas").items)[-2:] == ["changes 1", "changes 2"]


def test_what_is_new_comes_in_pages_that_leave_nothing_out(office: Office, lead: Client, colleague: Client) -> None:
    case = office.case(lead.secret, colleague.secret)
    hand_in(lead, signed(case.signed[0]), *chain(case, lead.secret, 7, "mine"))
    got: list[Delivered] = []
    pages = 0
    while True:
        page = colleague.exchange(incarnation="kollegas", room=900)
        got.extend(page.items)
        pages += 1
        if not page.is_more:
            break
    assert pages > 3 and page.cursor == page.head == 12
    assert [one.position for one in got] == list(range(1, 13))
    assert colleague.exchange(incarnation="kollegas").items == ()


def test_a_case_that_one_is_let_into_late_is_told_to_have_begun(office: Office, lead: Client, colleague: Client) -> None:
    case = office.case(lead.secret)
    changes = chain(case, lead.secret, 4, "mine")
    hand_in(lead, signed(case.signed[0]), *changes[:3])
    assert told(colleague.exchange().items) == ["orgdoc", "roster", "officekey", "roster"]
    hand_in(lead, signed(case.share(lead.secret, [lead.secret], [colleague.secret])), changes[3])
    page = colleague.exchange(incarnation="kollegas")
    assert (told(page.items), page.begun) == ([], (case.grants.case,)), "what came after it was let in is fetched with the rest"
    content = colleague.fetch(fetch(CaseFrom(case.grants.case, 0)))
    assert told(content.items) == ["grant", "changes 1", "changes 2", "changes 3", "grant", "changes 4"]
    assert content.rest == ()
    hand_in(lead, item("envelope", sealed(case, lead.secret, 1, type_="summary")))
    page = colleague.exchange(incarnation="kollegas")
    assert (told(page.items), page.begun) == (["summary 1"], ())


def test_who_is_shut_out_of_a_case_gets_nothing_more_of_it(office: Office, lead: Client, colleague: Client) -> None:
    case = office.case(lead.secret, colleague.secret)
    hand_in(lead, signed(case.signed[0]), *chain(case, lead.secret, 1, "mine"))
    assert told(colleague.exchange(incarnation="kollegas").items)[-1] == "changes 1"
    hand_in(lead, signed(case.renew(lead.secret, [lead.secret])), item("envelope", sealed(case, lead.secret, 1, type_="summary")))
    assert colleague.exchange().items == ()
    assert colleague.fetch(fetch(CaseFrom(case.grants.case, 0))).items == ()


def test_a_case_that_is_not_ones_own_answers_as_one_that_is_not_there(office: Office, lead: Client, colleague: Client) -> None:
    case = office.case(lead.secret)
    hand_in(lead, signed(case.signed[0]), *chain(case, lead.secret, 1, "mine"))
    missing = colleague.fetch(fetch(CaseFrom("findesikke", 0)))
    assert colleague.fetch(fetch(CaseFrom(case.grants.case, 0))) == missing
    nothing = colleague.ask("/v1/heads", Heads(FORMAT, "findesikke", ()), HeadsAnswer)
    assert colleague.ask("/v1/heads", Heads(FORMAT, "mine", ()), HeadsAnswer) == nothing == HeadsAnswer(())


def test_of_checkpoints_the_newest_comes_and_of_changes_what_it_does_not_cover(
    office: Office, lead: Client, colleague: Client
) -> None:
    case = office.case(lead.secret, colleague.secret)
    changes = chain(case, lead.secret, 4, "mine")
    hand_in(lead, signed(case.signed[0]), *changes[:2])
    old = sealed(case, lead.secret, 1, type_="checkpoint", covers=lead.cursor)
    new = sealed(case, lead.secret, 2, id_of(old), type_="checkpoint", covers=lead.cursor)
    summary = sealed(case, lead.secret, 1, type_="summary")
    access = sealed(case, lead.secret, 1, type_="access")
    hand_in(lead, changes[2], *(item("envelope", one) for one in (old, new, summary, access)), changes[3])
    one = CaseFrom(case.grants.case, 0)
    assert told(colleague.fetch(fetch(one)).items) == ["grant", "changes 3", "checkpoint 2", "summary 1", "access 1", "changes 4"]
    assert told(colleague.fetch(fetch(one, types=("summary",))).items) == ["summary 1"]
    whole = fetch(one, types=("changes",), whole=True)
    assert told(colleague.fetch(whole).items) == ["changes 1", "changes 2", "changes 3", "changes 4"]


def test_no_checkpoint_covers_what_the_store_has_not_got(office: Office, lead: Client) -> None:
    case = office.case(lead.secret)
    hand_in(lead, signed(case.signed[0]))
    beyond = sealed(case, lead.secret, 1, type_="checkpoint", covers=lead.cursor + 5)
    assert lead.codes(item("envelope", beyond)) == ["envelope.unreadable"]


def test_what_finds_no_room_is_asked_for_again_from_where_it_stopped(office: Office, lead: Client, colleague: Client) -> None:
    cases = [office.case(lead.secret, colleague.secret, case=f"sag{number}") for number in range(5)]
    for number, case in enumerate(cases):
        hand_in(lead, signed(case.signed[0]), *chain(case, lead.secret, 3, f"inc{number}"))
    wanted = tuple(CaseFrom(case.grants.case, 0) for case in cases)
    got: list[Delivered] = []
    rounds = 0
    while wanted:
        page = colleague.fetch(fetch(*wanted, room=3000))
        got.extend(page.items)
        wanted = page.rest
        rounds += 1
    assert rounds > 3
    assert told(tuple(got)) == ["grant", "changes 1", "changes 2", "changes 3"] * 5


def test_chains_end_where_they_end(office: Office, lead: Client, colleague: Client) -> None:
    one, other = office.case(lead.secret, colleague.secret, case="sag1"), office.case(lead.secret, case="sag2")
    mine = chain(one, lead.secret, 3, "mine")
    hand_in(lead, signed(one.signed[0]), signed(other.signed[0]), *mine, *chain(other, lead.secret, 1, "mine"))
    ends = {(head.case, head.seq, head.id) for head in lead.ask("/v1/heads", Heads(FORMAT, "mine", ()), HeadsAnswer).heads}
    assert ("sag1", 3, id_of(mine[2].data)) in ends and len(ends) == 2
    theirs = colleague.ask("/v1/heads", Heads(FORMAT, "mine", ()), HeadsAnswer).heads
    assert [(head.case, head.seq) for head in theirs] == [("sag1", 3)]
    assert [head.case for head in lead.ask("/v1/heads", Heads(FORMAT, "mine", ("sag2",)), HeadsAnswer).heads] == ["sag2"]


def test_a_laptop_that_has_seen_another_line_is_told_and_nothing_is_taken(office: Office, lead: Client) -> None:
    case = office.case(lead.secret)
    lead.exchange()
    for cursor, mark in ((lead.cursor, bytes(31) + b"x"), (lead.cursor + 1, lead.mark), (0, lead.mark), (1, NO_HASH)):
        ask = Exchange(FORMAT, "test", "mine", cursor, mark, MANY, (signed(case.signed[0]),))
        with pytest.raises(RefusedError) as refused:
            lead.ask("/v1/exchange", ask, Exchanged)
        assert refused.value.code == "store.other_line"
    assert lead.exchange().head == 3


def test_marks_are_those_of_everything_that_lies_before(office: Office, lead: Client, colleague: Client) -> None:
    lead.exchange(cursor=0)
    mark = NO_HASH
    for one in (office.docs[0], office.links[0]):
        mark = sha256(b"rygsaek line 1" + mark + signed_id(one.what, one.body)).digest()
    page = colleague.exchange(room=1)
    assert page.cursor == 1
    assert colleague.exchange(room=1).mark == mark
    assert colleague.exchange().mark == lead.mark


def test_a_notice_replaces_that_of_its_slot(office: Office, lead: Client, colleague: Client) -> None:
    first, second, other = (
        notice(office, lead.secret, b"a", 1),
        notice(office, lead.secret, b"a", 2),
        notice(office, lead.secret, b"b", 1),
    )
    hand_in(lead, first, other)
    assert told(colleague.exchange().items)[-2:] == ["notice", "notice"]
    assert [one.code for one in lead.exchange(second, second, first, notice(office, lead.secret, b"a", 2, b"!")).results] == [
        "",
        "",
        "",
        "notice.behind",
    ]
    assert [one.data for one in colleague.exchange(cursor=0).items if one.kind == "notice"] == [other.data, second.data]


def test_one_thing_always_finds_room(lead: Client) -> None:
    page = lead.exchange(cursor=0, room=0)
    assert (len(page.items), page.is_more, page.cursor) == (1, True, 1)


def test_a_colleague_cannot_take_over_a_slot(office: Office, lead: Client, colleague: Client) -> None:
    mine, theirs = notice(office, lead.secret, b"a", 1), notice(office, colleague.secret, b"a", 7)
    hand_in(lead, mine)
    hand_in(colleague, theirs)
    assert [one.data for one in lead.exchange(cursor=0).items if one.kind == "notice"] == [mine.data, theirs.data]


def test_an_answer_goes_packed_to_who_takes_it_and_its_seal_is_over_the_message(office: Office, lead: Client) -> None:
    cases = [office.case(lead.secret, case=f"pakket{number}") for number in range(8)]
    hand_in(lead, *(signed(case.signed[0]) for case in cases), *(one for case in cases for one in chain(case, lead.secret, 3)))
    fetching = fetch(*(CaseFrom(f"pakket{number}", 0) for number in range(8)))
    for path, message in (("/v1/fetch", fetching), ("/v1/exchange", _looking())):
        plain, packed = (_raw(lead, path, message, {"Accept-Encoding": taken}) for taken in ("identity", "zstd"))
        assert "content-encoding" not in plain.headers
        assert packed.headers["content-encoding"] == "zstd"
        assert len(packed.body) < len(plain.body) * 0.95
        assert unpacked(packed.body, len(plain.body)) == plain.body
    assert "content-encoding" not in _raw(lead, "/v1/heads", Heads(FORMAT, "mine", ()), {"Accept-Encoding": "zstd"}).headers


def _looking() -> Exchange:
    return Exchange(FORMAT, "test", "naeste", 0, NO_HASH, MANY, ())


def _raw(client: Client, path: str, message: Message, headers: dict[str, str]) -> Raw:
    """The answer as it goes over the line; its seal holds over what it says."""
    question = asked(client.secret, client.server, path, message, now_ms=client.now_ms(), nonce=os.urandom(32))
    raw = client.post(path, question.body, {**question.headers, **headers})
    body = unpacked(raw.body, ANSWER_CAP) if "content-encoding" in raw.headers else raw.body
    answered(client.server, question.nonce, raw.status, raw.headers, body)
    return raw


def test_a_pairing_comes_to_whom_it_is_for_and_the_kits_to_everyone(office: Office, lead: Client, client: Make) -> None:
    one, two = client(office.add()), client(office.add())
    hand_in(lead, *(signed(link) for link in office.links[1:]))
    pairs = office.pairs(lead.secret)
    pairs.pair_with(one.secret.name, one.secret.keys.receive, AT)
    pairs.pair_with(office.kit.name, office.kit.public, AT)
    mine, kits = (signed(pairs.made[name][1]) for name in (one.secret.name, office.kit.name))
    done = hand_in(lead, mine, kits)
    assert hand_in(two, mine).results == done.results[:1], "the same again lies where it lay"
    got = {who: [one.data for one in who.exchange(cursor=0).items if one.kind == "pairing"] for who in (lead, one, two)}
    assert got == {lead: [kits.data], one: [mine.data, kits.data], two: [kits.data]}
    assert [one.data for one in one.fetch(fetch(types=("pairing",))).items] == [mine.data]
    assert two.fetch(fetch(types=("pairing",))).items == ()
    office.revoke(one.secret)
    hand_in(lead, signed(office.links[-1]))
    assert "pairing" not in told(one.exchange(cursor=0).items)


def test_a_pairing_that_is_not_its_givers_is_not_taken(office: Office, lead: Client, colleague: Client) -> None:
    mine = make_pairing(lead.secret, office.org, colleague.secret.name, colleague.secret.keys.receive, AT)[1]
    forged = replace(mine, by=(colleague.secret.name,))
    stranger = DeviceSecret.generate()
    others = make_pairing(lead.secret, office.org, stranger.name, stranger.keys.receive, AT)[1]
    strangers = make_pairing(stranger, office.org, lead.secret.name, lead.secret.keys.receive, AT)[1]
    codes = colleague.codes(*(signed(one) for one in (forged, others, strangers, mine)))
    assert codes == ["pairing.unreadable", "pairing.unknown_device", "pairing.unknown_device", ""]
