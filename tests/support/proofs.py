"""A small office with something of every kind that is signed or sealed, each with what takes it, for those who tamper with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, NamedTuple
from unittest.mock import patch

from msgspec.structs import replace

from sync.identity import DeviceSecret
from sync.proof.envelopes import check
from sync.proof.envelopes import read as read_envelope
from sync.proof.errors import ProofError
from sync.proof.grants import CaseGrants
from sync.proof.names import recovery_name
from sync.proof.notices import check_notice
from sync.proof.officekeys import OfficeKeys
from sync.proof.orders import check_lease, check_wipe
from sync.proof.pairings import check_pairing
from sync.proof.roster import Roster
from sync.sealing.bodies import ChangesBody, pack_body, read_body
from sync.sealing.envelopes import open_envelope
from sync.sealing.grants import earlier_key, sign
from sync.sealing.notices import DirectoryEntry, keyed_cpr, make_notice, open_notice
from sync.sealing.pairings import open_pairing
from sync.wire.codec import WireError, decode, encode
from sync.wire.office import BODY_CAP, FORMAT, SIGNED_CAP, Grant, Lease, OfficeKey, Pairing, Signed, Wipe
from tests.support.offices import AT, Case, Office, changes_body, document, new_office

CASES = ("foerstesag", "andensagen")


class Item(NamedTuple):
    """Something honest. take: what a laptop does with such bytes in this one's place: it raises, or tells what came of them.

    What is there already and changes nothing is refused too.
    """

    kind: str
    data: bytes
    take: Callable[[bytes], object]


class World(NamedTuple):
    """signed: by people; sealed: envelopes; noted: notices; everything of each kind was taken once, in order."""

    office: Office
    cases: dict[str, Case]
    signed: tuple[Item, ...]
    sealed: tuple[Item, ...]
    noted: tuple[Item, ...]


def is_refused(take: Callable[[bytes], object], data: bytes) -> bool:
    """Whether it was, by one of the two errors there are; any other goes through."""
    try:
        take(data)
    except (ProofError, WireError):
        return True
    return False


def world(seed: int) -> World:
    """An office of three laptops with two cases, each in its second epoch, after a revocation."""
    office = new_office(f"world {seed}", devices=4)
    one, two, three, gone = office.devices
    keys = [office.renew()]
    cases = {name: office.case(one, two, gone, readers=[three], case=name) for name in CASES}
    sealed = [data for case in cases.values() for data in _written(case, (one, two))]
    office.revoke(gone)
    keys.append(office.renew())
    for case in cases.values():
        case.renew(one, [one, two], [three])
        case.share(two, [one, two, three])
    sealed += [data for case in cases.values() for data in _written(case, (two, three), seq_from=2)]
    notes = [
        encode(make_notice(by, office.office_keys[at], office.org, at + 1, 1, _entry(office, at, case), office.entropy))
        for by in (one, two)
        for case in CASES
        for at in (0, 1)
    ]
    found = World(office, cases, (), (), ())
    return found._replace(
        signed=tuple(_signed_items(office, cases, keys)),
        sealed=tuple(Item("envelope", data, lambda data: opened(found, data)) for data in sealed),
        noted=tuple(Item("notice", data, lambda data: told(office, data)) for data in notes),
    )


def opened(known: World, data: bytes) -> ChangesBody:
    """What a laptop reads of an envelope: everything but the chain, which is kept in its vault."""
    case = known.cases.get(read_envelope(data).header.case)
    if case is None:
        raise ProofError("envelope.other_office")
    checked = check(data, known.office.roster, case.grants)
    body = read_body(open_envelope(checked, earlier_key(case.key, case.grants, checked.header.epoch)), ChangesBody)
    if (body.case, body.incarnation) != (checked.header.case, checked.header.incarnation):
        raise ProofError("body.other")
    return body


def told(office: Office, data: bytes) -> DirectoryEntry:
    """What a laptop reads of a notice."""
    notice = check_notice(data, office.roster, office.keys)
    return open_notice(office.office_keys[notice.epoch - 1], notice, DirectoryEntry, office.roster)


def keys_in(office: Office, said: Grant | OfficeKey, by: tuple[bytes, ...]) -> dict[bytes, bytes]:
    """The key that each recipient of a grant gets, by its name. Raises ProofError where one gets nothing, or something else."""
    found = {recovery_name(office.kit.public): office.recovered(said, by)}
    for device in office.devices:
        key = office.opened(device, said, by)
        if key is not None:
            found[device.name] = key
    return found


def _written(case: Case, authors: tuple[DeviceSecret, ...], seq_from: int = 1) -> Iterator[bytes]:
    for number, author in enumerate(authors):
        incarnation = f"ink{seq_from}{number}"
        body = pack_body(replace(changes_body(case, case.office.entropy(40 * (number + 1))), incarnation=incarnation))
        first = case.envelope(author, body, incarnation=incarnation)
        yield first
        yield case.envelope(author, body, incarnation=incarnation, seq=2, previous=read_envelope(first).id)


def _entry(office: Office, at: int, case: str) -> DirectoryEntry:
    return DirectoryEntry(FORMAT, "directory", case, keyed_cpr(office.office_keys[at], "6101501234"), "p1", AT, False)


def _signed_items(office: Office, cases: dict[str, Case], keys: list[Signed]) -> Iterator[Item]:
    """Everything that people signed, each taken by what stood just before it."""
    roster = Roster.begin(office.docs[0], office.links[0], office.org)
    doc, first = office.docs[0], office.links[0]
    yield _item(None, doc, lambda signed: Roster.begin(signed, first, office.org))
    yield _item(None, first, lambda signed: Roster.begin(doc, signed, office.org))
    second = sign("orgdoc", encode(document(office.root, office.kit, office.devices[0], number=2)), office.root)
    yield _item(office.roster, second, office.roster.with_doc)
    for link in office.links[1:]:
        yield _item(roster, link, roster.with_link)
        roster = roster.with_link(link)
    for pairing in office.pairings.values():
        yield _item(None, pairing, lambda signed: taken_pairing(office, signed))
    held = OfficeKeys.none(office.org)
    for key in keys:
        yield _item(held, key, lambda signed, held=held: held.with_key(signed, office.roster))
        held = held.with_key(key, office.roster)
    for case in cases.values():
        grants = CaseGrants.none(office.org, case.grants.case)
        for grant in case.signed:
            yield _item(grants, grant, lambda signed, grants=grants: grants.with_grant(signed, office.roster))
            grants = grants.with_grant(grant, office.roster)
    lead, gone, there = office.devices[0], office.devices[3].name, office.devices[1].name
    wipe, lease = Wipe(FORMAT, office.org, gone, office.roster.n, AT), Lease(FORMAT, office.org, there, AT, AT)
    yield _item(None, sign("wipe", encode(wipe), lead), lambda signed: check_wipe(signed, office.roster))
    yield _item(None, sign("lease", encode(lease), lead), lambda signed: check_lease(signed, office.roster))


def taken_pairing(office: Office, signed: Signed) -> tuple[Pairing, bytes]:
    """What its receiver reads of a pairing. Raises ProofError."""
    said = check_pairing(signed, office.roster)
    me = next(one for one in (*office.devices, office.kit) if one.name == said.receiver)
    return said, open_pairing(me, said)


def _item(before: object, signed: Signed, take: Callable[[Signed], object]) -> Item:
    def taken(data: bytes) -> object:
        after = take(decode(data, Signed, SIGNED_CAP))
        if after is before:
            raise ProofError("nothing.new")
        return after

    return Item(signed.what, encode(signed), taken)


def body_of(signed: Signed) -> Grant | OfficeKey:
    return decode(signed.body, Grant if signed.what == "grant" else OfficeKey, BODY_CAP)


@contextmanager
def without(**parts: Any) -> Iterator[None]:
    """A sabotage: what stands under these names (`.` written `__`) is replaced for a while."""
    with ExitStack() as stack:
        for name, other in parts.items():
            stack.enter_context(patch(name.replace("__", "."), other))
        yield


def unsigned() -> Any:
    """The sabotage: no signature is looked at."""
    nothing = lambda *_: None  # noqa: E731 - it stands in the place of three functions
    return without(
        sync__proof__envelopes__check_signature=nothing, sync__proof__signed__check=nothing, sync__proof__notices__check=nothing
    )
