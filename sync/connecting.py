"""The first connection to a store is begun before there is anything to say over it: it stands by the time all is sealed."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, wait
from time import monotonic
from typing import Final

import httpcore

FRESH_S: Final = 30.0
"""How long one that nothing has gone over counts as standing: a store lets go of it some time."""
LOOKING_S: Final = 0.1
"""How often it is asked, while a connection is waited for, whether to go on."""
Begun = Future[httpcore.NetworkStream]


class Ahead(httpcore.SyncBackend):
    """Connects as ever, but begins the first connection at once, on a thread of its own. Usable from several threads.

    tls: None where nothing is to be encrypted; timeout_s: for connecting, and for TLS; go_on: called while the first is waited
    for, raises to give it up. What was begun and not used, `close` gives back. One that has failed before it was needed, or
    stood too long, is made again by whoever needs it.
    """

    def __init__(
        self, host: str, port: int, tls: ssl.SSLContext | None, timeout_s: float, go_on: Callable[[], None] = lambda: None
    ) -> None:
        self._guard, self._is_tls, self._go_on = threading.Lock(), tls is not None, go_on
        self._first: Begun | None = Future()
        self._begun_s = monotonic()
        begin = (self._first, host, port, tls, timeout_s)
        threading.Thread(target=self._begin, args=begin, name="connecting", daemon=True).start()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """As `httpcore.NetworkBackend`: raises ConnectError, ConnectTimeout; and what `go_on` raises."""
        first = self._taken()
        if first is None or self._is_of_no_use(first):
            return super().connect_tcp(host, port, timeout, local_address, socket_options)
        stream = self._come(first)
        return _Encrypted(stream) if self._is_tls else stream

    def close(self) -> None:
        """Let go of the first connection, whenever it comes to stand, unless somebody has it."""
        first = self._taken()
        if first is not None:
            first.add_done_callback(_let_go)

    def _begin(self, first: Begun, host: str, port: int, tls: ssl.SSLContext | None, timeout_s: float) -> None:
        try:
            stream = super().connect_tcp(host, port, timeout_s)
            first.set_result(stream if tls is None else stream.start_tls(tls, host, timeout_s))
        except Exception as error:  # whatever it is, it is raised to whoever waits
            first.set_exception(error)

    def _taken(self) -> Begun | None:
        with self._guard:
            first, self._first = self._first, None
        return first

    def _come(self, first: Begun) -> httpcore.NetworkStream:
        try:
            while not wait((first,), LOOKING_S).done:
                self._go_on()
        except BaseException:
            first.add_done_callback(_let_go)
            raise
        return first.result()

    def _is_of_no_use(self, first: Begun) -> bool:
        if not first.done():
            return False
        if monotonic() - self._begun_s < FRESH_S:
            return first.exception() is not None
        _let_go(first)
        return True


class _Encrypted(httpcore.NetworkStream):
    """A connection with TLS, in the place of one that is to get it."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return self._stream

    def close(self) -> None:
        self._stream.close()


def _let_go(first: Begun) -> None:
    if first.exception() is None:
        first.result().close()
