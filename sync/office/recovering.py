"""The kit at work: a case whose people are gone or ill gets a new writer.

It takes the kit and two leads, and where one person leads the kit and that one. Everybody in the case sees it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from rygsaek.errors import InputError
from rygsaek.vault.transaction import Reader
from sync import pairings
from sync.errors import SyncError
from sync.identity import DeviceSecret
from sync.membership import Membership
from sync.office.kit import Kit
from sync.office.line import Line, item
from sync.proof.errors import ProofError
from sync.proof.grants import CaseGrants, Epoch
from sync.proof.pairings import check_pairing
from sync.proof.roster import Roster
from sync.proof.signed import body_of, check_nth, id_of, read_signed
from sync.sealing.grants import countersign, joined, make_recovery_body, open_recovery
from sync.sealing.keys import new_key
from sync.sealing.pairings import Pairs, Secrets, secrets_in
from sync.wire.codec import MIB, NO_HASH, Hash, Message, Signature, WireError, decode
from sync.wire.office import BODY_CAP, FORMAT, Grant, Signed
from sync.wire.requests import Grants, GrantsAnswer, Item

ROOM: Final = 4 * 1024 * 1024
NEEDED: Final = 2
AT_ONCE: Final = 100
REQUEST_CAP: Final = 16 * MIB
Part = tuple[bytes, bytes]
"""One's name and signature."""


class Latest(NamedTuple):
    """A case as its latest grant tells it. Earlier grants are not looked at: whoever is in the case has judged them."""

    signed: Signed
    said: Grant

    @property
    def grants(self) -> CaseGrants:
        """As far as the next grant needs it."""
        said = self.said
        heads = (NO_HASH,) * (said.n - 1) + (id_of(self.signed),)
        unknown = Epoch(NO_HASH, b"", frozenset())
        epochs = (unknown,) * (said.epoch - 1) + (Epoch(said.commitment, said.earlier, frozenset(said.writers)),)
        return CaseGrants(said.org, said.case, heads, epochs, said)


def refuse_other_kit(kit: Kit, known: Membership) -> None:
    """Raises InputError (`kit.other`) for the kit of another office."""
    if kit.org != known.org or kit.recovery.public != known.roster.doc.recovery:
        raise InputError("Kontornøglen hører til et andet kontor.", "Se efter, om det er det rigtige ark.", code="kit.other")


def latest(line: Line, known: Membership) -> Iterator[Latest]:
    """Every case of the office by its latest grant, signed by one of the office. Raises SyncError."""
    after = ""
    while True:
        answer = line.ask_own(known, "/v1/grants", Grants(FORMAT, after, ROOM), GrantsAnswer)
        for one in answer.items:
            try:
                found = judged(known.roster, read_signed(one.data))
            except (ProofError, WireError) as error:
                raise SyncError(error.code) from error
            yield found
            after = max(after, found.said.case)
        if not answer.is_more or not answer.items:
            return


def judged(roster: Roster, signed: Signed) -> Latest:
    """A grant that somebody of the office signed. Raises ProofError, WireError."""
    said = body_of(signed, "grant", Grant)
    roster.knows(said.roster_n, said.roster_head)
    names = {roster.org: roster.doc.root} | {device: one.keys.sign for device, one in roster.members.items()}
    if said.org != roster.org or not signed.by or not all(one in names for one in signed.by):
        raise ProofError("grant.not_writer")
    for n, by in enumerate(signed.by):
        check_nth(signed, n, names[by])
    return Latest(signed, said)


class Owner(NamedTuple):
    """A person of the office, and the cases that a laptop of theirs may write in. device: one of their laptops, one in the office
    where there is one."""

    person: str
    device: bytes
    cases: tuple[str, ...]


