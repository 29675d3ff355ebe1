"""A lease: how long a laptop opens without having met the store. It never erases anything; meeting the store begins it anew.

Counted from the last contact, as this laptop's clock and the store's showed it then: it ends when it has by both. So one clock
that was wrong for a day shuts nobody out (decision 0015). A lead may let a laptop go on for longer before it leaves the net;
whoever has the kit at hand begins it anew on the spot.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from forms.calendar_words import day_in_words
from rygsaek.casework.desk import local
from rygsaek.errors import InputError, VaultError
from rygsaek.vault.transaction import Reader, Transaction
from sync import tables
from sync.wire.codec import decode
from sync.wire.office import BODY_CAP, SIGNED_CAP, OrgDoc, Signed

DAY_MS: Final = 24 * 60 * 60 * 1000
NEWEST: Final = "SELECT data FROM sync_item WHERE kind = 'orgdoc' ORDER BY place DESC LIMIT 1"


def ends_ms(reader: Reader) -> int | None:
    """Until when this laptop opens, in ms; None where it belongs to no office, or has yet to meet the store."""
    row, contact = reader.one(NEWEST), met_ms(reader)
    if row is None or not contact:
        return None
    doc = decode(decode(bytes(row[0]), Signed, SIGNED_CAP).body, OrgDoc, BODY_CAP)  # verified when it came
    return max(contact + doc.lease_days * DAY_MS, tables.number(reader, tables.LEASE))


def has_ended(reader: Reader, now_ms: int) -> bool:
    """Whether it has. now_ms: this laptop's clock."""
    ends = ends_ms(reader)
    return ends is not None and now_ms > ends


def met_ms(reader: Reader) -> int:
    """When the office was last met, by the later of the two clocks, in ms; 0 for never."""
    return max(tables.number(reader, tables.CONTACT), tables.number(reader, tables.SERVER_TIME))


def begin_anew(tx: Transaction, now_ms: int, server_time: int = 0) -> None:
    """From now on, for whoever has met the store or has the kit.

    now_ms: this laptop's clock; server_time: what the store has signed just now, in ms, 0 where it was not asked.
    """
    tables.note_number(tx, tables.CONTACT, max(0, now_ms))
    tables.note_number(tx, tables.SERVER_TIME, server_time)


def begin_anew_with_kit(tx: Transaction, org: bytes, now_ms: int) -> None:
    """The same. org: the office whose kit it is. Raises InputError (`kit.other`)."""
    if tables.fact(tx, tables.ORG) != org:
        raise InputError("Kontornøglen hører til et andet kontor.", "Se efter, om det er det rigtige ark.", code="kit.other")
    begin_anew(tx, now_ms)


def ended(reader: Reader) -> VaultError:
    """Why the vault does not open, and since when the office has heard nothing."""
    since = local(datetime.fromtimestamp(met_ms(reader) / 1000, UTC)).date()
    return VaultError(
        f"Computeren har ikke haft kontakt med kontoret siden {day_in_words(since)}, og må ikke åbnes nu.",
        "Gå på nettet, og lås op igen. Alt er gemt. Er datoen forkert, så stil uret.",
        code="office.lease_ended",
    )


def ordered_erased() -> VaultError:
    """A lead's order has been carried out."""
    return VaultError(
        "En leder har bestemt, at rygsækken på denne computer skal slettes. Det er gjort.",
        "Tal med din leder.",
        code="office.erased",
    )
