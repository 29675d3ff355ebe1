"""A store that lies. It stands between a laptop and a real store, and has that store's own key: whoever runs the store can say
anything, and seal it. What it has not got is any laptop's key.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from sync.asking import Transport
from sync.server.signing import StoreKey
from sync.wire.codec import Message, decode, encode
from sync.wire.requests import (
    ANSWER_CAP,
    HEADER,
    REQUEST_CAP,
    Auth,
    ChunkAnswer,
    Delivered,
    Exchange,
    Exchanged,
    Fetch,
    Fetched,
    GetChunk,
    Heads,
    HeadsAnswer,
    Seal,
)
from tests.support.offices import STORE

ENDPOINTS: dict[str, tuple[type[Message], type[Message]]] = {
    "/v1/exchange": (Exchange, Exchanged),
    "/v1/fetch": (Fetch, Fetched),
    "/v1/heads": (Heads, HeadsAnswer),
    "/v1/get": (GetChunk, ChunkAnswer),
}
"""What is asked and answered where it may lie."""


class Said(NamedTuple):
    """A question and the honest answer to it. time: the store's, in ms."""

    path: str
    question: Message
    answer: Message
    time: int


class Raw(NamedTuple):
    """An answer as bytes, sealed already or not at all."""

    status: int
    headers: Mapping[str, str]
    body: bytes


Lie = Callable[[Said], Message | bytes | Raw]
"""What is said instead: a message, or bytes, which are sealed anew; or an answer that is left as it is."""


class LyingServer:
    """A transport. lie: asked for each answer. asked: each question's headers; said: with its honest answer; heard: what was
    given for it, as it went over the line. shift_ms: how far ahead of the store's clock it says that it is."""

    def __init__(self, honest: Transport, lie: Lie, *, shift_ms: int = 0) -> None:
        self._honest, self.lie, self._shift_ms = honest, lie, shift_ms
        self._key = StoreKey(STORE.seed)
        self.asked: list[Mapping[str, str]] = []
        self.said: list[Said] = []
        self.heard: list[Raw] = []

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        status, found, data = self._honest.post(path, body, headers)
        raw = Raw(status, dict(found), data)
        if status == 200 and path in ENDPOINTS:
            asks, answers = ENDPOINTS[path]
            seal = decode(b64decode(found[HEADER]), Seal, 1024)
            said = Said(path, decode(body, asks, REQUEST_CAP), decode(data, answers, ANSWER_CAP), seal.time)
            self.said.append(said)
            self.asked.append(headers)
            told = self.lie(said)
            raw = told if isinstance(told, Raw) else self.sealed(told, headers, seal.time + self._shift_ms)
        self.heard.append(raw)
        return raw

    def sealed(self, told: Message | bytes, headers: Mapping[str, str], time: int, status: int = 200) -> Raw:
        """An answer with the store's good seal. headers: of the question."""
        body = told if isinstance(told, bytes) else encode(told)
        nonce = decode(b64decode(headers[HEADER]), Auth, 1024).nonce
        return Raw(status, {HEADER: self._key.seal(nonce, status, body, time)}, body)

    def close(self) -> None:
        self._honest.close()


def honest(said: Said) -> Message:
    """No lie."""
    return said.answer


def of_items(change: Callable[[tuple[Delivered, ...]], tuple[Delivered, ...]]) -> Lie:
    """A lie about what lies in the store, wherever that is told."""

    def lie(said: Said) -> Message:
        if isinstance(said.answer, Exchanged | Fetched):
            return replace(said.answer, items=change(said.answer.items))
        return said.answer

    return lie


def of_each(kind: str, change: Callable[[bytes], bytes]) -> Lie:
    """A lie about each thing of a kind."""
    return of_items(lambda items: tuple(replace(one, data=change(one.data)) if one.kind == kind else one for one in items))
