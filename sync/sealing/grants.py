"""Who gets a key: grants and office keys, made and opened. Everything made is checked as others will check it."""

from __future__ import annotations

import os
from collections.abc import Sequence

from sync.identity import Entropy, Secret
from sync.proof.errors import ProofError
from sync.proof.grants import CaseGrants
from sync.proof.names import recovery_name
from sync.proof.officekeys import OfficeKeys
from sync.proof.roster import Roster
from sync.proof.signatures import covers_signed
from sync.sealing.keys import OFFICE, commitment, fitting, open_earlier, seal_earlier
from sync.sealing.pairings import Pairs, Secrets
from sync.sealing.wraps import context, unwrap, wrap
from sync.wire.codec import encode
from sync.wire.office import FORMAT, Grant, OfficeKey, Signed, What, Wrap, WrapFor


def make_grant(
    pairs: Pairs,
    roster: Roster,
    before: CaseGrants,
    key: bytes,
    writers: Sequence[bytes],
    readers: Sequence[bytes],
    at: int,
    *,
    key_before: bytes | None = None,
    entropy: Entropy = os.urandom,
) -> Signed:
    """The next grant of a case; its signature is looked at when it is taken in. pairs: the granter's, which grow by those that it
    lacks; at: milliseconds.

    key: as now, to add people; a new one where anyone loses access, then key_before is the one as now. Raises ProofError
    as `CaseGrants.with_grant` does where the signer may not, or a person is left out without a new key.
    """
    body = _grant_body(pairs, roster, before, key, writers, readers, at, key_before, False, entropy)
    signed = sign("grant", body, pairs.giver)
    before.with_grant(signed, roster, is_new=True, is_kept=True)
    return signed


def make_recovery_body(
    pairs: Pairs,
    roster: Roster,
    before: CaseGrants,
    key: bytes,
    writers: Sequence[bytes],
    readers: Sequence[bytes],
    at: int,
    *,
    key_before: bytes | None = None,
    entropy: Entropy = os.urandom,
) -> bytes:
    """A recovery grant's body, for the root and the leads to sign each on its machine. pairs: the root's; as `make_grant`."""
    return _grant_body(pairs, roster, before, key, writers, readers, at, key_before, True, entropy)


def make_office_key(
    pairs: Pairs,
    roster: Roster,
    before: OfficeKeys,
    key: bytes,
    at: int,
    *,
    key_before: bytes | None = None,
    entropy: Entropy = os.urandom,
) -> Signed:
    """The office's key for every device that is in it now: as it was, to add devices, or a new one (then with key_before).

    Raises ProofError as `OfficeKeys.with_key`.
    """
    epoch, earlier = _epoch(before, OFFICE, key, key_before, entropy)
    made = commitment(key, roster.org, OFFICE, epoch)
    wraps, recovery = _wraps(pairs, roster, [one.device for one in roster.active()], OFFICE, epoch, key, made, at)
    body = OfficeKey(FORMAT, roster.org, epoch, before.head, made, roster.n, roster.head, at, wraps, recovery, earlier)
    signed = sign("officekey", encode(body), pairs.giver)
    before.with_key(signed, roster, is_new=True)
    return signed


def open_grant(device: bytes, said: Grant | OfficeKey, by: Sequence[bytes], secrets: Secrets) -> bytes | None:
    """The key that a verified grant gives a device, or None where it names it not. by: who signed it (`Signed.by`).

    Raises ProofError: `pairing.missing`; `key.not_opened`, `key.commitment`: the granter has sealed something else.
    """
    for one in said.wraps:
        if one.device == device:
            return _opened(one.wrap, said, device, by, secrets)
    return None


def open_recovery(kit: bytes, said: Grant | OfficeKey, by: Sequence[bytes], secrets: Secrets) -> bytes:
    """The key that a verified grant gives the kit. kit: its name. Raises ProofError as `open_grant`."""
    return _opened(said.recovery, said, kit, by, secrets)


