"""Sending and getting while the window stands: by its own timer, when a network appears, when a person wishes it.

It has a thread of its own, so that a slow line holds up neither writing nor reading. What comes of it is told on the screen's
thread. Nobody at a kitchen table is told anything: the line on the home page says how things stand.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from rygsaek.errors import RygsaekError
from ui.messages import bug

if TYPE_CHECKING:
    from sync.runner import Runner

GATHER_MS = 1_000
"""Of what comes in one go: the pages look once."""
LOOK_MS = 5_000
"""How often it looks whether it is time."""


class Syncing(QObject):
    """make_runner: what talks with the store; slow to load, so it is made on the thread. may_work: is there power enough for
    what nobody waits for?

    busy: whether it is being talked now. came: cases have come, while others are on their way. ended: an Outcome, or None where
    there is no office. failed: a RygsaekError.
    """

    busy = Signal(bool)
    came = Signal()
    ended = Signal(object)
    failed = Signal(object)
    _made = Signal()
    _some = Signal()
    _came = Signal(object, object)

    def __init__(self, make_runner: Callable[[], Runner], may_work: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make_runner, self._may_work = make_runner, may_work
        self._runner: Runner | None = None
        self._thread = ThreadPoolExecutor(1, "rygsaek-line")
        self.is_busy = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._gathering = QTimer(self)
        self._gathering.setSingleShot(True)
        self._gathering.setInterval(GATHER_MS)
        self._gathering.timeout.connect(self.came)
        self._some.connect(self._on_some, Qt.ConnectionType.QueuedConnection)
        self._made.connect(self._on_made, Qt.ConnectionType.QueuedConnection)
        self._came.connect(self._on_came, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """From now on it talks by itself."""

        def make() -> None:
            self._ready()
            self._made.emit()

        self._thread.submit(make)

    def now(self) -> None:
        """A person wishes it: what is typed goes too."""
        self._begin(promotes=True)

    def saved(self) -> None:
        """Something may have been saved."""
        if self._runner is not None:
            self._runner.saved()

    def cancel(self) -> None:
        """Give up what is under way; what was kept until then stands."""
        if self._runner is not None:
            self._runner.cancel()

    def stop(self) -> None:
        """For the lock and the end: nothing begins any more, and what is under way is given up."""
        self._timer.stop()
        self._gathering.stop()
        self.cancel()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _look(self) -> None:
        if self._runner is not None and self._runner.is_due() and self._may_work():
            self._begin(promotes=False)

    def _begin(self, *, promotes: bool) -> None:
        """promotes: what is being typed becomes answers first. Never by the timer: somebody may be in the middle of a word."""
        if self.is_busy:
            return
        self.is_busy = True
        self.busy.emit(True)

        def run() -> None:
            outcome: object = None
            error: RygsaekError | None = None
            try:
                outcome = self._ready().run(promotes=promotes)
            except RygsaekError as raised:
                error = raised
            except BaseException as raised:  # nothing may vanish in a thread
                error = bug(raised, logging.getLogger("rygsaek.syncing"))
            self._came.emit(outcome, error)

        self._thread.submit(run)

    def _on_came(self, outcome: Any, error: RygsaekError | None) -> None:
        self.is_busy = False
        self.busy.emit(False)
        if error is not None:
            self.failed.emit(error)
        else:
            self.ended.emit(outcome)

    def _on_some(self) -> None:
        if not self._gathering.isActive():
            self._gathering.start()

    def _ready(self) -> Runner:
        """On the thread alone."""
        if self._runner is None:
            self._runner = self._make_runner()
            self._runner.came = self._some.emit
        return self._runner

    def _on_made(self) -> None:
        """Where the system tells of networks, one that appears is used soon, and one that costs by the byte is spared."""
        from PySide6.QtNetwork import QNetworkInformation

        self._timer.start()
        if not QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability):
            return
        found = QNetworkInformation.instance()
        found.reachabilityChanged.connect(self._on_reachability)
        if found.supports(QNetworkInformation.Feature.Metered):
            found.isMeteredChanged.connect(self._on_metered)
            self._on_metered(found.isMetered())

    def _on_metered(self, is_metered: bool) -> None:
        if self._runner is not None:
            self._runner.set_metered(is_metered)

    def _on_reachability(self, reach: Any) -> None:
        from PySide6.QtNetwork import QNetworkInformation

        if self._runner is not None and reach in (
            QNetworkInformation.Reachability.Online, QNetworkInformation.Reachability.Site,
        ):  # fmt: skip
            self._runner.network_appeared()
