"""Who leads: said by a lead, device by device."""

from __future__ import annotations

from typing import Final

from sync.errors import RefusedError, SyncError
from sync.membership import Membership
from sync.office.line import Line, item
from sync.proof.errors import ProofError
from sync.sealing.grants import sign
from sync.wire.codec import encode
from sync.wire.office import FORMAT, Role, RosterEvent

TRIES: Final = 3


def set_role(line: Line, device: bytes, role: Role) -> Membership:
    """Let a laptop's person lead, or not any more. Raises SyncError (`roster.not_lead`, `roster.last_lead`,
    `roster.named_lead`: the office's document names it).
    """
    for _ in range(TRIES):
        known = line.caught_up()
        if role != "lead" and device in known.roster.doc.leads:
            raise SyncError("roster.named_lead")
        if known.roster.members[device].role == role:
            return known
        link = RosterEvent(
            format=FORMAT,
            org=known.org,
            n=known.roster.n + 1,
            previous=known.roster.head,
            at=line.now_ms(),
            kind="role",
            device=device,
            keys=None,
            person="",
            label=b"",
            role=role,
            cutoffs=(),
        )
        signed = sign("roster", encode(link), known.secret)
        try:
            known.roster.with_link(signed)
            line.hand_in(known, [item(signed)])
        except RefusedError as error:
            if not error.code.endswith((".behind", ".forked")):
                raise
        except ProofError as error:
            raise SyncError(error.code) from error
        else:
            return line.take(known, [signed])
    raise SyncError("roster.behind")
