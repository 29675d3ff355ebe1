"""Parts of signed and sealed things swapped for those of others, in every pair: all refused, also where the thief signs anew."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, permutations, product

import msgspec
from msgspec.structs import replace

from rygsaek.vault.pieces import PIECE_BYTES, FileKey, PieceError, new_file_key, open_piece, sealed_pieces
from sync.identity import DeviceSecret
from sync.proof.errors import ProofError
from sync.proof.signatures import covers_envelope, covers_notice
from sync.wire.codec import Message, WireError, decode, encode
from sync.wire.envelopes import ENVELOPE_CAP, Envelope, Header
from sync.wire.office import SIGNED_CAP, Grant, OfficeKey, Signed, Wrap, WrapFor
from sync.wire.requests import Notice
from tests.support.proofs import Item, World, body_of, is_refused, keys_in, world

TITLE = "every pair of header fields, bodies, wraps, pieces and signatures swapped"
FULL = range(25)
FILES = (bytes(PIECE_BYTES + 1), b"x" * PIECE_BYTES * 2, b"", b"a file")


def run(first_seed: int, last_seed: int, *, every: int = 1) -> str:
    """A world a seed. every: only each nth pair, for a sample."""
    tried = 0
    for seed in range(first_seed, last_seed + 1):
        known = world(seed)
        honest = {one.data for one in (*known.sealed, *known.signed, *known.noted)}
        for told, item, data in swaps(known, every):
            if data not in honest:
                tried += 1
                assert is_refused(item.take, data), f"seed {seed}: {told} was taken"
        tried += swapped_wraps(known, every) + swapped_pieces(known)
    return f"{tried} swaps in {last_seed - first_seed + 1} offices, all refused"


def swaps(known: World, every: int) -> Iterator[tuple[str, Item, bytes]]:
    """What it is, in whose place, and its bytes."""
    for one in (*known.sealed, *known.signed, *known.noted):
        assert one.take(one.data) is not None, f"an honest {one.kind} is not taken"
    for mine, other in islice(permutations(known.sealed, 2), 0, None, every):
        yield from sealed_swaps(known, mine, other)
    for mine, other in islice(permutations(known.noted, 2), 0, None, every):
        yield from noted_swaps(known, mine, other)
    for mine, other in islice(permutations(known.signed, 2), 0, None, every):
        yield from signed_swaps(mine, other)


def sealed_swaps(known: World, mine: Item, other: Item) -> Iterator[tuple[str, Item, bytes]]:
    """Header fields for those of the same type, its own or another's; whole parts; as they are and signed anew."""
    me, them = (decode(one.data, Envelope, ENVELOPE_CAP) for one in (mine, other))
    for parts in product((me, them), repeat=3):
        header, ciphertext, signature = parts[0].header, parts[1].ciphertext, parts[2].signature
        yield "an envelope of parts", mine, encode(Envelope(header, ciphertext, signature))
        if header != ciphertext and parts[0] is not parts[1]:
            for thief in known.office.devices:
                yield "an envelope of parts, signed anew", mine, stolen(header, ciphertext, thief)
    my_header, their_header = (decode(one.header, Header, 1024) for one in (me, them))
    for field, value in swapped_fields(my_header, their_header):
        header = encode(replace(my_header, **{field: value}))
        yield f"a header with another {field}", mine, encode(Envelope(header, me.ciphertext, me.signature))
        for thief in known.office.devices:
            yield f"a header with another {field}, signed anew", mine, stolen(header, me.ciphertext, thief)
            as_thief = encode(replace(my_header, **{field: value, "device": thief.name}))
            if as_thief != me.header:
                yield f"a header with another {field}, as a thief's own", mine, stolen(as_thief, me.ciphertext, thief)


def stolen(header: bytes, ciphertext: bytes, thief: DeviceSecret) -> bytes:
    return encode(Envelope(header, ciphertext, thief.sign(covers_envelope(header, ciphertext))))


