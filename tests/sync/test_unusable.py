"""A colleague who may write in a case seals what no program can use: signed, opened, in its place, and of another kind than is
meant to stand there. It is set aside and told; every other case, and everything that is to go, does not notice."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any
from unittest.mock import patch

import pytest

from rygsaek.casework import cases, views
from rygsaek.history.changes import ANSWER_GIVEN, CONSENT_WITHDRAWN, NewChange
from sync import contents, status
from sync.errors import UnreachableError
from sync.taking import UNUSABLE
from sync.unsealed import Unsealed
from sync.wire.codec import WireError
from tests.support.desks import ANNA
from tests.support.forms import raw_example
from tests.support.synced import SyncedLaptop, SyncedOffice
from tests.support.vault_rows import asides

NO_DAY = ("^withdrawn/x", CONSENT_WITHDRAWN, [])
HOSTILE: tuple[tuple[str, str, str, Any], ...] = (
    ("samtykke", *NO_DAY),
    ("overgang", "fs_bliver_ved", ANSWER_GIVEN, {"day": 7}),
)
"""Form, register, kind, value: each made a program of today stop in the middle of a sync, when it was tried."""


def test_what_no_program_can_use_is_set_aside_and_stops_nothing_else(office: SyncedOffice) -> None:
    lise, bo = office.laptop(), office.laptop()
    hurt = [cases.create_case(lise.desk, ANNA) for _ in HOSTILE]
    honest, mine = cases.create_case(lise.desk, ANNA), cases.create_case(bo.desk, ANNA)
    lise.sync()
    for case in (*hurt, honest):
        lise.share(case, bo)
    for case, (form, register, kind, value) in zip(hurt, HOSTILE, strict=True):
        document = cases.fill_form(lise.desk, case, form, raw_example(form))
        save_blindly(lise, case, document, register, kind, value)
    sync_blindly(lise)
    bo.sync()
    assert asides(bo.vault) == [UNUSABLE] * len(hurt)
    assert {row.case for row in views.case_list(bo.desk)} == {*hurt, honest, mine}
    assert views.case_view(bo.desk, honest).documents
    cases.create_case(bo.desk, ANNA)
    assert bo.sync().given
    told = status.standing(bo.desk)
    assert told.local.changes == 0 and told.set_aside == {UNUSABLE: len(hurt)}
    assert bo.sync().taken == 0 and asides(bo.vault) == [UNUSABLE] * len(hurt)


def test_what_went_before_it_in_the_case_stands_and_what_comes_behind_it_waits(office: SyncedOffice) -> None:
    lise, bo = office.laptop(), office.laptop()
    case = cases.create_case(lise.desk, ANNA)
    consent = cases.fill_form(lise.desk, case, "samtykke", raw_example("samtykke"))
    lise.sync()
    lise.share(case, bo)
    lise.sync()
    bo.sync()
    before = bo.desk.journal.state(case)
    save_blindly(lise, case, consent, *NO_DAY)
    sync_blindly(lise)
    save_blindly(lise, case, consent, "formaal", ANSWER_GIVEN, "Hjælp til flytning")
    sync_blindly(lise)
    bo.sync()
    assert asides(bo.vault) == [UNUSABLE, "envelope.gap"] and bo.desk.journal.state(case) == before
    assert views.case_view(bo.desk, case).documents


@pytest.mark.parametrize(("fault", "reason"), [(TypeError(), UNUSABLE), (WireError("body.format"), "body.format")])
def test_the_next_version_of_the_program_tries_once_what_this_one_could_not_use(
    office: SyncedOffice, fault: Exception, reason: str
) -> None:
    """The fault lay with the program: it took what was sound for what cannot be used."""
    lise, bo = office.laptop(), office.laptop()
    case = cases.create_case(lise.desk, ANNA)
    agreement = cases.fill_form(lise.desk, case, "samarbejdsaftale", {})
    lise.sync()
    lise.share(case, bo)
    lise.sync()
    bo.sync()
    for said in ("Bor hos sin søster.", "Bor alene igen."):
        cases.fill(lise.desk, case, agreement, {"aktuel_situation": said})
        lise.sync()

    def tried(version: str, *, is_broken: bool, is_online: bool = True) -> int:
        """How often what lies there is looked into in one conversation with such a program."""
        with ExitStack() as stack:
            stack.enter_context(patch("sync.aside.VERSION", version))
            broken = {"side_effect": fault} if is_broken else {"wraps": contents.take_changes}
            taker = stack.enter_context(patch("sync.contents.take_changes", **broken))
            if is_online:
                bo.sync()
            else:
                stack.enter_context(patch.object(bo, "carry", NoNetwork))
                stack.enter_context(pytest.raises(UnreachableError))
                bo.sync()
        return taker.call_count

    assert tried("1", is_broken=True) and asides(bo.vault) == sorted([reason, "envelope.gap"])
    assert status.standing(bo.desk).set_aside == {reason: 1}
    assert tried("1", is_broken=False) == 0, "not again and again"
    assert tried("2", is_broken=True) == 1 and status.standing(bo.desk).set_aside == {reason: 1}
    assert tried("2", is_broken=False) == 0
    assert tried("3", is_broken=False, is_online=False) == 2, "no network is needed for it"
    assert asides(bo.vault) == [] and status.standing(bo.desk).set_aside == {}
    assert bo.desk.journal.state(case) == lise.desk.journal.state(case)


class NoNetwork:
    def post(self, *_: object) -> tuple[int, dict[str, str], bytes]:
        raise UnreachableError()

    def close(self) -> None:
        """Nothing is open."""


def save_blindly(one: SyncedLaptop, case: str, document: str, register: str, kind: str, value: Any) -> None:
    """A program that looks at nothing of what it saves."""
    with patch.object(one.desk.journal, "projectors", (Unsealed(),)):
        one.desk.journal.append(case, (NewChange(document, register, kind, value),), one.desk.by)


def sync_blindly(one: SyncedLaptop) -> None:
    """The same program seals it as it is."""
    untold = (patch(f"sync.laptop.{name}") for name in ("directory.tell", "summaries.make_due", "checkpoints.make_due"))
    with ExitStack() as stack:
        for each in untold:
            stack.enter_context(each)
        one.sync()
