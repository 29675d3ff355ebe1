"""The file for another calendar: what is due and when, and nothing of whom."""

from __future__ import annotations

from pathlib import Path

from icalendar import Calendar

from rygsaek.casework import cases
from rygsaek.paper import calendar_file
from rygsaek.paper.exits import Exits


def read(path: Path) -> list[tuple[str, str, str]]:
    found = Calendar.from_ical(path.read_bytes())
    return sorted((str(one["summary"]), one.decoded("dtstart").isoformat(), str(one["uid"])) for one in found.walk("VEVENT"))


def test_it_says_when_and_never_whom_and_keeps_its_ids(exits: Exits, tmp_path: Path) -> None:
    desk = exits.desk
    case = cases.create_case(desk, {"navn": "Kaja Højgaard", "foedselsdato": "1980-01-01"})
    attempt = {"dato": desk.today().isoformat(), "kanal": "telefon", "resultat": "kontakt"}
    cases.fill_form(desk, case, "kontaktforsoeg", attempt)
    visit = cases.fill_form(desk, case, "besoeg", {"dato": "2026-05-07", "fra": "10:30", "besoeg_status": "planlagt"})
    calendar_file.save(exits, tmp_path / "frister.ics")
    found = read(tmp_path / "frister.ics")
    assert [one[:2] for one in found] == [
        ("Rygsæk: besøg", "2026-05-07T10:30:00"), ("Rygsæk: frist", "2026-05-11"),
    ]  # fmt: skip
    written = (tmp_path / "frister.ics").read_text("utf-8")
    assert not any(word in written for word in ("Kaja", "K. H", "Højgaard", "møde", case))
    assert len(exits.saved_files()) == 1, "it is listed until it is removed"
    cases.fill(desk, case, visit, {"dato": "2026-05-08"})
    calendar_file.save(exits, tmp_path / "igen.ics")
    again = read(tmp_path / "igen.ics")
    assert ([one[2] for one in again], again[0][1]) == ([one[2] for one in found], "2026-05-08T10:30:00")


def test_what_was_agreed_for_a_day_is_there_once_and_says_no_more(exits: Exits, tmp_path: Path) -> None:
    desk = exits.desk
    case = cases.create_case(desk, {"navn": "Kaja Højgaard", "foedselsdato": "1980-01-01"})
    closing = {"afslutning_dato": "2026-06-01", "opfoelgning_dato": "2026-09-01"}
    areas = [{"omraade": "bolig", "modtager": "Ole Vind", "introduktionsmoede_dato": "2026-05-20"}]
    cases.fill_form(desk, case, "overgang", {**closing, "omraader": areas})
    cases.fill_form(desk, case, "netvaerksmoede", {"dato": "2026-05-21", "fra": "09:00"})
    held = {"moede_dato": "2026-04-30", "moede_status": "holdt", "naeste_moede_dato": "2026-06-11"}
    cases.fill_form(desk, case, "udrettedagsorden", held)
    cases.fill_form(desk, case, "besoeg", {"dato": "2026-05-20", "fra": "10:30", "besoeg_status": "planlagt"})
    calendar_file.save(exits, tmp_path / "frister.ics")
    found = read(tmp_path / "frister.ics")
    assert [one[:2] for one in found if "frist" not in one[0]] == [
        ("Rygsæk: aftale", "2026-05-21T09:00:00"), ("Rygsæk: aftale", "2026-06-11"), ("Rygsæk: aftale", "2026-09-01"),
        ("Rygsæk: besøg", "2026-05-20T10:30:00"),
    ]  # fmt: skip
    assert len({one[2] for one in found}) == len(found)
    written = (tmp_path / "frister.ics").read_text("utf-8")
    assert not any(word in written for word in ("Kaja", "Ole", "Overgang", "etværk", "bolig", "opfølg", case))
