"""A colleague who may write in a case seals what no program can use: signed, opened, in its place, and of another kind than is
meant to stand there. It is set aside and told; every other case, and everything that is to go, does not notice."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any
from unittest.mock import patch

from rygsaek.casework import cases, views
from rygsaek.history.changes import ANSWER_GIVEN, BEGUN, CONSENT_WITHDRAWN, DOCUMENT_BEGUN, NewChange
from sync import status
from sync.taking import UNUSABLE
from sync.unsealed import Unsealed
from tests.support.desks import ANNA
from tests.support.forms import raw_example
from tests.support.synced import SyncedLaptop, SyncedOffice
from tests.support.vault_rows import asides

NO_FORM = {"form": "samtykke", "version": "næste", "name": 7}
HOSTILE: tuple[tuple[str, str, str, Any], ...] = (
    ("samtykke", BEGUN, DOCUMENT_BEGUN, NO_FORM),
    ("samtykke", "^withdrawn/x", CONSENT_WITHDRAWN, []),
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
    agreement = cases.fill_form(lise.desk, case, "samarbejdsaftale", {})
    lise.sync()
    lise.share(case, bo)
    lise.sync()
    bo.sync()
    before = bo.desk.journal.state(case)
    save_blindly(lise, case, agreement, BEGUN, DOCUMENT_BEGUN, NO_FORM)
    sync_blindly(lise)
    save_blindly(lise, case, agreement, "aktuel_situation", ANSWER_GIVEN, "Bor hos sin søster.")
    sync_blindly(lise)
    bo.sync()
    assert asides(bo.vault) == [UNUSABLE, "envelope.gap"] and bo.desk.journal.state(case) == before
    assert views.case_view(bo.desk, case).documents


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
