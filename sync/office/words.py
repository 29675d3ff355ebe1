"""Six words that two people compare, aloud or side by side: 77 bits, so that nobody finds other keys with the same words."""

from __future__ import annotations

import hashlib

from rygsaek.vault import passphrase


def of_device(org: bytes, device: bytes) -> tuple[str, ...]:
    """The words of a device that wants in: the same on its own screen and on the lead's. device: its fingerprint."""
    return _words("device", org, device)


def of_office(org: bytes, orgdoc: bytes, roster: bytes, office_key: bytes) -> tuple[str, ...]:
    """The words of what a laptop holds for the office: equal on two laptops that were shown the same. Ids of the latest."""
    return _words("office", org, orgdoc, roster, office_key)


def _words(what: str, *parts: bytes) -> tuple[str, ...]:
    digest = hashlib.sha256(f"rygsaek words 1 {what}\0".encode())
    for part in parts:
        digest.update(len(part).to_bytes(4, "big") + part)
    number, known, found = int.from_bytes(digest.digest(), "big"), passphrase.words(), []
    for _ in range(passphrase.WORDS):
        number, place = divmod(number, len(known))
        found.append(known[place])
    return tuple(found)
