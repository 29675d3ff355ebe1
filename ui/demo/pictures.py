"""Pictures of the window: light and dark, text at 100 and 200 per cent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ui.appearance import Appearance
from ui.shell import Shell


class Look(NamedTuple):
    """name: the end of the picture's file name."""

    name: str
    appearance: Appearance


PLAIN = Look("lys-100", Appearance(100, "light"))
LOOKS = (
    PLAIN,
    Look("mørk-100", Appearance(100, "dark")),
    Look("lys-200", Appearance(200, "light")),
    Look("mørk-200", Appearance(200, "dark")),
)


class Pictures:
    """Of one window, into one folder."""

    def __init__(self, shell: Shell, folder: Path) -> None:
        self._shell, self._folder = shell, folder
        self.count = 0

    def looks(self) -> Iterator[Look]:
        """Every look in turn."""
        return iter(LOOKS)

    def dress(self, look: Look) -> None:
        """The window in a look, as the settings put it on."""
        if look.appearance != self._shell.appearance:
            self._shell.change_appearance(look.appearance)

    def undress(self) -> None:
        """As it was."""
        self.dress(PLAIN)

    def take(self, name: str, look: Look = PLAIN) -> None:
        """One picture. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        target = self._folder / f"{name}-{look.name}.png"
        if not self._shell.window.grab().save(str(target)):
            raise OSError(f"{target.name} kunne ikke gemmes")
        self.count += 1
