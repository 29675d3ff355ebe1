"""How a door is described to tools. The bodies are MessagePack, so their fields are told in words, from the messages."""

from __future__ import annotations

from typing import Any

import msgspec

from sync.server.doors import Door
from sync.wire.codec import Message
from sync.wire.requests import HEADER, MEDIA_TYPE

REFUSALS = {
    "400": "not readable",
    "401": "unknown device, or not its signature",
    "403": "not allowed, or revoked",
    "404": "not there",
    "409": "clock, replayed, or contradicts what is there",
    "413": "too large",
    "421": "meant for another store",
    "426": "format unknown",
    "429": "too much a minute",
    "500": "a fault",
    "503": "the database does not answer",
}


def description(door: Door) -> dict[str, Any]:
    """The part of OpenAPI that tells of a door's bodies, header and refusals."""
    return {
        "parameters": [
            {
                "name": HEADER,
                "in": "header",
                "required": True,
                "description": "base64 of an Auth, signed by the device",
                "schema": {"type": "string", "contentEncoding": "base64", "maxLength": 1024},
            }
        ],
        "requestBody": {"required": True, "content": {MEDIA_TYPE: {"schema": _body(door.message, door.cap)}}},
        "responses": answers(door.reply),
    }


def answers(reply: type[Message]) -> dict[str, Any]:
    """What may be answered, by status: the reply, and each refusal."""
    sealed = {HEADER: {"description": "base64 of a Seal over the request's nonce", "schema": {"type": "string"}}}
    return {
        "200": {"description": "the answer", "headers": sealed, "content": {MEDIA_TYPE: {"schema": _body(reply, None)}}},
        **{
            status: {
                "description": told,
                "headers": sealed,
                "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
            }
            for status, told in REFUSALS.items()
        },
    }


def _body(message: type[Message], cap: int | None) -> dict[str, Any]:
    fields = ", ".join(field.name for field in msgspec.structs.fields(message))
    told = f"MessagePack array: {message.__name__}[{fields}]"
    return {"type": "string", "format": "binary", "description": told, **({} if cap is None else {"maxLength": cap})}
