"""The office's kit (kontornøglen): one seed on paper, from which its root and its recovery key follow. Kept nowhere else."""

from __future__ import annotations

import os

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.identity import Entropy, RecoverySecret, RootSecret
from sync.office.codes import SEED_BYTES, KitCode


class Kit:
    """seed: 32 bytes, for paper alone; root: signs the office's document; recovery: opens what is sealed for the kit."""

    __slots__ = ("recovery", "root", "seed")

    def __init__(self, seed: bytes) -> None:
        self.seed = seed
        self.root = RootSecret(_part(seed, "root"))
        self.recovery = RecoverySecret(_part(seed, "recovery"))

    @classmethod
    def generate(cls, entropy: Entropy = os.urandom) -> Kit:
        return cls(entropy(SEED_BYTES))

    @property
    def org(self) -> bytes:
        """The office's name."""
        return self.root.org

    def code(self, server: str) -> KitCode:
        """What is printed. server: the store's address."""
        return KitCode(server, self.seed)

    def __repr__(self) -> str:
        return f"Kit({self.org[:4].hex()}…)"


def _part(seed: bytes, use: str) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=f"rygsaek kit 1: {use}".encode()).derive(seed)
