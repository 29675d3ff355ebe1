"""What is being typed, kept: each key is durable in the vault's drafts within a second, and the screen never waits for the disk.

A first key sets an alarm; when it rings, everything typed since goes to the writer lane. Typing on does not put the alarm
off, so that steady typing is kept as often as hesitant typing. After a minute's rest the owner makes the text a change.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from rygsaek.casework import drafts
from rygsaek.casework.desk import Desk
from rygsaek.errors import RygsaekError
from ui.presenters.bell import Bell
from ui.presenters.runner import Runner
from ui.presenters.timers import Alarm, Timers

KEEP_AFTER_S = 0.3
REST_AFTER_S = 60.0
RETRY_AFTER_S = 3.0


@dataclass(frozen=True)
class Typed:
    """A text that is no change yet, and where the caret stands in it."""

    text: str
    caret: int


class Drafting:
    """The drafts of one document.

    rested: told of the path whose text has not been touched for a minute.
    kept: rings with the moment when everything typed so far was durable.
    trouble: rings when the disk refused; the text stays here and is tried again.
    """

    def __init__(
        self, desk: Desk, case: str, document: str, runner: Runner, timers: Timers, rested: Callable[[str], None]
    ) -> None:
        self._desk, self._case, self._document = desk, case, document
        self._runner = runner
        self._rested = rested
        self._typed: dict[str, Typed] = {}
        self._dirty: set[str] = set()
        self._last = ""
        self._keep_alarm = Alarm(timers, self.keep)
        self._rest_alarm = Alarm(timers, self._on_rest)
        self.kept: Bell[datetime] = Bell()
        self.trouble: Bell[RygsaekError] = Bell()

    def adopt(self, texts: dict[str, Typed]) -> None:
        """Takes over what an earlier run of the program kept."""
        self._typed = {**texts, **self._typed}

    def take(self, path: str, text: str, caret: int) -> None:
        """One key more."""
        self._typed[path] = Typed(text, caret)
        self._dirty.add(path)
        self._last = path
        self._keep_alarm.set_unless_set(KEEP_AFTER_S)
        self._rest_alarm.set(REST_AFTER_S)

    def get(self, path: str) -> Typed | None:
        """What is typed at a path and is no change yet."""
        return self._typed.get(path)

    def paths(self) -> tuple[str, ...]:
        """Where something is typed that is no change yet."""
        return tuple(self._typed)

    @property
    def is_dirty(self) -> bool:
        """Whether a key is not durable yet."""
        return bool(self._dirty)

    def keep(self) -> None:
        """Hands everything typed to the writer lane now."""
        self._keep_alarm.stop()
        if not self._dirty:
            return
        texts = {path: self._typed[path] for path in self._dirty}
        self._dirty = set()
        desk, case, document = self._desk, self._case, self._document

        def put() -> datetime:
            for path, typed in texts.items():
                drafts.put(desk, case, document, path, typed.text, typed.caret)
            return desk.now()

        self._runner.write(put, self._on_kept, lambda error: self._on_refused(frozenset(texts), error))

    def drop(self, path: str, *, keeps_rest: bool = False) -> Typed | None:
        """Forgets what was typed here, because it became a change (its writer clears the draft in the vault).

        keeps_rest: hand what else is typed to the writer lane before it.
        """
        self._dirty.discard(path)
        if keeps_rest:
            self.keep()
        if path == self._last:
            self._rest_alarm.stop()
        return self._typed.pop(path, None)

    def put_back(self, path: str, typed: Typed) -> None:
        """The change could not be written: the text is typed again, unless something newer is."""
        if path not in self._typed:
            self.take(path, typed.text, typed.caret)

    def _on_kept(self, at: datetime) -> None:
        if not self._dirty:
            self.kept.ring(at)

    def _on_refused(self, paths: frozenset[str], error: RygsaekError) -> None:
        self._dirty |= paths & self._typed.keys()
        self.trouble.ring(error)
        if self._dirty:
            self._keep_alarm.set_unless_set(RETRY_AFTER_S)

    def _on_rest(self) -> None:
        self._rested(self._last)
