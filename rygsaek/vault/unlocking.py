"""The growing wait after a wrong passphrase: 1, 2, 4 … 60 seconds, which a restart does not shorten.

A courtesy, not a defence: whoever has the disk does not ask this program. The attempt is counted before it is made, so
that ending the program in the middle of it is no way round.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rygsaek.errors import VaultError
from rygsaek.vault.keys import read_keys
from rygsaek.vault.opening import hold_with_passphrase
from rygsaek.vault.waiting import WAIT as WAIT
from rygsaek.vault.waiting import Wait as Wait
from rygsaek.vault.waiting import keep, standing
from rygsaek.vault.waiting import wait_left_s as wait_left_s

if TYPE_CHECKING:
    from rygsaek.vault.migrations import Migration
    from rygsaek.vault.vault import Vault


def unlock(folder: Path, passphrase: str, *, migrations: Sequence[Migration], now: int) -> Vault:
    """Open the vault, if the wait after earlier wrong passphrases is over.

    Raises VaultError `vault.wait` with the seconds left, and what `Vault.open` raises.
    """
    wait = standing(folder, now)
    left_s = wait.left_s(now)
    if left_s:
        raise VaultError(
            f"Vent {left_s} {'sekund' if left_s == 1 else 'sekunder'}, før du prøver igen.",
            "Skriv adgangssætningen langsomt. Har du glemt den, så brug nøglearket.",
            code="vault.wait",
        )
    read_keys(folder)  # where there is no vault nothing is left behind that keeps one from being made
    keep(folder, Wait(wait.attempts + 1, now))
    try:
        held = hold_with_passphrase(folder, passphrase)
        from rygsaek.vault.vault import Vault  # late: see `opening`

        vault = Vault.of(held, migrations=migrations)
    except VaultError as problem:
        if problem.code != "vault.wrong_passphrase":
            keep(folder, wait)
        raise
    keep(folder, Wait())
    return vault
