"""Locking: the window is gone at once, what is typed is committed, papers are held, and this process ends.

A fresh process stands at the unlock page; it is told nothing but which folder it is to open. Ending is by `os._exit`, so
that no late destructor, timer or thread of this process, which held the key, goes on. Whatever a step does, the next
ones are taken.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable, Sequence
from typing import NoReturn

from PySide6.QtWidgets import QApplication

from ui.messages import where

LOCK_S = 1.9
"""Seconds from the wish to the end of the process, however disk and printers do: SECURITY.md's row 7 allows two."""
COMMIT_S, HOLD_S, CLOSE_S = 1.2, 1.0, 0.3
"""The most of them that each step may wait; what closing may need is kept back from the step before."""


class Locking:
    """The steps of a lock, in order, each given by the wiring.

    hide: takes everything off the screen. commit: hands what is typed to the writer lane and waits until it is written, so many
    seconds at most. hold: holds what was to be printed; may hang on a printer, so it is waited for only so long.
    part: lets another process be the one that stands. command: starts it. close: closes the vault in so many seconds, last,
    since all is written by then and whatever happens there, the fresh process stands.
    steady_s: seconds of a clock that never jumps.
    """

    def __init__(
        self,
        *,
        hide: Callable[[], None],
        commit: Callable[[float], None],
        hold: Callable[[], None],
        part: Callable[[], None],
        close: Callable[[float], None],
        command: Sequence[str],
        steady_s: Callable[[], float],
    ) -> None:
        self._hide, self._commit, self._hold, self._part, self._close = hide, commit, hold, part, close
        self._command = tuple(command)
        self._steady_s = steady_s
        self.is_locking = False

    def lock(self) -> None:
        """Locks. Called again while it is locking, it does nothing."""
        if self.is_locking:
            return
        self.is_locking = True
        ends_s = self._steady_s() + LOCK_S
        try:
            _try(self._hide)
            QApplication.processEvents()
            _try(lambda: self._commit(COMMIT_S))
            _try(lambda: self._hold_in_time(self._left(ends_s - CLOSE_S, HOLD_S)))
            _try(self._part)
            _try(self._start_anew)
            _try(lambda: self._close(self._left(ends_s, CLOSE_S)))
        finally:
            end(0)

    def _left(self, ends_s: float, most_s: float) -> float:
        return max(0.0, min(most_s, ends_s - self._steady_s()))

    def _hold_in_time(self, wait_s: float) -> None:
        holding = threading.Thread(target=_try, args=(self._hold,), daemon=True)
        holding.start()
        holding.join(wait_s)

    def _start_anew(self) -> None:
        from PySide6.QtCore import QProcess

        QProcess.startDetached(self._command[0], list(self._command[1:]))


def end(code: int) -> NoReturn:
    """Ends this process now, without clean-up that could keep anything alive."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            _try(stream.flush)
    os._exit(code)


def _try(step: Callable[[], object]) -> None:
    try:
        step()
    except Exception as error:
        logging.getLogger("rygsaek.lock").error("a step of the lock failed: %s", where(error))
