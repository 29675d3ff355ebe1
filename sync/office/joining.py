"""On the newcomer's laptop: from an invite to a place in the office. What has begun lies in the vault, so that it goes on after a
kill with the same keys and the same words.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from sync.errors import SyncError
from sync.identity import DeviceSecret, Entropy, HiddenMessage
from sync.office import words
from sync.office.codes import InviteCode
from sync.office.labels import Label
from sync.proof.errors import ProofError
from sync.proof.names import invite_hash
from sync.proof.roster import checked_document
from sync.proof.signed import body_of, read_signed
from sync.sealing.joining import join_proof, seal_label
from sync.wire.codec import KIB, Hash, WireError, encode
from sync.wire.office import FORMAT, OrgDoc, Signed
from sync.wire.requests import Join, Joined

JOINING_CAP = 64 * KIB


class Joining(HiddenMessage, frozen=True):
    """What the newcomer keeps meanwhile. server: the store's key as it told it, until the office's document vouches for it.

    secret: the device's, as `DeviceSecret.encode` made it; join: what the store is asked, the same however often.
    """

    code: str
    server: Hash
    secret: bytes
    join: Join

    @property
    def invite(self) -> InviteCode:
        return InviteCode.read(self.code)

    @property
    def device(self) -> DeviceSecret:
        return DeviceSecret.decode(self.secret)

    @property
    def words(self) -> tuple[str, ...]:
        """The six words that the lead must see as well."""
        return words.of_device(self.invite.org, self.device.fingerprint)


def begin(code: InviteCode, server: bytes, label: Label, entropy: Entropy = os.urandom) -> Joining:
    """Begin to join. server: the store's key, as `/v1/about` tells it."""
    secret = DeviceSecret.generate(entropy)
    sealed = seal_label(code.secret, code.org, secret.keys, encode(label), entropy)
    proof = join_proof(code.secret, code.org, secret.keys, sealed)
    return Joining(str(code), server, secret.encode(), Join(FORMAT, invite_hash(code.secret), secret.keys, proof, sealed))


def office_items(joining: Joining, answer: Joined) -> tuple[Signed, ...]:
    """What the store shows of the office, as far as it can be judged by now: the documents are those of the invite's office.

    Raises SyncError: `invite.other_office`, `answer.other_store` (the office's root vouches for another store), `orgdoc.…`.
    """
    try:
        items = tuple(read_signed(one.data) for one in answer.items)
        docs = [body_of(one, "orgdoc", OrgDoc) for one in items if one.what == "orgdoc"]
        if not docs or not joining.invite.is_for(docs[-1].org):
            raise SyncError("invite.other_office")
        for one in items:
            if one.what == "orgdoc":
                checked_document(one, docs[-1].org)
    except (ProofError, WireError) as error:
        raise SyncError(error.code) from error
    if docs[-1].server != joining.server:
        raise SyncError("answer.other_store")
    return items


def is_waiting(answer: Joined) -> bool:
    """Whether a lead has yet to say yes. Raises SyncError (`invite.refused`) where one has said no."""
    if answer.state == "refused":
        raise SyncError("invite.refused")
    return answer.state == "waiting"


def org_of(items: Sequence[Signed]) -> bytes:
    """The name of the office that these items are of. Raises ProofError, WireError."""
    return next(body_of(one, "orgdoc", OrgDoc).org for one in items if one.what == "orgdoc")