def by_owner(known: Membership, cases: Collection[Latest]) -> tuple[Owner, ...]:
    """Whose the cases are, everybody but this person; a case of several is each one's."""
    members, me = known.roster.members, known.me
    found: dict[str, list[str]] = {}
    for case in cases:
        for person in sorted({members[one].person for one in case.said.writers}):
            if me is None or person != me.person:
                found.setdefault(person, []).append(case.said.case)
    laptops: dict[str, bytes] = {}
    for device, member in members.items():
        if member.person not in laptops or member.is_active:
            laptops[member.person] = device
    return tuple(Owner(person, laptops[person], tuple(of)) for person, of in found.items())


def is_ownerless(known: Membership, said: Grant) -> bool:
    """Nobody in the office can write in the case any more."""
    return not any(known.roster.is_active(one) for one in said.writers)


class Opening(NamedTuple):
    """The kit at work. pairs: the root's, new each time, for it keeps nothing; secrets: what colleagues share with the kit."""

    kit: Kit
    pairs: Pairs
    secrets: Secrets


def opening(line: Line, kit: Kit) -> Opening:
    """The kit with all that this laptop has seen handed to it."""
    with line.vault.read() as reader:
        secrets = secrets_in(kit.recovery, pairings.of_kit(reader, kit.recovery.name))
    return Opening(kit, Pairs(kit.root, kit.org, entropy=line.entropy), secrets)


def key_of(by: Opening, case: Latest) -> bytes:
    """The case's key, as the kit opens it. Raises SyncError (`key.…`, `pairing.missing`)."""
    try:
        return open_recovery(by.kit.recovery.name, case.said, case.signed.by, by.secrets)
    except ProofError as error:
        raise SyncError(error.code) from error


def body_for(by: Opening, known: Membership, case: Latest, writers: Collection[bytes], at: int) -> bytes:
    """The grant that gives a case to further writers, for the root and the leads to sign. at: milliseconds.

    The pairings that it needs are handed in before it. Who is still in the office and in the case stays in it; where somebody is
    not, there is a new key. Raises SyncError.
    """
    key, roster, said = key_of(by, case), known.roster, case.said
    left = [one for one in said.writers if roster.is_active(one)]
    readers = [one for one in said.readers if roster.is_active(one) and one not in writers]
    is_new = len(left) < len(said.writers) or any(one not in {*readers, *writers} for one in said.readers)
    try:
        return make_recovery_body(
            by.pairs,
            roster,
            case.grants,
            new_key() if is_new else key,
            sorted({*left, *writers}),
            readers,
            at,
            key_before=key if is_new else None,
        )
    except ProofError as error:
        raise SyncError(error.code) from error


def signed_by(kit: Kit, lead: DeviceSecret, body: bytes) -> tuple[Part, Part]:
    """The kit's and the first lead's word."""
    return countersign("grant", body, kit.root), countersign("grant", body, lead)


def leads_needed(known: Membership) -> int:
    """How many leads must sign beside the kit: two people, or one where there is one."""
    return min(NEEDED, len({one.person for one in known.roster.leads()}))


def recover(line: Line, kit: Kit, known: Membership, cases: Collection[Latest], writers: Collection[bytes]) -> tuple[str, ...]:
    """Open cases with the kit and this one lead; returns them. Raises SyncError (`grant.not_leads` where two must sign)."""
    if leads_needed(known) > 1:
        raise SyncError("grant.not_leads")
    made, by = [], opening(line, kit)
    for case in cases:
        body = body_for(by, known, case, writers, line.now_ms())
        made.append(joined("grant", body, signed_by(kit, known.secret, body)))
    _hand_in(line, known, [item(one) for one in (*by.pairs.signed, *made)])
    return tuple(case.said.case for case in cases)


def _hand_in(line: Line, known: Membership, items: Sequence[Item]) -> None:
    """So many at a time as one request has room for."""
    for start in range(0, len(items), AT_ONCE):
        line.hand_in(known, items[start : start + AT_ONCE])


class Seen(NamedTuple):
    """A recovery as everybody in the case sees it. at: ms; leads: who signed beside the kit; writers: who got the case by it."""

    at: int
    leads: tuple[bytes, ...]
    writers: tuple[bytes, ...]


