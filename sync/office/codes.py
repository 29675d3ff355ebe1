"""Codes on paper: an invite, and the office's kit. Typed in checked groups after the store's address, or read from a QR image.

central.nordby.dk#K7M2P-9XQ4D-…      the address stands before the first #, which a browser never sends on
invite: 13 groups  16 bytes of the office's name ‖ 16 bytes of secret ‖ 4 bits that check the address and that it is an invite
kit:    14 groups  32 bytes of the root's seed ‖ 24 bits that check that it is a kit
"""

from __future__ import annotations

import hashlib
import ipaddress
from typing import NamedTuple
from urllib.parse import urlsplit

from rygsaek.errors import InputError
from rygsaek.vault import groups

INVITE_GROUPS, KIT_GROUPS = 13, 14
HALF = 16
SECRET_BYTES = HALF
SEED_BYTES = 2 * HALF
INVITE_BITS = INVITE_GROUPS * groups.BITS - 8 * 2 * HALF
KIT_BITS = KIT_GROUPS * groups.BITS - 8 * SEED_BYTES


class InviteCode(NamedTuple):
    """What a newcomer is given. org: the first 16 bytes of the office's name; secret: 128 bits from the system's generator."""

    server: str
    org: bytes
    secret: bytes

    def __str__(self) -> str:
        number = int.from_bytes(self.org + self.secret, "big") << INVITE_BITS | _sum("invite", self.server.encode(), INVITE_BITS)
        return _joined(self.server, groups.written(number, INVITE_GROUPS))

    @classmethod
    def read(cls, typed: str) -> InviteCode:
        """What somebody typed or scanned. Raises InputError `input.address`, `.groups_length`, `.groups_wrong`, `.code`."""
        address, sign, rest = typed.strip().rpartition("#")
        if not sign:
            raise InputError("Det er ikke hele invitationen.", "Skriv adressen, tegnet # og grupperne.", code="input.code")
        server = server_url(address)
        if _are_groups(rest, KIT_GROUPS):
            raise InputError(
                "Det er kontornøglen og ikke en invitation.", "Læg den tilbage i skabet, og find invitationen.", code="input.code"
            )
        number = groups.read(rest, INVITE_GROUPS, "invitationen")
        if number & (1 << INVITE_BITS) - 1 != _sum("invite", server.encode(), INVITE_BITS):
            raise InputError("Adressen før # er ikke den, der hører til koden.", "Skriv den, som den står.", code="input.code")
        data = (number >> INVITE_BITS).to_bytes(2 * HALF, "big")
        return cls(server, data[:HALF], data[HALF:])

    def __repr__(self) -> str:
        return f"InviteCode({self.server}, …)"

    def is_for(self, org: bytes) -> bool:
        """Whether an office's name is the one that the invite tells of."""
        return org[:HALF] == self.org


class KitCode(NamedTuple):
    """What stands on the office's kit. server: where the store was when it was printed, "" where only the groups were typed."""

    server: str
    seed: bytes

    def __repr__(self) -> str:
        return f"KitCode({self.server}, …)"

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups as they are printed."""
        return groups.written(int.from_bytes(self.seed, "big") << KIT_BITS | _sum("kit", self.seed, KIT_BITS), KIT_GROUPS)

    def __str__(self) -> str:
        return _joined(self.server, self.groups)

    @classmethod
    def read(cls, typed: str) -> KitCode:
        """What somebody typed or scanned. Raises as `InviteCode.read` does."""
        address, sign, rest = typed.strip().rpartition("#")
        if _are_groups(rest, INVITE_GROUPS):
            raise InputError(
                "Det er en invitation og ikke kontornøglen.", "Find arket »Kontornøglen« i det låste skab.", code="input.code"
            )
        number = groups.read(rest, KIT_GROUPS, "kontornøglen")
        seed = (number >> KIT_BITS).to_bytes(SEED_BYTES, "big")
        if number & (1 << KIT_BITS) - 1 != _sum("kit", seed, KIT_BITS):
            raise InputError("Det er ikke en kontornøgle.", "Skriv tegnene fra arket »Kontornøglen«.", code="input.code")
        return cls(server_url(address) if sign else "", seed)


def server_url(typed: str) -> str:
    """A store's address in one spelling: `https://` and no slash at the end. Raises InputError `input.address`.

    Without encryption it may only lie on this computer: the network would see which laptops share a case.
    """
    text = typed.strip()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _no_address() from None
    is_plain = parts.scheme == "http"
    is_other = parts.scheme not in ("http", "https") or parts.query or parts.fragment or parts.username is not None
    if host.split() != [host] or is_other:
        raise _no_address()
    if is_plain and not _is_here(host):
        raise InputError(
            "Forbindelsen til den adresse er ikke krypteret.",
            "Spørg it om adressen, der begynder med https.",
            code="input.address",
        )
    name = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{name}{f':{port}' if port else ''}{parts.path.rstrip('/')}"


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _no_address() -> InputError:
    return InputError(
        "Det er ikke adressen på en server.",
        "Skriv den, som du har fået den, for eksempel central.nordby.dk",
        code="input.address",
    )


def _are_groups(typed: str, count: int) -> bool:
    """Whether it is that many whole groups, each with the character that checks it."""
    try:
        groups.read(typed, count, "")
    except InputError:
        return False
    return True


def _joined(server: str, parts: tuple[str, ...]) -> str:
    return f"{server.removeprefix('https://')}#{'-'.join(parts)}"


def _sum(kind: str, data: bytes, bits: int) -> int:
    digest = hashlib.sha256(f"rygsaek {kind} code 1\0".encode() + data).digest()
    return int.from_bytes(digest[:8], "big") >> 64 - bits
