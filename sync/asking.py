"""One signed question and its sealed answer. Pure but for `ask`, which carries it over a transport."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import NamedTuple, Protocol, TypeVar

from sync.errors import RefusedError, SyncError
from sync.identity import DeviceSecret
from sync.proof.errors import ProofError
from sync.proof.requests import check_answer
from sync.sealing.requests import authenticate
from sync.wire.codec import KIB, NO_HASH, Message, WireError, decode, encode
from sync.wire.requests import ANSWER_CAP, HEADER, MEDIA_TYPE, About, Refusal, Seal

M = TypeVar("M", bound=Message)
OK = 200
SEAL_CAP = 1 * KIB


class Transport(Protocol):
    """Carries bytes to one store and back."""

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        """Status, headers and body of the answer. Raises UnreachableError where there is none."""

    def close(self) -> None:
        """Give back what is open."""


class Asked(NamedTuple):
    """A question ready to go. nonce: what the answer must be sealed over."""

    path: str
    body: bytes
    headers: dict[str, str]
    nonce: bytes


class Answer(NamedTuple):
    """What came back: a message's bytes, and the store's time in ms."""

    body: bytes
    server_time: int


def asked(secret: DeviceSecret, server: bytes, path: str, message: Message, *, now_ms: int, nonce: bytes) -> Asked:
    """Sign a question. server: the store's key; nonce: 32 random bytes, never used before."""
    body = encode(message)
    auth = authenticate(secret, "POST", path, body, server, nonce, now_ms)
    return Asked(path, body, {HEADER: base64.b64encode(encode(auth)).decode(), "Content-Type": MEDIA_TYPE}, nonce)


def answered(server: bytes, nonce: bytes, status: int, headers: Mapping[str, str], body: bytes) -> Answer:
    """Check an answer's seal. Raises SyncError (`answer.…`, `wire.…`), RefusedError with the store's code."""
    try:
        seal = _seal_in(headers)
        check_answer(seal, nonce, status, body, server)
        if status != OK:
            refusal = decode(body, Refusal, SEAL_CAP)
            raise RefusedError(refusal.code, refusal.retry_after_s, seal.time)
    except (ProofError, WireError) as error:
        raise SyncError(error.code) from error
    return Answer(body, seal.time)


def read(answer: Answer, kind: type[M]) -> M:
    """The message in an answer. Raises SyncError (`wire.…`)."""
    try:
        return decode(answer.body, kind, ANSWER_CAP)
    except WireError as error:
        raise SyncError(error.code) from error


def ask(transport: Transport, question: Asked, server: bytes) -> Answer:
    """Carry a question and check the answer. Raises UnreachableError, RefusedError, SyncError."""
    status, headers, body = transport.post(question.path, question.body, question.headers)
    return answered(server, question.nonce, status, headers, body)


def about(transport: Transport) -> About:
    """Who a store says that it is. The office's document or a person must vouch for its key. Raises as `ask`."""
    status, headers, body = transport.post("/v1/about", b"", {"Content-Type": MEDIA_TYPE})
    try:
        seal = _seal_in(headers)
    except WireError as error:
        raise SyncError(error.code) from error
    found = read(answered(seal.server, NO_HASH, status, headers, body), About)
    if found.server != seal.server:
        raise SyncError("answer.other_store")
    return found


def _seal_in(headers: Mapping[str, str]) -> Seal:
    """Raises WireError."""
    given = next((value for name, value in headers.items() if name.lower() == HEADER.lower()), "")
    try:
        data = base64.b64decode(given, validate=True)
    except binascii.Error as error:
        raise WireError("answer.signature") from error
    return decode(data, Seal, SEAL_CAP)
