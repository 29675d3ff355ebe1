"""HTTP to one store. The only room that knows of it: what is said stands in `wire`, and is signed and sealed beforehand.

TLS hides who talks from whoever sits on the line; that nobody reads or alters what is said does not rest on it.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Final
from urllib.request import getproxies

import httpx
import truststore

from rygsaek.errors import InputError
from sync.connecting import Ahead
from sync.errors import UnreachableError
from sync.session import STREAMS
from sync.wire.codec import WireError
from sync.wire.packing import ENCODING, unpacked
from sync.wire.requests import ANSWER_CAP, HEADER, MEDIA_TYPE

CONNECT_S: Final = 10.0
SILENCE_S: Final = 60.0
"""How long nothing may come or go before the line counts as dead."""
PIECE_BYTES: Final = 64 * 1024
LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
HTTP, HTTPS = 80, 443
PORTS: Final = range(1, 65536)
PORTAL: Final = 511
"""Network Authentication Required: RFC 6585, section 6."""
GATEWAY: Final = (502, 503, 504)
"""A proxy in front of the store got no answer from it."""
PLAIN: Final = ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNEXPECTED_MESSAGE")
"""What OpenSSL calls an answer that was no TLS."""
LIMITS: Final = httpx.Limits(max_connections=STREAMS, max_keepalive_connections=STREAMS)


class Straight(httpx.HTTPTransport):
    """Connections without a proxy between, the first of them begun at once."""

    def __init__(self, url: httpx.URL, tls: ssl.SSLContext | None, go_on: Callable[[], None]) -> None:
        super().__init__(verify=tls or False, limits=LIMITS)
        if tls is not None:
            tls.set_alpn_protocols(["http/1.1"])  # as the pool does for those that it makes
        port = url.port or (HTTP if tls is None else HTTPS)
        self._ahead = Ahead(url.raw_host.decode("ascii"), port, tls, CONNECT_S, go_on)
        self._pool._network_backend = self._ahead  # httpx has no other way to say how to connect

    def close(self) -> None:
        super().close()
        self._ahead.close()


class HttpTransport:
    """A store by its address, as `asking.Transport`. Usable from several threads, each with a stream of its own.

    Whoever makes one has something to ask: it begins to connect at once, unless the system says that a proxy stands between.

    url: `https://…`; `http://` only on this machine. is_cancelled: asked between pieces, and while the first connection is waited
    for; a request that is given up raises as one that got no answer. moved: told how many bytes have come or gone. Raises
    InputError for an address that is none.
    """

    def __init__(
        self,
        url: str,
        *,
        is_cancelled: Callable[[], bool] = lambda: False,
        moved: Callable[[int], None] = lambda _: None,
    ) -> None:
        address = _address(url)
        self._is_cancelled = is_cancelled
        self._moved = moved
        tls = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if address.scheme == "https" else None
        self._client = httpx.Client(
            base_url=url.rstrip("/"),
            verify=tls or False,
            timeout=httpx.Timeout(SILENCE_S, connect=CONNECT_S),
            limits=LIMITS,
            transport=None if _is_by_proxy(address.scheme) else Straight(address, tls, self._go_on),
            headers={"User-Agent": "rygsaek", "Accept-Encoding": ENCODING},
        )

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        """Status, headers and body of the answer.

        Raises UnreachableError: `net.unreachable`, `net.certificate`, `net.portal` where the network answers in the store's place
        and wants somebody to log in, `store.unavailable` where a proxy does.
        """
        length = {"Content-Length": str(len(body))}
        try:
            with self._client.stream("POST", path, content=self._given(body), headers={**headers, **length}) as answer:
                _refuse_others(answer)
                return answer.status_code, answer.headers, self._taken(answer)
        except (httpx.TransportError, httpx.InvalidURL, httpx.StreamError) as error:
            raise UnreachableError(_why(error)) from error

    def close(self) -> None:
        """Give back what is open."""
        self._client.close()

    def _given(self, body: bytes) -> Iterator[bytes]:
        for start in range(0, len(body), PIECE_BYTES):
            self._go_on()
            yield body[start : start + PIECE_BYTES]
            self._moved(min(PIECE_BYTES, len(body) - start))

    def _taken(self, answer: httpx.Response) -> bytes:
        found = bytearray()
        for piece in answer.iter_raw(PIECE_BYTES):
            self._go_on()
            found += piece
            self._moved(len(piece))
            if len(found) > ANSWER_CAP:
                raise UnreachableError
        if answer.headers.get("content-encoding") != ENCODING:
            return bytes(found)
        try:
            return unpacked(bytes(found), ANSWER_CAP)
        except WireError as error:
            raise UnreachableError from error

    def _go_on(self) -> None:
        if self._is_cancelled():
            raise UnreachableError("net.cancelled")


def _address(url: str) -> httpx.URL:
    """Raises InputError `sync.url`."""
    with suppress(httpx.InvalidURL):
        found = httpx.URL(url)
        is_hidden = found.scheme == "https" or (found.scheme == "http" and found.host in LOOPBACK)
        if found.host and is_hidden and (found.port or HTTPS) in PORTS:
            return found
    raise InputError("Det er ikke en adresse på en server.", "Skriv den som https://rygsaek.kommune.dk.", code="sync.url")


def _is_by_proxy(scheme: str) -> bool:
    """Whether the system names a proxy. Then httpx alone decides whether to take it."""
    named = getproxies()
    return bool(named.get(scheme) or named.get("all"))


def _refuse_others(answer: httpx.Response) -> None:
    """Every answer of a store is sealed. Raises UnreachableError for one that a network's login page or a proxy gives instead."""
    if HEADER in answer.headers:
        return
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    is_page = kind in ("text/html", "application/xhtml+xml") and answer.is_success
    if answer.is_redirect or answer.status_code == PORTAL or is_page:
        raise UnreachableError("net.portal")
    if answer.status_code in GATEWAY and kind != MEDIA_TYPE:
        raise UnreachableError("store.unavailable")


def _why(error: BaseException) -> str:
    """What a connection failed of. A login page that answers in plain text where TLS was asked for is one, too."""
    if is_of_certificate(error):
        return "net.certificate"
    is_plain = any(one.reason in PLAIN for one in _chain(error) if isinstance(one, ssl.SSLError))
    return "net.portal" if is_plain else "net.unreachable"


def is_of_certificate(error: BaseException | None) -> bool:
    """Whether it was the store's certificate that was not trusted."""
    return any(isinstance(one, ssl.SSLCertVerificationError) for one in _chain(error))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
