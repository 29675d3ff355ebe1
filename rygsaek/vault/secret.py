"""Random ids, and the secret on the recovery sheet."""

from __future__ import annotations

import secrets
from typing import NamedTuple

from rygsaek.vault import groups

GROUPS = 8
SECRET_BYTES = GROUPS * groups.BITS // 8


def new_id() -> str:
    """A random id: ten characters that are not mistaken for each other, 50 bits."""
    return "".join(secrets.choice(groups.ALPHABET) for _ in range(10))


class RecoverySecret(NamedTuple):
    """What stands on the recovery sheet: 160 random bits, as eight groups of five characters."""

    data: bytes

    @classmethod
    def generate(cls) -> RecoverySecret:
        return cls(secrets.token_bytes(SECRET_BYTES))

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups as they are printed, in capitals."""
        return groups.written(int.from_bytes(self.data, "big"), GROUPS)

    def __str__(self) -> str:
        return " ".join(self.groups)

    @classmethod
    def read(cls, typed: str) -> RecoverySecret:
        """What somebody typed from the sheet. Raises as `groups.read` does."""
        return cls(groups.read(typed, GROUPS, "nøglearket").to_bytes(SECRET_BYTES, "big"))
