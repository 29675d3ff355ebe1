"""Secrets that sign and receive: a device's, the office's root, and the kit's. What they print of themselves is their name."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Annotated, Final, NoReturn

import msgspec
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.proof.names import fingerprint, org_name, recovery_name
from sync.wire.codec import KIB, Message, decode, encode
from sync.wire.office import DeviceKeys

Entropy = Callable[[int], bytes]
"""So many random bytes. The system's generator but in tests that must repeat."""

SEED_BYTES: Final = 32
Seed = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
LongSeed = Annotated[bytes, msgspec.Meta(min_length=64, max_length=64)]


class HiddenMessage(Message, frozen=True):
    """One that holds a secret: it tells nothing of itself to a log or a traceback."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"


class StoredDevice(HiddenMessage, frozen=True):
    """A device's secret as the vault keeps it: seeds of Ed25519, ML-KEM-768 and X25519. It never leaves the vault."""

    format: int
    sign: Seed
    lattice: LongSeed
    classic: Seed


class Secret:
    """What signs under a name. It cannot be copied into a log, a pickle or a comparison by mistake."""

    __slots__ = ("_sign", "name")

    def __init__(self, sign: Ed25519PrivateKey, name: bytes) -> None:
        self._sign = sign
        self.name = name
        """The fingerprint that stands in `Signed.by`."""

    def sign(self, covered: bytes) -> bytes:
        """The Ed25519 signature of what `proof.signatures` says is signed."""
        return self._sign.sign(covered)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name[:4].hex()}…)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not to be pickled or copied")


class DeviceSecret(Secret):
    """A device: it signs, and it receives keys. keys: its public half; receive: opens pairings with it."""

    __slots__ = ("_stored", "keys", "receive")

    def __init__(self, stored: StoredDevice) -> None:
        sign = Ed25519PrivateKey.from_private_bytes(stored.sign)
        receive, public = _receiving(stored.lattice, stored.classic)
        self.keys = DeviceKeys(sign.public_key().public_bytes_raw(), public)
        self.receive = receive
        self._stored = stored
        super().__init__(sign, fingerprint(self.keys))

    @classmethod
    def generate(cls, entropy: Entropy = os.urandom) -> DeviceSecret:
        """A new device."""
        return cls(StoredDevice(1, entropy(32), entropy(64), entropy(32)))

    @classmethod
    def decode(cls, data: bytes) -> DeviceSecret:
        """From what `encode` made. Raises WireError."""
        return cls(decode(data, StoredDevice, 1 * KIB))

    def encode(self) -> bytes:
        """For the vault, and nowhere else."""
        return encode(self._stored)

    @property
    def fingerprint(self) -> bytes:
        return self.name


class RootSecret(Secret):
    """ORG_ROOT. seed: 32 bytes, for the printed kit alone; public: the root key; name: the office's."""

    __slots__ = ("public", "seed")

    def __init__(self, seed: bytes) -> None:
        if len(seed) != SEED_BYTES:
            raise ValueError("a root seed has 32 bytes")
        sign = Ed25519PrivateKey.from_private_bytes(seed)
        self.seed = seed
        self.public = sign.public_key().public_bytes_raw()
        super().__init__(sign, org_name(self.public))

    @classmethod
    def generate(cls, entropy: Entropy = os.urandom) -> RootSecret:
        return cls(entropy(SEED_BYTES))

    @property
    def org(self) -> bytes:
        return self.name


class RecoverySecret:
    """The kit's other half: it opens what every grant seals for it. seed: 32 bytes, for the printed kit alone."""

    __slots__ = ("name", "public", "receive", "seed")

    def __init__(self, seed: bytes) -> None:
        if len(seed) != SEED_BYTES:
            raise ValueError("a recovery seed has 32 bytes")
        self.seed = seed
        self.receive, self.public = _receiving(_stretch(seed, "ML-KEM-768", 64), _stretch(seed, "X25519", 32))
        self.name = recovery_name(self.public)

    @classmethod
    def generate(cls, entropy: Entropy = os.urandom) -> RecoverySecret:
        return cls(entropy(SEED_BYTES))

    def __repr__(self) -> str:
        return f"RecoverySecret({self.name[:4].hex()}…)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not to be pickled or copied")


def _receiving(lattice: bytes, classic: bytes) -> tuple[hpke.MLKEM768X25519PrivateKey, bytes]:
    """A receiving key from its seeds, and its public half."""
    post_quantum, curve = MLKEM768PrivateKey.from_seed_bytes(lattice), X25519PrivateKey.from_private_bytes(classic)
    public = post_quantum.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()
    return hpke.MLKEM768X25519PrivateKey(post_quantum, curve), public


def _stretch(seed: bytes, use: str, length: int) -> bytes:
    info = f"rygsaek recovery 1: {use}".encode()
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=None, info=info).derive(seed)
