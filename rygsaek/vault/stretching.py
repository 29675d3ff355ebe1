"""From words to a key that is slow to guess. Alone in its file, since it is all that need be loaded before the work begins."""

from __future__ import annotations

import unicodedata

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from rygsaek.errors import VaultError
from rygsaek.vault.slots import CAP, FLOOR, KdfParameters


def stretch(passphrase: str, salt: bytes, kdf: KdfParameters) -> bytes:
    """32 bytes, by Argon2id over the passphrase in NFC. Leaves the interpreter to other threads meanwhile.

    Raises VaultError outside floor and cap, before any memory is taken.
    """
    if not (
        FLOOR.memory_kib <= kdf.memory_kib <= CAP.memory_kib
        and FLOOR.passes <= kdf.passes <= CAP.passes
        and FLOOR.lanes <= kdf.lanes <= CAP.lanes
    ):
        raise VaultError(
            "Rygsækkens nøglefil er ændret af andre end Rygsæk.",
            "Skriv ikke din adgangssætning. Kontakt it med maskinen.",
            code="vault.kdf_refused",
        )
    written = unicodedata.normalize("NFC", passphrase).encode()
    return Argon2id(salt=salt, length=32, iterations=kdf.passes, lanes=kdf.lanes, memory_cost=kdf.memory_kib).derive(written)
