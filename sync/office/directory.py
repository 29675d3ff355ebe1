"""The office's directory: who has which citizen, without opening a case.

Each case is told of once, by the person who began it, or else by one who may write in it; the number itself never leaves a
laptop, only its hash under the office's key.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from typing import Final, NamedTuple

from rygsaek.casework import citizen_keys
from rygsaek.vault.transaction import Reader, Transaction
from sync import keyring
from sync.membership import Membership, office_key
from sync.office.labels import label_of
from sync.office.posting import post
from sync.proof.grants import CaseGrants
from sync.proof.signed import read_signed
from sync.sealing.notices import DirectoryEntry, keyed_cpr, slot_of
from sync.wire.codec import MIB, decode
from sync.wire.office import FORMAT
from sync.wire.requests import Notice

NO_NUMBER: Final = bytes(32)
NOTICE_CAP: Final = 4 * MIB


class Has(NamedTuple):
    """Somebody has a citizen. name: the person's; since: ms; is_me: this person; is_active: the laptop is still in the office."""

    case: str
    name: str
    since: int
    is_me: bool
    is_active: bool


class Told(NamedTuple):
    """A laptop's entry about a case, as it is kept here."""

    case: str
    device: bytes
    epoch: int
    number: int
    cpr: bytes
    at_ms: int
    is_gone: bool


def who_has(reader: Reader, known: Membership, number: str) -> tuple[Has, ...]:
    """Who in the office has a citizen, as far as this laptop has been told: those who are in the office first.

    number: ten digits. Of a case that several laptops tell of, one that is in the office counts.
    """
    by_case: dict[str, Told] = {}
    for (epoch,) in reader.query("SELECT DISTINCT epoch FROM sync_directory ORDER BY epoch"):
        key = office_key(reader, known, epoch)
        hashed = NO_NUMBER if key is None else keyed_cpr(key, number)
        for row in reader.query("SELECT * FROM sync_directory WHERE epoch = ? AND cpr = ? AND is_gone = 0", (epoch, hashed)):
            told = Told(*row)
            if told.case not in by_case or known.roster.is_active(told.device):
                by_case[told.case] = told
    found = [_has(reader, known, told) for told in by_case.values()]
    return tuple(sorted(found, key=lambda one: (not one.is_active, one.since, one.case)))


def tell(tx: Transaction, known: Membership, cases: Iterable[str], at: int) -> int:
    """Put up what has changed of these cases; returns how many notices. at: milliseconds. Raises SyncError."""
    key = office_key(tx, known)
    if key is None or known.me is None:
        return 0
    made = 0
    for case in sorted({*cases, *_refused(tx, known)}):
        number = citizen_keys.number_of(tx, case) if tells_of(tx, known, keyring.grants(tx, known, case)) else None
        before = _own(tx, known, case)
        if _says(tx, known, before, number):
            continue
        hashed = NO_NUMBER if number is None else keyed_cpr(key, number)
        entry = DirectoryEntry(FORMAT, "directory", case, hashed, known.me.person, at, number is None)
        keep(tx, post(tx, known, entry, before.number + 1 if before else 1, at), entry)
        made += 1
    return made


def take_back(tx: Transaction, known: Membership, case: str, at: int) -> None:
    """Say that this laptop tells of a case no more: it is about to be deleted. at: milliseconds."""
    before = _own(tx, known, case)
    if before is not None and not before.is_gone and known.me is not None and office_key(tx, known) is not None:
        entry = DirectoryEntry(FORMAT, "directory", case, NO_NUMBER, known.me.person, at, True)
        post(tx, known, entry, before.number + 1, at)


def keep(tx: Transaction, notice: Notice, entry: DirectoryEntry) -> None:
    """Keep a laptop's newest entry about a case."""
    before = _of(tx, entry.case, notice.device)
    if before is None or (notice.epoch, notice.number) > (before.epoch, before.number):
        row = (entry.case, notice.device, notice.epoch, notice.number, entry.cpr, entry.at, int(entry.is_gone))
        tx.execute("INSERT OR REPLACE INTO sync_directory VALUES (?, ?, ?, ?, ?, ?, ?)", row)


def tells_of(reader: Reader, known: Membership, grants: CaseGrants) -> bool:
    """Whether it falls to this laptop to tell of a case: to the first of the laptops of the one person who does."""
    active = [one for one in grants.writers if known.roster.is_active(one)]
    if known.device not in active:
        return False
    persons = {one: known.roster.members[one].person for one in active}
    row = reader.one("SELECT data FROM sync_grant WHERE case_id = ? AND n = 1", (grants.case,))
    began = None if row is None else known.roster.members.get(read_signed(bytes(row[0])).by[0])
    teller = began.person if began is not None and began.person in persons.values() else persons[min(active)]
    return min(one for one in active if persons[one] == teller) == known.device


def _refused(tx: Transaction, known: Membership) -> list[str]:
    """Cases whose entry the store did not take: the office has had a new key since. They are told of again."""
    found: list[str] = []
    for n, data in tx.query("SELECT n, data FROM sync_sending WHERE kind = 'notice' AND refused = 'notice.epoch'"):
        notice = decode(bytes(data), Notice, NOTICE_CAP)
        place = (known.device, notice.epoch, notice.number)
        told = "SELECT case_id FROM sync_directory WHERE device = ? AND epoch = ? AND number = ?"
        rows = [case for (case,) in tx.query(told, place) if _slot(tx, known, notice.epoch, case) == notice.slot]
        for case in rows:
            tx.execute("DELETE FROM sync_directory WHERE case_id = ? AND device = ?", (case, known.device))
            tx.execute("DELETE FROM sync_sending WHERE n = ?", (n,))
        found += rows
    return found


def _slot(reader: Reader, known: Membership, epoch: int, case: str) -> bytes | None:
    key = office_key(reader, known, epoch)
    return None if key is None else slot_of(key, known.device, "directory", case)


def _says(reader: Reader, known: Membership, before: Told | None, number: str | None) -> bool:
    """Whether the entry that stands says this already."""
    if before is None or before.is_gone:
        return number is None
    key = office_key(reader, known, before.epoch)
    return number is not None and key is not None and hmac.compare_digest(keyed_cpr(key, number), before.cpr)


def _own(reader: Reader, known: Membership, case: str) -> Told | None:
    return _of(reader, case, known.device)


def _of(reader: Reader, case: str, device: bytes) -> Told | None:
    row = reader.one("SELECT * FROM sync_directory WHERE case_id = ? AND device = ?", (case, device))
    return None if row is None else Told(*row)


def _has(reader: Reader, known: Membership, told: Told) -> Has:
    label = label_of(reader, known, told.device)
    name = label.person if label is not None else "En kollega"
    return Has(told.case, name, told.at_ms, told.device in known.own_devices, known.roster.is_active(told.device))
