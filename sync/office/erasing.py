"""On a laptop that was revoked: hand over what is unsent, and erase the vault when a lead orders it. A store cannot order it."""

from __future__ import annotations

from typing import Final, NamedTuple

from rygsaek.vault.transaction import Reader
from sync import membership
from sync.membership import Membership
from sync.office.leaving import leave_files
from sync.office.line import Line
from sync.proof.errors import ProofError
from sync.proof.orders import check_wipe
from sync.proof.signed import read_signed
from sync.wire.codec import WireError
from sync.wire.office import FORMAT, Signed
from sync.wire.requests import HandedOver, HandOver, Item

ROOM: Final = 8 * 1024 * 1024


class Outcome(NamedTuple):
    """How a hand-over ended. handed: how many envelopes and files; order: a lead's word to erase this vault, or None."""

    handed: int
    order: Signed | None


def hand_over(line: Line, known: Membership) -> Outcome:
    """Hand over every sealed envelope and file that the store has not taken, and see whether a lead wants this vault erased.

    Whatever is unsealed must have been sealed before. Raises SyncError; then nothing has happened that asking again would not do.
    """
    with line.vault.read() as reader:
        batches = list(_batches(unsent(reader)))
    handed, told = 0, b""
    for batch in batches or [()]:
        answer = line.ask_own(
            known, "/v1/handover", HandOver(FORMAT, tuple(Item("envelope", data) for data in batch)), HandedOver
        )
        handed, told = handed + answer.taken, answer.wipe or told
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
            membership.take(tx, known, found)
    return found


def _batches(all_of_them: list[bytes]) -> list[tuple[bytes, ...]]:
    batches: list[tuple[bytes, ...]] = []
    batch: list[bytes] = []
    size = 0
    for data in all_of_them:
        if batch and size + len(data) > ROOM:
            batches.append(tuple(batch))
            batch, size = [], 0
        batch.append(data)
        size += len(data)
    return [*batches, tuple(batch)] if batch else batches
