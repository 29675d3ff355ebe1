"""One IPP message as bytes and back (RFC 8010): just what a print client needs, pure, and deaf to nonsense.

A message is a version, an operation or a status, a request id, and groups of attributes; a document may follow.
What a printer answers is untrusted: whatever does not decode raises `MessageError` and nothing else.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import NamedTuple

OPERATION_GROUP, JOB_GROUP, END, PRINTER_GROUP = 0x01, 0x02, 0x03, 0x04

INTEGER, BOOLEAN, ENUM = 0x21, 0x22, 0x23
NAME, KEYWORD, URI, CHARSET, LANGUAGE, MIME = 0x42, 0x44, 0x45, 0x47, 0x48, 0x49
_TEXT_WITH_LANGUAGE, _NAME_WITH_LANGUAGE = 0x35, 0x36
_BEGIN_COLLECTION, _END_COLLECTION = 0x34, 0x37
_TEXTS = range(0x40, 0x60)

Value = int | bool | str | bytes | None
Attributes = Mapping[str, tuple[Value, ...]]


class MessageError(ValueError):
    """What came is not IPP."""


class Operation(IntEnum):
    """The operations that Rygsæk asks for."""

    PRINT_JOB = 0x0002
    CREATE_JOB = 0x0005
    SEND_DOCUMENT = 0x0006
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_JOBS = 0x000A
    GET_PRINTER_ATTRIBUTES = 0x000B
    CUPS_GET_PRINTERS = 0x4002


class Given(NamedTuple):
    """One attribute of a request: its value tag, its name, its values."""

    tag: int
    name: str
    values: tuple[Value, ...]


class Reply(NamedTuple):
    """An answer: the status and, in the order they came, the groups with their tags."""

    status: int
    groups: tuple[tuple[int, Attributes], ...]

    def group(self, tag: int) -> Attributes:
        """The first group with this tag, empty where there is none."""
        return next((attributes for found, attributes in self.groups if found == tag), {})

    def all(self, tag: int) -> tuple[Attributes, ...]:
        """Every group with this tag: one a printer or a job."""
        return tuple(attributes for found, attributes in self.groups if found == tag)


def encode(operation: int, request_id: int, operation_values: Iterable[Given], job_values: Iterable[Given] = ()) -> bytes:
    """The bytes of a request, IPP 2.0, in Danish and UTF-8; a document is appended by whoever sends it."""
    head = (Given(CHARSET, "attributes-charset", ("utf-8",)), Given(LANGUAGE, "attributes-natural-language", ("da",)))
    job = tuple(job_values)
    return b"".join(
        (
            struct.pack(">BBHI", 2, 0, operation, request_id),
            bytes((OPERATION_GROUP,)),
            *(_attribute(one) for one in (*head, *operation_values)),
            *((bytes((JOB_GROUP,)), *(_attribute(one) for one in job)) if job else ()),
            bytes((END,)),
        )
    )


def _attribute(given: Given) -> bytes:
    parts = []
    name = given.name.encode()
    for value in given.values:
        raw = _raw(given.tag, value)
        parts.append(struct.pack(">BH", given.tag, len(name)) + name + struct.pack(">H", len(raw)) + raw)
        name = b""
    return b"".join(parts)


def _raw(tag: int, value: Value) -> bytes:
    if tag == BOOLEAN:
        return b"\x01" if value else b"\x00"
    if tag in (INTEGER, ENUM):
        return struct.pack(">i", value)
    return str(value).encode()


def decode(data: bytes) -> Reply:
    """The answer in these bytes; collections are passed over, for nothing here needs one. Raises MessageError."""
    try:
        return _decode(data)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise MessageError("the answer ends too early, or is not text where it should be") from error


def _decode(data: bytes) -> Reply:
    _version, status, _request_id = struct.unpack_from(">HHI", data)
    groups: list[tuple[int, dict[str, tuple[Value, ...]]]] = []
    at, depth, name = 8, 0, ""
    while (tag := data[at]) != END:
        at += 1
        if tag < 0x10:
            groups.append((tag, {}))
            name = ""
            continue
        key, at = _counted(data, at)
        raw, at = _counted(data, at)
        if tag == _BEGIN_COLLECTION:
            depth += 1
        elif tag == _END_COLLECTION:
            depth -= 1
            if depth < 0:
                raise MessageError("a collection ends that never began")
        elif depth == 0:
            name = key.decode() or name
            if not groups or not name:
                raise MessageError("a value that belongs to nothing")
            group = groups[-1][1]
            group[name] = (*group.get(name, ()), _value(tag, raw))
    return Reply(status, tuple(groups))


def _counted(data: bytes, at: int) -> tuple[bytes, int]:
    (length,) = struct.unpack_from(">H", data, at)
    found = data[at + 2 : at + 2 + length]
    if len(found) != length:
        raise MessageError("the answer ends too early")
    return found, at + 2 + length


def _value(tag: int, raw: bytes) -> Value:
    if tag < 0x20:
        return None
    if tag in (INTEGER, ENUM):
        return int(struct.unpack(">i", raw)[0])
    if tag == BOOLEAN:
        return raw != b"\x00"
    if tag in (_TEXT_WITH_LANGUAGE, _NAME_WITH_LANGUAGE):
        _language, at = _counted(raw, 0)
        return _counted(raw, at)[0].decode("utf-8", "replace")
    if tag in _TEXTS:
        return raw.decode("utf-8", "replace")
    return raw
