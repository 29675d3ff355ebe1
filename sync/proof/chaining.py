"""What the chains of keys have in common: whose roster they are judged by, and for whom they are sealed."""

from __future__ import annotations

from collections.abc import Sequence

from sync.proof.errors import ProofError
from sync.proof.roster import Roster
from sync.wire.office import WrapFor


def check_roster(roster: Roster, n: int, head: bytes, at_least: int) -> None:
    """Raises ProofError unless the roster named is this office's and not older than the one that the link before names.

    So a key chain closes behind a revocation: what a revoked device signs later must name a roster of before.
    """
    if n < at_least:
        raise ProofError("roster.rolled_back")
    roster.knows(n, head)


def check_wraps(wraps: Sequence[WrapFor], wanted: Sequence[bytes], code: str) -> None:
    """Raises ProofError (code) unless there is one wrap for each of those wanted and no other, by fingerprint."""
    if [one.device for one in wraps] != sorted(wanted):
        raise ProofError(code)


def check_active(roster: Roster, devices: Sequence[bytes], n: int, code: str) -> None:
    """Raises ProofError (code) unless all of them were in the office just after link n."""
    if not all(roster.was_active(device, n) for device in devices):
        raise ProofError(code)
