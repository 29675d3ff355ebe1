"""A second start brings the first window to the front."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.instance import OneInstance, meeting_name

CALL = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.instance import OneInstance
app = QCoreApplication([])
print(OneInstance(Path(sys.argv[1])).call_first())
"""


def call_from_another_process(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", CALL, str(folder)], stdout=subprocess.PIPE, text=True)


def test_a_second_start_is_heard_by_the_first_and_told_so(qtbot: QtBot, tmp_path: Path) -> None:
    first = OneInstance(tmp_path)
    assert first.stand()
    with qtbot.waitSignal(first.front, timeout=20_000):
        other = call_from_another_process(tmp_path)
    assert other.communicate(timeout=20)[0].strip() == "True"
    first.close()


def test_of_two_starts_in_a_moment_one_is_first_and_the_other_waits_to_be_heard(qtbot: QtBot, tmp_path: Path) -> None:
    first = OneInstance(tmp_path)
    assert not first.call_first()
    other = call_from_another_process(tmp_path)
    with pytest.raises(subprocess.TimeoutExpired):
        other.wait(timeout=1)
    with qtbot.waitSignal(first.front, timeout=20_000):
        assert first.stand()
    assert other.communicate(timeout=20)[0].strip() == "True"
    first.close()


def test_another_vaults_window_is_left_alone(qtbot: QtBot, tmp_path: Path) -> None:
    first = OneInstance(tmp_path / "a")
    assert first.stand()
    other = OneInstance(tmp_path / "b")
    assert not other.call_first()
    other.close()
    first.close()


def test_after_the_first_is_closed_the_next_stands_by_itself(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = OneInstance(tmp_path), OneInstance(tmp_path)
    assert first.stand()
    first.close()
    assert not second.call_first()
    assert second.stand()
    second.close()


def test_the_name_tells_nothing_of_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "Lise Holm"
    assert meeting_name(folder) == meeting_name(tmp_path / "x" / ".." / "Lise Holm")
    assert "Lise" not in meeting_name(folder)
    assert "Holm" not in meeting_name(folder)
