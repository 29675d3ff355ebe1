"""Looks at cases on their way to colleagues, so that a citizen can be told of all of them. They never count as unsent edits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec

from rygsaek.casework import accesslog
from rygsaek.vault.transaction import Transaction
from sync import chains, keyring, outbox
from sync.outbox import Sealing
from sync.proof.grants import CaseGrants
from sync.sealing.bodies import AccessBody, pack_body
from sync.wire.office import FORMAT

KEPT_FOR: Final = timedelta(hours=6)
"""How long looks are gathered: one envelope of a day's, not one of each."""


def seal_looks(tx: Transaction, by: Sealing) -> None:
    """Seal looks that have been gathered for long enough, in cases in which this laptop may write and that have a key."""
    before = (datetime.fromtimestamp(by.now_ms / 1000, UTC) - KEPT_FOR).isoformat(timespec="milliseconds")
    accesslog.spread(tx)
    for case in accesslog.untold(tx, before):
        grants = keyring.grants(tx, by.known, case)
        if by.known.device in grants.writers:
            seal_of(tx, by, grants)


def seal_of(tx: Transaction, by: Sealing, grants: CaseGrants) -> None:
    """Seal the looks at a case that have not been told."""
    chain = chains.get(tx, grants.case, by.incarnation, "access")
    told = accesslog.to_tell(tx, grants.case, chain.last)
    if told:
        body = AccessBody(FORMAT, grants.case, told[0].n, told[-1].n, msgspec.msgpack.encode(told))
        outbox.seal(tx, by, grants, "access", pack_body(body), told[0].n, told[-1].n)
