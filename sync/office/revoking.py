"""A laptop that is lost, or a colleague who has left: out of the roster, out of every case, out of the office's own key.

What the laptop had handed in by then counts, chain by chain, and nothing after. What it still has it may hand over, sealed as it
is; it lies apart until a person in the case has looked at it. Then it erases itself, on a lead's signed order.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from rygsaek.vault.transaction import Reader
from sync import membership
from sync.errors import SyncError
from sync.identity import Entropy
from sync.membership import Membership
from sync.office import sharing
from sync.office.line import Line, item
from sync.office.links import next_link, on_top
from sync.office.recovering import is_ownerless, latest
from sync.office.renewing import renew
from sync.sealing.grants import make_office_key, sign
from sync.sealing.keys import new_key
from sync.sealing.pairings import Pairs
from sync.wire.codec import encode
from sync.wire.office import FORMAT, Cutoff, Lease, Signed, Wipe
from sync.wire.requests import Traces, TracesAnswer

DAY_MS: Final = 24 * 60 * 60 * 1000


class Revoked(NamedTuple):
    """What a revocation came to. renewed: cases that got a new key here; waiting: cases that get theirs from colleagues' laptops,
    when these sync; ownerless: cases that nobody in the office can write in any more, which a recovery must open.
    """

    renewed: tuple[str, ...]
    waiting: tuple[str, ...]
    ownerless: tuple[str, ...]


def revoke(line: Line, device: bytes, *, wipes: bool = True) -> Revoked:
    """Revoke a laptop. wipes: with the order to erase itself. Raises SyncError (`roster.last_lead`, `roster.not_lead` …).

    One that is revoked already stays so, and what follows from it is done: the answer was lost, or another lead came first.
    """

    def add(known: Membership) -> tuple[Membership, tuple[str, ...]]:
        traces = line.ask_own(known, "/v1/traces", Traces(FORMAT, device), TracesAnswer)
        if device in known.roster.members and not known.roster.is_active(device):
            if wipes:
                line.hand_in(known, [item(order_to_erase(known, device, known.roster.n, line.now_ms()))])
            return known, traces.cases
        with line.vault.read() as reader:
            key = membership.office_key(reader, known)
            cutoffs = further(traces.chains, seen_here(reader, device))
        if key is None:
            raise SyncError("key.missing")
        pairs = line.pairs(known)
        signed = signed_revocation(known, pairs, key, device, cutoffs, line.now_ms(), wipes=wipes, entropy=line.entropy)
        line.hand_in(known, [item(one) for one in signed])
        line.keep(pairs)
        return line.take(known, [one for one in signed if one.what in ("roster", "officekey")]), traces.cases

    known, cases = on_top(line, add)
    return _settled(line, known, device, cases)


def signed_revocation(
    known: Membership,
    pairs: Pairs,
    office_key: bytes,
    device: bytes,
    cutoffs: tuple[Cutoff, ...],
    at: int,
    *,
    wipes: bool,
    entropy: Entropy,
) -> tuple[Signed, ...]:
    """The roster link, the office's next key with the pairings that it needs before it, and the order to erase.

    pairs: this laptop's own; office_key: the latest; at: ms. Raises ProofError.
    """
    roster = known.roster
    link = next_link(roster, "revoke", device, at, cutoffs=cutoffs)
    revoked = sign("roster", encode(link), known.secret)
    after = roster.with_link(revoked)
    office = make_office_key(pairs, after, known.office, new_key(entropy), at, key_before=office_key, entropy=entropy)
    renewed = (revoked, *pairs.signed, office)
    return (*renewed, order_to_erase(known, device, after.n, at)) if wipes else renewed


def order_to_erase(known: Membership, device: bytes, roster_n: int, at: int) -> Signed:
    """A lead's word to a revoked laptop. roster_n: of the roster by which it is revoked; at: ms."""
    return sign("wipe", encode(Wipe(FORMAT, known.org, device, roster_n, at)), known.secret)


def seen_here(reader: Reader, device: bytes) -> tuple[Cutoff, ...]:
    """Where a device's chains end as far as this laptop has seen them."""
    rows = reader.query("SELECT case_id, incarnation, type, seq, id FROM sync_chain WHERE device = ? AND seq > 0", (device,))
    return tuple(Cutoff(case, incarnation, type_, seq, bytes(id_)) for case, incarnation, type_, seq, id_ in rows)


def further(told: Iterable[Cutoff], seen: Iterable[Cutoff]) -> tuple[Cutoff, ...]:
    """Each chain's end as the store tells it, or further on where this laptop has seen more: the store cannot cut work off."""
    ends: dict[tuple[str, str, str], Cutoff] = {}
    for one in (*told, *seen):
        place = (one.case, one.incarnation, one.type)
        if place not in ends or ends[place].seq < one.seq:
            ends[place] = one
    return tuple(ends[place] for place in sorted(ends))


def lease(line: Line, device: bytes, days: int) -> None:
    """Let a laptop that cannot reach the store go on for some days more. Raises SyncError."""
    known = line.caught_up()
    now = line.now_ms()
    signed = sign("lease", encode(Lease(FORMAT, known.org, device, now + days * DAY_MS, now)), known.secret)
    line.hand_in(known, [item(signed)])


def _settled(line: Line, known: Membership, device: bytes, cases: tuple[str, ...]) -> Revoked:
    with line.vault.write() as tx:
        renewed = renew(tx, known, line.now_ms())
        left = {case for case in set(cases) - set(renewed) if not _has_left(tx, known, device, case)}
    ownerless = {one.said.case for one in latest(line, known) if one.said.case in left and is_ownerless(known, one.said)}
    return Revoked(renewed, tuple(sorted(left - ownerless)), tuple(sorted(ownerless)))


def _has_left(reader: Reader, known: Membership, device: bytes, case: str) -> bool:
    """A grant without the laptop has been made already, here or by a colleague, though the store may not have it yet."""
    grants = sharing.grants_if_any(reader, known, case)
    return bool(grants.n) and not grants.may_see(device)
