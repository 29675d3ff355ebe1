"""How much a minute: a burst, then the rate; nobody pays for somebody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.errors import RefusedError
from sync.identity import DeviceSecret
from sync.server.limits import KEPT, Buckets, Limits, Rate, Rates
from sync.wire.codec import NO_HASH
from sync.wire.office import FORMAT
from sync.wire.requests import Exchange, Exchanged, Found, Founded, Heads, HeadsAnswer
from tests.support.central import signed
from tests.support.offices import AT, new_office
from tests.support.store_here import StoreHere

RATE = Rate(60, 6_000)


def test_a_minutes_worth_at_once_and_then_one_a_second() -> None:
    buckets = Buckets(RATE)
    served = 0
    while not buckets.wait_s("a", 0.0):
        buckets.use("a", 0, 0.0)
        served += 1
    assert (served, buckets.wait_s("a", 0.0)) == (60, 1)
    assert buckets.wait_s("a", 1.0) == 0
    buckets.use("a", 0, 1.0)
    assert buckets.wait_s("a", 1.0) == 1
    assert buckets.wait_s("b", 1.0) == 0


def test_bytes_are_waited_for_after_they_were_used() -> None:
    buckets = Buckets(RATE)
    buckets.use("a", 12_000, 0.0)
    assert buckets.wait_s("a", 0.0) == 60
    assert buckets.wait_s("a", 59.0) == 1
    assert buckets.wait_s("a", 61.0) == 0


def test_nobody_saves_up_for_more_than_a_minute() -> None:
    buckets = Buckets(RATE)
    buckets.use("a", 0, 0.0)
    assert sum(1 for _ in range(100) if _use(buckets, 1_000_000.0)) == 60


def _use(buckets: Buckets, now_s: float) -> bool:
    may = buckets.wait_s("a", now_s) == 0
    if may:
        buckets.use("a", 0, now_s)
    return may


def test_a_device_that_is_known_does_not_pay_for_its_address() -> None:
    limits = Limits(Rates(RATE, RATE, Rate(1, 1_000)))
    limits.guesses.use("10.0.0.1", 0, 0.0)
    assert limits.wait_s(None, "10.0.0.1", 0.0) > 0
    assert limits.wait_s(b"device", "10.0.0.1", 0.0) == 0


def test_who_names_a_device_without_its_signature_pays_and_nobody_else_does() -> None:
    limits, device, thief, home = Limits(Rates(Rate(600, 600_000), RATE, RATE)), b"device", "10.0.0.1", "10.0.0.2"
    for _ in range(60):
        assert limits.wait_s(device, thief, 0.0) == 0
        limits.refuse(device, thief, 0, 0.0)
    assert limits.wait_s(device, thief, 0.0) == 1
    assert [limits.wait_s(*who, 0.0) for who in ((device, home), (b"colleague", thief), (None, thief))] == [0, 0, 0]


def test_a_device_that_asks_too_often_waits_and_its_colleagues_do_not(tmp_path: Path) -> None:
    """One of 400 processes: three times a minute is a device's part."""
    office, now_s = new_office("limits"), 0.0
    lead = office.devices[0]
    begins = tuple(signed(one) for one in (office.docs[0], office.links[0], office.renew()))
    colleague = office.add()
    with StoreHere(tmp_path, lambda: AT, workers=400, steady_s=lambda: now_s) as store:

        def asks(by: DeviceSecret) -> None:
            store.ask(by, "/v1/heads", Heads(FORMAT, "mine", ()), HeadsAnswer)

        store.ask(lead, "/v1/found", Found(FORMAT, lead.keys, begins), Founded)
        let_in = Exchange(FORMAT, "test", "mine", 0, NO_HASH, 1000, (signed(office.links[1]),))
        store.ask(lead, "/v1/exchange", let_in, Exchanged)
        asks(lead)
        with pytest.raises(RefusedError) as refused:
            asks(lead)
        assert refused.value.code == "request.too_many"
        asks(colleague)
        now_s = 20.0
        asks(lead)


def test_what_is_remembered_has_an_end() -> None:
    buckets = Buckets(RATE)
    for number in range(KEPT):
        buckets.use(str(number), 0, 0.0)
    buckets.use("one more", 0, 61.0)
    assert len(buckets._used) == 1


def test_processes_share() -> None:
    assert Rates(RATE, RATE, Rate(1, 1)).shared_by(4) == Rates(Rate(15, 1_500), Rate(15, 1_500), Rate(1, 1))
