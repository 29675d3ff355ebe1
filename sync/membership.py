"""This laptop in its office: its own keys, and everything that the office has signed, as far as it has been seen.

What is kept has been verified when it came, and is verified again when it is read: a roster that does not hold is no roster.
The highest that was ever seen stays; nothing goes back behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from rygsaek.vault.transaction import Reader, Transaction
from sync import pairings, tables
from sync.identity import DeviceSecret
from sync.proof.errors import ProofError
from sync.proof.member import Member
from sync.proof.officekeys import OfficeKeys
from sync.proof.orders import check_lease
from sync.proof.roster import Roster
from sync.proof.signed import id_of, read_signed
from sync.sealing.grants import earlier_key, open_grant
from sync.sealing.keys import OFFICE
from sync.wire.codec import WireError, encode
from sync.wire.office import Grant, OfficeKey, Signed

CHAINED: Final = ("orgdoc", "roster", "officekey")
ANOTHER: Final = """
    SELECT 1 FROM sync_aside WHERE kind IN ('orgdoc', 'roster', 'officekey') AND data <> x'' AND reason IN
    ('roster.forked', 'officekey.forked', 'orgdoc.forked', 'orgdoc.rolled_back', 'orgdoc.downgraded', 'body.unusable') LIMIT 1"""
"""Somebody in the office has signed another history than the one here. What the store has made up itself proves nothing."""


@dataclass(frozen=True)
class Membership:
    """This laptop in its office. secret: this device's; office: who has the office's keys; server_url: where the store is.

    lease: until when a lead lets this laptop go on without contact, in ms, 0 for none; wipe: a lead's order to erase this
    vault, or None.
    """

    secret: DeviceSecret
    roster: Roster
    office: OfficeKeys
    server_url: str
    lease: int = 0
    wipe: Signed | None = None

    @property
    def org(self) -> bytes:
        return self.roster.org

    @property
    def device(self) -> bytes:
        """This device's fingerprint."""
        return self.secret.fingerprint

    @property
    def server_key(self) -> bytes:
        """The store's signing key, as the office's root says."""
        return self.roster.doc.server

    @property
    def me(self) -> Member | None:
        """This device in the roster; None until a lead has let it in."""
        return self.roster.members.get(self.device)

    @property
    def is_active(self) -> bool:
        """This device is in the roster and not revoked."""
        return self.roster.is_active(self.device)

    @property
    def own_devices(self) -> tuple[bytes, ...]:
        """This person's devices that count, this one among them, by fingerprint."""
        me = self.me
        if me is None or not me.person:
            return (self.device,) if self.is_active else ()
        return tuple(one.device for one in self.roster.active() if one.person == me.person)


def load(reader: Reader) -> Membership | None:
    """The office that this vault belongs to, or None. Raises ProofError, WireError where what is kept does not hold."""
    secret, org, url = (tables.fact(reader, name) for name in (tables.DEVICE, tables.ORG, tables.SERVER_URL))
    if secret is None or org is None or url is None:
        return None
    items = [read_signed(data) for (data,) in reader.query("SELECT data FROM sync_item ORDER BY place")]
    found = chained(DeviceSecret.decode(secret), org, url.decode(), items)
    wipe = tables.fact(reader, tables.WIPE)
    return replace(
        found,
        lease=tables.number(reader, tables.LEASE),
        wipe=None if wipe is None else read_signed(wipe),
    )


def is_in_doubt(reader: Reader) -> bool:
    """The store shows another office than before, or an older one than a colleague has seen: no grant or key is made until it is
    cleared."""
    return reader.one(ANOTHER) is not None or lacks_links(reader)


def lacks_links(reader: Reader) -> bool:
    """A colleague has seen a newer roster than the store has shown."""
    links = reader.query("SELECT count(*) FROM sync_item WHERE kind = 'roster'")[0][0]
    return tables.owed(reader) > int(links)


def begin(tx: Transaction, secret: DeviceSecret, org: bytes, server_url: str, items: Sequence[Signed]) -> Membership:
    """Belong to an office from now on: one that was founded here, or that has let this device in.

    org: the office's name, as the invite, the kit or the root key tells it. items: OrgDocs, roster links, pairings and office
    keys in an order in which each follows from those before. Raises ProofError, WireError; nothing is written then.
    """
    found = chained(secret, org, server_url, items)
    tables.note(tx, tables.DEVICE, secret.encode())
    tables.note(tx, tables.ORG, org)
    tables.note(tx, tables.SERVER_URL, server_url.encode())
    for one in items:
        if one.what == "pairing":
            with suppress(ProofError, WireError):  # one colleague's: it comes again with the first sync, and is set aside
                pairings.take(tx, secret, found.roster, one)
        else:
            _keep(tx, found, one)
    return found


