"""A laptop in wrong hands hands over whatever it likes. What cannot be used is told as that and can be thrown away; nothing of it
is in a case, and what is sound, in the same case and in others, is taken over as ever."""

from __future__ import annotations

import random
from unittest.mock import patch

import pytest

from rygsaek.casework import cases, views
from rygsaek.history.changes import ANSWER_GIVEN, NewChange
from sync.office import adopting, revoking
from sync.sealing.bodies import pack_body
from sync.unsealed import Unsealed
from tests.support import hostile
from tests.support.central import Central
from tests.support.desks import ANNA
from tests.support.staff import Hire, Staff
from ui import wiring
from ui.cli import handed_over
from ui.presenters.handed_source import DeskHanded

CASES = 24


@pytest.fixture
def pair(central: Central, hire: Hire) -> tuple[Staff, Staff]:
    """A lead, and a colleague whose laptop gets lost."""
    lise, bo = hire("Lise Holm"), hire("Bo Krag")
    lise.found(central.url)
    lise.let_in(bo)
    bo.sync()
    return lise, bo


def begun(staff: Staff) -> tuple[str, str]:
    """A sound case, and its document."""
    case = cases.create_case(staff.desk, ANNA)
    return case, cases.fill_form(staff.desk, case, "borger", {"opholdssted_aktuelt": "hos Per"})


def lost(lise: Staff, bo: Staff) -> DeskHanded:
    """Bo's laptop is shut out and hands over; Lise's page of it."""
    revoking.revoke(lise.line, bo.device)
    bo.sync()
    lise.sync()
    return DeskHanded(lise.desk, lise.line)


@pytest.mark.parametrize("seed", [3, 8])
def test_values_of_any_kind_are_taken_over_or_told_and_every_page_opens_after_it(pair: tuple[Staff, Staff], seed: int) -> None:
    lise, bo = pair
    chance = random.Random(seed)
    made = [begun(bo) for _ in range(CASES)]
    for case, document in made[1:]:
        hostile.write(chance, bo.desk, case, document)
    page = lost(lise, bo)
    waiting = {one.case: one for one in page.waiting()}
    assert set(waiting) == {case for case, _ in made}
    for case, one in waiting.items():
        if one.is_readable:
            assert page.look(case)
            assert "kommet ind i sagen" in page.adopt(case)
        else:
            assert "kan ikke læses her" in one.told and page.drop(case)
    lise.sync()
    taken = {case for case, one in waiting.items() if one.is_readable}
    assert made[0][0] in taken and set(lise.desk.journal.cases()) == taken
    for case in taken:
        assert views.history(lise.desk, case) and views.case_view(lise.desk, case)
    assert {row.case for row in views.case_list(lise.desk)} <= taken
    assert wiring.check(lise.desk) == () and not page.waiting()


def test_bodies_that_are_none_are_told_each_by_itself_and_nothing_of_them_comes_in(
    pair: tuple[Staff, Staff], capsys: pytest.CaptureFixture[str]
) -> None:
    lise, bo = pair
    own, _ = begun(lise)
    lise.sync()
    sound, _ = begun(bo)
    wrong = {begun(bo)[0]: body for body in hostile.BODIES.values()}
    stolen, under_another_life, of_another_kind = (begun(bo)[0] for _ in range(3))
    headers = {
        stolen: {"incarnation": lise.desk.vault.incarnation},
        under_another_life: {"incarnation": "andetliv"},
        of_another_kind: {"type_": "access"},
    }
    as_lise = lambda body: pack_body(hostile.replace(body, incarnation=lise.desk.vault.incarnation))  # noqa: E731
    with hostile.sealing({**wrong, stolen: as_lise}, headers):
        page = lost(lise, bo)
    waiting = {one.case: one.is_readable for one in page.waiting()}
    assert waiting == {sound: True, **dict.fromkeys((*wrong, *headers), False)}
    assert page.look(sound) and page.adopt(sound)
    for case in wrong:
        handed_over.discard(lise.desk, case)
    assert "slettet" in capsys.readouterr().out
    assert all(page.drop(case) for case in headers)
    assert set(lise.desk.journal.cases()) == {own, sound} and not page.waiting()


@pytest.mark.parametrize("is_one_envelope", [False, True])
def test_what_went_before_it_and_beside_it_is_taken_over_whole_and_the_rest_waits(
    pair: tuple[Staff, Staff], is_one_envelope: bool
) -> None:
    """It is of no program's making: the projector that meets it raises, as one of a later day may."""
    lise, bo = pair
    lying = 1 if is_one_envelope else 2
    case, document = begun(bo)
    other, _ = begun(bo)
    with patch("sync.outbox.parts", lambda entries: [entries] if is_one_envelope else [[one] for one in entries]):
        with patch.object(bo.desk.journal, "projectors", (Unsealed(),)):
            bo.desk.journal.append(case, (NewChange(document, "navn", ANSWER_GIVEN, "GIFT"),), "fs")
            bo.desk.journal.append(case, (NewChange(document, "navn", ANSWER_GIVEN, "Anna Vest"),), "fs")
        page = lost(lise, bo)
    apply = Unsealed.apply

    def met(self: Unsealed, tx: object, case: str, changes: object, state: object) -> None:
        if any(one.value == "GIFT" for one in changes):  # type: ignore[attr-defined]
            raise KeyError("GIFT")
        apply(self, tx, case, changes, state)  # type: ignore[arg-type]

    with patch.object(Unsealed, "apply", met):
        waiting = adopting.look(lise.desk, lise.line, case)
        assert len(waiting.unreadable) == lying and waiting.handed and lise.desk.journal.cases() == ()
        page.waiting()
        page.adopt(case)
        page.adopt(other)
        lise.sync()
        assert set(lise.desk.journal.cases()) == {case, other}
        left = [adopting.look(lise.desk, lise.line, one) for one in (case, other)]
        assert [(one.handed, len(one.unreadable)) for one in left] == [((), lying), ((), 0)]
    rest = adopting.look(lise.desk, lise.line, case)
    assert [change.value for change in rest.changes] == ["GIFT", "Anna Vest"], "a later program can use it"
    assert adopting.adopt(lise.desk, lise.line, rest).saves == 2
    assert not adopting.look(lise.desk, lise.line, case).is_anything
    shown = views.case_view(lise.desk, case)
    assert shown.citizen_name == "Anna Vest" and len(shown.documents) == len(views.case_view(bo.desk, case).documents)
