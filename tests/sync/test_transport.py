"""HTTP to one store: what goes wrong on the way comes out as one of ours, and nothing too large is read."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from unittest.mock import patch

import pytest
import zstandard

from rygsaek.errors import InputError
from sync import connecting, transport
from sync.errors import UnreachableError
from sync.transport import PIECE_BYTES, HttpTransport
from sync.wire.packing import packed
from sync.wire.requests import HEADER
from tests.support.certificates import certificate
from tests.support.listening import listening


class Echo(BaseHTTPRequestHandler):
    """Answers with what it was sent; under /cut with less than was promised, under /packed as something packed."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        said = len(body) * 2 if self.path == "/cut" else len(body)
        self.send_response(418 if self.path == "/teapot" else 200)
        self.send_header("Content-Length", str(said))
        self.send_header("Rygsaek", self.headers.get("Rygsaek", ""))
        if self.path == "/packed":
            self.send_header("Content-Encoding", "zstd")
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = self.path == "/cut"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 – the library's name
        return


@contextmanager
def served(tls: Path | None = None, handler: type[BaseHTTPRequestHandler] = Echo) -> Iterator[str]:
    """A server on this machine; its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = False
    scheme = "http"
    if tls is not None:
        files, context = certificate(tls), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(files.certificate, files.key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        scheme = "https"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"{scheme}://localhost:{server.server_address[1]}" if tls else f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def opened(url: str, **more: object) -> Iterator[HttpTransport]:
    one = HttpTransport(url, **more)  # type: ignore[arg-type]
    try:
        yield one
    finally:
        one.close()


def test_bytes_go_and_come_with_their_headers_whatever_the_status() -> None:
    moved: list[int] = []
    body = bytes(range(256)) * 1000
    with served() as url, opened(url, moved=moved.append) as one:
        status, headers, answer = one.post("/a", body, {"Rygsaek": "seal"})
        assert (status, headers["rygsaek"], answer) == (200, "seal", body)
        assert one.post("/teapot", b"", {})[0] == 418
    assert sum(moved) == 2 * len(body)


def test_nobody_there_is_told_as_such() -> None:
    with served() as url:
        pass
    with opened(url) as one, pytest.raises(UnreachableError) as caught:
        one.post("/a", b"", {})
    assert caught.value.code == "net.unreachable"


def test_an_answer_that_breaks_off_is_none() -> None:
    with served() as url, opened(url) as one, pytest.raises(UnreachableError):
        one.post("/cut", b"half", {})


def test_an_answer_beyond_all_bounds_is_not_read_to_its_end() -> None:
    with patch.object(transport, "ANSWER_CAP", PIECE_BYTES), served() as url, opened(url) as one:
        assert len(one.post("/a", bytes(PIECE_BYTES), {})[2]) == PIECE_BYTES
        with pytest.raises(UnreachableError):
            one.post("/a", bytes(PIECE_BYTES + 1), {})


def test_a_packed_answer_comes_as_what_was_packed_and_never_as_more_than_may_come() -> None:
    with patch.object(transport, "ANSWER_CAP", PIECE_BYTES), served() as url, opened(url) as one:
        assert one.post("/packed", packed(bytes(PIECE_BYTES)), {})[2] == bytes(PIECE_BYTES)
        untold = zstandard.ZstdCompressor(write_content_size=False).compress(bytes(100))
        for wrong in (packed(bytes(PIECE_BYTES + 1)), untold, packed(bytes(9)) * 2, packed(bytes(9))[:-1], b"noise", b""):
            with pytest.raises(UnreachableError):
                one.post("/packed", wrong, {})


class Cafe(BaseHTTPRequestHandler):
    """A network's login page, which answers whatever is asked of anybody; under /down a proxy whose store does not answer."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        name = self.path.removeprefix("/")
        status = {"redirect": 302, "required": 511, "down": 502, "refused": 403}.get(name, 200)
        self.send_response(status)
        if name == "redirect":
            self.send_header("Location", "http://login.cafe.example/")
        if name in ("sealed", "refused"):
            self.send_header(HEADER, "seal")
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"<html><form>Log ind</form></html>")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        return


def test_a_networks_login_page_is_told_as_one_and_so_is_a_proxy_whose_store_is_down() -> None:
    told = {"page": "net.portal", "redirect": "net.portal", "required": "net.portal", "down": "store.unavailable"}
    with served(handler=Cafe) as url, opened(url) as one:
        for name, code in told.items():
            with pytest.raises(UnreachableError) as caught:
                one.post(f"/{name}", b"question", {})
            assert caught.value.code == code, name
            assert "logge ind" in caught.value.title or code != "net.portal"
        for name in ("sealed", "refused"):
            assert one.post(f"/{name}", b"question", {})[2].startswith(b"<html>"), "what bears a seal is judged by its seal"
    with served(handler=Cafe) as url, opened(url.replace("http:", "https:")) as one:
        with pytest.raises(UnreachableError) as caught:
            one.post("/page", b"question", {})
        assert caught.value.code == "net.portal", "it answers in plain text where TLS was asked for"


