"""What a redaction takes out, sealed so that the store learns neither which saves nor what was in them.

Key: HKDF-SHA-256(case key of the epoch, "rygsaek redaction 1") → AES-256-GCM under twelve random bytes that stand before the
ciphertext; associated data: where the key belongs (org, case, epoch). Inside, padded as an envelope's body is:
"""

from __future__ import annotations

import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sync.identity import Entropy
from sync.proof.errors import ProofError
from sync.sealing.bodies import SaveHead
from sync.sealing.keys import KEY_BYTES, NONCE_BYTES, derive, place
from sync.sealing.padding import pad, unpad
from sync.wire.codec import MIB, Count, Hash, Id, Message, decode, encode
from sync.wire.office import Redaction

INSIDE_CAP: Final = 1 * MIB
DOMAIN: Final = b"rygsaek redaction 1"


class RedactedSave(Message, frozen=True):
    """A save whose texts go. changes: which of them; hash: the log's, which stays; left: the one that it has without."""

    incarnation: Id
    txn: Count
    changes: tuple[Count, ...]
    hash: Hash
    left: Hash


class Taken(Message, frozen=True):
    """saves: what goes; heads: how far the log goes that the forgotten envelopes carried, one for each chain, in the same order:
    what a checkpoint says up to there is vouched for by the lead.
    """

    format: Count
    saves: tuple[RedactedSave, ...]
    heads: tuple[SaveHead, ...]


def seal_taken(key: bytes, taken: Taken, org: bytes, case: str, epoch: int, entropy: Entropy = os.urandom) -> bytes:
    """What goes into `Redaction.sealed`. key: the case's of the epoch."""
    nonce = entropy(NONCE_BYTES)
    return nonce + AESGCM(derive(key, DOMAIN, KEY_BYTES)).encrypt(nonce, pad(encode(taken)), place(org, case, epoch))


def open_taken(key: bytes, said: Redaction) -> Taken:
    """What a redaction takes out. Raises ProofError (`redaction.not_opened`, `redaction.unreadable`), WireError."""
    nonce, sealed = said.sealed[:NONCE_BYTES], said.sealed[NONCE_BYTES:]
    try:
        plain = AESGCM(derive(key, DOMAIN, KEY_BYTES)).decrypt(nonce, sealed, place(said.org, said.case, said.epoch))
    except (InvalidTag, ValueError) as error:
        raise ProofError("redaction.not_opened") from error
    taken = decode(unpad(plain, 0, "redaction.unreadable"), Taken, INSIDE_CAP)
    if [one.incarnation for one in taken.heads] != [one.incarnation for one in said.chains] or not taken.saves:
        raise ProofError("redaction.unreadable")
    return taken
