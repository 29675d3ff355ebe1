"""Death at every step of a sync: each commit, and each sending just before and after. Nothing is lost, nothing comes twice, and
nobody takes the laptop for a copy of itself."""

from __future__ import annotations

import itertools

from rygsaek.casework import cases, views
from rygsaek.history.checking import check
from sync.status import standing
from tests.support.children import Child
from tests.support.desks import ANNA
from tests.support.sync_deaths import dying_at
from tests.support.synced import SyncedLaptop, SyncedOffice

FIELD, OTHER = "aktuel_situation", "haab_laengere_sigt"


def test_a_laptop_that_dies_at_any_step_loses_nothing(office: SyncedOffice) -> None:
    lise, bo = office.laptop(), office.laptop()
    shared = cases.create_case(lise.desk, ANNA)
    agreement = cases.fill_form(lise.desk, shared, "samarbejdsaftale", {FIELD: "Bor hos sin søster."})
    lise.sync()
    lise.share(shared, bo)
    for one in (lise, bo, lise):
        one.sync()
    life = lise.vault.incarnation
    for step in itertools.count(1):
        cases.fill(lise.desk, shared, agreement, {FIELD: f"Liseord {step}"})
        own = cases.create_case(lise.desk, {"navn": f"Borger {step}"})
        cases.fill(bo.desk, shared, agreement, {OTHER: f"Boord {step}"})
        given = cases.create_case(bo.desk, {"navn": f"Bos borger {step}"})
        bo.sync()
        bo.share(given, lise)
        bo.sync()
        lise.vault.close()

        def sync(tell: object, step: int = step, before: SyncedLaptop = lise) -> None:
            laptop = office.reopened(before)
            with dying_at(step):
                laptop.sync()

        ended = Child(sync).wait()[1]
        lise = office.reopened(lise)
        assert standing(lise.desk).is_member
        lise.sync()
        lise.share(own, bo)
        lise.sync()
        bo.sync()
        for case in (shared, own, given):
            assert lise.desk.journal.state(case) == bo.desk.journal.state(case), (step, case)
            assert not lise.desk.journal.state(case).pending
        shown = views.document_view(bo.desk, shared, agreement)
        assert (shown.answers[FIELD], shown.answers[OTHER]) == (f"Liseord {step}", f"Boord {step}")
        assert standing(lise.desk).local.changes == 0
        assert (lise.vault.incarnation, standing(lise.desk).set_aside) == (life, {})
        assert ended in (0, -9)
        if ended == 0:
            break
    assert step > 10
    for one in (lise, bo):
        assert check(one.vault, one.desk.journal.projectors) == ()
