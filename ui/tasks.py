"""Work off the screen's thread, delivered on it: one writer lane in order, two readers beside it.

A page gets a scope: closing it drops what is still to be delivered to that page, never a write itself, and a write
that fails after its page is gone is still told by the window.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from rygsaek.errors import RygsaekError
from ui.messages import bug

T = TypeVar("T")
READERS = 2
READ_END_S = 0.4


class _Job:
    """One piece of work and whom to tell."""

    def __init__(
        self, done: Callable[[Any], None] | None, failed: Callable[[RygsaekError], None] | None, scope: Scope | None, keep: bool
    ) -> None:
        self.done, self.failed, self.scope, self.keep = done, failed, scope, keep
        self.future: Future[Any] | None = None
        self.is_cancelled = False

    def cancel(self) -> None:
        self.is_cancelled = True
        if not self.keep and self.future is not None:
            self.future.cancel()

    @property
    def is_wanted(self) -> bool:
        return not self.is_cancelled and (self.scope is None or not self.scope.is_closed)


class Tasks(QObject):
    """The program's runner. trouble: what failed with nobody else to tell it, on the screen's thread."""

    trouble = Signal(object)
    idle = Signal()
    _finished = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = ThreadPoolExecutor(1, "rygsaek-writer")
        self._readers = ThreadPoolExecutor(READERS, "rygsaek-reader")
        self._open = 0
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    def write(
        self, work: Callable[[], T], done: Callable[[T], None] | None = None, failed: Callable[[RygsaekError], None] | None = None
    ) -> _Job:
        """Work in the one writer lane, in the order given."""
        return self._start(self._writer, work, _Job(done, failed, None, keep=True))

    def read(
        self, work: Callable[[], T], done: Callable[[T], None] | None = None, failed: Callable[[RygsaekError], None] | None = None
    ) -> _Job:
        """Work that only reads."""
        return self._start(self._readers, work, _Job(done, failed, None, keep=False))

    def scope(self) -> Scope:
        """A runner for one page."""
        return Scope(self)

    @property
    def is_idle(self) -> bool:
        """Whether everything handed over was delivered."""
        return self._open == 0

    def drain(self, timeout_s: float | None = None) -> bool:
        """Waits until every write is done; for locking and ending, where the screen is hidden already. False when time was up."""
        try:
            self._writer.submit(lambda: None).result(timeout_s)
        except TimeoutError:
            return False
        return True

    def close(self) -> None:
        """Drops what has not begun to read, finishes what was to be written, and ends the threads."""
        self.stop_reading()
        self._writer.shutdown(wait=True)

    def stop_reading(self, wait_s: float = READ_END_S) -> bool:
        """Drops what has not begun to read, and waits for the rest. True where nothing is being read any more."""
        self._readers.shutdown(wait=False, cancel_futures=True)
        readers = [one for one in threading.enumerate() if one.name.startswith("rygsaek-reader")]
        for one in readers:
            one.join(wait_s / len(readers))
        return not any(one.is_alive() for one in readers)

    def _start(self, pool: ThreadPoolExecutor, work: Callable[[], Any], job: _Job) -> _Job:
        self._open += 1

        def run() -> None:
            result: object = None
            error: BaseException | None = None
            try:
                result = work()
            except BaseException as raised:  # delivered on the screen's thread: nothing may vanish in a pool
                error = raised
            self._finished.emit(job, result, error)

        job.future = pool.submit(run)
        job.future.add_done_callback(lambda ended: self._finished.emit(job, None, None) if ended.cancelled() else None)
        return job

    def _on_finished(self, job: _Job, result: object, error: BaseException | None) -> None:
        self._open -= 1
        try:
            if error is not None:
                self._tell(job, error)
            elif job.is_wanted and job.done is not None:
                job.done(result)
        finally:
            if self._open == 0:
                self.idle.emit()

    def _tell(self, job: _Job, error: BaseException) -> None:
        told = error if isinstance(error, RygsaekError) else bug(error, logging.getLogger("rygsaek.tasks"))
        if job.is_wanted and job.failed is not None:
            job.failed(told)
        elif job.keep or job.is_wanted:
            self.trouble.emit(told)


class Scope:
    """A page's own runner over the program's."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self.is_closed = False

    def write(
        self, work: Callable[[], T], done: Callable[[T], None] | None = None, failed: Callable[[RygsaekError], None] | None = None
    ) -> _Job:
        return self._tasks._start(self._tasks._writer, work, _Job(done, failed, self, keep=True))

    def read(
        self, work: Callable[[], T], done: Callable[[T], None] | None = None, failed: Callable[[RygsaekError], None] | None = None
    ) -> _Job:
        return self._tasks._start(self._tasks._readers, work, _Job(done, failed, self, keep=False))

    def close(self) -> None:
        """Nothing more is delivered to the page."""
        self.is_closed = True
