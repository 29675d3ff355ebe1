"""The copy ledger: which papers of a case exist, in whose hands, so that one can be found again by the id on it.

A projection of the log. Papers of no case (blank ones) are noted on this laptop alone, until their scan is filed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from forms.model import Direction
from rygsaek.history.changes import PAPER_MADE, Change
from rygsaek.history.registers import CaseState
from rygsaek.vault.migrations import Migration
from rygsaek.vault.transaction import Reader, Transaction

MIGRATIONS = (
    Migration(
        "copies 1: papers made, and blank ones",
        (
            """CREATE TABLE paper_copy (
                paper_id TEXT NOT NULL, case_id TEXT NOT NULL, document TEXT NOT NULL, said TEXT NOT NULL,
                PRIMARY KEY (case_id, paper_id)) WITHOUT ROWID""",
            "CREATE INDEX paper_copy_by_id ON paper_copy (paper_id)",
            """CREATE TABLE blank_paper (
                paper_id TEXT PRIMARY KEY, form TEXT NOT NULL, version INTEGER NOT NULL, way TEXT NOT NULL,
                at TEXT NOT NULL) WITHOUT ROWID""",
        ),
    ),
)


class PaperCopy(msgspec.Struct, frozen=True):
    """One paper. version: as printed ("4a"); recipient: "" for the citizen or the municipality; way: print, file or export.
    named: which of the form's named papers it is, "" for the short or the whole one.

    consent: which consent lets it go, or why it goes without one ("" where none is needed); override: that reason alone.
    information, direction: what it tells, as the gate was asked.
    out: what a person has said of it: "all", "none", the pages that are out, None while nobody has said.
    """

    paper_id: str
    form: str
    version: str
    copy: str
    recipient: str
    pages: int
    way: str
    out: str | tuple[int, ...] | None
    fingerprint: str
    case: str = ""
    document: str = ""
    version_id: str = ""
    length: str = ""
    named: str = ""
    lang: str = "da"
    consent: str = ""
    override: str = ""
    information: tuple[str, ...] | None = None
    direction: Direction = "videregive"
    at: str = ""
    by: str = ""


class Copies:
    """Keeps the ledger equal to the log."""

    name = "copies"
    version = 1
    tables = ("paper_copy",)

    def apply(self, tx: Transaction, case: str, changes: Sequence[Change], state: CaseState) -> None:
        """Follow what was said of papers."""
        for document, register in {(one.document, one.register) for one in changes if one.kind == PAPER_MADE}:
            heads = [one for one in state.register(document, register).heads if one.kind == PAPER_MADE]
            copy = _read(case, document, heads)
            if copy is not None:
                said = msgspec.json.encode(copy).decode()
                tx.execute("DELETE FROM paper_copy WHERE case_id = ? AND paper_id = ?", (case, copy.paper_id))
                tx.execute("INSERT INTO paper_copy VALUES (?, ?, ?, ?)", (copy.paper_id, case, document, said))

    def forget(self, tx: Transaction, case: str) -> None:
        """Throw the case's papers out of the ledger."""
        tx.execute("DELETE FROM paper_copy WHERE case_id = ?", (case,))


def find(reader: Reader, paper_id: str) -> PaperCopy | None:
    """The paper with this id on it, None for a blank one or one that was never made here."""
    row = reader.one("SELECT said FROM paper_copy WHERE paper_id = ?", (paper_id,))
    return None if row is None else _decode(row[0])


def note_blank(tx: Transaction, paper_id: str, form: str, version: int, way: str, at: str) -> None:
    """Note a blank paper."""
    tx.execute("INSERT INTO blank_paper VALUES (?, ?, ?, ?, ?)", (paper_id, form, version, way, at))


def blank_form(reader: Reader, paper_id: str) -> str:
    """The form of a blank paper that was made here, "" for none."""
    row = reader.one("SELECT form FROM blank_paper WHERE paper_id = ?", (paper_id,))
    return "" if row is None else str(row[0])


def forget_blank(tx: Transaction, paper_id: str) -> None:
    """A blank paper's scan is filed: it is blank no more."""
    tx.execute("DELETE FROM blank_paper WHERE paper_id = ?", (paper_id,))


def _read(case: str, document: str, heads: Sequence[Change]) -> PaperCopy | None:
    """What stands of a paper; of two answers about it the later one. What cannot be read is left to a later program."""
    for head in sorted(heads, key=lambda one: (one.at, one.id), reverse=True):
        said: Any = head.value
        try:
            copy = msgspec.convert(said, PaperCopy)
        except msgspec.ValidationError:
            continue
        return msgspec.structs.replace(copy, case=case, document=document, by=copy.by or head.by)
    return None


def _decode(said: str) -> PaperCopy:
    return msgspec.json.decode(said, type=PaperCopy)
