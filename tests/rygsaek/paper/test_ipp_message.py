from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rygsaek.paper.ipp_message import (
    BOOLEAN,
    ENUM,
    INTEGER,
    JOB_GROUP,
    KEYWORD,
    NAME,
    OPERATION_GROUP,
    PRINTER_GROUP,
    URI,
    Given,
    MessageError,
    Operation,
    decode,
    encode,
)


def value(tag: int, name: str, raw: bytes) -> bytes:
    return struct.pack(">BH", tag, len(name)) + name.encode() + struct.pack(">H", len(raw)) + raw


def test_what_is_asked_stands_as_rfc_8010_says() -> None:
    message = encode(Operation.GET_JOB_ATTRIBUTES, 7, (Given(URI, "printer-uri", ("ipp://x/",)), Given(INTEGER, "job-id", (3,))))
    assert message == (
        b"\x02\x00\x00\x09\x00\x00\x00\x07\x01"
        + value(0x47, "attributes-charset", b"utf-8")
        + value(0x48, "attributes-natural-language", b"da")
        + value(0x45, "printer-uri", b"ipp://x/")
        + value(0x21, "job-id", b"\x00\x00\x00\x03")
        + b"\x03"
    )


def test_several_values_share_a_name_and_job_wishes_are_a_group_of_their_own() -> None:
    wanted = Given(KEYWORD, "requested-attributes", ("a", "b"))
    message = encode(
        Operation.CREATE_JOB, 1, (wanted, Given(BOOLEAN, "last-document", (True,))), (Given(INTEGER, "copies", (2,)),)
    )
    reply = decode(message)
    operation, job = reply.group(OPERATION_GROUP), reply.group(JOB_GROUP)
    assert (operation["requested-attributes"], operation["last-document"], job["copies"]) == (("a", "b"), (True,), (2,))


def test_an_answer_with_a_collection_is_read_past_it() -> None:
    answer = (
        struct.pack(">HHI", 0x0200, 0x0000, 1)
        + b"\x04"
        + value(0x34, "media-col-default", b"")
        + value(0x4A, "", b"media-size")
        + value(0x34, "", b"")
        + value(0x4A, "", b"x-dimension")
        + value(0x21, "", b"\x00\x00\x52\x08")
        + value(0x37, "", b"")
        + value(0x37, "", b"")
        + value(ENUM, "printer-state", b"\x00\x00\x00\x03")
        + value(0x13, "nothing", b"")
        + value(0x36, "printer-info", b"\x00\x02da\x00\x07K\xc3\xb8kken")
        + b"\x04"
        + value(NAME, "printer-name", b"To")
        + b"\x03"
    )
    first, second = decode(answer).all(PRINTER_GROUP)
    assert first == {"printer-state": (3,), "nothing": (None,), "printer-info": ("Køkken",)}
    assert second == {"printer-name": ("To",)}


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x02\x00\x00\x00\x00\x00\x00\x01",
        b"\x02\x00\x00\x00\x00\x00\x00\x01\x04\x44\x00\x09name",
        b"\x02\x00\x00\x00\x00\x00\x00\x01" + value(NAME, "belongs-nowhere", b"x") + b"\x03",
        b"\x02\x00\x00\x00\x00\x00\x00\x01\x04" + value(NAME, "", b"x") + b"\x03",
        b"\x02\x00\x00\x00\x00\x00\x00\x01\x04" + value(0x37, "", b"") + b"\x03",
        b"\x02\x00\x00\x00\x00\x00\x00\x01\x04" + value(INTEGER, "copies", b"\x00") + b"\x03",
        b"\x02\x00\x00\x00\x00\x00\x00\x01\x04" + value(NAME, "navn", b"x").replace(b"navn", b"\xff\xff\xff\xff") + b"\x03",
        b"<html>500</html>",
    ],
)
def test_what_is_not_ipp_is_told_as_that(answer: bytes) -> None:
    with pytest.raises(MessageError):
        decode(answer)


@given(st.binary(max_size=300))
def test_no_answer_brings_anything_but_a_reply_or_a_message_error(answer: bytes) -> None:
    try:
        decode(b"\x02\x00\x00\x00\x00\x00\x00\x01" + answer)
    except MessageError:
        return
