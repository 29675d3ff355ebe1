from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from rygsaek.errors import PrinterError
from rygsaek.paper.ipp import ask, line_to
from rygsaek.paper.ipp_printer import IppPrinter
from rygsaek.paper.printers import StoppedError

OK = b"\x02\x00\x00\x00\x00\x00\x00\x01\x03"


@contextmanager
def answering(serve: Callable[[socket.socket], None]) -> Iterator[str]:
    """Something on loopback that is no good printer; gives its address."""
    with socket.create_server(("localhost", 0)) as listening:

        def run() -> None:
            try:
                while True:
                    connection, _ = listening.accept()
                    with connection:
                        serve(connection)
            except OSError:
                return

        threading.Thread(target=run, daemon=True).start()
        yield f"ipp://localhost:{listening.getsockname()[1]}/ipp/print"
        listening.shutdown(socket.SHUT_RDWR)


def said(status: str, body: bytes) -> Callable[[socket.socket], None]:
    def serve(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)

    return serve


@pytest.mark.parametrize("address", ["", "Koekken", "http://x/", "ipp://", "ipp://x:nej/", "ipp://[::1"])
def test_what_is_no_printers_address_is_told_in_words(address: str) -> None:
    with pytest.raises(PrinterError) as refused:
        line_to(address)
    assert refused.value.code == "printer.address"


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        ("200 OK", b"<html>", "printer.nonsense"),
        ("401 Unauthorized", OK, "printer.nonsense"),
        ("500 Oh", b"", "printer.nonsense"),
        ("nonsense", b"", "printer.unreachable"),
    ],
)
def test_something_else_that_listens_there_is_told_apart_from_nobody(status: str, body: bytes, code: str) -> None:
    with answering(said(status, body)) as uri, pytest.raises(PrinterError) as refused:
        ask(line_to(uri), b"", timeout_s=5)
    assert refused.value.code == code


def test_nobody_and_silence_are_unreachable() -> None:
    with pytest.raises(PrinterError) as nobody:
        ask(line_to("ipp://localhost:9/"), b"", timeout_s=5)
    silent = threading.Event()
    with answering(lambda connection: silent.wait(20) and None) as uri, pytest.raises(PrinterError) as silence:
        ask(line_to(uri), b"", timeout_s=0.3)
    silent.set()
    assert nobody.value.code == silence.value.code == "printer.unreachable"
    assert nobody.value.advice == "Er den tændt, og sidder kablet i?"


def test_a_document_that_the_printer_does_not_take_off_the_line_can_be_stopped() -> None:
    full = threading.Event()
    asked = iter(range(100_000))
    with answering(lambda connection: full.wait(20) and None) as uri, pytest.raises(StoppedError):
        ask(line_to(uri), b"", b"x" * 50_000_000, timeout_s=20, stop=lambda: next(asked) > 20)
    full.set()


def test_an_answer_before_the_whole_document_is_heard() -> None:
    with answering(said("200 OK", OK)) as uri:
        assert ask(line_to(uri), b"", b"x" * 50_000_000, timeout_s=20).status == 0


def test_a_printer_that_answers_nonsense_is_listed_as_unreachable_and_not_as_ready() -> None:
    with answering(said("200 OK", b"nej")) as uri:
        (found,) = IppPrinter(None, (uri,), timeout_s=2).printers()
    assert found.at == "unreachable"
