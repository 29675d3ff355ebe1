"""Offices in the tests: real keys, real signatures, drawn from a seed so that they are the same each time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from msgspec.structs import replace

from sync.identity import DeviceSecret, Entropy, RecoverySecret, RootSecret, Secret
from sync.proof.errors import ProofError
from sync.proof.grants import CaseGrants
from sync.proof.officekeys import OfficeKeys
from sync.proof.roster import Roster
from sync.sealing.bodies import ChangesBody, pack_body
from sync.sealing.envelopes import seal
from sync.sealing.grants import make_grant, make_office_key, open_grant, open_recovery, sign
from sync.sealing.keys import new_key
from sync.sealing.pairings import Pairs, secrets_in
from sync.wire.codec import NO_HASH, WireError, encode
from sync.wire.envelopes import Type
from sync.wire.office import FORMAT, SUITE, Cutoff, Grant, Kdf, OfficeKey, OrgDoc, Retention, Role, RosterEvent, Signed

AT = 1_790_000_000_000
CASE = "sag1234567"
STORE = RootSecret(hashlib.sha256(b"a store").digest())
"""Signs as a store does: an Ed25519 key."""


def drawn(seed: object) -> Entropy:
    """Random bytes that are the same each time."""
    stream = hashlib.shake_256(repr(seed).encode())
    taken = 0

    def take(count: int) -> bytes:
        nonlocal taken
        taken += count
        return stream.digest(taken)[taken - count :]

    return take


@dataclass
class Office:
    """An office with its secrets, growing as a real one: each step is signed, and checked by the roster itself."""

    seed: object
    root: RootSecret
    kit: RecoverySecret
    entropy: Entropy
    roster: Roster
    docs: list[Signed]
    links: list[Signed]
    devices: list[DeviceSecret]
    keys: OfficeKeys
    office_keys: list[bytes] = field(default_factory=list)
    givers: dict[bytes, Pairs] = field(default_factory=dict)
    told: set[bytes] = field(default_factory=set)

    @property
    def org(self) -> bytes:
        return self.root.org

    def add(self, role: Role = "caseworker", by: DeviceSecret | None = None, person: str = "") -> DeviceSecret:
        """A new device."""
        device = DeviceSecret.generate(self.entropy)
        self.take(added(self.roster, device, person or f"p{len(self.devices)}", role), by)
        self.devices.append(device)
        return device

    def revoke(self, device: DeviceSecret, by: DeviceSecret | None = None, cutoffs: Sequence[Cutoff] = ()) -> None:
        self.take(event(self.roster, "revoke", device.name, cutoffs=tuple(cutoffs)), by)

    def pairs(self, giver: Secret) -> Pairs:
        """Whom somebody shares secrets with; all of them grow."""
        return self.givers.setdefault(giver.name, Pairs(giver, self.org, entropy=self.entropy))

    @property
    def pairings(self) -> dict[bytes, Signed]:
        """Everybody's, by their ids, in the order in which they were made."""
        return {pair.id: signed for one in self.givers.values() for pair, signed in one.made.values()}

    def renewed(self) -> list[Signed]:
        """The next office key, to be handed in behind the pairings that nobody has handed in yet."""
        made = self.renew()
        found = [signed for name, signed in self.pairings.items() if name not in self.told]
        self.told.update(self.pairings)
        return [*found, made]

    def opened(self, device: DeviceSecret, said: Grant | OfficeKey, by: Sequence[bytes]) -> bytes | None:
        """The key that a grant gives a device. Raises ProofError."""
        return open_grant(device.name, said, by, secrets_in(device, self.pairings))

    def recovered(self, said: Grant | OfficeKey, by: Sequence[bytes]) -> bytes:
        """The key that a grant gives the kit. Raises ProofError."""
        return open_recovery(self.kit.name, said, by, secrets_in(self.kit, self.pairings))

    def take(self, link: RosterEvent, by: DeviceSecret | None = None) -> Signed:
        signed = sign("roster", encode(link), by or self.devices[0])
        self.roster = self.roster.with_link(signed)
        self.links.append(signed)
        return signed

    def renew(self) -> Signed:
        """The next office key."""
        before = self.office_keys[-1] if self.office_keys else None
        self.office_keys.append(new_key(self.entropy))
        made = make_office_key(
            self.pairs(self.devices[0]), self.roster, self.keys, self.office_keys[-1], AT, key_before=before, entropy=self.entropy
        )
        self.keys = self.keys.with_key(made, self.roster)
        return made

    def case(self, *writers: DeviceSecret, readers: Sequence[DeviceSecret] = (), case: str = CASE) -> Case:
        """A case with one grant, by the first of its writers."""
        key = new_key(self.entropy)
        signed = make_grant(
            self.pairs(writers[0]),
            self.roster,
            CaseGrants.none(self.org, case),
            key,
            [one.name for one in writers],
            [one.name for one in readers],
            AT,
            entropy=self.entropy,
        )
        return Case(self, CaseGrants.none(self.org, case).with_grant(signed, self.roster), [signed], key)


