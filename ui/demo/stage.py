"""The stage: plays a script on a running window, one thing at a time, waiting for what the window does and never for a time.

A script is a generator that yields what it waits for. Between two of its steps the window lives on as under a person's hands.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer

from ui.demo.hands import Hands
from ui.demo.ledger import Ledger
from ui.demo.measuring import stopwatch
from ui.demo.pictures import Pictures
from ui.locking import end
from ui.shell import Shell

TICK_MS = 4
PATIENCE_TICKS = 7_500
"""Half a minute where nothing else wants the machine; where something does, the ticks are fewer as well."""
QUIET_TICKS = 4
KEY_S = 0.04
FAILED = 3


class Wait(NamedTuple):
    """what: in Danish, for whoever reads why it never came."""

    what: str
    is_met: Callable[[], bool]


Script = Generator[Wait, None, None]


class Stage(QObject):
    """One act on one window. Ends the process with 3 when something never comes, and says in the ledger what."""

    def __init__(self, shell: Shell, ledger: Ledger, pictures: Path) -> None:
        super().__init__(shell)
        self.shell, self.ledger = shell, ledger
        self.hands = Hands(shell.window)
        self.pictures = Pictures(shell, pictures)
        self._doing = ""
        self._script: Script | None = None
        self._wait: Wait | None = None
        self._waited = 0
        self._is_stepping = False
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._on_tick)

    def perform(self, script: Script) -> None:
        """Begins."""
        self._script = script
        self._timer.start()

    def step(self, what: str) -> None:
        """Says in Danish what comes now."""
        self._doing = what
        self.ledger.say("step", what)

    # what a script waits for

    def until(self, what: str, is_met: Callable[[], bool]) -> Script:
        """Goes on when something holds."""
        yield Wait(what, is_met)

    def settled(self) -> Script:
        """Goes on when nothing is under way in the window's threads, and what they brought is on the screen."""
        for _ in range(QUIET_TICKS):
            yield Wait("at vinduet bliver færdigt", lambda: self.shell.tasks.is_idle and self.hands.is_somewhere)

    def in_front(self) -> Script:
        """Goes on when the window is the one that keys go to; a dialog that has closed leaves nobody there."""
        self.shell.come_to_front()
        yield Wait("at vinduet er forrest", self.shell.window.isActiveWindow)

    def at(self, *kinds: type[object]) -> Script:
        """Goes on when the window shows a page of a kind, and it has settled."""
        yield from self.until(f"siden {kinds[0].__name__}", lambda: isinstance(self.shell.window.page, kinds))
        yield from self.settled()

    def picture(self, name: str) -> Script:
        """The window as it stands, in every look."""
        yield from self.settled()
        for look in self.pictures.looks():
            self.pictures.dress(look)
            yield from self.settled()
            self.pictures.take(name, look)
        self.pictures.undress()
        yield from self.settled()

    def quick_picture(self, name: str) -> Script:
        """The window as it stands, in the look that it has: for what would not stand a new look."""
        yield from self.settled()
        self.pictures.take(name)

    def picture_each_time(self, name: str, come: Callable[[], Script], leave: Callable[[], Script]) -> Script:
        """What would not stand a new look: come to it and leave it anew in every look."""
        for look in self.pictures.looks():
            self.pictures.dress(look)
            yield from self.settled()
            yield from come()
            yield from self.settled()
            self.pictures.take(name, look)
            yield from leave()
        self.pictures.undress()
        yield from self.settled()

    def breath(self) -> Script:
        """As long as a quick writer takes from key to key."""
        elapsed = stopwatch()
        yield Wait("det næste tastetryk", lambda: elapsed() >= KEY_S)

    def typing(self, text: str) -> Script:
        """Types where the keyboard is, letter by letter."""
        for letter in text:
            self.hands.write(letter)
            yield Wait("en tast", lambda: True)

    # the play

    def _on_tick(self) -> None:
        if self._is_stepping or self._script is None:
            return
        self._is_stepping = True
        try:
            self._step(self._script)
        except StopIteration:
            self._timer.stop()
        except Exception as error:
            self._fail(f"{type(error).__name__}: {error}")
        finally:
            self._is_stepping = False

    def _step(self, script: Script) -> None:
        if self._wait is not None and not self._wait.is_met():
            self._waited += 1
            if self._waited > PATIENCE_TICKS:
                self._fail(f"Ventede på {self._wait.what}")
            return
        self._wait = next(script)
        self._waited = 0

    def _fail(self, why: str) -> None:
        self._timer.stop()
        page, keyboard = self.shell.window.page, self.shell.window.focusWidget()
        where = f"på siden {type(page).__name__}, tastaturet i {type(keyboard).__name__}"
        self.ledger.say("failed", f"{self._doing}: {why} ({where})")
        try:
            self.pictures.take("fejl")
        finally:
            end(FAILED)
