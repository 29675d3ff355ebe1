"""Public keys, refused where they are nobody's.

A point of small order verifies signatures that nobody made, and one key in two encodings has two names. The library takes
both, so they are looked for here (RFC 8032 § 5.1.3 for the decoding; the points of order 1, 2, 4 and 8 by their y). Of ML-KEM's
coefficients it takes none out of range itself (FIPS 203 § 7.2, the modulus check).
"""

from __future__ import annotations

from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey

from sync.proof.errors import ProofError
from sync.wire.office import DeviceKeys

P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P
MLKEM_BYTES = 1184
KEPT = 4096

ORDER_8 = int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little")
SMALL_Y = frozenset({0, 1, P - 1, ORDER_8, P - ORDER_8})
"""y of the eight points whose order divides 8."""
SMALL_U = frozenset({0, 1, P - 1}) | {(1 + y) * pow(1 - y, -1, P) % P for y in (ORDER_8, P - ORDER_8)}
"""The same points as X25519 writes them: u = (1 + y) / (1 - y)."""


@lru_cache(KEPT)
def sound(public: bytes) -> Ed25519PublicKey:
    """The key that these 32 bytes are. Raises ProofError (`key.unsound`): length, encoding, not on the curve, small order."""
    if len(public) != 32:
        raise ProofError("key.unsound")
    y = int.from_bytes(public, "little") & (2**255 - 1)
    if y >= P or y in SMALL_Y or not _is_square((y * y - 1) * pow(D * y * y + 1, -1, P)):
        raise ProofError("key.unsound")
    return Ed25519PublicKey.from_public_bytes(public)


@lru_cache(KEPT)
def check_receive(public: bytes) -> None:
    """Raises ProofError (`key.unsound`) where ML-KEM-768's or X25519's public key is not one, or is one of two encodings."""
    lattice, u = public[:MLKEM_BYTES], int.from_bytes(public[MLKEM_BYTES:], "little")
    if len(public) != MLKEM_BYTES + 32 or u >= P or u in SMALL_U:
        raise ProofError("key.unsound")
    try:
        MLKEM768PublicKey.from_public_bytes(lattice)
    except ValueError as error:
        raise ProofError("key.unsound") from error


def check_keys(keys: DeviceKeys) -> None:
    """Raises ProofError (`key.unsound`) unless both of a device's keys are sound."""
    sound(keys.sign)
    check_receive(keys.receive)


def _is_square(x: int) -> bool:
    """Euler's criterion; 0 is left to SMALL_Y, as x is 0 only where y is 1 or -1."""
    return pow(x % P, (P - 1) // 2, P) == 1
