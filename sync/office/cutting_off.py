"""On a laptop that was revoked: what of its own counts as sent in, as its revocation says, is held against what is known here.

The store may have taken what it never said that it had, and another may have gone on under this life's name since this disk was
an older one. Else a number would be given twice, and nobody could read what is handed over under it. And the store may have taken
something while the revocation was on its way, which counts nowhere: that is issued again, under another name.
"""

from __future__ import annotations

from rygsaek.history.journal import Journal
from rygsaek.vault.transaction import Transaction
from sync import incarnations, losing, outbox
from sync.membership import Membership


def settle(tx: Transaction, journal: Journal, known: Membership) -> None:
    """Count as taken what the revocation counts, and nothing else; go on as another where it counts what is not here, or not what
    is; and issue again what old lives wrote and is not counted: nothing more comes from the store.

    known: an office that this device was shut out of.
    """
    life, is_other = journal.vault.incarnation, False
    cutoffs = known.roster.members[known.device].cutoffs
    for (case, incarnation, type_), (seq, id_) in cutoffs.items():
        epoch = outbox.epoch_of(tx, case, incarnation, type_, seq, id_)
        if epoch is not None:
            outbox.taken_to(tx, case, incarnation, type_, seq)
            losing.taken_to(tx, case, epoch)
        elif incarnation == life:
            is_other = True
    for case, incarnation, seq in outbox.ends_of_saves(tx):
        counted, _ = cutoffs.get((case, incarnation, "changes"), (0, b""))
        if counted < seq:
            outbox.lost(tx, case, incarnation, "changes", counted)
            is_other = is_other or incarnation == life
    if is_other:
        incarnations.begin(tx, journal)
    incarnations.give_up_old(tx, journal.vault.incarnation)
    incarnations.issue_again(tx, journal)
