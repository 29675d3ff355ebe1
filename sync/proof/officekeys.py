"""Who has the key of the office's own matters: a chain as a case's grants, made by leads, for every device in the office."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from sync.proof.chaining import check_active, check_roster, check_wraps
from sync.proof.errors import ProofError
from sync.proof.roster import Roster
from sync.proof.signed import body_of, check_one, id_of, signer_of
from sync.wire.codec import NO_HASH
from sync.wire.office import FORMAT, OfficeKey, Signed


class OfficeEpoch(NamedTuple):
    """One key of the office. earlier: the key before, sealed under this one."""

    commitment: bytes
    earlier: bytes


@dataclass(frozen=True, slots=True)
class OfficeKeys:
    """The office's keys. heads: the ids of what was signed, in order; latest: the last, None where there is none."""

    org: bytes
    heads: tuple[bytes, ...]
    epochs: tuple[OfficeEpoch, ...]
    latest: OfficeKey | None

    @classmethod
    def none(cls, org: bytes) -> OfficeKeys:
        return cls(org, (), (), None)

    @property
    def head(self) -> bytes:
        return self.heads[-1] if self.heads else NO_HASH

    @property
    def epoch(self) -> int:
        """The latest; 0 where there is none."""
        return len(self.epochs)

    def commitment(self, epoch: int) -> bytes:
        """Of an epoch's key. Raises ProofError (`officekey.behind`)."""
        if not 1 <= epoch <= self.epoch:
            raise ProofError("officekey.behind")
        return self.epochs[epoch - 1].commitment

    def with_key(self, signed: Signed, roster: Roster, *, is_new: bool = False, is_kept: bool = False) -> OfficeKeys:
        """With the next office key; one that is there already changes nothing. Arguments as `CaseGrants.with_grant`.

        is_new: it must name the latest roster, so that nobody is left out.
        Raises WireError; ProofError: `officekey.forked`, `officekey.behind`, `officekey.unreadable`, `officekey.not_lead`,
        `roster.…`, `signature.wrong`.
        """
        said, before = body_of(signed, "officekey", OfficeKey), self.latest
        if said.format != FORMAT or said.org != self.org or said.org != roster.org:
            raise ProofError("officekey.other_office")
        if id_of(signed) in self.heads:
            return self
        if said.previous != self.head:
            is_known = said.previous in self.heads or said.previous == NO_HASH
            raise ProofError("officekey.forked" if is_known else "officekey.behind")
        if is_new and said.roster_n != roster.n:
            raise ProofError("officekey.behind")
        check_roster(roster, said.roster_n, said.roster_head, before.roster_n if before else 1)
        self._check_epoch(said)
        check_wraps(said.wraps, [one.device for one in roster.active_at(said.roster_n)], "officekey.unreadable")
        by = signer_of(signed)
        check_active(roster, (by,), said.roster_n, "officekey.not_lead")
        if not roster.was_lead(by, said.roster_n) or (is_new and not roster.is_lead(by)):
            raise ProofError("officekey.not_lead")
        if not is_kept:
            check_one(signed, roster.members[by].keys.sign)
        epochs = (*self.epochs[: said.epoch - 1], OfficeEpoch(said.commitment, said.earlier))
        return replace(self, heads=(*self.heads, id_of(signed)), epochs=epochs, latest=said)

    def _check_epoch(self, said: OfficeKey) -> None:
        if said.epoch == self.epoch and self.epochs:
            if (said.commitment, said.earlier) != self.epochs[-1]:
                raise ProofError("officekey.unreadable")
        elif said.epoch != self.epoch + 1 or bool(said.earlier) != (said.epoch > 1):
            raise ProofError("officekey.unreadable")
