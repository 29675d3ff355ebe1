"""A request counts for one device, one store, one path, one body; an answer for one request."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from sync.proof.requests import check_answer, check_request
from sync.proof.signatures import covers_answer, covers_recover
from sync.sealing.requests import authenticate
from sync.wire.requests import Seal
from tests.support.offices import AT, STORE, new_office, refused

OFFICE = new_office(devices=2)
ONE, TWO = OFFICE.devices
NONCE = bytes(range(32))
AUTH = authenticate(ONE, "POST", "/v1/exchange", b"body", STORE.public, NONCE, AT)
SEAL = Seal(STORE.public, NONCE, AT, STORE.sign(covers_answer(NONCE, 200, b"answer", STORE.public, AT)))


def test_a_request_is_taken_where_it_was_meant_to_be() -> None:
    check_request(AUTH, "POST", "/v1/exchange", b"body", STORE.public, ONE.keys)


@pytest.mark.parametrize(
    "said", [("GET", "/v1/exchange", b"body"), ("POST", "/v1/fetch", b"body"), ("POST", "/v1/exchange", b"b")]
)
def test_a_request_moved_to_another_door_is_refused(said: tuple[str, str, bytes]) -> None:
    with refused("request.signature"):
        check_request(AUTH, *said, STORE.public, ONE.keys)


@pytest.mark.parametrize("changes", [{"nonce": bytes(32)}, {"time": AT + 1}, {"signature": bytes(64)}])
def test_a_request_with_another_nonce_or_time_is_refused(changes: dict[str, object]) -> None:
    with refused("request.signature"):
        check_request(replace(AUTH, **changes), "POST", "/v1/exchange", b"body", STORE.public, ONE.keys)


def test_a_request_to_another_store_or_of_another_device_is_refused() -> None:
    with refused("request.other_store"):
        check_request(AUTH, "POST", "/v1/exchange", b"body", OFFICE.root.public, ONE.keys)
    with refused("request.other_store"):
        check_request(replace(AUTH, server=OFFICE.root.public), "POST", "/v1/exchange", b"body", STORE.public, ONE.keys)
    with refused("request.unknown_device"):
        check_request(AUTH, "POST", "/v1/exchange", b"body", STORE.public, TWO.keys)
    with refused("request.signature"):
        check_request(replace(AUTH, device=TWO.name), "POST", "/v1/exchange", b"body", STORE.public, TWO.keys)


def test_an_answer_counts_for_its_request_status_and_body() -> None:
    check_answer(SEAL, NONCE, 200, b"answer", STORE.public)
    with refused("answer.replayed"):
        check_answer(SEAL, bytes(32), 200, b"answer", STORE.public)
    with refused("answer.other_store"):
        check_answer(SEAL, NONCE, 200, b"answer", OFFICE.root.public)
    for seal, status, body in ((SEAL, 403, b"answer"), (SEAL, 200, b"another"), (replace(SEAL, time=AT + 1), 200, b"answer")):
        with refused("answer.signature"):
            check_answer(seal, NONCE, status, body, STORE.public)


def test_a_request_is_no_answer_and_the_roots_word_is_neither() -> None:
    covers = {covers_answer(NONCE, 200, b"", STORE.public, AT), covers_recover(OFFICE.org, ONE.name, STORE.public)}
    assert len(covers) == 2
    with refused("answer.signature"):
        check_answer(
            replace(SEAL, signature=STORE.sign(covers_recover(OFFICE.org, ONE.name, STORE.public))),
            NONCE,
            200,
            b"answer",
            STORE.public,
        )
