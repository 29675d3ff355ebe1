"""A file goes into pieces and comes out again; no piece passes for another."""

from __future__ import annotations

from itertools import permutations

import pytest
from msgspec.structs import replace

from sync.proof.envelopes import padded
from sync.sealing.chunks import PIECE_BYTES, blob_name, joined_pieces, new_file_key, open_piece, sealed_pieces
from sync.wire.requests import CHUNK_BYTES
from tests.support.offices import CASE, drawn, refused

ORG = bytes(range(32))
SIZES = (0, 1, 1000, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 2 * PIECE_BYTES, 5 * PIECE_BYTES // 2)


def content(size: int) -> bytes:
    return drawn("a file")(size)


@pytest.mark.parametrize("size", SIZES)
def test_a_file_of_any_size_comes_back_from_its_pieces(size: int) -> None:
    data = content(size)
    file = new_file_key(data, drawn("key"))
    sealed = list(sealed_pieces(file, ORG, CASE, data))
    assert len(sealed) == file.pieces
    assert all(len(piece) <= CHUNK_BYTES + 16 for piece in sealed)
    assert sum(len(piece) - 16 for piece in sealed) == padded(size)
    assert joined_pieces(file, (open_piece(file, ORG, CASE, at, piece) for at, piece in enumerate(sealed))) == data


def test_a_hand_in_that_broke_off_goes_on_with_the_same_bytes() -> None:
    data = content(PIECE_BYTES + 5)
    file = new_file_key(data, drawn("key"))
    once, again = (list(sealed_pieces(file, ORG, CASE, data)) for _ in range(2))
    assert once == again
    assert blob_name(once) == blob_name(again)


def test_the_same_file_twice_has_two_names_in_the_store() -> None:
    data = content(1000)
    names = {blob_name(sealed_pieces(new_file_key(data, drawn(seed)), ORG, CASE, data)) for seed in ("one", "two")}
    assert len(names) == 2


def test_no_piece_passes_for_another() -> None:
    data, other = content(3 * PIECE_BYTES), bytes(3 * PIECE_BYTES)
    files = [new_file_key(one, drawn(seed)) for one, seed in ((data, "one"), (data, "two"), (other, "three"))]
    sealed = [
        (file, place, at, piece)
        for file, source in zip(files, (data, data, other), strict=True)
        for place in (CASE, "enanden")
        for at, piece in enumerate(sealed_pieces(file, ORG, place, source))
    ]
    tried = 0
    for mine, theirs in permutations(sealed, 2):
        tried += 1
        with refused("chunk.not_opened"):
            open_piece(mine[0], ORG, mine[1], mine[2], theirs[3])
    assert tried == 18 * 17


def test_a_piece_that_was_changed_moved_or_cut_is_refused() -> None:
    data = content(500)
    file = new_file_key(data, drawn("key"))
    (sealed,) = sealed_pieces(file, ORG, CASE, data)
    assert open_piece(file, ORG, CASE, 0, sealed)[:500] == data
    for index, org, case, piece in (
        (1, ORG, CASE, sealed),
        (-1, ORG, CASE, sealed),
        (0, bytes(32), CASE, sealed),
        (0, ORG, "enanden", sealed),
        (0, ORG, CASE, sealed[:-1]),
        (0, ORG, CASE, sealed + b"\0"),
        (0, ORG, CASE, b""),
        (0, ORG, CASE, bytes([sealed[0] ^ 1]) + sealed[1:]),
    ):
        with refused("chunk.not_opened"):
            open_piece(file, org, case, index, piece)
    for wrong in (replace(file, size=499), replace(file, key=bytes(32)), replace(file, file=bytes(32))):
        with refused("chunk.not_opened"):
            open_piece(wrong, ORG, CASE, 0, sealed)


def test_a_file_that_is_not_what_it_is_called_is_refused() -> None:
    data = content(500)
    file = new_file_key(data, drawn("key"))
    whole = data.ljust(padded(500), b"\0")
    assert joined_pieces(file, [whole]) == data
    for wrong in ([whole[:-1]], [whole[1:] + b"\0"], [data + b"\1" * (len(whole) - 500)], []):
        with refused("chunk.wrong"):
            joined_pieces(file, wrong)


def test_a_key_seals_one_file() -> None:
    file = new_file_key(b"one", drawn("key"))
    with pytest.raises(ValueError, match="another file"):
        list(sealed_pieces(file, ORG, CASE, b"two"))


def test_a_files_key_does_not_print_itself() -> None:
    file = new_file_key(b"", drawn("key"))
    assert file.key.hex()[:8] not in repr(file)
    assert repr(file) == "FileKey(…)"
