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
LEASE = "office.lease_ended"
LOST = "vault.log_damaged"
DAMAGED = (LOST, "vault.damaged", "vault.keys_damaged", "vault.keys_apart")
"""What a backup can help with."""


class UnlockPresenter(Generic[D]):
    """Tries words, counts down the wait after wrong ones, hands over what was opened.

    unlock: opens the vault with a passphrase, off the screen's thread; raises RygsaekError.
    wait_left: seconds before the next try is listened to, from before this process too.
    unlock_without_lost: opens a vault whose log is damaged, without what is lost.
    unlock_with_kit: opens one whose lease has ended, with the words and the office's key, typed or the name of a file.
    """

    def __init__(
        self,
        unlock: Callable[[str], D],
        wait_left: Callable[[], float],
        runner: Runner,
        timers: Timers,
        unlock_without_lost: Callable[[str], D] | None = None,
        unlock_with_kit: Callable[[str, str], D] | None = None,
    ) -> None:
        self._unlock, self._wait_left, self._runner = unlock, wait_left, runner
        self._unlock_without_lost = unlock_without_lost or unlock
        self._unlock_with_kit, self._is_with_kit = unlock_with_kit, False
        self._alarm = Alarm(timers, self._count)
        self.opened: Bell[[D]] = Bell()
        self.busy: Bell[[bool]] = Bell()
        self.problem: Bell[[str, str]] = Bell()
        """What happened, and the advice; both empty when there is nothing to say."""
        self.damaged: Bell[[str]] = Bell()
        """The vault is damaged: which code; "" when that is not known any more."""
        self.lease_ended: Bell[[bool]] = Bell()
        """The office has not heard from this laptop for too long: its key opens too."""
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

    def end(self) -> None:
        """The page goes."""
        self._alarm.stop()

    def give(self, words: str) -> None:
        """Tries the words."""
        self._is_with_kit = False
        self._try(words, self._unlock)

    def give_without_lost(self, words: str) -> None:
        """The person was told what is lost, and would rather open without it."""
        self._try(words, self._unlock_without_lost)

    def give_with_kit(self, words: str, given: str) -> None:
        """The office's key is at hand. given: its groups, or the name of a file with its code."""
        unlock = self._unlock_with_kit
        if unlock is None:
            return
        if not given.strip():
            self.problem.ring("Her mangler kontornøglen.", "Vælg filen, eller skriv grupperne fra arket.")
            return
        self._is_with_kit = True
        self._try(words, lambda passphrase: unlock(passphrase, given.strip()))

    def _try(self, words: str, unlock: Callable[[str], D]) -> None:
        if not self.is_listening:
            return
        if not words.strip():
            self.problem.ring("Der står ikke noget.", "Skriv dine seks ord med mellemrum imellem.")
            return
        self._is_busy = True
        self.busy.ring(True)
        self._runner.write(lambda: unlock(words.strip()), self._on_open, self._on_failed)

    def _on_open(self, desk: D) -> None:
        self._alarm.stop()
        self.opened.ring(desk)

    def _on_failed(self, error: RygsaekError) -> None:
        self._is_busy = False
        self.busy.ring(False)
        self.damaged.ring(error.code if error.code in DAMAGED else "")
        self.lease_ended.ring(error.code == LEASE or self._is_with_kit)
        if error.code == LOST:
            self.problem.ring(error.title, "Har du en ny sikkerhedskopi, så hent den. Ellers kan du åbne uden dem. De er så væk.")
        elif error.code == WRONG:
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
