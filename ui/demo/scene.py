"""What the conductor hands to an act: where the throw-away vault is, where pictures go, and which printer is on."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from ui.demo.ledger import Ledger

FILE = "scene.json"


class Scene(msgspec.Struct, frozen=True):
    """folder: of this run alone; out: where what is left behind goes; printer: its IPP address, "" for none.

    central: the central store's address, once it runs.
    """

    folder: str
    out: str
    printer: str = ""
    central: str = ""

    @property
    def profile_dir(self) -> Path:
        """Everything of the invented caseworker."""
        return Path(self.folder) / "profil"

    @property
    def pictures(self) -> Path:
        """Where pictures of the window go."""
        return Path(self.out) / "skærmbilleder"

    @property
    def papers(self) -> Path:
        """Where papers go."""
        return Path(self.out) / "papirer"

    def ledger(self, act: str = "") -> Ledger:
        """What acts tell, written by one act or only read."""
        return Ledger(Path(self.folder) / "ledger.jsonl", act)

    def command(self, act: str) -> tuple[str, ...]:
        """What starts an act as a process of its own."""
        program = (sys.executable,) if getattr(sys, "frozen", False) else (sys.executable, "-m", "ui.main")
        return (*program, "demo", "--act", act, "--scene", self.folder)


def write(scene: Scene) -> None:
    """Lay it down for the acts."""
    (Path(scene.folder) / FILE).write_bytes(msgspec.json.encode(scene))


def read(folder: Path) -> Scene:
    """As it was laid down. Raises OSError, msgspec.MsgspecError."""
    return msgspec.json.decode((folder / FILE).read_bytes(), type=Scene)