def earlier_key(key: bytes, keys: CaseGrants | OfficeKeys, epoch: int) -> bytes:
    """The key of an epoch, walked down to from the latest's. Raises ProofError: `key.…`, `….behind`."""
    case = keys.case if isinstance(keys, CaseGrants) else OFFICE
    wanted = keys.commitment(epoch)
    for at in range(keys.epoch, epoch, -1):
        key = open_earlier(key, keys.epochs[at - 1].earlier, keys.org, case, at, keys.commitment(at - 1))
    return fitting(key, keys.org, case, epoch, wanted)


def sign(what: What, body: bytes, signer: Secret) -> Signed:
    """A body signed by one."""
    return joined(what, body, [countersign(what, body, signer)])


def countersign(what: What, body: bytes, signer: Secret) -> tuple[bytes, bytes]:
    """One's name and signature of a body, to be joined with others'."""
    return signer.name, signer.sign(covers_signed(what, body))


def joined(what: What, body: bytes, parts: Sequence[tuple[bytes, bytes]]) -> Signed:
    """A body with signatures: the first as given (the root, where it signs), the others by fingerprint."""
    ordered = [*parts[:1], *sorted(parts[1:])]
    return Signed(what, body, tuple(name for name, _ in ordered), tuple(signature for _, signature in ordered))


def _grant_body(
    pairs: Pairs,
    roster: Roster,
    before: CaseGrants,
    key: bytes,
    writers: Sequence[bytes],
    readers: Sequence[bytes],
    at: int,
    key_before: bytes | None,
    is_recovery: bool,
    entropy: Entropy,
) -> bytes:
    org, case = before.org, before.case
    epoch, earlier = _epoch(before, case, key, key_before, entropy)
    made = commitment(key, org, case, epoch)
    wraps, recovery = _wraps(pairs, roster, [*writers, *readers], case, epoch, key, made, at)
    return encode(
        Grant(
            FORMAT,
            org,
            case,
            before.n + 1,
            before.head,
            epoch,
            made,
            roster.n,
            roster.head,
            at,
            tuple(sorted(writers)),
            tuple(sorted(readers)),
            wraps,
            recovery,
            is_recovery,
            earlier,
        )
    )


def _epoch(
    before: CaseGrants | OfficeKeys, case: str, key: bytes, key_before: bytes | None, entropy: Entropy
) -> tuple[int, bytes]:
    """Which epoch a key is of, and the key before it, sealed. Raises ProofError (`key.commitment`, `key.same`)."""
    if before.epoch == 0:
        return 1, b""
    now = before.epochs[-1]
    if key_before is None:
        fitting(key, before.org, case, before.epoch, now.commitment)
        return before.epoch, now.earlier
    fitting(key_before, before.org, case, before.epoch, now.commitment)
    if key == key_before:
        raise ProofError("key.same")
    return before.epoch + 1, seal_earlier(key, key_before, before.org, case, before.epoch + 1, entropy)


def _wraps(
    pairs: Pairs, roster: Roster, devices: Sequence[bytes], case: str, epoch: int, key: bytes, committed: bytes, at: int
) -> tuple[tuple[WrapFor, ...], Wrap]:
    """One wrap for each device, by fingerprint, and the kit's. Raises ProofError (`grant.not_active`, `key.unsound`)."""
    granter = pairs.giver.name

    def wrapped(name: bytes, receive: bytes) -> Wrap:
        pair = pairs.pair_with(name, receive, at)
        where = context(roster.org, case, epoch, name, granter, roster.n, roster.head, committed, pair.id)
        return Wrap(pair.id, wrap(key, pair.secret, where))

    if not all(roster.is_active(device) for device in devices):
        raise ProofError("grant.not_active")
    wraps = tuple(WrapFor(device, wrapped(device, roster.members[device].keys.receive)) for device in sorted(devices))
    return wraps, wrapped(recovery_name(roster.doc.recovery), roster.doc.recovery)


def _opened(wrapped: Wrap, said: Grant | OfficeKey, name: bytes, by: Sequence[bytes], secrets: Secrets) -> bytes:
    case = said.case if isinstance(said, Grant) else OFFICE
    secret = secrets(wrapped.pairing, by[0])
    where = context(said.org, case, said.epoch, name, by[0], said.roster_n, said.roster_head, said.commitment, wrapped.pairing)
    return fitting(unwrap(wrapped.sealed, secret, where), said.org, case, said.epoch, said.commitment)
