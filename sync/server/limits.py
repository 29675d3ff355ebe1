"""How much a minute. A device pays for what it has signed; an address for what nobody has, and, with the device that it names,
for what is refused.

Buckets that fill steadily: a burst of a minute's worth, then the rate. Kept in the process; several processes share by each
keeping its part. Time is an argument: seconds of a clock that only goes forward.
"""

from __future__ import annotations

from math import ceil
from typing import Final, NamedTuple

KEPT: Final = 50_000
"""How many buckets are remembered before the full ones are let go."""


class Rate(NamedTuple):
    """What may be used in a minute."""

    requests: int
    size_bytes: int


class Rates(NamedTuple):
    """device: for each device; address: for each address, unsigned; guesses: invites that are not known, for each address."""

    device: Rate = Rate(1_200, 2 * 1024**3)
    address: Rate = Rate(600, 64 * 1024**2)
    guesses: Rate = Rate(20, 1024**2)

    def shared_by(self, processes: int) -> Rates:
        """Each process's part."""
        return Rates(*(Rate(max(1, one.requests // processes), max(1, one.size_bytes // processes)) for one in self))


class Buckets:
    """One rate for many who are named by any bytes or text."""

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._used: dict[bytes | str, tuple[float, float, float]] = {}

    def wait_s(self, who: bytes | str, now_s: float) -> int:
        """0 where there is something left, else whole seconds until there is."""
        requests, size, _ = self._left(who, now_s)
        if requests >= 1 and size > 0:
            return 0
        per_s = self._rate.requests / 60
        return max(1, ceil((1 - requests) / per_s), ceil(-size / (self._rate.size_bytes / 60)))

    def use(self, who: bytes | str, size_bytes: int, now_s: float) -> None:
        """Take one request of so many bytes; it may go below nothing, which is waited for afterwards."""
        if len(self._used) >= KEPT:
            self._forget(now_s)
        requests, size, _ = self._left(who, now_s)
        self._used[who] = (requests - 1, size - size_bytes, now_s)

    def _left(self, who: bytes | str, now_s: float) -> tuple[float, float, float]:
        requests, size, then = self._used.get(who, (self._rate.requests, self._rate.size_bytes, now_s))
        share = max(0.0, now_s - then) / 60
        full_requests, full_size = self._rate
        return min(full_requests, requests + share * full_requests), min(full_size, size + share * full_size), now_s

    def _forget(self, now_s: float) -> None:
        self._used = {who: left for who, left in self._used.items() if now_s - left[2] < 60}


class Limits:
    """The three together."""

    def __init__(self, rates: Rates) -> None:
        self.devices = Buckets(rates.device)
        self.addresses = Buckets(rates.address)
        self.guesses = Buckets(rates.guesses)

    def wait_s(self, known_device: bytes | None, address: str, now_s: float) -> int:
        """How long this one has to wait, 0 for not at all. An address pays only where no device that is known speaks."""
        if known_device is not None:
            unsigned = self.addresses.wait_s(_posing(known_device, address), now_s)
            return max(self.devices.wait_s(known_device, now_s), unsigned)
        return max(self.addresses.wait_s(address, now_s), self.guesses.wait_s(address, now_s))

    def refuse(self, known_device: bytes | None, address: str, size_bytes: int, now_s: float) -> None:
        """Somebody was refused before a signature was known to hold. known_device: which they said that they are.

        Who only names a device pays at their address, and nobody for them: the device neither elsewhere nor its neighbours.
        """
        who = address if known_device is None else _posing(known_device, address)
        self.addresses.use(who, size_bytes, now_s)


def _posing(device: bytes, address: str) -> str:
    return f"{address} {device.hex()}"
