"""A new office. Its kit is on paper before the store hears of it, and what is sent lies in the vault until the store has taken
it: a kill in between founds it the next time, the same. So does what is asked of a person: whether the kit came out.
"""

from __future__ import annotations

import os
from typing import Final, NamedTuple

from rygsaek.errors import InputError
from rygsaek.vault import slots
from rygsaek.vault.secret import new_id
from sync import membership, tables
from sync.errors import SyncError
from sync.identity import DeviceSecret, Entropy, HiddenMessage
from sync.membership import Membership
from sync.office.kit import Kit
from sync.office.labels import Label
from sync.office.line import Line
from sync.office.sharing import begin_cases
from sync.proof.officekeys import OfficeKeys
from sync.proof.roster import Roster
from sync.proof.signed import body_of
from sync.sealing.grants import make_office_key, sign
from sync.sealing.keys import new_key
from sync.sealing.notices import seal_roster_label
from sync.sealing.pairings import Pairs
from sync.wire.codec import MIB, NO_HASH, Hash, decode, encode
from sync.wire.office import FORMAT, SUITE, Kdf, OrgDoc, RosterEvent, Signed
from sync.wire.requests import Found, Founded, Item

LEASE_DAYS: Final = 14
FOUNDING: Final = "office.founding"
PRINTED: Final = "office.founding_printed"
FOUNDING_CAP: Final = 4 * MIB


class Founding(HiddenMessage, frozen=True):
    """All that the founder's laptop keeps until the store has taken it. secret: the device's, encoded."""

    server_url: str
    server: Hash
    secret: bytes
    office_key: Hash
    signed: tuple[Signed, ...]

    @property
    def device(self) -> DeviceSecret:
        return DeviceSecret.decode(self.secret)


class Printed(HiddenMessage, frozen=True):
    """A founding whose kit a printer has, and of which nobody has said yet that it came out. job: the print job."""

    founding: Founding
    job: str


class Made(NamedTuple):
    """A founding, and the kit that goes on paper and nowhere else."""

    founding: Founding
    kit: Kit


def make(server_url: str, server: bytes, label: Label, at: int, entropy: Entropy = os.urandom) -> Made:
    """An office whose first lead is this laptop. server: the store's signing key; at: milliseconds."""
    kit, secret, key = Kit.generate(entropy), DeviceSecret.generate(entropy), new_key(entropy)
    doc = sign("orgdoc", encode(first_document(kit, secret.fingerprint, server)), kit.root)
    link = RosterEvent(
        format=FORMAT,
        org=kit.org,
        n=1,
        previous=NO_HASH,
        at=at,
        kind="add",
        device=secret.fingerprint,
        keys=secret.keys,
        person=new_id(),
        label=seal_roster_label(key, kit.org, 1, secret.fingerprint, encode(label), entropy),
        role="lead",
        cutoffs=(),
    )
    first = sign("roster", encode(link), secret)
    roster = Roster.begin(doc, first, kit.org)
    pairs = Pairs(secret, kit.org, entropy=entropy)
    office = make_office_key(pairs, roster, OfficeKeys.none(kit.org), key, at, entropy=entropy)
    return Made(Founding(server_url, server, secret.encode(), key, (doc, first, *pairs.signed, office)), kit)


def first_document(kit: Kit, lead: bytes, server: bytes) -> OrgDoc:
    """The office's first document. lead: the founder's device."""
    floor, cap = slots.FLOOR, slots.CAP
    return OrgDoc(
        format=FORMAT,
        org=kit.org,
        number=1,
        root=kit.root.public,
        leads=(lead,),
        recovery=kit.recovery.public,
        suite=SUITE,
        least_format=FORMAT,
        least_client="",
        kdf_floor=Kdf(floor.memory_kib, floor.passes, floor.lanes),
        kdf_cap=Kdf(cap.memory_kib, cap.passes, cap.lanes),
        lease_days=LEASE_DAYS,
        server=server,
        retention=(),
    )


def question(founding: Founding) -> Found:
    """What the store is asked, the same however often."""
    return Found(FORMAT, founding.device.keys, tuple(Item(one.what, encode(one)) for one in founding.signed))


def prepare(line: Line, server_url: str, label: Label) -> Made:
    """An office to be, for a store that has room for one. Its kit goes on paper before `hold`. Raises InputError, SyncError."""
    refuse_second(line)
    store = line.about(server_url)
    if not store.is_open:
        raise SyncError("found.closed")
    return make(server_url, store.server, label, line.now_ms(), line.entropy)


def refuse_second(line: Line) -> None:
    """Raises InputError (`office.already`) where the vault belongs to an office."""
    with line.vault.read() as reader:
        if tables.fact(reader, tables.ORG) is not None:
            raise InputError("Rygsækken er allerede med i et kontor.", "En rygsæk kan kun være med i ét.", code="office.already")


def ask_for(line: Line, founding: Founding, job: str) -> None:
    """Keep a founding whose kit is in the printer, until a person says whether it came out. job: the print job."""
    with line.vault.write() as tx:
        tables.note(tx, PRINTED, encode(Printed(founding, job)))


def asked_for(line: Line) -> Printed | None:
    """The founding whose kit somebody must look for in the printer."""
    with line.vault.read() as reader:
        data = tables.fact(reader, PRINTED)
    return None if data is None else decode(data, Printed, FOUNDING_CAP)


def forget(line: Line) -> None:
    """The kit did not come out: there will be no such office."""
    with line.vault.write() as tx:
        tables.note(tx, PRINTED, None)


def hold(line: Line, founding: Founding) -> None:
    """Keep a founding whose kit is on paper, until the store has taken it."""
    with line.vault.write() as tx:
        tables.note(tx, FOUNDING, encode(founding))
        tables.note(tx, PRINTED, None)


def held(line: Line) -> Founding | None:
    """What a kill has left half done."""
    with line.vault.read() as reader:
        data = tables.fact(reader, FOUNDING)
    return None if data is None else decode(data, Founding, FOUNDING_CAP)


def finish(line: Line, founding: Founding) -> Membership:
    """Have the store take the office, and belong to it, with every case of this vault. Again and again does the same.

    Raises SyncError, RefusedError (`found.closed`: somebody was quicker).
    """
    line.ask(founding.server_url, founding.device, founding.server, "/v1/found", question(founding), Founded)
    with line.vault.write() as tx:
        org = body_of(founding.signed[0], "orgdoc", OrgDoc).org
        known = membership.begin(tx, founding.device, org, founding.server_url, founding.signed)
        begin_cases(tx, known, line.now_ms())
        tables.note(tx, FOUNDING, None)
    return known
