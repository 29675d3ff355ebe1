"""Asking a printer or CUPS something over HTTP: the only room that opens a connection for print (RFC 8010, section 4).

A document is sent piece by piece, so that a visit that ends can stop it at once, also while the printer makes us wait.
Printers sign their own certificates, and so does CUPS: `ipps` is sealed here but not proven, as in every other print client.
"""

from __future__ import annotations

import http.client
import select
import socket
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from rygsaek.errors import PrinterError
from rygsaek.paper import reasons
from rygsaek.paper.ipp_message import MessageError, Reply, decode
from rygsaek.paper.printers import StoppedError, never

PORT = 631
PIECE_BYTES = 16 * 1024
TICK_S = 0.1
MOST_BYTES = 8 * 1024 * 1024


class Line(NamedTuple):
    """Where a printer listens. uri: as the printer knows itself; socket_path: a local socket instead of host and port."""

    uri: str
    host: str
    port: int
    path: str
    is_sealed: bool
    socket_path: str = ""


def line_to(uri: str) -> Line:
    """The line to `ipp://host[:port]/path` or `ipps://…`, without what stands behind a `#`. Raises PrinterError for others."""
    try:
        parts = urlsplit(uri)
        host, port = parts.hostname, parts.port or PORT
    except ValueError:
        host, port = None, 0
    if host is None or parts.scheme not in ("ipp", "ipps"):
        raise failure(reasons.ADDRESS)
    return Line(uri.partition("#")[0], host, port, parts.path or "/", parts.scheme == "ipps")


def local_cups(socket_path: str = "/run/cups/cups.sock") -> Line:
    """This computer's CUPS: its socket where there is one, else its port."""
    path = socket_path if hasattr(socket, "AF_UNIX") and Path(socket_path).exists() else ""
    return Line("ipp://localhost/", "localhost", PORT, "/", False, path)


def failure(reason: str, name: str = "") -> PrinterError:
    """The error for a code of `reasons`. name: the printer's."""
    return PrinterError(*reasons.words(reason, printer=name), code=f"printer.{reason}")


class _LocalConnection(http.client.HTTPConnection):
    def __init__(self, path: str, timeout_s: float) -> None:
        super().__init__("localhost", timeout=timeout_s)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def ask(line: Line, message: bytes, document: bytes = b"", *, timeout_s: float, stop: Callable[[], bool] = never) -> Reply:
    """Send one message, and the document behind it, and read the answer.

    timeout_s: how long nothing at all may happen before the printer counts as unreachable.
    stop: asked every tenth of a second; when it says yes the connection is dropped and StoppedError raised.
    Raises PrinterError (`printer.unreachable`, `printer.nonsense`).
    """
    connection = _open(line, timeout_s)
    try:
        connection.connect()
        connection.putrequest("POST", line.path, skip_accept_encoding=True)
        connection.putheader("Content-Type", "application/ipp")
        connection.putheader("Content-Length", str(len(message) + len(document)))
        connection.endheaders(message)
        _send(connection.sock, document, timeout_s, stop)
        _await_answer(connection.sock, timeout_s, stop)
        answer = connection.getresponse()
        body = answer.read(MOST_BYTES)
        if answer.status != http.client.OK:
            raise failure(reasons.NONSENSE)
        return decode(body)
    except MessageError as error:
        raise failure(reasons.NONSENSE) from error
    except (OSError, http.client.HTTPException) as error:
        raise failure(reasons.UNREACHABLE) from error
    finally:
        connection.close()


def _open(line: Line, timeout_s: float) -> http.client.HTTPConnection:
    if line.socket_path:
        return _LocalConnection(line.socket_path, timeout_s)
    if line.is_sealed:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return http.client.HTTPSConnection(line.host, line.port, timeout=timeout_s, context=context)
    return http.client.HTTPConnection(line.host, line.port, timeout=timeout_s)


def _send(sock: socket.socket, document: bytes, timeout_s: float, stop: Callable[[], bool]) -> None:
    left = memoryview(document)
    early = () if isinstance(sock, ssl.SSLSocket) else (sock,)
    quiet = 0.0
    while left:
        if stop():
            raise StoppedError
        answered, ready, _ = select.select(early, (sock,), (), TICK_S)
        if answered:  # it has made up its mind before it heard us out
            return
        if ready:
            left, quiet = left[sock.send(left[:PIECE_BYTES]) :], 0.0
        elif (quiet := quiet + TICK_S) > timeout_s:
            raise TimeoutError


def _await_answer(sock: socket.socket, timeout_s: float, stop: Callable[[], bool]) -> None:
    quiet = 0.0
    while not select.select((sock,), (), (), TICK_S)[0]:
        if stop():
            raise StoppedError
        if (quiet := quiet + TICK_S) > timeout_s:
            raise TimeoutError
