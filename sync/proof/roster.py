"""The office's document and its roster: immutable, extended by verified links only, and always raising on what does not fit.

Everything old is judged by the roster that it names (`was_…(n)`), everything new also by the latest.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from sync.proof import events
from sync.proof.errors import ProofError
from sync.proof.keys import check_receive, sound
from sync.proof.member import Member
from sync.proof.names import fingerprint, org_name
from sync.proof.signed import body_of, check_one, id_of, signer_of
from sync.wire.codec import NO_HASH
from sync.wire.office import FORMAT, SUITE, DeviceKeys, OrgDoc, RosterEvent, Signed


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is in the office. heads: the id of each link, in order; terms: (links there were, leads by the document in force)."""

    doc: OrgDoc
    doc_id: bytes
    members: Mapping[bytes, Member]
    heads: tuple[bytes, ...]
    terms: tuple[tuple[int, tuple[bytes, ...]], ...]

    @classmethod
    def begin(cls, doc: Signed, first: Signed, org: bytes) -> Roster:
        """An office from its first document and link. org: its name, as the invite, the kit or the founder's root key tells it.

        Raises WireError; ProofError (`orgdoc.…`, `roster.…`, `key.unsound`, `signature.wrong`).
        """
        said = checked_document(doc, org)
        if said.number != 1:
            raise ProofError("orgdoc.behind")
        return cls(said, id_of(doc), MappingProxyType({}), (), ((0, said.leads),)).with_link(first)

    @property
    def org(self) -> bytes:
        return self.doc.org

    @property
    def n(self) -> int:
        """How many links there are."""
        return len(self.heads)

    @property
    def head(self) -> bytes:
        """The id of the last link."""
        return self.heads[-1] if self.heads else NO_HASH

    def with_doc(self, signed: Signed) -> Roster:
        """With the next document; the same one again changes nothing.

        Raises WireError; ProofError: `orgdoc.rolled_back`, `orgdoc.forked` (another with the same number), `orgdoc.behind` (one
        between is missing), `orgdoc.downgraded`, `orgdoc.format` (made for a later program), `key.unsound`, `signature.wrong`.
        """
        said, now = checked_document(signed, self.org), self.doc
        if said.number == now.number:
            if id_of(signed) == self.doc_id:
                return self
            raise ProofError("orgdoc.forked")
        if said.number < now.number:
            raise ProofError("orgdoc.rolled_back")
        if said.number > now.number + 1:
            raise ProofError("orgdoc.behind")
        if said.least_format < now.least_format:
            raise ProofError("orgdoc.downgraded")
        return replace(self, doc=said, doc_id=id_of(signed), terms=(*self.terms, (self.n, said.leads)))

    def with_link(self, signed: Signed) -> Roster:
        """With the next link; one that is there already changes nothing.

        Raises WireError; ProofError: `roster.forked` (another link stands there), `roster.behind` (one between is missing),
        `roster.not_lead`, `roster.event` (it says what it may not), `roster.last_lead`, `key.unsound`, `signature.wrong`.
        """
        said = body_of(signed, "roster", RosterEvent)
        if said.format != FORMAT or said.org != self.org:
            raise ProofError("roster.other_office")
        if said.n == 0 or said.n > self.n + 1:
            raise ProofError("roster.behind" if said.n else "roster.event")
        if said.n <= self.n:
            if self.heads[said.n - 1] == id_of(signed):
                return self
            raise self._forked(signer_of(signed))
        if said.previous != self.head:
            raise self._forked(signer_of(signed))
        check_one(signed, self._signer(said, signer_of(signed)).sign)
        members = MappingProxyType(events.after(self.members, said))
        after = replace(self, members=members, heads=(*self.heads, id_of(signed)))
        if not after.leads():
            raise ProofError("roster.last_lead")
        return after

    def knows(self, n: int, head: bytes) -> None:
        """Raises ProofError unless link n has this id: `roster.behind` where it is not here yet, or `roster.forked`."""
        if n > self.n:
            raise ProofError("roster.behind")
        if n == 0 or not hmac.compare_digest(self.heads[n - 1], head):
            raise ProofError("roster.forked")

    def active(self) -> tuple[Member, ...]:
        """Every device that is in the office now, by fingerprint."""
        return self.active_at(self.n)

    def active_at(self, n: int) -> tuple[Member, ...]:
        """Every device that was in the office just after link n, by fingerprint."""
        return tuple(self.members[device] for device in sorted(self.members) if self.members[device].was_active(n))

    def was_active(self, device: bytes, n: int) -> bool:
        member = self.members.get(device)
        return member is not None and member.was_active(n)

    def is_active(self, device: bytes) -> bool:
        return self.was_active(device, self.n)

    def is_lead(self, device: bytes) -> bool:
        """Whether it is an active device that is a lead by the roster or the document of now."""
        return self.is_active(device) and (self.members[device].role == "lead" or device in self.doc.leads)

    def was_lead(self, device: bytes, n: int) -> bool:
        """Whether it was one just after link n."""
        member = self.members.get(device)
        if member is None or not member.was_active(n):
            return False
        return member.role_at(n) == "lead" or any(device in leads for leads in self._leads_by_document(n))

    def leads(self) -> tuple[Member, ...]:
        return tuple(member for member in self.active() if self.is_lead(member.device))

    def leading_persons_at(self, n: int) -> frozenset[str]:
        """Who led just after link n, as people: one with two laptops counts once."""
        return frozenset(member.person for member in self.active_at(n) if self.was_lead(member.device, n))

    def may_sign(self, device: bytes, case: str, incarnation: str, type_: str, seq: int, id_: bytes) -> bool:
        """Whether an envelope of this device counts: it is active, or the envelope lies within its revocation's cut-off."""
        member = self.members.get(device)
        if member is None or member.is_active:
            return member is not None
        last, last_id = member.cutoffs.get((case, incarnation, type_), (0, NO_HASH))
        return seq < last or (seq == last and id_ == last_id)

    def _forked(self, by: bytes) -> ProofError:
        """What another link is in the place of a known one: two histories, if it says to be by one who ever led."""
        roles = self.members[by].roles if by in self.members else ()
        has_led = any(role == "lead" for _, role in roles) or any(by in leads for _, leads in self.terms)
        return ProofError("roster.forked" if has_led else "roster.not_lead")

    def _signer(self, said: RosterEvent, by: bytes) -> DeviceKeys:
        """The keys of the lead who signs the next link.

        A device that the document names a lead may add itself: so an office begins, and so a kit brings one back.
        """
        if self.is_lead(by):
            return self.members[by].keys
        keys = said.keys
        if said.kind != "add" or keys is None or by != said.device or by not in self.doc.leads or by in self.members:
            raise ProofError("roster.not_lead")
        if fingerprint(keys) != by or said.role != "lead":
            raise ProofError("roster.event")
        return keys

    def _leads_by_document(self, n: int) -> list[tuple[bytes, ...]]:
        """Of every document that was in force at some moment while link n was the last."""
        ends = [start for start, _ in self.terms[1:]] + [self.n]
        return [leads for (start, leads), end in zip(self.terms, ends, strict=True) if start <= n <= end]


def checked_document(signed: Signed, org: bytes) -> OrgDoc:
    """What an office's document says, where the office's root has signed it. org: its name. Raises as `Roster.with_doc`."""
    said = body_of(signed, "orgdoc", OrgDoc)
    if said.org != org or org_name(said.root) != org or signed.by != (org,):
        raise ProofError("orgdoc.other_office")
    check_one(signed, said.root)
    if said.format != FORMAT or said.suite != SUITE or not 1 <= said.least_format <= FORMAT:
        raise ProofError("orgdoc.format")
    if not said.leads or said.number == 0:
        raise ProofError("orgdoc.unreadable")
    sound(said.server)
    check_receive(said.recovery)
    return said
