"""What happened. A change is written once and never again; whoever does not understand its kind keeps it as it is.

A register is named by a path (`field`, `rows/ROWID/field`), or as the form's compound (`@name`, `rows/ROWID/@name`); a row's
existence is `rows/ROWID`, its place `rows/ROWID/^`. Registers that belong to the case or document itself begin with `^`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from rygsaek.history.clock import Stamp
from rygsaek.history.ids import ChangeId

CASE: Final = ""
"""The `document` of changes to the case itself."""

CASE_OPENED: Final = "CaseOpened"
CASE_IMPORTED: Final = "CaseImported"
"""The last of the saves that brought a case in from a list: value {"import": id, the same for all that came with it}."""
DOCUMENT_BEGUN: Final = "DocumentBegun"
PAPER_DATED: Final = "PaperDated"
"""The day of the paper that a document is copied from, corrected: value {"day": YYYY-MM-DD, "before": the day that stood}."""
ANSWER_GIVEN: Final = "AnswerGiven"
ANSWER_CLEARED: Final = "AnswerCleared"
ROW_ADDED: Final = "RowAdded"
ROW_REMOVED: Final = "RowRemoved"
ROW_MOVED: Final = "RowMoved"
NOTE_WRITTEN: Final = "NoteWritten"
VERSION_MADE: Final = "VersionMade"
PAPER_MADE: Final = "PaperMade"
SIGNED: Final = "Signed"
FILE_ATTACHED: Final = "FileAttached"
FILE_REMOVED: Final = "FileRemoved"
CONSENT_WITHDRAWN: Final = "ConsentWithdrawn"
"""A consent holds no more: value {"day": YYYY-MM-DD}. It stands for good, whatever becomes of the answer."""
CITIZEN_COMPARED: Final = "CitizenCompared"
"""Whether another case is of the same citizen, as a person says it in both: value {"case": the other, "same": True or False}."""
UNDONE: Final = "Undone"
ANSWER_MOVED: Final = "AnswerMoved"
"""It was written in the wrong case, and stands in another now: value {"to": case}."""
ANSWERS_TAKEN_OVER: Final = "AnswersTakenOver"
"""In the right case: value {"from": case, "document", "path", "by": [who wrote it], "at": when, in ms}."""
REDACTED: Final = "Redacted"
"""What an answer becomes when a lead has taken its text away (redacting.py); its id and all that names it stay."""

EMPTYING: Final = frozenset({ANSWER_CLEARED, ROW_REMOVED, FILE_REMOVED, UNDONE, ANSWER_MOVED, REDACTED})
"""Kinds after which their register holds nothing."""

LASTING: Final = frozenset(
    {
        CASE_OPENED, CASE_IMPORTED, DOCUMENT_BEGUN, PAPER_DATED, VERSION_MADE, PAPER_MADE, SIGNED, CONSENT_WITHDRAWN,
        ANSWER_MOVED, ANSWERS_TAKEN_OVER, REDACTED, CITIZEN_COMPARED,
    }
)  # fmt: skip
"""Kinds that no undo takes back."""

OPENED: Final = "^opened"
IMPORTED: Final = "^imported"
BEGUN: Final = "^begun"
DATED: Final = "^dated"


def compared_register(case: str) -> str:
    return f"^compared/{case}"


def withdrawn_register(withdrawal_id: str) -> str:
    return f"^withdrawn/{withdrawal_id}"


def version_register(version_id: str) -> str:
    return f"^version/{version_id}"


def paper_register(paper_id: str) -> str:
    return f"^paper/{paper_id}"


def file_register(attachment: str) -> str:
    return f"^file/{attachment}"


class NewChange(msgspec.Struct, frozen=True, gc=False):
    """A change that is about to be made. The journal gives it its id, and lets it supersede what stands in its register.

    value: plain JSON-able data. For RowRemoved the journal adds `seen`; `{"wins": True}` lets it win over unseen edits.
    """

    document: str
    register: str
    kind: str
    value: Any = None


class Change(msgspec.Struct, frozen=True, gc=False):
    """One change, as it was saved. by: who; supersedes: what it replaces, all in the same register."""

    id: ChangeId
    at: Stamp
    by: str
    document: str
    register: str
    kind: str
    value: Any
    supersedes: tuple[ChangeId, ...] = ()

    @property
    def is_empty(self) -> bool:
        """The register holds nothing after it."""
        return self.kind in EMPTYING

    @property
    def shown(self) -> Any:
        """What the register holds after it: its value, or None."""
        return None if self.kind in EMPTYING else self.value


def row_removed(document: str, register: str, *, wins: bool = False) -> NewChange:
    """The removal of a row; wins: also over edits that the remover had not seen (consents)."""
    value: Mapping[str, Any] = {"wins": True} if wins else {}
    return NewChange(document, register, ROW_REMOVED, value)
