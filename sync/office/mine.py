"""Which laptops are one's own.

Whose laptop one is, a lead alone says in the roster. So a new laptop gets a person's cases only once that person has said, on a
laptop that has them, that it is theirs: no lead gets into cases by calling a laptop somebody else's.
"""

from __future__ import annotations

from typing import Final

from rygsaek.errors import InputError
from rygsaek.vault.transaction import Reader, Transaction
from sync import tables
from sync.membership import Membership

MINE: Final = "office.mine"


def mine(reader: Reader, known: Membership) -> tuple[bytes, ...]:
    """This laptop, and those of the same person that the person has said are theirs, by fingerprint."""
    said = tables.fact(reader, MINE) or b""
    confirmed = {said[at : at + 32] for at in range(0, len(said), 32)}
    return tuple(one for one in known.own_devices if one == known.device or one in confirmed)


def say_mine(tx: Transaction, known: Membership, device: bytes) -> None:
    """The person says that a laptop which the roster calls theirs is theirs. Raises InputError (`office.not_mine`)."""
    if device not in known.own_devices:
        raise InputError("Den computer står ikke som din.", "Bed din leder om at lukke den ind som din.", code="office.not_mine")
    tables.note(tx, MINE, b"".join(sorted({*mine(tx, known), device} - {known.device})))
    tables.note(tx, tables.RENEWED, None)
