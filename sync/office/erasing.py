"""On a laptop that was revoked: hand over what is unsent, and erase the vault when a lead orders it. A store cannot order it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from rygsaek.vault.transaction import Reader
from sync import outbox, tables
from sync.errors import SyncError
from sync.membership import Membership
from sync.office.bequeathing import bequests
from sync.office.leaving import leave_files
from sync.office.line import Line
from sync.proof.errors import ProofError
from sync.proof.orders import check_wipe
from sync.proof.signed import read_signed
from sync.wire.codec import WireError, encode
from sync.wire.handover import HandedOver, HandOver
from sync.wire.office import FORMAT, Signed
from sync.wire.requests import Item

ROOM: Final = 8 * 1024 * 1024


class Outcome(NamedTuple):
    """How a hand-over ended. handed: how many envelopes and files; order: a lead's word to erase this vault, or None."""

    handed: int
    order: Signed | None


def hand_over(line: Line, known: Membership) -> Outcome:
    """Hand over every sealed envelope and file that the store has not taken, what opens those of cases that nobody else has a key
    of before them, and see whether a lead wants this vault erased.

    Whatever is unsealed must have been sealed before (`bequeathing.seal_all`). Raises SyncError; then nothing has
    happened that asking again would not do.
    """
    try:
        with line.vault.read() as reader:
            left = () if known.is_active else bequests(reader, known, line.now_ms())
            items = [*(Item("bequest", encode(one)) for one in left), *(Item("envelope", data) for data in unsent(reader))]
    except ProofError as error:
        raise SyncError(error.code) from error
    handed, told = 0, b""
    for batch in _batches(items) or [()]:
        answer = line.ask_own(known, "/v1/handover", HandOver(FORMAT, batch), HandedOver)
        handed, told = handed + answer.taken, answer.wipe or told
    if handed == len(items):
        with line.vault.write() as tx:
            outbox.handed_over(tx)
    handed += leave_files(line, known)
    return Outcome(handed, _order(line, told) if told else None)


def unsent(reader: Reader) -> list[bytes]:
    """Sealed envelopes that no store has taken, in the order of their chains."""
    rows = reader.query("SELECT data FROM sync_own WHERE position = 0 ORDER BY case_id, incarnation, type, seq")
    return [bytes(data) for (data,) in rows]


def order_in(known: Membership, data: bytes) -> Signed | None:
    """A lead's order to erase this very vault; None for anything else that somebody may hold out."""
    try:
        signed = read_signed(data)
        return signed if check_wipe(signed, known.roster).device == known.device else None
    except (ProofError, WireError):
        return None


def _order(line: Line, data: bytes) -> Signed | None:
    """The order, once the roster here shows that this laptop was revoked."""
    known = line.caught_up()
    found = order_in(known, data)
    if found is not None:
        with line.vault.write() as tx:
            tables.note(tx, tables.WIPE, encode(found))
    return found


def _batches(items: Iterable[Item]) -> list[tuple[Item, ...]]:
    batches: list[tuple[Item, ...]] = []
    batch: list[Item] = []
    size = 0
    for one in items:
        if batch and size + len(one.data) > ROOM:
            batches.append(tuple(batch))
            batch, size = [], 0
        batch.append(one)
        size += len(one.data)
    return [*batches, tuple(batch)] if batch else batches
