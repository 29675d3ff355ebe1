"""Which files are attached to a case, projected from the log. The bytes lie among the vault's blobs, under their own hash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from rygsaek.history import log
from rygsaek.history.changes import FILE_ATTACHED, FILE_REMOVED, UNDONE, Change
from rygsaek.history.entries import unpack
from rygsaek.history.registers import CaseState
from rygsaek.history.reissuing import Save
from rygsaek.vault.migrations import Migration
from rygsaek.vault.pieces import FileKey
from rygsaek.vault.transaction import Reader, Transaction

MIGRATIONS = (
    Migration(
        "attached 1: files of cases",
        (
            """CREATE TABLE attachment (
                case_id TEXT NOT NULL, id TEXT NOT NULL, document TEXT NOT NULL, file TEXT NOT NULL, said TEXT NOT NULL,
                PRIMARY KEY (case_id, id)) STRICT, WITHOUT ROWID""",
        ),
    ),
)

How = Literal["file", "scan"]
REGISTER = "^file/"


class Attachment(msgspec.Struct, frozen=True):
    """A file of a case, always a PDF. document: the paper that it belongs to, "" for the case; paper_id: the sheet that was
    scanned, "" for none; at: ms since 1970, UTC; by: who attached it."""

    title: str
    pages: int
    how: How
    key: FileKey
    paper_id: str = ""
    id: str = ""
    case: str = ""
    document: str = ""
    at: int = 0
    by: str = ""


class Attached:
    """Keeps the list equal to the log."""

    name = "attached"
    version = 1
    tables = ("attachment",)

    def apply(self, tx: Transaction, case: str, changes: Sequence[Change], state: CaseState) -> None:
        """Follow what was attached and taken out."""
        touched = {
            (one.document, one.register)
            for one in changes
            if one.register.startswith(REGISTER) and one.kind in (FILE_ATTACHED, FILE_REMOVED, UNDONE)
        }
        for document, register in touched:
            attachment = register.removeprefix(REGISTER)
            tx.execute("DELETE FROM attachment WHERE case_id = ? AND id = ?", (case, attachment))
            found = _read(state.register(document, register).heads)
            if found is not None:
                said = msgspec.json.encode(msgspec.structs.replace(found, id=attachment, case=case, document=document)).decode()
                tx.execute("INSERT INTO attachment VALUES (?, ?, ?, ?, ?)", (case, attachment, document, found.key.file, said))

    def forget(self, tx: Transaction, case: str) -> None:
        """Throw the case's files out of the list."""
        tx.execute("DELETE FROM attachment WHERE case_id = ?", (case,))


def of_case(reader: Reader, case: str) -> tuple[Attachment, ...]:
    """The case's files, oldest first."""
    found = [_decode(said) for (said,) in reader.query("SELECT said FROM attachment WHERE case_id = ?", (case,))]
    return tuple(sorted(found, key=lambda one: (one.at, one.id)))


def find(reader: Reader, case: str, attachment: str) -> Attachment | None:
    """One of them."""
    row = reader.one("SELECT said FROM attachment WHERE case_id = ? AND id = ?", (case, attachment))
    return None if row is None else _decode(row[0])


def file_in(change: Change) -> Attachment | None:
    """The file that a change attached; None for another change, or one of a later program."""
    try:
        return msgspec.convert(change.value, Attachment) if change.kind == FILE_ATTACHED else None
    except msgspec.ValidationError:
        return None


def forget_case(tx: Transaction, case: str) -> None:
    """Drop the bytes of every file that was ever in a case, but for those that another case has too. Before its log goes."""
    for change in log.changes(tx, case):
        found = file_in(change)
        if found is not None and not tx.one("SELECT 1 FROM attachment WHERE file = ? AND case_id <> ?", (found.key.file, case)):
            tx.blobs.drop(found.key.file)


def keys_at(reader: Reader, case: str, places: Mapping[Save, Iterable[int]]) -> tuple[FileKey, ...]:
    """The keys of the files that these changes of a case attached. places: which changes of which saves."""
    wanted = {(*save, n) for save, changes in places.items() for n in changes}
    found = [
        file_in(change)
        for entry in log.entries(reader, case)
        if (entry.incarnation, entry.txn) in places
        for change in unpack(*entry[:4]).changes
        if (change.id.incarnation, change.id.txn, change.id.n) in wanted
    ]
    return tuple(one.key for one in found if one is not None)


def drop_unattached(tx: Transaction, keys: Iterable[FileKey]) -> None:
    """Drop the bytes of files that no case has any more. After their changes were taken out."""
    for key in keys:
        if not tx.one("SELECT 1 FROM attachment WHERE file = ?", (key.file,)):
            tx.blobs.drop(key.file)


def absent(reader: Reader) -> tuple[Attachment, ...]:
    """Files whose bytes are not on this computer, by case."""
    return tuple(_decode(said) for (said,) in reader.query(_WITH_BLOB.format("NOT "), ()))


def here(reader: Reader) -> tuple[Attachment, ...]:
    """Files whose bytes are, by case."""
    return tuple(_decode(said) for (said,) in reader.query(_WITH_BLOB.format(""), ()))


_WITH_BLOB = (
    "SELECT said FROM attachment WHERE {}EXISTS (SELECT 1 FROM blob WHERE blob.hash = unhex(attachment.file))"
    " ORDER BY case_id, id"
)


def _read(heads: Sequence[Change]) -> Attachment | None:
    """What stands: a file that one took out and another knew nothing of stays. What cannot be read is left to a later program."""
    for head in heads:
        found = file_in(head)
        if found is not None:
            return msgspec.structs.replace(found, at=head.at.ms, by=head.by)
    return None


def _decode(said: str) -> Attachment:
    return msgspec.json.decode(said, type=Attachment)
