"""What was right when it was signed and would not be now: somebody has left since, and the store had not heard of it, for it was
put back, or for a laptop was long without a network.

By itself such a grant is refused: nobody who has left may grant, and nobody is granted to who has. Handed in together with the
grants that follow it, up to one by which the asker writes, it is only what that one rests on, and is judged by the roster that it
names, as every laptop has judged it. Who has left is refused at the door all the same, and whoever hears of it makes the
next key.

A redaction or a tombstone of who has left is taken from a colleague who has the case, and did not sign it: what it takes away is
away on that colleague's laptop, and would else be in the store again.
"""

from __future__ import annotations

from collections.abc import Sequence

from sync.proof.errors import ProofError
from sync.proof.grants import CaseGrants
from sync.proof.roster import Roster
from sync.proof.signed import body_of, read_signed
from sync.wire.codec import WireError
from sync.wire.office import Grant, Signed, Tombstone
from sync.wire.requests import Item


def may_bring_redaction(asker: bytes, signed: Signed, grants: CaseGrants) -> bool:
    """Whether a device may hand in a redaction whose signer leads no more: it has the case."""
    return grants.may_see(asker) and asker not in signed.by


def may_bring_tombstone(asker: bytes, signed: Signed, said: Tombstone, grants: CaseGrants) -> bool:
    """Whether a device may hand in a tombstone whose signers have left: it has the case, or had it where nobody has it here."""
    had = grants.may_see(asker) if grants.n else asker in said.devices
    return had and asker not in signed.by


class Together:
    """What is handed in at once. Its grants are sorted by case when the first of them is refused by itself."""

    def __init__(self, items: Sequence[Item] = ()) -> None:
        self._items = items
        self._by_case: dict[str, list[Signed]] | None = None

    def lead_to(self, asker: bytes, before: CaseGrants, roster: Roster) -> bool:
        """Whether the case's grants here, as far as they hold behind those that lie there, lead to one by which the asker writes.

        The asker writes already, or was let in by somebody who has left: who has not can hand in the grants as well.
        """
        after, was_let_in = before, asker in before.writers
        try:
            for signed in self._grants_of(before.case):
                step = after.with_grant(signed, roster)
                is_let_in = asker in step.writers and asker not in after.writers
                was_let_in = was_let_in or (is_let_in and not any(roster.is_active(one) for one in signed.by))
                after = step
        except ProofError:
            pass  # those before it hold
        return after is not before and was_let_in and asker in after.writers

    def _grants_of(self, case: str) -> list[Signed]:
        if self._by_case is None:
            self._by_case = {}
            for item in self._items:
                if item.kind == "grant":
                    self._sort(self._by_case, item.data)
        return self._by_case.get(case, [])

    @staticmethod
    def _sort(by_case: dict[str, list[Signed]], data: bytes) -> None:
        try:
            signed = read_signed(data)
            said = body_of(signed, "grant", Grant)
        except (ProofError, WireError):
            return  # refused in its turn
        by_case.setdefault(said.case, []).append(signed)
