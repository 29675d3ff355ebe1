"""Who looked, when and why: nothing of a case is shown without an entry, and no entry can be altered unseen."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from rygsaek.casework import accesslog, agenda, caselist, cases, course, dues, offers, preview, search, views
from rygsaek.casework.desk import Desk
from tests.support.desks import SetClock


def _on_its_way(desk: Desk, like: str) -> preview.Preview | None:
    """Another case of which only the preview is here."""
    with desk.vault.write() as tx:
        summary = caselist.summary_of(tx, like)
        assert summary is not None
        preview.put(tx, "paavej", preview.of(summary, ""))
    return views.preview_view(desk, "paavej")


DOORS: dict[str, Callable[[Desk, str, str], object]] = {
    "case_view": lambda desk, case, document: views.case_view(desk, case),
    "preview_view": lambda desk, case, document: _on_its_way(desk, case),
    "document_view": lambda desk, case, document: views.document_view(desk, case, document),
    "history": lambda desk, case, document: views.history(desk, case),
    "handed_over": lambda desk, case, document: views.handed_over(desk, case, ()),
    "case_list": lambda desk, case, document: views.case_list(desk),
    "visits": lambda desk, case, document: agenda.visits(desk, date(2026, 5, 4)),
    "promises": lambda desk, case, document: agenda.promises(desk, date(2026, 5, 4), date(2026, 5, 9)),
    "promises_in": lambda desk, case, document: agenda.promises_in(desk, case, date(2026, 5, 4)),
    "dates": lambda desk, case, document: agenda.dates(desk, date(2026, 5, 4), date(2026, 5, 9)),
    "agreed": lambda desk, case, document: agenda.agreed(desk, date(2026, 5, 4), date(2026, 5, 9)),
    "coming": lambda desk, case, document: agenda.coming(desk, date(2026, 5, 4), date(2026, 5, 9)),
    "owed": lambda desk, case, document: agenda.owed(desk),
    "due": lambda desk, case, document: agenda.due(desk, 5),
    "limits": lambda desk, case, document: agenda.limits(desk, date(2026, 6, 4)),
    "course": lambda desk, case, document: course.course(desk, case),
    "standing": lambda desk, case, document: dues.standing(desk, case),
    "find": lambda desk, case, document: search.find(desk, "anna"),
}
SILENT = {
    "views": {"require", "require_with", "first_lines"},
    "search": {"catch_up", "index", "purge", "stale", "problems"},
    "agenda": set[str](),
    "course": {"course_of", "days", "is_resting", "read_of", "reopened_on"},
    "dues": {"give_reason", "terms_kept"},
}
"""Public functions that hand nothing of a case to be shown."""


def count(desk: Desk) -> int:
    with desk.vault.read() as reader:
        found = reader.one("SELECT count(*) FROM access_entry")
    assert found is not None
    return int(found[0])


@pytest.fixture
def document(desk: Desk, anna: str) -> str:
    return cases.fill_form(desk, anna, "samarbejdsaftale", {"aktuel_situation": "Bor hos en ven."})


@pytest.mark.parametrize("door", DOORS)
def test_every_door_writes_down_user_purpose_and_utc(desk: Desk, anna: str, document: str, clock: SetClock, door: str) -> None:
    before = count(desk)
    DOORS[door](desk.for_purpose("Besøg"), anna, document)
    assert count(desk) == before + 1
    with desk.vault.read() as reader:
        rows = reader.query("SELECT user, purpose, at FROM access_entry")
    user, purpose, at = rows[-1] if door not in ("case_list", "find") else rows[0]
    assert (user, purpose) == ("Lise Holm", "Besøg")
    assert datetime.fromisoformat(at).utcoffset() == datetime.now(UTC).utcoffset()
    assert abs((datetime.fromisoformat(at) - clock.at).total_seconds()) < 60


def test_no_door_is_forgotten() -> None:
    for module, name in ((views, "views"), (agenda, "agenda"), (course, "course"), (dues, "dues"), (search, "search")):
        own = {
            key
            for key, value in vars(module).items()
            if inspect.isfunction(value) and value.__module__ == module.__name__ and not key.startswith("_")
        }
        assert own - SILENT[name] <= set(DOORS), own


def test_a_door_shows_nothing_when_nothing_can_be_written_down(desk: Desk, anna: str, document: str) -> None:
    with desk.vault.write() as tx:
        tx.execute("CREATE TRIGGER no_entry BEFORE INSERT ON access_entry BEGIN SELECT raise(ABORT, 'no'); END")
    for door in DOORS.values():
        with pytest.raises(Exception, match=r"."):
            door(desk, anna, document)


def test_reading_a_page_again_is_one_look_and_five_minutes_later_another(desk: Desk, anna: str, clock: SetClock) -> None:
    for _ in range(5):
        views.case_view(desk, anna)
    assert [entry.what for entry in accesslog.entries(desk, anna)] == ["open"]
    clock.forward(minutes=5)
    views.case_view(desk, anna)
    assert [entry.what for entry in accesslog.entries(desk, anna)] == ["open", "open"]


def test_another_purpose_is_another_look(desk: Desk, anna: str) -> None:
    views.case_view(desk, anna)
    views.case_view(desk.for_purpose("Besøg"), anna)
    assert [entry.purpose for entry in accesslog.entries(desk, anna)] == ["Sagsbehandling", "Besøg"]


def test_a_clock_put_back_hides_no_look(desk: Desk, anna: str, clock: SetClock) -> None:
    views.case_view(desk, anna)
    clock.forward(days=-3650)
    views.case_view(desk, anna)
    assert len(accesslog.entries(desk, anna)) == 2


def test_an_explicit_opening_is_always_written_down(desk: Desk, anna: str) -> None:
    for _ in range(2):
        accesslog.note(desk, anna, "open")
        views.case_view(desk, anna)
    assert [entry.what for entry in accesslog.entries(desk, anna)] == ["open", "open"]


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE access_entry SET user = 'En anden' WHERE n = 2",
        "UPDATE access_entry SET purpose = 'Andet' WHERE n = 1",
        "UPDATE access_entry SET detail = 'x' WHERE n = 2",
        "UPDATE access_entry SET cases = 'x' WHERE n = 3",
        "UPDATE access_entry SET at = '2020-01-01T00:00:00.000+00:00' WHERE n = 3",
        "DELETE FROM access_entry WHERE n = 2",
    ],
)
def test_an_altered_entry_breaks_the_chain(desk: Desk, anna: str, tampering: str) -> None:
    for what in ("open", "print", "save", "export"):
        accesslog.note(desk, anna, what)  # type: ignore[arg-type]
    with desk.vault.read() as reader:
        assert list(accesslog.broken(reader)) == []
    with desk.vault.write() as tx:
        tx.execute(tampering)
    with desk.vault.read() as reader:
        assert "access.chain_broken" in {problem.code for problem in accesslog.broken(reader)}


def test_pruning_the_oldest_breaks_nothing(desk: Desk, anna: str) -> None:
    for _ in range(4):
        accesslog.note(desk, anna, "open")
    with desk.vault.write() as tx:
        tx.execute("DELETE FROM access_entry WHERE n <= 2")
    accesslog.note(desk, anna, "open")
    with desk.vault.read() as reader:
        assert list(accesslog.broken(reader)) == []
    assert [entry.n for entry in accesslog.entries(desk, anna)] == [3, 4, 5]


def test_the_citizens_extract_names_no_staff_and_no_other(desk: Desk, anna: str) -> None:
    bo = cases.create_case(desk, {"navn": "Bo Lund"})
    views.case_view(desk, anna)
    accesslog.note(desk, anna, "print", "Besøg med Lise Holm og Anna", "nr. 1")
    search.find(desk, "anna")
    search.find(desk, "bo")
    views.case_view(desk, bo)
    lines = accesslog.extract(desk, anna)
    told = " ".join(f"{line.what} {line.purpose}" for line in lines)
    assert [line.what for line in lines] == ["Sagen blev åbnet", "Et papir blev printet", "Sagen kom frem ved en søgning"]
    assert "Lise" not in told
    assert "Holm" not in told
    assert "Bo Lund" not in told
    assert lines[0].first.hour == 9


def test_looks_on_end_stand_as_one_line(desk: Desk, anna: str, clock: SetClock) -> None:
    for _ in range(3):
        views.case_view(desk, anna)
        clock.forward(minutes=6)
    (line,) = accesslog.extract(desk, anna)
    assert line.times == 3
    assert line.last > line.first


def test_what_is_offered_while_typing_is_no_look_of_its_own(desk: Desk, anna: str, document: str) -> None:
    before = count(desk)
    offers.suggestions(desk, anna, document, "navn", "an")
    assert count(desk) == before


def test_a_search_writes_one_entry_and_whom_it_showed_is_told_of_once(desk: Desk, anna: str) -> None:
    cases.create_case(desk, {"navn": "Anna Lund"})
    for _ in range(2):
        search.find(desk, "anna")
        with desk.vault.write() as tx:
            before = accesslog.to_tell(tx, anna, 0)
            accesslog.spread(tx)
            accesslog.spread(tx)
            assert [told.what for told in accesslog.to_tell(tx, anna, 0)] == [*(told.what for told in before), "search"]
