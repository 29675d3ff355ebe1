"""Rows of a document on the screen: a waiting one, one taken away that may come back, one moved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from forms.answers import new_row_id
from forms.paths import Answers
from rygsaek.casework import cases

if TYPE_CHECKING:
    from ui.presenters.editing import Editing


class Rows:
    """The rows of one document.

    A new row stands on the screen alone, with an id of its own, and becomes a row with its first answer, in one transaction.
    removed: what was taken away since the page was opened, by the row's path, with the row that stood before it.
    """

    def __init__(self, editing: Editing) -> None:
        self._editing = editing
        self._new: list[str] = []
        self.removed: dict[str, tuple[Answers, str | None]] = {}

    @property
    def new(self) -> tuple[str, ...]:
        """Paths of the rows that are on the screen alone."""
        return tuple(self._new)

    def adopt(self, typed: Iterable[str]) -> None:
        """Takes over new rows from an earlier run: those in which something was typed and that are no rows yet."""
        for path in typed:
            row_path = path.rpartition("/")[0]
            if row_path.count("/") == 1 and self._editing.value(row_path) is None and row_path not in self._new:
                self._new.append(row_path)

    def is_new(self, path: str) -> bool:
        """Whether a cell belongs to a row that is no row yet."""
        row_path = path.rpartition("/")[0]
        return row_path.count("/") == 1 and self._editing.value(row_path) is None

    def became_real(self, path: str) -> None:
        """The first answer in a new row made it one."""
        row_path = path.rpartition("/")[0]
        if row_path in self._new:
            self._new.remove(row_path)

    def add(self, rows_id: str) -> str:
        """One more row at the end. Returns its path."""
        row_path = f"{rows_id}/{new_row_id()}"
        self._new.append(row_path)
        self._editing.reshaped.ring()
        return row_path

    def waiting(self, rows_id: str) -> str:
        """The row that waits to be filled in; there is always one, and nothing is typed in it."""
        typed = {path.rpartition("/")[0] for path in self._editing.typed_paths()}
        free = (row_path for row_path in self._new if row_path.startswith(rows_id + "/") and row_path not in typed)
        found = next(free, None)
        if found is None:
            found = f"{rows_id}/{new_row_id()}"
            self._new.append(found)
        return found

    def remove(self, row_path: str) -> None:
        """Takes a row away; `restore` brings it back as it was."""
        editing = self._editing
        for path in editing.typed_paths():
            if path.startswith(row_path + "/"):
                editing.drop_draft(path)
        if row_path in self._new:
            self._new.remove(row_path)
            editing.reshaped.ring()
            return
        rows_id, row_id = row_path.split("/")
        rows: list[Answers] = list(editing.answers.get(rows_id) or [])
        at = next((number for number, row in enumerate(rows) if row["_id"] == row_id), None)
        if at is None:
            return
        self.removed[row_path] = (rows[at], rows[at - 1]["_id"] if at else None)
        del rows[at]
        editing.write(lambda: cases.remove_row(editing.desk, editing.case, editing.document, rows_id, row_id))
        editing.replace_rows(rows_id, rows)

    def restore(self, row_path: str) -> None:
        """Brings back a row that was taken away."""
        editing = self._editing
        row, after = self.removed.pop(row_path)
        rows_id, row_id = row_path.split("/")
        rows: list[Answers] = list(editing.answers.get(rows_id) or [])
        ids = [one["_id"] for one in rows]
        rows.insert(ids.index(after) + 1 if after in ids else 0, row)
        editing.write(lambda: cases.restore_row(editing.desk, editing.case, editing.document, rows_id, row_id))
        editing.replace_rows(rows_id, rows)

    def forget_removed(self) -> None:
        """The page is left: what was taken away stays away (its history keeps it)."""
        self.removed.clear()

    def move(self, row_path: str, by: int) -> None:
        """Moves a row one place up (-1) or down (1)."""
        editing = self._editing
        for path in editing.typed_paths():
            if path.startswith(row_path + "/"):
                editing.settle(path)  # a row in which something is only typed becomes one, so that it can move
        rows_id, row_id = row_path.split("/")
        rows: list[Answers] = list(editing.answers.get(rows_id) or [])
        at = next((number for number, row in enumerate(rows) if row["_id"] == row_id), None)
        if at is None or not 0 <= at + by < len(rows):
            return
        rows.insert(at + by, rows.pop(at))
        editing.write(lambda: cases.move_row(editing.desk, editing.case, editing.document, rows_id, row_id, by=by))
        editing.replace_rows(rows_id, rows)
