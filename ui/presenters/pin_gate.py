"""The gate out of a pause: a six-digit PIN, patience after five wrong ones, a lock after ten (SECURITY.md, "Keys")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

PIN_DIGITS = 6
WAIT_AFTER = 5
LOCK_AFTER = 10
WAIT_S = 30.0

Outcome = Literal["open", "unfinished", "wrong", "wait", "lock"]


@dataclass(frozen=True)
class Tried:
    """What a try came to, and the sentence that tells it."""

    outcome: Outcome
    text: str = ""


class PinGate:
    """Counts wrong PINs of one pause after the other; only a right one forgets them.

    check: tells whether a PIN is the right one.
    """

    def __init__(self, check: Callable[[str], bool]) -> None:
        self._check = check
        self._wrong = 0
        self._closed_until_s = 0.0

    def waits_s(self, now_s: float) -> float:
        """Seconds until another try is listened to."""
        return max(0.0, self._closed_until_s - now_s)

    def attempt(self, typed: str, now_s: float) -> Tried:
        """Try what was typed. Tries during the wait are neither checked nor counted."""
        digits = "".join(sign for sign in typed if sign.isdigit())
        if self.waits_s(now_s):
            return Tried("wait", _wait_text(self.waits_s(now_s)))
        if len(digits) != PIN_DIGITS:
            return Tried("unfinished", "Din kode har seks tal.")
        if self._check(digits):
            self._wrong = 0
            return Tried("open")
        self._wrong += 1
        if self._wrong >= LOCK_AFTER:
            return Tried("lock", "Koden passede ikke ti gange. Rygsækken låser nu. Alt er gemt.")
        if self._wrong % WAIT_AFTER == 0:
            self._closed_until_s = now_s + WAIT_S
            return Tried("wait", _wait_text(WAIT_S))
        return Tried("wrong", "Den kode passede ikke. Prøv igen.")


def _wait_text(seconds: float) -> str:
    return f"Koden passede ikke fem gange. Vent {max(1, round(seconds))} sekunder, og prøv igen."
