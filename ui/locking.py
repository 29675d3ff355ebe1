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

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QApplication

from ui.messages import where

HOLD_S = 1.0
"""Seconds that holding the papers may take: the queue in the vault holds them first, then the printer is asked."""


class Locking:
    """The steps of a lock, in order, each given by the wiring.

    hide: takes everything off the screen. commit: hands what is typed to the writer lane and waits until it is written.
    hold: holds what was to be printed; may hang on a printer, so it is waited for only so long.
    part: lets another process be the one that stands. command: starts it. close: closes the vault, last, since all is
    written by then and whatever happens there, the fresh process stands.
    """

    def __init__(
        self,
        *,
        hide: Callable[[], None],
        commit: Callable[[], None],
        hold: Callable[[], None],
        part: Callable[[], None],
        close: Callable[[], None],
        command: Sequence[str],
    ) -> None:
        self._hide, self._commit, self._hold, self._part, self._close = hide, commit, hold, part, close
        self._command = tuple(command)
        self.is_locking = False

    def lock(self) -> None:
        """Locks. Called again while it is locking, it does nothing."""
        if self.is_locking:
            return
        self.is_locking = True
        try:
            _try(self._hide)
            QApplication.processEvents()
            _try(self._commit)
            _try(self._hold_in_time)
            _try(self._part)
            _try(self._start_anew)
            _try(self._close)
        finally:
            end(0)

    def _hold_in_time(self) -> None:
        holding = threading.Thread(target=_try, args=(self._hold,), daemon=True)
        holding.start()
        holding.join(HOLD_S)

    def _start_anew(self) -> None:
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
