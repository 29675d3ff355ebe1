"""One window per vault: a second start brings the first to the front, and ends.

Whether a window stands is told by a lock of the operating system's, which ends with its process. It is taken before anything is
shown, so that of two starts in the same moment one is the first. Only where it is held do the two talk, by a name made from the
vault's folder; what is said is the one word `front`, never content.
"""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from PySide6.QtCore import QObject, Signal

from rygsaek.vault.system import lock_file

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

WORD = b"front\n"
WAIT_MS = 500
PATIENCE_S = 5.0
"""So long a start waits for a first one that holds the lock and does not listen yet: it paints its first page before."""
ROUND_S = 0.05


def meeting_name(folder: Path) -> str:
    """The name under which the window of a vault is found: a hash of its folder, so that it tells nothing."""
    return "rygsaek-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:24]


class OneInstance(QObject):
    """front: another start asked for this window. Qt's network is loaded when there is somebody to talk to, or to listen for."""

    front = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._held: BinaryIO | None = None
        self._callers: list[QLocalSocket] = []
        self._server: QLocalServer | None = None

    def call_first(self) -> bool:
        """Asks a window that stands already to come to the front. True where one did: this start should end.

        Where none stands, this is the first from now on. Where one holds the lock and never answers, False: the vault's own
        lock then tells.
        """
        for _ in range(round(PATIENCE_S / ROUND_S)):
            self._held = self._held or self._lock()
            if self._held is not None:
                return False
            if self._is_heard():
                return True
            time.sleep(ROUND_S)
        return False

    def _is_heard(self) -> bool:
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(meeting_name(self._folder))
        if not socket.waitForConnected(WAIT_MS):
            return False
        socket.write(WORD)
        socket.waitForBytesWritten(WAIT_MS)
        socket.waitForReadyRead(WAIT_MS)
        socket.disconnectFromServer()
        return True

    def stand(self) -> bool:
        """Becomes the one that others find. A name left by a process that was killed is taken over."""
        from PySide6.QtNetwork import QLocalServer

        self._held = self._held or self._lock()
        if self._held is None:
            return False
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_call)
        name = meeting_name(self._folder)
        if self._server.listen(name):
            return True
        QLocalServer.removeServer(name)
        return self._server.listen(name)

    def close(self) -> None:
        """Is found no more; the next start stands by itself."""
        for caller in tuple(self._callers):
            caller.abort()
        self._callers.clear()
        if self._server is not None:
            self._server.close()
        if self._held is not None:
            self._held.close()
            self._held = None

    def _lock(self) -> BinaryIO | None:
        """The lock that a standing window holds; None where somebody holds it, or no lock can be had here."""
        try:
            return lock_file(self._folder.with_name(f"{self._folder.name}.window"))
        except OSError:
            return None

    def _on_call(self) -> None:
        while self._server is not None and (caller := self._server.nextPendingConnection()) is not None:
            self._callers.append(caller)
            caller.readyRead.connect(self._on_word)
            self._on_word()

    def _on_word(self) -> None:
        for caller in tuple(self._callers):
            if bytes(caller.readAll().data()).startswith(WORD.strip()):
                self._callers.remove(caller)
                caller.write(b"ok\n")
                caller.flush()
                caller.disconnectFromServer()
                self.front.emit()
