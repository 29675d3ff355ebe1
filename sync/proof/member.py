"""A device in the roster: whose it is, and from which link to which it was what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sync.wire.office import DeviceKeys, Role

Chain = tuple[str, str, str]
"""A chain of envelopes: case, incarnation, type."""


class Member(NamedTuple):
    """A device. since: the link that added it; until: the link that revoked it, or None; roles: (link, role), in order.

    label: name and laptop, sealed under the office key; cutoffs: of a revoked device, the last (seq, id) that counts by chain.
    """

    device: bytes
    keys: DeviceKeys
    person: str
    label: bytes
    since: int
    until: int | None
    roles: tuple[tuple[int, Role], ...]
    cutoffs: Mapping[Chain, tuple[int, bytes]]

    @property
    def is_active(self) -> bool:
        return self.until is None

    @property
    def role(self) -> Role:
        return self.roles[-1][1]

    def was_active(self, n: int) -> bool:
        """Whether it was in the office just after link n."""
        return self.since <= n and (self.until is None or n < self.until)

    def role_at(self, n: int) -> Role | None:
        """Its role just after link n, or None before it was there."""
        return next((role for link, role in reversed(self.roles) if link <= n), None)
