"""The program from a terminal, as a process of its own, with a profile folder, home and temp folder of the test's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from rygsaek.vault.rekeying import change_passphrase
from rygsaek.vault.slots import FLOOR
from rygsaek.vault.vault import Vault
from ui.wiring import Places, migrations


class Said(NamedTuple):
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def last(self) -> str:
        """The last line: an id, where the command prints one."""
        return self.out.rstrip("\n").rpartition("\n")[2]

    @property
    def data(self) -> Any:
        """What it printed, as JSON."""
        return json.loads(self.out)


class Terminal:
    """One user at one machine. home, temp: the only places that the program may know of beside the profile folder."""

    def __init__(self, folder: Path, passphrase: str) -> None:
        self.folder, self.passphrase = folder, passphrase
        self.profile = folder / "profil"
        self.home, self.temp, self.work = (folder / name for name in ("hjem", "temp", "arbejde"))
        for one in (self.home, self.temp, self.work):
            one.mkdir(parents=True)

    @property
    def environment(self) -> dict[str, str]:
        """What a process of this user finds in its environment."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "TMP", "TEMP"))}
        return kept | {"HOME": str(self.home), "TMPDIR": str(self.temp), "SQLITE_TMPDIR": str(self.temp), "LC_ALL": "C.UTF-8"}

    def run(self, *words: str, typed: str = "", is_locked: bool = True) -> Said:
        """One command. typed: more for standard input; is_locked: whether it is told the passphrase."""
        options = ["--profile-dir", str(self.profile), *(["--passphrase-stdin"] if is_locked else [])]
        given = (self.passphrase + "\n" if is_locked else "") + typed
        done = subprocess.run(
            [sys.executable, "-m", "ui.main", *options, *words],
            cwd=self.work, env=self.environment, input=given.encode(), capture_output=True, check=False,
        )  # fmt: skip
        return Said(done.returncode, done.stdout.decode(), done.stderr.decode())

    def done(self, *words: str, typed: str = "") -> Said:
        """One command that must succeed."""
        said = self.run(*words, typed=typed)
        assert said.code == 0, f"{' '.join(words)}: {said}"
        return said

    def ask_cheaply(self) -> None:
        """From here on the words cost a tenth of what `vault create` asks for them: each command stretches them anew."""
        with Vault.open(Places(self.profile).vault, self.passphrase, migrations=migrations()) as vault:
            change_passphrase(vault, self.passphrase, self.passphrase, kdf=FLOOR)

    def write(self, name: str, answers: object) -> str:
        """A file in the folder that commands work in."""
        path = self.work / name
        path.write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")
        return str(path)
