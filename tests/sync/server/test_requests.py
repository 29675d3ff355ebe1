"""The order of checks of a request: each refusal with its status and code, sealed over the request's own nonce."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Mapping

import pytest
from msgspec.structs import replace

from sync.identity import DeviceSecret
from sync.wire.codec import NO_HASH, encode
from sync.wire.office import FORMAT
from sync.wire.requests import HEADER, REQUEST_CAP, Heads
from tests.support.central import Central, Client, Raw
from tests.support.offices import STORE, Office, new_office
from tests.support.replays import NEWS, auth_of, question, refusal, sent

Make = Callable[[DeviceSecret], Client]


@pytest.mark.parametrize("header", [None, "", "ikke base64", base64.b64encode(b"\x95").decode(), "A" * 5000])
def test_a_header_that_is_not_one_is_unreadable(lead: Client, header: str | None) -> None:
    headers: Mapping[str, str] = {} if header is None else {HEADER: header}
    assert refusal(lead.post("/v1/exchange", encode(NEWS), dict(headers)), NO_HASH) == (400, "request.unreadable")


def test_a_body_that_is_not_the_message_is_unreadable(lead: Client) -> None:
    for body in (b"", b"\x80", encode(NEWS) + b"\x00", encode(Heads(FORMAT, "inkarnation", ()))):
        assert sent(lead, question(lead), body=body) == (400, "request.unreadable")


def test_a_body_may_not_be_larger_than_its_door(lead: Client) -> None:
    one = question(lead, Heads(FORMAT, "inkarnation", ()), "/v1/heads")
    auth = auth_of(one)
    assert refusal(lead.post("/v1/heads", bytes(1024 * 1024 + 1), one.headers), auth.nonce) == (413, "request.too_large")


def test_a_body_whose_length_nobody_told_is_cut_off_at_the_cap(lead: Client) -> None:
    one = question(lead, Heads(FORMAT, "inkarnation", ()), "/v1/heads")
    lead.connection.request("POST", "/v1/heads", iter([bytes(700_000), bytes(700_000)]), one.headers, encode_chunked=True)
    answer = lead.connection.getresponse()
    raw = Raw(answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read())
    assert refusal(raw, one.nonce) == (413, "request.too_large")
    assert REQUEST_CAP > 1_400_000, "the same body is no matter where more is expected"


def test_a_format_of_tomorrow_is_told_apart(lead: Client) -> None:
    assert sent(lead, question(lead, replace(NEWS, format=FORMAT + 1))) == (426, "request.format")


def test_a_request_meant_for_another_store_is_not_taken(client: Make, lead: Client) -> None:
    another = new_office("another").root.public
    for one in (lead, client(DeviceSecret.generate())):  # who is not known here either is not to ask for a new invitation
        assert sent(one, question(one, server=another)) == (421, "request.other_store")


def test_nobody_knows_a_device_that_no_office_has_let_in(client: Make, lead: Client) -> None:
    stranger = client(DeviceSecret.generate())
    assert sent(stranger, question(stranger)) == (401, "request.unknown_device")


def test_what_is_signed_is_method_path_body_device_store_nonce_and_time(client: Make, office: Office, lead: Client) -> None:
    other = office.add()
    wrong = (401, "request.signature")
    assert sent(lead, question(lead), body=encode(replace(NEWS, client="andet"))) == wrong
    assert sent(lead, question(lead), nonce=os.urandom(32)) == wrong
    assert sent(lead, question(lead), signature=bytes(64)) == wrong
    assert sent(lead, question(lead, path="/v1/fetch")._replace(path="/v1/exchange")) == wrong
    one = question(lead)
    assert sent(lead, one, time=lead.now_ms() + 1) == wrong
    assert sent(lead, one, device=other.name) == (401, "request.unknown_device")


@pytest.mark.parametrize("minutes", [-11, 11])
def test_a_clock_that_is_far_off_is_told_with_the_stores_time_signed(client: Make, lead: Client, minutes: int) -> None:
    late = Client(lead.connection.port, lead.secret, ahead_ms=minutes * 60_000)
    assert sent(late, question(late)) == (409, "request.clock")
    late.close()


@pytest.mark.parametrize("minutes", [-9, 9])
def test_a_clock_that_is_a_little_off_is_no_matter(lead: Client, minutes: int) -> None:
    off = Client(lead.connection.port, lead.secret, ahead_ms=minutes * 60_000)
    assert off.exchange(cursor=0).head == 3
    off.close()


def test_the_same_request_is_answered_once(lead: Client) -> None:
    one = question(lead)
    assert lead.post(one.path, one.body, one.headers).status == 200
    for _ in range(3):
        assert sent(lead, one) == (409, "request.replayed")


def test_anyone_may_ask_who_the_store_is(central: Central, lead: Client) -> None:
    raw = lead.post("/v1/about", b"", {})
    assert raw.status == 200 and STORE.public in raw.body
    assert lead.post("/v1/about", b"x", {}).status == 413


def test_there_are_no_other_doors(lead: Client) -> None:
    for path in ("/", "/v1/", "/v1/unlock", "/docs", "/v1/../healthz"):
        assert lead.post(path, b"", {}).status in (404, 405)
