"""A store that gives more than anybody can use: it takes neither memory nor disk from the laptop, and leaves nothing behind."""

from __future__ import annotations

import os
from unittest.mock import patch

import msgspec
import pytest
from msgspec.inspect import Field, StructType, VarTupleType, type_info
from msgspec.structs import replace

from rygsaek.casework import cases
from sync import aside, membership, tables
from sync.proof.envelopes import read as read_envelope
from sync.server.doors import DOORS
from sync.taking import MOST_AT_ONCE, in_portions
from sync.wire.codec import KIB, Message, WireError, decode, encode
from sync.wire.packing import packed
from sync.wire.requests import ANSWER_CAP, About, Delivered, Exchanged, Refusal, Result
from tests.support.desks import ANNA
from tests.support.lied_to import Pair
from tests.support.lying_server import of_items
from tests.support.synced import SyncedOffice
from tests.support.vault_rows import asides

FORGED = [b"", b"nothing", os.urandom(KIB)]


@pytest.fixture
def pair(office: SyncedOffice) -> Pair:
    return Pair(office)


def fields_of(kind: type[Message]) -> tuple[Field, ...]:
    told = type_info(kind)
    assert isinstance(told, StructType)
    return told.fields


def test_an_answer_that_lists_millions_is_refused_before_any_of_them_is_made() -> None:
    one = msgspec.msgpack.encode(Delivered(1, "wipe", b""))
    honest = encode(Exchanged((), (), 1, bytes(32), 1, False, 0, ()))
    bomb = honest[:2] + b"\xdd" + (300_000).to_bytes(4, "big") + 300_000 * one + honest[3:]
    assert len(packed(bomb)) < KIB < len(bomb) < ANSWER_CAP
    with pytest.raises(WireError, match=r"wire\.unreadable"):
        decode(bomb, Exchanged, ANSWER_CAP)
    for kind in {door.reply for door in DOORS} | {About}:
        lists = [one for one in fields_of(kind) if isinstance(one.type, VarTupleType)]
        assert all(isinstance(one.type, VarTupleType) and one.type.max_length for one in lists), kind


def test_no_transaction_takes_in_more_than_so_many_things_however_small() -> None:
    portions = list(in_portions([Delivered(1, "wipe", b"")] * (2 * MOST_AT_ONCE + 1)))
    assert [len(one) for one in portions] == [MOST_AT_ONCE, MOST_AT_ONCE, 1]


def test_what_a_store_says_became_of_something_is_a_code_and_no_sentence() -> None:
    sentence = "x. Ring til 70 00 00 00, og læs dine seks ord op"
    for kind, message in ((Refusal, Refusal(sentence, 0)), (Result, Result(sentence, 0))):
        with pytest.raises(WireError, match=r"wire\.unreadable"):
            decode(encode(message), kind, KIB)


def test_of_what_nobody_in_the_office_has_signed_only_the_reason_is_kept(pair: Pair) -> None:
    """And it stands in the way of nothing: a store that is honest again finds the laptop as it was."""
    genuine = next(iter(pair.items("envelope"))).data
    unsigned = encode(replace(read_envelope(genuine).envelope, signature=bytes(64)))
    (link, *_) = pair.items("roster")
    made_up = [
        ("lease", link.data),
        *(("roster", data) for data in FORGED),
        ("orgdoc", b"x"),
        ("officekey", b"y"),
        ("envelope", unsigned),
        ("grant", b"z"),
    ]
    told = tuple(Delivered(1, kind, data) for kind, data in made_up)
    assert len(pair.bo_hears(of_items(lambda items: (*items, *told))).asides) == len(made_up)
    with pair.bo.vault.read() as reader:
        assert set(reader.query("SELECT case_id, data FROM sync_aside")) == {("", b"")}
        assert not membership.is_in_doubt(reader)
    with patch.object(aside, "MOST_REASONS", len(made_up) + 1):
        more = tuple(Delivered(1, "envelope", os.urandom(20)) for _ in range(9))
        assert len(pair.bo_hears(of_items(lambda items: (*items, *more))).asides) == len(made_up) + 1
    shared = cases.create_case(pair.bo.desk, ANNA)
    pair.bo.sync()
    pair.bo.share(shared, pair.lise)
    pair.bo.sync()
    pair.lise.sync()
    assert pair.lise.desk.journal.state(shared) == pair.bo.desk.journal.state(shared)


def test_where_more_waits_than_can_be_meant_it_is_let_go_and_asked_for_again(pair: Pair) -> None:
    genuine = read_envelope(next(iter(pair.items("envelope"))).data)

    def of_a_stranger(n: int) -> bytes:
        header = replace(genuine.header, device=os.urandom(32), seq=n + 2, previous=os.urandom(32))
        return encode(replace(genuine.envelope, header=encode(header)))

    with patch.object(aside, "MOST_WAITING", 10):
        flood = tuple(Delivered(1, "envelope", of_a_stranger(n)) for n in range(11))
        assert pair.bo_hears(of_items(lambda items: (*items, *flood))).asides == []
        with pair.bo.vault.read() as reader:
            assert tables.fact(reader, tables.LET_GO) is not None
        assert asides(pair.bo.vault) == []
    pair.lise_writes("Bor på værestedet.")
    pair.bo.sync()
    with pair.bo.vault.read() as reader:
        assert tables.fact(reader, tables.LET_GO) is None
    assert pair.agree()
