"""Questions sent again, or changed on the way."""

from __future__ import annotations

import base64
import os

from msgspec.structs import replace

from sync.asking import Asked, asked
from sync.proof.requests import check_answer
from sync.wire.codec import NO_HASH, Message, decode, encode
from sync.wire.office import FORMAT
from sync.wire.requests import HEADER, Auth, Exchange, Refusal, Seal
from tests.support.central import Client, Raw
from tests.support.offices import STORE

NEWS = Exchange(FORMAT, "test", "mine", 0, NO_HASH, 1000, ())


def question(client: Client, message: Message = NEWS, path: str = "/v1/exchange", server: bytes = STORE.public) -> Asked:
    """A question, signed and not sent."""
    return asked(client.secret, server, path, message, now_ms=client.now_ms(), nonce=os.urandom(32))


def refusal(raw: Raw, nonce: bytes) -> tuple[int, str]:
    """Status and code of an answer whose seal holds."""
    seal = decode(base64.b64decode(raw.headers[HEADER.lower()]), Seal, 1000)
    check_answer(seal, nonce, raw.status, raw.body, STORE.public)
    return raw.status, decode(raw.body, Refusal, 1000).code


def auth_of(one: Asked) -> Auth:
    """What a question's header says."""
    return decode(base64.b64decode(one.headers[HEADER]), Auth, 1000)


def sent(client: Client, one: Asked, body: bytes | None = None, **changed: bytes | int) -> tuple[int, str]:
    """Send a question, perhaps with something else in its header or body than was signed; how it is refused."""
    auth = replace(auth_of(one), **changed)
    headers = {HEADER: base64.b64encode(encode(auth)).decode()}
    return refusal(client.post(one.path, one.body if body is None else body, headers), auth.nonce)
