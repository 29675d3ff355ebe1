"""Everything that came in one answer: taken in, or set aside with its reason; never does one thing stop the others.

That goes also for what a colleague may seal, being let in, and no program can use: the transaction is begun again without it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final, TypeVar

from rygsaek.casework import held, preview
from rygsaek.errors import ODD, InputError, OursError
from rygsaek.history import log
from rygsaek.history.journal import Journal
from rygsaek.vault.transaction import Transaction
from rygsaek.vault.vault import Vault
from sync import arrived, aside, checkpoints, incarnations, missing, summaries, tables, unsealed, whole
from sync.aside import OWN_AHEAD, OWN_FORKED, Aside, AsideError
from sync.inbox import Intake
from sync.membership import Membership
from sync.office.mine import mine
from sync.proof.grants import CaseGrants
from sync.proof.standing_for import is_of_office
from sync.wire.requests import Delivered

T = TypeVar("T")

AT_ONCE_BYTES: Final = 256 * 1024
AT_ONCE: Final = 64
MOST_AT_ONCE: Final = 1_024
"""Bytes, envelopes and things of one transaction: nobody who types waits for a whole answer."""


UNUSABLE: Final = "body.unusable"
NOT_YET: Final = (UNUSABLE, "body.format", "envelope.unread")
"""Reasons that lie with this version of the program, or may: the next one tries again."""
BROKEN: Final = (*ODD, InputError, OursError)
"""What comes of what cannot be used."""
NO_FAULT_OF_IT: Final = tuple(f"bug.database.sqlite_{name}" for name in ("busy", "locked", "nomem", "interrupt"))


class UnusableError(Exception):
    """Something that came passes all checks and cannot be used. name: of one thing (`aside.name_of`), or the case's, where it was
    taken in at once: then one by one it shows which."""

    def __init__(self, name: bytes) -> None:
        super().__init__(UNUSABLE)
        self.name = name


def in_one(vault: Vault, work: Callable[[Transaction, Collection[bytes]], T]) -> T:
    """Work that takes in what came (`take_all`), in one transaction, begun again without each thing that cannot be used."""
    unusable = set[bytes]()
    while True:
        try:
            with vault.write() as tx:
                return work(tx, unusable)
        except UnusableError as error:
            if error.name in unusable:
                raise
            unusable.add(error.name)


def in_portions(items: Iterable[Delivered]) -> Iterable[list[Delivered]]:
    """Things in portions for one transaction each."""
    portion: list[Delivered] = []
    size = envelopes = 0
    for one in items:
        if portion and (size + len(one.data) > AT_ONCE_BYTES or envelopes == AT_ONCE or len(portion) == MOST_AT_ONCE):
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
    unusable: Collection[bytes] = (),
    once_more: Iterable[bytes] = (),
) -> Intake:
    """Take in what is as it should be; what waited for something that came is tried again. Returns what that came to.

    grants: of cases, as they were read before, and will be. lying: cases that lie as they came and are to be read now, besides
    those that these things are of. unusable: what is to be set aside unlooked at, by its name.
    Raises UnusableError; then the transaction must not be committed.
    """
    intake = Intake(journal, tx, known, now_ms, grants={} if grants is None else grants)
    read = arrived.named_in(tx, items).union(lying)
    items = [*(one for case in sorted(read) for one in _take_whole(intake, case, unusable)), *items]
    again, tried, has_waiting = aside.take_out(tx, once_more), aside.of_this_version(tx), False
    news = (one for one in items if not tried or aside.name_of(one.data) not in tried)
    again += [Aside(one.kind, "", one.position, "", "", now_ms, one.data) for one in news]
    while again:
        for one in again:
            try:
                _take(intake, one, unusable)
            except AsideError as error:
                waits = aside.another_program() if error.reason in NOT_YET else error.waits
                set_aside(intake, one._replace(case=error.case, reason=error.reason, waits=waits))
                has_waiting = has_waiting or aside.can_come(waits)
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
    if has_waiting and aside.is_too_much(tx):
        aside.forget_waiting(tx)
        tables.note(tx, tables.LET_GO, b"\1")
    for case in read:
        checkpoints.count_from_here(tx, case)
    if intake.granted:
        look_after_grants(intake)
    return intake


def set_aside(intake: Intake, one: Aside) -> None:
    """Keep what is not applied; of what nobody in the office has signed only why."""
    if not aside.can_come(one.waits) and not is_of_office(one.kind, one.data, intake.known.roster):
        aside.keep_reason(intake.tx, one)
    else:
        aside.keep(intake.tx, one)


def _take(intake: Intake, one: Aside, unusable: Collection[bytes]) -> None:
    if unusable and aside.name_of(one.data) in unusable:
        raise AsideError(UNUSABLE, case=arrived.case_of(one.kind, one.data))
    _usable(lambda: intake.take(one.kind, one.data), lambda: aside.name_of(one.data))


def _take_whole(intake: Intake, case: str, unusable: Collection[bytes]) -> list[Delivered]:
    """Take in a case that lay as it came; returns what of it is to be taken in one by one: all, where it is unusable at once."""
    items, name = arrived.take_up(intake.tx, case), case.encode()
    return items if name in unusable else _usable(lambda: whole.take(intake, case, items), lambda: name)


def _usable(work: Callable[[], T], name: Callable[[], bytes]) -> T:
    try:
        return work()
    except BROKEN as error:
        if not is_fault_of_it(error):
            raise
        raise UnusableError(name()) from None  # its words may tell what somebody wrote


def is_fault_of_it(error: Exception) -> bool:
    """Whether an error that came while something was taken in is one of its own, and not of the vault's."""
    is_of_the_vault = isinstance(error, OursError) and error.code.startswith(NO_FAULT_OF_IT)
    return isinstance(error, BROKEN) and not is_of_the_vault


def read_arrived(journal: Journal, known: Membership, case: str, now_ms: int) -> bool:
    """Read a case into the log that lies as it came; False for one that does not. now_ms: this laptop's clock."""

    def work(tx: Transaction, unusable: Collection[bytes]) -> bool:
        is_there = arrived.is_lying(tx, case)
        if is_there:
            take_all(tx, journal, known, (), now_ms, lying=(case,), unusable=unusable)
        return is_there

    return in_one(journal.vault, work)


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
