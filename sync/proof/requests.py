"""Requests and answers: both sides sign, over the same nonce."""

from __future__ import annotations

from sync.proof.errors import ProofError
from sync.proof.names import fingerprint
from sync.proof.signatures import check, covers_answer, covers_request
from sync.wire.office import DeviceKeys
from sync.wire.requests import Auth, Seal


def check_request(auth: Auth, method: str, path: str, body: bytes, server: bytes, keys: DeviceKeys) -> None:
    """Steps 5 to 7 of a request. server: this store's key; keys: of the device that `auth` names, as roster or request tells.

    Raises ProofError: `request.other_store`, `request.unknown_device` (the keys are not that device's), `request.signature`.
    """
    if auth.server != server:
        raise ProofError("request.other_store")
    if fingerprint(keys) != auth.device:
        raise ProofError("request.unknown_device")
    covered = covers_request(method, path, body, auth.device, auth.server, auth.nonce, auth.time)
    _signed(keys.sign, auth.signature, covered, "request.signature")


def check_answer(seal: Seal, nonce: bytes, status: int, body: bytes, server: bytes) -> None:
    """An answer's seal. nonce: the request's; server: the pinned store's key.

    Raises ProofError: `answer.other_store`, `answer.replayed` (it answers another request), `answer.signature`.
    """
    if seal.server != server:
        raise ProofError("answer.other_store")
    if seal.nonce != nonce:
        raise ProofError("answer.replayed")
    _signed(server, seal.signature, covers_answer(seal.nonce, status, body, seal.server, seal.time), "answer.signature")


def _signed(public: bytes, signature: bytes, covered: bytes, code: str) -> None:
    try:
        check(public, signature, covered)
    except ProofError as error:
        raise ProofError(code) from error
