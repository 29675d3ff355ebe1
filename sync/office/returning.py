"""Back into the office on a fresh machine, with the kit: a new laptop that leads, the lost ones revoked, their cases opened.

What is needed to go on lies in the vault from the first step, the kit never: after a kill it is typed or scanned again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from rygsaek.vault.secret import new_id
from sync import membership, pairings, tables
from sync.errors import RefusedError, SyncError
from sync.identity import DeviceSecret, Entropy, HiddenMessage
from sync.membership import Membership
from sync.office import recovering, revoking
from sync.office.founding import refuse_second
from sync.office.kit import Kit
from sync.office.labels import Label
from sync.office.line import Line, item
from sync.office.links import next_link
from sync.office.people import member_named
from sync.proof.errors import ProofError
from sync.proof.signatures import covers_recover
from sync.proof.signed import id_of, read_signed
from sync.sealing.grants import make_office_key, open_recovery, sign
from sync.sealing.notices import seal_roster_label
from sync.sealing.pairings import secrets_in
from sync.wire.codec import KIB, WireError, decode, encode
from sync.wire.office import FORMAT, Signed
from sync.wire.requests import Recover, Recovered

RETURNING_CAP: Final = 16 * KIB


class Returning(HiddenMessage, frozen=True):
    """What is kept from the first step on: the new device's secret, and where the store is."""

    secret: bytes
    server_url: str


class Returned(NamedTuple):
    """How it ended. revoked: the lost laptops; cases: those that were opened with the kit; waiting: those that nobody has any
    more, and that another lead must sign for too."""

    known: Membership
    revoked: tuple[bytes, ...]
    cases: tuple[str, ...]
    waiting: tuple[str, ...] = ()


def come_back(line: Line, kit: Kit, server_url: str, label: Label, lost: Collection[str] | None = None) -> Returned:
    """Be a lead of the office again, and have every case that nobody could write in any more.

    lost: laptops to revoke, by their numbers or names; None for all others of the one person whose office it is, and for none
    in an office of several.
    The cases come with the next sync. Raises InputError (`office.already`), SyncError.
    """
    known = _back_in(line, kit, server_url, label)
    gone = (
        _others_of_one(known) if lost is None else tuple(member_named(line, known, one, but=known.device).device for one in lost)
    )
    for device in gone:
        if known.roster.is_active(device):
            revoking.revoke(line, device)
            known = line.membership()
    cases = [one for one in recovering.latest(line, known) if recovering.is_ownerless(known, one.said)]
    if recovering.leads_needed(known) > 1:
        return Returned(known, gone, (), tuple(one.said.case for one in cases))
    opened = recovering.recover(line, kit, known, cases, (known.device,)) if cases else ()
    return Returned(known, gone, opened)


def _back_in(line: Line, kit: Kit, server_url: str, label: Label) -> Membership:
    with line.vault.read() as reader:
        known = membership.load(reader)
    if known is not None:
        if known.org != kit.org:
            refuse_second(line)
        return _with_office_key(line, kit, line.caught_up())
    begun = _begun(line, server_url)
    secret = DeviceSecret.decode(begun.secret)
    server = line.about(begun.server_url).server
    try:
        items = _asked(line, kit, secret, begun.server_url, server, ())
        seen = membership.chained(secret, kit.org, begun.server_url, items)
        if seen.server_key != server:
            raise SyncError("answer.other_store")
        if secret.fingerprint not in seen.roster.members:
            signed = way_in(kit, seen, _office_key(kit, seen, items), label, line.now_ms(), line.entropy)
            items = _asked(line, kit, secret, begun.server_url, server, signed)
        with line.vault.write() as tx:
            known = membership.begin(tx, secret, kit.org, begun.server_url, items)
            tables.note(tx, tables.RETURNING, None)
        return _with_office_key(line, kit, known)
    except (ProofError, WireError) as error:
        raise SyncError(error.code) from error


def way_in(kit: Kit, seen: Membership, office_key: bytes, label: Label, at: int, entropy: Entropy) -> tuple[Signed, ...]:
    """A document that names the new device a lead, and the link by which it adds itself.

    seen: the office as the store shows it, by the new device; at: milliseconds. Raises ProofError.
    """
    secret, roster = seen.secret, seen.roster
    leads = [one for one in roster.doc.leads if roster.is_active(one)]
    doc = replace(roster.doc, number=roster.doc.number + 1, leads=(*leads, secret.fingerprint))
    named = sign("orgdoc", encode(doc), kit.root)
    persons = {one.person for one in roster.active()}
    person = persons.pop() if len(persons) == 1 else new_id()
    sealed = seal_roster_label(office_key, kit.org, seen.office.epoch, secret.fingerprint, encode(label), entropy)
    link = next_link(roster, "add", secret.fingerprint, at, keys=secret.keys, person=person, label=sealed, role="lead")
    added = sign("roster", encode(link), secret)
    roster.with_doc(named).with_link(added)
    return named, added


def _begun(line: Line, server_url: str) -> Returning:
    """The same laptop at each try; the address is that of the latest, for the first may have had a slip."""
    with line.vault.read() as reader:
        data = tables.fact(reader, tables.RETURNING)
    if data is None:
        begun = Returning(DeviceSecret.generate(line.entropy).encode(), server_url)
    else:
        begun = replace(decode(data, Returning, RETURNING_CAP), server_url=server_url)
    with line.vault.write() as tx:
        tables.note(tx, tables.RETURNING, encode(begun))
    return begun


def _asked(
    line: Line, kit: Kit, secret: DeviceSecret, server_url: str, server: bytes, signed: Sequence[Signed]
) -> tuple[Signed, ...]:
    word = kit.root.sign(covers_recover(kit.org, secret.fingerprint, server))
    question = Recover(FORMAT, kit.org, secret.keys, word, tuple(item(one) for one in signed))
    answer = line.ask(server_url, secret, server, "/v1/recover", question, Recovered)
    for result in answer.results:
        if result.code:
            raise RefusedError(result.code)
    return tuple(read_signed(one.data) for one in answer.items)


def _office_key(kit: Kit, seen: Membership, items: Sequence[Signed]) -> bytes:
    """The office's latest key, as the kit opens it. Raises ProofError."""
    by = next((one.by for one in reversed(items) if one.what == "officekey"), ())
    if seen.office.latest is None:
        raise ProofError("officekey.behind")
    shared = secrets_in(kit.recovery, {id_of(one): one for one in items if one.what == "pairing"})
    return open_recovery(kit.recovery.name, seen.office.latest, by, shared)


def _with_office_key(line: Line, kit: Kit, known: Membership) -> Membership:
    """Have the office's key sealed for this device as well: until now the kit alone opens it here."""
    with line.vault.read() as reader:
        if membership.office_key(reader, known) is not None or known.office.latest is None:
            return known
        items = [read_signed(bytes(data)) for (data,) in reader.query("SELECT data FROM sync_item ORDER BY place")]
        items.extend(pairings.of_kit(reader, kit.recovery.name).values())
    key, pairs = _office_key(kit, known, items), line.pairs(known)
    signed = make_office_key(pairs, known.roster, known.office, key, line.now_ms(), entropy=line.entropy)
    line.hand_in(known, [item(one) for one in (*pairs.signed, signed)])
    line.keep(pairs)
    return line.take(known, [signed])


def _others_of_one(known: Membership) -> tuple[bytes, ...]:
    """In an office of one person: every other laptop. In any other: none."""
    active = known.roster.active()
    if len({one.person for one in active}) > 1:
        return ()
    return tuple(one.device for one in active if one.device != known.device)
