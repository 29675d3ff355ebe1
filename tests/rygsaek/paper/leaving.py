"""A case with an agreement, and the one door that papers leave by."""

from __future__ import annotations

from typing import Any

import pytest

from rygsaek.casework import cases
from rygsaek.casework.desk import Desk
from rygsaek.paper.exits import Exits
from rygsaek.paper.ipp_printer import IppPrinter
from rygsaek.paper.print_queue import PrintQueue
from tests.rygsaek.paper.conftest import NOW
from tests.support.desks import ANNA

NOWHERE = "ipp://localhost:9/ipp/print"
AFTALE: dict[str, Any] = {
    "aktuel_situation": "Bor hos sin søster.",
    "maal_3_mdr": [{"maal": "Sove bedre."}],
}


@pytest.fixture
def exits(desk: Desk) -> Exits:
    return Exits(desk, PrintQueue(desk.vault, IppPrinter(None), lambda: NOW))


@pytest.fixture
def case(desk: Desk) -> str:
    return cases.create_case(desk, ANNA)


@pytest.fixture
def agreement(desk: Desk, case: str) -> str:
    return cases.fill_form(desk, case, "samarbejdsaftale", AFTALE)


def two_versions(desk: Desk, case: str, document: str) -> None:
    """Two people write in one field without having seen each other."""
    from rygsaek.history.changes import ANSWER_GIVEN, NewChange

    seen = tuple(head.id for head in desk.journal.state(case).register(document, "aktuel_situation").heads)
    for text in ("Bor på gaden.", "Bor hos en ven."):
        answer = NewChange(document, "aktuel_situation", ANSWER_GIVEN, text)
        desk.journal.append(case, (answer,), "Bo Krag", supersedes={(document, "aktuel_situation"): seen})
