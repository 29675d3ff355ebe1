"""What people sign: the office's own document, the roster, grants, invites' answers, leases and wipes.

Each travels as `Signed`: the body's very bytes, and who signed them. `sync/proof` says what a signature covers.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from sync.wire.codec import KIB, Count, Hash, Id, Message, Millis, Signature

SUITE = 1
"""Ed25519; HPKE with ML-KEM-768 + X25519, HKDF-SHA-256, AES-256-GCM; SHA-256. One suite a format, never negotiated."""
FORMAT = 1

ReceiveKey = Annotated[bytes, msgspec.Meta(min_length=1216, max_length=1216)]
"""ML-KEM-768's public key (1,184 bytes) followed by X25519's (32)."""
Encapsulated = Annotated[bytes, msgspec.Meta(min_length=1168, max_length=1168)]
"""32 bytes sealed to one ReceiveKey: HPKE's encapsulation (1,120 bytes) and ciphertext."""
SealedKey = Annotated[bytes, msgspec.Meta(min_length=48, max_length=48)]
"""A key of 32 bytes under AES-256-GCM, and the tag (16)."""
Earlier = Annotated[bytes, msgspec.Meta(max_length=80)]
"""AES-256-GCM: nonce (12 bytes), sealed key (32), tag (16); or nothing."""
Role = Literal["lead", "caseworker"]
What = Literal[
    "orgdoc", "roster", "pairing", "grant", "officekey", "wipe", "lease", "redaction", "tombstone", "receipt", "bequest"
]

SIGNED_CAP = 1024 * KIB
BODY_CAP = 900 * KIB


class DeviceKeys(Message, frozen=True):
    """A device's public keys. Its fingerprint, which names it everywhere, is a hash of exactly these (`proof.fingerprint`)."""

    sign: Hash
    receive: ReceiveKey


class Signed(Message, frozen=True):
    """A signed body. by: the signers' fingerprints (the root's is `OrgDoc.org`), in the order of the signatures."""

    what: What
    body: bytes
    by: tuple[Hash, ...]
    signatures: tuple[Signature, ...]


class Kdf(Message, frozen=True):
    """Argon2id's cost: KiB, passes, lanes."""

    memory_kib: Count
    passes: Count
    lanes: Count


class Retention(Message, frozen=True):
    """A retention class: its name, and how many months after closing."""

    name: str
    months: Count


class OrgDoc(Message, frozen=True):
    """The office, signed by its root. org: fingerprint of the root key; number: grows by one with each new document.

    leads: devices that are leads whatever the roster says; recovery: for whom every key is sealed as well;
    server: the store's signing key; least_format: what is below is refused; lease_days: how long without contact.
    """

    format: Count
    org: Hash
    number: Count
    root: Hash
    leads: tuple[Hash, ...]
    recovery: ReceiveKey
    suite: Count
    least_format: Count
    least_client: str
    kdf_floor: Kdf
    kdf_cap: Kdf
    lease_days: Count
    server: Hash
    retention: tuple[Retention, ...]


class Cutoff(Message, frozen=True):
    """The last envelope that is accepted of a chain of a revoked device. seq 0: none."""

    case: Id
    incarnation: Id
    type: str
    seq: Count
    id: Hash


class RosterEvent(Message, frozen=True):
    """One link of the roster. n: from 1; previous: id of the link before, NO_HASH for the first.

    add      keys, person, label, role
    revoke   cutoffs: per chain of the device, what still counts; what is not named is cut off at 0
    role     role
    label: the person's and the laptop's name, sealed under the office key; the store cannot read it.
    """

    format: Count
    org: Hash
    n: Count
    previous: Hash
    at: Millis
    kind: Literal["add", "revoke", "role"]
    device: Hash
    keys: DeviceKeys | None
    person: str
    label: bytes
    role: Role | None
    cutoffs: tuple[Cutoff, ...]


class Pairing(Message, frozen=True):
    """A secret that two share from now on: under it the giver's grants seal keys for the receiver. By itself it opens nothing.

    giver: the device that grants, or the office's name where its root does; receiver: a device, or the office's kit
    (`proof.names.recovery_name`); wrap: what the secret is made from, for the receiver alone. Grants name it by its id.
    """

    format: Count
    org: Hash
    giver: Hash
    receiver: Hash
    at: Millis
    wrap: Encapsulated


