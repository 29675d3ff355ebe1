"""Where two wrote at once in a document, and nobody has chosen between them."""

from __future__ import annotations

from collections.abc import Iterator

from forms.paths import register_of, register_paths
from forms.problems import Problem
from rygsaek.casework import problems
from rygsaek.casework.views import DocumentView
from rygsaek.history.ids import ChangeId


class Disputes:
    """What the document said when it was read, less what has been answered anew on the screen since."""

    def __init__(self) -> None:
        self._view: DocumentView | None = None
        self._settled: set[str] = set()

    def adopt(self, view: DocumentView) -> None:
        """The document was read again."""
        self._view, self._settled = view, set()

    def is_open(self, path: str) -> bool:
        """Whether two things are written at a path."""
        return bool(self._view and self._view.conflicts) and self._register(path) in self._open()

    def together(self, path: str) -> frozenset[str]:
        """The fields that mean something only together with the one at a path, itself among them, where two things are written in
        them: those that either has filled in. None for a field of its own."""
        if not self.is_open(path) or self._view is None:
            return frozenset()
        written = (one.value for one in self._view.conflicts[self._register(path)])
        filled = {cell for value in written if isinstance(value, dict) for cell in value}
        place = path.rpartition("/")[0]
        return frozenset(f"{place}/{cell}" if place else cell for cell in filled) | ({path} if filled else set())

    def settle(self, path: str) -> None:
        """Something is answered anew there."""
        if self._view is not None and self._view.conflicts:
            self._settled.add(self._register(path))

    def seen(self, register: str) -> list[ChangeId]:
        """What a person chooses between."""
        standings = self._view.conflicts.get(register, ()) if self._view is not None else ()
        return [one for standing in standings for one in standing.ids]

    def problems(self) -> Iterator[Problem]:
        """Why the document cannot be finished."""
        if self._view is not None and self._view.definition is not None:
            for one in self._view.conflicts:
                yield problems.in_conflict(next(iter(register_paths(self._view.definition, one)), one))

    def _register(self, path: str) -> str:
        definition = self._view.definition if self._view is not None else None
        return register_of(definition, path) if definition is not None else path

    def _open(self) -> set[str]:
        return set() if self._view is None else self._view.conflicts.keys() - self._settled
