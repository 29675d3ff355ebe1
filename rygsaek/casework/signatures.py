"""What a signature leaves in the log: the answer in its field, the version that was signed, and that it was signed."""

from __future__ import annotations

from collections.abc import Iterable

from forms.model import Definition
from rygsaek.casework import versions
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import field_of
from rygsaek.casework.versions import SIGNED_REGISTER
from rygsaek.history.changes import SIGNED, Change, NewChange
from rygsaek.history.ids import new_id
from rygsaek.vault.transaction import Transaction


def record(
    desk: Desk, tx: Transaction, case: str, document: str, definition: Definition, made: Iterable[Change]
) -> tuple[Change, ...]:
    """Freeze what was signed, for each signature among the changes just made; nothing where there is none."""
    signed = [change for change in made if not change.is_empty and _is_signature(definition, change)]
    if not signed:
        return ()
    version_id, version = versions.making(desk.journal.state(case, tx), document, definition, "sign")
    notes = [
        NewChange(
            document,
            SIGNED_REGISTER + new_id(),
            SIGNED,
            {**change.value, "path": change.register, "version_id": version_id},
        )
        for change in signed
    ]
    return desk.journal.append(case, ([version] if version else []) + notes, desk.by, tx=tx)


def _is_signature(definition: Definition, change: Change) -> bool:
    field = field_of(definition, change.register)
    return field is not None and field.kind == "signature" and isinstance(change.value, dict)
