"""Ways to break a store on purpose, in its own process: each takes away one promise, so that the promise's test must fail."""

from __future__ import annotations

from typing import Any


def no_rights() -> None:
    """Everybody sees every case and leads."""
    from sync.server import reading

    def all_of(connection: Any, office: int, device: bytes, cases: list[str]) -> set[str]:
        return set(cases)

    reading.seen_of = all_of
    reading.sees = lambda *_, **__: True


def no_roles() -> None:
    """Everybody leads."""
    from sync.proof.roster import Roster

    Roster.is_lead = lambda self, device: self.is_active(device)  # type: ignore[method-assign]


def no_revocation() -> None:
    """Whoever was let in stays in."""
    from sync.proof.member import Member

    Member.was_active = lambda self, n: self.since <= n  # type: ignore[method-assign]


def no_signatures() -> None:
    """What is signed is taken at its word."""
    from sync.proof import envelopes, requests, signed

    requests.check = signed.check = envelopes.check_signature = lambda *_: None


def no_orders() -> None:
    """Anyone may order a device to be erased."""
    from sync.proof import orders
    from sync.proof.signed import body_of
    from sync.server import taking
    from sync.wire.office import Wipe

    taking.check_wipe = orders.check_wipe = lambda one, roster: body_of(one, "wipe", Wipe)


def invites_for_ever() -> None:
    """An invite can be used by any number of devices."""
    from sync.server import invites

    invites.fingerprint = lambda keys: b"anyone".ljust(32)


def nothing_kept() -> None:
    """What a crowd of the benchmarks hands in is read, its request's signature is checked, and it is thrown away."""
    from sync.server import gate
    from sync.wire.requests import Exchange, Exchanged, Result

    served = gate.Gate._served

    async def thrown_away(self: gate.Gate, door: Any, auth: Any, body: bytes) -> Any:
        asked = gate._read(door, body) if door.message is Exchange else None
        if not isinstance(asked, Exchange) or asked.client != "bench":
            return await served(self, door, auth, body)
        _, keys = await self._asker(door, auth, asked)
        gate._check(auth, door.path, body, self.key.public, keys)
        results = tuple(Result("", 1) for _ in asked.push)
        return Exchanged(results, (), asked.cursor, asked.mark, asked.cursor, False, 0, ())

    gate.Gate._served = thrown_away  # type: ignore[method-assign]


def no_hurry() -> None:
    """Nobody is ever told to wait."""
    from sync.server.limits import Limits

    Limits.wait_s = lambda *_: 0  # type: ignore[method-assign]


def room_for_two_pieces() -> None:
    """Who was shut out may leave two pieces of files."""
    from sync.server import leaving

    leaving.MOST_PIECES = 2  # type: ignore[misc]


def room_for_a_kibibyte() -> None:
    """Who was shut out may leave a kibibyte of files."""
    from sync.server import leaving

    leaving.MOST_BYTES = 1024  # type: ignore[misc]


def room_for_two_envelopes() -> None:
    """Who was shut out may hand over two envelopes."""
    from sync.server import quarantine

    quarantine.MOST_OF_A_DEVICE = 2  # type: ignore[misc]


def room_for_a_kibibyte_of_envelopes() -> None:
    """Who was shut out may hand over a kibibyte."""
    from sync.server import quarantine

    quarantine.MOST_BYTES = 1024  # type: ignore[misc]


def main(name: str, arguments: list[str]) -> int:
    """Break one thing, then be the store."""
    globals()[name]()
    from sync.server.main import main as central

    return central(arguments)


if __name__ == "__main__":
    import sys

    sys.exit(main(sys.argv[1], sys.argv[2:]))
