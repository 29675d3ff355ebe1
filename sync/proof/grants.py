"""Who has a case's key: the chain of its grants, immutable, extended by verified grants only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from sync.proof.chaining import check_active, check_roster, check_wraps
from sync.proof.errors import ProofError
from sync.proof.roster import Roster
from sync.proof.signed import body_of, check_nth, check_one, id_of, signer_of
from sync.wire.codec import NO_HASH
from sync.wire.office import FORMAT, Grant, Signed


class Epoch(NamedTuple):
    """What the grants of one epoch say together. earlier: the key before, sealed under this one's."""

    commitment: bytes
    earlier: bytes
    writers: frozenset[bytes]


@dataclass(frozen=True, slots=True)
class CaseGrants:
    """A case's grants. heads: their ids, in order; epochs: from the first; latest: the last grant, None where there is none."""

    org: bytes
    case: str
    heads: tuple[bytes, ...]
    epochs: tuple[Epoch, ...]
    latest: Grant | None

    @classmethod
    def none(cls, org: bytes, case: str) -> CaseGrants:
        """Of a case that nobody has got a key to yet."""
        return cls(org, case, (), (), None)

    @property
    def n(self) -> int:
        return len(self.heads)

    @property
    def head(self) -> bytes:
        """The id of the last grant."""
        return self.heads[-1] if self.heads else NO_HASH

    @property
    def epoch(self) -> int:
        """The latest; 0 where there is none."""
        return len(self.epochs)

    @property
    def writers(self) -> tuple[bytes, ...]:
        """By the latest grant, by fingerprint."""
        return self.latest.writers if self.latest else ()

    @property
    def readers(self) -> tuple[bytes, ...]:
        """Who may read and not write, by the latest grant, by fingerprint."""
        return self.latest.readers if self.latest else ()

    def commitment(self, epoch: int) -> bytes:
        """Of an epoch's key. Raises ProofError (`grant.behind`) for an epoch that no grant here tells of."""
        if not 1 <= epoch <= self.epoch:
            raise ProofError("grant.behind")
        return self.epochs[epoch - 1].commitment

    def was_writer(self, device: bytes, epoch: int) -> bool:
        """Whether it could write by any grant of the epoch."""
        return 1 <= epoch <= self.epoch and device in self.epochs[epoch - 1].writers

    def may_see(self, device: bytes) -> bool:
        """Whether the latest grant names it."""
        return device in self.writers or device in self.readers

    def with_grant(self, signed: Signed, roster: Roster, *, is_new: bool = False, is_kept: bool = False) -> CaseGrants:
        """With the next grant; one that is there already changes nothing.

        roster: it is judged by the one that it names, so that old grants outlive their signers. is_new: as the store sees one
        just handed in: who signs and who receives are active now too. is_kept: from one's own vault, where it was verified
        when it came: the signatures are not computed again.
        Raises WireError; ProofError: `grant.forked`, `grant.behind`, `grant.other_case`, `grant.unreadable` (it contradicts
        itself or the one before), `grant.not_writer`, `grant.not_active`, `grant.not_leads`, `roster.…`, `signature.wrong`.
        """
        said = body_of(signed, "grant", Grant)
        if said.format != FORMAT or said.org != self.org or said.org != roster.org or said.case != self.case:
            raise ProofError("grant.other_case")
        if said.n == 0 or said.n > self.n + 1:
            raise ProofError("grant.behind" if said.n else "grant.unreadable")
        if said.n <= self.n:
            if self.heads[said.n - 1] == id_of(signed):
                return self
            raise ProofError("grant.forked")
        if said.previous != self.head:
            raise ProofError("grant.forked")
        self._check_epoch(said)
        self._check_people(said, roster, is_new)
        (self._check_kit if said.is_recovery else self._check_writer)(signed, said, roster, is_new, is_kept)
        return replace(self, heads=(*self.heads, id_of(signed)), epochs=self._epochs_with(said), latest=said)

    def _check_epoch(self, said: Grant) -> None:
        """The same key for nobody fewer, or the next key."""
        before = self.latest
        if said.epoch == self.epoch and before is not None:
            now = self.epochs[-1]
            lost = set(before.writers) - set(said.writers) or {*before.writers, *before.readers} - {*said.writers, *said.readers}
            if (said.commitment, said.earlier) != (now.commitment, now.earlier) or lost:
                raise ProofError("grant.unreadable")
        elif said.epoch != self.epoch + 1 or bool(said.earlier) != (said.epoch > 1):
            raise ProofError("grant.unreadable")

    def _check_people(self, said: Grant, roster: Roster, is_new: bool) -> None:
        check_roster(roster, said.roster_n, said.roster_head, self.latest.roster_n if self.latest else 1)
        for some in (said.writers, said.readers):
            if list(some) != sorted(set(some)):
                raise ProofError("grant.unreadable")
        everyone = (*said.writers, *said.readers)
        if not said.writers:
            raise ProofError("grant.unreadable")
        check_wraps(said.wraps, everyone, "grant.unreadable")
        for n in {said.roster_n, roster.n} if is_new else {said.roster_n}:
            check_active(roster, everyone, n, "grant.not_active")

    def _check_writer(self, signed: Signed, said: Grant, roster: Roster, is_new: bool, is_kept: bool) -> None:
        by = signer_of(signed)
        for n in {said.roster_n, roster.n} if is_new else {said.roster_n}:
            check_active(roster, (by,), n, "grant.not_active")
        if by not in (self.writers if self.latest else said.writers):
            raise ProofError("grant.not_writer")
        if not is_kept:
            check_one(signed, roster.members[by].keys.sign)

    def _check_kit(self, signed: Signed, said: Grant, roster: Roster, is_new: bool, is_kept: bool) -> None:
        """Signed by the root and by leads of two different persons, of one where there is one; fingerprints rising."""
        leads = signed.by[1:]
        if self.latest is None or signed.by[:1] != (self.org,) or list(leads) != sorted(set(leads)):
            raise ProofError("grant.not_leads")
        for n in {said.roster_n, roster.n} if is_new else {said.roster_n}:
            needed = min(2, len(roster.leading_persons_at(n)))
            if not all(roster.was_lead(lead, n) for lead in leads) or len(leads) != needed:
                raise ProofError("grant.not_leads")
            if len({roster.members[lead].person for lead in leads}) != needed:
                raise ProofError("grant.not_leads")
        if not is_kept:
            check_nth(signed, 0, roster.doc.root)
            for n, lead in enumerate(leads, 1):
                check_nth(signed, n, roster.members[lead].keys.sign)

    def _epochs_with(self, said: Grant) -> tuple[Epoch, ...]:
        if said.epoch > self.epoch:
            return (*self.epochs, Epoch(said.commitment, said.earlier, frozenset(said.writers)))
        now = self.epochs[-1]
        return (*self.epochs[:-1], now._replace(writers=now.writers | set(said.writers)))
