"""Guesses: shown as typed, and never a day that has come."""

from __future__ import annotations

from pathlib import Path

from rygsaek.casework import cases, offers, views
from tests.support.desks import ANNA, SetClock, new_desk


def test_the_day_of_this_visit_is_no_guess_for_what_comes_after_it(tmp_path: Path) -> None:
    with new_desk(tmp_path / "vault", SetClock()) as desk:
        case = cases.create_case(desk, ANNA)
        document = cases.open_document(desk, case, "samarbejdsaftale")
        goal = {"_id": "r1", "maal": "Sove bedre"}
        cases.fill(desk, case, document, {"naeste_dato": desk.today().isoformat(), "maal_3_mdr": [goal]})
        view = views.document_view(desk, case, document)
        assert view.definition is not None
        guessed = offers.offered(desk, case, view.definition, view.answers, desk.today(), document)
        assert guessed["aftaler/r1/opfoelgningsdato"] == "2026-05-18"
        assert guessed["naeste_dato"] == "2026-05-18"
