"""The marker begins with a row for each system that the municipality has named."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from forms.profile import read_profile
from rygsaek.casework import cases, views
from tests.support.desks import ANNA, new_desk

PROFILE = """
kommune = "Nordby"
[[fagsystem]]
navn = "CURA"
hvor = "Bemærkninger"
tekst = "FS: {fs}"
[[fagsystem]]
navn = "Nexus"
"""


def test_every_record_system_of_the_profile_is_a_row_with_its_text(tmp_path: Path) -> None:
    with new_desk(tmp_path / "vault") as desk:
        profile = read_profile(PROFILE, "kommune.toml")
        named = dataclasses.replace(desk, profile=profile)
        case = cases.create_case(named, ANNA)
        rows = views.document_view(named, case, cases.begin_document(named, case, "markering")).answers["systemer"]
        assert [(row["system"], row.get("hvor")) for row in rows] == [("CURA", "Bemærkninger"), ("Nexus", None)]
        assert rows[0]["tekst"] == f"FS: {desk.worker.name}"
