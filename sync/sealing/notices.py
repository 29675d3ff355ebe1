"""The office's own matters under the office key: the directory, bundles of forms, and labels of the roster.

Key and nonce of a notice: HKDF-SHA-256(office key, salt, "rygsaek notice key 1" ‖ org, epoch, slot, number, device) → 32 + 12
bytes → AES-256-GCM. `Notice.ciphertext` is the salt (32 bytes) and what was sealed, padded as an envelope.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from typing import Final, Literal, TypeVar

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sync.identity import DeviceSecret, Entropy
from sync.proof.errors import ProofError
from sync.proof.roster import Roster
from sync.proof.signatures import covers_notice
from sync.sealing.bodies import pack_body, read_body
from sync.sealing.keys import KEY_BYTES, NONCE_BYTES, derive
from sync.sealing.padding import pad, unpad
from sync.wire.codec import Count, Hash, Id, Message, Millis
from sync.wire.requests import Notice

SALT_BYTES: Final = 32
Kind = Literal["directory", "bundle", "blob"]


class DirectoryEntry(Message, frozen=True):
    """Who has a citizen. cpr: `keyed_cpr`; person: of the roster; is_gone: the case is closed or handed on."""

    format: Count
    kind: Literal["directory"]
    case: Id
    cpr: Hash
    person: str
    at: Millis
    is_gone: bool


class BundleFile(Message, frozen=True):
    """A file of a bundle, by its name without a folder."""

    name: str
    data: bytes


class Bundle(Message, frozen=True):
    """Forms and profile that a lead publishes. version: only grows."""

    format: Count
    kind: Literal["bundle"]
    name: str
    version: Count
    at: Millis
    files: tuple[BundleFile, ...]


class BlobNotice(Message, frozen=True):
    """A form or a profile that cases of the office refer to by its hash: whoever opens such a case can read it."""

    format: Count
    kind: Literal["blob"]
    data: bytes


N = TypeVar("N", DirectoryEntry, Bundle, BlobNotice)


def keyed_cpr(key: bytes, cpr: str) -> bytes:
    """What the directory knows a citizen by. key: the office's of the entry's epoch; cpr: ten digits."""
    return hmac.digest(derive(key, b"rygsaek directory 1", KEY_BYTES), cpr.encode(), hashlib.sha256)


def slot_of(key: bytes, device: bytes, kind: Kind, name: str) -> bytes:
    """A notice's slot. Each device has slots of its own, so that none replaces another's; name: a case, a bundle, a hash."""
    about = msgspec.msgpack.encode((device, kind, name))
    return hmac.digest(derive(key, b"rygsaek slot 1", KEY_BYTES), about, hashlib.sha256)


def make_notice(
    secret: DeviceSecret,
    key: bytes,
    org: bytes,
    epoch: int,
    number: int,
    body: DirectoryEntry | Bundle | BlobNotice,
    entropy: Entropy = os.urandom,
) -> Notice:
    """A notice, signed. key: the office's of the epoch; number: more than the last one's in its slot."""
    slot, salt = slot_of(key, secret.name, body.kind, _name(body)), entropy(SALT_BYTES)
    content, nonce, bound = _content_key(key, salt, org, epoch, slot, number, secret.name)
    ciphertext = salt + AESGCM(content).encrypt(nonce, pad(pack_body(body), SALT_BYTES), bound)
    covered = covers_notice(org, epoch, slot, number, secret.name, ciphertext)
    return Notice(org, epoch, slot, number, secret.name, ciphertext, secret.sign(covered))


def open_notice(key: bytes, notice: Notice, kind: type[N], roster: Roster) -> N:
    """What a notice says that `proof.check_notice` has taken. key: the office's of its epoch.

    Raises ProofError: `notice.not_opened` (another key, or another kind), `notice.slot` (it lies where another belongs),
    `notice.not_lead` (a bundle of one who is no lead); WireError of the body.
    """
    where = (notice.org, notice.epoch, notice.slot, notice.number, notice.device)
    content, nonce, bound = _content_key(key, notice.ciphertext[:SALT_BYTES], *where)
    try:
        plain = AESGCM(content).decrypt(nonce, notice.ciphertext[SALT_BYTES:], bound)
    except (InvalidTag, ValueError) as error:
        raise ProofError("notice.not_opened") from error
    body = read_body(unpad(plain, SALT_BYTES, "notice.padding"), kind)
    if not hmac.compare_digest(slot_of(key, notice.device, body.kind, _name(body)), notice.slot):
        raise ProofError("notice.slot")
    if body.kind == "bundle" and not roster.is_lead(notice.device):
        raise ProofError("notice.not_lead")
    return body


def seal_roster_label(key: bytes, org: bytes, epoch: int, device: bytes, label: bytes, entropy: Entropy = os.urandom) -> bytes:
    """`RosterEvent.label`: the person's and the laptop's name. The epoch goes before, so that a reader knows which key."""
    nonce, head = entropy(NONCE_BYTES), epoch.to_bytes(4, "big")
    sealing = AESGCM(derive(key, b"rygsaek label 1", KEY_BYTES))
    return head + nonce + sealing.encrypt(nonce, label, org + device + head)


def label_epoch(sealed: bytes) -> int:
    """Of which epoch the key of a roster's label is."""
    return int.from_bytes(sealed[:4], "big")


def open_roster_label(key: bytes, org: bytes, device: bytes, sealed: bytes) -> bytes:
    """What `seal_roster_label` sealed. Raises ProofError (`label.not_opened`)."""
    head, nonce, ciphertext = sealed[:4], sealed[4 : 4 + NONCE_BYTES], sealed[4 + NONCE_BYTES :]
    try:
        return AESGCM(derive(key, b"rygsaek label 1", KEY_BYTES)).decrypt(nonce, ciphertext, org + device + head)
    except (InvalidTag, ValueError) as error:
        raise ProofError("label.not_opened") from error


def _name(body: DirectoryEntry | Bundle | BlobNotice) -> str:
    match body:
        case DirectoryEntry():
            return body.case
        case Bundle():
            return body.name
    return hashlib.sha256(body.data).hexdigest()


def _content_key(
    key: bytes, salt: bytes, org: bytes, epoch: int, slot: bytes, number: int, device: bytes
) -> tuple[bytes, bytes, bytes]:
    """Key, nonce, and what is bound."""
    bound = msgspec.msgpack.encode(("rygsaek notice key 1", org, epoch, slot, number, device))
    derived = derive(key, bound, KEY_BYTES + NONCE_BYTES, salt)
    return derived[:KEY_BYTES], derived[KEY_BYTES:], bound
