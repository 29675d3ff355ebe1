"""From a folder and a passphrase to the keys of its database, with the vault's lock held.

Words are stretched for most of a second, on one core, and everything of the database can be loaded on another meanwhile.
So nothing of it is loaded here before that, and `unlocking` begins here rather than in `vault`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, NamedTuple

from rygsaek.errors import VaultError
from rygsaek.vault import stretching
from rygsaek.vault.files import told_as_disk_errors
from rygsaek.vault.keys import DatabaseKey, KeyFile, decode_ring, read_keys, wrong_passphrase
from rygsaek.vault.slots import PassphraseSlot, Place
from rygsaek.vault.system import lock_file

LOCK = "vault.lock"
Sealer = Callable[[bytes, Place], PassphraseSlot]


class Held(NamedTuple):
    """What opens one vault's database. lock: held until it is closed; ring: see `keys`; seal: another ring, in the same way."""

    folder: Path
    lock: BinaryIO
    ring: tuple[DatabaseKey, ...]
    seal: Sealer | None


def hold(folder: Path, ring_of: Callable[[KeyFile], tuple[bytes, Sealer | None]]) -> Held:
    """Take the lock and open the ring. ring_of: opens the one of a key file, and tells how to seal another in the same way.

    Raises VaultError: `vault.missing`, `.open_elsewhere`, `.keys_damaged`, `.newer`; DiskError; and what `ring_of` raises.
    """
    read_keys(folder)
    with told_as_disk_errors():
        lock = lock_file(folder / LOCK)
    if lock is None:
        raise open_elsewhere()
    try:
        secret, seal = ring_of(read_keys(folder))
        return Held(folder, lock, decode_ring(secret), seal)
    except BaseException:
        lock.close()
        raise


def open_elsewhere() -> VaultError:
    """Another process holds the vault."""
    return VaultError("Rygsækken er åben i vinduet.", "Gør det der, eller luk vinduet først.", code="vault.open_elsewhere")


def hold_with_passphrase(folder: Path, passphrase: str) -> Held:
    """The same by the passphrase. Raises also VaultError `vault.wrong_passphrase`, `.kdf_refused`."""

    def ring_of(keys: KeyFile) -> tuple[bytes, Sealer]:
        slot = keys.passphrase
        stretched = stretching.stretch(passphrase, slot.salt, slot.kdf)
        from rygsaek.vault.sealing import open_stretched, seal_with_passphrase  # late: see above

        ring = open_stretched(slot, stretched, keys.place)
        if ring is None:
            raise wrong_passphrase()
        return ring, lambda secret, place: seal_with_passphrase(secret, passphrase, place, slot.kdf)

    return hold(folder, ring_of)
