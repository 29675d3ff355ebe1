"""An attachment in sealed pieces: a random key for each file, one mebibyte a piece, named by the hash of what the store holds.

Key and name of the file travel inside the case. Each piece: AES-256-GCM under the file's key, nonce: its number in twelve bytes;
associated data: the file, where it belongs, the piece's number, how many there are, the size. Equal arguments give equal bytes,
so that a hand-in that broke off goes on. Zeros fill the last piece up to Padmé's length of the whole.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sync.identity import Entropy, HiddenMessage
from sync.proof.envelopes import padded
from sync.proof.errors import ProofError
from sync.proof.names import digest
from sync.sealing.keys import KEY_BYTES, NONCE_BYTES
from sync.wire.codec import Count, Hash
from sync.wire.requests import CHUNK_BYTES

PIECE_BYTES: Final = CHUNK_BYTES


class FileKey(HiddenMessage, frozen=True):
    """What opens a file. file: SHA-256 of its content, the name that it has in a vault; size: bytes."""

    file: Hash
    key: Hash
    size: Count

    @property
    def pieces(self) -> int:
        """How many pieces it is in the store; an empty file is one."""
        return max(1, -(-padded(self.size) // PIECE_BYTES))


def new_file_key(data: bytes, entropy: Entropy = os.urandom) -> FileKey:
    """A new key for a file."""
    return FileKey(digest(data), entropy(KEY_BYTES), len(data))


def sealed_pieces(file: FileKey, org: bytes, case: str, data: bytes) -> Iterator[bytes]:
    """The file as the store gets it, piece by piece. data: what the key was made for, and nothing else: else ValueError, for a
    key and a number that seal two things give both away."""
    if digest(data) != file.file:
        raise ValueError("another file's key")
    sealing, whole = AESGCM(file.key), data.ljust(padded(file.size), b"\0")
    for index in range(file.pieces):
        piece = whole[index * PIECE_BYTES : (index + 1) * PIECE_BYTES]
        yield sealing.encrypt(_nonce(index), piece, _bound(file, org, case, index))


def open_piece(file: FileKey, org: bytes, case: str, index: int, sealed: bytes) -> bytes:
    """A piece's content. Raises ProofError (`chunk.not_opened`): changed, or another's, or in another place."""
    if not 0 <= index < file.pieces:
        raise ProofError("chunk.not_opened")
    try:
        return AESGCM(file.key).decrypt(_nonce(index), sealed, _bound(file, org, case, index))
    except (InvalidTag, ValueError) as error:
        raise ProofError("chunk.not_opened") from error


def joined_pieces(file: FileKey, pieces: Iterable[bytes]) -> bytes:
    """The file, of all its opened pieces in order. Raises ProofError (`chunk.wrong`) where it is not what it is called."""
    whole = b"".join(pieces)
    data = whole[: file.size]
    if len(whole) != padded(file.size) or any(whole[file.size :]) or not hmac.compare_digest(digest(data), file.file):
        raise ProofError("chunk.wrong")
    return data


def blob_name(sealed: Iterable[bytes]) -> bytes:
    """What the store calls a file: the hash of the hashes of its sealed pieces."""
    return digest(*(digest(piece) for piece in sealed))


def _nonce(index: int) -> bytes:
    """A key seals one file, and each piece of it once: its number is a nonce."""
    return index.to_bytes(NONCE_BYTES, "big")


def _bound(file: FileKey, org: bytes, case: str, index: int) -> bytes:
    return msgspec.msgpack.encode(("rygsaek chunk 1", org, case, file.file, index, file.pieces, file.size))
