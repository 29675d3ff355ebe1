"""A signed body: read strictly, and matched with those who should have signed it."""

from __future__ import annotations

from typing import TypeVar

from sync.proof.errors import ProofError
from sync.proof.names import signed_id
from sync.proof.signatures import check, covers_signed
from sync.wire.codec import Message, decode
from sync.wire.office import BODY_CAP, SIGNED_CAP, Signed, What

M = TypeVar("M", bound=Message)


def read_signed(data: bytes) -> Signed:
    """Bytes from the wire as a signed body, unchecked. Raises WireError."""
    return decode(data, Signed, SIGNED_CAP)


def body_of(signed: Signed, what: What, kind: type[M]) -> M:
    """What a signed body says, unchecked. Raises WireError; ProofError (`signed.other`) for another kind of thing."""
    if signed.what != what or len(signed.by) != len(signed.signatures):
        raise ProofError("signed.other")
    return decode(signed.body, kind, BODY_CAP)


def id_of(signed: Signed) -> bytes:
    """Its id."""
    return signed_id(signed.what, signed.body)


def signer_of(signed: Signed) -> bytes:
    """Who says to have signed it, where one should have. Raises ProofError (`signed.other`)."""
    if len(signed.by) != 1 or len(signed.signatures) != 1:
        raise ProofError("signed.other")
    return signed.by[0]


def check_one(signed: Signed, public: bytes) -> None:
    """Raises ProofError unless it has one signature, of this key. Whose key it is, `signer_of` claims and the caller knows."""
    signer_of(signed)
    check_nth(signed, 0, public)


def check_nth(signed: Signed, n: int, public: bytes) -> None:
    """Raises ProofError unless its nth signature is of this key."""
    check(public, signed.signatures[n], covers_signed(signed.what, signed.body))
