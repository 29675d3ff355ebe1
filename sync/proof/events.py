"""What one link of the roster does, and what it may not say."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sync.proof.errors import ProofError
from sync.proof.keys import check_keys
from sync.proof.member import Chain, Member
from sync.proof.names import fingerprint
from sync.wire.office import RosterEvent


def after(members: Mapping[bytes, Member], said: RosterEvent) -> dict[bytes, Member]:
    """The members after a link. Raises ProofError: `roster.event`, `key.unsound`."""
    known = members.get(said.device)
    return {**members, said.device: _added(said, known) if said.kind == "add" else _changed(said, known)}


def _added(said: RosterEvent, known: Member | None) -> Member:
    keys, role = said.keys, said.role
    if known is not None or keys is None or role is None or not said.person or said.cutoffs:
        raise ProofError("roster.event")
    if fingerprint(keys) != said.device:
        raise ProofError("roster.event")
    check_keys(keys)
    return Member(said.device, keys, said.person, said.label, said.n, None, ((said.n, role),), MappingProxyType({}))


def _changed(said: RosterEvent, known: Member | None) -> Member:
    if known is None or not known.is_active or said.keys is not None or said.person or said.label:
        raise ProofError("roster.event")
    if said.kind == "role":
        if said.role is None or said.cutoffs:
            raise ProofError("roster.event")
        return known._replace(roles=(*known.roles, (said.n, said.role)))
    if said.role is not None:
        raise ProofError("roster.event")
    cutoffs: dict[Chain, tuple[int, bytes]] = {(one.case, one.incarnation, one.type): (one.seq, one.id) for one in said.cutoffs}
    if len(cutoffs) != len(said.cutoffs):
        raise ProofError("roster.event")
    return known._replace(until=said.n, cutoffs=MappingProxyType(cutoffs))
