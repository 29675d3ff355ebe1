"""PySide6's knowledge of its own signatures, read when it is asked for."""

from __future__ import annotations

import subprocess
import sys

from ui.signatures import LATER

UNREAD = "print(sorted(name for name in LATER if sys.modules[name].__spec__.loader_state))"
ASK = f"""
import sys
from ui.signatures import LATER, read_later
read_later()
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
{UNREAD}
try:
    QLabel("Hej").setText(1)
except TypeError as error:
    print(error)
{UNREAD}
print(QLabel.setText.__doc__)
"""


def test_a_start_that_goes_well_reads_none_of_it_and_a_wrong_call_is_told_as_ever() -> None:
    lines = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True).stdout.splitlines()
    assert lines[0] == str(sorted(LATER))
    assert "PySide6.QtWidgets.QLabel.setText(arg__1: str, /)" in " ".join(lines[1:-2])
    assert "errorhandler" not in lines[-2]
    assert lines[-1] == "setText(self, arg__1: str, /) -> None"
