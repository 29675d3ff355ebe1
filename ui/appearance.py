"""How the window looks before anything is unlocked: text size and light or dark, in a small file beside the vault.

Nothing else is kept outside the vault, and nothing of a case could be told from this.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

FILE = "window.json"


class Appearance(msgspec.Struct, frozen=True):
    """scale: text size in per cent; colours: as the system has them, or always light or dark."""

    scale: int = 100
    colours: Literal["system", "light", "dark"] = "system"

    def is_dark(self, system_is_dark: bool) -> bool:
        """Whether the window is dark, given what the system asks for."""
        return self.colours == "dark" or (self.colours == "system" and system_is_dark)


def read_appearance(folder: Path) -> Appearance:
    """What was chosen, or the default where nothing readable was."""
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=Appearance)
    except (OSError, msgspec.MsgspecError):
        return Appearance()


def write_appearance(folder: Path, appearance: Appearance) -> None:
    """Keeps what was chosen. Raises OSError; a look that cannot be kept is no reason to stop, so callers may go on."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f"{FILE}.new"
    beside.write_bytes(msgspec.json.encode(appearance))
    beside.replace(folder / FILE)
