"""Sealed attachments in pieces: in any order, again and again, whole in the end or not at all."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

import pytest

from sync.errors import RefusedError
from sync.identity import DeviceSecret
from sync.sealing.grants import sign
from sync.wire.codec import encode
from sync.wire.office import FORMAT, Redaction
from sync.wire.requests import CHUNK_BYTES, ChunkAnswer, GetChunk, Item, PutChunk
from tests.support.central import Client, hand_in, signed
from tests.support.offices import Case, Office

PIECES = (b"first" * 100, b"second" * 100, b"third")
BLOB = sha256(b"".join(sha256(one).digest() for one in PIECES)).digest()


@pytest.fixture
def case(office: Office, lead: Client) -> Case:
    made = office.case(lead.secret)
    hand_in(lead, signed(made.signed[0]))
    return made


def put(lead: Client, case: Case, index: int, data: bytes, blob: bytes = BLOB, count: int = 3) -> tuple[int, ...]:
    return lead.ask("/v1/put", PutChunk(FORMAT, case.grants.case, blob, index, count, data), ChunkAnswer).have


def get(lead: Client, case: Case, index: int) -> ChunkAnswer:
    return lead.ask("/v1/get", GetChunk(FORMAT, case.grants.case, BLOB, index), ChunkAnswer)


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as refused:
        work()
    return refused.value.code


def test_pieces_come_in_any_order_and_say_what_is_there(lead: Client, case: Case) -> None:
    assert put(lead, case, 2, PIECES[2]) == (2,)
    assert put(lead, case, 2, PIECES[2]) == (2,)
    assert put(lead, case, 0, PIECES[0]) == (0, 2)
    assert refusal(lambda: get(lead, case, 0)) == "blob.missing", "the case has nothing of it before it is whole"
    assert put(lead, case, 1, PIECES[1]) == (0, 1, 2) == put(lead, case, 1, PIECES[1])
    assert get(lead, case, 0) == ChunkAnswer(PIECES[0], (0, 1, 2))
    assert b"".join(get(lead, case, n).data for n in range(3)) == b"".join(PIECES)


def test_a_whole_that_is_not_what_it_is_called_is_let_go(lead: Client, case: Case) -> None:
    put(lead, case, 0, PIECES[0])
    put(lead, case, 1, b"wrong")
    assert refusal(lambda: put(lead, case, 2, PIECES[2])) == "blob.wrong"
    put(lead, case, 0, b"wrong")
    assert [put(lead, case, n, PIECES[n]) for n in range(3)] == [(0,), (0, 1), (0, 1, 2)], "one's own wrong piece is replaced"
    assert refusal(lambda: put(lead, case, 0, b"wrong")) == "blob.differs"
    assert refusal(lambda: put(lead, case, 0, PIECES[0], count=4)) == "blob.differs"


def test_a_wrong_piece_stands_in_nobody_elses_way(office: Office, lead: Client, client: Callable[[DeviceSecret], Client]) -> None:
    spoiler = client(office.add())
    case = office.case(lead.secret, spoiler.secret)
    hand_in(lead, signed(office.links[1]), signed(case.signed[0]))
    put(lead, case, 0, PIECES[0])
    for n in range(2):
        put(spoiler, case, n, b"wrong")
    put(spoiler, case, 2, b"wrong", count=4)
    assert put(lead, case, 1, PIECES[1]) == (0, 1)
    put(spoiler, case, 1, b"wrong again")
    assert put(lead, case, 2, PIECES[2]) == (0, 1, 2)
    assert b"".join(get(spoiler, case, n).data for n in range(3)) == b"".join(PIECES)
    assert refusal(lambda: put(spoiler, case, 1, b"wrong")) == "blob.differs"
    assert get(lead, case, 1).data == PIECES[1]


def test_a_piece_has_a_size_and_a_place(lead: Client, case: Case) -> None:
    for index, count, data in ((3, 3, b"x"), (0, 0, b"x"), (0, 5000, b"x"), (0, 3, b""), (0, 3, bytes(CHUNK_BYTES + 100))):
        assert refusal(lambda one=(index, data, BLOB, count): put(lead, case, *one)) == "blob.unreadable"


def test_the_largest_piece_finds_room(lead: Client, case: Case) -> None:
    piece = bytes(CHUNK_BYTES + 16)
    blob = sha256(sha256(piece).digest()).digest()
    assert put(lead, case, 0, piece, blob, 1) == (0,)


def test_the_same_attachment_lies_in_each_case_by_itself(
    office: Office, lead: Client, case: Case, client: Callable[[DeviceSecret], Client]
) -> None:
    colleague = office.add()
    other = office.case(lead.secret, colleague, case="andensag")
    hand_in(lead, signed(office.links[1]), signed(other.signed[0]))
    for n in range(3):
        put(lead, case, n, PIECES[n])
    theirs = client(colleague)
    assert refusal(lambda: get(theirs, case, 0)) == "blob.missing" == refusal(lambda: get(theirs, other, 0))
    assert put(theirs, other, 0, PIECES[0]) == (0,)


def redaction(office: Office, by: DeviceSecret, case: Case) -> Item:
    """What takes the file out. The store cannot read what is sealed, and need not."""
    said = Redaction(FORMAT, office.org, case.grants.case, case.grants.epoch, office.roster.n, 0, (), b"sealed", (BLOB,))
    return signed(sign("redaction", encode(said), by))


def test_a_file_that_a_lead_takes_out_is_gone_and_is_not_taken_again_in_that_case(
    office: Office, lead: Client, case: Case, client: Callable[[DeviceSecret], Client]
) -> None:
    colleague = office.add()
    hand_in(lead, signed(office.links[1]), signed(case.renew(lead.secret, [lead.secret, colleague])))
    other = office.case(lead.secret, case="andensag")
    hand_in(lead, signed(other.signed[0]))
    for one in (case, other):
        for n in range(3):
            put(lead, one, n, PIECES[n])
    theirs = client(colleague)
    assert theirs.codes(redaction(office, colleague, case)) == ["redaction.not_lead"]
    assert get(theirs, case, 0).have == (0, 1, 2)
    hand_in(lead, redaction(office, lead.secret, case))
    assert refusal(lambda: get(lead, case, 0)) == "blob.missing"
    assert refusal(lambda: put(theirs, case, 0, PIECES[0])) == "blob.taken_out"
    assert get(lead, other, 0).have == (0, 1, 2)
