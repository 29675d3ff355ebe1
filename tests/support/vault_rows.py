"""Everything that stands in a vault, to be compared before and after."""

from __future__ import annotations

from rygsaek.vault.vault import Vault

NOTES = ("sync_aside", "sync_missing", "sync_fact")
"""What may change when a lie is heard: it is set aside, or told. Of facts: contact, the store's time, cursor and mark."""
FACTS = ("contact", "server.time", "cursor", "mark", "roster.owed ")

TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"

Rows = dict[str, list[str]]


def rows(vault: Vault) -> Rows:
    """Every table's rows as text, but the notes."""
    with vault.read() as reader:
        names = [name for (name,) in reader.query(TABLES)]
        found = {name: sorted(map(repr, reader.query(f'SELECT * FROM "{name}"'))) for name in names if name not in NOTES}
        kept = reader.query("SELECT name, value FROM sync_fact ORDER BY name")
    return {**found, "sync_fact": [repr(one) for one in kept if not one[0].startswith(FACTS)]}


def differences(before: Rows, after: Rows) -> list[str]:
    """The tables whose rows are not the same, with one that is not."""
    return [
        f"{name}: {sorted({*before.get(name, ())} ^ {*after.get(name, ())})[:2]}"
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    ]


def asides(vault: Vault) -> list[str]:
    """The reasons for which things are set aside."""
    with vault.read() as reader:
        return sorted(reason for (reason,) in reader.query("SELECT reason FROM sync_aside"))
