"""What is sealed, made so long that its length tells little: four bytes of length, the content, zeros up to Padmé's length."""

from __future__ import annotations

from sync.proof.envelopes import LENGTH_BYTES, TAG_BYTES, padded
from sync.proof.errors import ProofError


def pad(content: bytes, beside: int = 0) -> bytes:
    """Content as it is sealed. beside: bytes that travel with the ciphertext; all of it together has Padmé's length."""
    size = padded(LENGTH_BYTES + len(content) + TAG_BYTES + beside) - TAG_BYTES - beside
    return (len(content).to_bytes(LENGTH_BYTES, "big") + content).ljust(size, b"\0")


def unpad(plain: bytes, beside: int, code: str) -> bytes:
    """The content, from exactly what `pad` makes. Raises ProofError (code)."""
    end = LENGTH_BYTES + int.from_bytes(plain[:LENGTH_BYTES], "big")
    content = plain[LENGTH_BYTES:end]
    if end > len(plain) or pad(content, beside) != plain:
        raise ProofError(code)
    return content
