"""What sync keeps in the vault, outside the log: who the office is, keys, what was handed in and taken in, what waits.

Everything that belongs together is written in one transaction, the store's cursor with what it stands for.
"""

from __future__ import annotations

from typing import Final

from rygsaek.vault.migrations import Migration
from rygsaek.vault.transaction import Reader, Transaction

MIGRATIONS = (
    Migration(
        "sync-1",
        (
            "CREATE TABLE sync_fact (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID",
            # the office's own documents, verified, in the order in which they came: OrgDocs, roster links, office keys
            """CREATE TABLE sync_item (
                place INTEGER PRIMARY KEY, kind TEXT NOT NULL, id BLOB NOT NULL, data BLOB NOT NULL
            ) STRICT""",
            "CREATE UNIQUE INDEX sync_item_id ON sync_item (id)",
            "CREATE TABLE sync_office_key (epoch INTEGER PRIMARY KEY, key BLOB NOT NULL) STRICT",
            # the newest notice of each slot
            """CREATE TABLE sync_notice (
                slot BLOB PRIMARY KEY, epoch INTEGER NOT NULL, number INTEGER NOT NULL, data BLOB NOT NULL
            ) STRICT, WITHOUT ROWID""",
            # forms and profiles that the office is given, and cases that refer to one that is not here
            "CREATE TABLE sync_published (hash BLOB PRIMARY KEY, is_sent INTEGER NOT NULL) STRICT, WITHOUT ROWID",
            """CREATE TABLE sync_lacking (
                hash BLOB NOT NULL, case_id TEXT NOT NULL, PRIMARY KEY (hash, case_id)
            ) STRICT, WITHOUT ROWID""",
            """CREATE TABLE sync_grant (
                case_id TEXT NOT NULL, n INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (case_id, n)
            ) STRICT, WITHOUT ROWID""",
            """CREATE TABLE sync_case_key (
                case_id TEXT NOT NULL, epoch INTEGER NOT NULL, key BLOB NOT NULL, PRIMARY KEY (case_id, epoch)
            ) STRICT, WITHOUT ROWID""",
            # signed things of one's own on their way: roster links, grants, office keys, notices; gone once they are taken
            """CREATE TABLE sync_sending (
                n INTEGER PRIMARY KEY, kind TEXT NOT NULL, case_id TEXT NOT NULL, data BLOB NOT NULL,
                since_ms INTEGER NOT NULL, refused TEXT NOT NULL
            ) STRICT""",
            # one's own envelopes, for good: the same bytes go again to a store that has lost them. position 0: not confirmed
            """CREATE TABLE sync_own (
                case_id TEXT NOT NULL, incarnation TEXT NOT NULL, type TEXT NOT NULL, seq INTEGER NOT NULL,
                id BLOB NOT NULL, epoch INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
                sealed_ms INTEGER NOT NULL, position INTEGER NOT NULL, refused TEXT NOT NULL, data BLOB NOT NULL,
                PRIMARY KEY (case_id, incarnation, type, seq)
            ) STRICT, WITHOUT ROWID""",
            "CREATE INDEX sync_own_unsent ON sync_own (case_id, incarnation, type, seq) WHERE position = 0",
            "CREATE INDEX sync_own_sent ON sync_own (incarnation) WHERE position > 0",
            # chains of envelopes: one's own and others'. last: up to which save they carry the case's log
            """CREATE TABLE sync_chain (
                case_id TEXT NOT NULL, incarnation TEXT NOT NULL, type TEXT NOT NULL, device BLOB NOT NULL,
                seq INTEGER NOT NULL, id BLOB NOT NULL, last INTEGER NOT NULL, is_frozen INTEGER NOT NULL,
                PRIMARY KEY (case_id, incarnation, type)
            ) STRICT, WITHOUT ROWID""",
            # every envelope taken in from others; seen: header, hash of the ciphertext and signature, which prove what was said
            """CREATE TABLE sync_link (
                case_id TEXT NOT NULL, incarnation TEXT NOT NULL, type TEXT NOT NULL, seq INTEGER NOT NULL,
                id BLOB NOT NULL, seen BLOB NOT NULL, PRIMARY KEY (case_id, incarnation, type, seq)
            ) STRICT, WITHOUT ROWID""",
            # what came and was not applied. reason: a code; waits: what would let it be tried again, "" for never
            """CREATE TABLE sync_aside (
                id BLOB PRIMARY KEY, kind TEXT NOT NULL, case_id TEXT NOT NULL, position INTEGER NOT NULL,
                reason TEXT NOT NULL, waits TEXT NOT NULL, since_ms INTEGER NOT NULL, data BLOB NOT NULL
            ) STRICT, WITHOUT ROWID""",
            "CREATE INDEX sync_aside_waits ON sync_aside (waits)",
            # cases with saves that may not have been sealed yet, and why they cannot be
            "CREATE TABLE sync_unsealed (case_id TEXT PRIMARY KEY, why TEXT NOT NULL DEFAULT '') STRICT, WITHOUT ROWID",
            # how many envelopes of changes the newest checkpoint of a case stands for
            "CREATE TABLE sync_checkpoint (case_id TEXT PRIMARY KEY, envelopes INTEGER NOT NULL) STRICT, WITHOUT ROWID",
            # chains known from a checkpoint: where it says that they end, how far that has been checked (at_…), whose they are
            """CREATE TABLE sync_behind (
                case_id TEXT NOT NULL, incarnation TEXT NOT NULL, seq INTEGER NOT NULL, id BLOB NOT NULL, last INTEGER NOT NULL,
                at_seq INTEGER NOT NULL, at_id BLOB NOT NULL, at_last INTEGER NOT NULL, device BLOB NOT NULL,
                PRIMARY KEY (case_id, incarnation)
            ) STRICT, WITHOUT ROWID""",
            # cases that this laptop got access to, and how far their earlier content has been fetched
            """CREATE TABLE sync_fetching (
                case_id TEXT NOT NULL, stage TEXT NOT NULL, after INTEGER NOT NULL, PRIMARY KEY (case_id, stage)
            ) STRICT, WITHOUT ROWID""",
            # who should have a case, where a colleague's grant came first: access is writer, reader or none
            """CREATE TABLE sync_wish (
                case_id TEXT NOT NULL, device BLOB NOT NULL, access TEXT NOT NULL, PRIMARY KEY (case_id, device)
            ) STRICT, WITHOUT ROWID""",
            # where colleagues had seen a log end, beyond where it ends here
            """CREATE TABLE sync_missing (
                case_id TEXT NOT NULL, incarnation TEXT NOT NULL, last INTEGER NOT NULL, hash BLOB NOT NULL,
                device BLOB NOT NULL, since_ms INTEGER NOT NULL, syncs INTEGER NOT NULL, PRIMARY KEY (case_id, incarnation)
            ) STRICT, WITHOUT ROWID""",
        ),
    ),
    Migration(
        "sync-2",
        (
            # what leads have had taken out of cases, as it was signed
            """CREATE TABLE sync_redaction (
                case_id TEXT NOT NULL, id BLOB NOT NULL, data BLOB NOT NULL, PRIMARY KEY (case_id, id)
            ) STRICT, WITHOUT ROWID""",
            # chains whose envelopes the store may have let go of: up to which, which save that is, and the log's hash there
            """CREATE TABLE sync_vouched (
                case_id TEXT NOT NULL, incarnation TEXT NOT NULL, device BLOB NOT NULL, seq INTEGER NOT NULL, id BLOB NOT NULL,
                last INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (case_id, incarnation)
            ) STRICT, WITHOUT ROWID""",
        ),
    ),
    Migration(
        "sync-files-1",
        (
            # files of cases, as a store names them: whether it is known to have all of one, and why one was given up
            """CREATE TABLE sync_file (
                blob TEXT PRIMARY KEY, case_id TEXT NOT NULL, is_stored INTEGER NOT NULL, why TEXT NOT NULL
            ) STRICT, WITHOUT ROWID""",
            # pieces that are through of files that are not: handed in (nothing in data), or fetched and opened
            """CREATE TABLE sync_piece (
                blob TEXT NOT NULL, number INTEGER NOT NULL, case_id TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY (blob, number)
            ) STRICT""",
        ),
    ),
    Migration(
        "sync-3",
        (
            # cases that are deleted for good, as it was signed; and who says to have nothing of them any more
            "CREATE TABLE sync_deleted (case_id TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT, WITHOUT ROWID",
            """CREATE TABLE sync_receipt (
                case_id TEXT NOT NULL, device BLOB NOT NULL, data BLOB NOT NULL, PRIMARY KEY (case_id, device)
            ) STRICT, WITHOUT ROWID""",
        ),
    ),
    Migration(
        "sync-awaiting-1",
        (
            # cases in which the store holds what a laptop that was shut out handed over
            "CREATE TABLE sync_awaiting (case_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
        ),
    ),
    Migration(
        "sync-pairings-1",
        (
            # pairings of one's own, given or received, with their secrets; and others' with the kit, which have none here
            """CREATE TABLE sync_pairing (
                id BLOB PRIMARY KEY, giver BLOB NOT NULL, receiver BLOB NOT NULL, secret BLOB, data BLOB NOT NULL
            ) STRICT, WITHOUT ROWID""",
            "CREATE INDEX sync_pairing_of ON sync_pairing (giver, receiver)",
            # grants that name a pairing which has not come, so that their key is not here; case_id "": the office's key
            """CREATE TABLE sync_unopened (
                pairing BLOB NOT NULL, case_id TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (pairing, case_id, n)
            ) STRICT, WITHOUT ROWID""",
        ),
    ),
    Migration(
        "sync-summary-1",
        (
            # the newest summary of a case, one's own or a colleague's, by what it says; of a colleague's the body and the
            # envelope, until they have been held against the history
            """CREATE TABLE sync_summary (
                case_id TEXT PRIMARY KEY, digest BLOB NOT NULL, body BLOB NOT NULL, envelope BLOB NOT NULL
            ) STRICT, WITHOUT ROWID""",
        ),
    ),
    Migration(
        "sync-arrived-1",
        (
            # cases that came whole, checked, and are not in the log yet: all that came of one, as the store delivered it
            "CREATE TABLE sync_arrived (case_id TEXT PRIMARY KEY, items BLOB NOT NULL) STRICT",
        ),
    ),
    Migration(
        "sync-out-1",
        (
            # cases that the store does not let this laptop into any more: a colleague took it out
            "CREATE TABLE sync_out (case_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
            # who was given what here, in vain, until a person has seen it: access is writer, reader or none
            """CREATE TABLE sync_unmet (
                case_id TEXT NOT NULL, device BLOB NOT NULL, access TEXT NOT NULL, PRIMARY KEY (case_id, device)
            ) STRICT, WITHOUT ROWID""",
            # handed in again for a store that had lost some: it was there already once
            "ALTER TABLE sync_sending ADD COLUMN is_again INTEGER NOT NULL DEFAULT 0",
        ),
    ),
    Migration(
        "sync-kept-1",
        (
            # envelopes of others as they came: a store that has lost them gets the same bytes again
            """CREATE TABLE sync_kept (
                case_id TEXT NOT NULL, incarnation TEXT NOT NULL, type TEXT NOT NULL, seq INTEGER NOT NULL, data BLOB NOT NULL,
                PRIMARY KEY (case_id, incarnation, type, seq)
            ) STRICT""",
            # of which incarnations the store has yet to be asked what it lacks, and what it lacks
            "CREATE TABLE sync_compared (incarnation TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
            """CREATE TABLE sync_lost (
                case_id TEXT NOT NULL, incarnation TEXT NOT NULL, type TEXT NOT NULL, seq INTEGER NOT NULL,
                PRIMARY KEY (case_id, incarnation, type, seq)
            ) STRICT, WITHOUT ROWID""",
        ),
    ),
    Migration(
        "sync-aside-1",
        (
            # set aside for good until now: another version of the program may be able to use it
            "UPDATE sync_aside SET waits = 'program ' WHERE reason IN ('body.unusable', 'body.format', 'envelope.unread')",
        ),
    ),
)

