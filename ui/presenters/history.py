"""Who wrote what, and when: the lines of a case, newest first, and writing an earlier answer again. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from rygsaek.casework import cases, views
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import documents
from rygsaek.history.changes import ANSWER_GIVEN, FILE_ATTACHED
from rygsaek.history.redacting import TEXTS
from ui.presenters.bell import Bell
from ui.presenters.case_source import said, what
from ui.presenters.runner import Runner


@dataclass(frozen=True)
class Entry:
    """One line of history. old, new: as shown; may_return: it was an answer, and can be written again.

    may_take_out: its text or file can be taken out for good; is_file: it is a file.

    may_move: it stands now, and can be moved to another case.
    """

    what: str
    who_when: str
    form: str
    field: str
    old: str
    new: str
    document: str
    path: str
    change: str
    may_return: bool
    may_take_out: bool = False
    may_move: bool = False
    form_id: str = ""
    is_file: bool = False

    @property
    def spoken(self) -> str:
        """The line as one sentence."""
        return f"{self.what}, {self.who_when}"


class HistoryPresenter:
    """Of a whole case, or of one field where a document and a path are given."""

    def __init__(self, desk: Desk, case: str, document: str, path: str, runner: Runner) -> None:
        self._desk, self._case, self._document, self._path, self._runner = desk, case, document, path, runner
        self.entries: Bell[[tuple[Entry, ...]]] = Bell()
        self.returned: Bell[[Entry]] = Bell()

    def begin(self) -> None:
        """The page is shown."""
        self._runner.read(self._read, self.entries.ring)

    def write_again(self, entry: Entry) -> None:
        """What stood after this line becomes a new answer in its field; nothing of the history goes away."""

        def work() -> None:
            found = next(one for one in self._desk.journal.changes(self._case) if str(one.id) == entry.change)
            cell = entry.path.rpartition("/")[2]
            value = found.value.get(cell) if isinstance(found.value, dict) and cell in found.value else found.value
            cases.fill(self._desk, self._case, entry.document, {entry.path: value})

        def done(_: None) -> None:
            self.returned.ring(entry)
            self.begin()

        self._runner.write(work, done)

    def _read(self) -> tuple[Entry, ...]:
        from sync.office import redacting  # slow to load

        desk = self._desk
        lines = views.history(desk, self._case, self._path or None, self._document or None)
        changes = {str(one.id): one for one in desk.journal.changes(self._case)}
        with desk.vault.read() as reader:
            may_redact = redacting.may_redact(reader, self._case)
            state = desk.journal.state(self._case, reader)
        forms = {one.document: one.form for one in documents(state)}
        newest: set[tuple[str, str]] = set()
        found: list[Entry] = []
        for line in reversed(lines):
            place, change, form = (line.document, line.path), changes.get(line.change), forms.get(line.document, "")
            is_answer = change is not None and change.kind == ANSWER_GIVEN and bool(line.path and line.new)
            is_file = change is not None and change.kind == FILE_ATTACHED
            is_text = change is not None and change.kind in TEXTS and bool(line.new)
            is_now, may_write = place not in newest, desk.role.may_write(form)
            newest.add(place)
            found.append(
                Entry(
                    what(line), said(line, desk).who_when, line.form, line.field_label, line.old, line.new, line.document,
                    line.path, line.change, is_answer and not is_now, (is_text or is_file) and may_redact,
                    is_answer and is_now and may_write, form, is_file,
                )
            )  # fmt: skip
        return tuple(found)
