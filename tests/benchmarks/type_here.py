"""The program itself with somebody typing in the wizard: how long the event loop was away, when each key was painted and durable.

Prints one line of JSON with seconds: `idle` and `away` (the longest absence of the loop in a while of rest, and from each key to
the next), `painted`, `durable`; and ends the process. Fails where what was typed does not stand in the vault.
"""

from __future__ import annotations

import json
import random
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from rygsaek.casework import drafts, promoting, views
from tests.benchmarks.work import PASSPHRASE, WORDS
from tests.support.table import Tray
from ui.app import run
from ui.places import WizardAt
from ui.shell import Shell

FIELDS = ("aktuel_situation", "haab_laengere_sigt", "udfordring_borger", "udfordring_fs")
KEYS_A_FIELD = 100
GAP_MS = (30, 140)
"""A fast typist: 12 keys a second."""
RESTS = 40
SETTLE_MS = 1500


class Typist(QObject):
    """Goes to the wizard, rests, types field by field, and tells what was seen."""

    def __init__(self, shell: Shell, case: str, document: str) -> None:
        super().__init__(shell)
        self._shell, self._case, self._document = shell, case, document
        self._chance = random.Random(18)
        self._beat, self._longest = time.perf_counter(), 0.0
        self._heart = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=1)
        self._heart.timeout.connect(self._on_beat)
        self._left = [(path, key) for path in FIELDS for key in range(KEYS_A_FIELD)]
        self._letters = iter(" ".join(self._chance.choice(WORDS) for _ in range(len(self._left))))
        self._pressed: list[tuple[str, int, float]] = []
        self._unpainted: list[float] = []
        self._kept: list[tuple[str, int, float]] = []
        self._seen: dict[str, list[float]] = {"idle": [], "away": [], "painted": []}
        self._target: QWidget | None = None
        self._watch_the_vault()

    def begin(self) -> None:
        """The window is there."""
        self._shell.tasks.write(lambda: self._shell.doors.unlock(PASSPHRASE), self._on_unlocked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._unpainted:
            QTimer.singleShot(0, self._on_painted)
        return False

    def _on_unlocked(self, opened: Any) -> None:
        self._shell.on_opened(opened)
        self._shell.window.go(WizardAt(self._case, self._document))
        self._wait(lambda: self._page.wizard is not None, self._rest)

    @property
    def _page(self) -> Any:
        return self._shell.window.page

    def _wait(self, is_there: Any, then: Any) -> None:
        ready = is_there() and self._shell.tasks.is_idle
        QTimer.singleShot(SETTLE_MS if ready else 50, then if ready else lambda: self._wait(is_there, then))

    def _rest(self) -> None:
        """What the machine does to a loop that has nothing to do."""
        if not self._heart.isActive():
            self._heart.start()
            self._beat, self._longest = time.perf_counter(), 0.0
        else:
            self._seen["idle"].append(self._away())
        QTimer.singleShot(self._gap(), self._rest if len(self._seen["idle"]) < RESTS else self._type)

    def _type(self) -> None:
        if self._pressed:
            self._seen["away"].append(self._away())
        if not self._left:
            self._page.leave()
            self._wait(lambda: True, self._tell)
            return
        path, number = self._left.pop(0)
        if number == 0:
            self._page.wizard.go_to_path(path)
            self._page.host.focus(path)
            self._target = self._page.host.find(path).focus_target()
            viewport = getattr(self._target, "viewport", None)
            (viewport() if viewport else self._target).installEventFilter(self)
            self._away()
        at = time.perf_counter()
        self._unpainted.append(at)
        QTest.keyClicks(self._target, next(self._letters))
        typed = self._page.editing.typed(path)
        assert typed is not None, f"no key came to {path}"
        self._pressed.append((path, len(typed.text), at))
        QTimer.singleShot(self._gap(), self._type)

    def _gap(self) -> int:
        return self._chance.randint(*GAP_MS)

    def _on_beat(self) -> None:
        now = time.perf_counter()
        self._longest, self._beat = max(self._longest, now - self._beat), now

    def _away(self) -> float:
        """The longest time between two beats since it was asked last, the one that lasts still included."""
        self._on_beat()
        found, self._longest = self._longest, 0.0
        return found

    def _on_painted(self) -> None:
        now = time.perf_counter()
        self._seen["painted"] += [now - at for at in self._unpainted]
        self._unpainted = []

    def _watch_the_vault(self) -> None:
        """Notes when a write of the program's own returned: then it is durable."""
        put, answer = drafts.put, promoting.answer

        def timed_put(desk: Any, case: str, document: str, path: str, text: str, caret: int) -> None:
            put(desk, case, document, path, text, caret)
            self._kept.append((path, len(text), time.perf_counter()))

        def timed_answer(desk: Any, case: str, document: str, path: str, text: str) -> None:
            answer(desk, case, document, path, text)
            self._kept.append((path, len(text), time.perf_counter()))

        drafts.put, promoting.answer = timed_put, timed_answer

    def _tell(self) -> None:
        try:
            print(json.dumps({**self._seen, "durable": self._durable()}), flush=True)
        except Exception:
            traceback.print_exc()
        QApplication.exit()

    def _durable(self) -> list[float]:
        """Seconds from each key until a write that holds it had returned. Raises where what was typed is not kept."""
        durable = [
            min(at for one, length, at in self._kept if one == path and length >= wanted and at > pressed) - pressed
            for path, wanted, pressed in self._pressed
        ]
        assert self._shell.opened is not None
        answers = views.document_view(self._shell.opened.desk, self._case, self._document).answers
        for path in FIELDS:
            assert len(answers[path].split()) >= KEYS_A_FIELD // 10, f"{path} was not kept: {answers[path]!r}"
        return durable


if __name__ == "__main__":
    folder, case, document = sys.argv[1:]
    sys.exit(run(Path(folder), make_printer=Tray, started=lambda shell: Typist(shell, case, document).begin()))
