"""A port that a test itself answers on."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def listening(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """Accepts whoever comes, each on a thread of its own, until the end; gives the port. answer: closes what it is given."""
    listener = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        while True:
            try:
                talk, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(talk,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()
