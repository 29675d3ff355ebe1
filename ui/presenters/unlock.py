"""Opening the vault: what the unlock page does and says, without Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from rygsaek.errors import RygsaekError
from ui.presenters.bell import Bell
from ui.presenters.runner import Runner
from ui.presenters.timers import Alarm, Timers

D = TypeVar("D")
WRONG = "vault.wrong_passphrase"
WAIT = "vault.wait"


class UnlockPresenter(Generic[D]):
    """Tries words, counts down the wait after wrong ones, hands over what was opened.

    unlock: opens the vault with a passphrase, off the screen's thread; raises RygsaekError.
    wait_left: seconds before the next try is listened to, from before this process too.
    """

    def __init__(self, unlock: Callable[[str], D], wait_left: Callable[[], float], runner: Runner, timers: Timers) -> None:
        self._unlock, self._wait_left, self._runner = unlock, wait_left, runner
        self._alarm = Alarm(timers, self._count)
        self.opened: Bell[[D]] = Bell()
        self.busy: Bell[[bool]] = Bell()
        self.problem: Bell[[str, str]] = Bell()
        """What happened, and the advice; both empty when there is nothing to say."""
        self.waiting: Bell[[int]] = Bell()
        """Whole seconds still to wait; 0 when words are listened to again."""
        self._is_busy = False
        self._left_s = 0

    @property
    def is_listening(self) -> bool:
        """Whether words given now would be tried."""
        return not self._is_busy and self._left_s == 0

    def begin(self) -> None:
        """The page is shown."""
        self._count()

    def give(self, words: str) -> None:
        """Tries the words."""
        if not self.is_listening:
            return
        if not words.strip():
            self.problem.ring("Der står ikke noget.", "Skriv dine seks ord med mellemrum imellem.")
            return
        self._is_busy = True
        self.busy.ring(True)
        self._runner.write(lambda: self._unlock(words.strip()), self._on_open, self._on_failed)

    def _on_open(self, desk: D) -> None:
        self._alarm.stop()
        self.opened.ring(desk)

    def _on_failed(self, error: RygsaekError) -> None:
        self._is_busy = False
        self.busy.ring(False)
        if error.code == WRONG:
            self.problem.ring("Det er ikke de rigtige ord.", "Tjek rækkefølgen, og prøv igen. Du kan trykke på Vis.")
        elif error.code != WAIT:
            self.problem.ring(error.title, error.advice)
        self._count()

    def _count(self) -> None:
        left = self._wait_left()
        self._left_s = max(0, -int(-left // 1))
        self.waiting.ring(self._left_s)
        if self._left_s:
            self._alarm.set(min(1.0, left))
