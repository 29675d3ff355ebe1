"""Who leads: said by a lead, device by device."""

from __future__ import annotations

from sync.errors import SyncError
from sync.membership import Membership
from sync.office.line import Line, item
from sync.office.links import next_link, on_top
from sync.sealing.grants import sign
from sync.wire.codec import encode
from sync.wire.office import Role


def set_role(line: Line, device: bytes, role: Role) -> Membership:
    """Let a laptop's person lead, or not any more. Raises SyncError (`roster.not_lead`, `roster.last_lead`,
    `roster.named_lead`: the office's document names it).
    """

    def add(known: Membership) -> Membership:
        if role != "lead" and device in known.roster.doc.leads:
            raise SyncError("roster.named_lead")
        if known.roster.members[device].role == role:
            return known
        link = next_link(known.roster, "role", device, line.now_ms(), role=role)
        signed = sign("roster", encode(link), known.secret)
        known.roster.with_link(signed)
        line.hand_in(known, [item(signed)])
        return line.take(known, [signed])

    return on_top(line, add)
