"""Canonical JSON: the same value gives the same bytes, and so the same hash, on every computer."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec


def canonical(value: msgspec.Struct, *, without: frozenset[str] = frozenset()) -> bytes:
    """UTF-8 JSON with sorted keys, and without keys that stand at their default or are named in `without`."""
    return msgspec.json.encode(_plain(value, without), order="sorted")


def fingerprint(data: bytes) -> str:
    """SHA-256 of a blob in hex: the name it is known by."""
    return hashlib.sha256(data).hexdigest()


def _plain(value: Any, without: frozenset[str] = frozenset()) -> Any:
    if isinstance(value, msgspec.Struct):
        return {
            field.encode_name: _plain(getattr(value, field.name))
            for field in msgspec.structs.fields(value)
            if field.name not in without and not _is_default(field, getattr(value, field.name))
        }
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _is_default(field: msgspec.structs.FieldInfo, value: object) -> bool:
    if field.default is not msgspec.NODEFAULT:
        return bool(value == field.default)
    return field.default_factory is not msgspec.NODEFAULT and bool(value == field.default_factory())
