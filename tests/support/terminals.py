"""Users at terminals whose commands run in this process, each with a vault that was made once and copied."""

from __future__ import annotations

import io
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from tests.support.command_line import Said
from tests.support.command_line import Terminal as RealTerminal
from tests.support.desks import PASSPHRASE as PASSPHRASE
from tests.support.synced import Empty
from ui.main import main
from ui.profile_folder import Places


class Terminal(RealTerminal):
    """One user at one machine."""

    def run(self, *words: str, typed: str = "", is_locked: bool = True) -> Said:
        """One command, in this process."""
        options = ["--profile-dir", str(self.profile), *(["--passphrase-stdin"] if is_locked else [])]
        given = (self.passphrase + "\n" if is_locked else "") + typed
        out, err = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            patch.chdir(self.work)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
            code = main([*options, *words])
        return Said(code, out.getvalue(), err.getvalue())


def terminal_of(folder: Path, empty: Empty) -> Terminal:
    """A user with a copy of an empty vault, whose passphrase is PASSPHRASE."""
    made = Terminal(folder, PASSPHRASE)
    places = Places(made.profile)
    places.vault.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(empty[0], places.vault)
    return made
