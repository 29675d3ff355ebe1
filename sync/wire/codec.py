"""Strict bytes. Every message has one encoding, and a decoder that takes no other: MessagePack arrays in the order of the
fields, no field more or less, nothing behind, within its cap. What is signed is therefore exactly what is read.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, TypeVar

import msgspec

KIB, MIB = 1024, 1024 * 1024

Hash = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
"""SHA-256, or a fingerprint made with it."""
Signature = Annotated[bytes, msgspec.Meta(min_length=64, max_length=64)]
"""Ed25519."""
Id = Annotated[str, msgspec.Meta(min_length=1, max_length=40, pattern="^[0-9a-z]+$")]
"""A random id as the vault makes them: case, incarnation, person."""
Code = Annotated[str, msgspec.Meta(max_length=60, pattern="^[a-z_.]*$")]
"""What became of something. It is shown to people, so it holds no sentence of whoever runs the store."""
Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
Millis = Annotated[int, msgspec.Meta(ge=0, le=253_402_300_799_999)]
"""Milliseconds since 1970, UTC."""

AT_MOST = msgspec.Meta(max_length=200_000)
"""Of what an answer lists. Little that is packed small may be a great many things, each of which takes room and work."""

NO_HASH = bytes(32)


class WireError(ValueError):
    """Bytes that are not what they should be. code: stable; it says nothing of the content."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Message(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False):
    """Base of everything on the wire. gc: none holds itself, so Python need not look for rings among them."""


M = TypeVar("M", bound=Message)


@cache
def _decoder(kind: type[M]) -> msgspec.msgpack.Decoder[M]:
    return msgspec.msgpack.Decoder(kind)


def encode(message: Message) -> bytes:
    """The one encoding of a message."""
    return msgspec.msgpack.encode(message)


def decode(data: bytes, kind: type[M], cap: int) -> M:
    """The message that these bytes are. cap: bytes. Raises WireError (`wire.too_large`, `.unreadable`, `.not_canonical`)."""
    if len(data) > cap:
        raise WireError("wire.too_large")
    try:
        message: M = _decoder(kind).decode(data)
        again = encode(message)
    except (msgspec.MsgspecError, UnicodeError, RecursionError, OverflowError) as error:
        raise WireError("wire.unreadable") from error
    if again != data:
        raise WireError("wire.not_canonical")
    return message
