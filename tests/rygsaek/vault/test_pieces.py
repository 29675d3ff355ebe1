"""A file goes into pieces and comes out again; no piece passes for another."""

from __future__ import annotations

from itertools import permutations

import pytest
from msgspec.structs import replace

from rygsaek.vault.pieces import PIECE_BYTES, PieceError, joined_pieces, new_file_key, open_piece, padded, sealed_pieces
from sync.proof import envelopes
from sync.wire.requests import CHUNK_BYTES
from tests.support.offices import CASE, drawn

SIZES = (0, 1, 1000, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 2 * PIECE_BYTES, 5 * PIECE_BYTES // 2)


def content(size: int) -> bytes:
    return drawn("a file")(size)


@pytest.mark.parametrize("size", SIZES)
def test_a_file_of_any_size_comes_back_from_its_pieces(size: int) -> None:
    data = content(size)
    file = new_file_key(data, CASE, drawn("key"))
    sealed = list(sealed_pieces(file, CASE, data))
    assert len(sealed) == file.pieces
    assert all(len(piece) <= CHUNK_BYTES + 16 for piece in sealed)
    assert sum(len(piece) - 16 for piece in sealed) == padded(size)
    assert joined_pieces(file, (open_piece(file, CASE, at, piece) for at, piece in enumerate(sealed))) == data


def test_a_hand_in_that_broke_off_goes_on_with_the_same_bytes() -> None:
    data = content(PIECE_BYTES + 5)
    file = new_file_key(data, CASE, drawn("key"))
    once, again = (list(sealed_pieces(file, CASE, data)) for _ in range(2))
    assert once == again
    assert new_file_key(data, CASE, drawn("key")) == file


def test_the_same_file_twice_has_two_names_in_the_store() -> None:
    data = content(1000)
    names = {new_file_key(data, CASE, drawn(seed)).blob for seed in ("one", "two")}
    assert len(names) == 2


def test_no_piece_passes_for_another() -> None:
    data, other = content(3 * PIECE_BYTES), bytes(3 * PIECE_BYTES)
    files = [new_file_key(one, CASE, drawn(seed)) for one, seed in ((data, "one"), (data, "two"), (other, "three"))]
    sealed = [
        (file, place, at, piece)
        for file, source in zip(files, (data, data, other), strict=True)
        for place in (CASE, "enanden")
        for at, piece in enumerate(sealed_pieces(file, place, source))
    ]
    tried = 0
    for mine, theirs in permutations(sealed, 2):
        tried += 1
        with pytest.raises(PieceError, match=r"chunk\.not_opened"):
            open_piece(mine[0], mine[1], mine[2], theirs[3])
    assert tried == 18 * 17


def test_a_piece_that_was_changed_moved_or_cut_is_refused() -> None:
    data = content(500)
    file = new_file_key(data, CASE, drawn("key"))
    (sealed,) = sealed_pieces(file, CASE, data)
    assert open_piece(file, CASE, 0, sealed)[:500] == data
    for index, case, piece in (
        (1, CASE, sealed),
        (-1, CASE, sealed),
        (0, "enanden", sealed),
        (0, CASE, sealed[:-1]),
        (0, CASE, sealed + b"\0"),
        (0, CASE, b""),
        (0, CASE, bytes([sealed[0] ^ 1]) + sealed[1:]),
    ):
        with pytest.raises(PieceError, match=r"chunk\.not_opened"):
            open_piece(file, case, index, piece)
    for wrong in (replace(file, size=499), replace(file, key="00" * 32), replace(file, file="00" * 32)):
        with pytest.raises(PieceError, match=r"chunk\.not_opened"):
            open_piece(wrong, CASE, 0, sealed)


def test_a_file_that_is_not_what_it_is_called_is_refused() -> None:
    data = content(500)
    file = new_file_key(data, CASE, drawn("key"))
    whole = data.ljust(padded(500), b"\0")
    assert joined_pieces(file, [whole]) == data
    for wrong in ([whole[:-1]], [whole[1:] + b"\0"], [data + b"\1" * (len(whole) - 500)], []):
        with pytest.raises(PieceError, match=r"chunk\.wrong"):
            joined_pieces(file, wrong)


def test_a_key_seals_one_file() -> None:
    file = new_file_key(b"one", CASE, drawn("key"))
    with pytest.raises(ValueError, match="another file"):
        list(sealed_pieces(file, CASE, b"two"))


def test_a_files_key_does_not_print_itself() -> None:
    file = new_file_key(b"", CASE, drawn("key"))
    assert file.key[:8] not in repr(file)
    assert repr(file) == "FileKey(…)"


def test_a_file_tells_as_little_of_its_size_as_an_envelope_does() -> None:
    sizes = [*range(200), *(2**n + step for n in range(8, 26) for step in (-1, 0, 1, 77))]
    assert [padded(size) for size in sizes] == [envelopes.padded(size) for size in sizes]
    assert PIECE_BYTES == CHUNK_BYTES
