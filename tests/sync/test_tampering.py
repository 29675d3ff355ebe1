"""A piece of each long run over what is signed and sealed, and each with its sabotage: what is broken on purpose is found."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sync.proof import roster
from sync.proof.errors import ProofError
from sync.proof.signed import body_of
from sync.sealing.keys import derive
from sync.wire.office import OrgDoc, Signed
from tests.long import altered, substitutions, swaps
from tests.support.proofs import unsigned, without


def test_parts_of_one_thing_do_not_pass_in_another() -> None:
    assert swaps.run(0, 0, every=40).endswith("all refused")


def test_a_program_that_looks_at_no_signature_is_found_out_by_swaps() -> None:
    with unsigned(), pytest.raises(AssertionError, match="was taken"):
        swaps.run(0, 0, every=40)


def test_a_program_that_binds_no_header_is_found_out() -> None:
    def unbound_key(key: bytes, _: object) -> tuple[bytes, bytes]:
        derived = derive(key, b"whatever it is", 44)
        return derived[:32], derived[32:]

    class Loose:
        """AES-256-GCM that leaves out what is to be authenticated beside."""

        def __init__(self, key: bytes) -> None:
            self.real = AESGCM(key)

        def encrypt(self, nonce: bytes, data: bytes, _: bytes) -> bytes:
            return self.real.encrypt(nonce, data, None)

        def decrypt(self, nonce: bytes, data: bytes, _: bytes) -> bytes:
            return self.real.decrypt(nonce, data, None)

    broken = without(sync__sealing__envelopes__AESGCM=Loose, sync__sealing__envelopes___content_key=unbound_key)
    with broken, pytest.raises(AssertionError, match="was taken"):
        swaps.run(0, 0, every=40)


def test_a_program_that_binds_no_wrap_is_found_out() -> None:
    def any_key(key: bytes, *_: Any) -> bytes:
        return key

    broken = without(sync__sealing__grants__context=lambda *_: b"anywhere", sync__sealing__grants__fitting=any_key)
    with broken, pytest.raises(AssertionError, match="wrap"):
        swaps.run(0, 0, every=40)


def test_no_byte_of_what_is_signed_or_sealed_can_be_changed() -> None:
    assert altered.run(0, 1).endswith("all refused")


def test_a_program_that_looks_at_no_signature_is_found_out_by_changed_bytes() -> None:
    with unsigned(), pytest.raises(AssertionError, match="byte"):
        altered.run(1, 1)


def test_no_key_passes_for_another_and_nothing_goes_back() -> None:
    assert substitutions.run(0, 3).endswith("all refused")


def test_a_program_that_takes_any_format_is_found_out() -> None:
    checked = roster.checked_document

    def lenient(signed: Signed, org: bytes) -> OrgDoc:
        try:
            return checked(signed, org)
        except ProofError as error:
            if error.code != "orgdoc.format":
                raise
            return body_of(signed, "orgdoc", OrgDoc)

    with (
        without(sync__proof__roster__checked_document=lenient),
        pytest.raises(AssertionError, match=r"a document with .* was taken"),
    ):
        substitutions.run(0, 0)


def test_a_program_that_takes_any_key_is_found_out() -> None:
    any_key = Ed25519PublicKey.from_public_bytes
    broken = without(sync__proof__keys__sound=any_key, sync__proof__signatures__sound=any_key, sync__proof__roster__sound=any_key)
    with broken, pytest.raises(AssertionError, match="was taken"):
        substitutions.run(0, 0)
