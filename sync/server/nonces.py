"""What was asked already. A request's time is signed, so it need be remembered only as long as that time is near enough."""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import Connection, delete

from sync.server.tables import nonce
from sync.wire.requests import SKEW_MS, Auth


class Mark(NamedTuple):
    """One request. slot: its time in tens of minutes; mark: 16 bytes of a hash of device and nonce."""

    slot: int
    mark: bytes


def mark_of(auth: Auth) -> Mark:
    """What is remembered of a request."""
    return Mark(auth.time // SKEW_MS, sha256(auth.device + auth.nonce).digest()[:16])


def forget(connection: Connection, now_ms: int) -> None:
    """Let go of what is so old that its time alone refuses it."""
    connection.execute(delete(nonce).where(nonce.c.slot < (now_ms - 2 * SKEW_MS) // SKEW_MS))