def test_who_gives_up_is_let_go() -> None:
    with served() as url, opened(url, is_cancelled=lambda: True) as one, pytest.raises(UnreachableError) as caught:
        one.post("/a", b"something", {})
    assert caught.value.code == "net.cancelled"


def test_a_certificate_that_nobody_vouches_for_is_told(tmp_path: Path) -> None:
    with served(tmp_path) as url, opened(url) as one, pytest.raises(UnreachableError) as caught:
        one.post("/a", b"", {})
    assert caught.value.code == "net.certificate"


NO_ADDRESSES = (
    *("http://rygsaek.kommune.dk", "ftp://localhost", "rygsaek.kommune.dk", "https://", "file:///etc"),
    *("https://rygsaek.kommune.dk:99999", "https://rygsæk kommune.dk", "https://[1::"),
)


@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_an_address_that_hides_nothing_or_is_none_is_refused(url: str) -> None:
    with pytest.raises(InputError) as caught:
        HttpTransport(url)
    assert caught.value.code == "sync.url"


LONG_S = 20
"""Far longer than anything here takes."""


@contextmanager
def counted() -> Iterator[Queue[str]]:
    """Tells of each connection that `served` answers on."""
    came: Queue[str] = Queue()
    setup = Echo.setup

    def told(one: Echo) -> None:
        came.put("a connection")
        setup(one)

    with patch.object(Echo, "setup", told):
        yield came


def connected() -> None:
    """Wait until what is begun ahead stands, or has failed."""
    for one in threading.enumerate():
        if one.name == "connecting":
            one.join(LONG_S)


def test_it_connects_before_anything_is_asked_and_asks_over_that_connection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for tls in (None, tmp_path):
        with counted() as came, served(tls) as url:
            monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "localhost.pem"))
            with opened(url) as one:
                came.get(timeout=LONG_S)
                assert [one.post("/a", b"some", {})[2] for _ in range(2)] == [b"some"] * 2
            assert came.empty()


def test_a_connection_that_nobody_asked_over_is_given_back() -> None:
    ended: Queue[bytes] = Queue()

    def wait(talk: socket.socket) -> None:
        with talk:
            ended.put(talk.recv(1))

    with listening(wait) as port:
        HttpTransport(f"http://127.0.0.1:{port}").close()
        assert ended.get(timeout=LONG_S) == b""


def test_who_gives_up_while_it_connects_is_let_go_and_what_comes_to_stand_is_given_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: Queue[bytes] = Queue()
    given_up = threading.Event()
    hello = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(hello.certificate))

    def slow(talk: socket.socket) -> None:
        """Says nothing to TLS until whoever asked has gone."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(hello.certificate, hello.key)
        given_up.wait(LONG_S)
        with context.wrap_socket(talk, server_side=True) as stream:
            ended.put(stream.recv(1))

    with listening(slow) as port, opened(f"https://localhost:{port}", is_cancelled=lambda: True) as one:
        with pytest.raises(UnreachableError) as caught:
            one.post("/a", b"", {})
        assert caught.value.code == "net.cancelled"
        given_up.set()
        assert ended.get(timeout=LONG_S) == b""


def test_one_that_stood_too_long_is_made_again() -> None:
    with counted() as came, served() as url, patch.object(connecting, "FRESH_S", 0.0), opened(url) as one:
        connected()
        assert one.post("/a", b"some", {})[2] == b"some"
        assert came.qsize() == 2


def test_one_that_failed_before_it_was_needed_is_made_again() -> None:
    with ExitStack() as stack:
        place = stack.enter_context(socket.socket())
        place.bind(("127.0.0.1", 0))
        one = stack.enter_context(opened(f"http://127.0.0.1:{place.getsockname()[1]}"))
        connected()
        place.listen()
        asked = threading.Thread(target=lambda: stack.enter_context(place.accept()[0]).sendall(b"HTTP/1.1 204 No\r\n\r\n"))
        asked.start()
        assert one.post("/a", b"", {})[0] == 204
        asked.join()


def test_where_the_system_names_a_proxy_nothing_goes_past_it(monkeypatch: pytest.MonkeyPatch) -> None:
    came: Queue[socket.socket] = Queue()
    with served() as proxy, listening(came.put) as port:
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.setenv("http_proxy", proxy)
        with opened(f"http://127.0.0.1:{port}") as one:
            assert one.post("/a", b"some", {})[2] == b"some"
            connected()
        assert came.empty()
