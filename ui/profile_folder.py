"""Where everything of one user lies. On its own, so that a command that needs no vault imports none."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from platformdirs import user_data_path

SHELF = "hylde"
"""The folder of leaflets in a municipality's folder."""


class Places(NamedTuple):
    """Where everything of one user is. profile_dir: `--profile-dir`, or the system's place for a program's data."""

    profile_dir: Path

    @classmethod
    def standard(cls) -> Places:
        """The system's place."""
        return cls(user_data_path("Rygsaek", appauthor=False))

    @property
    def vault(self) -> Path:
        """The vault's folder."""
        return self.profile_dir / "vault"

    @property
    def municipality(self) -> Path:
        """The municipality's folder: kommune.toml, its logo, and its own forms."""
        return self.profile_dir / "kommune"

    @property
    def shelf(self) -> Path:
        """The municipality's shelf: leaflets, offers and plans as PDF or text."""
        return self.municipality / SHELF
