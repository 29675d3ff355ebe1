"""Every look at a case is written down with who, why and when, and a citizen can be told of it without a name of staff."""

from __future__ import annotations

import inspect
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from rygsaek.casework import accesslog, agenda, caselist, preview, search, views
from rygsaek.casework.desk import Desk
from rygsaek.history.ids import new_id
from rygsaek.paper import attachments, papers
from rygsaek.paper.exits import Exits
from rygsaek.paper.papers import Wish
from rygsaek.paper.shelf import Shelf
from tests.support.desks import BO, LISE, SetClock
from tests.support.empty_papers import pdf
from tests.support.wired import NOWHERE, exits_of, new_desk, whole_case

PURPOSES = ("Sagsbehandling", "Besøg", "Vikar for Lise Holm")
ALL_CASES = ""


@dataclass
class Table:
    """Where somebody sits, with one citizen's papers before them."""

    desk: Desk
    exits: Exits
    case: str
    agreement: str
    folder: Path

    def wish(self) -> Wish:
        return Wish(document=self.agreement, copy="internal")

    def leaflet(self) -> str:
        """Something on the shelf."""
        (self.folder / "pjece.txt").write_text("Kom og vær med.", "utf-8")
        return "pjece.txt"

    def file(self) -> str:
        """A file that was put into the case."""
        return attachments.attach(self.desk, self.case, pdf(1)).id

    def on_its_way(self) -> preview.Preview | None:
        """The case's first lines, as on a laptop that it is on its way to."""
        with self.desk.vault.write() as tx:
            summary = caselist.summary_of(tx, self.case)
            assert summary is not None
            preview.put(tx, self.case, preview.of(summary, ""))
        found = views.preview_view(self.desk, self.case)
        with self.desk.vault.write() as tx:
            preview.drop(tx, self.case)
        return found

    def failed_job(self) -> str:
        """A paper that was sent, and of which nothing came out."""
        job = self.exits.print_document(NOWHERE, self.case, self.wish())
        self.exits.queue.hold_all()
        return job