@dataclass
class Case:
    """A case's grants and its key of now."""

    office: Office
    grants: CaseGrants
    signed: list[Signed]
    key: bytes

    def envelope(
        self,
        by: DeviceSecret,
        body: bytes = b"",
        *,
        seq: int = 1,
        previous: bytes = NO_HASH,
        type_: Type = "changes",
        incarnation: str = "inkarnation",
        salt: bytes = b"",
    ) -> bytes:
        """An envelope under the key of now."""
        return seal(
            by,
            self.key,
            org=self.office.org,
            case=self.grants.case,
            epoch=self.grants.epoch,
            commitment=self.grants.commitment(self.grants.epoch),
            incarnation=incarnation,
            type_=type_,
            seq=seq,
            previous=previous,
            salt=salt or self.office.entropy(32),
            body=body or pack_body(changes_body(self)),
        )

    def renew(self, by: DeviceSecret, writers: Sequence[DeviceSecret], readers: Sequence[DeviceSecret] = ()) -> Signed:
        """The next epoch."""
        key = new_key(self.office.entropy)
        made = make_grant(
            self.office.pairs(by),
            self.office.roster,
            self.grants,
            key,
            [one.name for one in writers],
            [one.name for one in readers],
            AT,
            key_before=self.key,
            entropy=self.office.entropy,
        )
        self.take(made, key)
        return made

    def share(self, by: DeviceSecret, writers: Sequence[DeviceSecret], readers: Sequence[DeviceSecret] = ()) -> Signed:
        """The same key for more."""
        names, office = ([one.name for one in writers], [one.name for one in readers]), self.office
        made = make_grant(office.pairs(by), office.roster, self.grants, self.key, *names, AT, entropy=office.entropy)
        self.take(made, self.key)
        return made

    def take(self, made: Signed, key: bytes) -> None:
        self.grants = self.grants.with_grant(made, self.office.roster)
        self.signed.append(made)
        self.key = key


def new_office(seed: object = 0, devices: int = 1) -> Office:
    """An office; its first device is its only lead."""
    entropy = drawn(seed)
    root, kit, founder = RootSecret.generate(entropy), RecoverySecret.generate(entropy), DeviceSecret.generate(entropy)
    doc = sign("orgdoc", encode(document(root, kit, founder)), root)
    first = RosterEvent(FORMAT, root.org, 1, NO_HASH, AT, "add", founder.name, founder.keys, "p0", b"label", "lead", ())
    link = sign("roster", encode(first), founder)
    roster = Roster.begin(doc, link, root.org)
    office = Office(seed, root, kit, entropy, roster, [doc], [link], [founder], OfficeKeys.none(root.org))
    for _ in range(devices - 1):
        office.add()
    return office


@contextmanager
def refused(code: str) -> Iterator[None]:
    """What is done inside is refused with exactly this code."""
    with pytest.raises((ProofError, WireError)) as raised:
        yield
    assert raised.value.code == code


def document(root: RootSecret, kit: RecoverySecret, *leads: DeviceSecret, number: int = 1) -> OrgDoc:
    """An office's document."""
    return OrgDoc(
        FORMAT,
        root.org,
        number,
        root.public,
        tuple(one.name for one in leads),
        kit.public,
        SUITE,
        1,
        "0.1.0",
        Kdf(65536, 3, 1),
        Kdf(1048576, 10, 16),
        14,
        STORE.public,
        (Retention("sag", 60),),
    )


def added(roster: Roster, device: DeviceSecret, person: str, role: Role = "caseworker") -> RosterEvent:
    """The next link, which adds a device."""
    return replace(event(roster, "add", device.name), keys=device.keys, person=person, label=b"sealed", role=role)


def event(roster: Roster, kind: str, device: bytes, role: Role | None = None, cutoffs: tuple[Cutoff, ...] = ()) -> RosterEvent:
    """The next link, of any kind."""
    return RosterEvent(FORMAT, roster.org, roster.n + 1, roster.head, AT, kind, device, None, "", b"", role, cutoffs)  # type: ignore[arg-type]


def changes_body(case: Case, saves: bytes = b"") -> ChangesBody:
    """A body of one save."""
    roster = case.office.roster
    return ChangesBody(FORMAT, case.grants.case, "inkarnation", 1, 1, NO_HASH, AT, roster.n, roster.head, (), saves)
