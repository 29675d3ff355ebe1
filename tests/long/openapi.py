"""The central store asked at random by its own published description (schemathesis), unsigned and signed by a real member.

Nothing is a fault of the store's, every answer is one that the description names, and whoever was not a member changed nothing.
"""

from __future__ import annotations

import base64
import os
import tempfile
import time
from pathlib import Path
from typing import Any

import msgspec
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import CHECKS, load_all_checks

from sync.identity import DeviceSecret
from sync.sealing.requests import authenticate
from sync.server.doors import DOORS
from sync.wire.codec import encode
from sync.wire.requests import HEADER, MEDIA_TYPE
from tests.support.central import Central, Client, found
from tests.support.offices import STORE, new_office

TITLE = "the central store asked at random by its own description, unsigned and signed (schemathesis)"
FULL = range(40)
EACH = 100
"""Questions at each door, for each seed and way of asking."""
HELD = ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance")
SHAPES = {door.path: len(msgspec.structs.fields(door.message)) for door in DOORS}

VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(1 << 63), (1 << 64) - 1) | st.binary(max_size=80) | st.text(max_size=80),
    lambda inner: st.lists(inner, max_size=5),
    max_leaves=12,
)


@schemathesis.serializer(MEDIA_TYPE)
def as_it_is(context: Any, value: Any) -> bytes:
    """Bodies are bytes already."""
    return value if isinstance(value, bytes) else str(getattr(value, "data", value)).encode()


def run(first_seed: int, last_seed: int, *, sabotage: str = "no_hurry") -> str:
    """Ask, for each seed. sabotage: what is broken in the store; unbroken but for its patience by default."""
    load_all_checks()
    asked = 0
    with tempfile.TemporaryDirectory() as place:
        store = Central(Path(place) / "store", options=("--open",), sabotage=sabotage)
        store.init()
        store.start()
        office = new_office("openapi")
        member = office.devices[0]
        lead = Client(store.port, member)
        found(lead, office)
        lead.close()
        try:
            description = schemathesis.openapi.from_url(f"{store.url}/openapi.json")
            for number in range(first_seed, last_seed + 1):
                for one in description.get_all_operations():
                    asked += ask(one.ok(), number, None) + ask(one.ok(), number, member)
            whole = store.command("check")
            assert whole.returncode == 0, whole.stdout + whole.stderr
        finally:
            ended = store.stop()
        assert ended == 0, store.log()
    return f"{asked} questions at {len(SHAPES)} doors and what is open to anyone, 0 faults, the store whole"


def ask(operation: Any, number: int, member: DeviceSecret | None) -> int:
    """One door, with bodies of any bytes and of its message's shape; how many questions were asked."""
    count = 0
    checks = CHECKS.get_by_names(HELD)
    shape = SHAPES.get(operation.path)
    body = st.none() if shape is None else st.binary(max_size=200) | st.lists(VALUES, min_size=shape, max_size=shape)

    @seed(number)
    @settings(max_examples=EACH, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(), given_body=body)
    def once(case: Any, given_body: Any) -> None:
        nonlocal count
        count += 1
        headers = {}
        if shape is not None:
            data = given_body if isinstance(given_body, bytes) else msgspec.msgpack.encode(given_body)
            case.body, case.media_type = data, MEDIA_TYPE
            if member is not None:
                signed = authenticate(member, "POST", case.path, data, STORE.public, os.urandom(32), time.time_ns() // 1_000_000)
                headers[HEADER] = base64.b64encode(encode(signed)).decode()
        case.validate_response(case.call(headers=headers), checks=checks)

    try:
        once()
    except Exception as fault:
        raise AssertionError(f"seed {number}, {operation.label}: {fault}") from fault
    return count
