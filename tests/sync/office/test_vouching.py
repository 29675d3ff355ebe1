"""After a redaction the envelopes are gone, and a newcomer has the lead's word for what colleagues wrote, and a checkpoint."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from unittest.mock import patch

import pytest
from msgspec.structs import replace

from rygsaek.casework import cases
from rygsaek.history.log import START
from rygsaek.history.redacting import marks_of
from rygsaek.history.runs import run_of
from rygsaek.vault.transaction import Transaction
from sync import checkpoints, missing
from sync.chains import Chain
from sync.columns import Save, pack, unpack
from sync.contents import said_in
from sync.laid import read
from sync.office import redacting
from sync.outbox import Sealing
from sync.sealing.bodies import CheckpointBody
from tests.support.desks import ANNA
from tests.support.synced import SyncedOffice
from tests.support.vault_rows import asides


def untrue(change: Callable[[list[Save]], list[Save]]) -> Callable[..., CheckpointBody]:
    """A checkpoint in which one who may write has changed what a colleague wrote, with hashes that fit."""
    make = checkpoints._body

    def body(tx: Transaction, by: Sealing, case: str, known: Sequence[Chain]) -> CheckpointBody:
        true, saves, chains = make(tx, by, case, known), list[Save](), []
        for one in true.chains:
            mine = [save for save in unpack(true.saves) if save[0] == one.incarnation]
            if one.device != by.known.device:
                mine = change(mine)
            said, payloads = said_in(case, read(pack(mine))), [payload for *_, payload in mine]
            run = run_of(case, one.incarnation, START, payloads, said, marks_of(tx, case))
            chains.append(replace(one, last=run.end.txn, log=run.end.hash))
            saves += mine
        assert (saves, tuple(chains)) != (unpack(true.saves), true.chains)
        return replace(true, chains=tuple(chains), saves=pack(saves))

    return body


UNTRUE: dict[str, Callable[[list[Save]], list[Save]]] = {
    "another name before the text": lambda saves: [(life, n, payload.replace(b"Anna", b"Ulla")) for life, n, payload in saves],
    "the last left out": lambda saves: saves[:-1],
    "one more": lambda saves: [*saves, (saves[-1][0], saves[-1][1] + 1, saves[-1][2])],
}


@pytest.mark.parametrize("what", UNTRUE)
def test_what_a_lead_vouches_for_no_colleagues_checkpoint_says_otherwise(office: SyncedOffice, what: str) -> None:
    lise, bo, eva = (office.laptop() for _ in range(3))
    case = cases.create_case(bo.desk, ANNA)
    document = cases.fill_form(bo.desk, case, "samarbejdsaftale", {"aktuel_situation": "Skylder penge."})
    cases.fill(bo.desk, case, document, {"haab_laengere_sigt": "Et job."})
    bo.sync()
    bo.share(case, lise)
    for one in (bo, lise):
        one.sync()
    (change,) = (one.id for one in lise.desk.journal.changes(case) if one.value == "Skylder penge.")
    redacting.redact(lise.desk, case, [str(change)], lise.now_ms(), os.urandom, reason="Hører ikke til i sagen")
    lise.share(case, eva)
    with patch.object(checkpoints, "_body", untrue(UNTRUE[what])):
        lise.sync()
    eva.sync()
    with eva.vault.read() as reader:
        (lacking,) = missing.all_of(reader, eva.now_ms())
    assert (asides(eva.vault), lacking.saves) == (["checkpoint.differs"], len(bo.desk.journal.entries(case)))