class Wrap(Message, frozen=True):
    """A key sealed for one receiver. pairing: the id of the pairing under whose secret it is sealed."""

    pairing: Hash
    sealed: SealedKey


class WrapFor(Message, frozen=True):
    """A wrap and whom it is for."""

    device: Hash
    wrap: Wrap


class Grant(Message, frozen=True):
    """Who has a case's key of one epoch. n: grows by one in the case; previous: id of the grant before.

    A grant with the epoch of the one before adds readers; one with the next epoch has a new key, and is needed whenever
    somebody loses access. commitment: HMAC of the key over domain, org, case and epoch. roster_n, roster_head: the roster
    that the granter saw. recovery: the same key for the office's kit. is_recovery: made with a kit and leads, not by a writer.
    earlier: the key of the epoch before, sealed under this one's, so that who comes later can read what came before; empty
    in the first epoch.
    """

    format: Count
    org: Hash
    case: Id
    n: Count
    previous: Hash
    epoch: Count
    commitment: Hash
    roster_n: Count
    roster_head: Hash
    at: Millis
    writers: tuple[Hash, ...]
    readers: tuple[Hash, ...]
    wraps: tuple[WrapFor, ...]
    recovery: Wrap
    is_recovery: bool
    earlier: Earlier


class OfficeKey(Message, frozen=True):
    """The key of the office's own matters (names, directory, forms), of one epoch. A new one follows each revocation.

    With the epoch of the one before it adds devices. previous: id of the one before; earlier: as in a grant.
    """

    format: Count
    org: Hash
    epoch: Count
    previous: Hash
    commitment: Hash
    roster_n: Count
    roster_head: Hash
    at: Millis
    wraps: tuple[WrapFor, ...]
    recovery: Wrap
    earlier: Earlier


class Wipe(Message, frozen=True):
    """An order to one device to erase its vault, after it has handed over what is unsent."""

    format: Count
    org: Hash
    device: Hash
    roster_n: Count
    at: Millis


class KeyFor(Message, frozen=True):
    """A key sealed to one device by itself: HPKE, no pairing."""

    device: Hash
    sealed: Encapsulated


class Bequest(Message, frozen=True):
    """A revoked device leaves the leads what opens a case that the store knows no grant of: the key of an epoch, sealed to each.

    commitment: to the key, as the envelopes that it seals name it; keys: by fingerprint, rising. It lets nobody into anything.
    """

    format: Count
    org: Hash
    case: Id
    epoch: Count
    commitment: Hash
    at: Millis
    keys: tuple[KeyFor, ...]


class Lease(Message, frozen=True):
    """A lead lets one device go on until a time, though it has not been in contact."""

    format: Count
    org: Hash
    device: Hash
    until: Millis
    at: Millis


class Forgotten(Message, frozen=True):
    """A chain of changes in a case, and up to which of its envelopes the store may let go of what is in them."""

    incarnation: Id
    device: Hash
    seq: Count
    id: Hash


class Redaction(Message, frozen=True):
    """Texts and files that a lead has had taken out of a case. The store sees which envelopes and files go, and nothing else.

    epoch: of the case key that `sealed` is under (`sealing.redactions` tells what is in it); roster_n: as the lead saw it;
    blobs: files that go, by their names in the store, rising.
    """

    format: Count
    org: Hash
    case: Id
    epoch: Count
    roster_n: Count
    at: Millis
    chains: tuple[Forgotten, ...]
    sealed: bytes
    blobs: tuple[Hash, ...]


class Tombstone(Message, frozen=True):
    """A case is deleted for good. retention: the rule that says that it may be; devices: who had it, by fingerprint."""

    format: Count
    org: Hash
    case: Id
    roster_n: Count
    at: Millis
    retention: str
    devices: tuple[Hash, ...]


class Receipt(Message, frozen=True):
    """A device has nothing of a deleted case any more. tombstone: its id."""

    format: Count
    org: Hash
    case: Id
    tombstone: Hash
    device: Hash
    at: Millis