Look = Callable[[Table], object]
LOOKS: dict[str, tuple[str, Look]] = {
    "views.case_view": ("open", lambda at: views.case_view(at.desk, at.case)),
    "views.preview_view": ("open", lambda at: at.on_its_way()),
    "views.document_view": ("show", lambda at: views.document_view(at.desk, at.case, at.agreement)),
    "views.history": ("history", lambda at: views.history(at.desk, at.case)),
    "views.handed_over": ("show", lambda at: views.handed_over(at.desk, at.case, ())),
    "views.case_list": ("list", lambda at: views.case_list(at.desk)),
    "agenda.visits": ("list", lambda at: agenda.visits(at.desk, at.desk.today())),
    "agenda.promises": ("list", lambda at: agenda.promises(at.desk, at.desk.today(), at.desk.today())),
    "agenda.promises_in": ("open", lambda at: agenda.promises_in(at.desk, at.case, at.desk.today())),
    "agenda.dates": ("list", lambda at: agenda.dates(at.desk, at.desk.today(), at.desk.today())),
    "agenda.agreed": ("list", lambda at: agenda.agreed(at.desk, at.desk.today(), at.desk.today())),
    "agenda.coming": ("list", lambda at: agenda.coming(at.desk, at.desk.today(), at.desk.today())),
    "agenda.owed": ("list", lambda at: agenda.owed(at.desk)),
    "agenda.due": ("list", lambda at: agenda.due(at.desk, 5)),
    "agenda.limits": ("list", lambda at: agenda.limits(at.desk, at.desk.today())),
    "search.find": ("search", lambda at: search.find(at.desk, "Nordvang")),
    "papers.preview": ("show", lambda at: papers.preview(at.desk, at.case, at.agreement, copy="internal")),
    "Exits.print_papers": ("print", lambda at: at.exits.print_papers(NOWHERE, at.case, (at.wish(),))),
    "Exits.print_document": ("print", lambda at: at.exits.print_document(NOWHERE, at.case, at.wish())),
    "Exits.save_document": ("save", lambda at: at.exits.save_document(at.case, at.wish(), at.folder / f"{new_id()}.pdf")),
    "Exits.export_case": ("export", lambda at: at.exits.export_case(at.case, at.folder / new_id())),
    "Exits.release": ("print", lambda at: at.exits.release(at.failed_job(), at.case)),
    "Exits.print_blank": ("print", lambda at: at.exits.print_blank(NOWHERE, "samtykke")),
    "Exits.print_leaflet": ("print", lambda at: at.exits.print_leaflet(NOWHERE, at.leaflet(), at.case)),
    "Exits.save_attachment": ("save", lambda at: at.exits.save_attachment(at.case, at.file(), at.folder / f"{new_id()}.pdf")),
    "Exits.print_attachment": ("print", lambda at: at.exits.print_attachment(NOWHERE, at.case, at.file())),
    "Exits.print_sheet": ("print", lambda at: at.exits.print_sheet(NOWHERE, "Nøgleark", 1, b"%PDF-")),
    "Exits.save_sheet": ("save", lambda at: at.exits.save_sheet("Nøgleark", b"%PDF-", at.folder / f"{new_id()}.pdf")),
}
OF_NO_CASE = {"views.case_list", "search.find", "Exits.print_blank", "Exits.print_sheet", "Exits.save_sheet"} | {
    *(name for name in LOOKS if name.startswith("agenda.") and name != "agenda.promises_in"), "Exits.print_leaflet",
}  # fmt: skip
NO_LOOK = {
    "search.catch_up": "brings the index up to date and shows nothing",
    "search.index": "the same for one case",
    "search.purge": "takes old words out of the index",
    "search.stale": "compares the index with the log",
    "search.problems": "the same, in words, for `vault check`",
    "views.require": "reads for the others here, which log",
    "views.require_with": "the same",
    "views.first_lines": "part of what was read",
    "papers.subject_of": "reads for a paper that an exit or the preview logs",
    "papers.printed": "renders what was read",
    "papers.printable": "tells whether it could be rendered",
    "papers.hidden_topics": "part of a paper",
    "papers.without": "part of a paper",
    "papers.without_topics": "part of a paper",
    "Exits.ask": "tells what the consents say before a paper leaves; nothing leaves",
    "Exits.ask_export": "the same of a whole case",
    "Exits.ask_attachment": "the same of a file",
    "Exits.again": "logged: tests/rygsaek/paper/test_exits.py prints again what failed",
    "Exits.confirm": "a person tells what came out; nothing leaves",
    "Exits.recover": "logged: tests/rygsaek/paper/test_saved.py settles what a kill left",
    "Exits.saved_files": "lists what left before, by the form's title and the first name",
    "Exits.remove_saved": "takes back what left",
    "Exits.leaflets": "the municipality's own leaflets tell of nobody",
    "Exits.save_blank": "a form without answers tells of nobody",
}


def public(of: ModuleType | type) -> set[str]:
    """The functions that others may call, as `module.name` or `Class.name`."""
    home = of.__name__.rpartition(".")[2]
    module = of.__name__ if isinstance(of, ModuleType) else of.__module__
    found = inspect.getmembers(of, inspect.isfunction)
    return {f"{home}.{name}" for name, one in found if not name.startswith("_") and one.__module__ == module}


def unlogged(table: Table, clock: SetClock, count: int) -> list[str]:
    """Look so often, in any order, each time for some purpose; returns the looks of which no true entry was written."""
    chance = random.Random(7)
    missing = []
    for turn in range(count):
        name, (what, look) = list(LOOKS.items())[turn % len(LOOKS)]
        clock.forward(seconds=301)
        purpose = chance.choice(PURPOSES)
        desk = table.desk.for_purpose(purpose)
        at = replace(table, desk=desk, exits=replace(exits_of(desk), shelf=Shelf(table.folder)))
        case = ALL_CASES if name in OF_NO_CASE else table.case
        before = len(written(table.desk, case))
        began = clock.at
        look(at)
        fresh = written(table.desk, case)[before:]
        if not any(is_true(entry, what, purpose, began, clock.at) for entry in fresh):
            missing.append(name)
    return missing


