"""What lies in the database. Nothing but numbers orders anything, so that a case can be moved to a partition of its own.

Times are milliseconds since 1970, UTC. Hashes and fingerprints are 32 bytes.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, String, Table, text

META = MetaData()
ID = 40
"""The longest id of a case or an incarnation."""

store = Table(
    "store",
    META,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("server", LargeBinary, nullable=False),
    Column("initialised_ms", BigInteger, nullable=False),
)
"""One row: the public half of the key that the store signs with."""

office = Table(
    "office",
    META,
    Column("office", Integer, primary_key=True, autoincrement=False),
    Column("org", LargeBinary, nullable=False, unique=True),
    Column("position", BigInteger, nullable=False),
    Column("founded_ms", BigInteger, nullable=False),
)
"""position: the last one given out. Its row lock is what makes positions follow commits."""

item = Table(
    "item",
    META,
    Column("office", Integer, primary_key=True, autoincrement=False),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(10), nullable=False),
    Column("case_id", String(ID), nullable=False),
    Column("incarnation", String(ID), nullable=False),
    Column("type", String(10), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("covers", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("mark", LargeBinary, nullable=False),
    Column("about", LargeBinary),
    Column("taken_ms", BigInteger, nullable=False),
    Column("data", LargeBinary),
    Index("item_by_case", "office", "case_id", "position"),
    Index(
        "item_by_chain",
        "office",
        "incarnation",
        "case_id",
        "type",
        "seq",
        unique=True,
        sqlite_where=text("incarnation <> ''"),
        postgresql_where=text("incarnation <> ''"),
    ),
)
"""Everything handed in, as it came.

case_id: "" for the office's own things; seq: in its chain (number of an OrgDoc or a notice, n of a roster link or grant, count of
office keys); hash: its id; mark: of everything up to here; about: the one whom it is for (of a pairing also the kit), or a
notice's slot; data: empty once a newer notice has its slot.
"""

incarnation = Table(
    "incarnation",
    META,
    Column("office", Integer, primary_key=True, autoincrement=False),
    Column("incarnation", String(ID), primary_key=True),
    Column("device", LargeBinary, nullable=False),
    Column("envelopes", BigInteger, nullable=False),
    Index("incarnation_by_device", "office", "device"),
)
"""Which device an incarnation is of, and how many of its envelopes lie here."""

access = Table(
    "access",
    META,
    Column("office", Integer, primary_key=True, autoincrement=False),
    Column("device", LargeBinary, primary_key=True),
    Column("case_id", String(ID), primary_key=True),
    Column("is_writer", Boolean, nullable=False),
    Column("since", BigInteger, nullable=False),
    Index("access_by_case", "office", "case_id"),
)
"""Who sees a case by its latest grant. since: position of the grant that let the device in."""

device = Table(
    "device",
    META,
    Column("device", LargeBinary, primary_key=True),
    Column("office", Integer, nullable=False),
)
"""Which office a device belongs to; it belongs to one."""

nonce = Table(
    "nonce",
    META,
    Column("slot", BigInteger, primary_key=True, autoincrement=False),
    Column("mark", LargeBinary, primary_key=True),
    sqlite_with_rowid=False,
)
"""What was asked already. slot: the request's time in tens of minutes; mark: short hash of device and nonce."""

invite = Table(
    "invite",
    META,
    Column("office", Integer, nullable=False),
    Column("hash", LargeBinary, primary_key=True),
    Column("until_ms", BigInteger, nullable=False),
    Column("device", LargeBinary),
    Column("is_refused", Boolean, nullable=False),
    Column("request", LargeBinary),
    Index("invite_by_office", "office"),
)
"""An invite's hash, and who has used it: the device and its request to join."""

ask = Table(
    "ask",
    META,
    Column("office", Integer, primary_key=True, autoincrement=False),
    Column("device", LargeBinary, primary_key=True),
    Column("asker", LargeBinary, primary_key=True),
    Column("asked_ms", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
"""What a lead's laptop (asker) asks of another's (device), sealed; the newest alone."""

chunk = Table(
    "chunk",
    META,
    Column("office", Integer, primary_key=True, autoincrement=False),
    Column("case_id", String(ID), primary_key=True),
    Column("blob", LargeBinary, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("total", Integer, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
"""Pieces of sealed attachments: only such as are whole, and are what they are called."""

coming_chunk = Table(
    "coming_chunk",
    META,
    Column("office", Integer, primary_key=True, autoincrement=False),
    Column("case_id", String(ID), primary_key=True),
    Column("blob", LargeBinary, primary_key=True),
    Column("device", LargeBinary, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("total", Integer, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
"""Pieces of attachments that are not whole yet, each device's by itself, so that none stands in the way of another's."""

quarantine = Table(
    "quarantine",
    META,
    Column("office", Integer, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, primary_key=True),
    Column("case_id", String(ID), nullable=False),
    Column("device", LargeBinary, nullable=False),
    Column("handed_ms", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index("quarantine_by_case", "office", "case_id"),
)
"""Envelopes that revoked devices handed over, until a person has dealt with them."""

left_chunk = Table(
    "left_chunk",
    META,
    Column("office", Integer, primary_key=True, autoincrement=False),
    Column("case_id", String(ID), primary_key=True),
    Column("blob", LargeBinary, primary_key=True),
    Column("device", LargeBinary, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("total", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index("left_chunk_by_device", "office", "device", "size"),
)
"""Pieces of attachments that revoked devices left, each device's by itself. size: bytes of data."""

bequest = Table(
    "bequest",
    META,
    Column("office", Integer, primary_key=True, autoincrement=False),
    Column("case_id", String(ID), primary_key=True),
    Column("device", LargeBinary, primary_key=True),
    Column("epoch", BigInteger, primary_key=True, autoincrement=False),
    Column("commitment", LargeBinary, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index("bequest_by_device", "office", "device"),
)
"""What opens the cases that revoked devices handed over and that nobody was granted, sealed to leads. It stays until the case is
deleted: a device that was stopped hands over the rest later."""
