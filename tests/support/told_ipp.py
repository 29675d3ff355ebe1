"""An IPP server that says what a test tells it: CUPS and a printer behind it, each in the very state that is wanted.

For what a real CUPS does only now and then, by its own timing; everything else is tested on the real one.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from rygsaek.paper.ipp import Line
from rygsaek.paper.ipp_message import (
    ENUM,
    INTEGER,
    JOB_GROUP,
    KEYWORD,
    NAME,
    PRINTER_GROUP,
    URI,
    Given,
    Operation,
    decode,
    encode,
)

QUEUE = "Koekken"
_OK = 0x0000
_QUEUE_PATH, _PRINTER_PATH = f"/printers/{QUEUE}", "/ipp/print"
_CANCELLED = 7


class Told:
    """title: of the one job, the last that was announced. why: CUPS's reasons for its state.

    at_cups, at_printer: its state's number there (RFC 8011, section 5.3.7), 0 where it is not known.
    cancelled: where it was asked to be dropped.
    """

    def __init__(self, title: str, at_cups: int, at_printer: int, why: str = "none") -> None:
        self.title, self.why = title, why
        self.at = {_QUEUE_PATH: at_cups, _PRINTER_PATH: at_printer}
        self.cancelled: list[str] = []
        self.port = 0

    @property
    def server(self) -> Line:
        """Where CUPS listens."""
        return Line("ipp://localhost/", "localhost", self.port, "/", False)

    def answer(self, path: str, message: bytes) -> bytes:
        """What is said to one request."""
        asked = decode(message)
        operation = asked.status
        if operation == Operation.GET_PRINTER_ATTRIBUTES:
            return _said(PRINTER_GROUP, self._printer(path))
        if operation == Operation.CREATE_JOB:
            self.title = str(asked.groups[0][1]["job-name"][0])
            return _said(JOB_GROUP, [Given(INTEGER, "job-id", (7,))])
        if operation == Operation.SEND_DOCUMENT:
            return _said()
        if operation == Operation.CANCEL_JOB:
            self.cancelled.append(path)
            self.at[path] = _CANCELLED
            return _said()
        is_over = self.at[path] >= _CANCELLED
        is_asked = operation == Operation.GET_JOB_ATTRIBUTES or (b"not-completed" in message) is not is_over
        return _said(JOB_GROUP, self._job(path)) if self.at[path] and is_asked else _said()

    def _printer(self, path: str) -> list[Given]:
        behind = [Given(URI, "device-uri", (f"ipp://localhost:{self.port}{_PRINTER_PATH}",))] if path == _QUEUE_PATH else []
        can = Given(ENUM, "operations-supported", (Operation.CREATE_JOB, Operation.SEND_DOCUMENT))
        return [Given(NAME, "printer-name", (QUEUE,)), Given(ENUM, "printer-state", (3,)), can, *behind]

    def _job(self, path: str) -> list[Given]:
        why = self.why if path == _QUEUE_PATH else "none"
        return [
            Given(INTEGER, "job-id", (7,)), Given(NAME, "job-name", (self.title,)), Given(ENUM, "job-state", (self.at[path],)),
            Given(KEYWORD, "job-state-reasons", (why,)),
        ]  # fmt: skip


def _said(group: int = JOB_GROUP, values: list[Given] | None = None) -> bytes:
    """An answer: built as a request is, with the group's own tag."""
    body = encode(_OK, 1, ())[:-1]
    told = encode(_OK, 1, values or ())[len(body) :] if values else b"\x03"
    return body + (bytes((group,)) if values else b"") + told


@contextmanager
def telling(told: Told) -> Iterator[Told]:
    """Listening for a while."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer = told.answer(self.path, self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Nothing is to be read of it."""

    with ThreadingHTTPServer(("localhost", 0), Answering) as server:
        told.port = server.server_port
        thread = threading.Thread(target=lambda: server.serve_forever(0.01))
        thread.start()
        try:
            yield told
        finally:
            server.shutdown()
            thread.join()
