"""What is left when a visit is over: promises by their day, the marker in other systems, the next time."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from forms.profile import read_profile
from rygsaek.casework import cases
from rygsaek.casework.desk import Desk
from tests.support.desks import ANNA, new_desk
from tests.support.presenting import AtOnce
from ui.presenters.after_visit import MARKER, AfterVisit, Found

PROFILE = """
kommune = "Nordby"
[[fagsystem]]
navn = "CURA"
[[fagsystem]]
navn = "Nexus"
"""
ROW = {"_id": "r1", "maal": "Sove bedre", "handling_fs": "Ringer til lægen", "dato_fs": "2026-05-08"}


def found(desk: Desk, case: str) -> Found:
    page = AfterVisit(desk, case, AtOnce())
    page.load()
    assert page.found is not None
    return page.found


def test_promises_the_marker_and_the_next_time(tmp_path: Path) -> None:
    with new_desk(tmp_path / "vault") as plain:
        desk = dataclasses.replace(plain, profile=read_profile(PROFILE, "kommune.toml"))
        case = cases.create_case(desk, ANNA)
        assert found(desk, case).promises == ()
        cases.fill_form(desk, case, "samarbejdsaftale", {"aftaler": [ROW], "naeste_dato": "2026-05-18", "naeste_tid": "10:00"})
        now = found(desk, case)
        assert [(one.detail, one.when) for one in now.promises] == [("Ringer til lægen", "fredag 8. maj")]
        assert now.next_time == "mandag den 18. maj kl. 10"
        assert now.marking.words == "Andre kan ikke se endnu, at Anna har dig. Det mangler i 2 systemer."
        document = cases.begin_document(desk, case, MARKER)
        rows = [{"system": "CURA", "sat_dato": "2026-05-04"}, {"system": "Nexus"}]
        cases.fill(desk, case, document, {"systemer": rows})
        assert found(desk, case).marking.words.endswith("Det mangler i et system.")
        cases.fill(desk, case, document, {"systemer": [{**row, "sat_dato": "2026-05-04"} for row in rows]})
        assert found(desk, case).marking.words == ""
