"""Whoever may write in a case is told that handed-over work waits there, as soon as they have sent and got."""

from __future__ import annotations

import pytest

from rygsaek.casework import cases
from sync.errors import RefusedError
from sync.office import adopting, awaiting, revoking, sharing
from tests.support.central import Central
from tests.support.desks import ANNA
from tests.support.staff import Hire, Staff


def waiting(staff: Staff) -> tuple[str, ...]:
    with staff.desk.vault.read() as reader:
        return awaiting.cases(reader)


def test_who_may_write_is_told_of_all_cases_in_one_question_until_somebody_has_dealt_with_them(
    central: Central, hire: Hire, monkeypatch: pytest.MonkeyPatch
) -> None:
    lise, bo, eva = hire("Lise Holm"), hire("Bo Krag"), hire("Eva Lund")
    lise.found(central.url)
    for one in (bo, eva):
        lise.let_in(one)
    both = sorted(cases.create_case(bo.desk, {**ANNA, "navn": name}) for name in ("Anna Vest", "Aage Bro"))
    bo.sync()
    known = bo.line.caught_up()
    with bo.desk.vault.write() as tx:
        for case in both:
            sharing.share(tx, known, case, [lise.device], bo.line.now_ms())
            sharing.share(tx, known, case, [eva.device], bo.line.now_ms(), may_write=False)
    for one in (bo, lise, eva):
        one.sync()
    for case in both:
        cases.fill_form(bo.desk, case, "borger", {"opholdssted_aktuelt": "Skive"})
    revoking.revoke(lise.line, bo.device)
    bo.sync()
    with monkeypatch.context() as old:
        old.setattr(awaiting, "ask", _refused)
        assert lise.sync().order is None, "where the store does not answer this, all else is sent and got"
    assert waiting(lise) == ()
    lise.sync()
    eva.sync()
    assert list(waiting(lise)) == both and waiting(eva) == (), "a reader has nothing to do there"
    adopting.adopt(lise.desk, lise.line, adopting.look(lise.desk, lise.line, both[0]))
    assert waiting(lise) == (both[1],), "told at once"
    adopting.discard(lise.line, adopting.look(lise.desk, lise.line, both[1]))
    assert waiting(lise) == ()
    lise.sync()
    assert waiting(lise) == ()


def _refused(*_: object) -> None:
    raise RefusedError("store.unavailable")