def seen_in(reader: Reader, known: Membership, case: str) -> tuple[Seen, ...]:
    """Every recovery of a case, oldest first."""
    found: list[Seen] = []
    before: tuple[bytes, ...] = ()
    for (data,) in reader.query("SELECT data FROM sync_grant WHERE case_id = ? ORDER BY n", (case,)):
        signed = read_signed(bytes(data))
        said = body_of(signed, "grant", Grant)
        if said.is_recovery:
            found.append(Seen(said.at, signed.by[1:], tuple(one for one in said.writers if one not in before)))
        before = said.writers
    return tuple(found)


class Drilled(NamedTuple):
    """What a drill showed. opened: how many cases the kit opens; closed: those that it does not."""

    opened: int
    closed: tuple[str, ...]


def drill(line: Line, kit: Kit) -> Drilled:
    """Try the kit on every case of the office, and on the office's own key. Nothing is changed, and nothing is shown of a case.

    Raises InputError (`kit.other`), SyncError.
    """
    known = line.caught_up()
    refuse_other_kit(kit, known)
    opened, closed = 0, []
    by = opening(line, kit)
    for case in latest(line, known):
        try:
            key_of(by, case)
            opened += 1
        except SyncError:
            closed.append(case.said.case)
    return Drilled(opened, tuple(closed))


class Asked(Message, frozen=True):
    """One grant that waits for the second lead: its body, and the kit's and the first lead's word."""

    body: bytes
    by: tuple[Hash, ...]
    signatures: tuple[Signature, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        return tuple(zip(self.by, self.signatures, strict=True))


class Request(Message, frozen=True):
    """What the first lead gives the second. pairings: the root's, which the grants need. Nothing in it opens anything."""

    pairings: tuple[Signed, ...]
    grants: tuple[Asked, ...]


def ask_second(line: Line, kit: Kit, known: Membership, cases: Collection[Latest], writers: Collection[bytes]) -> Request:
    """The kit's and this lead's word, for another lead to sign as well. Raises SyncError."""
    made, by = [], opening(line, kit)
    for case in cases:
        body = body_for(by, known, case, writers, line.now_ms())
        parts = signed_by(kit, known.secret, body)
        made.append(Asked(body, tuple(name for name, _ in parts), tuple(signature for _, signature in parts)))
    return Request(by.pairs.signed, tuple(made))


def askers(request: Request, known: Membership) -> tuple[bytes, ...]:
    """The leads who have signed already; their word and the kit's are checked.

    Raises SyncError (`grant.not_leads`, `signature.wrong` …).
    """
    try:
        for one in request.grants:
            judged(known.roster, joined("grant", one.body, one.parts))
    except (ProofError, WireError) as error:
        raise SyncError(error.code) from error
    found = tuple(sorted({by for one in request.grants for by in one.by if by != known.org}))
    if not found or not all(known.roster.is_lead(one) for one in found):
        raise SyncError("grant.not_leads")
    return found


def grants_in(request: Request) -> tuple[Grant, ...]:
    """What is to be signed. Raises SyncError where it cannot be read."""
    try:
        return tuple(decode(one.body, Grant, BODY_CAP) for one in request.grants)
    except WireError as error:
        raise SyncError(error.code) from error


def sign_second(line: Line, known: Membership, request: Request) -> tuple[str, ...]:
    """Sign as the second lead and hand in; returns the cases. Raises SyncError (`grant.not_leads`, `grant.behind` …)."""
    try:
        for pairing in request.pairings:
            check_pairing(pairing, known.roster)
    except (ProofError, WireError) as error:
        raise SyncError(error.code) from error
    items = [item(one) for one in request.pairings]
    cases = []
    for one in request.grants:
        signed = joined("grant", one.body, [*one.parts, countersign("grant", one.body, known.secret)])
        try:
            cases.append(judged(known.roster, signed).said.case)
        except (ProofError, WireError) as error:
            raise SyncError(error.code) from error
        items.append(item(signed))
    _hand_in(line, known, items)
    return tuple(cases)
