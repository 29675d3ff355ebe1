"""Paper that comes back, from the command line, with SANE's test scanner and its feeder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rygsaek.paper.scanners import WORDS
from tests.support.sane import scanners
from tests.support.terminals import Terminal

pytestmark = pytest.mark.skipif(shutil.which("scanimage") is None, reason="sane-utils is not installed")
TRIES = 4
"""SANE's test scanner cancels its reader, which once in a while holds malloc's lock for ever."""


@pytest.fixture
def user(user: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    scanners(tmp_path / "sane")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(tmp_path / "sane"))
    monkeypatch.setattr("rygsaek.paper.scanners.PATIENCE_S", 8.0)
    return user


def test_the_feeder_is_emptied_into_one_scan(user: Terminal) -> None:
    for _ in range(TRIES):
        taken = user.run("scan", "take", "--feeder")
        if taken.code == 0:
            break
        assert WORDS["scan.connection"][0] in taken.err, "what stands still is given up"
    (lying,) = [line for line in user.done("scan", "tray").out.splitlines() if taken.last in line]
    assert "Vi kan ikke se, hvilket papir det er." in lying
    unknown = user.run("scan", "take", "--feeder", "--scanner", "test:9")
    assert unknown.code != 0 and WORDS["scan.none"][0] in unknown.err
