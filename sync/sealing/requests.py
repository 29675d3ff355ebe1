"""A request's signature."""

from __future__ import annotations

from sync.identity import DeviceSecret
from sync.proof.signatures import covers_request
from sync.wire.requests import Auth


def authenticate(secret: DeviceSecret, method: str, path: str, body: bytes, server: bytes, nonce: bytes, time: int) -> Auth:
    """What goes into a request's header. server: the pinned store's key; nonce: 32 bytes, used once; time: milliseconds."""
    signature = secret.sign(covers_request(method, path, body, secret.name, server, nonce, time))
    return Auth(secret.name, server, nonce, time, signature)
