"""Cases whose key must follow the roster: a revoked laptop loses it by a new key, a person's own new laptop gets it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rygsaek.vault.transaction import Reader, Transaction
from sync import keyring, out
from sync.membership import Membership
from sync.office.mine import mine
from sync.office.sharing import grant
from sync.proof.grants import CaseGrants


class Owed(NamedTuple):
    """A case, and who should have it. is_new_key: somebody in it has been revoked."""

    grants: CaseGrants
    writers: tuple[bytes, ...]
    readers: tuple[bytes, ...]
    is_new_key: bool


def owed(reader: Reader, known: Membership) -> Iterator[Owed]:
    """Every case in which this laptop may write, and where those named are not those who should be. What is awaited waits."""
    own, left = mine(reader, known), out.every(reader) | keyring.awaited(reader)
    for case in keyring.granted_cases(reader):
        if case in left:
            continue
        grants = keyring.grants(reader, known, case)
        if known.device not in grants.writers or not known.is_active or keyring.case_key(reader, grants, grants.epoch) is None:
            continue
        writers = _who_should(known, grants.writers, own)
        readers = tuple(one for one in _who_should(known, grants.readers, ()) if one not in writers)
        if (writers, readers) != (grants.writers, grants.readers):
            is_new_key = not {*grants.writers, *grants.readers} <= {*writers, *readers}
            yield Owed(grants, writers, readers, is_new_key)


def renew(tx: Transaction, known: Membership, at: int) -> tuple[str, ...]:
    """Make and send what is owed; returns the cases. at: milliseconds. Raises SyncError."""
    found = tuple(owed(tx, known))
    for one in found:
        grant(tx, known, one.grants, one.writers, one.readers, at, is_new_key=one.is_new_key)
    return tuple(one.grants.case for one in found)


def _who_should(known: Membership, named: tuple[bytes, ...], mine: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """Those of the named who are still in the office, and with this laptop all of one's own."""
    left = {one for one in named if known.roster.is_active(one)}
    return tuple(sorted(left | set(mine) if known.device in left else left))
