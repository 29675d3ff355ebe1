"""Everything that came in one answer: taken in, or set aside with its reason; never does one thing stop the others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from rygsaek.casework import held, preview
from rygsaek.history import log
from rygsaek.history.journal import Journal
from rygsaek.vault.transaction import Transaction
from sync import arrived, aside, checkpoints, incarnations, missing, summaries, tables, unsealed, whole
from sync.aside import OWN_AHEAD, OWN_FORKED, Aside, AsideError
from sync.inbox import Intake
from sync.membership import Membership
from sync.office.mine import mine
from sync.proof.grants import CaseGrants
from sync.wire.requests import Delivered

AT_ONCE_BYTES: Final = 256 * 1024
AT_ONCE: Final = 64
"""Bytes and envelopes of one transaction: nobody who types waits for a whole answer."""


def in_portions(items: Iterable[Delivered]) -> Iterable[list[Delivered]]:
    """Things in portions for one transaction each."""
    portion: list[Delivered] = []
    size = envelopes = 0
    for one in items:
        if portion and (size + len(one.data) > AT_ONCE_BYTES or envelopes == AT_ONCE):
            yield portion
            portion, size, envelopes = [], 0, 0
        portion.append(one)
        size += len(one.data)
        envelopes += one.kind == "envelope"
    yield portion


def take_all(
    tx: Transaction,
    journal: Journal,
    known: Membership,
    items: Sequence[Delivered],
    now_ms: int,
    grants: dict[str, CaseGrants] | None = None,
    lying: Collection[str] = (),
) -> Intake:
    """Take in what is as it should be; what waited for something that came is tried again. Returns what that came to.

    grants: of cases, as they were read before, and will be. lying: cases that lie as they came and are to be read now, besides
    those that these things are of.
    """
    intake = Intake(journal, tx, known, now_ms, grants={} if grants is None else grants)
    read = arrived.named_in(tx, items).union(lying)
    items = [*(one for case in sorted(read) for one in whole.take(intake, case, arrived.take_up(tx, case))), *items]
    again = [Aside(one.kind, "", one.position, "", "", now_ms, one.data) for one in items]
    while again:
        for one in again:
            try:
                intake.take(one.kind, one.data)
            except AsideError as error:
                aside.keep(tx, one._replace(case=error.case, reason=error.reason, waits=error.waits))
                if error.waits == OWN_AHEAD:
                    go_on_as_another(intake, error)
        freed, intake.freed = intake.freed, set()
        again = aside.waiting_for(tx, sorted(freed))
    for case in intake.touched - intake.deleted:
        if log.has(tx, case):
            missing.settle(tx, case)
            unsealed.unmark(tx, case)
        summaries.settle(tx, case, now_ms)
        held.hold(tx, case, is_held=preview.is_shown(tx, case) or checkpoints.is_unchecked(tx, case))
    for case in read:
        checkpoints.count_from_here(tx, case)
    if intake.granted:
        look_after_grants(intake)
    return intake


def read_arrived(journal: Journal, known: Membership, case: str, now_ms: int) -> bool:
    """Read a case into the log that lies as it came; False for one that does not. now_ms: this laptop's clock."""
    with journal.vault.write() as tx:
        is_there = arrived.is_lying(tx, case)
        if is_there:
            take_all(tx, journal, known, (), now_ms, lying=(case,))
    return is_there


def go_on_as_another(intake: Intake, error: AsideError) -> None:
    """The store shows what this laptop wrote in a life that it has forgotten."""
    incarnations.begin(intake.tx, intake.journal)
    if error.reason == OWN_FORKED:
        incarnations.issue_again(intake.tx, intake.journal, only=error.case)
    intake.freed.add(OWN_AHEAD)


def look_after_grants(intake: Intake) -> None:
    """A case that names a laptop which was shut out, or lacks one of one's own, is to be held against the roster again."""
    own, known = set(mine(intake.tx, intake.known)), intake.known
    for case in intake.granted:
        grants = intake.grants_of(case)
        named = {*grants.writers, *grants.readers}
        if known.device in grants.writers and not (own <= named and all(known.roster.is_active(one) for one in named)):
            tables.note(intake.tx, tables.RENEWED, None)