DEVICE: Final = "device"
ORG: Final = "org"
SERVER_URL: Final = "server.url"
CURSOR: Final = "cursor"
MARK: Final = "mark"
SERVER_TIME: Final = "server.time"
CONTACT: Final = "contact"
LEASE: Final = "lease"
WIPE: Final = "wipe"
PUBLISHED: Final = "office.published"
ROSTER_OWED: Final = "roster.owed "
LET_GO: Final = "let.go"
RENEWED: Final = "renewed"
HEALING: Final = "healing"
LEAVING: Final = "leaving"
RETURNING: Final = "office.returning"
JOINING: Final = "office.joining"
"""cursor, mark: position in the store, and the store's own mark of that position; server.time: what the store signed at the last
contact, in ms; contact: this laptop's own time then, in ms; lease: until when a lead lets this laptop go on without
contact, in ms; wipe: a lead's order, signed; roster.owed and a device: the newest link that it says to have seen, and that the
store has not shown;
healing: all is handed in and asked for anew, for a store that had lost something, and it has not told all of it yet;
leaving: the name under which this laptop, shut out, hands over;
let.go: more came than could be kept, so that all is asked for once more;
renewed: the roster that every case's grants were last held against; office.returning: what coming back with the kit goes on from
after a kill."""


def fact(reader: Reader, name: str) -> bytes | None:
    """One thing that sync knows of itself, or None."""
    found = reader.one("SELECT value FROM sync_fact WHERE name = ?", (name,))
    return None if found is None else bytes(found[0])


