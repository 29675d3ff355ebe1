"""Canonical JSON: the same value gives the same bytes, and so the same hash, on every computer."""

from __future__ import annotations

import hashlib
from functools import cache
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
        defaults = _defaults(type(value))
        found = ((name, getattr(value, name)) for name in defaults if name not in without)
        return {name: _plain(inner) for name, inner in found if inner != defaults[name]}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


@cache
def _defaults(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """Each field's default; a needed field's is a value that nothing equals. msgspec's own account of it takes 3 ms a struct."""
    return {
        field.encode_name: field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()
        for field in msgspec.structs.fields(kind)
    }
