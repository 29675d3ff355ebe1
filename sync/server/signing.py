"""The store's own key: made once, kept in a file beside the database, and the seal on every answer."""

from __future__ import annotations

import os
from base64 import b64encode
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sync.proof.signatures import covers_answer
from sync.server.errors import CentralError
from sync.wire.codec import encode
from sync.wire.requests import Seal

SEED_BYTES = 32


class StoreKey:
    """Ed25519. public: the 32 bytes that laptops pin and name the store by."""

    def __init__(self, seed: bytes) -> None:
        self.seed = seed
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def seal(self, nonce: bytes, status: int, body: bytes, time_ms: int) -> str:
        """The header's value for an answer: a signed Seal over the request's nonce (32 bytes)."""
        signature = self._private.sign(covers_answer(nonce, status, body, self.public, time_ms))
        return b64encode(encode(Seal(self.public, nonce, time_ms, signature))).decode()


def make_key(path: Path) -> StoreKey:
    """A new key in a file that only its owner reads. Raises FileExistsError rather than replace one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_key(path, os.urandom(SEED_BYTES))
    return load_key(path)


def write_key(path: Path, seed: bytes) -> None:
    """Put a key's seed (32 bytes) in a new file, safely on the disk. Raises FileExistsError, CentralError `key.disk`."""
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(seed.hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise
    except OSError as error:
        raise CentralError("key.disk", f"Nøglen kunne ikke gemmes: {path}", "Vælg en mappe med plads med --folder.") from error


def load_key(path: Path) -> StoreKey:
    """The key in a file. Raises CentralError `key.missing` or `key.damaged`."""
    try:
        text = path.read_text(encoding="ascii")
    except FileNotFoundError as error:
        raise CentralError(
            "key.missing",
            f"Lagerets nøgle mangler: {path}",
            "Læg nøglen tilbage fra sikkerhedskopien. Et nyt lager laves med rygsaek-central init.",
        ) from error
    except (OSError, UnicodeError) as error:
        raise _damaged(path) from error
    try:
        seed = bytes.fromhex(text.strip())
    except ValueError as error:
        raise _damaged(path) from error
    if len(seed) != SEED_BYTES:
        raise _damaged(path)
    return StoreKey(seed)


def _damaged(path: Path) -> CentralError:
    return CentralError("key.damaged", f"Lagerets nøgle kan ikke læses: {path}", "Læg nøglen tilbage fra sikkerhedskopien.")