def written(desk: Desk, case: str) -> list[accesslog.AccessEntry]:
    with desk.vault.read() as reader:
        return list(accesslog._chain(reader, case))


def is_true(entry: accesslog.AccessEntry, what: str, purpose: str, began: datetime, ended: datetime) -> bool:
    at = datetime.fromisoformat(entry.at)
    is_utc = at.utcoffset() == timedelta(0)
    return (entry.what, entry.purpose, entry.user) == (what, purpose, LISE.name) and is_utc and began <= at <= ended


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def table(tmp_path: Path, clock: SetClock) -> Any:
    with new_desk(tmp_path / "profile", clock) as desk:
        case, papers_by_form = whole_case(desk)
        (tmp_path / "gemt").mkdir()
        yield Table(desk, exits_of(desk), case, papers_by_form["samarbejdsaftale"], tmp_path / "gemt")


@pytest.mark.parametrize("room", [views, agenda, search, papers, Exits], ids=lambda room: room.__name__)
def test_every_way_of_looking_is_known_here(room: ModuleType | type) -> None:
    assert public(room) - LOOKS.keys() - NO_LOOK.keys() == set()


def test_every_look_is_written_down_with_user_purpose_and_utc(table: Table, clock: SetClock) -> None:
    assert unlogged(table, clock, 2 * len(LOOKS)) == []
    with table.desk.vault.read() as reader:
        assert list(accesslog.broken(reader)) == []


def test_looks_that_are_not_written_down_would_be_noticed(table: Table, clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accesslog, "note", lambda *args, **more: None)
    assert unlogged(table, clock, len(LOOKS)) == list(LOOKS)


def test_a_search_belongs_to_every_case_that_it_showed_and_to_no_other(table: Table) -> None:
    other, _ = whole_case(table.desk)
    assert {hit.case for hit in search.find(table.desk, "Nordvang")} == {table.case, other}
    search.find(table.desk, "ingen hedder sådan")
    for case in (table.case, other):
        assert [entry.detail for entry in accesslog.entries(table.desk, case) if entry.what == "search"] == ["Nordvang"]


def test_a_citizen_is_told_of_a_thousand_looks_without_a_name_of_staff(table: Table, clock: SetClock) -> None:
    for number in range(1000):
        clock.forward(minutes=37)
        desk = replace(table.desk, worker=(LISE, BO)[number % 2], purpose=PURPOSES[number % 3])
        accesslog.note(desk, table.case, ("open", "show", "print")[number % 3], detail="Bo Krag")
    lines = accesslog.extract(table.desk, table.case)
    told = " ".join(f"{line.what} {line.purpose}" for line in lines)
    assert sum(line.times for line in lines) == 1000
    assert not [name for name in ("Lise", "Holm", "Bo", "Krag") if name in told.split()]
    assert {line.purpose for line in lines} == {"Sagsbehandling", "Besøg", "Vikar for en medarbejder"}
    assert all(line.first.tzinfo is not None and line.first.astimezone(UTC) <= line.last.astimezone(UTC) for line in lines)


def test_an_entry_that_is_altered_or_taken_out_is_noticed(table: Table, clock: SetClock) -> None:
    unlogged(table, clock, len(LOOKS))
    for damage in (
        "UPDATE access_entry SET user = 'Ingen' WHERE case_id = ? AND n = 2",
        "DELETE FROM access_entry WHERE case_id = ? AND n = 3",
    ):
        with table.desk.vault.write() as tx:
            tx.execute(damage, (table.case,))
        with table.desk.vault.read() as reader:
            assert [problem.code for problem in accesslog.broken(reader)][:1] == ["access.chain_broken"], damage
