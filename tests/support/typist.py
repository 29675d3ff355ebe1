"""A person at the keyboard, as a process of its own that can be killed: the whole program, offscreen, typed into key by key.

    python -m tests.support.typist FOLDER CASE type SEED [KEEP_AFTER_S]
    python -m tests.support.typist FOLDER CASE look          opens the vault, tells where it stands, and ends

Lines: `key PATH LETTER SECONDS` (of the system's steady clock) · `at JSON`.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

PASSPHRASE = "hest gulerod måne trappe kaffe sne"
WORDS = "sove bedre få styr på huslejen ringe til lægen gå en tur åbne brevet sammen spørge udlejer om en plan æble øl år".split()
ENTER = Qt.Key.Key_Return
TICK_MS = 12
PATIENCE = 500
"""Looks at a page that has not come to a question yet."""


def main(arguments: list[str]) -> int:
    """Runs the program with a typist at it."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from tests.support.table import Tray
    from ui.app import run

    folder, case, what, *more = arguments
    if len(more) > 1:
        from ui.presenters import drafting

        drafting.KEEP_AFTER_S = float(more[1])
    typist = Typist(case, what, int(more[0]) if more else 0)
    return run(Path(folder), command=("true",), make_printer=Tray, started=typist.begin)


class Typist:
    """Unlocks, goes to the visit (or stays where the program returned to), and does what it was told."""

    def __init__(self, case: str, what: str, seed: int) -> None:
        self._case, self._what = case, what
        self._random = random.Random(seed)
        self._keys = self._letters()
        self._shell: Any = None
        self._looks = 0

    def begin(self, shell: Any) -> None:
        """The window is there."""
        self._shell = shell
        shell.tasks.write(lambda: shell.doors.unlock(PASSPHRASE), self._on_unlocked)

    def _on_unlocked(self, opened: Any) -> None:
        from ui.places import VisitAt

        self._shell.on_opened(opened)
        if self._what == "type" and not isinstance(self._shell.window.page.place, VisitAt):
            self._shell.window.go(VisitAt(self._case))
        self._later(self._look if self._what == "look" else self._type)

    def _later(self, act: Any) -> None:
        """Once everything that is under way was delivered; typing does not wait for it."""
        QTimer.singleShot(TICK_MS, lambda: act() if self._shell.tasks.is_idle else self._later(act))

    def _type(self) -> None:
        QTimer.singleShot(TICK_MS, self._type)
        page = self._shell.window.page
        form = page.visit.form
        focus = QApplication.focusWidget() or page.focusWidget()
        if form is None:
            page.visit.go(self._random.choice(("samarbejdsaftale", "netvaerkskort")))
            return
        if not isinstance(focus, QLineEdit | QPlainTextEdit):
            if focus is not None:
                QTest.keyClick(focus, ENTER)
            return
        letter = next(self._keys)
        path = page.host.focused_path() if page.host else ""
        if letter == "\n" or form.editing.field(path).kind not in ("text", "person", "line"):
            QTest.keyClick(focus, ENTER)
            return
        QTest.keyClicks(focus, letter)
        print(f"key {path} {ord(letter)} {time.monotonic():.6f}", flush=True)

    def _letters(self) -> Iterator[str]:
        """Words with blanks between, and Enter now and then. None before Enter: an answer is kept without a blank at its end."""
        while True:
            yield from " ".join(self._random.choice(WORDS) for _ in range(self._random.choice((2, 3, 30))))
            yield "\n"

    def _look(self) -> None:
        """Tells where the program stands once it has come to rest there."""
        page = self._shell.window.page
        self._looks += 1
        if getattr(page, "host", None) is None and self._looks < PATIENCE:
            self._later(self._look)
            return
        focus = page.focusWidget()
        told: dict[str, Any] = {"page": type(page).__name__, "path": "", "text": "", "caret": -1}
        if getattr(page, "host", None) is not None:
            told["path"] = page.host.focused_path()
        if isinstance(focus, QLineEdit):
            told |= {"text": focus.text(), "caret": focus.cursorPosition()}
        elif isinstance(focus, QPlainTextEdit):
            told |= {"text": focus.toPlainText(), "caret": focus.textCursor().position()}
        print("at " + json.dumps(told), flush=True)
        os._exit(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
