"""Places are written down and read again; what cannot be read leads home."""

from __future__ import annotations

import pytest

from ui import places
from ui.places import decode_place, encode_place

ALL = [
    places.Create(), places.Unlock("hej"), places.Home(True), places.NewCase("Ann", 3), places.CaseAt("c"),
    places.HistoryAt("c", "d", "p"), places.WizardAt("c", "d", "rows/r1/x", 4), places.VisitAt("c", "d", "p", 0),
    places.AfterVisitAt("c", "v"), places.PauseAt(True), places.PrintAt("c", ("d", "e"), "v"), places.SettingsAt(),
    places.Sheet(True), places.OfficeAt(), places.OverviewAt(), places.ImportAt(),
    places.CopyAt("c", "samtykke", "3/4"),
]  # fmt: skip


@pytest.mark.parametrize("place", ALL, ids=lambda place: type(place).__name__)
def test_a_place_survives_being_written(place: places.Place) -> None:
    assert decode_place(encode_place(place)) == place


UNREADABLE = [None, "", "{", '{"place": "a_newer_page"}', '{"place": "case"}', '{"place": "case", "case": 3}']


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_cannot_be_read_leads_home(text: str | None) -> None:
    assert decode_place(text) == places.Home()
