"""The six-digit PIN that ends a pause in a visit. It opens nothing by itself: it is asked only while the vault is open.

Kept as a slow hash all the same, since people use one PIN in several places. This laptop's alone (DESIGN.md), never in a case.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from itertools import pairwise
from typing import Final

import msgspec

from rygsaek.casework import settings
from rygsaek.errors import InputError
from rygsaek.vault.vault import Vault

DIGITS: Final = 6
_SETTING: Final = "visit_pin"
_SALT_BYTES: Final = 16
_N, _R, _P = 2**14, 8, 1


class _Kept(msgspec.Struct, frozen=True):
    """Hex of the salt, and of scrypt of the digits."""

    salt: str
    hash: str


def has_pin(vault: Vault) -> bool:
    """Whether a PIN was chosen."""
    return settings.get(vault, _SETTING, _Kept) is not None


def set_pin(vault: Vault, pin: str) -> None:
    """Choose the PIN. Raises InputError (`pin.weak`) for anything but six digits, and for six equal or counting ones."""
    if len(pin) != DIGITS or not (pin.isascii() and pin.isdigit()):
        raise InputError("Koden skal have seks tal.", "Skriv seks tal, som du kan huske.", code="pin.weak")
    if _is_plain(pin):
        raise InputError("Den kode er for let at gætte.", "Vælg seks tal, der ikke er ens og ikke tæller op.", code="pin.weak")
    salt = secrets.token_bytes(_SALT_BYTES)
    settings.put(vault, _SETTING, _Kept(salt.hex(), _hash(pin, salt).hex()))


def check_pin(vault: Vault, pin: str) -> bool:
    """Whether this is the PIN; False where none was chosen."""
    kept = settings.get(vault, _SETTING, _Kept)
    return kept is not None and hmac.compare_digest(_hash(pin, bytes.fromhex(kept.salt)).hex(), kept.hash)


def _hash(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=_N, r=_R, p=_P, dklen=32)


def _is_plain(pin: str) -> bool:
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    return steps in ({0}, {1}, {-1})
