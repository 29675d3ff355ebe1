"""The least that a line allows: so many bytes down one TLS stream, and one byte back."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.measure import timed
from tests.support.certificates import Files
from tests.support.listening import listening

LENGTH_BYTES = 8


@contextmanager
def sink(files: Files) -> Iterator[int]:
    """A port that reads as many bytes as the first eight say, answers with one, and reads again."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files.certificate, files.key)

    def swallow(talk: socket.socket) -> None:
        try:
            with context.wrap_socket(talk, server_side=True) as stream, stream.makefile("rb") as inward:
                while length := inward.read(LENGTH_BYTES):
                    inward.read(int.from_bytes(length, "big"))
                    stream.sendall(b"1")
        except OSError:
            talk.close()

    with listening(swallow) as port:
        yield port


@contextmanager
def stream(port: int, certificate: Path) -> Iterator[ssl.SSLSocket]:
    """One that stands."""
    context = ssl.create_default_context(cafile=str(certificate))
    with (
        socket.create_connection(("127.0.0.1", port)) as plain,
        context.wrap_socket(plain, server_hostname="localhost") as talk,
    ):
        talk.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield talk


def seconds(talk: ssl.SSLSocket, data: bytes) -> float:
    """From the first byte until the answer."""

    def there_and_back() -> None:
        talk.sendall(len(data).to_bytes(LENGTH_BYTES, "big") + data)
        talk.recv(1)

    return timed(there_and_back)
