"""A file in sealed pieces: a random key for each file, one mebibyte a piece, named by the hash of what a store holds.

Key and name of the file travel inside the case. Each piece: AES-256-GCM under the file's key, nonce: its number in twelve bytes;
associated data: the file, the case, the piece's number, how many there are, the size. Equal arguments give equal bytes, so the
name is known before there is an office to send it to, and a hand-in that broke off goes on. Zeros fill the last piece up to
Padmé's length of the whole.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PIECE_BYTES: Final = 1024 * 1024
KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12

Hex = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
"""32 bytes."""


class PieceError(ValueError):
    """A piece or a file that is not what it should be. code: `chunk.not_opened`, `chunk.wrong`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class FileKey(msgspec.Struct, frozen=True):
    """What opens a file. file: SHA-256 of its content, its name in a vault; size: bytes; blob: its name in a store."""

    file: Hex
    key: Hex
    size: Annotated[int, msgspec.Meta(ge=0, le=2**40)]
    blob: Hex

    @property
    def pieces(self) -> int:
        """How many pieces it is in the store; an empty file is one."""
        return max(1, -(-padded(self.size) // PIECE_BYTES))

    def __repr__(self) -> str:
        return "FileKey(…)"


def new_file_key(data: bytes, case: str, entropy: Callable[[int], bytes] = os.urandom) -> FileKey:
    """A new key for a file of a case. entropy: random bytes, so many."""
    file = FileKey(hashlib.sha256(data).hexdigest(), entropy(KEY_BYTES).hex(), len(data), "")
    return msgspec.structs.replace(file, blob=blob_name(sealed_pieces(file, case, data)))


def sealed_pieces(file: FileKey, case: str, data: bytes, wanted: Iterable[int] | None = None) -> Iterator[bytes]:
    """The file as a store gets it, piece by piece. wanted: their numbers, None for all. data: what the key was made for, and
    nothing else: else ValueError, for a key and a number that seal two things give both away."""
    if hashlib.sha256(data).hexdigest() != file.file:
        raise ValueError("another file's key")
    sealing, size = AESGCM(bytes.fromhex(file.key)), padded(file.size)
    for index in range(file.pieces) if wanted is None else wanted:
        start, end = index * PIECE_BYTES, min((index + 1) * PIECE_BYTES, size)
        piece = data[start:end].ljust(end - start, b"\0")
        yield sealing.encrypt(_nonce(index), piece, _bound(file, case, index))


def open_piece(file: FileKey, case: str, index: int, sealed: bytes) -> bytes:
    """A piece's content. Raises PieceError (`chunk.not_opened`): changed, or another's, or in another place."""
    if not 0 <= index < file.pieces:
        raise PieceError("chunk.not_opened")
    try:
        return AESGCM(bytes.fromhex(file.key)).decrypt(_nonce(index), sealed, _bound(file, case, index))
    except (InvalidTag, ValueError) as error:
        raise PieceError("chunk.not_opened") from error


def joined_pieces(file: FileKey, pieces: Iterable[bytes]) -> bytes:
    """The file, of all its opened pieces in order. Raises PieceError (`chunk.wrong`) where it is not what it is called."""
    whole = b"".join(pieces)
    data = whole[: file.size]
    is_whole = len(whole) == padded(file.size) and not any(whole[file.size :])
    if not is_whole or not hmac.compare_digest(hashlib.sha256(data).hexdigest(), file.file):
        raise PieceError("chunk.wrong")
    return data


def blob_name(sealed: Iterable[bytes]) -> str:
    """What a store calls a file: the hash of the hashes of its sealed pieces, in hex."""
    return hashlib.sha256(b"".join(hashlib.sha256(piece).digest() for piece in sealed)).hexdigest()


def padded(size: int) -> int:
    """Padmé, as envelopes have it (`sync.proof.envelopes`), which may know nothing of this room. size: bytes, from 0."""
    if size < 2:
        return size
    exponent = size.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (size + mask) & ~mask


def _nonce(index: int) -> bytes:
    """A key seals one file, and each piece of it once: its number is a nonce."""
    return index.to_bytes(NONCE_BYTES, "big")


def _bound(file: FileKey, case: str, index: int) -> bytes:
    return msgspec.msgpack.encode(("rygsaek chunk 1", case, bytes.fromhex(file.file), index, file.pieces, file.size))