def take(tx: Transaction, known: Membership, signed: Signed) -> Membership:
    """Take in one thing that the office has signed; the same again changes nothing.

    Raises ProofError (`roster.behind`, `roster.forked`, `orgdoc.rolled_back` …), WireError; nothing is written then.
    """
    if signed.what in CHAINED:
        if tx.one("SELECT 1 FROM sync_item WHERE id = ?", (id_of(signed),)) is not None:
            return known
        after = _extended(known, signed)
        if after is not known:
            _keep(tx, after, signed)
            for gone in known.roster.members.keys() - {one.device for one in after.roster.active()}:
                tables.note(tx, tables.owed_by(gone), None)  # whoever is shut out is believed no more
        return after
    if signed.what == "pairing":
        pairings.take(tx, known.secret, known.roster, signed)
        return known
    if signed.what == "lease":
        until = max(known.lease, _lease(known, signed))
        tables.note_number(tx, tables.LEASE, until)
        return replace(known, lease=until)
    raise ProofError("signed.other")


def office_key(reader: Reader, known: Membership, epoch: int | None = None) -> bytes | None:
    """The office's key of an epoch, the latest by itself; None where this device has not been given it.

    Raises ProofError (`key.…`, `officekey.behind`).
    """
    wanted = known.office.epoch if epoch is None else epoch
    for at, key in reader.query("SELECT epoch, key FROM sync_office_key WHERE epoch >= ? ORDER BY epoch", (wanted,)):
        if at == wanted:
            return bytes(key)
        if at == known.office.epoch:
            return earlier_key(bytes(key), known.office, wanted)
    return None


def key_in(tx: Transaction, known: Membership, said: Grant | OfficeKey, signed: Signed, n: int) -> bytes | None:
    """The key that a verified grant gives this device; None also where the granter sealed something else: another mends it.

    n: of the grant. It waits for its pairing where that has not come.
    """
    try:
        return open_grant(known.device, said, signed.by, pairings.secrets(tx, known.device))
    except ProofError as error:
        if error.code == "pairing.missing":
            case = said.case if isinstance(said, Grant) else OFFICE
            pairings.wait(tx, next(one.wrap.pairing for one in said.wraps if one.device == known.device), case, n)
        return None


def look_again(tx: Transaction, known: Membership) -> None:
    """The office's key is tried again: the pairing that it waits for has come."""
    _open(tx, known, read_signed(tx.query("SELECT data FROM sync_item WHERE id = ?", (known.office.head,))[0][0]))


def _lease(known: Membership, signed: Signed) -> int:
    lease = check_lease(signed, known.roster)
    if lease.device != known.device:
        raise ProofError("lease.other_device")
    return lease.until


def chained(secret: DeviceSecret, org: bytes, server_url: str, items: Iterable[Signed]) -> Membership:
    """What these items of an office say together, kept nowhere yet. Arguments and errors as `begin`."""
    waiting = list(items)
    first = [next((one for one in waiting if one.what == what), None) for what in ("orgdoc", "roster")]
    doc, link = first
    if doc is None or link is None:
        raise ProofError("roster.missing")
    roster = Roster.begin(doc, link, org)
    found = Membership(secret, roster, OfficeKeys.none(org), server_url)
    for one in waiting:
        if one is not doc and one is not link and one.what != "pairing":
            found = _extended(found, one)
    return found


def _extended(known: Membership, signed: Signed) -> Membership:
    """With one more link; the very same object where it was there already."""
    match signed.what:
        case "orgdoc":
            roster = known.roster.with_doc(signed)
            return known if roster is known.roster else replace(known, roster=roster)
        case "roster":
            roster = known.roster.with_link(signed)
            return known if roster is known.roster else replace(known, roster=roster)
        case "officekey":
            office = known.office.with_key(signed, known.roster)
            return known if office is known.office else replace(known, office=office)
    raise ProofError("signed.other")


def _keep(tx: Transaction, known: Membership, signed: Signed) -> None:
    tx.execute("INSERT OR IGNORE INTO sync_item (kind, id, data) VALUES (?, ?, ?)", (signed.what, id_of(signed), encode(signed)))
    if signed.what == "officekey" and known.office.head == id_of(signed):
        _open(tx, known, signed)


def _open(tx: Transaction, known: Membership, signed: Signed) -> None:
    """Keep the key that the latest office key gives this device. signed: the latest."""
    if known.office.latest is not None:
        key = key_in(tx, known, known.office.latest, signed, len(known.office.heads))
        if key is not None:
            tx.execute("INSERT OR IGNORE INTO sync_office_key VALUES (?, ?)", (known.office.epoch, key))
