"""Looks through what lies beside the items: attachments in pieces, what was handed over, what leads ask of each other."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from sqlalchemy import Connection, Table, select

from sync.proof.envelopes import read as read_envelope
from sync.proof.errors import ProofError
from sync.proof.signed import body_of, read_signed, signer_of
from sync.server import redacting, tables
from sync.wire.codec import WireError
from sync.wire.office import Bequest


def wrong_beside(connection: Connection) -> Iterator[tuple[int, str]]:
    """The office and the code of everything that is not as it should be."""
    for table in (tables.chunk, tables.coming_chunk, tables.left_chunk):
        yield from _pieces(connection, table)
    yield from _handed_over(connection)
    yield from _left_keys(connection)
    yield from _asked(connection)


def _pieces(connection: Connection, table: Table) -> Iterator[tuple[int, str]]:
    """In order of the primary key, whose last part is the number: an attachment's pieces come together."""
    c, keys = table.c, list(table.primary_key)
    blob: tuple[object, ...] = ()
    hashes: list[bytes] = []
    for row in connection.execute(select(*keys, c.total, c.hash).order_by(*keys)):
        if tuple(row[: len(keys) - 1]) != blob:
            blob, hashes = tuple(row[: len(keys) - 1]), []
            if redacting.is_taken_out(connection, row.office, row.case_id, bytes(row.blob)):
                yield row.office, "blob.taken_out"
        hashes.append(bytes(row.hash))
        data = select(c.data).where(*(key == value for key, value in zip(keys, row, strict=False)))
        if sha256(bytes(connection.execute(data).scalar_one())).digest() != hashes[-1]:
            yield row.office, "blob.piece"
        if len(hashes) == row.total and sha256(b"".join(hashes)).digest() != bytes(row.blob):
            yield row.office, "blob.wrong"


def _handed_over(connection: Connection) -> Iterator[tuple[int, str]]:
    """Envelopes, each under its id, its case and its device."""
    c = tables.quarantine.c
    for row in connection.execute(select(c.office, c.hash, c.case_id, c.device).order_by(c.office, c.hash)):
        data = connection.execute(select(c.data).where(c.office == row.office, c.hash == row.hash)).scalar_one()
        try:
            _, header, id_ = read_envelope(bytes(data))
        except (ProofError, WireError):
            yield row.office, "quarantine.unreadable"
            continue
        if (id_, header.case, header.device) != (bytes(row.hash), row.case_id, bytes(row.device)):
            yield row.office, "quarantine.misplaced"


def _left_keys(connection: Connection) -> Iterator[tuple[int, str]]:
    """What opens it, each under its case, its device and its epoch."""
    c = tables.bequest.c
    for row in connection.execute(select(c.office, c.case_id, c.device, c.epoch, c.commitment, c.data)):
        try:
            signed = read_signed(bytes(row.data))
            said, by = body_of(signed, "bequest", Bequest), signer_of(signed)
        except (ProofError, WireError):
            yield row.office, "bequest.unreadable"
            continue
        if (said.case, by, said.epoch, said.commitment) != (row.case_id, bytes(row.device), row.epoch, bytes(row.commitment)):
            yield row.office, "bequest.misplaced"


def _asked(connection: Connection) -> Iterator[tuple[int, str]]:
    """What leads ask of each other, sealed: whose it is must be of the office."""
    of_office = set(connection.execute(select(tables.device.c.office, tables.device.c.device)).tuples())
    c = tables.ask.c
    for row in connection.execute(select(c.office, c.device, c.asker).order_by(c.office, c.device, c.asker)):
        if not {(row.office, bytes(row.device)), (row.office, bytes(row.asker))} <= of_office:
            yield row.office, "ask.unknown_device"
