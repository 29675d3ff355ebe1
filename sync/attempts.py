"""How talking with the store went the last time, kept for whoever tells it."""

from __future__ import annotations

from typing import Final, NamedTuple

from rygsaek.vault.transaction import Reader
from rygsaek.vault.vault import Vault
from sync import tables

AT: Final = "attempt.at"
WELL_AT: Final = "attempt.well_at"
CODE: Final = "attempt.code"
SHIFT: Final = "attempt.shift"
PUT_BACK: Final = "attempt.put_back"
TOLD_SHIFT_MS: Final = 2 * 60 * 1000


class Attempt(NamedTuple):
    """at_ms, well_at_ms: when it was tried last, and when it went well, by this laptop's clock; 0 for never.

    code: why it failed, "" where it went well; shift_ms: how far the store's clock was ahead of this one, where that matters;
    put_back_ms: when the store was last found to have lost what it had shown, 0 for never.
    """

    at_ms: int
    well_at_ms: int
    code: str
    shift_ms: int
    put_back_ms: int = 0


def last(reader: Reader) -> Attempt:
    """The last time."""
    code, shift = tables.fact(reader, CODE), tables.fact(reader, SHIFT)
    return Attempt(
        tables.number(reader, AT),
        tables.number(reader, WELL_AT),
        "" if code is None else code.decode(),
        0 if shift is None else int(shift.decode()),
        tables.number(reader, PUT_BACK),
    )


def note(vault: Vault, now_ms: int, code: str) -> None:
    """It was tried. code: why it failed, "" where it went well."""
    with vault.write() as tx:
        tables.note_number(tx, AT, max(0, now_ms))
        tables.note(tx, CODE, code.encode())
        if not code:
            tables.note_number(tx, WELL_AT, max(0, now_ms))


def note_put_back(vault: Vault, now_ms: int) -> None:
    """The store has lost what it had shown before: it was put back."""
    with vault.write() as tx:
        tables.note_number(tx, PUT_BACK, max(0, now_ms))


def note_shift(vault: Vault, shift_ms: int) -> None:
    """How far the store's clock was ahead; written only where it changes what is told."""
    with vault.read() as reader:
        before = last(reader).shift_ms
    told = shift_ms if abs(shift_ms) >= TOLD_SHIFT_MS else 0
    if told != before:
        with vault.write() as tx:
            tables.note(tx, SHIFT, str(told).encode())
