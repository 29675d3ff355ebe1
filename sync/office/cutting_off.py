"""On a laptop that was revoked: it goes on under a name that nobody has used, and issues again what counts nowhere yet.

It goes by its revocation, which says what of its chains counts. The store may have taken what it never said that it had, or more
while the revocation was on its way; and another may have gone on under this laptop's name, from a copy of its disk or since this
disk was an older one, and hand over too. What lies under a number that was given twice, nobody could read.
"""

from __future__ import annotations

from rygsaek.history.journal import Journal
from rygsaek.vault.transaction import Transaction
from sync import incarnations, losing, outbox, tables
from sync.membership import Membership


def settle(tx: Transaction, journal: Journal, known: Membership) -> None:
    """Count as taken what the revocation counts, and nothing else; and issue again all else that was written here.

    Nothing more comes from the store, so nothing is waited for. A second time changes nothing of what the first has issued.
    known: an office that this device was shut out of.
    """
    cutoffs = known.roster.members[known.device].cutoffs
    for (case, incarnation, type_), (seq, id_) in cutoffs.items():
        epoch = outbox.epoch_of(tx, case, incarnation, type_, seq, id_)
        if epoch is not None:
            outbox.taken_to(tx, case, incarnation, type_, seq)
            losing.taken_to(tx, case, epoch)
    for case, incarnation, _ in outbox.ends_of_saves(tx):
        counted, _ = cutoffs.get((case, incarnation, "changes"), (0, b""))
        outbox.lost(tx, case, incarnation, "changes", counted)
    if tables.fact(tx, tables.LEAVING) != journal.vault.incarnation.encode():
        incarnations.begin(tx, journal)
    incarnations.give_up_old(tx, journal.vault.incarnation)
    incarnations.issue_again(tx, journal)
    tables.note(tx, tables.LEAVING, journal.vault.incarnation.encode())
