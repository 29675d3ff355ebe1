"""The whole program as a process of its own, in which somebody types and locks with Ctrl+L, or leaves it alone.

    python -m tests.support.locker FOLDER type SEED      unlocks by the keyboard, says where it stands, types on, locks
    python -m tests.support.locker FOLDER idle SEED      the same, but walks away: nothing is touched until it locks
    python -m tests.support.locker FOLDER stand          stays at the unlock page

Behind them `anew` has the lock start such a process, and `patient` has it wait for the writer however long that takes: whether
something is lost is then no question of what else the machine does.

Lines: `at JSON` where it came to after unlocking · `typed LETTERS` · `locking SECONDS` of the steady clock, as the key goes down.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

PASSPHRASE = "hest gulerod måne trappe kaffe sne"
LETTERS = "abcdefghijklmnopqrstuvwxyzæøå ,."
PATIENT_S = 600.0


def main(arguments: list[str]) -> int:
    """Runs the program with somebody at it."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from rygsaek.paper.ipp_printer import IppPrinter
    from ui import locking
    from ui.app import run

    folder, what, *more = arguments
    person = Person(what, int(more[0]) if more else 0)
    anew = (sys.executable, "-m", "tests.support.locker", folder, "stand") if "anew" in more else ("true",)
    if "patient" in more:
        locking.LOCK_S = locking.COMMIT_S = PATIENT_S
    started = person.begin if what != "stand" else None
    return run(Path(folder), command=anew, make_printer=lambda: IppPrinter(None), started=started)


class Person:
    """Types the six words, then a few letters wherever the caret is, then locks at a random moment."""

    def __init__(self, what: str, seed: int) -> None:
        self._what, self._random = what, random.Random(seed)
        self._shell: Any = None
        self._is_there = False

    def begin(self, shell: Any) -> None:
        """The unlock page stands."""
        self._shell = shell
        QTimer.singleShot(0, self._unlock)

    def _unlock(self) -> None:
        line = self._shell.window.page.words.line
        QTest.keyClicks(line, PASSPHRASE)
        QTest.keyClick(line, Qt.Key.Key_Return)
        self._shell.window.arrived.connect(lambda _: QTimer.singleShot(0, self._look))

    def _look(self) -> None:
        focus = self._focus()
        if self._is_there:
            return
        if not isinstance(focus, QPlainTextEdit):
            QTimer.singleShot(10, self._look)
            return
        self._is_there = True
        text, caret = focus.toPlainText(), focus.textCursor().position()
        notice = self._shell.window.notice
        said = notice.title.text() if notice.isVisible() else ""
        tell("at", json.dumps({"page": type(self._shell.window.page).__name__, "text": text, "caret": caret, "said": said}))
        if self._what == "idle":
            self._shell.touches.set_limit(0.2)
            return
        self._left = self._random.randint(1, 12)
        self._type()

    def _type(self) -> None:
        if self._left == 0:
            tell("locking", repr(time.monotonic()))
            QTest.keyClick(self._shell.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
            return
        self._left -= 1
        letter = self._random.choice(LETTERS)
        focus = self._focus()
        assert isinstance(focus, QPlainTextEdit)
        QTest.keyClicks(focus, letter)
        tell("typed", json.dumps(letter))
        QTimer.singleShot(self._random.choice((0, 0, 5, 40, 400)), self._type)

    def _focus(self) -> QWidget | None:
        page = self._shell.window.page
        return QApplication.focusWidget() or (page.focusWidget() if page is not None else None)


def tell(what: str, said: str) -> None:
    print(f"{what} {said}".strip(), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
