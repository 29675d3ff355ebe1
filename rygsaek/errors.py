"""Everything that Rygsæk raises on purpose, as one tree.

    RygsaekError
    ├── TheirsError        the surroundings failed: a person can do something about it
    │   ├── DiskError          full, read-only, gone
    │   ├── VaultError         wrong passphrase, damaged, too new, already open
    │   ├── PrinterError       missing, unreachable, refused
    │   └── InputError         what was given cannot be used
    └── OursError          a bug: something that must not happen did

Each carries a Danish title and one piece of advice for the screen. `code` is stable, for machines and tests.
"""

from __future__ import annotations

from typing import Final

ODD: Final = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What comes of values of another kind than is meant to stand there: a colleague's program stored them, or a hostile one did."""


class RygsaekError(Exception):
    """Base of all. title: what happened; advice: the one thing to do; both plain Danish. Never case content."""

    code = "rygsaek"
    exit_code = 3

    def __init__(self, title: str, advice: str, *, code: str | None = None) -> None:
        super().__init__(f"{title} {advice}")
        self.title = title
        self.advice = advice
        if code is not None:
            self.code = code


class TheirsError(RygsaekError):
    """The surroundings failed."""


class DiskError(TheirsError):
    """The disk is full, read-only or gone."""

    code = "disk"


class VaultError(TheirsError):
    """The vault cannot be opened or trusted."""

    code = "vault"


class PrinterError(TheirsError):
    """The printer is missing, unreachable or refused the job."""

    code = "printer"


class InputError(TheirsError):
    """What was given cannot be used."""

    code = "input"
    exit_code = 1


class OursError(RygsaekError):
    """A bug. The advice says that nothing is lost and what to tell support."""

    code = "bug"