def noted_swaps(known: World, mine: Item, other: Item) -> Iterator[tuple[str, Item, bytes]]:
    """Fields of notices, as they are and signed anew."""
    me, them = (decode(one.data, Notice, ENVELOPE_CAP) for one in (mine, other))
    for field, value in swapped_fields(me, them):
        wrong = replace(me, **{field: value})
        yield f"a notice with another {field}", mine, encode(wrong)
        if field == "signature":
            continue
        for thief in known.office.devices:
            for again in (wrong, replace(wrong, device=thief.name)):
                covered = covers_notice(again.org, again.epoch, again.slot, again.number, again.device, again.ciphertext)
                yield f"a notice with another {field}, signed anew", mine, encode(replace(again, signature=thief.sign(covered)))


def signed_swaps(mine: Item, other: Item) -> Iterator[tuple[str, Item, bytes]]:
    """Kinds, bodies, signers and signatures of what people signed; and one whole thing in another's place."""
    me, them = (decode(one.data, Signed, SIGNED_CAP) for one in (mine, other))
    for parts in product((me, them), repeat=4):
        made = Signed(parts[0].what, parts[1].body, parts[2].by, parts[3].signatures)
        for place in (mine, other):
            yield f"a {made.what} of parts", place, encode(made)
    if mine.kind == other.kind:
        mine_said, their_said = (msgspec.msgpack.decode(one.body) for one in (me, them))
        for at, value in enumerate(their_said):
            if mine_said[at] != value:
                body = msgspec.msgpack.encode([*mine_said[:at], value, *mine_said[at + 1 :]])
                yield f"a {me.what} with another field {at}", mine, encode(replace(me, body=body))


def swapped_fields(me: Message, them: Message) -> Iterator[tuple[str, object]]:
    """Each field with the value of each field of the same type, its own or the other's, where that is another value."""
    for field in me.__struct_fields__:
        now = getattr(me, field)
        values = {getattr(whose, name) for whose in (me, them) for name in whose.__struct_fields__}
        yield from ((field, value) for value in sorted((v for v in values if type(v) is type(now)), key=repr) if value != now)


def swapped_wraps(known: World, every: int) -> int:
    """Wraps of one grant for those of another, by a granter who signs that: nobody gets a wrong key. Returns how many."""
    keyed = [decode(one.data, Signed, SIGNED_CAP) for one in known.signed if one.kind in ("grant", "officekey")]
    tried = 0
    for mine, other in islice(product(keyed, repeat=2), 0, None, every):
        said, theirs = body_of(mine), body_of(other)
        right = keys_in(known.office, said, mine.by)
        for at, wrap in product(range(len(said.wraps) + 1), (*(one.wrap for one in theirs.wraps), theirs.recovery)):
            wrong = _with_wrap(said, at, wrap)
            if wrong == said:
                continue
            tried += 1
            try:
                got = keys_in(known.office, wrong, mine.by)
            except (ProofError, WireError):
                continue
            assert got == right, f"a {mine.what} with the wraps of another gave another key"
            raise AssertionError(f"a {mine.what} with the wrap of another was opened")
    return tried


def swapped_pieces(known: World) -> int:
    """Pieces of attachments for those of other files, cases and places. Returns how many."""
    files = [(case, content, new_file_key(content, case, known.office.entropy)) for case in known.cases for content in FILES]
    pieces = [
        (case, file, at, sealed) for case, content, file in files for at, sealed in enumerate(sealed_pieces(file, case, content))
    ]
    for (case, file, at, _), (*_, other) in permutations(pieces, 2):
        assert not _is_opened(file, case, at, other), "another's piece was opened"
    return len(pieces) * (len(pieces) - 1)


def _is_opened(file: FileKey, case: str, at: int, piece: bytes) -> bool:
    try:
        open_piece(file, case, at, piece)
    except PieceError:
        return False
    return True


def _with_wrap(said: Grant | OfficeKey, at: int, wrap: Wrap) -> Grant | OfficeKey:
    if at == len(said.wraps):
        return replace(said, recovery=wrap)
    return replace(said, wraps=(*said.wraps[:at], WrapFor(said.wraps[at].device, wrap), *said.wraps[at + 1 :]))
