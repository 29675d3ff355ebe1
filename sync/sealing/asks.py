"""What one lead's laptop asks of another's, sealed to that one alone: HPKE, as a pairing is. It does not tell who sealed it."""

from __future__ import annotations

import msgspec
from cryptography.exceptions import InvalidTag

from sync.identity import DeviceSecret
from sync.proof.errors import ProofError
from sync.sealing.pairings import SUITE, sealing_key


def seal_ask(data: bytes, receive: bytes, org: bytes, asker: bytes, device: bytes) -> bytes:
    """receive: the asked device's public key; asker, device: names. Raises ProofError (`key.unsound`)."""
    return SUITE.encrypt(data, sealing_key(receive), info=_between(org, asker, device))


def open_ask(me: DeviceSecret, sealed: bytes, org: bytes, asker: bytes) -> bytes:
    """What was sealed. Raises ProofError (`key.not_opened`): for another device, as if by another, or changed."""
    try:
        return SUITE.decrypt(sealed, me.receive, info=_between(org, asker, me.name))
    except (InvalidTag, ValueError) as error:
        raise ProofError("key.not_opened") from error


def _between(org: bytes, asker: bytes, device: bytes) -> bytes:
    return msgspec.msgpack.encode(("rygsaek ask 1", org, asker, device))
