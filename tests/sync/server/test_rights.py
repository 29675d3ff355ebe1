"""Every endpoint, every role, somebody else's case: what is not theirs is refused, or answered as if it were not there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sync.identity import DeviceSecret
from sync.server.doors import DOORS
from tests.support.central import Client
from tests.support.doors import cast, let_through, tries
from tests.support.offices import Office
from tests.support.stores import broken

UNKNOWN_TO_THE_ROSTER = {"/v1/found", "/v1/join"}
"""Founding and joining have tests of their own."""


def test_nobody_gets_through_a_door_that_is_not_theirs(office: Office, client: Callable[[DeviceSecret], Client]) -> None:
    assert let_through(cast(office, client)) == []


def test_every_door_is_tried() -> None:
    assert {one.path for one in tries()} | UNKNOWN_TO_THE_ROSTER == {door.path for door in DOORS}


@pytest.mark.parametrize("sabotage", ["no_rights", "no_roles", "no_revocation"])
def test_a_store_that_does_not_look_is_found_out(office: Office, tmp_path: Path, sabotage: str) -> None:
    with broken(tmp_path, sabotage) as client:
        assert let_through(cast(office, client)) != []
