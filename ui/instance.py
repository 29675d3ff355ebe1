"""One window per vault: a second start brings the first to the front, and ends.

The two find each other by a name made from the vault's folder; what is said is the one word `front`, never content.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WORD = b"front\n"
WAIT_MS = 500


def meeting_name(folder: Path) -> str:
    """The name under which the window of a vault is found: a hash of its folder, so that it tells nothing."""
    return "rygsaek-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:24]


class OneInstance(QObject):
    """front: another start asked for this window."""

    front = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = meeting_name(folder)
        self._callers: list[QLocalSocket] = []
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_call)

    def call_first(self) -> bool:
        """Asks a window that stands already to come to the front. True where one did: this start should end."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(WAIT_MS):
            return False
        socket.write(WORD)
        socket.waitForBytesWritten(WAIT_MS)
        socket.waitForReadyRead(WAIT_MS)
        socket.disconnectFromServer()
        return True

    def stand(self) -> bool:
        """Becomes the one that others find. A name left by a process that was killed is taken over."""
        if self._server.listen(self._name):
            return True
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def close(self) -> None:
        """Is found no more; the next start stands by itself."""
        for caller in tuple(self._callers):
            caller.abort()
        self._callers.clear()
        self._server.close()

    def _on_call(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
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
