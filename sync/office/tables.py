"""What the office's own matters need of the vault beside `sync.tables`."""

from __future__ import annotations

from rygsaek.vault.migrations import Migration

MIGRATIONS = (
    Migration(
        "sync-office-1",
        (
            # the newest entry of each laptop about each case, opened: the hash of the citizen's number is under that epoch's key
            """CREATE TABLE sync_directory (
                case_id TEXT NOT NULL, device BLOB NOT NULL, epoch INTEGER NOT NULL, number INTEGER NOT NULL,
                cpr BLOB NOT NULL, at_ms INTEGER NOT NULL, is_gone INTEGER NOT NULL, PRIMARY KEY (case_id, device)
            ) STRICT, WITHOUT ROWID""",
            "CREATE INDEX sync_directory_cpr ON sync_directory (epoch, cpr)",
        ),
    ),
    Migration(
        "sync-office-2",
        (
            # what other leads ask of this person, as it lies in the store. cases: how many it would open now, 0 for none
            """CREATE TABLE sync_asked (
                seal BLOB PRIMARY KEY, device BLOB NOT NULL, cases INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID""",
        ),
    ),
)
