"""What a caseworker does in a case."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rygsaek.casework import cases, views
from rygsaek.casework.desk import Desk
from tests.support.desks import ANNA, SetClock, new_desk


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(tmp_path: Path, clock: SetClock) -> Iterator[Desk]:
    with new_desk(tmp_path / "vault", clock) as found:
        yield found


def test_a_case_opens_with_its_own_facts(desk: Desk) -> None:
    case = cases.create_case(desk, ANNA)
    shown = views.case_view(desk, case)
    assert shown.citizen_name == "Anna Nørgaard"
    assert shown.address_line == "Elmegade 3, 2. tv, 8000 Aarhus C"
    assert shown.contact_line == "Vil helst have en sms om formiddagen"
    assert shown.interpreter == "nej"
    paper = views.document_view(desk, case, shown.documents[0].document)
    assert paper.answers["foedselsdato"] == "1980-01-07"