def lying(reader: Reader) -> tuple[str, ...]:
    """The cases that lie as they came (`arrived`)."""
    return tuple(case for (case,) in reader.query("SELECT case_id FROM sync_arrived"))


def note(tx: Transaction, name: str, value: bytes | None) -> None:
    """Write one such thing; None forgets it."""
    if value is None:
        tx.execute("DELETE FROM sync_fact WHERE name = ?", (name,))
    else:
        tx.execute("INSERT INTO sync_fact VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (name, value))


def number(reader: Reader, name: str) -> int:
    """A fact that is a number; 0 where there is none."""
    found = fact(reader, name)
    return 0 if found is None else int.from_bytes(found, "big")


def note_number(tx: Transaction, name: str, value: int) -> None:
    """Write a fact that is a number, 0 or more."""
    note(tx, name, value.to_bytes(8, "big"))


def owed_by(device: bytes) -> str:
    """What a device says to have seen of the roster."""
    return ROSTER_OWED + device.hex()


def owed(reader: Reader) -> int:
    """The newest link that anybody says to have seen."""
    rows = reader.query("SELECT value FROM sync_fact WHERE name GLOB ?", (f"{ROSTER_OWED}*",))
    return max((int.from_bytes(value, "big") for (value,) in rows), default=0)


def ask_anew(tx: Transaction) -> None:
    """The next question to the store is for everything, from its beginning."""
    note(tx, CURSOR, None)
    note(tx, MARK, None)
