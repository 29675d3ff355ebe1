"""The roster's next link: made on top of the office as its store shows it, and anew where another lead was first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, TypeVar

from sync.errors import RefusedError, SyncError
from sync.membership import Membership
from sync.office.line import Line
from sync.proof.errors import ProofError
from sync.proof.roster import Roster
from sync.wire.office import FORMAT, Cutoff, DeviceKeys, Role, RosterEvent

T = TypeVar("T")
TRIES: Final = 3


def next_link(
    roster: Roster,
    kind: Literal["add", "revoke", "role"],
    device: bytes,
    at: int,
    *,
    keys: DeviceKeys | None = None,
    person: str = "",
    label: bytes = b"",
    role: Role | None = None,
    cutoffs: tuple[Cutoff, ...] = (),
) -> RosterEvent:
    """What is said of a device. at: milliseconds; the rest: as its kind needs it."""
    return RosterEvent(
        format=FORMAT,
        org=roster.org,
        n=roster.n + 1,
        previous=roster.head,
        at=at,
        kind=kind,
        device=device,
        keys=keys,
        person=person,
        label=label,
        role=role,
        cutoffs=cutoffs,
    )


def on_top(line: Line, add: Callable[[Membership], T]) -> T:
    """What adds to the roster, given the office as the store shows it: once more where another lead has changed it meanwhile.

    Returns what it returns. Raises SyncError (`roster.behind`: another lead is always first).
    """
    for _ in range(TRIES):
        known = line.caught_up()
        try:
            return add(known)
        except RefusedError as error:
            if not error.code.endswith((".behind", ".forked")):
                raise
        except ProofError as error:
            raise SyncError(error.code) from error
    raise SyncError("roster.behind")
