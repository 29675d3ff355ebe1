"""On a laptop that was revoked: what of its own counts as sent in, as its revocation says, is held against what is known here.

The store may have taken what it never said that it had, and another may have gone on under this life's name since this disk was
an older one. Else a number would be given twice, and nobody could read what is handed over under it.
"""

from __future__ import annotations

from rygsaek.history.journal import Journal
from rygsaek.vault.transaction import Transaction
from sync import incarnations, losing, outbox
from sync.membership import Membership


def settle(tx: Transaction, journal: Journal, known: Membership) -> None:
    """Count as taken what the revocation counts, go on as another where it counts what is not here, and issue again what old
    lives wrote and never sent: nothing more comes from the store. known: an office that this device was shut out of."""
    life, is_ahead = journal.vault.incarnation, False
    for (case, incarnation, type_), (seq, id_) in known.roster.members[known.device].cutoffs.items():
        epoch = outbox.epoch_of(tx, case, incarnation, type_, seq, id_)
        if epoch is not None:
            outbox.taken_to(tx, case, incarnation, type_, seq)
            losing.taken_to(tx, case, epoch)
        elif incarnation == life:
            is_ahead = True
    if is_ahead:
        incarnations.begin(tx, journal)
    incarnations.give_up_old(tx, journal.vault.incarnation)
    incarnations.issue_again(tx, journal)
